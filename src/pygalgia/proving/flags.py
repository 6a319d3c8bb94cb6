"""Red flags, floors and the level they ask for, as formulas over any answers.

Written from the definition (docs/decisions/0002-red-flags-in-three-values.md) and not from the compiled
arrays, so that a fault in either shows: tests/unit/proving compares the two on cases.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from pygalgia.domain.logic import flag_findings
from pygalgia.domain.red_flag import Criterion, Floor, RedFlag
from pygalgia.domain.timing import TimeTest
from pygalgia.domain.urgency import Urgency
from pygalgia.proving.answers import Answers, Formula, Told, number
from pygalgia.proving.solver import solver


@dataclass(frozen=True)
class Tests:
    """What tests on answers come to: whether one holds for certain, and whether it still can."""

    answers: Answers

    def sure(self, test: Criterion) -> Formula:
        """Return whether a test holds for certain."""
        return self._of(test, self._is_sure)

    def can(self, test: Criterion) -> Formula:
        """Return whether a test holds or still can."""
        return self._of(test, self._is_possible)

    def _of(self, test: Criterion, leaf: Callable[[Criterion], Formula]) -> Formula:
        z3 = solver()
        if test.all_of:
            return z3.And([self._of(each, leaf) for each in test.all_of])
        if test.any_of:
            return z3.Or([self._of(each, leaf) for each in test.any_of])
        if test.at_least is not None:
            return z3.AtLeast(*(self._of(each, leaf) for each in test.of), test.at_least)
        return leaf(test)

    def _is_sure(self, leaf: Criterion) -> Formula:
        if leaf.finding is None:
            known, fits = self._fact(leaf)
            return solver().And(known, fits)
        met, _ = self._time(leaf)
        return solver().And(self._is_there(leaf), met)

    def _is_possible(self, leaf: Criterion) -> Formula:
        z3 = solver()
        if leaf.finding is None:
            known, fits = self._fact(leaf)
            return z3.Or(z3.Not(known), fits)
        _, unmet = self._time(leaf)
        unasked = z3.And(self.answers.unknown(leaf.finding), self.answers.can_be(leaf.finding))
        return z3.Or(z3.And(self._is_there(leaf), z3.Not(unmet)), unasked)

    def _is_there(self, leaf: Criterion) -> Formula:
        z3, name = solver(), leaf.finding or ""
        given = self.answers.states(name)
        applies = self.answers.person.can_have(self.answers.findings[name])
        return z3.And(applies, z3.Or([given[state] for state in leaf.states]))

    def _fact(self, leaf: Criterion) -> tuple[Formula, Formula]:
        """Return whether what a test on age or sex asks for is known, and whether it fits."""
        z3, person = solver(), self.answers.person
        if leaf.sex is not None:
            return z3.Or(*person.sexes.values()), person.sexes[leaf.sex]
        fits = [] if leaf.min_age is None else [person.age >= number(leaf.min_age)]
        fits += [] if leaf.below_age is None else [person.age < number(leaf.below_age)]
        return person.has_age, z3.And(fits)

    def _time(self, leaf: Criterion) -> tuple[Formula, Formula]:
        """Return whether the time of a sign that is there meets the test, and whether it fails it."""
        z3 = solver()
        told = self.answers.told[leaf.finding or ""]
        calm = z3.Or([met(each, told)[0] for each in leaf.calmed_by])
        meets, fails = met(leaf.time or TimeTest(), told)
        return z3.And(z3.Not(calm), meets), z3.Or(calm, fails)


def met(test: TimeTest, told: Told) -> tuple[Formula, Formula]:
    """Return whether what was told of a time meets a test, and whether it fails it: `TimeTest.met`."""
    z3 = solver()
    parts = list(_parts(test, told))
    fails = z3.Or([no for _, no in parts])
    if test.presumed:
        return z3.Not(fails), fails
    return z3.And([yes for yes, _ in parts]), fails


def _parts(test: TimeTest, told: Told) -> Iterable[tuple[Formula, Formula]]:
    z3 = solver()
    known, start, stop = told.since
    for days, is_younger in ((test.since_below_days, True), (test.since_at_least_days, False)):
        if days is not None:
            younger = z3.And(known, stop <= number(days))
            older = z3.And(known, start >= number(days), z3.Not(younger))
            yield (younger, older) if is_younger else (older, younger)
    if test.course:
        named = z3.Or([told.courses[each] for each in test.course])
        yield named, z3.And(z3.Or(*told.courses.values()), z3.Not(named))
    if test.now or test.past:
        over, still = told.past
        yield (over, still) if test.past else (still, over)


@dataclass(frozen=True)
class Flagged:
    """What all red flags make of any answers."""

    flags: Sequence[RedFlag]
    answers: Answers
    before: "Flagged | None" = None

    def after(self, answers: Answers) -> "Flagged":
        """Return what the flags make of answers that were changed; what the change does not touch is kept."""
        return Flagged(self.flags, answers, before=self)

    @cached_property
    def tests(self) -> Tests:
        """The tests on these answers."""
        return Tests(self.answers)

    @cached_property
    def touched(self) -> tuple[bool, ...]:
        """Whether each flag asks about something that has changed, or that is only asked under it."""
        changed = self.answers.changed.keys()
        return tuple(not changed.isdisjoint(self._asked_by(flag)) for flag in self.flags)

    @cached_property
    def asked_about(self) -> frozenset[str]:
        """Findings that some flag asks about, and those that these are asked under."""
        return frozenset().union(*(self._asked_by(flag) for flag in self.flags))

    def _asked_by(self, flag: RedFlag) -> set[str]:
        asked, todo = set(), set(flag_findings(flag))
        while todo:
            name = todo.pop()
            asked.add(name)
            parent = self.answers.findings[name].asked_if
            todo |= set() if parent is None else {parent.finding} - asked
        return asked

    @cached_property
    def raised(self) -> tuple[Formula, ...]:
        """Whether each flag is raised."""
        return self._each(lambda place: self.tests.sure(self.flags[place].when), "raised")

    @cached_property
    def open(self) -> tuple[Formula, ...]:
        """Whether each flag is neither raised nor excluded."""
        z3 = solver()
        return self._each(
            lambda place: z3.And(self.tests.can(self.flags[place].when), z3.Not(self.raised[place])), "open"
        )

    @cached_property
    def held(self) -> tuple[tuple[tuple[Urgency, Formula], ...], ...]:
        """What the floors of each flag hold up, each with whether it does."""
        return self._each(
            lambda place: tuple(
                (Urgency.from_id(floor.urgency), solver().And(self.open[place], self.in_force(floor)))
                for floor in self.flags[place].floors
            ),
            "held",
        )

    def _each(self, make: Callable[[int], Formula], name: str) -> tuple[Formula, ...]:
        kept = None if self.before is None else getattr(self.before, name)
        return tuple(
            make(place) if kept is None or touched else kept[place]
            for place, touched in enumerate(self.touched)
        )

    def in_force(self, floor: Floor) -> Formula:
        """Return whether a floor holds while its flag is open."""
        z3 = solver()
        lifted = z3.BoolVal(val=False) if floor.unless is None else self.tests.sure(floor.unless)
        called = z3.BoolVal(val=True) if floor.only_if is None else self.tests.sure(floor.only_if)
        return z3.And(z3.Not(lifted), called)

    def at_least(self, level: Urgency) -> Formula:
        """Return whether the flags together ask for this level or a higher one."""
        reasons = [
            raised
            for flag, raised in zip(self.flags, self.raised, strict=True)
            if Urgency.from_id(flag.urgency) >= level
        ]
        reasons += [holds for floors in self.held for held, holds in floors if held >= level]
        return solver().Or(reasons)

    def is_below(self, other: "Flagged") -> Formula:
        """Return whether these answers are asked to be seen less soon than the others."""
        z3 = solver()
        return z3.Or(
            [z3.And(other.at_least(level), z3.Not(self.at_least(level))) for level in list(Urgency)[1:]]
        )
