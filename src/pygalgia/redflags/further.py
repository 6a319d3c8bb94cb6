"""One case with each of many single further answers: what the flags ask for after each, all at once.

Every atom is a word with a bit for each answer, so that one instruction judges 32 of them: what holds and what
still can. The rules are those of `Judge`: only the axis of the answers lies in the bits.
"""

from collections.abc import Iterable, Mapping, Sequence

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


class SignTime(Frozen):
    """What a time of a sign that is there decides.

    Attributes:
        finding: The sign.
        met: Of each of its `Atoms.timed_of`, whether the time meets the test; None where that is not decided.
        states: What follows from it: answers to findings that were unknown.
    """

    finding: str
    met: tuple[bool | None, ...]
    states: Mapping[str, str] = field(default_factory=dict)


def levels_at(judge: Judge, case: Case, times: Sequence[SignTime]) -> IndexArray:
    """Return (k,) the highest urgency that flags ask for on a case with each of (k) times of a sign instead.

    Args:
        judge: The flags.
        case: The case, in which these signs are there.
        times: Of one sign each.
    """
    atoms, everybody = judge.atoms, _everybody(judge, case)
    told, before = _words(atoms.told(case.states)), [_words(each).tolist() for each in atoms.times(case)]
    parts = []
    for start in range(0, len(times), AT_ONCE):
        some = times[start : start + AT_ONCE]
        follows = [(atoms.place[each], bit) for bit, time in enumerate(some) for each in time.states.items()]
        met, unmet = _instead(judge, some, *before)
        sure, possible = atoms.settled(_and_told(told, follows), everybody, met, unmet)
        parts.append(_highest(judge, sure, possible, len(some)))
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


def _and_told(told: Words, further: Iterable[tuple[int, int]]) -> Words:
    """Return words of told states with further ones, each as its place and the bit of who told it."""
    result = told.copy()
    for place, bit in further:
        result[place] |= _BITS[bit]
    return result


def _instead(
    judge: Judge, times: Sequence[SignTime], met: list[int], unmet: list[int]
) -> tuple[Words, Words]:
    """Return words of timed states that are met and that are not, a bit for each of these times instead.

    Args:
        judge: The flags.
        times: At most 32.
        met: A word for each timed state, by the times of the case.
        unmet: The same.
    """
    # In Python's integers: with a few bits of a few words each, numpy takes ten times as long.
    met, unmet = met.copy(), unmet.copy()
    for bit, time in enumerate(times):
        for place, outcome in zip(judge.atoms.timed_of[time.finding], time.met, strict=True):
            met[place] = met[place] & ~(1 << bit) | (outcome is True) << bit
            unmet[place] = unmet[place] & ~(1 << bit) | (outcome is False) << bit
    return np.array(met, dtype=np.uint64), np.array(unmet, dtype=np.uint64)


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
