"""Verdicts: raised, excluded, open; and what may never happen."""

from hypothesis import given
from hypothesis import strategies as st

import builders
from pygalgia.domain.case import Case
from pygalgia.domain.red_flag import Criterion, Floor, RedFlag
from pygalgia.domain.urgency import Urgency
from pygalgia.redflags import compile_flags

NAMES = ("smoke", "noise", "heat")
FINDINGS = {name: builders.finding(name, background=builders.yes(0.5)) for name in NAMES}
STATES = st.sampled_from(["absent", "present", None])


def is_present(name):
    return Criterion(finding=name, states=("present",))


def flag(when, *floors):
    return RedFlag(
        id="f",
        name="f",
        hazard="h",
        urgency="emergency",
        when=when,
        floors=floors,
        text="-",
        plain="-",
        do_now="-",
    )


FLAG = flag(
    Criterion(any_of=(is_present("smoke"), Criterion(all_of=(is_present("noise"), is_present("heat"))))),
    Floor(urgency="routine"),
    Floor(urgency="same-day", only_if=is_present("noise")),
)


def verdict(answers, rule=FLAG, **person):
    known = {name: state for name, state in answers.items() if state is not None}
    case = Case(id="c", sex="unknown", setting="self", states=known, **person)
    return compile_flags([rule], FINDINGS).standing(case).verdicts[0]


def test_one_sufficient_answer_raises_it():
    assert verdict({"smoke": "present"}).verdict == "raised"


def test_not_knowing_never_excludes():
    assert verdict({"smoke": "absent", "noise": "present"}).verdict == "open"


def test_every_alternative_absent_excludes_it():
    assert verdict({"smoke": "absent", "noise": "absent"}).verdict == "excluded"


def test_an_open_flag_names_what_it_needs():
    assert verdict({"smoke": "absent", "noise": "present"}).because_of == ("heat",)


def test_an_open_flag_holds_urgency_up():
    assert verdict({}).urgency == Urgency.ROUTINE
    assert verdict({"noise": "present"}).urgency == Urgency.SAME_DAY


def test_an_excluded_flag_holds_nothing_up():
    assert verdict({"smoke": "absent", "noise": "absent"}).urgency == Urgency.SELF_CARE


def test_a_floor_gives_way_only_to_what_is_certain():
    rule = flag(is_present("smoke"), Floor(urgency="routine", unless=is_present("heat")))

    assert verdict({}, rule).urgency == Urgency.ROUTINE
    assert verdict({"heat": "absent"}, rule).urgency == Urgency.ROUTINE
    assert verdict({"heat": "present"}, rule).urgency == Urgency.SELF_CARE


def test_an_unknown_age_leaves_an_age_rule_open():
    rule = flag(Criterion(min_age=60))

    assert verdict({}, rule).verdict == "open"
    assert verdict({}, rule, age_years=59.9).verdict == "excluded"
    assert verdict({}, rule, age_years=60).verdict == "raised"


def test_a_count_is_raised_by_enough_of_its_parts():
    rule = flag(Criterion(at_least=2, of=tuple(is_present(name) for name in NAMES)))

    assert verdict({"smoke": "present", "heat": "present"}, rule).verdict == "raised"
    assert verdict({"smoke": "present"}, rule).verdict == "open"
    assert verdict({"smoke": "absent", "heat": "absent"}, rule).verdict == "excluded"


@given(st.fixed_dictionaries(dict.fromkeys(NAMES, STATES)), st.sampled_from(NAMES), STATES)
def test_a_later_answer_never_lowers_a_raised_flag(before, name, later):
    after = {**before, name: later if before[name] is None else before[name]}
    if verdict(before).verdict == "raised":
        assert verdict(after).verdict == "raised"


@given(st.fixed_dictionaries(dict.fromkeys(NAMES, STATES)), st.sampled_from(NAMES))
def test_forgetting_a_reassuring_answer_never_lowers_urgency(answers, name):
    if answers[name] == "absent":
        assert verdict({**answers, name: None}).urgency >= verdict(answers).urgency
