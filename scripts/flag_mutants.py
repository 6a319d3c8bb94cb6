"""Spoil every clause of every red flag and floor in turn, and count what the invented stories notice.

    python scripts/flag_mutants.py            every mutant: the share noticed, and each survivor
    python scripts/flag_mutants.py ID ...     those of these flags

A mutant is one flag with one thing changed: a test taken out or turned into its opposite, "all" and "any"
exchanged, an age, a length of time or a count moved, an urgency a level up or down. It is noticed when a
story of `tests/knowledge/vignettes` or `tests/knowledge/flag_tables` would fail with it. Everything runs in
this process: one flag's mutants are judged on all stories at once.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pygalgia import load
from pygalgia.domain.case import Case
from pygalgia.domain.finding import Finding
from pygalgia.domain.red_flag import Criterion, Floor, RedFlag
from pygalgia.domain.timing import TimeTest
from pygalgia.domain.urgency import Urgency
from pygalgia.intake import Vocabulary, encode_case
from pygalgia.intake.rows import CaseRow
from pygalgia.reading import read_yaml
from pygalgia.redflags import compile_flags
from pygalgia.redflags.rules import person

Found = NDArray[Any]

ROOT = Path(__file__).parents[1]
VIGNETTES = ROOT / "tests" / "knowledge" / "vignettes"
TABLES = ROOT / "tests" / "knowledge" / "flag_tables"
#: A length of time is moved by this part of it, and by a day at least.
_MOVED = 0.1


@dataclass(frozen=True, kw_only=True)
class Story:
    """An invented person, and what must follow.

    Attributes:
        says: Flag to the verdicts that it may have; a flag that is not named may have any.
        raised: All flags that are raised, where the story names them all; else None.
        held_up: Flag to the urgency that it holds up while it is open.
        urgency: Flag to the urgency that it asks for when it is raised.
        at_least: The least urgency that all flags together ask for.
        at_most: The greatest.
    """

    name: str
    case: Case
    says: Mapping[str, str]
    raised: frozenset[str] | None
    held_up: Mapping[str, Urgency]
    urgency: Mapping[str, Urgency]
    at_least: Urgency = Urgency.SELF_CARE
    at_most: Urgency = Urgency.EMERGENCY


@dataclass(frozen=True)
class Mutant:
    """A flag with one thing changed."""

    name: str
    kind: str
    flag: RedFlag


def stories(vocabulary: Vocabulary) -> list[Story]:
    """Return every vignette and every row of a table."""
    told = [_vignette(row, vocabulary) for path, row in rows(VIGNETTES, "vignettes")]
    return told + [each for _, row in rows(TABLES, "tables") for each in table_stories(row, vocabulary)]


def rows(folder: Path, key: str) -> Iterator[tuple[Path, Any]]:
    """Return every entry of a folder's files, each with its file."""
    for path in sorted(folder.glob("*.yaml")):
        content: Any = read_yaml(path, name=path.name).value
        for row in content[key]:
            yield path, row


def _vignette(row: Mapping[str, Any], vocabulary: Vocabulary) -> Story:
    expect = row["expect"]
    says = {name: verdict for verdict in ("excluded", "open") for name in expect.get(verdict, [])}
    return Story(
        name=row["name"],
        case=case_of(row["person"], row["answers"], vocabulary),
        says=says,
        raised=frozenset(expect.get("raised", [])),
        held_up={},
        urgency={},
        at_least=Urgency.from_id(expect["urgency_at_least"]),
        at_most=Urgency.from_id(expect["urgency_at_most"]),
    )


def table_stories(row: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Story]:
    """Return one story for each line of a table about a flag: the story, with what the line changes of it."""
    flag = row["flag"]
    for verdict in ("raised", "open", "excluded"):
        for number, change in enumerate(row.get(verdict, [])):
            yield _changed(row, change, f"{flag}, {verdict} {number + 1}", {flag: verdict}, {}, vocabulary)
    for level, changes in row.get("held_up", {}).items():
        for number, change in enumerate(changes):
            held = {flag: Urgency.from_id(level)}
            yield _changed(row, change, f"{flag}, {level} {number + 1}", {flag: "open"}, held, vocabulary)


def _changed(
    row: Mapping[str, Any],
    change: Mapping[str, Any],
    name: str,
    says: Mapping[str, str],
    held_up: Mapping[str, Urgency],
    vocabulary: Vocabulary,
) -> Story:
    told = {**row.get("person", {}), **row.get("story", {}), **change}
    who = {part: told.pop(part) for part in ("age_years", "sex", "setting") if part in told}
    return Story(
        name=name,
        case=case_of(who, told, vocabulary),
        says=says,
        raised=None,
        held_up=held_up,
        urgency={row["flag"]: Urgency.from_id(row["urgency"])},
    )


def case_of(who: Mapping[str, Any], answers: Mapping[str, Any], vocabulary: Vocabulary) -> Case:
    """Return a person and the answers as a case; what is said to be `unknown` is left out."""
    row = CaseRow.model_validate({"schema": "pygalgia/case/1", "id": "story", **who, "answers": answers})
    return encode_case(row, vocabulary)


def mutants(flag: RedFlag, findings: Mapping[str, Finding]) -> Iterator[Mutant]:
    """Return the mutants of one flag."""
    for what, kind, test in _tests(flag.when, findings):
        yield Mutant(f"{flag.id}: {what}", kind, replace(flag, when=test))
    for up in (-1, 1):
        level = Urgency.from_id(flag.urgency) + up
        if Urgency.SELF_CARE <= level <= Urgency.EMERGENCY:
            named = Urgency(level).id
            yield Mutant(f"{flag.id}: {named}", "urgency", replace(flag, urgency=named))
    for place, floor in enumerate(flag.floors):
        for what, kind, other in _floors(floor, findings):
            kept = [*flag.floors[:place], *([] if other is None else [other]), *flag.floors[place + 1 :]]
            yield Mutant(f"{flag.id}: floor {place}, {what}", kind, replace(flag, floors=tuple(kept)))


def _floors(floor: Floor, findings: Mapping[str, Finding]) -> Iterator[tuple[str, str, Floor | None]]:
    yield "none", "floor taken out", None
    for up in (-1, 1):
        level = Urgency.from_id(floor.urgency) + up
        if Urgency.SELF_CARE < level <= Urgency.EMERGENCY:
            yield Urgency(level).id, "urgency", replace(floor, urgency=Urgency(level).id)
    if floor.unless is not None:
        yield "never lifted", "floor: clause taken out", replace(floor, unless=None)
        for what, kind, test in _tests(floor.unless, findings):
            yield f"unless {what}", f"floor: {kind}", replace(floor, unless=test)
    if floor.only_if is not None:
        yield "always in force", "floor: clause taken out", replace(floor, only_if=None)
        for what, kind, test in _tests(floor.only_if, findings):
            yield f"only if {what}", f"floor: {kind}", replace(floor, only_if=test)


def _tests(test: Criterion, findings: Mapping[str, Finding]) -> Iterator[tuple[str, str, Criterion]]:
    """Return a test with one thing changed anywhere in it, each with what was changed and of what kind."""
    for form in ("all_of", "any_of", "of"):
        inner: tuple[Criterion, ...] = getattr(test, form)
        for place, each in enumerate(inner):
            if len(inner) > 1 and len(inner) - 1 >= (test.at_least or 1):
                left = inner[:place] + inner[place + 1 :]
                yield f"without {_words(each)}", "clause taken out", _holding(test, form, left)
            for what, kind, other in _tests(each, findings):
                mixed = (*inner[:place], other, *inner[place + 1 :])
                yield what, kind, _holding(test, form, mixed)
    if len(test.all_of) > 1:
        yield f"any of {_words(test)}", "all to any", replace(test, all_of=(), any_of=test.all_of)
    if len(test.any_of) > 1:
        yield f"all of {_words(test)}", "any to all", replace(test, any_of=(), all_of=test.any_of)
    yield from _negated(test, findings)
    yield from _moved(test)


def _holding(test: Criterion, form: str, inner: tuple[Criterion, ...]) -> Criterion:
    if form == "all_of":
        return replace(test, all_of=inner)
    return replace(test, any_of=inner) if form == "any_of" else replace(test, of=inner)


def _negated(test: Criterion, findings: Mapping[str, Finding]) -> Iterator[tuple[str, str, Criterion]]:
    kind = "clause negated"
    if test.finding is not None:
        others = tuple(s for s in findings[test.finding].states if s not in test.states)
        if others:
            yield f"not {_words(test)}", kind, replace(test, states=others)
        for state in test.states if len(test.states) > 1 else ():
            rest = tuple(each for each in test.states if each != state)
            yield f"{test.finding} without {state}", "state taken out", replace(test, states=rest)
    elif test.sex is not None:
        yield f"not {test.sex}", kind, replace(test, sex="male" if test.sex == "female" else "female")
    elif test.below_age is None and test.min_age is not None:
        yield f"below {test.min_age:g}", kind, Criterion(below_age=test.min_age)
    elif test.min_age is None and test.below_age is not None:
        yield f"from {test.below_age:g}", kind, Criterion(min_age=test.below_age)


def _moved(test: Criterion) -> Iterator[tuple[str, str, Criterion]]:
    kind = "threshold moved"
    if test.at_least is not None:
        for count in (test.at_least - 1, test.at_least + 1):
            if 0 < count <= len(test.of):
                yield f"{count} of {_words(test)}", kind, replace(test, at_least=count)
    for part in ("min_age", "below_age"):
        age = getattr(test, part)
        for moved in () if age is None else (age - 1, age + 1):
            yield (
                f"{part} {moved:g}",
                kind,
                replace(test, min_age=moved) if part == "min_age" else replace(test, below_age=moved),
            )
    if test.time is None:
        return
    yield f"{_words(test)} at any time", "clause taken out", replace(test, time=None)
    for part in ("since_below_days", "since_at_least_days"):
        days = getattr(test.time, part)
        by = 0 if days is None else max(1, days * _MOVED)
        for moved in () if days is None else (days - by, days + by):
            yield f"{part} {moved:g}", kind, replace(test, time=_moved_time(test.time, part, moved))
    for course in test.time.course if len(test.time.course) > 1 else ():
        rest = tuple(each for each in test.time.course if each != course)
        spoilt = replace(test, time=replace(test.time, course=rest))
        yield f"{_words(test)}, not {course}", "state taken out", spoilt


def _moved_time(time: TimeTest, part: str, days: float) -> TimeTest:
    if part == "since_below_days":
        return replace(time, since_below_days=days)
    return replace(time, since_at_least_days=days)


def _words(test: Criterion) -> str:
    if test.finding is not None:
        return f"{test.finding}={'|'.join(test.states)}" + ("" if test.time is None else " at a time")
    if test.sex is not None:
        return test.sex
    inner = (*test.all_of, *test.any_of, *test.of)
    if inner:
        return f"({', '.join(_words(each) for each in inner)})"
    return f"age {test.min_age or 0:g}-{'' if test.below_age is None else f'{test.below_age:g}'}"


def survivors(
    flags: Iterable[RedFlag],
    told: Sequence[Story],
    findings: Mapping[str, Finding],
    *,
    all_flags: Sequence[RedFlag],
) -> tuple[list[Mutant], list[Mutant]]:
    """Return every mutant of these flags, and those that no story notices."""
    others = _levels(all_flags, told, findings)
    order = [each.id for each in all_flags]
    every, unseen = [], []
    for flag in flags:
        made = list(mutants(flag, findings))
        place = order.index(flag.id)
        rest = np.delete(others, place, axis=1).max(axis=1, initial=0)
        noticed = _noticed(flag.id, [flag, *(each.flag for each in made)], told, findings, rest=rest)
        if noticed[0]:
            msg = f"{flag.id} does not agree with its own stories; run the tests first"
            raise ValueError(msg)
        every += made
        unseen += [each for each, seen in zip(made, noticed[1:], strict=True) if not seen]
    return every, unseen


def _levels(flags: Sequence[RedFlag], told: Sequence[Story], findings: Mapping[str, Finding]) -> Found:
    """Return (stories, flags) the urgency that each flag asks for."""
    judge = compile_flags(flags, findings)
    return np.array([judge.levels(*judge.atoms.of(each.case)) for each in told])


def _noticed(
    name: str,
    flags: Sequence[RedFlag],
    told: Sequence[Story],
    findings: Mapping[str, Finding],
    *,
    rest: Found,
) -> Found:
    """Return for each of these versions of a flag whether a story fails with it.

    Args:
        rest: (stories,) the urgency that all other flags ask for.
    """
    judge = compile_flags(flags, findings)
    atoms = judge.atoms
    people = [person(each.case) for each in told]
    times = [atoms.times(each.case) for each in told]
    sure, possible = atoms.settled(
        np.array([atoms.told(each.case.states) for each in told]).T,
        atoms.who(np.array([sex for sex, _ in people]), np.array([age for _, age in people])),
        np.array([met for met, _ in times]).reshape(len(told), len(atoms.timed)).T,
        np.array([unmet for _, unmet in times]).reshape(len(told), len(atoms.timed)).T,
    )
    clause_sure, clause_can = judge.clauses(sure), judge.clauses(sure | possible)
    raised, can = (each.T for each in judge.rules.outcome(clause_sure, clause_can))
    levels = judge.levels(sure, possible).T
    at_least = np.array([each.at_least for each in told])
    at_most = np.array([each.at_most for each in told])
    all_levels = np.maximum(levels, rest[:, None])
    wrong = (all_levels < at_least[:, None]) | (all_levels > at_most[:, None])
    for place, each in enumerate(told):
        if each.raised is not None:
            wrong[place] |= raised[place] != (name in each.raised)
        wrong[place] |= _says_wrong(each, name, raised[place], can[place], levels[place])
    seen: Found = np.asarray(wrong.any(axis=0))
    return seen


def _says_wrong(
    story: Story,
    name: str,
    raised: Found,
    can: Found,
    levels: Found,
) -> Found:
    verdict = {"raised": raised, "open": can & ~raised, "excluded": ~can}
    wrong = ~verdict[story.says[name]] if name in story.says else np.zeros(raised.shape, dtype=np.bool_)
    if name in story.held_up:
        wrong = wrong | (levels != story.held_up[name])
    if name in story.urgency and story.says.get(name) == "raised":
        wrong = wrong | (levels != story.urgency[name])
    return wrong


def main(names: Sequence[str]) -> int:
    """Report the share of mutants that a story notices, and every other one."""
    knowledge = load()
    base = knowledge.base
    told = stories(knowledge.vocabulary)
    flags = list(base.red_flags.values())
    chosen = [each for each in flags if not names or each.id in names]
    every, unseen = survivors(chosen, told, base.findings, all_flags=flags)
    for each in unseen:
        print(f"  {each.name}  ({each.kind})")
    kinds, missed = Counter(each.kind for each in every), Counter(each.kind for each in unseen)
    for kind, count in sorted(kinds.items()):
        print(f"{kind:28} {count - missed[kind]:5} of {count:5} noticed")
    share = 1 - len(unseen) / max(len(every), 1)
    print(f"{len(told)} stories notice {len(every) - len(unseen)} of {len(every)} mutants: {share:.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
