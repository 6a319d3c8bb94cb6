"""Whoever takes over an urgent suspicion fits that suspicion."""

from dataclasses import replace

import pytest

from circumstances import case, circumstances
from pygalgia import assessing, care
from pygalgia.domain.assessment import Reason
from pygalgia.domain.red_flag import FlagVerdict
from pygalgia.domain.urgency import Urgency

KNOWLEDGE = assessing.load()
BASE = KNOWLEDGE.base
#: Not a specialist: where everybody goes, or somebody who comes along by age or pregnancy.
GENERAL = {
    "gp", "emergency-department", "emergency-ambulance", "childrens-emergency", "maternity", "paediatrics",
    "first-contact-physiotherapist", "physiotherapy", "radiology-imaging", "pharmacist",
}  # fmt: skip
URGENT = sorted(each.id for each in BASE.red_flags.values() if each.urgency in ("same-day", "emergency"))
#: Dangers of everybody that are seldom ruled out by questions.
ALWAYS_OPEN = (
    "spinal-infection-risk",
    "irritable-hip",
    "weakness-getting-worse",
    "spinal-infection-with-deficit",
)


def verdict(name, kind):
    flag = BASE.red_flags[name]
    return FlagVerdict(flag=flag, verdict=kind, because_of=(), floor=Urgency.from_id(flag.urgency))


def reason(name, kind, urgency):
    return Reason(
        kind=kind, id=name, urgency=urgency, text="-", plain="-", do_now="", sources=(), findings=()
    )


def specialists(flag, *, ranked):
    """Return who is named to somebody with one sign, while other dangers of that level are open."""
    level = Urgency.from_id(BASE.red_flags[flag].urgency)
    others = [each for each in ALWAYS_OPEN if each != flag and BASE.red_flags[each].urgency == level.id]
    here = circumstances(
        BASE, leading=ranked[0][0], urgency=level, ranked=ranked,
        case=replace(case(), age_years=46, sex="unknown"),
        verdicts=(verdict(flag, "raised"), *(verdict(each, "open") for each in others)),
        reasons=(
            reason(flag, "red-flag", level), *(reason(each, "not-excluded", level) for each in others)
        ),
    )  # fmt: skip
    made = care.make_plan(here, conditions=BASE.conditions, services=BASE.services, rules=BASE.care)
    return {each.service for each in made.who_to_see if each.when in ("first", "next")} - GENERAL


def of_hazard(flag):
    route = BASE.care.routing.hazards.get(BASE.red_flags[flag].hazard)
    return set() if route is None else {*route.next, route.same_day}


def of_causes(names):
    return {visit.service for name in names for visit in BASE.conditions[name].see}


@pytest.mark.parametrize("flag", URGENT)
def test_who_takes_over_fits_the_sign_and_not_what_is_only_open(flag):
    """A clot was told infectious disease, since an infection of the spine was not ruled out."""
    ranked = [("nonspecific-low-back-pain", 0.6), ("lumbar-radiculopathy", 0.3)]
    named = specialists(flag, ranked=ranked)

    assert named <= of_hazard(flag) | of_causes(BASE.red_flags[flag].conditions)


@pytest.mark.parametrize("flag", [each for each in URGENT if len(BASE.red_flags[each].conditions) > 1])
def test_of_the_causes_of_a_sign_the_hardly_likely_name_nobody(flag):
    """Fever with an abscess named a surgeon of bones, for a joint of one in a thousand."""
    first, *others = BASE.red_flags[flag].conditions
    ranked = [(first, 0.9), *((each, 0.001) for each in others)]

    assert specialists(flag, ranked=ranked) <= of_hazard(flag) | of_causes([first])
