"""Does every test of a red flag, a floor or a contradiction ask what an answer can decide?"""

from collections.abc import Iterator
from dataclasses import replace
from math import inf

from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.logic import leaves
from pygalgia.domain.red_flag import Criterion, RedFlag
from pygalgia.domain.timing import TimeTest
from pygalgia.knowledge.coherence.states import Places, check_state
from pygalgia.reading.problems import Problems


def check_flags(base: KnowledgeBase, problems: Problems, places: Places) -> None:
    """Note tests of red flags, dangers and contradictions that no answer decides."""
    for flag in base.red_flags.values():
        where = places["red flag", flag.id]
        for test in flag_tests(flag):
            _check_test(base, test, problems, where)
        _check_floors(base, flag, problems, where)
        for name in flag.conditions:
            if name not in base.conditions:
                problems.unknown(where, kind="condition", name=name, known=base.conditions)

    for name in sorted(base.triage.circumstances - base.findings.keys()):
        problems.unknown(places["triage", ""], kind="finding", name=name, known=base.findings)
    for name, states in base.triage.danger_signs.items():
        check_state(base, problems, places["triage", ""], name, states)
    _check_calming(base, problems, places)
    for contradiction in base.contradictions.values():
        for test in _depths(contradiction.when):
            _check_test(base, test, problems, places["contradiction", contradiction.id])


def _check_floors(base: KnowledgeBase, flag: RedFlag, problems: Problems, where: str) -> None:
    """What lifts a floor is known and never alarms: one more danger sign would lower the urgency."""
    for test in (each for floor in flag.floors if floor.unless for each in _depths(floor.unless)):
        if test.time is not None and test.time.presumed:
            problems.add(
                where,
                found=f"a test on {test.finding} that is presumed, under `unless`",
                expected="a floor that gives way only to what is known",
                fix="remove `presumed`",
            )
    signs = base.triage.danger_signs
    lifting = [leaf for floor in flag.floors if floor.unless is not None for leaf in leaves(floor.unless)]
    for leaf in lifting:
        for state in sorted(set(leaf.states) & set(signs.get(leaf.finding or "", ()))):
            problems.add(
                where,
                found=f"a floor of {flag.id} that {leaf.finding}: {state} lifts",
                expected="no danger sign of triage.yaml in `unless`",
                fix="take the state out of `unless`",
            )


def _check_calming(base: KnowledgeBase, problems: Problems, places: Places) -> None:
    """Only what some flag takes for a danger can be calmed, and what lifts a floor is none."""
    tests = (each for flag in base.red_flags.values() for each in _depths(flag.when))
    asked = {each.finding for each in tests if each.finding is not None}
    for rule in base.calming.values():
        where = places["calming", rule.id]
        for name in rule.findings:
            test = Criterion(finding=name, states=(), time=rule.when)
            _check_time(base, test, rule.when, problems=problems, where=where)
            if name not in asked:
                problems.unknown(where, kind="danger sign", name=name, known=asked)


def flag_tests(flag: RedFlag) -> Iterator[Criterion]:
    """Return every test of a flag, its floors' included, at every depth."""
    tops = [flag.when]
    for floor in flag.floors:
        tops += [test for test in (floor.unless, floor.only_if) if test is not None]
    for top in tops:
        yield from _depths(top)


def _depths(test: Criterion) -> Iterator[Criterion]:
    yield test
    for inner in (*test.all_of, *test.any_of, *test.of):
        yield from _depths(inner)


def _check_test(base: KnowledgeBase, test: Criterion, problems: Problems, where: str) -> None:
    forms = [
        test.finding is not None,
        bool(test.all_of),
        bool(test.any_of),
        test.at_least is not None,
        test.min_age is not None or test.below_age is not None,
        test.sex is not None,
    ]
    if (
        sum(forms) != 1
        or (test.at_least is None) != (not test.of)
        or (test.finding is None) != (not test.states)
    ):
        problems.add(
            where,
            found="a test of no form or of two",
            expected="one form",
            fix="see docs/knowledge-format.md",
        )
    if test.finding is not None:
        check_state(base, problems, where, test.finding, test.states)
    if test.time is not None:
        _check_time(base, test, test.time, problems=problems, where=where)


def _check_time(
    base: KnowledgeBase, test: Criterion, time: TimeTest, *, problems: Problems, where: str
) -> None:
    """A test on time belongs to a finding, asks something, and every answer of the interview decides it."""
    asks = replace(time, presumed=False)
    if test.finding is None or asks == TimeTest() or (time.now and time.past):
        problems.add(
            where,
            found="a test on time without a finding, without a question, or for both now and past",
            expected="a finding with since_below_days, since_at_least_days, course, or one of now and past",
            fix="see docs/knowledge-format.md",
        )
    edges = {each.since.below_days for each in base.interview.times.since}
    for days in (time.since_below_days, time.since_at_least_days):
        if days is not None and days not in edges:
            problems.add(
                where,
                found=f"a test on {test.finding} at {days:g} days",
                expected=f"one of {', '.join(f'{each:g}' for each in sorted(edges - {inf}))} days",
                fix="use a limit that the interview's answers tell apart (interview.yaml, times)",
            )
