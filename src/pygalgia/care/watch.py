"""The watch over the first weeks: what a diary says, and the case as it stands after it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

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


def cases_after(
    case: Case,
    diary: Diary,
    *,
    watch: WatchRules,
    findings: Mapping[str, Finding],
    raising: Mapping[str, frozenset[str]],
    takes_back: Callable[[Case, Case], bool],
) -> tuple[Case, ...]:
    """Return the case as it came, and with what the diary adds to it after each note.

    A later note never takes back what speaks for a red flag, in an answer or an earlier note: what raised a
    flag stays. What is noted is there when it is noted: an earlier answer that it is past, or old and the
    same, calms no more. Pain, sleep and course are those of the last note, unless that took a flag back.

    Args:
        case: As it was assessed at first.
        diary: The notes.
        watch: How responses translate into findings.
        findings: Every finding by id.
        raising: Finding id to the states that speak for some red flag.
        takes_back: Whether red flags ask for less in the second of two cases, or one of them is lost.
    """
    told = _Telling(of=case, findings=findings, raising=raising, takes_back=takes_back)
    lasting, after = case, [case]
    for count, entry in enumerate(diary.entries, 1):
        until = replace(diary, entries=diary.entries[:count])
        noted = list(_noted(entry, case=case, watch=watch, findings=findings))
        passing = list(_passing(case, until, watch=watch, findings=findings))
        before, lasting = after[-1], told(lasting, noted)
        now = told(lasting, passing)
        after.append(told(told(before, noted), passing) if takes_back(before, now) else now)
    return tuple(after)


_Said = tuple[str, str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """What may be told of a case, and what of it counts."""

    of: Case
    findings: Mapping[str, Finding]
    raising: Mapping[str, frozenset[str]]
    takes_back: Callable[[Case, Case], bool]

    def __call__(self, now: Case, said: Iterable[_Said]) -> Case:
        """Return a case with everything that is said and takes nothing back: finding, state and number."""
        for name, state, value in said:
            finding = self.findings.get(name)
            if finding is None or state not in finding.states or not applies(finding, self.of):
                continue
            before, after = now.states.get(name), _told(now, name, state, value)
            speaks = self.raising.get(name, frozenset())
            is_other = before is not None and before != state
            if is_other and ((before in speaks and state not in speaks) or self.takes_back(now, after)):
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


def _noted(
    entry: Entry, *, case: Case, watch: WatchRules, findings: Mapping[str, Finding]
) -> Iterator[_Said]:
    """Yield what a note says that lasts: how the pain answers, and signs."""
    translated = {(each.kind, each.answer): each.findings for each in watch.responses}
    for kind, answer in entry.responses.items():
        yield from _whole(translated.get((kind, answer), {}), case=case, findings=findings)
    yield from _whole(entry.signs, case=case, findings=findings)


def _passing(
    case: Case, diary: Diary, *, watch: WatchRules, findings: Mapping[str, Finding]
) -> Iterator[_Said]:
    """Yield what may be otherwise at the next note: sleep, course, pain and time since."""
    if diary.entries[-1].sleep == "lost":
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
