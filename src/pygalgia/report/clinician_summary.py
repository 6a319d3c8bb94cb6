"""The summary for the record: what a colleague needs, on one screen; everything else stands on the page."""

import textwrap
from collections.abc import Iterable, Sequence

from pygalgia.domain.assessment import Assessment
from pygalgia.domain.finding import Finding
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.interview import Examination
from pygalgia.report.citations import Citations
from pygalgia.report.clinician_page import (
    ClinicianPage,
    clinician_page,
    leads,
    weighed,
)
from pygalgia.report.fit import case_mix, fits_best
from pygalgia.report.heard import Heard
from pygalgia.report.words import DISCLAIMER, counted, percent

#: One screen of a record: so many lines of so many columns. What is longer is wrapped there, not here.
LINES, WIDTH = 40, 100
#: Causes with their reasons, and those that are only named after them.
MOST_CAUSES, MOST_REASONED = 6, 2
MOST_NAMED = 6
MOST_TESTS = 5
MOST_SEEN = 3
MOST_SOURCES = 3


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
        _line("", page.situation),
        *(_line("Why: ", text) for text in _reasons(assessment, cited)),
        *_findings(page, named=named),
        _line("Red flags: ", _flags(page)),
        _line("Causes: ", f"{leads(assessment)} {fits_best(assessment)}"),
        *(_line("  ", text) for text in _causes(assessment, base, cited)),
        _line("  ", f"{_then(assessment)} {case_mix(assessment)}"),
        *_examination(examination, base),
        _line("See: ", _seen(assessment)),
        _line("Tests: ", "; ".join(each.text for each in assessment.plan.investigations[:MOST_SEEN])),
        _line("Sources: ", _sources(cited)),
        _line("", f"{page.provenance}. {DISCLAIMER}"),
    ]
    return [line for part in parts for line in part]


def _reasons(assessment: Assessment, cited: Citations) -> Iterable[str]:
    for each in assessment.reasons[:1]:
        yield each.text + cited.mark(each.sources, most=1)


def _findings(page: ClinicianPage, *, named: int) -> Iterable[list[str]]:
    for label, items in (
        ("Background: ", page.background),
        ("Positive: ", page.positives),
        ("No: ", page.negatives),
        ("Not asked: ", page.not_asked[:4]),
    ):
        yield _line(label, _some(items, most=named))


def _some(items: Sequence[str], *, most: int) -> str:
    """Return the first items, and how many others there are."""
    rest = len(items) - most
    others = [counted(rest, "other")] if rest > 0 else []
    return "; ".join([*items[:most], *others])


def _flags(page: ClinicianPage) -> str:
    raised = _some(page.raised, most=3) or "none raised"
    return f"{raised}. Asked about and ruled out: {page.excluded}; open: {page.open_count}."


def _causes(assessment: Assessment, base: KnowledgeBase, cited: Citations) -> Iterable[str]:
    for each in assessment.conditions[:MOST_REASONED]:
        low, high = each.interval
        told = f"{percent(each.probability)} {_short(each.name)} ({percent(low)} to {percent(high)})"
        rows = [*each.evidence_for[:2], *each.evidence_against[:1]]
        reasons = "; ".join(weighed(row, base, cited) for row in rows)
        yield f"{told}: {reasons}" if reasons else told


def _then(assessment: Assessment) -> str:
    rest = assessment.conditions[MOST_REASONED:MOST_CAUSES]
    named = "; ".join(f"{_short(each.name)} {percent(each.probability)}" for each in rest)
    return f"Then {named}." if named else ""


def _examination(tests: Sequence[Examination], base: KnowledgeBase) -> Iterable[list[str]]:
    if tests:
        yield ["Examine, the most telling first:"]
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
        cause = _short(base.conditions[each.about].name)
        yield _line("  ", f"{finding.name}: {cause} {percent(found.about.before)} → {results}")


def _short(name: str) -> str:
    """Return a cause's name without what stands in brackets after it."""
    return name.partition(" (")[0]


def _result(finding: Finding, state: str) -> str:
    if finding.kind == "yes-no":
        return {"present": "positive", "absent": "negative"}.get(state, state)
    return finding.state_names[state]


def _seen(assessment: Assessment) -> str:
    return "; ".join(
        f"{each.when if each.when != 'if' else 'if ' + each.condition}, {each.name}"
        for each in assessment.plan.who_to_see[:MOST_SEEN]
    )


def _sources(cited: Citations) -> str:
    short = cited.short()
    rest = len(short) - MOST_SOURCES
    told = [f"[{number}] {text}" for number, text in short[:MOST_SOURCES]]
    return "; ".join([*told, *([f"{counted(rest, 'other')} on the whole page"] if rest > 0 else [])])


def height(lines: Iterable[str]) -> int:
    """Return how many lines of one screen these paragraphs fill."""
    return sum(len(textwrap.wrap(each, WIDTH)) or 1 for each in lines)


def _line(label: str, text: str) -> list[str]:
    """Return a labelled text as a line; none where there is no text."""
    return [(label + text).rstrip()] if text.strip() else []
