"""What a cause cannot do without: known absent, it is out of the question; unknown, it stays."""

from dataclasses import replace

import pytest

from pygalgia import assessing
from pygalgia.domain.case import Case
from pygalgia.domain.logic import holds, leaves

SICK = Case(
    id="x",
    sex="female",
    setting="self",
    age_years=34,
    states={"site-buttock": "present", "severity": "severe", "worse-sitting": "present"},
)


@pytest.fixture(scope="module")
def needing(knowledge):
    """Return the causes with a necessary circumstance that is possible at this age and sex."""
    prior = dict(
        zip(knowledge.model.conditions, knowledge.model.priors.log_prior(SICK).tolist(), strict=True)
    )
    causes = knowledge.base.conditions.values()
    return [each for each in causes if each.only.needs is not None and prior[each.id] > float("-inf")]


def without(case, needs, findings):
    """Return the case with every circumstance of a rule known not to be there."""
    states = dict(case.states)
    for leaf in leaves(needs):
        asked = findings[leaf.finding]
        states[leaf.finding] = next(
            state for state in reversed(asked.states) if state not in leaf.states and state != "present"
        )
    return replace(case, states=states)


def probability(case, knowledge, name):
    _, found = assessing.urgency_and_probability(case, knowledge)
    return found[knowledge.model.conditions.index(name)]


def test_a_cause_without_what_it_needs_is_out_of_the_question(knowledge, needing):
    assert len(needing) >= 8
    for cause in needing:
        case = without(SICK, cause.only.needs, knowledge.base.findings)

        assert holds(cause.only.needs, case, findings=knowledge.base.findings) is False
        assert probability(case, knowledge, cause.id) == 0, cause.id


def test_a_cause_stays_while_it_is_unknown_whether_it_has_what_it_needs(knowledge, needing):
    for cause in needing:
        assert probability(SICK, knowledge, cause.id) > 0, cause.id


def test_denying_what_a_cause_needs_makes_nothing_more_urgent(knowledge, needing):
    before, _ = assessing.urgency_and_probability(SICK, knowledge)
    for cause in needing:
        denied = {
            leaf.finding: "absent"
            for leaf in leaves(cause.only.needs)
            if knowledge.base.findings[leaf.finding].states == ("absent", "present")
        }
        after, _ = assessing.urgency_and_probability(
            replace(SICK, states={**SICK.states, **denied}), knowledge
        )

        assert after.urgency <= before.urgency, cause.id


@pytest.mark.parametrize(
    ("states", "never_before"),
    [
        pytest.param(
            {
                "site-groin": "present", "site-low-back": "absent", "site-buttock": "absent",
                "endurance-running": "present", "worse-running-sprinting": "present",
                "worse-weight-bearing": "present", "onset": "gradual", "duration": "two-to-six-weeks",
                "leg-pain-extent": "none",
            },
            {"proximal-hamstring-tendinopathy", "lumbar-radiculopathy", "deep-gluteal-syndrome"},
            id="groin pain of a runner with a normal back",
        ),
        pytest.param(
            {
                "trauma": "low-fall", "duration": "six-to-twelve-weeks", "severity": "severe",
                "local-swelling": "present", "site-buttock": "present",
            },
            {"gluteal-compartment-syndrome", "rhabdomyolysis", "acute-limb-ischaemia"},
            id="two months after a fall",
        ),
        pytest.param(
            {"skin-ulcer": "present", "site-sacrum": "present", "immobile-or-wheelchair": "absent",
             "prolonged-immobilisation-on-buttock": "absent", "getting-about": "normally",
             "recent-invasive-procedure": "absent"},
            {"pressure-injury"},
            id="a sore in somebody who walks",
        ),
    ],
)  # fmt: skip
def test_a_picture_is_not_led_by_a_cause_of_the_wrong_kind(knowledge, states, never_before):
    case = replace(SICK, states=states)
    _, found = assessing.urgency_and_probability(case, knowledge)

    leading = knowledge.model.conditions[int(found.argmax())]

    assert leading not in never_before
