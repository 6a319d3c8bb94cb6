"""One case with each of many single further answers: what the flags ask for after each, all at once.

Every atom is a word with a bit for each answer that holds and one for each that still can, so that one
instruction judges 32 of them. The rules are those of `Judge`: only the axis of the answers lies in the bits.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from pygalgia.domain.case import Case
from pygalgia.domain.urgency import Urgency
from pygalgia.frozen import Frozen, field
from pygalgia.redflags.compiled import Judge
from pygalgia.redflags.rules import BoolArray, IndexArray, Who

Words = NDArray[np.uint64]
#: Answers that are judged at once.
AT_ONCE = 32
_HALF = np.uint64(AT_ONCE)
_LOWER = np.uint64(2**AT_ONCE - 1)
_OCTET = 8
_ALL = ~np.uint64(0)
_BITS = np.left_shift(np.uint64(1), np.arange(AT_ONCE, dtype=np.uint64))


def levels_after(judge: Judge, case: Case, answers: Sequence[int]) -> IndexArray:
    """Return (k,) the highest urgency that flags ask for on a case with each of (k) atoms told as well.

    Args:
        judge: The flags.
        case: The case, to which the findings of these atoms are unknown.
        answers: Places of states on the A axis.
    """
    told, everybody = judge.atoms.told(case.states), _everybody(judge, case)
    met, unmet = (_words(each) for each in judge.atoms.times(case))
    parts = []
    for some in _some(answers):
        words = _words(told)
        np.bitwise_or.at(words, some, _BITS[: some.size])
        sure, possible = judge.atoms.settled(words, everybody, met, unmet)
        parts.append(_highest(judge, sure, possible, some.size))
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


class SignTimes(Frozen):
    """What each of some times of a sign that is there decides: a bit for each time, in their order.

    Attributes:
        finding: The sign.
        size: How many times these are.
        met: Of each of its `Atoms.timed_of`, the times that meet the test.
        unmet: The same, the times that do not; of the others it is not decided.
        states: What follows from a time, by its place: answers to findings that were unknown.
    """

    finding: str
    size: int
    met: tuple[int, ...]
    unmet: tuple[int, ...]
    states: Mapping[int, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, finding: str, outcomes: Sequence[Sequence[bool | None]]) -> "SignTimes":
        """Return it for times of which each says of each test whether it meets it; None where undecided."""
        by_test = list(zip(*outcomes, strict=True))
        met, unmet = (tuple(_bits(each, outcome) for each in by_test) for outcome in (True, False))
        return cls(finding=finding, size=len(outcomes), met=met, unmet=unmet)


def _bits(outcomes: Iterable[bool | None], wanted: bool) -> int:  # noqa: FBT001 - what is looked for
    return sum((outcome is wanted) << bit for bit, outcome in enumerate(outcomes))


def levels_at(judge: Judge, case: Case, times: Sequence[SignTimes]) -> IndexArray:
    """Return (k,) the highest urgency that flags ask for on a case with each of (k) times of a sign instead.

    Args:
        judge: The flags.
        case: The case, in which these signs are there.
        times: Of each sign, one sign after another.
    """
    atoms, everybody, told = judge.atoms, _everybody(judge, case), _words(judge.atoms.told(case.states))
    size = sum(each.size for each in times)
    met, unmet = _instead(judge, case, times, size)
    starts = list(accumulate((each.size for each in times), initial=0))
    follows = [
        (start + place, atoms.place[answer])
        for start, each in zip(starts, times, strict=False)
        for place, states in each.states.items()
        for answer in states.items()
    ]
    parts = []
    for start in range(0, size, AT_ONCE):
        words = told.copy()
        for place, atom in follows:
            if start <= place < start + AT_ONCE:
                words[atom] |= _BITS[place - start]
        sure, possible = atoms.settled(words, everybody, _part(met, start), _part(unmet, start))
        parts.append(_highest(judge, sure, possible, min(AT_ONCE, size - start)))
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


def _instead(judge: Judge, case: Case, times: Iterable[SignTimes], size: int) -> tuple[list[int], list[int]]:
    """Return of each timed state for which of so many times its test is met, and for which it is not.

    In Python's integers, of any length: with a few bits of a few words each, numpy takes ten times as long.
    """
    every = (1 << size) - 1
    met, unmet = ([every if each else 0 for each in truths.tolist()] for truths in judge.atoms.times(case))
    start = 0
    for each in times:
        others = every ^ ((1 << each.size) - 1) << start
        for place, is_met, is_not in zip(
            judge.atoms.timed_of[each.finding], each.met, each.unmet, strict=True
        ):
            met[place] = met[place] & others | is_met << start
            unmet[place] = unmet[place] & others | is_not << start
        start += each.size
    return met, unmet


def _part(every: Iterable[int], start: int) -> Words:
    """Return the words of those bits from a place on."""
    lower = int(_LOWER)
    return np.array([each >> start & lower for each in every], dtype=np.uint64)


def levels_with(judge: Judge, sure: BoolArray, possible: BoolArray, answers: Sequence[int]) -> IndexArray:
    """Return (k,) the highest urgency that flags ask for where each of (k) atoms holds as well.

    Args:
        judge: The flags.
        sure: (A,) atoms that hold.
        possible: (A,) atoms that are not decided; they stay so.
        answers: Places on the A axis.
    """
    parts = []
    for some in _some(answers):
        words = _words(sure)
        np.bitwise_or.at(words, some, _BITS[: some.size])
        parts.append(_highest(judge, words, _words(possible), some.size))
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


def _some(answers: Sequence[int]) -> list[IndexArray]:
    """Return the answers in groups of at most 32."""
    every = np.asarray(answers, dtype=np.int64)
    return [every[start : start + AT_ONCE] for start in range(0, every.size, AT_ONCE)]


def _words(each: BoolArray) -> Words:
    """Return one word for each truth, the same for all answers."""
    return np.where(each, _ALL, np.uint64(0))


def _everybody(judge: Judge, case: Case) -> Who:
    """Return what the person of a case decides, for all answers."""
    who = judge.atoms.who_is(case)
    return Who(never=_words(who.never), sure=_words(who.sure), unknown=_words(who.unknown))


def _highest(judge: Judge, sure: Words, possible: Words, size: int) -> IndexArray:
    """Return (size,) the highest urgency of the flags, given (A,) atoms as words; see `Judge.levels`."""
    # What holds lies in the lower half of each word, what holds or can in the upper: both are judged at once.
    clauses = judge.clauses(sure & _LOWER | (sure | possible) << _HALF)
    outcome = judge.rules.holding(clauses)
    raised, can = outcome & _LOWER, outcome >> _HALF
    held = judge.floors.in_force(clauses) & (can & ~raised)[judge.floors.flag]
    asking = np.concatenate([raised, held])
    # Of each level, for whom some flag asks for it: four words instead of one of each flag.
    levels = np.arange(1, len(Urgency))
    urgency = np.concatenate([judge.urgency, judge.floors.urgency]) == levels[:, None]
    words = np.bitwise_or.reduce(np.where(urgency, asking, np.uint64(0)), axis=1)
    octets = words.astype("<u8").view(np.uint8).reshape(-1, 2 * AT_ONCE // _OCTET)
    is_asked = np.unpackbits(octets, axis=1, count=size, bitorder="little")
    result: IndexArray = (is_asked * levels[:, None]).max(axis=0, initial=0)
    return result
