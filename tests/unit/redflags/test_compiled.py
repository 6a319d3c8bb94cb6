"""All red flags judged at once, as arrays, say what each says judged by itself in the plainest way."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import builders
import verdict_oracle
from pygalgia import read_case
from pygalgia.domain.case import Case
from pygalgia.domain.finding import NOTHING, Asked
from pygalgia.domain.logic import holds
from pygalgia.domain.red_flag import Criterion, Floor, RedFlag
from pygalgia.domain.timing import COURSES, Since, TimeTest, Timing
from pygalgia.domain.urgency import Urgency
from pygalgia.redflags import compile_flags
from pygalgia.redflags.rules import person

CASES = sorted((Path(__file__).parents[3] / "cases").glob("*/*.yaml"))
SLOW = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NAMES = ("a", "b", "c", "d")
#: Each asked only where the one before is present: nested three deep. The last is for grown women.
FINDINGS = {
    name: builders.finding(
        name,
        background=builders.yes(0.5),
        asked_if=Asked(finding=NAMES[place - 1], states=("present",)) if place else None,
        only_sex="female" if name == "d" else None,
        min_age=18 if name == "d" else None,
    )
    for place, name in enumerate(NAMES)
}


def same(standing, case, findings):
    """Say where the judge and the oracle differ."""
    plain = [verdict_oracle.verdict(flag, case, findings) for flag in standing.judge.flags]
    ours = [(each.verdict, each.floor, each.because_of) for each in standing.verdicts]
    assert ours == plain
    levels = [
        Urgency.from_id(flag.urgency) if verdict == "raised" else floor
        for flag, (verdict, floor, _) in zip(standing.judge.flags, plain, strict=True)
    ]
    assert standing.level == max(levels, default=Urgency.SELF_CARE)
    assert standing.judge.levels(standing.sure, standing.possible).tolist() == levels
    telling = [each for each in standing.verdicts if each.verdict == "raised" or each.floor > 0]
    assert list(standing.holding) == telling


@pytest.mark.parametrize("folder", sorted({path.parent.name for path in CASES}))
def test_every_published_case_gets_the_plain_verdicts(knowledge, folder):
    for path in CASES:
        if path.parent.name == folder:
            case = read_case(path, knowledge)
            same(knowledge.judge.standing(case), case, knowledge.base.findings)


#: Limits of tests on time, in days; answers are exact, or spans between two of them.
LIMITS = (2.0, 14.0, 90.0)
spans = st.one_of(
    st.sampled_from([0.0, 1.5, 2.0, 14.0, 400.0]).map(lambda days: Since.ago(days, "d")),
    st.sampled_from([(0.0, 2.0), (2.0, 14.0), (0.0, 14.0), (14.0, 90.0), (90.0, float("inf"))]).map(
        lambda pair: Since(from_days=pair[0], below_days=pair[1], words="-")
    ),
)
timings = st.builds(
    Timing,
    since=st.one_of(st.none(), spans),
    course=st.sampled_from([None, *COURSES]),
    past=st.sampled_from([None, True, False]),
)
time_tests = st.builds(
    TimeTest,
    since_below_days=st.sampled_from([None, *LIMITS]),
    since_at_least_days=st.sampled_from([None, *LIMITS]),
    course=st.sampled_from([(), ("new", "growing"), ("same",)]),
    now=st.booleans(),
    past=st.booleans(),
    presumed=st.booleans(),
).filter(lambda test: test not in (TimeTest(), TimeTest(presumed=True)) and not (test.now and test.past))


@st.composite
def people(draw, names, findings):
    """Return a random person who answers some of these findings."""
    chosen = draw(st.lists(st.sampled_from(sorted(names)), max_size=25, unique=True))
    said = {name: draw(st.sampled_from(findings[name].states)) for name in chosen}
    there = [name for name, state in said.items() if state not in NOTHING]
    return Case(
        id="random",
        sex=draw(st.sampled_from(["female", "male", "unknown"])),
        setting="self",
        age_years=draw(st.one_of(st.none(), st.floats(0, 100))),
        states=said,
        times={name: draw(timings) for name in there if draw(st.booleans())},
    )


@given(data=st.data())
@SLOW
def test_every_random_person_gets_the_plain_verdicts(knowledge, data):
    findings = knowledge.base.findings
    case = data.draw(people(knowledge.raising, findings))

    same(knowledge.judge.standing(case), case, findings)


def leaf():
    """Return a random test without parts."""
    finding = st.tuples(st.sampled_from(NAMES), st.sampled_from([("present",), ("absent", "present")]))
    ages = st.tuples(st.sampled_from([None, 18.0, 50.0]), st.sampled_from([None, 60.0]))
    return st.one_of(
        finding.map(lambda pair: Criterion(finding=pair[0], states=pair[1])),
        st.builds(
            Criterion,
            finding=st.sampled_from(NAMES),
            states=st.sampled_from([("present",), ("absent", "present")]),
            time=time_tests,
        ),
        st.sampled_from(["female", "male"]).map(lambda sex: Criterion(sex=sex)),
        ages.filter(any).map(lambda pair: Criterion(min_age=pair[0], below_age=pair[1])),
    )


def grown(inner):
    """Return a random test made of others."""
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        several.map(lambda parts: Criterion(all_of=parts)),
        several.map(lambda parts: Criterion(any_of=parts)),
        several.flatmap(
            lambda parts: st.integers(1, len(parts)).map(lambda least: Criterion(at_least=least, of=parts))
        ),
    )


tests_of_a_case = st.recursive(leaf(), grown, max_leaves=6)


@st.composite
def flags(draw):
    """Return a random flag with random floors."""
    levels = st.sampled_from(["routine", "within-two-weeks", "same-day"])
    part = st.one_of(st.none(), tests_of_a_case)
    floor = st.builds(Floor, urgency=levels, unless=part, only_if=part)
    return RedFlag(
        id="f",
        name="f",
        hazard="h",
        urgency=draw(levels),
        when=draw(tests_of_a_case),
        floors=tuple(draw(st.lists(floor, max_size=2))),
        text="-",
        plain="-",
        do_now="-",
    )


@pytest.mark.slow
@given(st.lists(flags(), max_size=4), people(NAMES, FINDINGS))
@settings(max_examples=300, deadline=None)
def test_every_random_rule_is_judged_as_it_reads(rules, case):
    same(compile_flags(rules, FINDINGS).standing(case), case, FINDINGS)


@given(tests_of_a_case, people(NAMES, FINDINGS))
@settings(max_examples=300, deadline=None)
def test_one_test_alone_is_judged_as_it_reads(test, case):
    assert holds(test, case, findings=FINDINGS) is verdict_oracle.holds(test, case, FINDINGS)


def test_an_answer_at_the_top_decides_what_is_nested_to_any_depth():
    rule = RedFlag(
        id="f",
        name="f",
        hazard="h",
        urgency="emergency",
        when=Criterion(finding="c", states=("present",)),
        floors=(Floor(urgency="same-day"),),
        text="-",
        plain="-",
        do_now="-",
    )
    judge = compile_flags([rule], FINDINGS)

    def level(**states):
        return judge.standing(Case(id="x", sex="female", setting="self", states=states)).level

    assert level() == Urgency.SAME_DAY
    assert level(a="absent") == Urgency.SELF_CARE
    assert level(a="present", b="absent") == Urgency.SELF_CARE


def test_many_people_are_judged_at_once_as_each_alone(knowledge):
    cases = [read_case(path, knowledge) for path in CASES[::20]]
    alone = [knowledge.judge.standing(case) for case in cases]

    sure = np.stack([each.sure for each in alone], axis=1)
    possible = np.stack([each.possible for each in alone], axis=1)
    together = knowledge.judge.levels(sure, possible)

    assert together.max(axis=0).tolist() == [int(each.level) for each in alone]


def atoms_of(judge, people):
    """Return what is judged of many people: what was told, who they are, and the times."""
    told = np.array([judge.atoms.told(case.states) for case in people]).T
    sex, age = (np.array(each) for each in zip(*map(person, people), strict=True))
    met, unmet = (
        np.array(each).reshape(len(people), -1).T
        for each in zip(*map(judge.atoms.times, people), strict=True)
    )
    return told, judge.atoms.who(sex, age), met, unmet


def test_many_people_at_once_stand_where_each_stands_alone(knowledge):
    judge = knowledge.judge
    people = [read_case(path, knowledge) for path in CASES[::7]]

    sure, possible = judge.atoms.settled(*atoms_of(judge, people))

    for place, case in enumerate(people):
        alone = judge.standing(case)
        assert (sure[:, place] == alone.sure).all()
        assert (possible[:, place] == alone.possible).all()
    assert judge.levels(sure, possible).max(axis=0).tolist() == [
        judge.standing(case).level for case in people
    ]


def same_in_bytes(judge, people):
    """Say where people of whom eight lie in a byte stand otherwise than each alone."""

    def packed(values):
        return np.packbits(values, axis=-1)

    def unpacked(values):
        return np.unpackbits(values, axis=-1, count=len(people)).view(bool)

    told, who, met, unmet = atoms_of(judge, people)
    who = replace(who, never=packed(who.never), sure=packed(who.sure), unknown=packed(who.unknown))
    sure, possible = judge.atoms.settled(packed(told), who, packed(met), packed(unmet))
    clause_sure, clause_can = judge.clauses(sure), judge.clauses(sure | possible)
    raised, can = map(unpacked, judge.rules.outcome(clause_sure, clause_can))
    floors = judge.floors.levels(unpacked(judge.floors.in_force(clause_sure)), flags=len(judge.flags))

    for place, case in enumerate(people):
        alone = judge.standing(case)
        assert (unpacked(sure)[:, place] == alone.sure).all()
        assert (unpacked(possible)[:, place] == alone.possible).all()
        assert (raised[:, place] == alone.raised).all()
        assert ((can & ~raised)[:, place] == alone.open).all()
        assert (np.where(alone.open, floors[:, place], 0) == alone.floors).all()


def test_people_of_whom_eight_lie_in_a_byte_stand_where_each_stands_alone(knowledge):
    same_in_bytes(knowledge.judge, [read_case(path, knowledge) for path in CASES[::3]])


@given(rules=st.lists(flags(), max_size=3), data=st.data())
@SLOW
def test_random_rules_on_random_people_in_bytes_too(rules, data):
    judge = compile_flags(rules, FINDINGS)
    some = data.draw(st.lists(people(NAMES, FINDINGS), min_size=1, max_size=10))

    same_in_bytes(judge, some)


def test_the_flags_that_ask_about_a_finding_are_those_whose_rules_name_it(knowledge):
    judge = knowledge.judge
    for name in knowledge.base.findings:
        expected = tuple(place for place, leaves in enumerate(judge.leaves) if name in leaves)
        assert judge.asking(name) == expected
