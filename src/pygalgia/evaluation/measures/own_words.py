"""How well a text was read: what was proposed against what a blind coder wrote down, by kind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from pygalgia.domain.case import Case
from pygalgia.domain.finding import NOTHING, PRESENT, Finding
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.evaluation.measures.measure import Measure, count, share
from pygalgia.own_words import Candidate

SITE = "pain-site"
#: Findings that say when.
TIMES = frozenset({"onset", "duration", "course", "constancy", "worst-time-of-day", "previous-episodes"})
KINDS = ("site", "time", "present", "negated", "number", "choice")
_THIGH = frozenset({"posterior-thigh", "lateral-thigh", "inner-thigh", "anterior-thigh"})
#: A wider word for a place, and the narrower ones that it may mean.
WIDER = {
    "leg": {*_THIGH, "thigh", "calf", "shin", "outer-shin", "foot", "knee"},
    "thigh": _THIGH,
    "back": {"low-back", "upper-back", "sacroiliac"},
    "hip": {"lateral-hip", "groin", "buttock"},
    "belly": {"abdomen", "lower-abdomen"},
    "perineum": {"genitals"},
}  # fmt: skip
#: Known from the person's age and no words of a text.
_NOT_SAID = frozenset({"age-at-onset-under-45"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a text was coded as, or read as, in the form in which the two are compared.

    Attributes:
        states: Finding to state, patients' findings only.
        places: Bases of the regions that hurt.
        numbers: Findings given as a number.
    """

    states: Mapping[str, str]
    places: frozenset[str]
    numbers: frozenset[str] = frozenset()


@dataclass(slots=True)
class Tally:
    """Counts over texts, by kind.

    Attributes:
        right: Proposals that the coder made too.
        other: Proposals that the coder contradicts.
        silent: Proposals of which the coder says nothing.
        missed: What the coder has and nobody proposed.
    """

    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    other: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    silent: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    missed: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    false_absent: int = 0
    unsupported_absent: int = 0
    false_present: int = 0
    proposed_present: int = 0
    never_coded: int = 0


def coded(case: Case, base: KnowledgeBase) -> Told:
    """Return what a coder wrote down outright of what a patient can tell."""
    states = {
        name: state
        for name, state in case.states.items()
        if case.origins.get(name, "answered") == "answered"
        and base.findings[name].who == "patient"
        and name not in _NOT_SAID
    }
    places = frozenset(base.regions[name].base for name in case.regions)
    return Told(states=states, places=places, numbers=frozenset(case.values))


def proposed(candidates: Iterable[Candidate], base: KnowledgeBase) -> Told:
    """Return what a reader proposes as answers of a patient; numbers as the range that they lie in."""
    states, places, numbers = dict[str, str](), set[str](), set[str]()
    for each in candidates:
        finding = base.findings[each.finding]
        if finding.who != "patient" or each.finding in _NOT_SAID:
            continue
        if each.regions:
            places |= {base.regions[name].base for name in each.regions}
        elif each.value is not None:
            states[each.finding] = _range(each.value, each.unit, finding)
            numbers.add(each.finding)
        elif each.state is not None:
            states[each.finding] = each.state
    return Told(states=states, places=frozenset(places), numbers=frozenset(numbers))


def add(
    tally: Tally,
    read: Told,
    code: Told,
    case: Case,
    base: KnowledgeBase,
    *,
    codable: frozenset[str],
    follows: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Count one text.

    Args:
        tally: What is counted into.
        read: What was proposed.
        code: What the coder wrote down outright.
        case: The same with what follows from it: a proposal that only follows is right too.
        base: The findings.
        codable: Findings that coders of this set use at all; others are counted apart.
        follows: Finding to the state that follows from the places that were proposed.
    """
    for name, state in read.states.items():
        finding, full = base.findings[name], case.states.get(name)
        if full is None and name not in codable:
            tally.never_coded += 1
            continue
        kind = _kind(finding, state, is_number=name in read.numbers)
        column = tally.right if full == state else tally.silent if full is None else tally.other
        column[kind] += 1
        _count_dangers(tally, finding, state, full)
    for name, state in code.states.items():
        if name in read.states:
            continue
        if follows.get(name) == state:
            tally.right[_kind(base.findings[name], state, is_number=False)] += 1
        else:
            tally.missed[_kind(base.findings[name], state, is_number=name in code.numbers)] += 1
    tally.right["site"] += sum(_is_among(place, code.places) for place in read.places)
    tally.silent["site"] += sum(not _is_among(place, code.places) for place in read.places)
    tally.missed["site"] += sum(not _is_among(place, read.places) for place in code.places)


def metrics(tally: Tally) -> dict[str, Measure]:
    """Return precision and recall, of everything and by kind, and what must not happen."""
    result = {}
    for kind in ("all", *KINDS):
        kinds = KINDS if kind == "all" else (kind,)
        right, other, silent, missed = (
            sum(column[each] for each in kinds)
            for column in (tally.right, tally.other, tally.silent, tally.missed)
        )
        result[f"precision_{kind}"] = _of(right, other + silent)
        result[f"precision_where_coded_{kind}"] = _of(right, other)
        result[f"recall_{kind}"] = _of(right, other + missed)
    result["false_absent_dangers"] = count(tally.false_absent)
    result["absent_dangers_not_coded"] = count(tally.unsupported_absent)
    result["false_present"] = _of(tally.false_present, tally.proposed_present - tally.false_present)
    result["never_coded"] = count(tally.never_coded)
    return result


def used(cases: Sequence[Case]) -> frozenset[str]:
    """Return the findings that the coders of a set use at all."""
    return frozenset(name for case in cases for name in case.states)


def _count_dangers(tally: Tally, finding: Finding, state: str, full: str | None) -> None:
    if finding.critical and state in NOTHING:
        tally.unsupported_absent += full is None
        tally.false_absent += full is not None and full not in NOTHING
    if state == PRESENT:
        tally.proposed_present += 1
        tally.false_present += full is not None and full != PRESENT


def _kind(finding: Finding, state: str, *, is_number: bool) -> str:
    if finding.id in TIMES:
        return "time"
    if is_number:
        return "number"
    if state in NOTHING:
        return "negated"
    return "present" if state == PRESENT else "choice"


def _is_among(place: str, places: frozenset[str]) -> bool:
    near = {place, *WIDER.get(place, ()), *(wide for wide, many in WIDER.items() if place in many)}
    return bool(near & places)


def _range(value: float, unit: str, finding: Finding) -> str:
    scale = finding.scale
    assert scale is not None  # noqa: S101 - only a finding with a scale is read as a number
    row = next(row for row in scale.units if row.code == unit)
    own = value * row.factor + row.offset
    return next(each.state for each in scale.bins if each.below is None or own < each.below)


def _of(hits: int, others: int) -> Measure:
    return share([True] * hits + [False] * others)
