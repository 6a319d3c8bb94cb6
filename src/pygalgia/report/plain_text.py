"""Both pages as plain text, for a mail, a note or a screen reader."""

import textwrap
from collections.abc import Iterable

from pygalgia.domain.assessment import Assessment
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.report.clinician_page import ClinicianPage, clinician_page
from pygalgia.report.heard import Heard, answers_to
from pygalgia.report.patient_page import PatientPage, patient_page
from pygalgia.report.words import footer, made_by
from pygalgia.texts import _, colon, in_context, parted

WIDTH = 78
_RULE = "=" * WIDTH


def plain_text(assessment: Assessment, base: KnowledgeBase) -> str:
    """Return the page for the person, then the page for the clinician, 78 columns wide."""
    patient, clinician = patient_page(assessment, base), clinician_page(assessment, base)
    lines = [
        *_patient(patient),
        "",
        *_clinician(clinician),
        "",
        *_wrapped(footer(clinician.provenance)),
    ]
    return "\n".join(lines) + "\n"


def person_text(
    assessment: Assessment, base: KnowledgeBase, *, audience: str = "self", heard: Heard | None = None
) -> str:
    """Return the page for the person only, 78 columns wide, with answers to what they fear and hope.

    Args:
        assessment: What to tell.
        base: What it was made with.
        audience: `self`, or `someone-else` who answered for the person.
        heard: What they fear and hope; None where nothing was said.
    """
    lines = [*_patient(patient_page(assessment, base, audience=audience))]
    if heard is not None:
        lines += _listed(_("What you fear and hope"), answers_to(heard, assessment, base))
    lines += ["", *_wrapped(footer(made_by(assessment.provenance)))]
    return "\n".join(lines) + "\n"


def clinician_text(assessment: Assessment, base: KnowledgeBase) -> str:
    """Return the page for the clinician only, 78 columns wide."""
    page = clinician_page(assessment, base)
    lines = [*_clinician(page), "", *_wrapped(footer(page.provenance))]
    return "\n".join(lines) + "\n"


def _patient(page: PatientPage) -> Iterable[str]:
    yield from (_RULE, page.headline.upper(), *_wrapped(page.lead), _RULE)
    yield from _paragraph([page.notice])
    yield from _paragraph([*page.reasons, *page.do_now])
    yield from _listed(_("Go at once (999, 112 or 911) if"), page.go_at_once_if)
    yield from _listed(
        _("What it may be"), [f"{each.name} ({each.chance}). {each.plain}" for each in page.causes]
    )
    yield from _paragraph(page.outlook)
    visits = [
        " ".join(part for part in (f"{v.when}: {v.who}.", v.why, v.elsewhere) if part) for v in page.visits
    ]
    yield from _listed(_("Whom to see"), visits)
    yield from _paragraph([page.say])
    yield from _listed(_("What to bring"), page.bring)
    yield from _listed(_("What you can do"), page.to_do)
    if page.to_do:
        yield from _listed(
            _("Before any pills are taken, ask a pharmacist if one of these is true"), page.ask_first
        )
    yield from _listed(_("What to leave"), page.not_to_do)
    for each in page.exercises:
        yield from _listed(_("Exercise: %(name)s", name=each.name), [*each.steps, each.dose])
        yield from _paragraph(
            [_("Not if: %(reasons)s", reasons=" ".join(each.leave_out_if))] if each.leave_out_if else []
        )
    yield from _listed(_("Stop an exercise if"), page.stop_if)
    yield from _listed(_("Breaks from sitting"), page.breaks)
    yield from _listed(_("When to look again"), [f"{day}{colon()}{text}" for day, text in page.checks])
    yield from _listed(
        _("What to do then"), [f"{outcome}{colon()}{text}" for outcome, text in page.decisions]
    )
    yield from _listed(_("Later, to keep it away"), page.prevention)


def _clinician(page: ClinicianPage) -> Iterable[str]:
    yield from (_RULE, _("For the clinician. %(headline)s", headline=page.headline), _RULE)
    yield from _listed(_("Suspected danger"), page.danger)
    yield from _listed(_("SITUATION"), [page.situation, *page.reasons])
    yield from _listed(_("BACKGROUND"), page.background or [_("Nothing of note was given.")])
    yield from _listed(_("ASSESSMENT"), list(_findings(page)))
    yield from _listed(
        _("Likely causes (probability, 95 % interval; factors on the odds)"), [page.conclusion]
    )
    for each in page.causes:
        yield from _wrapped(f"{each.probability:>4}  {each.name} ({each.interval})", indent=8)
        yield from (line for row in each.for_ for line in _wrapped(f"      + {row}", indent=8))
        yield from (line for row in each.against for line in _wrapped(f"      − {row}", indent=8))
    yield from _listed(_("RECOMMENDATION: whom to see"), page.see)
    yield from _listed(_("Tests"), [*page.tests, *(_("Not: %(test)s", test=each) for each in page.no_tests)])
    yield from _listed(_("Treatment"), page.treatment)
    yield from _listed(_("Not in this case"), page.blocked)
    yield from _listed(_("Review"), page.review)
    yield from _listed(_("Sources"), [f"[{number}] {text}" for number, text in page.sources])


def _findings(page: ClinicianPage) -> Iterable[str]:
    for label, items in (
        (_("Positive"), page.positives),
        (_("Relevant negatives"), page.negatives),
        (_("Red flags raised"), page.raised or (in_context("red flags", "none"),)),
        (_("Not asked"), page.not_asked),
    ):
        if items:
            yield f"{label}{colon()}{parted(items)}."
    yield _(
        "Red flags excluded: %(excluded)s; open for want of an answer: %(open)s.",
        excluded=page.excluded,
        open=page.open_count,
    )


def _listed(title: str, items: Iterable[str]) -> Iterable[str]:
    items = list(items)
    if items:
        yield from ("", *_wrapped(title))
        for each in items:
            yield from _wrapped(f"- {each}", indent=2)


def _paragraph(items: Iterable[str]) -> Iterable[str]:
    text = " ".join(each for each in items if each)
    if text:
        yield from ("", *_wrapped(text))


def _wrapped(text: str, *, indent: int = 0) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False
    )
