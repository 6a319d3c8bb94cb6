"""What can be told of the time of a sign, and which of it means the same to every rule."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from pygalgia.domain.finding import Finding
from pygalgia.domain.interview_rules import TimeQuestion
from pygalgia.domain.logic import Timed
from pygalgia.domain.timing import Calming, Timing

#: Time of a sign as the ids of its two answers; None where a part is not known.
Told = tuple[str | None, str | None]


def timing_of(told: Told, rules: TimeQuestion) -> Timing:
    """Return the time that two answers tell."""
    since = next((each.since for each in rules.since if each.id == told[0]), None)
    course = next((each for each in rules.courses if each.id == told[1]), None)
    return Timing(since=since, course=course.course if course else None, past=course.past if course else None)


@dataclass(frozen=True)
class Times:
    """What each answer about a sign's time means, worked out once for each sign; safe to share.

    Attributes:
        rules: The question.
        timed: Every state with a test on its time.
        calming: When the known time of a danger sign calms it.
    """

    rules: TimeQuestion
    timed: Sequence[Timed]
    calming: Sequence[Calming]
    _known: dict[str, Mapping[Told, Hashable]] = field(default_factory=dict, repr=False)

    def meaning(self, finding: Finding) -> Mapping[Told, Hashable]:
        """Return all that can be told of a sign's time; what no rule tells apart has the same key."""
        known = self._known.get(finding.id)
        if known is None:
            since = (None, *(each.id for each in self.rules.since))
            courses = (None, *(each.id for each in self.rules.courses))
            every = {
                told: self._means(finding, timing_of(told, self.rules)) for told in product(since, courses)
            }
            known = self._known[finding.id] = every
        return known

    def _means(self, finding: Finding, timing: Timing) -> Hashable:
        tests = tuple(each.met(timing) for each in self.timed if each.finding == finding.id)
        calms = tuple(each.calms(finding.id, timing) for each in self.calming)
        follows = tuple(each.time.met(timing) is True for each in finding.implies if each.time is not None)
        return tests, calms, follows
