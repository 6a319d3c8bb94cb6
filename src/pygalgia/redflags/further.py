"""One case with each of many single further answers: what the flags ask for after each, all at once.

Every atom is a word with a bit for each answer, so that one instruction judges 64 of them. The rules are
those of `Judge`: only the axis of the answers lies in the bits.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pygalgia.domain.case import Case
from pygalgia.redflags.compiled import Judge
from pygalgia.redflags.rules import BoolArray, CodeArray, IndexArray, Who

if TYPE_CHECKING:
    from pygalgia.domain.timing import Timing

Words = NDArray[np.uint64]
#: Answers that are judged at once.
AT_ONCE = 64
_OCTET = 8
_ALL = np.uint64(2**AT_ONCE - 1)
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


def levels_of(judge: Judge, cases: Sequence[Case]) -> IndexArray:
    """Return (k,) the highest urgency that flags ask for on each of (k) cases of one person.

    Args:
        judge: The flags.
        cases: Of the same sex and age; they may differ in answers and in times.
    """
    parts = []
    for start in range(0, len(cases), AT_ONCE):
        some = cases[start : start + AT_ONCE]
        told = _bits(_told(judge, some))
        met, unmet = map(_bits, _times(judge, some))
        sure, possible = judge.atoms.settled(told, _everybody(judge, some[0]), met, unmet)
        parts.append(_highest(judge, sure, possible, len(some)))
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


def _told(judge: Judge, cases: Sequence[Case]) -> list[BoolArray]:
    """Return for each case which states were told; cases beside each other are mostly the same in that."""
    result: list[BoolArray] = []
    for place, case in enumerate(cases):
        is_same = place > 0 and case.states == cases[place - 1].states
        result.append(result[-1] if is_same else judge.atoms.told(case.states))
    return result


def _times(judge: Judge, cases: Sequence[Case]) -> tuple[list[BoolArray], list[BoolArray]]:
    """Return for each case as `Atoms.times`: what a time means is worked out once."""
    atoms = judge.atoms
    known: dict[tuple[str, Timing], list[tuple[int, bool | None]]] = {}
    every = [atoms.is_presumed.copy() for _ in cases], [np.zeros(len(atoms.timed), np.bool_) for _ in cases]
    for case, met, unmet in zip(cases, *every, strict=True):
        for each in case.times.items():
            if each not in known:
                finding, timing = each
                known[each] = [(n, atoms.timed[n].met(timing)) for n in atoms.timed_of.get(finding, ())]
            for place, outcome in known[each]:
                met[place], unmet[place] = outcome is True, outcome is False
    return every


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
    """Return the answers in groups of at most 64."""
    every = np.asarray(answers, dtype=np.int64)
    return [every[start : start + AT_ONCE] for start in range(0, every.size, AT_ONCE)]


def _words(each: BoolArray) -> Words:
    """Return one word for each truth, the same for all answers."""
    return np.where(each, _ALL, np.uint64(0))


def _everybody(judge: Judge, case: Case) -> Who:
    """Return what the person of a case decides, for all answers."""
    who = judge.atoms.who_is(case)
    return Who(never=_words(who.never), sure=_words(who.sure), unknown=_words(who.unknown))


def _bits(truths: Sequence[BoolArray]) -> Words:
    """Return (n,) words of at most 64 rows of truths (n,), a bit for each row."""
    columns = np.zeros((truths[0].size, AT_ONCE), dtype=np.bool_)
    columns[:, : len(truths)] = np.array(truths).T
    packed = np.packbits(columns, axis=1, bitorder="little")
    return packed.view("<u8").astype(np.uint64).ravel()


def _highest(judge: Judge, sure: Words, possible: Words, size: int) -> IndexArray:
    """Return (size,) the highest urgency of the flags, given (A,) atoms as words; see `Judge.levels`."""
    clause_sure, clause_can = judge.clauses(sure), judge.clauses(sure | possible)
    raised, can = judge.rules.outcome(clause_sure, clause_can)
    open_: Words = np.bitwise_and(can, np.bitwise_not(raised))
    held: Words = np.bitwise_and(judge.floors.in_force(clause_sure), open_[judge.floors.flag])
    return np.maximum(_most(raised, judge.urgency, size), _most(held, judge.floors.urgency, size))


def _most(words: Words, urgency: IndexArray | CodeArray, size: int) -> IndexArray:
    """Return (size,) the highest urgency (n,) of those whose bit is set in words (n,)."""
    octets = words.astype("<u8").view(np.uint8).reshape(-1, AT_ONCE // _OCTET)
    asking = np.unpackbits(octets, axis=1, count=size, bitorder="little")
    result: IndexArray = (asking * urgency[:, None]).max(axis=0, initial=0).astype(np.int64)
    return result
