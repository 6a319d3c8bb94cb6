"""What a further answer would do to the red flags, weighed at once, is what it does."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pygalgia.domain.case import Case
from pygalgia.domain.logic import applies
from pygalgia.interview import watch
from pygalgia.redflags import levels_with

SLOW = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def cases(draw, knowledge):
    names = draw(st.lists(st.sampled_from(sorted(knowledge.raising)), max_size=25, unique=True))
    return Case(
        id="random",
        sex=draw(st.sampled_from(["female", "male", "unknown"])),
        setting="self",
        age_years=draw(st.one_of(st.none(), st.floats(0, 100))),
        states={name: draw(st.sampled_from(knowledge.base.findings[name].states)) for name in names},
    )


@given(data=st.data())
@SLOW
def test_an_answer_lifts_the_urgency_exactly_where_it_raises_a_flag(knowledge, data):
    case = data.draw(cases(knowledge))
    findings = knowledge.base.findings
    unknown = [f for f in findings.values() if f.id not in case.states and f.states and applies(f, case)]
    finding = data.draw(st.sampled_from(unknown))
    state = data.draw(st.sampled_from(finding.states))
    standing = knowledge.judge.standing(case)
    atom = knowledge.judge.atoms.place[finding.id, state]
    if not standing.possible[atom]:
        return

    lifted = watch.urgency_if(standing, 0)[atom]

    after = Case(**{**_fields(case), "states": {**case.states, finding.id: state}})
    before = standing.raised
    now = knowledge.judge.standing(after).raised
    new = knowledge.judge.urgency[now & ~before]
    # A parent that is answered settles its children too: those flags are not counted as raised by it.
    assert lifted == new.max(initial=0)


@given(data=st.data(), level=st.integers(1, 4))
@SLOW
def test_every_answer_that_brings_an_urgency_about_may_do_so(knowledge, data, level):
    standing = knowledge.judge.standing(data.draw(cases(knowledge)))
    if standing.level >= level:
        return
    answers = np.arange(len(knowledge.judge.atoms.place))

    after = levels_with(knowledge.judge, standing.sure, standing.possible, answers.tolist())

    assert set(answers[after >= level]) <= set(np.flatnonzero(watch.may_reach(standing, level)))


def test_what_a_further_sign_averts_is_capped_by_the_gravest_flag(knowledge):
    standing = knowledge.judge.standing(Case(id="a", sex="male", setting="self", age_years=60))
    chance = np.full(standing.possible.size, 0.2)
    averted = np.where(watch.paths_above(standing, 0), 40.0, 0.0)

    expected = watch.expected(standing, chance, averted, together=0.5)

    assert expected.max() <= 40.0
    assert expected.min() >= 0.0


def _fields(case):
    return {name: getattr(case, name) for name in ("id", "sex", "setting", "age_years", "states")}
