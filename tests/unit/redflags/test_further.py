"""Cases judged many at a time, a bit for each, are judged as each by itself: on the shipped knowledge."""

from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import numpy as np
import pytest

from pygalgia import read_case
from pygalgia.domain.timing import COURSES, Since, Timing
from pygalgia.redflags import SignTimes, levels_after, levels_at, levels_with

CASES = sorted((Path(__file__).parents[3] / "cases" / "dev").glob("*.yaml"))[::11]


@pytest.fixture(params=CASES, ids=lambda path: path.stem)
def case(request, knowledge):
    return read_case(request.param, knowledge)


def further(case, judge, rng, most):
    """Return some answers to what the case leaves open."""
    open_ = [each for each in judge.atoms.place if each[0] not in case.states and each[0] not in case.times]
    return [open_[place] for place in rng.permutation(len(open_))[:most]]


@pytest.mark.parametrize("most", [0, 1, 64, 100])
def test_after_each_answer(case, knowledge, most):
    judge = knowledge.judge
    answers = further(case, judge, np.random.default_rng(0), most)

    together = levels_after(judge, case, [judge.atoms.place[each] for each in answers])

    alone = [
        int(judge.standing(replace(case, states={**case.states, name: state})).level)
        for name, state in answers
    ]
    assert together.tolist() == alone


def test_at_each_time_of_a_sign(case, knowledge):
    judge, rng = knowledge.judge, np.random.default_rng(1)
    signs = sorted({each.finding for each in judge.atoms.timed} - case.times.keys())
    there = {name: knowledge.base.findings[name].states[-1] for name in rng.permutation(signs)[:2].tolist()}
    case = replace(case, states={**case.states, **there})
    times, cases = [], []
    for name, state in further(case, judge, rng, 70):
        sign = str(rng.choice([*there]))
        time = Timing(since=Since.ago(float(rng.integers(0, 900)), "d"), course=str(rng.choice(COURSES)))
        met = tuple(judge.atoms.timed[place].met(time) for place in judge.atoms.timed_of[sign])
        follows = {name: state} if rng.random() < 0.5 else {}
        times.append((sign, met, follows))
        cases.append(replace(case, states={**case.states, **follows}, times={**case.times, sign: time}))

    # Times of the same sign that stand side by side are judged as one sign's.
    runs = [list(run) for _, run in groupby(times, key=itemgetter(0))]
    signs = [
        replace(
            SignTimes.of(run[0][0], [met for _, met, _ in run]),
            states={place: follows for place, (_, _, follows) in enumerate(run) if follows},
        )
        for run in runs
    ]

    together = levels_at(judge, case, signs)

    assert len(runs) < len(times)

    assert together.tolist() == [int(judge.standing(each).level) for each in cases]


def test_with_each_atom_that_holds_as_well(case, knowledge):
    judge = knowledge.judge
    standing = judge.standing(case)
    atoms = [judge.atoms.place[each] for each in further(case, judge, np.random.default_rng(2), 70)]

    together = levels_with(judge, standing.sure, standing.possible, atoms)

    for atom, level in zip(atoms, together.tolist(), strict=True):
        sure = standing.sure.copy()
        sure[atom] = True
        assert level == judge.levels(sure, standing.possible).max()
