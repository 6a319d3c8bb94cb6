"""The time of a danger sign, asked for where it can change the advice: since when, then how it is going."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pygalgia.domain.case import Case
from pygalgia.domain.finding import NOTHING, Finding
from pygalgia.domain.interview_rules import TimeQuestion
from pygalgia.domain.timing import Timing
from pygalgia.domain.urgency import Urgency
from pygalgia.interview.question_id import QuestionId, TimePart
from pygalgia.interview.situation import Situation
from pygalgia.interview.state import SKIPPED, UNKNOWN, Interview
from pygalgia.lazy import cached_property
from pygalgia.redflags import levels_of

#: In this order: what began today is judged by that alone, and nothing more is asked.
PARTS: tuple[TimePart, ...] = ("since", "course")
#: Time of a sign as the ids of its two answers; None where a part is not known.
Told = tuple[str | None, str | None]


def timing_of(told: Told, rules: TimeQuestion) -> Timing:
    """Return the time that two answers tell."""
    since = next((each.since for each in rules.since if each.id == told[0]), None)
    course = next((each for each in rules.courses if each.id == told[1]), None)
    return Timing(since=since, course=course.course if course else None, past=course.past if course else None)


def told_times(interview: Interview) -> Mapping[str, Told]:
    """Return finding id to what was answered about its time; a part that is not known is None."""
    parts: dict[str, dict[str, str]] = {}
    for step in interview.steps:
        if step.id.is_time and step.given not in (UNKNOWN, SKIPPED):
            parts.setdefault(step.id.name, {})[step.id.kind] = str(step.given)
    return {name: (each.get("since"), each.get("course")) for name, each in parts.items()}


def due(interview: Interview, here: Situation) -> Iterator[tuple[TimePart, Finding]]:
    """Yield each question about the time of a sign that is there whose answer could change the advice."""
    timed = {each.finding for each in here.standing.judge.atoms.timed}
    told = told_times(interview)
    for name, state in here.case.states.items():
        finding = here.findings[name]
        is_sign = name in timed and state not in NOTHING and finding.kind in ("yes-no", "choice")
        if is_sign and finding.who in here.who and here.case.origins.get(name, "answered") == "answered":
            open_ = [part for part in PARTS if not interview.was_asked(str(QuestionId(part, name)))]
            outlook = _Outlook(here, finding, told.get(name, (None, None)), open_)
            yield from ((part, finding) for part in open_ if outlook.differs_by(part))


class _Outlook:
    """How urgent it would be by what could be said of a sign's time."""

    def __init__(self, here: Situation, finding: Finding, told: Told, open_: Iterable[TimePart]) -> None:
        """Take what was said so far, and which of the two parts can still be asked."""
        self._here, self._finding, self._told, self._open = here, finding, told, tuple(open_)

    def differs_by(self, part: TimePart) -> bool:
        """Return whether the answer to one part changes the advice, whatever the other turns out to be."""
        place = PARTS.index(part)
        by_other: dict[str | None, set[Urgency]] = {}
        for told, urgency in self._urgencies.items():
            by_other.setdefault(told[1 - place], set()).add(urgency)
        return any(len(each) > 1 for each in by_other.values())

    @cached_property
    def _urgencies(self) -> Mapping[Told, Urgency]:
        here, rules = self._here, self._here.rules.times
        cases = {
            told: with_time(here.case, self._finding, timing_of(told, rules))
            for told in self._possible(rules)
        }
        # What moves no flag is left at the present advice: a probability alone asks for no time.
        moved = levels_of(here.standing.judge, list(cases.values())) != here.standing.level
        return {
            told: here.urgency_of(case) if moves else here.urgency
            for (told, case), moves in zip(cases.items(), moved.tolist(), strict=True)
        }

    def _possible(self, rules: TimeQuestion) -> Iterator[Told]:
        since = (None, *(each.id for each in rules.since)) if "since" in self._open else (self._told[0],)
        courses = (None, *(each.id for each in rules.courses)) if "course" in self._open else (self._told[1],)
        yield from ((begun, going) for begun in since for going in courses)


def with_time(case: Case, finding: Finding, timing: Timing) -> Case:
    """Return the case with the time of a sign that is there, and what that settles."""
    settled = {
        each.finding: each.then
        for each in finding.implies
        if each.time is not None
        and each.state == case.states[finding.id]
        and each.time.met(timing) is True
        and each.finding not in case.states
    }
    return replace(case, states={**settled, **case.states}, times={**case.times, finding.id: timing})
