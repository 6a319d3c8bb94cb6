"""Warmth is left where it harms, and only there: a boil and a sore back passage are eased by it."""

import pytest

from circumstances import circumstances, plan
from pygalgia import assessing
from pygalgia.domain.red_flag import FlagVerdict
from pygalgia.domain.urgency import Urgency

BASE = assessing.load().base
#: What raises a rule of two weeks, as a little blood on the paper does.
FLAG = next(each for each in BASE.red_flags.values() if each.id == "bleeding-from-the-bowel")
RAISED = (FlagVerdict(flag=FLAG, verdict="raised", floor=Urgency.SELF_CARE, because_of=("rectal-bleeding",)),)
WARM = {
    "folliculitis": {"skin-lump": "present", "skin-redness-warmth": "present"},
    "anal-fissure-or-haemorrhoids": {"rectal-bleeding": "present"},
}
#: What warmth can harm, by what is known.
HARMED = (
    {"fever": "present"},
    {"spreading-redness": "present"},
    {"skin-ulcer": "present"},
    {"leg-swelling": "present"},
    {"trauma": "major"},
    {"bladder-change": "changed"},
    {"cold-pale-leg": "present"},
)


def is_warmth_left(leading, states, urgency=Urgency.WITHIN_TWO_WEEKS):
    """Return whether a plan leaves out warmth, and that what is done does not say otherwise."""
    made = plan(BASE, leading=leading, urgency=urgency, states=states, verdicts=RAISED)
    left = any(each.plain == "A heat pack or hot bath on the sore place" for each in made.avoid)
    warm = [each for each in made.treatment if "warm" in each.plain]
    assert left == (not warm or all(each.blocked_by for each in warm))
    return left


@pytest.mark.parametrize("leading", WARM)
def test_a_boil_and_a_sore_back_passage_are_warmed_while_a_visit_is_waited_for(leading):
    """Read: "a heat pack or hot bath: warmth can spread it" of a pimple, and no warm bath for a tear."""
    assert not is_warmth_left(leading, WARM[leading])


@pytest.mark.parametrize("leading", WARM)
@pytest.mark.parametrize("harmed", HARMED, ids=str)
def test_what_warmth_can_harm_forbids_it_all_the_same(leading, harmed):
    assert is_warmth_left(leading, WARM[leading] | harmed)


@pytest.mark.parametrize("leading", WARM)
def test_who_has_to_be_seen_today_is_seen_first(leading):
    assert is_warmth_left(leading, WARM[leading], urgency=Urgency.SAME_DAY)


@pytest.mark.parametrize("leading", WARM)
def test_what_warns_of_rubbing_and_exercise_still_does(leading):
    known = circumstances(
        BASE, leading=leading, urgency=Urgency.WITHIN_TWO_WEEKS, states=WARM[leading], verdicts=RAISED
    )

    for name in ("exercise", "massage", "manual-therapy"):
        assert any(known.state_of(each) is True for each in known.cautions_on((name,))), name
