"""The examination belongs to the picture: what is suggested tells about the leading causes and dangers."""

from dataclasses import replace
from pathlib import Path

import pytest

from pygalgia import Interviewer, assess, read_case
from pygalgia.assessing.lookahead import situation
from pygalgia.domain.case import Case
from pygalgia.domain.condition import UNLISTED
from pygalgia.domain.urgency import Urgency
from pygalgia.interview.examination import SMALLEST_CHANCE, SURER, THREE_MINUTES, examinations
from pygalgia.interview.value import cost

CASES = sorted((Path(__file__).parents[3] / "cases" / "dev").glob("*.yaml"))
#: A danger from this probability on belongs to the picture.
POSSIBLE = 0.001


def before_examination(case, base):
    """Return a case with what a person can tell, and nothing that was examined."""
    told = {name: state for name, state in case.states.items() if base.findings[name].who == "patient"}
    return replace(case, states=told)


def here(case, knowledge):
    return replace(situation(case, knowledge), who=frozenset({"examiner"}))


@pytest.fixture(scope="module", params=CASES[::3], ids=lambda path: path.stem)
def coded(request, knowledge):
    """A published case before anybody examined it; every third, for time."""
    return before_examination(read_case(request.param, knowledge), knowledge.base)


def rate(base, condition, finding):
    """Return how often some sign of a finding is there in a condition, and in everybody."""
    if finding.mechanism is not None:
        by_condition = {each.target: each.belief for each in condition.mechanisms}
        everybody = base.mechanisms[finding.mechanism].background
        belief = by_condition.get(finding.mechanism, everybody)
    else:
        everybody = finding.background
        belief = {each.target: each.belief for each in condition.findings}.get(finding.id, everybody)
    return {state: belief.states[state] / everybody.states[state] for state in belief.states}


@pytest.mark.slow
def test_the_first_suggestions_belong_to_the_leading_causes_or_dangers(coded, knowledge):
    base = knowledge.base
    ranked = [each for each in assess(coded, knowledge, draws=1).conditions if each.id != UNLISTED]
    dangers = [
        each.id
        for each in ranked
        if each.probability >= POSSIBLE
        and Urgency.from_id(base.conditions[each.id].action.urgency) >= Urgency.SAME_DAY
    ]
    for each in examinations(here(coded, knowledge))[:3]:
        finding = base.findings[each.finding]
        about = [
            name
            for name in [*(cause.id for cause in ranked[:5]), *dangers]
            if max(rate(base, base.conditions[name], finding).values()) >= 1.2
        ]
        assert about, each.finding


@pytest.mark.slow
def test_every_suggestion_changes_the_order_how_sure_the_first_is_or_the_urgency(coded, knowledge):
    """Five of eight suggestions once changed nothing, whatever was found."""
    now = situation(coded, knowledge)
    for each in examinations(here(coded, knowledge)):
        changed = [
            outcome
            for outcome in each.outcomes
            if outcome.urgency != now.urgency
            or first_three(replace(coded, states={**coded.states, each.finding: outcome.state}), knowledge)
            != first_three(coded, knowledge)
        ]
        first = [outcome.causes[0].after for outcome in each.outcomes if outcome.chance >= SMALLEST_CHANCE]
        assert changed or max(first) - min(first) >= SURER, each.finding


def first_three(case, knowledge):
    """Return the leading causes in order; below one in fifty there is no order to speak of."""
    ranked = assess(case, knowledge, draws=1).conditions
    return [each.id for each in ranked if each.id != UNLISTED and each.probability >= 0.02][:3]


def test_where_nothing_can_change_no_test_is_suggested(knowledge):
    """One cause is certain enough: seven tests that could move its rivals from 0.1 to 0.2 % are no help."""
    case = before_examination(read_case(CASES[0].parent / "k085.yaml", knowledge), knowledge.base)
    assert assess(case, knowledge, draws=1).conditions[0].probability > 0.98
    assert examinations(here(case, knowledge)) == ()


def with_result(case, finding, state, base):
    """Return a case with a result, and with what it settles."""
    settled = {
        each.finding: each.then
        for each in base.findings[finding].implies
        if each.state == state and each.finding not in case.states
    }
    return replace(case, states={**case.states, finding: state, **settled})


@pytest.mark.slow
def test_what_is_foretold_of_a_result_is_what_it_does(coded, knowledge):
    for each in examinations(here(coded, knowledge), most=2):
        for outcome in each.outcomes:
            after = assess(
                with_result(coded, each.finding, outcome.state, knowledge.base), knowledge, draws=1
            )
            assert after.urgency == outcome.urgency
            shares = {ranked.id: ranked.probability for ranked in after.conditions}
            for cause in outcome.causes:
                assert shares.get(cause.condition, 0.0) == pytest.approx(cause.after, abs=1.1e-3)


@pytest.mark.slow
def test_an_examination_takes_three_minutes_and_begins_with_what_tells_most(coded, knowledge):
    tests = examinations(here(coded, knowledge), most=20)
    assert sum(each.seconds for each in tests) <= THREE_MINUTES
    here_now = here(coded, knowledge)
    pays = [each.value / cost(knowledge.base.findings[each.finding], here_now) for each in tests]
    assert pays == sorted(pays, reverse=True)


def test_pain_at_the_outer_hip_is_pressed_there_and_nobody_asks_for_anal_tone(knowledge):
    """Tenderness of the trochanter came eighth, after anal tone."""
    told = {
        "site-lateral-hip": "present",
        "onset": "gradual",
        "worse-lying-on-side": "present",
        "fever": "absent",
    }
    case = Case(id="outer", sex="female", setting="primary-care", age_years=56, states=told)
    suggested = [each.finding for each in examinations(here(case, knowledge))]
    assert "trochanter-tenderness" in suggested[:3]
    assert "anal-tone-reduced" not in suggested


#: A picture, and the test that a good clinician does among the first.
AT_ONCE = {
    "outer hip": (58, "female", "trochanter-tenderness", {
        "site-lateral-hip": "present", "onset": "gradual", "worse-lying-on-side": "present",
        "night-pain": "present", "worse-stairs": "present", "worse-one-leg-standing": "present",
        "duration": "three-to-twelve-months"}),
    "sit bone": (30, "male", "ischial-tenderness", {
        "site-sit-bone": "present", "worse-sitting": "present", "worse-running-sprinting": "present"}),
    "pregnancy": (34, "female", "psis-tenderness", {
        "pregnancy": "pregnant", "site-sacroiliac": "present", "worse-turning-in-bed": "present"}),
    "claudication": (71, "male", "limb-neurovascular-loss", {
        "site-buttock": "present", "walking-pain": "present",
        "exertional-limb-pain-quick-relief": "present"}),
}  # fmt: skip


@pytest.mark.parametrize("picture", AT_ONCE)
def test_the_place_that_hurts_is_examined_among_the_first(picture, knowledge):
    """Where the first cause led clearly, no test of it was suggested: none could change the order."""
    age, sex, first, told = AT_ONCE[picture]
    case = Case(id="x", sex=sex, setting="primary-care", age_years=age, states=told | {"fever": "absent"})
    suggested = [each.finding for each in examinations(here(case, knowledge))]
    assert first in suggested[:3]


PATIENTS = (
    {},
    {"fever": "present", "feeling-very-ill": "present", "skin-redness-warmth": "present"},
    {"leg-weakness": "present", "pain-site": ("buttock-left", "posterior-thigh-left")},
)


@pytest.mark.parametrize("told", PATIENTS, ids=lambda told: ", ".join(told) or "nothing told")
def test_a_result_does_what_was_said_of_it_with_all_that_follows_from_it(told, knowledge):
    """Of a fluctuant swelling the page left out that it is a lump; what was recorded counted it."""
    leader, base = Interviewer(knowledge), knowledge.base
    so_far = leader.answer(leader.begin(), "for-whom", "patient")
    for name, given in told.items():
        so_far = leader.answer(so_far, name, given)
    followed = 0
    for laboratory in (False, True):
        for test in leader.examinations(so_far, most=100, laboratory=laboratory):
            for outcome in test.outcomes:
                then = leader.assess(leader.answer(so_far, test.finding, outcome.state))
                causes = {each.id: each.probability for each in then.conditions}
                assert then.urgency is outcome.urgency, (test.finding, outcome.state)
                for each in outcome.causes:
                    assert causes.get(each.condition, each.after) == pytest.approx(each.after, abs=1e-6)
                followed += any(each.state == outcome.state for each in base.findings[test.finding].implies)
    assert followed, "no result that settles another was among them"
