"""The time of a danger sign, asked for where it can change the advice: since when, then how it is going."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from pygalgia.domain.case import Case
from pygalgia.domain.finding import NOTHING, Finding
from pygalgia.domain.timing import Timing
from pygalgia.domain.urgency import Urgency
from pygalgia.interview.question_id import QuestionId, TimePart
from pygalgia.interview.situation import Situation
from pygalgia.interview.state import SKIPPED, UNKNOWN, Interview
from pygalgia.interview.telling_time import Meaning, Possible, Told, timing_of
from pygalgia.lazy import cached_property
from pygalgia.redflags import SignTimes, levels_at

#: In this order: what began today is judged by that alone, and nothing more is asked.
PARTS: tuple[TimePart, ...] = ("since", "course")


def told_times(interview: Interview) -> Mapping[str, Told]:
    """Return finding id to what was answered about its time; a part that is not known is None."""
    parts: dict[str, dict[str, str]] = {}
    for step in interview.steps:
        if step.id.is_time and step.given not in (UNKNOWN, SKIPPED):
            parts.setdefault(step.id.name, {})[step.id.kind] = str(step.given)
    return {name: (each.get("since"), each.get("course")) for name, each in parts.items()}


def due(interview: Interview, here: Situation) -> Iterator[tuple[TimePart, Finding]]:
    """Yield each question about the time of a sign that is there whose answer could change the advice."""
    signs = list(_signs(interview, here))
    # What moves no flag is left at the present advice: a probability alone asks for no time.
    times = [sign.deciding for sign in signs]
    moves = iter((levels_at(here.standing.judge, here.case, times) != here.standing.level).tolist())
    for sign in signs:
        moving = [means for means in sign.possible.telling if next(moves)]
        if moving:
            urgencies = sign.urgencies(moving)
            yield from ((part, sign.finding) for part in sign.open if _differs(urgencies, part))


def _signs(interview: Interview, here: Situation) -> "Iterator[_Sign]":
    """Yield each danger sign that is there of whose time something can still be asked."""
    timed, told = here.times.signs, told_times(interview)
    for name, state in here.case.states.items():
        if name not in timed or state in NOTHING:
            continue
        finding = here.findings[name]
        is_sign = finding.kind in ("yes-no", "choice") and finding.who in here.who
        if is_sign and here.case.origins.get(name, "answered") == "answered":
            open_ = tuple(part for part in PARTS if not interview.was_asked(str(QuestionId(part, name))))
            if open_:
                yield _Sign(here, finding, told.get(name, (None, None)), open_)


def _differs(urgencies: Mapping[Told, Urgency], part: TimePart) -> bool:
    """Return whether the answer to one part changes the advice, whatever the other turns out to be."""
    place = PARTS.index(part)
    by_other: dict[str | None, set[Urgency]] = {}
    for told, urgency in urgencies.items():
        by_other.setdefault(told[1 - place], set()).add(urgency)
    return any(len(each) > 1 for each in by_other.values())


@dataclass(frozen=True)
class _Sign:
    """A sign that is there, and what could still be said of its time.

    Attributes:
        told: What was said so far.
        open: Which parts can still be asked.
    """

    here: Situation
    finding: Finding
    told: Told
    open: tuple[TimePart, ...]

    @cached_property
    def possible(self) -> Possible:
        """All that its time may turn out to be; what no rule tells apart has the same meaning."""
        since, course = (part in self.open for part in PARTS)
        return self.here.times.possible(self.finding, self.told, is_open=(since, course))

    @property
    def deciding(self) -> SignTimes:
        """What times of each possible meaning decide for the red flags."""
        possible = self.possible
        if not possible.following:
            return possible.flags
        known, timed = self.here.case.states, [each for each in self.finding.implies if each.time is not None]
        states = {
            place: {
                each.finding: each.then
                for each, follows in zip(timed, means.follows, strict=True)
                if follows and each.state == known[self.finding.id] and each.finding not in known
            }
            for place, means in possible.following.items()
        }
        return replace(possible.flags, states=states)

    def urgencies(self, moving: Collection[Meaning]) -> Mapping[Told, Urgency]:
        """Return the urgency of each time, given the meanings that move a flag."""
        here, rules = self.here, self.here.rules.times
        urgency = {
            means: here.urgency_of(with_time(here.case, self.finding, timing_of(told, rules)))
            if means in moving
            else here.urgency
            for means, told in self.possible.telling.items()
        }
        return {told: urgency[means] for told, means in self.possible.meaning.items()}


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
