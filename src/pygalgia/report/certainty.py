"""How sure a probability is, in words and pictures that a lay person reads rightly.

Numbers out of ten, three levels, and never more than the interval allows: a point of 99 % inside an interval
from 11 % is not "99 in 100" but "from 1 to 9 in 10". Nobody has counted the causes among people who ask, so
no number is told as one of people with these answers: what was counted is how often causes that were rated so
were right on cases whose answer is known (docs/decisions/0012-what-a-probability-is-told-as.md).
"""

from collections.abc import Iterable
from dataclasses import replace

from pygalgia.domain.assessment import Assessment, Ranked
from pygalgia.domain.case import Case
from pygalgia.domain.condition import UNLISTED
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.logic import holds
from pygalgia.domain.red_flag import FlagVerdict
from pygalgia.frozen import Frozen
from pygalgia.report.words import percent
from pygalgia.texts import _, later

TEN = 10
#: An interval no wider than this is said as one number.
NARROW = 0.35
#: Of ten, more than these between both ends say next to nothing.
VAGUE = 7
#: From here on a cause is possible, below it less likely; likely where even the low end is above a half.
POSSIBLE, LIKELY = 0.1, 0.5


class Frequency(Frozen):
    """A probability as a number of ten causes that were rated so where the answer is known.

    Attributes:
        level: `likely`, `possible` or `less likely`.
        words: "about 6 in 10", "at most 4 in 10", or "from 3 to 9 in 10" where the interval is wide.
        sure: Of ten, those below the low end of the interval: right by every reckoning.
        perhaps: Those between both ends, or up to the point where the interval is narrow.
    """

    level: str
    words: str
    sure: int
    perhaps: int

    @property
    def others(self) -> int:
        """Of ten, those that were not right."""
        return TEN - self.sure - self.perhaps

    @property
    def sentence(self) -> str:
        """The frequency as a sentence of its own; where it spans nearly everything, that says so."""
        if self.perhaps > VAGUE:
            return _(
                "It may be right or wrong (%(share)s): too little is known to say more.", share=self.words
            )
        return _("In our tests, %(share)s causes rated like this were right.", share=self.words)


def frequency(probability: float, interval: tuple[float, float]) -> Frequency:
    """Return a probability in words, as wide as its interval.

    Examples:
        >>> frequency(0.62, (0.5, 0.7)).words, frequency(0.99, (0.11, 0.99)).words
        ('about 6 in 10', 'from 1 to 9 in 10')
        >>> frequency(0.02, (0.0, 0.05)).words, frequency(0.04, (0.0, 0.6)).words
        ('fewer than 1 in 10', 'at most 6 in 10')
    """
    low, high = (_tenths(each) for each in interval)
    point = _tenths(probability)
    narrow = interval[1] - interval[0] <= NARROW
    sure, most = (min(low, point), point) if narrow else (low, high)
    return Frequency(
        level=level(probability, interval),
        words=_one(point) if narrow else _from(low, high),
        sure=sure,
        perhaps=most - sure,
    )


def _tenths(probability: float) -> int:
    """Return a probability as a number of ten; ten only for what is certain, which nothing is."""
    return min(round(probability * TEN), TEN - 1)


def _from(low: int, high: int) -> str:
    if not low:
        return _("at most %(number)s in 10", number=high)
    return _("from %(low)s to %(high)s in 10", low=low, high=high)


def _one(tenths: int) -> str:
    return _("about %(number)s in 10", number=tenths) if tenths else _("fewer than 1 in 10")


def level(probability: float, interval: tuple[float, float]) -> str:
    """Return one of three words; likely only where the low end of the interval is still more than a half.

    The word is an English message: `_` says it.
    """
    if interval[0] > LIKELY:
        return later("likely")
    return later("possible") if probability >= POSSIBLE else later("less likely")


def of(each: Ranked) -> Frequency:
    """Return how sure one cause of a ranking is."""
    return frequency(each.probability, each.interval)


def leads(assessment: Assessment) -> str:
    """Return how far the first cause leads, no surer than its interval allows."""
    ranked = [each for each in assessment.conditions if each.id != UNLISTED]
    if not (ranked and assessment.conclusive):
        return _("No single cause stands out: read these as possibilities, not as a diagnosis.")
    if of(ranked[0]).level == "likely":
        return _("One cause is likely. Only an examination can make it sure.")
    return _("One cause fits better than the others, but it is far from sure.")


def span(probability: float, interval: tuple[float, float]) -> str:
    """Return a probability for a clinician: the interval alone where it is too wide for one number.

    Examples:
        >>> span(0.62, (0.5, 0.7)), span(0.99, (0.11, 0.99))
        ('62% (50% to 70%)', '11% to >95%')
    """
    if interval[1] - interval[0] > LIKELY:
        return between(interval)
    return f"{percent(probability)} ({between(interval)})"


def between(interval: tuple[float, float]) -> str:
    """Return an interval of a probability: "50% to 70%"."""
    low, high = interval
    return _("%(low)s to %(high)s", low=percent(low), high=percent(high))


class Checked(Frozen):
    """Warning signs, by what the answers really say of them.

    Attributes:
        ruled_out: Names of those that answers to questions about their signs exclude.
        open: Names of those that an answer of the person could still decide.
        to_examine: Names of those that only an examination or a test can decide.
    """

    ruled_out: tuple[str, ...]
    open: tuple[str, ...]
    to_examine: tuple[str, ...]


def checked(verdicts: Iterable[FlagVerdict], case: Case, base: KnowledgeBase) -> Checked:
    """Return what was really asked and answered of the warning signs, and what is open.

    A sign that cannot be in this person at all (of pregnancy in a man) was not asked, and is no comfort.
    Nor was one that the length or the place of the pain takes away: nobody asked about its signs.
    """
    findings, circumstances = base.findings, base.triage.circumstances
    answered = {
        name: state
        for name, state in case.states.items()
        if case.origins.get(name, "answered") == "answered" and name not in circumstances
    }
    asked, unasked = _with(case, answered), _with(case, {})
    ruled_out: list[str] = []
    still: list[str] = []
    examine: list[str] = []
    for each in verdicts:
        rule = each.flag.when
        if each.verdict == "excluded":
            never_asked = holds(rule, unasked, findings=findings) is False
            if not never_asked and holds(rule, asked, findings=findings) is False:
                ruled_out.append(each.flag.name)
        elif each.verdict == "open":
            own = any(findings[name].who == "patient" for name in each.because_of)
            (still if own else examine).append(each.flag.name)
    return Checked(ruled_out=tuple(ruled_out), open=tuple(still), to_examine=tuple(examine))


def _with(case: Case, states: dict[str, str]) -> Case:
    return replace(case, states=states, regions=(), origins={}, values={})
