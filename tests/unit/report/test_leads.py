"""The sentence under the headline never denies a sign that was told, whatever the level."""

import re
from dataclasses import replace
from itertools import product

import pytest
from rich.console import Console

from circumstances import case
from pygalgia import assessing
from pygalgia.domain.assessment import Reason
from pygalgia.domain.red_flag import FlagVerdict
from pygalgia.domain.timing import Since, Timing
from pygalgia.domain.urgency import Urgency
from pygalgia.report.patient_page import deed_and_why, patient_page
from pygalgia.report.terminal import print_assessment
from pygalgia.report.told_signs import is_sign_told

KNOWLEDGE = assessing.load()
BASE = KNOWLEDGE.base
FLAG = next(each for each in BASE.red_flags.values() if "leg-weakness" in str(each.when))
CALM = assessing.assess(replace(case(), states={"worse-sitting": "present"}), KNOWLEDGE, draws=5)
#: Says that there is no sign.
DENIES = re.compile(r"\bno (?:\w+ )?(?:danger )?sign|no warning", re.IGNORECASE)
LEVELS = tuple(Urgency)


def standing(verdict, level, *, told, raised_at=None):
    """Return an assessment of a level with a flag that stands so, whose finding was told or not."""
    floor = level if verdict == "open" else Urgency.SELF_CARE
    flag = replace(FLAG, urgency=(raised_at or level).id)
    verdicts = (FlagVerdict(flag=flag, verdict=verdict, floor=floor, because_of=("leg-weakness",)),)
    kind = {"raised": "red-flag", "open": "not-excluded"}.get(verdict)
    reasons = () if kind is None or level == Urgency.SELF_CARE else (
        Reason(kind=kind, id=flag.id, urgency=raised_at or level, text="-", plain="-", do_now="", sources=(),
               findings=("leg-weakness",)),
    )  # fmt: skip
    states = {**CALM.case.states, **({"leg-weakness": "present"} if told else {})}
    return replace(
        CALM, urgency=level, red_flags=verdicts, reasons=reasons, case=replace(CALM.case, states=states)
    )


@pytest.mark.parametrize(
    ("verdict", "level", "told"), list(product(("raised", "open", "excluded"), LEVELS, (True, False)))
)
def test_no_lead_denies_a_sign_that_was_told(verdict, level, told):
    made = standing(verdict, level, told=told)
    lead = deed_and_why(made, BASE)[1]

    is_told = verdict == "raised" or (verdict == "open" and told and level > Urgency.SELF_CARE)
    assert is_sign_told(made, BASE) is is_told
    assert not (is_told and DENIES.search(lead)), lead
    if verdict == "open" and level > Urgency.SELF_CARE:
        assert "could be ruled out" in lead, lead
    if is_told and "could be ruled out" in lead:
        assert lead.startswith("What you told us")


@pytest.mark.parametrize(("level", "below"), [(a, b) for a, b in product(LEVELS, LEVELS) if a > b])
def test_a_flag_raised_below_what_another_holds_up_is_not_denied(level, below):
    held, raised = standing("open", level, told=False), standing("raised", below, told=True)
    made = replace(held, red_flags=held.red_flags + raised.red_flags, reasons=held.reasons + raised.reasons)

    assert deed_and_why(made, BASE)[1].startswith("What you told us should be looked at, and not all")


def test_the_reason_names_what_is_not_known_of_a_sign_that_was_told():
    made = standing("open", Urgency.WITHIN_TWO_WEEKS, told=True)
    page = patient_page(made, BASE)

    assert page.reasons == (
        "You told us of this: weakness in the leg or foot. Not known yet: when it began, and how it goes.",
    )
    untold = patient_page(standing("open", Urgency.WITHIN_TWO_WEEKS, told=False), BASE)
    assert untold.reasons == ("Not known yet: weakness in the leg or foot.",)


def test_a_weak_leg_of_unknown_time_is_not_called_no_sign():
    known = {"leg-weakness": "present", "leg-pain-extent": "foot"}
    weak = assessing.assess(replace(case(), states=known), KNOWLEDGE, draws=5)
    dated = assessing.assess(
        replace(
            case(), states=known, times={"leg-weakness": Timing(since=Since.ago(2, "d"), course="growing")}
        ),
        KNOWLEDGE,
        draws=5,
    )

    assert [each.id for each in weak.reasons if each.urgency == weak.urgency]
    assert "Not known yet: time since this pain began" in " ".join(patient_page(weak, BASE).reasons)
    for made in (weak, dated):
        assert not DENIES.search(deed_and_why(made, BASE)[1])


def test_blisters_of_unknown_time_are_not_asked_for_once_more():
    """Who told of blisters in a band read that new blisters in a band were still to be asked."""
    made = assessing.assess(replace(case(), states={"vesicles": "present"}), KNOWLEDGE, draws=5)

    said = " ".join(patient_page(made, BASE).reasons)

    assert "told us of this: small blisters in a band. Not known yet: time since this pain began" in said
    assert "new blisters" not in said.lower()


@pytest.mark.parametrize("verdict", ["raised", "open", "excluded"])
def test_the_terminal_denies_no_sign_either(verdict):
    made = standing(verdict, Urgency.ROUTINE, told=True)
    console = Console(width=200, record=True, quiet=True)
    print_assessment(made, BASE, console)
    told = console.export_text()

    assert verdict == "excluded" or not DENIES.search(told), told
