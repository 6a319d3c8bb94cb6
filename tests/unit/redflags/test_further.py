"""Cases judged many at a time, a bit for each, are judged as each by itself: on the shipped knowledge."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pygalgia import read_case
from pygalgia.domain.timing import COURSES, Since, Timing
from pygalgia.redflags import levels_after, levels_of, levels_with

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


def test_of_cases_that_differ_in_answers_and_times(case, knowledge):
    judge, rng = knowledge.judge, np.random.default_rng(1)
    timed = [name for name in case.states if name in judge.atoms.timed_of]
    cases = [case]
    for name, state in further(case, judge, rng, 70):
        time = Timing(since=Since.ago(float(rng.integers(0, 900)), "d"), course=str(rng.choice(COURSES)))
        times = {each: time for each in timed if rng.random() < 0.5}
        cases.append(replace(case, states={**case.states, name: state}, times=times))

    assert levels_of(judge, cases).tolist() == [int(judge.standing(each).level) for each in cases]


def test_with_each_atom_that_holds_as_well(case, knowledge):
    judge = knowledge.judge
    standing = judge.standing(case)
    atoms = [judge.atoms.place[each] for each in further(case, judge, np.random.default_rng(2), 70)]

    together = levels_with(judge, standing.sure, standing.possible, atoms)

    for atom, level in zip(atoms, together.tolist(), strict=True):
        sure = standing.sure.copy()
        sure[atom] = True
        assert level == judge.levels(sure, standing.possible).max()
