"""What can be told of the time of a sign, and which of it means the same to every rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from pygalgia.domain.finding import Finding
from pygalgia.domain.interview_rules import TimeQuestion
from pygalgia.domain.logic import Timed
from pygalgia.domain.timing import Calming, Timing
from pygalgia.frozen import Frozen
from pygalgia.lazy import cached_property
from pygalgia.redflags import SignTimes

#: Time of a sign as the ids of its two answers; None where a part is not known.
Told = tuple[str | None, str | None]
#: Of some dozens of times each: some eighty signs with what a dozen answers leave open.
_MOST_KEPT = 4096


def timing_of(told: Told, rules: TimeQuestion) -> Timing:
    """Return the time that two answers tell."""
    since = next((each.since for each in rules.since if each.id == told[0]), None)
    course = next((each for each in rules.courses if each.id == told[1]), None)
    return Timing(since=since, course=course.course if course else None, past=course.past if course else None)


class Meaning(Frozen):
    """What a time of a sign means to the rules: two times of the same meaning are never told apart.

    Attributes:
        flags: Of each test that a red flag makes on the sign's time, whether it is met.
        settled: The same of the tests of an illness that is old and steady.
        calms: Of each rule that calms danger signs, whether it calms this one.
        follows: Of each of the sign's implications with a time, whether it is certain.
    """

    flags: tuple[bool | None, ...]
    settled: tuple[bool | None, ...]
    calms: tuple[bool, ...]
    follows: tuple[bool, ...]


class Possible(Frozen):
    """All that a sign's time may turn out to be.

    Attributes:
        meaning: Each time that can be told to what it means.
        telling: Each of these meanings to one time that has it.
        flags: What each of these meanings, in their order, decides for the red flags by itself.
        following: Those meanings from which something else follows, by their place.
    """

    meaning: Mapping[Told, Meaning]
    telling: Mapping[Meaning, Told]
    flags: SignTimes
    following: Mapping[int, Meaning]


@dataclass(frozen=True)
class Times:
    """What each answer about a sign's time means, worked out once for each sign; safe to share.

    Attributes:
        rules: The question.
        timed: Every state with a test on its time that red flags ask about.
        settling: The same of the rule for an illness that is old and steady.
        calming: When the known time of a danger sign calms it.
    """

    rules: TimeQuestion
    timed: Sequence[Timed]
    settling: Sequence[Timed]
    calming: Sequence[Calming]
    _known: dict[str, Mapping[Told, Meaning]] = field(default_factory=dict, repr=False)
    _possible: dict[tuple[object, ...], Possible] = field(default_factory=dict, repr=False)

    @cached_property
    def signs(self) -> frozenset[str]:
        """The findings whose time some red flag asks about."""
        return frozenset(each.finding for each in self.timed)

    def meaning(self, finding: Finding) -> Mapping[Told, Meaning]:
        """Return all that can be told of a sign's time and what it means."""
        known = self._known.get(finding.id)
        if known is None:
            since = (None, *(each.id for each in self.rules.since))
            courses = (None, *(each.id for each in self.rules.courses))
            every = {
                told: self._means(finding, timing_of(told, self.rules)) for told in product(since, courses)
            }
            known = self._known[finding.id] = every
        return known

    def possible(self, finding: Finding, told: Told, *, is_open: tuple[bool, bool]) -> Possible:
        """Return what a sign's time may turn out to be; kept for the next who asks.

        Args:
            finding: The sign.
            told: What was said of its time so far.
            is_open: Of each part, whether more may be said; what was said of the others stays.
        """
        fixed = tuple(part if not open_ else ... for part, open_ in zip(told, is_open, strict=True))
        known = self._possible.get((finding.id, fixed))
        if known is None:
            if len(self._possible) >= _MOST_KEPT:
                self._possible.clear()
            meaning = {
                each: means
                for each, means in self.meaning(finding).items()
                if all(part in (..., said) for part, said in zip(fixed, each, strict=True))
            }
            telling = {means: each for each, means in meaning.items()}
            known = self._possible[finding.id, fixed] = Possible(
                meaning=meaning,
                telling=telling,
                flags=SignTimes.of(finding.id, [means.flags for means in telling]),
                following={place: means for place, means in enumerate(telling) if any(means.follows)},
            )
        return known

    def _means(self, finding: Finding, timing: Timing) -> Meaning:
        return Meaning(
            flags=tuple(each.met(timing) for each in self.timed if each.finding == finding.id),
            settled=tuple(each.met(timing) for each in self.settling if each.finding == finding.id),
            calms=tuple(each.calms(finding.id, timing) for each in self.calming),
            follows=tuple(each.time.met(timing) is True for each in finding.implies if each.time is not None),
        )
