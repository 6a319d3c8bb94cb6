"""New pain of the low belly or the groin: no place next door and no load makes a danger less urgent."""

from itertools import product

import pytest

from pygalgia.domain.case import Case
from pygalgia.domain.urgency import Urgency

ONSETS = ("sudden", "after-known-load", "over-days")
SEVERITIES = ("mild", "moderate", "severe", "extreme")
#: What somebody with the same pain marks.
NEAR = (
    {"site-lower-abdomen"},
    {"site-groin"},
    {"site-groin", "site-buttock"},
    {"site-groin", "site-lateral-hip"},
    {"site-groin", "site-low-back", "site-sacrum"},
)
FAR = ({"site-buttock"}, {"site-low-back"}, {"site-sacrum"}, {"site-lateral-hip"})
ODD = ("late-or-odd-period", "irregular-bleeding")
HARD = ("severe", "extreme")
HAZARDS = ("ectopic-pregnancy", "pelvic-organs", "testicular-torsion")


@pytest.mark.parametrize(("onset", "severity"), list(product(ONSETS, SEVERITIES)))
@pytest.mark.parametrize("duration", ["under-3-days", "days"])
def test_an_odd_period_beside_new_pain_is_seen_today_or_now(knowledge, onset, severity, duration):
    for sites, sign in product(NEAR, ODD):
        told = {"onset": onset, "severity": severity, "duration": duration, sign: "present"}
        is_strong = severity in HARD or onset == "sudden" or "site-lower-abdomen" in sites
        assert _level(knowledge, sites, told | {"pain-side": "both-sides"}) >= Urgency.SAME_DAY
        one_side = _level(knowledge, sites, told | {"pain-side": "one-side"})
        assert one_side >= (Urgency.EMERGENCY if is_strong else Urgency.SAME_DAY), (sites, told)


@pytest.mark.parametrize(("onset", "severity"), list(product(ONSETS, SEVERITIES)))
def test_nothing_calm_is_said_before_the_period_is_known(knowledge, onset, severity):
    is_strong = severity in HARD or onset == "sudden"
    for sites in NEAR:
        told = {"onset": onset, "severity": severity, "duration": "under-3-days", "pain-side": "both-sides"}
        assert (_level(knowledge, sites, told) >= Urgency.SAME_DAY) == is_strong, (sites, told)
        assert _level(knowledge, sites, told | {"late-or-odd-period": "absent"}) == Urgency.SELF_CARE


@pytest.mark.parametrize("severity", SEVERITIES)
def test_elsewhere_an_odd_period_counts_beside_hard_pain_alone(knowledge, severity):
    for sites, sign, onset in product(FAR, ODD, ONSETS):
        told = {"onset": onset, "severity": severity, "duration": "under-3-days"}
        expected = Urgency.SAME_DAY if severity in HARD else Urgency.SELF_CARE
        assert _level(knowledge, sites, told | {sign: "present"}) == expected
        assert _level(knowledge, sites, told) == Urgency.SELF_CARE, "nobody is held up for what was not asked"


@pytest.mark.parametrize("sign", ["nausea-or-vomiting", "feeling-very-ill", "fainting", None])
@pytest.mark.parametrize(
    ("sex", "age"), [("female", 9), ("female", 23), ("female", 70), ("male", 15), ("male", 40)]
)
def test_a_load_explains_no_hard_pain_with_sickness(knowledge, sex, age, sign):
    """An ovary or a testicle twists on a lift or a leap."""
    for sites, severity in product(({"site-lower-abdomen"}, {"site-groin"}), HARD):
        told = {"severity": severity, "duration": "under-3-days", "pain-side": "one-side"}
        told |= {} if sign is None else {sign: "present"}
        levels = [
            _level(knowledge, sites, told | {"onset": onset}, sex=sex, age=age)
            for onset in ("sudden", "after-known-load")
        ]
        assert levels[0] == levels[1], (sites, severity)


def test_new_hard_pain_low_on_one_side_is_seen_today_however_it_began(knowledge):
    for onset, sex in product((*ONSETS, "gradual"), ("female", "male")):
        told = {"onset": onset, "severity": "severe", "duration": "under-3-days", "pain-side": "one-side"}
        told |= {"late-or-odd-period": "absent", "testicle-sign": "absent"}
        kept = {name: state for name, state in told.items() if name in _of_sex(knowledge, sex)}
        assert _level(knowledge, {"site-lower-abdomen"}, kept, sex=sex) == Urgency.SAME_DAY


def _of_sex(knowledge, sex):
    findings = knowledge.base.findings
    return {name for name, each in findings.items() if each.only_sex in (None, sex)}


def _level(knowledge, sites, told, *, sex="female", age=23):
    """Return the least urgency that the flags of these hazards ask for."""
    marked = {*(name for each in (*NEAR, *FAR) for name in each), "site-anus", "site-perineum"}
    states = dict.fromkeys(marked, "absent") | dict.fromkeys(sites, "present") | told
    if sex == "female" and age > 12:
        states["pregnancy"] = "not-pregnant"
    person = Case(id="p", age_years=age, sex=sex, setting="self", states=states)
    return max(
        (
            Urgency.from_id(each.flag.urgency) if each.verdict == "raised" else each.floor
            for each in knowledge.judge.standing(person).verdicts
            if each.flag.hazard in HAZARDS
        ),
        default=Urgency.SELF_CARE,
    )
