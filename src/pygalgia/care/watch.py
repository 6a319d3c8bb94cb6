"""The watch over the first weeks: what a diary says, and the case as it stands after it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from pygalgia.domain.care_rules import WatchRules
from pygalgia.domain.case import Case, Origin
from pygalgia.domain.diary import Diary, Direction, Entry, Trend, days_between
from pygalgia.domain.finding import Finding
from pygalgia.domain.logic import applies

#: Before so many days a course is not called one.
DAYS_FOR_A_COURSE = 2.0
_COURSE = {"better": "improving", "same": "stable", "worse": "worsening"}


def trend(diary: Diary, *, watch: WatchRules, new_flags: Iterable[str] = ()) -> Trend:
    """Return how it goes: the last note against the first; of pain, the last that was rated.

    A new red flag outweighs everything; sleep that is newly lost counts as worse, however the pain is.

    Args:
        diary: At least one note.
        watch: Gives the smallest change that counts.
        new_flags: Names of flags raised now and not at first.
    """
    first, last = diary.entries[0], diary.entries[-1]
    pains = [worst for _, worst in diary.pains]
    change = pains[-1] - pains[0] if pains else 0.0
    lost = last.sleep == "lost" and (first.sleep != "lost" or len(diary.entries) == 1)
    flags = tuple(new_flags)
    return Trend(
        direction="new-sign" if flags else _direction(change, lost, watch),
        change=change,
        function_change=_function_change(first, last),
        sleep_lost=lost,
        new_flags=flags,
    )


def _direction(change: float, lost: bool, watch: WatchRules) -> Direction:  # noqa: FBT001 - private
    if lost or change >= watch.smallest_change:
        return "worse"
    return "better" if change <= -watch.smallest_change else "same"


def _function_change(first: Entry, last: Entry) -> float | None:
    """Return the mean change over the activities that both notes rate; None where they share none."""
    shared = first.function.keys() & last.function.keys()
    if not shared:
        return None
    return sum(last.function[name] - first.function[name] for name in shared) / len(shared)


def case_now(
    case: Case,
    diary: Diary,
    *,
    watch: WatchRules,
    findings: Mapping[str, Finding],
    raising: Mapping[str, frozenset[str]],
    takes_back: Callable[[Case, Case], bool],
) -> Case:
    """Return the case with what the diary adds to it.

    A later note never takes back an answer that speaks for a red flag: what raised a flag stays. What is
    noted is there when it is noted: an earlier answer that it is past, or old and the same, calms no more.

    Args:
        case: As it was assessed at first.
        diary: The notes; without any, the case is returned as it is.
        watch: How responses translate into findings.
        findings: Every finding by id.
        raising: Finding id to the states that speak for some red flag.
        takes_back: Whether red flags ask for less in the second of two cases, or one of them is lost.
    """
    now = case
    for name, state, value in _said(case, diary, watch=watch, findings=findings) if diary.entries else ():
        finding = findings.get(name)
        if finding is None or state not in finding.states or not applies(finding, case):
            continue
        before, after = now.states.get(name), _told(now, name, state, value)
        speaks = raising.get(name, frozenset())
        is_other = before is not None and before != state
        if is_other and ((before in speaks and state not in speaks) or takes_back(now, after)):
            continue
        now = after
    return now


def _told(case: Case, name: str, state: str, value: float | None) -> Case:
    """Return the case with one answer more, told without a time: as a red flag reads it, of today."""
    origin: Origin = "answered"
    return replace(
        case,
        states={**case.states, name: state},
        origins={**case.origins, name: origin},
        values=case.values if value is None else {**case.values, name: value},
        times={each: timing for each, timing in case.times.items() if each != name},
    )


_Said = tuple[str, str, float | None]


def _said(case: Case, diary: Diary, *, watch: WatchRules, findings: Mapping[str, Finding]) -> Iterator[_Said]:
    """Yield finding, state and number in the order in which they hold: later ones win."""
    translated = {(each.kind, each.answer): each.findings for each in watch.responses}
    for entry in diary.entries:
        for kind, answer in entry.responses.items():
            yield from _whole(translated.get((kind, answer), {}), case=case, findings=findings)
        yield from _whole(entry.signs, case=case, findings=findings)
    last = diary.entries[-1]
    if last.sleep == "lost":
        yield "night-pain", "present", None
    if days_between(diary.rated) >= DAYS_FOR_A_COURSE:
        yield "course", _COURSE[trend(diary, watch=watch).direction], None
    if diary.pains:
        yield from _number("severity", diary.pains[-1][1], findings)
    if "duration" in case.values:
        yield from _number("duration", case.values["duration"] + diary.days, findings)


def _whole(said: Mapping[str, str], *, case: Case, findings: Mapping[str, Finding]) -> Iterator[_Said]:
    """Yield what was said, after the answer under which it is asked at all, with what it implies."""
    for name, state in said.items():
        parent = findings[name].asked_if if name in findings else None
        if parent is not None:
            known = said.get(parent.finding, case.states.get(parent.finding))
            if known not in parent.states:
                yield parent.finding, parent.states[0], None
        yield name, state, None
        if name in findings:
            yield from (
                (each.finding, each.then, None) for each in findings[name].implies if each.state == state
            )


def _number(name: str, value: float, findings: Mapping[str, Finding]) -> Iterator[_Said]:
    scale = findings[name].scale if name in findings else None
    if scale is not None and scale.minimum <= value <= scale.maximum:
        state = next(each.state for each in scale.bins if each.below is None or value < each.below)
        yield name, state, value
