"""Every possible set of answers at once: a truth value for each state of each finding, any time, age and sex.

Nothing but what makes a case a case is assumed: a finding is in one state at most, in none where it is
unknown, and then nothing is told of its time. More answers are allowed than an interview could collect,
so that what is proved holds for those too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from pygalgia.domain.finding import Finding
from pygalgia.domain.timing import COURSES
from pygalgia.proving.solver import solver

#: A formula of the solver; it comes without types.
Formula = Any
#: Nobody is older, in years.
OLDEST = 120


@dataclass(frozen=True)
class Person:
    """Age and sex, each known or not."""

    @cached_property
    def age(self) -> Formula:
        """In years; means nothing where it is not known."""
        return solver().Real("age")

    @cached_property
    def has_age(self) -> Formula:
        """Whether the age is known."""
        return solver().Bool("age is known")

    @cached_property
    def sexes(self) -> Mapping[str, Formula]:
        """Whether each sex is known to be the person's."""
        return {name: solver().Bool(name) for name in ("female", "male")}

    @property
    def possible(self) -> Formula:
        """What holds of everybody."""
        z3 = solver()
        return z3.And(self.age >= 0, self.age <= OLDEST, z3.Not(z3.And(*self.sexes.values())))

    def can_have(self, finding: Finding) -> Formula:
        """Whether a finding can be there at this sex and age; what is not known rules nothing out."""
        z3 = solver()
        against = [sex for name, sex in self.sexes.items() if finding.only_sex not in (None, name)]
        if finding.min_age is not None:
            against.append(z3.And(self.has_age, self.age < number(finding.min_age)))
        if finding.max_age is not None:
            against.append(z3.And(self.has_age, self.age > number(finding.max_age)))
        return z3.Not(z3.Or(against))


@dataclass(frozen=True)
class Told:
    """What was told of the time of one finding; each part known or not."""

    finding: str

    @cached_property
    def since(self) -> tuple[Formula, Formula, Formula]:
        """Whether it is known since when; at least so many days; less than so many days."""
        z3 = solver()
        name = self.finding
        return z3.Bool(f"{name} since"), z3.Real(f"{name} from"), z3.Real(f"{name} below")

    @cached_property
    def courses(self) -> Mapping[str, Formula]:
        """Whether each course was told."""
        return {each: solver().Bool(f"{self.finding} goes {each}") for each in COURSES}

    @cached_property
    def past(self) -> tuple[Formula, Formula]:
        """Whether it was told that it is over; whether it was told that it is there still."""
        return solver().Bool(f"{self.finding} is past"), solver().Bool(f"{self.finding} is there still")

    @property
    def any_of_it(self) -> Formula:
        """Whether anything at all was told of the time."""
        return solver().Or(self.since[0], *self.courses.values(), *self.past)

    @property
    def possible(self) -> Formula:
        """What holds of every time."""
        z3 = solver()
        _, start, stop = self.since
        return z3.And(start >= 0, stop > start, at_most_one(self.courses.values()), at_most_one(self.past))


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Any answers of any person.

    Attributes:
        findings: The vocabulary.
        changed: Finding id to its states, for what is no longer any answer.
    """

    findings: Mapping[str, Finding]
    person: Person = field(default_factory=Person)
    changed: Mapping[str, Mapping[str, Formula]] = field(default_factory=dict)

    def states(self, finding: str) -> Mapping[str, Formula]:
        """Return whether a finding is in each of its states."""
        return self.changed.get(finding) or self._any[finding]

    @cached_property
    def _any(self) -> dict[str, dict[str, Formula]]:
        z3 = solver()
        return {
            each.id: {state: z3.Bool(f"{each.id} = {state}") for state in each.states}
            for each in self.findings.values()
        }

    @cached_property
    def told(self) -> Mapping[str, Told]:
        """Finding id to what was told of its time."""
        return {name: Told(name) for name in self.findings}

    def unknown(self, finding: str) -> Formula:
        """Return whether a finding is unknown."""
        return solver().Not(solver().Or(*self.states(finding).values()))

    def can_be(self, finding: str) -> Formula:
        """Return whether an unknown finding may still be in any state: `domain.logic.can_be`."""
        z3 = solver()
        entry = self.findings[finding]
        applies = self.person.can_have(entry)
        if entry.asked_if is None:
            return applies
        parent = entry.asked_if.finding
        answered = z3.Or([self.states(parent)[state] for state in entry.asked_if.states])
        there = z3.And(self.person.can_have(self.findings[parent]), answered)
        return z3.And(applies, z3.Or(there, z3.And(self.unknown(parent), self.can_be(parent))))

    @property
    def possible(self) -> Formula:
        """What makes any answers a case."""
        z3 = solver()
        states = [at_most_one(each.values()) for each in self._any.values()]
        times = [
            z3.And(told.possible, z3.Implies(told.any_of_it, z3.Or(*self._any[name].values())))
            for name, told in self.told.items()
        ]
        return z3.And(self.person.possible, *states, *times)

    def answered(self, finding: str, state: str) -> "Answers":
        """Return the same answers with one more, and with what follows from it; all else stays as it is."""
        changed = {**self.changed, finding: self._only(finding, state)}
        after = replace(self, changed=changed)
        for rule in self.findings[finding].implies:
            if rule.state == state and rule.time is None and rule.finding not in changed:
                after = after.implied(rule.finding, rule.then)
        return after

    def implied(self, finding: str, state: str) -> "Answers":
        """Return the same answers with a finding in a state where it was unknown."""
        z3 = solver()
        unknown, now = self.unknown(finding), self.states(finding)
        filled = {
            name: z3.Or(given, z3.And(unknown, name == state)) if name == state else given
            for name, given in now.items()
        }
        return replace(self, changed={**self.changed, finding: filled})

    def _only(self, finding: str, state: str) -> dict[str, Formula]:
        z3 = solver()
        return {name: z3.BoolVal(name == state) for name in self.findings[finding].states}


def number(value: float) -> Formula:
    """Return a number as the solver holds it: exactly."""
    return solver().RealVal(str(value))


def at_most_one(formulas: Iterable[Formula]) -> Formula:
    """Return that no two of these hold."""
    listed = list(formulas)
    return solver().AtMost(*listed, 1) if listed else solver().BoolVal(val=True)
