"""Both pages as one HTML file that needs nothing else: no script, no font, no network."""

from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from pygalgia.drawing import exercise_picture
from pygalgia.report.clinician_page import clinician_page
from pygalgia.report.patient_page import patient_page
from pygalgia.report.words import footer
from pygalgia.texts.known import direction
from pygalgia.texts.templates import EXTENSION, speak

if TYPE_CHECKING:
    from pygalgia.domain.assessment import Assessment
    from pygalgia.domain.knowledge_base import KnowledgeBase


def page(assessment: "Assessment", base: "KnowledgeBase") -> str:
    """Return the HTML; everything that came from a case or a knowledge file is escaped."""
    patient = patient_page(assessment, base)
    environment = Environment(
        loader=PackageLoader("pygalgia.report"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[EXTENSION],
    )
    speak(environment)
    environment.globals["direction"] = direction
    return environment.get_template("report.html").render(
        p=patient,
        c=clinician_page(assessment, base),
        name=assessment.case.id,
        footer=footer,
        pictures={
            # Drawn by our own code from checked poses; its texts are escaped where it is made.
            each.id: [
                Markup(exercise_picture(base.care.exercises[each.id], name))  # noqa: S704 - see above
                for name in each.pictures
            ]
            for each in patient.exercises
        },
    )
