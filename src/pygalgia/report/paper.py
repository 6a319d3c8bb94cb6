"""The assessment on paper: one page for the person, one for the clinician, typeset without a network."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pygalgia.drawing import PLAIN, exercise_picture
from pygalgia.report.clinician_page import clinician_page
from pygalgia.report.heard import Heard
from pygalgia.report.patient_page import patient_page
from pygalgia.report.words import DISCLAIMER

if TYPE_CHECKING:
    from pygalgia.domain.assessment import Assessment
    from pygalgia.domain.knowledge_base import KnowledgeBase

HERE = Path(__file__).parent
TEMPLATE = HERE / "templates" / "paper.typ"
FONTS = HERE / "fonts"
#: Type sizes tried, largest first, until each page holds what belongs on it.
SCALES = (1.12, 1.06, 1.0, 0.94, 0.88, 0.82, 0.76, 0.7)


def paper(
    assessment: Assessment,
    base: KnowledgeBase,
    *,
    size: str = "a4",
    heard: Heard | None = None,
    audience: str = "self",
) -> bytes:
    """Return the PDF: two pages, whatever the plan holds.

    Args:
        assessment: What to typeset.
        base: What it was made with.
        size: `a4` or `us-letter`.
        heard: What the person fears and hopes; it stands on the clinician's page.
        audience: Who reads the person's page: `self`, or `someone-else` who answered for them.
    """
    import typst

    data = _data(assessment, base, size=size, heard=heard or Heard(), audience=audience)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])
    patient = clinician = 0
    while True:
        scales = {"patient-scale": SCALES[patient], "clinician-scale": SCALES[clinician]}
        compiler = typst.Compiler(
            TEMPLATE, root=HERE, font_paths=fonts, sys_inputs={"data": json.dumps(data | scales)}
        )
        starts, ends = json.loads(compiler.query("<pages>", field="value", one=True))
        shrink_patient = starts > 2 and patient + 1 < len(SCALES)  # noqa: PLR2004 - the second page
        shrink_clinician = ends > starts and clinician + 1 < len(SCALES)
        if not (shrink_patient or shrink_clinician):
            break
        patient += shrink_patient
        clinician += shrink_clinician
    return bytes(cast("bytes", compiler.compile(format="pdf")))


def _data(
    assessment: Assessment, base: KnowledgeBase, *, size: str, heard: Heard, audience: str
) -> dict[str, object]:
    clinician = clinician_page(assessment, base, heard=heard)
    patient = asdict(patient_page(assessment, base, audience=audience))
    for each in patient["exercises"]:
        each["pictures"] = [
            exercise_picture(base.care.exercises[each["id"]], name, palette=PLAIN)
            for name in each["pictures"]
        ]
    return {
        "paper": size,
        "name": assessment.case.id,
        "patient": patient,
        "clinician": asdict(clinician),
        "footer": f"{clinician.provenance}. {DISCLAIMER}",
    }
