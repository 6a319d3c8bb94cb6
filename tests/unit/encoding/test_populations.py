"""One name may stand for another injury in the young."""

from pygalgia import assessing
from pygalgia.domain.case import Case


def probability(knowledge, age_years):
    case = Case(
        id="x",
        sex="male",
        setting="primary-care",
        age_years=age_years,
        states={
            "onset": "sudden",
            "trauma": "minor",
            "sprinting-sport": "present",
            "site-sit-bone": "present",
        },
    )
    _, posterior = assessing.urgency_and_probability(case, knowledge)
    return posterior[knowledge.model.conditions.index("pelvic-avulsion-or-stress-fracture")]


def test_a_sudden_pull_in_sport_is_an_avulsion_of_the_young(knowledge):
    assert probability(knowledge, 15) > 0.2
    assert probability(knowledge, 35) < probability(knowledge, 15) / 4


def test_both_populations_have_the_same_rows(knowledge):
    assert knowledge.child_model.state_row == knowledge.model.state_row
    assert knowledge.child_model.conditions == knowledge.model.conditions
    assert (knowledge.child_model.parent == knowledge.model.parent).all()
