"""Red flags as arrays say the same as red flags judged one by one."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pygalgia.domain.case import Case
from pygalgia.domain.logic import applies
from pygalgia.redflags import verdicts

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
def test_every_flag_gets_the_verdict_that_its_rule_gives(knowledge, data):
    case = data.draw(cases(knowledge))
    look = knowledge.watch.look(case)

    judged = verdicts(case, knowledge.base.red_flags.values(), findings=knowledge.base.findings)

    for place, each in enumerate(judged):
        seen = "raised" if place in look.raised else "open" if place in look.open else "excluded"
        assert seen == each.verdict, each.flag.id


@given(data=st.data())
@SLOW
def test_an_answer_lifts_the_urgency_exactly_where_it_raises_a_flag(knowledge, data):
    case = data.draw(cases(knowledge))
    findings = knowledge.base.findings
    unknown = [f for f in findings.values() if f.id not in case.states and f.states and applies(f, case)]
    finding = data.draw(st.sampled_from(unknown))
    state = data.draw(st.sampled_from(finding.states))
    look = knowledge.watch.look(case)
    atom = knowledge.watch.atom[finding.id, state]
    if not look.possible[atom]:
        return

    lifted = look.urgency_if(0)[atom]

    after = Case(**{**_fields(case), "states": {**case.states, finding.id: state}})
    flags = knowledge.base.red_flags.values()
    before = {v.flag.id for v in verdicts(case, flags, findings=findings) if v.verdict == "raised"}
    new = [
        v
        for v in verdicts(after, flags, findings=findings)
        if v.verdict == "raised" and v.flag.id not in before
    ]
    # A parent that is answered settles its children too: those flags are not counted as raised by it.
    assert lifted == max((int(v.urgency) for v in new), default=0)


def test_what_a_further_sign_averts_is_capped_by_the_gravest_flag(knowledge):
    look = knowledge.watch.look(Case(id="a", sex="male", setting="self", age_years=60))
    chance = np.full(look.possible.size, 0.2)
    averted = np.where(look.paths_above(0), 40.0, 0.0)

    expected = look.expected(chance, averted, together=0.5)

    assert expected.max() <= 40.0
    assert expected.min() >= 0.0


def _fields(case):
    return {name: getattr(case, name) for name in ("id", "sex", "setting", "age_years", "states")}
