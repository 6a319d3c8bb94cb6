"""Cases that are judged beside one another share what is the same of them, and nothing else."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np

from pygalgia import assessing, read_case
from pygalgia.assessing.steps import Steps
from pygalgia.interview.sign_time import with_time
from pygalgia.interview.telling_time import timing_of

CASES = sorted((Path(__file__).parents[3] / "cases" / "dev").glob("*.yaml"))[::9]


def others(case, knowledge):
    """Return the case of other people, with other answers, and with other times of every sign."""
    rules, rng = knowledge.base.interview.times, np.random.default_rng(0)
    every = list(product([each.id for each in rules.since], [each.id for each in rules.courses]))
    people = [replace(case, age_years=age) for age in (6.0, 40.0, 80.0)]
    signs = [knowledge.base.findings[name] for name in case.states if name in knowledge.times.signs]
    timed = [
        with_time(each, sign, timing_of(every[place], rules))
        for each in people
        for sign in signs[:4]
        for place in rng.permutation(len(every))[:4]
    ]
    fewer = [replace(case, states=dict(list(case.states.items())[:-1]))]
    return [*people, *timed, *fewer, *people]


def test_cases_judged_beside_one_another_are_judged_as_each_by_itself(knowledge):
    shared = compared = 0
    for path in CASES:
        case = read_case(path, knowledge)
        steps = Steps(case=case, knowledge=knowledge)
        for other in others(case, knowledge):
            beside, alone = steps.beside(other), Steps(case=other, knowledge=knowledge)

            assert np.array_equal(beside.balance.log_odds, alone.balance.log_odds), path.stem
            assert np.array_equal(beside.balance.ratio, alone.balance.ratio), path.stem
            assert beside.urgency == assessing.urgency_and_probability(other, knowledge)[0].urgency
            compared += 1
            shared += beside.balance is steps.beside(other).balance
            assert len(steps.balances) <= 4

    assert shared == compared


def test_what_is_certainly_asked_for_is_what_the_whole_sum_asks_for(knowledge):
    certain = 0
    for path in CASES:
        case = read_case(path, knowledge)
        for other in [case, *others(case, knowledge)]:
            steps = Steps(case=other, knowledge=knowledge)
            rules = {"flagged": steps.standing.level, "enough_to_rank": steps.enough_to_calm}
            by_others = steps.levels.without_harm(**rules)
            whole = steps.levels.of(steps.worth, **rules)
            certain += steps.harm_is_within(by_others)

            assert steps.level == whole, path.stem
            assert whole == by_others or not steps.harm_is_within(by_others), path.stem

    assert certain
