"""The page for the clinician as situation, background, assessment, recommendation (SBAR), before any form."""

from collections.abc import Iterable

from pygalgia.domain.assessment import Assessment, Evidence
from pygalgia.domain.case import Case
from pygalgia.domain.finding import ABSENT, NOTHING, Finding
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.timing import Timing
from pygalgia.domain.urgency import Urgency
from pygalgia.frozen import Frozen
from pygalgia.report.certainty import between, checked
from pygalgia.report.citations import Citations
from pygalgia.report.fit import by_probability_alone, case_mix, fits_best
from pygalgia.report.heard import Heard
from pygalgia.report.negatives import telling_negatives
from pygalgia.report.top_reasons import suspected_danger
from pygalgia.report.words import (
    SETTINGS,
    URGENCY,
    evidence,
    factor,
    made_by,
    others,
    percent,
    person,
    when,
)
from pygalgia.texts import Words, _, colon, later, listed, lowered, parted, speaks_english

MOST_CAUSES = 5
MOST_EVIDENCE = 3
MOST_REASONS = 3
MOST_OPEN = 6
MOST_ROWS = 5
MOST_NEGATIVES = 10
#: A treatment that was not tried speaks neither for nor against; what is as ever is no positive finding.
_NOT_TRIED = "never-had"
_USUAL = NOTHING | {"normally", "as-usual", "normal"}
#: What a situation begins with: findings, and what a clinician calls them.
_ASPECTS = Words(
    {
        "onset": later("onset"),
        "duration": later("duration"),
        "course": later("course"),
        "severity": later("severity"),
    }
)
#: Topics that say who the person is, not what the pain is like.
_BACKGROUND = ("history", "medicines", "women", "injury")


class RankedCause(Frozen):
    """One line of the ranking."""

    name: str
    probability: str
    interval: str
    value: float
    low: float
    high: float
    for_: tuple[str, ...]
    against: tuple[str, ...]


class ClinicianPage(Frozen):
    """Everything on the page, top to bottom.

    Attributes:
        danger: What must be thought of before any ranking.
        reasons: The others of the level.
    """

    level: str
    headline: str
    danger: tuple[str, ...]
    situation: str
    reasons: tuple[str, ...]
    background: tuple[str, ...]
    positives: tuple[str, ...]
    negatives: tuple[str, ...]
    causes: tuple[RankedCause, ...]
    conclusion: str
    raised: tuple[str, ...]
    open: tuple[str, ...]
    excluded: int
    not_asked: tuple[str, ...]
    see: tuple[str, ...]
    tests: tuple[str, ...]
    no_tests: tuple[str, ...]
    treatment: tuple[str, ...]
    blocked: tuple[str, ...]
    review: tuple[str, ...]
    open_count: int
    sources: tuple[tuple[int, str], ...]
    short_sources: tuple[tuple[int, str], ...]
    provenance: str


def clinician_page(assessment: Assessment, base: KnowledgeBase, *, heard: Heard = Heard()) -> ClinicianPage:  # noqa: B008 - it is immutable
    """Return what the clinician is told."""
    cited = Citations(base)
    plan = assessment.plan
    first = suspected_danger(assessment)[:MOST_REASONS]
    danger = tuple(each.text + cited.behind(each.sources) for each in first)
    of_level = [each for each in assessment.reasons if each.urgency == assessment.urgency]
    reasons = tuple(
        each.text + cited.behind(each.sources) for each in of_level[:MOST_REASONS] if each not in first
    )
    causes = tuple(_causes(assessment, base, cited))
    see = tuple(
        f"{when(each.when, each.condition)}{each.name}{colon()}{each.why}{cited.behind(each.sources)}"
        for each in plan.who_to_see[:MOST_ROWS]
    )
    tests = tuple(
        f"{when(each.when, each.condition)}{each.text}{cited.behind(each.sources)}"
        for each in plan.investigations[:MOST_ROWS]
    )
    no_tests = tuple(
        f"{each.text}{colon()}{each.why}{cited.behind(each.sources)}"
        for each in plan.avoid_investigations[:2]
    )
    offered = [each for each in plan.treatment if not each.blocked_by]
    blocked = [each for each in plan.treatment if each.blocked_by]
    treatment = tuple(
        f"{each.text}{evidence(each.strength)}{cited.behind(each.sources)}" for each in offered[:MOST_ROWS]
    )
    return ClinicianPage(
        level=assessment.urgency.id,
        headline=URGENCY[assessment.urgency].headline,
        danger=danger,
        situation=_situation(assessment.case, base),
        reasons=reasons,
        background=(*_told(assessment.case, base, positive=True, background=True), *_heard(heard)),
        positives=tuple(_told(assessment.case, base, positive=True, background=False)),
        negatives=tuple(_relevant_negatives(assessment, base)),
        causes=causes,
        conclusion=_conclusion(assessment),
        raised=tuple(each.flag.name for each in assessment.red_flags if each.verdict == "raised"),
        open=open_flags(assessment)[:MOST_OPEN],
        open_count=sum(each.verdict == "open" for each in assessment.red_flags),
        excluded=len(checked(assessment.red_flags, assessment.case, base).ruled_out),
        not_asked=tuple(_not_asked(assessment, base)),
        see=see,
        tests=tests,
        no_tests=no_tests,
        treatment=treatment,
        blocked=tuple(
            f"{each.text}{colon()}{parted(_names(each.blocked_by, base))}" for each in blocked[:MOST_ROWS]
        ),
        review=tuple(
            _("day %(day)s: %(what)s", day=each.day, what=each.text) for each in plan.follow_up.checks
        ),
        sources=tuple(cited.references()),
        short_sources=tuple(cited.short()),
        provenance=made_by(assessment.provenance),
    )


def _heard(heard: Heard) -> Iterable[str]:
    if heard.fear:
        yield _("fears: “%(words)s”", words=heard.fear)
    if heard.hope:
        yield _("hopes: “%(words)s”", words=heard.hope)


def open_flags(assessment: Assessment) -> tuple[str, ...]:
    """Return the names of open flags: those that hold up the urgency, then the most urgent."""
    still = [each for each in assessment.red_flags if each.verdict == "open"]
    still.sort(key=lambda each: (-each.floor, -Urgency.from_id(each.flag.urgency)))
    return tuple(each.flag.name for each in still)


def _situation(case: Case, base: KnowledgeBase) -> str:
    parts = [f"{person(case)}, {SETTINGS[case.setting]}"]
    if case.regions:
        where = listed([_region(name, base) for name in case.regions], "apart")
        parts.append(_("pain at %(where)s", where=where))
    for name, word in _ASPECTS.items():
        state = case.states.get(name)
        if state is not None:
            told = base.findings[name].state_names[state]
            parts.append(_("%(finding)s: %(state)s", finding=word, state=told))
    return parted(parts) + "."


def _region(name: str, base: KnowledgeBase) -> str:
    if name not in base.regions:
        return name
    return base.regions[name].name.lower() if speaks_english() else base.regions[name].name


def _told(case: Case, base: KnowledgeBase, *, positive: bool, background: bool) -> Iterable[str]:
    """Yield the answered findings that are present (or absent), from the background or not."""
    shown_above = {"onset", "duration", "course", "severity"}
    for name, state in case.states.items():
        finding = base.findings[name]
        if case.origins.get(name, "answered") == "from-regions" or name in shown_above:
            continue
        if state == _NOT_TRIED:
            continue
        if (state not in _USUAL) == positive and (finding.topic in _BACKGROUND) == background:
            yield finding_in_words(finding, state, case.times.get(name))


def finding_in_words(finding: Finding, state: str, timing: Timing | None = None) -> str:
    """Return a finding as a clinician notes it: "No fever"; with its state, and its time."""
    if finding.kind == "yes-no":
        words = _("No %(finding)s", finding=lowered(finding.name)) if state == ABSENT else finding.name
    else:
        words = _("%(finding)s: %(state)s", finding=finding.name, state=finding.state_names[state])
    return f"{words} ({timing.words})" if timing and timing.words else words


def times_told(case: Case, base: KnowledgeBase) -> tuple[str, ...]:
    """Return each sign whose time was told, with that time: "Fever (began 3 weeks ago, gone now)"."""
    return tuple(
        finding_in_words(base.findings[name], case.states[name], timing)
        for name, timing in case.times.items()
    )


def _relevant_negatives(assessment: Assessment, base: KnowledgeBase) -> Iterable[str]:
    telling = telling_negatives(assessment, base)
    for name in telling[:MOST_NEGATIVES]:
        finding, state = base.findings[name], assessment.case.states[name]
        yield finding.name if finding.kind == "yes-no" else finding_in_words(finding, state)
    if len(telling) > MOST_NEGATIVES:
        yield others(len(telling) - MOST_NEGATIVES)


def _not_asked(assessment: Assessment, base: KnowledgeBase) -> Iterable[str]:
    """Yield the critical findings that are still unknown, those that open flags wait for first."""
    waiting = [
        name
        for each in sorted(assessment.red_flags, key=lambda each: -each.floor)
        if each.verdict == "open"
        for name in each.because_of
    ]
    critical = [name for name in dict.fromkeys(waiting) if base.findings[name].critical]
    yield from (base.findings[name].name for name in critical[:MOST_OPEN])


def _conclusion(assessment: Assessment) -> str:
    said = (
        by_probability_alone(assessment),
        leads(assessment),
        fits_best(assessment),
        case_mix(assessment),
    )
    return " ".join(each for each in said if each)


def leads(assessment: Assessment) -> str:
    """Return how clearly one cause leads, in one sentence."""
    if not assessment.enough_to_rank:
        return _("Too few answers to rank causes; the probabilities below stay close to the priors.")
    if assessment.conclusive:
        return _("One cause leads clearly.")
    return _("No single cause leads clearly.")


def _causes(assessment: Assessment, base: KnowledgeBase, cited: Citations) -> Iterable[RankedCause]:
    for each in assessment.conditions[:MOST_CAUSES]:
        low, high = each.interval
        yield RankedCause(
            name=each.name,
            probability=percent(each.probability),
            interval=between(each.interval),
            value=each.probability,
            low=low,
            high=high,
            for_=tuple(weighed(row, base, cited) for row in each.evidence_for[:MOST_EVIDENCE]),
            against=tuple(weighed(row, base, cited) for row in each.evidence_against[: MOST_EVIDENCE - 1]),
        )


def weighed(row: Evidence, base: KnowledgeBase, cited: Citations) -> str:
    """Return one answer with its factor and sources: "Straight leg raise × 2.5 [3]"."""
    words = finding_in_words(base.findings[row.finding], row.state, row.timing)
    return f"{words} {factor(row.decibans)}{cited.based(row.basis, row.sources)}"


def _names(cautions: Iterable[str], base: KnowledgeBase) -> list[str]:
    return [base.care.cautions.by_id[name].name for name in cautions]
