"""Urgency: what flags, expected harm and knowing too little ask for, and the reasons that explain it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import builders
from pygalgia.domain.red_flag import Criterion, FlagVerdict, RedFlag
from pygalgia.domain.triage import MassRule, TriageRules
from pygalgia.domain.urgency import Urgency
from pygalgia.triage import compile_levels, reasons

CONDITIONS = (
    builders.condition("fire", share=0.1, urgency="emergency", act_at=0.02),
    builders.condition("leak", share=0.2, urgency="same-day", act_at=0.1),
    builders.condition("rust", share=0.3, urgency="within-two-weeks", act_at=0.3),
    builders.condition("dust", share=0.4, urgency="self-care", act_at=0.5),
)
RULES = TriageRules(
    masses=(
        MassRule(urgency="same-day", at_least=0.15, because="a test"),
        MassRule(urgency="within-two-weeks", at_least=0.25, because="a test"),
    ),
    conclusive_at=0.5,
    enough_answers=3,
    floor_when_inconclusive="within-two-weeks",
)
LEVELS = compile_levels(CONDITIONS, RULES)
NOBODY = np.zeros(4)


def chances(**given_):
    return np.array([given_.get(each.id, 0.0) for each in CONDITIONS])


def level(probability, *, flagged=Urgency.SELF_CARE, enough=True):
    return LEVELS.of(probability, flagged=flagged, enough_to_rank=enough)


def told(probability, *verdicts, enough=True):
    return reasons(
        verdicts, probability, conditions=CONDITIONS, levels=LEVELS, rules=RULES, enough_to_rank=enough
    )


def verdict(kind, *, urgency="emergency", floor=Urgency.SELF_CARE, id_="alarm"):
    flag = RedFlag(
        id=id_, name=f"name of {id_}", hazard="h", urgency=urgency, when=Criterion(sex="male"),
        text="It burns.", plain="It burns!", do_now="Leave.", sources=("source-1",),
    )  # fmt: skip
    return FlagVerdict(flag=flag, verdict=kind, floor=floor, because_of=("smoke",))


@pytest.mark.parametrize(
    ("condition", "act_at", "expected"),
    [
        ("fire", 0.02, Urgency.EMERGENCY),
        ("leak", 0.1, Urgency.SAME_DAY),
        ("dust", 0.5, Urgency.SELF_CARE),
    ],
)
def test_a_condition_is_acted_on_from_its_own_threshold(condition, act_at, expected):
    assert level(chances(**{condition: act_at})) == expected
    assert level(chances(**{condition: act_at - 0.001})) == Urgency.SELF_CARE


def test_conditions_of_a_level_and_above_count_together():
    # Each below its own threshold (2 %, 10 %, 30 %), together at the rule's 25 %.
    assert level(chances(fire=0.019, leak=0.09, rust=0.142)) == Urgency.WITHIN_TWO_WEEKS
    assert level(chances(fire=0.019, leak=0.09, rust=0.140)) == Urgency.SELF_CARE


def test_less_urgent_conditions_do_not_count_for_a_rule():
    assert level(chances(leak=0.09, rust=0.1)) == Urgency.SELF_CARE
    assert level(chances(leak=0.09, rust=0.29)) == Urgency.WITHIN_TWO_WEEKS


def test_what_the_flags_ask_for_is_never_outvoted():
    assert level(chances(dust=1.0), flagged=Urgency.EMERGENCY) == Urgency.EMERGENCY
    assert level(chances(fire=0.02), flagged=Urgency.ROUTINE) == Urgency.EMERGENCY


def test_knowing_too_little_is_a_floor_and_no_ceiling():
    assert level(NOBODY, enough=False) == Urgency.WITHIN_TWO_WEEKS
    assert level(chances(fire=0.02), enough=False) == Urgency.EMERGENCY


def test_a_threshold_names_condition_share_and_source():
    (reason,) = told(chances(leak=0.123))

    assert (reason.kind, reason.id, reason.urgency) == ("threshold", "leak", Urgency.SAME_DAY)
    assert reason.text == "leak is likely enough to act on: 12.3% (threshold 10.0%)."


def test_several_together_are_told_with_the_likeliest_first():
    found = {each.id: each for each in told(chances(leak=0.09, fire=0.019, rust=0.2))}

    assert found["together-within-two-weeks"].text.endswith(
        "reach 30.9% (threshold 25.0%): rust, leak, fire."
    )
    assert "together-same-day" not in found


def test_a_raised_flag_is_a_reason_with_what_to_do_now():
    (reason,) = told(NOBODY, verdict("raised"))

    assert (reason.kind, reason.id, reason.urgency) == ("red-flag", "alarm", Urgency.EMERGENCY)
    assert (reason.text, reason.plain, reason.do_now) == ("It burns.", "It burns!", "Leave.")
    assert (reason.sources, reason.findings) == (("source-1",), ("smoke",))


def test_an_open_flag_is_a_reason_only_while_it_holds_something_up():
    held = told(NOBODY, verdict("open", floor=Urgency.SAME_DAY), verdict("open", id_="quiet"))

    assert [(each.kind, each.id, each.urgency) for each in held] == [
        ("not-excluded", "alarm", Urgency.SAME_DAY)
    ]
    assert told(NOBODY, verdict("excluded")) == ()


def test_too_little_is_said():
    (reason,) = told(NOBODY, enough=False)

    assert (reason.kind, reason.id, reason.urgency) == (
        "not-excluded",
        "not-enough-to-rank",
        Urgency.WITHIN_TWO_WEEKS,
    )


def test_self_care_needs_no_reason():
    assert told(chances(dust=1.0)) == ()


verdicts = st.lists(
    st.one_of(
        st.sampled_from(["routine", "same-day", "emergency"]).map(lambda u: verdict("raised", urgency=u)),
        st.sampled_from(Urgency).map(lambda floor: verdict("open", floor=floor)),
        st.just(verdict("excluded")),
    ),
    max_size=4,
)


@given(st.lists(st.floats(0, 1), min_size=4, max_size=4), verdicts, st.booleans())
@settings(max_examples=400, deadline=None)
def test_the_level_is_the_greatest_reason(probability, judged, enough):
    cautious = np.array(probability)
    flagged = max((each.urgency for each in judged), default=Urgency.SELF_CARE)

    found = told(cautious, *judged, enough=enough)

    assert level(cautious, flagged=flagged, enough=enough) == max(
        (each.urgency for each in found), default=Urgency.SELF_CARE
    )
    assert [each.urgency for each in found] == sorted((each.urgency for each in found), reverse=True)


@given(st.lists(st.lists(st.floats(0, 1), min_size=4, max_size=4), min_size=1, max_size=5))
@settings(max_examples=200, deadline=None)
def test_many_are_judged_at_once_as_each_alone(rows):
    many = np.array(rows)

    assert LEVELS.harm(many).tolist() == [int(level(row)) for row in many]
