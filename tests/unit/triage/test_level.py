"""Urgency: what flags, expected harm and knowing too little ask for, and the reasons that explain it."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import builders
from pygalgia.domain.red_flag import Criterion, FlagVerdict, RedFlag
from pygalgia.domain.triage import UrgencyLosses
from pygalgia.domain.urgency import Urgency
from pygalgia.triage import compile_levels, reached, reasons

CONDITIONS = (
    builders.condition("fire", share=0.1, urgency="emergency"),
    builders.condition("leak", share=0.2, urgency="same-day"),
    builders.condition("rust", share=0.3, urgency="within-two-weeks"),
    builders.condition("dust", share=0.4, urgency="self-care"),
)
RULES = builders.triage_rules(
    losses=UrgencyLosses(
        too_late={"routine": 1, "within-two-weeks": 2, "same-day": 3, "emergency": 12},
        too_early={"routine": 1, "within-two-weeks": 2, "same-day": 3, "emergency": 4},
        because="a test",
    ),
    floor_when_inconclusive="within-two-weeks",
)
LEVELS = compile_levels(CONDITIONS, RULES)
EVERY = np.ones(4, dtype=np.bool_)


def odds(*, of=CONDITIONS, **given_):
    """Return (rival, condition) log odds of probabilities; what is left over is dust."""
    given_.setdefault("dust", 1 - sum(given_.values()))
    with np.errstate(divide="ignore", invalid="ignore"):
        score = np.log(np.array([given_.get(each.id, 0.0) for each in of]))
        result = score[:, None] - score[None, :]
    result[:, np.isneginf(score)] = np.inf
    result[np.isneginf(score), :] = -np.inf
    return result


def level(chances, *, spoken_for=EVERY, flagged=Urgency.SELF_CARE, enough=True):
    return LEVELS.of(LEVELS.worth(chances, spoken_for), flagged=flagged, enough_to_rank=enough)


def told(chances, *verdicts, spoken_for=EVERY, enough=True):
    worth = LEVELS.worth(chances, spoken_for)
    return reasons(verdicts, worth, conditions=CONDITIONS, levels=LEVELS, enough_to_rank=enough)


def expected_loss(probability):
    """Return the level of least expected loss, straight from its definition."""
    needed = [Urgency.from_id(each.action.urgency) for each in CONDITIONS]

    def cost(need, advised):
        if advised < need:
            return RULES.losses.too_late[need.id] * (need - advised)
        return sum(RULES.losses.too_early[Urgency(step).id] for step in range(need + 1, advised + 1))

    totals = [
        sum(p * cost(need, each) for p, need in zip(probability, needed, strict=True)) for each in Urgency
    ]
    return Urgency(max(u for u in Urgency if totals[u] <= min(totals) + 1e-12))


def verdict(kind, *, urgency="emergency", floor=Urgency.SELF_CARE, id_="alarm"):
    flag = RedFlag(
        id=id_, name=f"name of {id_}", hazard="h", urgency=urgency, when=Criterion(sex="male"),
        text="It burns.", plain="It burns!", do_now="Leave.", sources=("source-1",),
    )  # fmt: skip
    return FlagVerdict(flag=flag, verdict=kind, floor=floor, because_of=("smoke",))


def test_a_level_is_given_from_where_it_is_worth_its_price():
    # An emergency a level too late costs 12, going too early 4: worth it from one in four.
    assert level(odds(fire=0.2501, leak=0.7499)) == Urgency.EMERGENCY
    assert level(odds(fire=0.2499, leak=0.7501)) == Urgency.SAME_DAY


def test_causes_of_a_level_and_above_count_together():
    # Neither is worth a visit today alone; together they are.
    assert level(odds(leak=0.49)) == Urgency.WITHIN_TWO_WEEKS
    assert level(odds(leak=0.49, fire=0.02)) == Urgency.SAME_DAY


def test_an_emergency_by_probability_needs_an_answer_that_speaks_for_it():
    silent = np.zeros(4, dtype=np.bool_)

    assert level(odds(fire=1.0)) == Urgency.EMERGENCY
    assert level(odds(fire=1.0), spoken_for=silent) == Urgency.SAME_DAY


def test_what_the_flags_ask_for_is_never_outvoted():
    assert level(odds(dust=1.0), flagged=Urgency.EMERGENCY) == Urgency.EMERGENCY
    assert level(odds(fire=1.0), flagged=Urgency.ROUTINE) == Urgency.EMERGENCY


def test_knowing_too_little_is_a_floor_and_no_ceiling():
    assert level(odds(dust=1.0), enough=False) == Urgency.WITHIN_TWO_WEEKS
    assert level(odds(fire=1.0), enough=False) == Urgency.EMERGENCY


def test_the_causes_that_count_most_for_the_level_are_its_reasons():
    found = told(odds(fire=0.5, leak=0.3))

    assert [(each.kind, each.id, each.urgency) for each in found] == [
        ("threshold", "fire", Urgency.EMERGENCY)
    ]


def test_a_raised_flag_is_a_reason_with_what_to_do_now():
    (reason,) = told(odds(dust=1.0), verdict("raised"))

    assert (reason.kind, reason.id, reason.urgency) == ("red-flag", "alarm", Urgency.EMERGENCY)
    assert (reason.text, reason.plain, reason.do_now) == ("It burns.", "It burns!", "Leave.")
    assert (reason.sources, reason.findings) == (("source-1",), ("smoke",))


def test_an_open_flag_is_a_reason_only_while_it_holds_something_up():
    held = told(odds(dust=1.0), verdict("open", floor=Urgency.SAME_DAY), verdict("open", id_="quiet"))

    assert [(each.kind, each.id, each.urgency) for each in held] == [
        ("not-excluded", "alarm", Urgency.SAME_DAY)
    ]
    assert told(odds(dust=1.0), verdict("excluded")) == ()


def test_too_little_is_said():
    (reason,) = told(odds(dust=1.0), enough=False)

    assert (reason.kind, reason.id, reason.urgency) == (
        "not-excluded",
        "not-enough-to-rank",
        Urgency.WITHIN_TWO_WEEKS,
    )


def test_self_care_needs_no_reason():
    assert told(odds(dust=1.0)) == ()


verdicts = st.lists(
    st.one_of(
        st.sampled_from(["routine", "same-day", "emergency"]).map(lambda u: verdict("raised", urgency=u)),
        st.sampled_from(Urgency).map(lambda floor: verdict("open", floor=floor)),
        st.just(verdict("excluded")),
    ),
    max_size=4,
)


probabilities = st.lists(st.floats(1e-6, 1), min_size=4, max_size=4).map(
    lambda weights: [each / sum(weights) for each in weights]
)
NAMES = [each.id for each in CONDITIONS]


@given(probabilities, verdicts, st.booleans())
@settings(max_examples=400, deadline=None)
def test_the_level_is_the_greatest_reason(probability, judged, enough):
    chances = odds(**dict(zip(NAMES, probability, strict=True)))
    flagged = max((each.urgency for each in judged), default=Urgency.SELF_CARE)

    found = told(chances, *judged, enough=enough)

    assert level(chances, flagged=flagged, enough=enough) == max(
        (each.urgency for each in found), default=Urgency.SELF_CARE
    )
    assert [each.urgency for each in found] == sorted((each.urgency for each in found), reverse=True)


@given(probabilities)
@settings(max_examples=400, deadline=None)
def test_the_level_is_the_one_of_least_expected_loss(probability):
    assert level(odds(**dict(zip(NAMES, probability, strict=True)))) == expected_loss(probability)


@given(st.lists(probabilities, min_size=1, max_size=5))
@settings(max_examples=200, deadline=None)
def test_many_are_judged_at_once_as_each_alone(rows):
    each_alone = [int(level(odds(**dict(zip(NAMES, row, strict=True))))) for row in rows]

    assert LEVELS.harm(np.array(rows)).tolist() == each_alone


def test_an_illness_that_is_settled_may_need_less_haste():
    steady = replace(CONDITIONS[1], action=replace(CONDITIONS[1].action, settled="routine"))
    conditions = (CONDITIONS[0], steady, *CONDITIONS[2:])
    fresh, settled = compile_levels(conditions, RULES), compile_levels(conditions, RULES, settled=True)
    chances = odds(leak=0.9)

    assert reached(fresh.worth(chances, EVERY)) == Urgency.SAME_DAY
    assert reached(settled.worth(chances, EVERY)) == Urgency.ROUTINE
    # Whatever has no other level once settled keeps its own.
    assert reached(settled.worth(odds(fire=0.9), EVERY)) == Urgency.EMERGENCY
