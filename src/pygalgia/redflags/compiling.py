"""Turn red flags into the arrays they are judged with."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise

import numpy as np

from pygalgia.domain.finding import Finding
from pygalgia.domain.logic import Atom, Clause, Timed, clause_of, leaves, paths
from pygalgia.domain.red_flag import Criterion, Floor, RedFlag
from pygalgia.domain.urgency import Urgency
from pygalgia.redflags.compiled import Judge
from pygalgia.redflags.rules import (
    SEXES,
    UNKNOWN_SEX,
    Atoms,
    BoolArray,
    Facts,
    Floors,
    IndexArray,
    Limits,
    Nested,
    Rules,
)


def compile_flags(flags: Iterable[RedFlag], findings: Mapping[str, Finding]) -> Judge:
    """Return the flags as arrays, in their order."""
    flags = tuple(flags)
    atoms = _atoms(flags, findings)
    clauses = _Clauses(atoms)
    raising = clauses.written([flag.when for flag in flags])
    floors = [(place, floor) for place, flag in enumerate(flags) for floor in flag.floors]
    tests = [each for _, floor in floors for each in (floor.unless, floor.only_if) if each is not None]
    holding = clauses.written(tests)
    asked = tuple(tuple(clauses.leaves(flag.when)) for flag in flags)
    members = [*clauses.members, [atoms.size - 1]]
    rules = clauses.rules(raising)
    shared, sharing = _shared(rules.clauses, members)
    return Judge(
        flags=flags,
        atoms=atoms,
        holds_atom=np.array([atom for member in members for atom in member], dtype=np.int64),
        holds_clause=np.repeat(np.arange(len(members)), [len(member) for member in members]),
        starts=np.cumsum([0, *(len(member) for member in members)])[:-1],
        rules=rules,
        urgency=np.array([Urgency.from_id(flag.urgency) for flag in flags], dtype=np.int64),
        floors=_floors(floors, clauses.rules(holding)),
        leaves=tuple(tuple(name for name, _ in each) for each in asked),
        leaf_clause=np.array([clause for each in asked for _, clause in each], dtype=np.int64),
        spans=tuple(pairwise(accumulate((len(each) for each in asked), initial=0))),
        shared=shared,
        sharing=sharing,
    )


def _shared(paths: IndexArray, members: Sequence[Sequence[int]]) -> tuple[IndexArray, BoolArray]:
    """Return each atom that stands in several clauses of a path, with that path, and which clauses."""
    rows, masks = [], []
    for place, path in enumerate(paths.tolist()):
        # The clause that always holds fills a path up, and is no clause of it.
        own = [set(members[clause]) if clause != len(members) - 1 else set() for clause in path]
        for atom in sorted(set().union(*own)):
            mask = [atom in each for each in own]
            if sum(mask) > 1:
                rows.append((place, atom))
                masks.append(mask)
    return (
        np.array(rows, dtype=np.int64).reshape(len(rows), 2),
        np.array(masks, dtype=np.bool_).reshape(len(rows), paths.shape[1]),
    )


def raising_states(flags: Iterable[RedFlag]) -> dict[str, frozenset[str]]:
    """Return finding id to the states that speak for some flag; every other state reassures."""
    states: dict[str, set[str]] = {}
    for flag in flags:
        for leaf in leaves(flag.when):
            if leaf.finding is not None:
                states.setdefault(leaf.finding, set()).update(leaf.states)
    return {finding: frozenset(named) for finding, named in states.items()}


def _atoms(flags: Sequence[RedFlag], findings: Mapping[str, Finding]) -> Atoms:
    place: dict[tuple[str, str], int] = {}
    spans = {}
    stated = [finding for finding in findings.values() if finding.states]
    for finding in stated:
        spans[finding.id] = (len(place), len(place) + len(finding.states))
        place.update({(finding.id, state): len(place) + n for n, state in enumerate(finding.states)})
    tests = [flag.when for flag in flags]
    tests += [t for flag in flags for f in flag.floors for t in (f.unless, f.only_if) if t is not None]
    timed = _timed(tests)
    sizes = [len(finding.states) for finding in stated]
    return Atoms(
        place=place,
        spans=spans,
        starts=np.array([start for start, _ in spans.values()], dtype=np.int64),
        owner=np.repeat(np.arange(len(stated)), sizes),
        limits=_limits([finding for finding in stated for _ in finding.states]),
        nested=tuple(_nested(findings, place, spans)),
        facts=_facts(tests),
        timed=timed,
        timed_state=np.array([place[each.finding, each.state] for each in timed], dtype=np.int64),
        timed_of={
            name: tuple(place for place, each in enumerate(timed) if each.finding == name)
            for name in {each.finding for each in timed}
        },
        is_presumed=np.array([each.is_presumed for each in timed], dtype=np.bool_),
    )


def _limits(findings: Sequence[Finding]) -> Limits:
    return Limits(
        only_sex=np.array([_sex(each.only_sex) for each in findings], dtype=np.int64),
        min_age=np.array([-np.inf if each.min_age is None else each.min_age for each in findings]),
        max_age=np.array([np.inf if each.max_age is None else each.max_age for each in findings]),
    )


def _sex(name: str | None) -> int:
    return UNKNOWN_SEX if name is None else SEXES.index(name)


def _facts(tests: Sequence[Criterion]) -> Facts:
    facts = {leaf for test in tests for leaf in leaves(test) if leaf.finding is None}
    ordered = sorted(facts, key=lambda each: (each.sex or "", each.min_age or 0, each.below_age or 0))
    return Facts(
        tests=tuple(ordered),
        sex=np.array([_sex(each.sex) for each in ordered], dtype=np.int64),
        min_age=np.array([-np.inf if each.min_age is None else each.min_age for each in ordered]),
        below_age=np.array([np.inf if each.below_age is None else each.below_age for each in ordered]),
    )


def _nested(
    findings: Mapping[str, Finding],
    place: Mapping[tuple[str, str], int],
    spans: Mapping[str, tuple[int, int]],
) -> Iterator[Nested]:
    """Yield the findings that are asked under another, those of each depth together, the outer first."""
    depths: dict[int, list[Finding]] = {}
    for finding in findings.values():
        if finding.asked_if is not None and finding.id in spans:
            depths.setdefault(_depth(finding, findings), []).append(finding)
    for _, level in sorted(depths.items()):
        asked = [each.asked_if for each in level if each.asked_if is not None]
        most = max(len(each.states) for each in asked)
        opening = [[place[each.finding, state] for state in each.states] for each in asked]
        inner = [range(*spans[finding.id]) for finding in level]
        yield Nested(
            opening=np.array([[*each, *each[:1] * (most - len(each))] for each in opening], dtype=np.int64),
            asking=np.array([spans[each.finding][0] for each in asked], dtype=np.int64),
            inner=np.concatenate([np.array(each, dtype=np.int64) for each in inner]),
            owner=np.repeat(np.arange(len(level)), [len(each) for each in inner]),
        )


def _depth(finding: Finding, findings: Mapping[str, Finding]) -> int:
    return 0 if finding.asked_if is None else 1 + _depth(findings[finding.asked_if.finding], findings)


def _timed(tests: Sequence[Criterion]) -> tuple[Timed, ...]:
    """Return every state with a test on its time, each once, in the order of the tests."""
    clauses = [clause_of(leaf) for test in tests for leaf in leaves(test) if leaf.finding is not None]
    each = [atom for clause in clauses for atom in clause if isinstance(atom, Timed)]
    return tuple(sorted(dict.fromkeys(each), key=repr))


@dataclass
class _Clauses:
    """The clauses written so far, each once."""

    atoms: Atoms
    index: dict[Clause, int] = field(default_factory=dict)

    @cached_property
    def _facts(self) -> dict[Criterion, int]:
        return {each: place for place, each in enumerate(self.atoms.facts.tests)}

    @cached_property
    def _timed(self) -> dict[Timed, int]:
        return {each: place for place, each in enumerate(self.atoms.timed)}

    @property
    def members(self) -> list[list[int]]:
        return [self._places(clause) for clause in self.index]

    def written(self, tests: Sequence[Criterion]) -> list[list[list[int]]]:
        """Return for each test its paths, each a list of clauses."""
        # Sets have no order of their own: sorted, sums come out the same to the last bit in every process.
        return [
            [[self._number(clause) for clause in sorted(path, key=self._places)] for path in paths(test)]
            for test in tests
        ]

    def leaves(self, test: Criterion) -> list[tuple[str, int]]:
        """Return each finding that a test asks about with the clause of its states, in order."""
        asked = [(leaf.finding, leaf) for leaf in leaves(test)]
        return [(name, self._number(clause_of(leaf))) for name, leaf in asked if name is not None]

    def rules(self, written: list[list[list[int]]]) -> Rules:
        """Return tests as arrays; the clause that always holds comes after all others."""
        rows = [path for test in written for path in test]
        longest, always = max(map(len, rows), default=1), len(self.index)
        filled = [[*path, *[always] * (longest - len(path))] for path in rows]
        sizes = [len(test) for test in written]
        return Rules(
            clauses=np.array(filled, dtype=np.int64).reshape(len(rows), longest),
            test=np.repeat(np.arange(len(written)), sizes),
            starts=np.cumsum([0, *sizes])[:-1],
        )

    def _number(self, clause: Clause) -> int:
        return self.index.setdefault(clause, len(self.index))

    def _places(self, clause: Clause) -> list[int]:
        return sorted(self._place(atom) for atom in clause)

    def _place(self, atom: Atom) -> int:
        if isinstance(atom, Criterion):
            return len(self.atoms.place) + self._facts[atom]
        if isinstance(atom, Timed):
            return self.atoms.first_timed + self._timed[atom]
        return self.atoms.place[atom]


def _floors(floors: Sequence[tuple[int, Floor]], rules: Rules) -> Floors:
    never = rules.starts.size
    places = iter(range(never))
    unless, only_if = [], []
    for _, floor in floors:
        unless.append(never if floor.unless is None else next(places))
        only_if.append(never + 1 if floor.only_if is None else next(places))
    flags, starts = np.unique(np.array([flag for flag, _ in floors], dtype=np.int64), return_index=True)
    return Floors(
        rules=rules,
        urgency=np.array([Urgency.from_id(floor.urgency) for _, floor in floors], dtype=np.int8),
        unless=np.array(unless, dtype=np.int64),
        only_if=np.array(only_if, dtype=np.int64),
        flags=flags,
        starts=starts,
    )
