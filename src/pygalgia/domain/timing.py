"""Since when a sign is there, how it is going, and whether it is past: of any answer, and tests on it."""

from collections.abc import Callable
from math import inf, nextafter
from typing import Literal

from pygalgia.frozen import Frozen
from pygalgia.texts import Words, _, later, listed, many

SignCourse = Literal["new", "growing", "worse-again", "same", "better", "comes-and-goes"]
#: Every course that an answer may carry, in order.
COURSES: tuple[SignCourse, ...] = ("new", "growing", "worse-again", "same", "better", "comes-and-goes")
_COURSE_WORDS: Words[SignCourse] = Words(
    {
        "new": later("new"),
        "growing": later("getting worse"),
        "worse-again": later("was better, is worse again"),
        "same": later("staying the same"),
        "better": later("getting better"),
        "comes-and-goes": later("coming and going"),
    }
)
#: Days in one of a UCUM unit of time.
DAYS = {"min": 1 / 1440, "h": 1 / 24, "d": 1.0, "wk": 7.0, "mo": 30.4375, "a": 365.25}
_AGO: dict[str, Callable[[int, str], str]] = {
    "min": lambda count, n: many("began %(n)s minute ago", "began %(n)s minutes ago", count, n=n),
    "h": lambda count, n: many("began %(n)s hour ago", "began %(n)s hours ago", count, n=n),
    "d": lambda count, n: many("began %(n)s day ago", "began %(n)s days ago", count, n=n),
    "wk": lambda count, n: many("began %(n)s week ago", "began %(n)s weeks ago", count, n=n),
    "mo": lambda count, n: many("began %(n)s month ago", "began %(n)s months ago", count, n=n),
    "a": lambda count, n: many("began %(n)s year ago", "began %(n)s years ago", count, n=n),
}


class Since(Frozen):
    """How long a sign has been there: at least `from_days` (included), less than `below_days` (excluded).

    Attributes:
        words: As it is told, such as "began 3 days ago" or "began today or yesterday".
    """

    from_days: float
    below_days: float = inf
    words: str

    @classmethod
    def ago(cls, value: float, unit: str) -> "Since":
        """Return one length of time, >= 0, in a unit of `DAYS`."""
        days = value * DAYS[unit]
        return cls(from_days=days, below_days=nextafter(days, inf), words=_ago(value, unit))


class Timing(Frozen):
    """What was said of an answer's time; None is unknown and decides nothing.

    Attributes:
        past: Whether it was there earlier in this illness and is no more. It was there all the same: only a
            test that asks for `now` tells the two apart.
    """

    since: Since | None = None
    course: SignCourse | None = None
    past: bool | None = None

    @property
    def words(self) -> str:
        """In plain words, such as "began 3 days ago, getting worse"; empty where nothing is known."""
        parts = [
            self.since.words if self.since else "",
            _COURSE_WORDS[self.course] if self.course else "",
            _("gone now") if self.past else "",
        ]
        return listed([part for part in parts if part], "apart")


class TimeTest(Frozen):
    """What a rule asks about the time of a finding that is there: all of it must hold.

    Attributes:
        since_below_days: It began less than so many days ago.
        since_at_least_days: It began so many days ago or earlier.
        course: It goes in one of these ways; empty for any.
        now: It is still there.
        past: It is there no more.
        presumed: What is not known is taken to hold: for a danger that only a known time can calm.
    """

    since_below_days: float | None = None
    since_at_least_days: float | None = None
    course: tuple[SignCourse, ...] = ()
    now: bool = False
    past: bool = False
    presumed: bool = False

    def met(self, timing: Timing | None) -> bool | None:
        """Return whether the time meets the test; None where it is not decided and nothing is presumed."""
        outcomes = self._outcomes(timing or Timing())
        if False in outcomes:
            return False
        return None if None in outcomes and not self.presumed else True

    def _outcomes(self, timing: Timing) -> set[bool | None]:
        parts: set[bool | None] = set()
        if self.since_below_days is not None:
            parts.add(_is_below(timing.since, self.since_below_days))
        if self.since_at_least_days is not None:
            younger = _is_below(timing.since, self.since_at_least_days)
            parts.add(None if younger is None else not younger)
        if self.course:
            parts.add(None if timing.course is None else timing.course in self.course)
        if self.now or self.past:
            parts.add(None if timing.past is None else timing.past is self.past)
        return parts


class Calming(Frozen):
    """When the known time of a danger sign calms it: from then on it is history and no danger of today.

    Attributes:
        findings: The danger signs that it speaks of.
        when: What must be known of the time: only what was told calms, and each part of it must have been.
        of_this_illness: Whether a sign so calmed still belongs to this illness, and so to the ranking.
        plain: The rule in plain words.
        because: Why, for a clinician to dispute.
    """

    id: str
    findings: tuple[str, ...]
    when: TimeTest
    of_this_illness: bool
    plain: str
    because: str

    def calms(self, finding: str, timing: Timing | None) -> bool:
        """Return whether what was told of a sign's time calms it; an unknown time never does."""
        return finding in self.findings and self.when.met(timing) is True


def _ago(value: float, unit: str) -> str:
    """Return "began 3 days ago"; a part of one takes the form of several."""
    return _AGO[unit](int(value) if value == int(value) else 2, f"{value:g}")


def _is_below(since: Since | None, days: float) -> bool | None:
    if since is None:
        return None
    if since.below_days <= days:
        return True
    return False if since.from_days >= days else None
