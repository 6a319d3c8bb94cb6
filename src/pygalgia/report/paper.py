"""The assessment on paper: one page for the person, one for the clinician, typeset without a network."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from pygalgia.drawing import PLAIN, exercise_picture
from pygalgia.report.clinician_page import ClinicianPage, RankedCause, clinician_page
from pygalgia.report.heard import Heard
from pygalgia.report.patient_page import patient_page
from pygalgia.report.words import footer
from pygalgia.texts import _, colon, in_context, language, later, listed, parted
from pygalgia.texts.known import direction

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
        each["not_if"] = _not_if(each["leave_out_if"])
    return {
        "paper": size,
        "language": language().partition("-")[0],
        "direction": direction(),
        "name": assessment.case.id,
        "words": {**_heads(), **_told_to_person(patient), **_told_to_clinician(clinician)},
        "patient": patient,
        "clinician": asdict(clinician)
        | {
            "no_tests": [_("Not: %(test)s", test=each) for each in clinician.no_tests],
            "causes": [asdict(each) | {"weighed": _weighed(each)} for each in clinician.causes],
        },
        "footer": footer(clinician.provenance),
    }


def _heads() -> dict[str, object]:
    """Return what stands above parts of both pages; the clinician's four parts have a letter each."""
    parts = {
        "situation": _("Situation"),
        "background": in_context("of a person", "Background"),
        "assessment": _("Assessment"),
        "recommendation": _("Recommendation"),
    }
    letters = [next(filter(str.isalpha, head), "") for head in parts.values()]
    # In Arabic each begins with the article.
    marks = letters if len(set(letters)) == len(letters) else ["1", "2", "3", "4"]
    lettered = {key: [mark, head] for mark, (key, head) in zip(marks, parts.items(), strict=True)}
    return lettered | {
        "colon": colon().rstrip(" "),
        "subject": _("Pain in the buttock"),
        "for_you": _("For you"),
        "for_clinician": _("For the clinician"),
        "go_at_once": _("Go at once (999, 112 or 911) if:"),
        "whom": _("Whom to see"),
        "say": _("What to say and bring"),
        "causes": _("What it may be"),
        "to_do": _("What you can do"),
        "leave": _("What to leave"),
        "exercises": _("Your exercises"),
        "checks": _("When to look again"),
        "tests": _("Tests"),
        "treatment": _("Treatment"),
        "blocked": _("Not in this case"),
        "nothing": _("Nothing of note was given."),
        "danger": _("Suspected danger"),
    }


def _told_to_person(page: dict[str, Any]) -> dict[str, str]:
    return {
        "pills": _("<strong>Before any pills are taken</strong>, ask a pharmacist if one of these is true:"),
        "stop_if": _("<strong>Stop if:</strong> %(signs)s", signs=" ".join(page["stop_if"])),
        "breaks": _("<strong>Breaks from sitting:</strong> %(breaks)s", breaks=" ".join(page["breaks"])),
        "prevention": _(
            "<strong>Later, to keep it away:</strong> %(what)s", what=" ".join(page["prevention"])
        ),
    }


def _not_if(reasons: tuple[str, ...]) -> str:
    return _("Not if: %(reasons)s", reasons=" ".join(reasons))


def _told_to_clinician(page: ClinicianPage) -> dict[str, str]:
    """Return the sentences of the clinician's page; empty where there is nothing to list."""
    lists = (
        ("present", later("<strong>Present:</strong> %(findings)s."), page.background),
        ("positive", later("<strong>Positive:</strong> %(findings)s."), page.positives),
        ("negative", later("<strong>Relevant negatives:</strong> %(findings)s."), page.negatives),
        ("not_asked", later("<strong>Not asked:</strong> %(findings)s."), page.not_asked),
    )
    return {
        name: _(said, findings=listed(items, "apart")) if items else "" for name, said, items in lists
    } | {
        "likely": _(
            "<strong>Likely causes</strong> (probability, 95 %% interval; "
            "factor of each answer on the odds). %(conclusion)s",
            conclusion=page.conclusion,
        ),
        "flags": _flags(page),
        "review": _("<strong>Review:</strong> %(what)s", what=" ".join(page.review)),
    }


def _flags(page: ClinicianPage) -> str:
    raised = f"<strong>{parted(page.raised)}</strong>" if page.raised else in_context("red flags", "none")
    values = {"raised": raised, "excluded": page.excluded, "number": page.open_count}
    if not page.open:
        return _(
            "<strong>Red flags.</strong> Raised: %(raised)s. Excluded: %(excluded)s. "
            "Open, for want of an answer: %(number)s.",
            **values,
        )
    return _(
        "<strong>Red flags.</strong> Raised: %(raised)s. Excluded: %(excluded)s. "
        "Open, for want of an answer: %(number)s, among them %(open)s.",
        open=parted(page.open),
        **values,
    )


def _weighed(cause: RankedCause) -> list[str]:
    """Return what speaks for a cause and against it, a sentence each."""
    told = []
    if cause.for_:
        told.append(_("For: %(answers)s.", answers=parted(cause.for_)))
    if cause.against:
        told.append(_("Against: %(answers)s.", answers=parted(cause.against)))
    return told
