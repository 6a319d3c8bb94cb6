"""Beliefs pooled with the opinions of independent judges."""

from dataclasses import replace
from math import sqrt

import pytest

import builders
from pygalgia.domain.opinion import Opinion
from pygalgia.knowledge.pooling import is_fixed, pooled


def opinion(finding, rates, *, id_="judge"):
    made = {name: {"absent": 1 - p, "present": p} for name, p in rates.items()}
    return Opinion(id=id_, n=8, how="a test", rates={finding: made})


def engines(belief):
    noise = builders.finding("noise", background=builders.yes(0.2))
    pump = builders.condition("pump", share=0.5, findings={"noise": belief})
    belt = builders.condition("belt", share=0.5)
    return {"noise": noise}, {"pump": pump, "belt": belt}


def used(conditions, name, finding):
    links = {link.target: link.belief for link in conditions[name].findings_in("adults")}
    return links[finding].states["present"]


def test_what_is_stated_counts_as_much_as_all_opinions_together():
    findings, conditions = engines(builders.yes(0.5))
    opinions = [opinion("noise", {"pump": 0.9}), opinion("noise", {"pump": 0.9}, id_="other")]

    result = pooled(conditions, findings=findings, mechanisms={}, opinions=opinions)

    there, away = sqrt(0.5 * 0.9), sqrt(0.5 * 0.1)
    assert used(result, "pump", "noise") == pytest.approx(there / (there + away))


def test_a_cause_without_a_belief_of_its_own_pools_the_background():
    findings, conditions = engines(builders.yes(0.5))

    result = pooled(conditions, findings=findings, mechanisms={}, opinions=[opinion("noise", {"belt": 0.02})])

    assert 0.02 < used(result, "belt", "noise") < 0.2
    assert used(result, "pump", "noise") == 0.5


def test_a_judge_who_came_before_a_cause_had_its_name_is_heard_only_where_it_says_nothing_itself():
    """The rates of the cause that held it stood against the very beliefs that tell the two apart."""
    findings, conditions = engines(builders.yes(0.5))
    before = replace(
        opinion("noise", {"pump": 0.9, "belt": 0.9}), later={"pump": "old-pump", "belt": "old-belt"}
    )

    result = pooled(conditions, findings=findings, mechanisms={}, opinions=[before])

    assert used(result, "pump", "noise") == 0.5
    assert used(result, "belt", "noise") > 0.5


@pytest.mark.parametrize(
    ("basis", "formula", "fixed"),
    [
        ("measured", None, True),
        ("derived", {"present": "f1 / (f1 + f2)"}, True),
        ("adjusted", {"present": "f1 * 0.5"}, False),
        ("adjusted", {"present": "max(f1, f22) * 2"}, False),
        ("judged", None, False),
    ],
)
def test_only_a_figure_or_a_formula_without_a_free_constant_stays_as_it_is(basis, formula, fixed):
    belief = replace(builders.yes(0.5), basis=basis, formula=formula)
    findings, conditions = engines(belief)

    result = pooled(conditions, findings=findings, mechanisms={}, opinions=[opinion("noise", {"pump": 0.9})])

    assert is_fixed(belief) is fixed
    assert (used(result, "pump", "noise") == 0.5) is fixed


def test_a_mechanism_moves_to_where_its_findings_are_told_as_the_judges_say():
    heat = builders.mechanism(
        "heat", background=0.1, findings={"smoke": (builders.yes(0.9), builders.yes(0.1))}
    )
    conditions = {"pump": builders.condition("pump", share=1.0, mechanisms={"heat": builders.yes(0.5)})}

    result = pooled(
        conditions,
        findings={"smoke": builders.finding("smoke")},
        mechanisms={"heat": heat},
        opinions=[opinion("smoke", {"pump": 0.9})],
    )

    (link,) = result["pump"].mechanisms_in("adults")
    there, away = sqrt(0.5 * 0.9), sqrt(0.5 * 0.1)
    wanted = there / (there + away)
    assert link.belief.present * 0.8 + 0.1 == pytest.approx(wanted, abs=0.005)


def test_what_a_condition_states_is_kept_beside_what_is_used():
    findings, conditions = engines(builders.yes(0.5))

    result = pooled(conditions, findings=findings, mechanisms={}, opinions=[opinion("noise", {"pump": 0.9})])

    assert result["pump"].stated_findings("adults") == conditions["pump"].findings
    assert result["pump"].links == conditions["pump"].links


def test_no_judge_is_heard_on_a_cause_that_none_had_held(knowledge):
    """Rates for all the rest were judged before the cause was named: they would stand for it unseen."""
    assert not knowledge.base.conditions["folliculitis"].pooled_findings["adults"]
    assert not knowledge.base.conditions["folliculitis"].pooled_mechanisms["adults"]
    assert knowledge.base.conditions["unlisted"].pooled_findings["adults"]
