"""The summary for the record: what a colleague needs, on one screen; everything else stands on the page."""

import textwrap
from collections.abc import Iterable, Sequence

from pygalgia.domain.assessment import Assessment
from pygalgia.domain.finding import Finding
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.plan import Referral
from pygalgia.interview import Examination
from pygalgia.report.certainty import between
from pygalgia.report.citations import Citations
from pygalgia.report.clinician_page import (
    ClinicianPage,
    clinician_page,
    leads,
    weighed,
)
from pygalgia.report.fit import by_probability_alone, case_mix, fits_best
from pygalgia.report.heard import Heard
from pygalgia.report.top_reasons import suspected_danger
from pygalgia.report.words import footer, others, percent, short_name
from pygalgia.texts import Words, _, colon, later, many, parted

#: One screen of a record: so many lines of so many columns. What is longer is wrapped there, not here.
LINES, WIDTH = 40, 100
#: Causes with their reasons, and those that are only named after them.
MOST_CAUSES, MOST_REASONED = 6, 2
MOST_NAMED = 6
MOST_TESTS = 5
MOST_SEEN = 3
MOST_SOURCES = 3
_RESULTS = Words({"present": later("positive"), "absent": later("negative")})
_SEEN = Words({"first": later("first, %(service)s"), "next": later("next, %(service)s")})


def clinician_summary(
    assessment: Assessment,
    base: KnowledgeBase,
    *,
    examination: Sequence[Examination] = (),
    heard: Heard = Heard(),  # noqa: B008 - it is immutable
) -> str:
    """Return the summary as text that fills at most one screen: a paragraph a line, to paste anywhere.

    Args:
        assessment: What to sum up.
        base: What it was made with.
        examination: The tests that the examination mode suggests now, in its order.
        heard: What the person fears and hopes.
    """
    page = clinician_page(assessment, base, heard=heard)
    for named in range(MOST_NAMED, 0, -1):
        lines = _lines(page, assessment, base, examination=examination, named=named)
        if height(lines) <= LINES:
            break
    return "\n".join(lines) + "\n"


def _lines(
    page: ClinicianPage,
    assessment: Assessment,
    base: KnowledgeBase,
    *,
    examination: Sequence[Examination],
    named: int,
) -> list[str]:
    """Return the summary with so many findings named of each kind."""
    cited = Citations(base)
    parts = [
        [page.headline],
        *_situation(page, assessment, cited),
        *_findings(page, named=named),
        _line(_("Red flags:"), _flags(page)),
        _line(
            _("Causes:"),
            f"{by_probability_alone(assessment)} {leads(assessment)} {fits_best(assessment)}",
        ),
        *(_line("  ", text) for text in _causes(assessment, base, cited)),
        _line("  ", f"{_then(assessment)} {case_mix(assessment)}"),
        *_examination(examination, base),
        _line(_("See:"), _seen(assessment)),
        _line(_("Tests:"), parted(each.text for each in assessment.plan.investigations[:MOST_SEEN])),
        _line(_("Sources:"), _sources(cited)),
        _line("", footer(page.provenance)),
    ]
    return [line for part in parts for line in part]


def _situation(page: ClinicianPage, assessment: Assessment, cited: Citations) -> Iterable[list[str]]:
    """Yield who it is and why, the danger that is suspected before anything else."""
    first = suspected_danger(assessment)
    why = (first or assessment.reasons)[:1]
    told = [each.text + cited.mark(each.sources, most=1) for each in why]
    if first:
        label = _("Suspected danger") + colon().rstrip()
        yield from (_line(label, text) for text in told)
        yield _line("", page.situation)
    else:
        yield _line("", page.situation)
        yield from (_line(_("Why:"), text) for text in told)


def _findings(page: ClinicianPage, *, named: int) -> Iterable[list[str]]:
    for label, items in (
        (_("Background:"), page.background),
        (_("Positive:"), page.positives),
        (_("No:"), page.negatives),
        (_("Not asked:"), page.not_asked[:4]),
    ):
        yield _line(label, _some(items, most=named))


def _some(items: Sequence[str], *, most: int) -> str:
    """Return the first items, and how many others there are."""
    rest = len(items) - most
    return parted([*items[:most], *([others(rest)] if rest > 0 else [])])


def _flags(page: ClinicianPage) -> str:
    return _(
        "%(raised)s. Asked about and ruled out: %(excluded)s; open: %(open)s.",
        raised=_some(page.raised, most=3) or _("none raised"),
        excluded=page.excluded,
        open=page.open_count,
    )


def _causes(assessment: Assessment, base: KnowledgeBase, cited: Citations) -> Iterable[str]:
    for each in assessment.conditions[:MOST_REASONED]:
        told = f"{percent(each.probability)} {short_name(each.name)} ({between(each.interval)})"
        rows = [*each.evidence_for[:2], *each.evidence_against[:1]]
        reasons = parted(weighed(row, base, cited) for row in rows)
        yield f"{told}{colon()}{reasons}" if reasons else told


def _then(assessment: Assessment) -> str:
    rest = assessment.conditions[MOST_REASONED:MOST_CAUSES]
    named = parted(f"{short_name(each.name)} {percent(each.probability)}" for each in rest)
    return _("Then %(causes)s.", causes=named) if named else ""


def _examination(tests: Sequence[Examination], base: KnowledgeBase) -> Iterable[list[str]]:
    if tests:
        yield [_("Examine, the most telling first:")]
    for each in tests[:MOST_TESTS]:
        finding = base.findings[each.finding]
        denied = [outcome for outcome in each.outcomes if outcome.state == finding.denial]
        found = max(
            (outcome for outcome in each.outcomes if outcome.state != finding.denial),
            key=lambda outcome: outcome.chance,
        )
        results = ", ".join(
            f"{_result(finding, outcome.state)} {percent(outcome.about.after)}"
            for outcome in (found, *denied)
        )
        cause = short_name(base.conditions[each.about].name)
        yield _line("  ", f"{finding.name}{colon()}{cause} {percent(found.about.before)} → {results}")


def _result(finding: Finding, state: str) -> str:
    if finding.kind == "yes-no":
        return _RESULTS.get(state, state)
    return finding.state_names[state]


def _seen(assessment: Assessment) -> str:
    return parted(_visit(each) for each in assessment.plan.who_to_see[:MOST_SEEN])


def _visit(each: Referral) -> str:
    if each.when == "if":
        return _("if %(condition)s, %(service)s", condition=each.condition, service=each.name)
    return _SEEN[each.when] % {"service": each.name}


def _sources(cited: Citations) -> str:
    short = cited.short()
    rest = len(short) - MOST_SOURCES
    told = [f"[{number}] {text}" for number, text in short[:MOST_SOURCES]]
    more = many("%(n)s other on the whole page", "%(n)s others on the whole page", rest)
    return parted([*told, *([more] if rest > 0 else [])])


def height(lines: Iterable[str]) -> int:
    """Return how many lines of one screen these paragraphs fill."""
    return sum(len(textwrap.wrap(each, WIDTH)) or 1 for each in lines)


def _line(label: str, text: str) -> list[str]:
    """Return a labelled text as a line; none where there is no text."""
    if not text.strip():
        return []
    return [f"{label} {text}".rstrip() if label.strip() else (label + text).rstrip()]
