"""How the cost grows with the knowledge: the shipped one, and two and four times as much of everything.

    python benchmarks/growth.py

The larger knowledge is the shipped one several times over: each copy has findings, mechanisms, conditions and
red flags of its own, under names of its own. A case is answered once in the original and, with it, in each
copy, so that answers grow as well. The exponent is that of cost = size ** exponent, between once and four
times: 1 is in proportion, 2 a square.

Then how the cost of one step grows with the length of an interview, of people who can answer nearly all.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from math import log2
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from interview import interviews, person

from pygalgia import Interviewer, assess, assessing, restored, saved
from pygalgia.assessing import Knowledge
from pygalgia.domain.case import Case
from pygalgia.domain.condition import Condition
from pygalgia.domain.finding import Finding
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.red_flag import Criterion, RedFlag
from pygalgia.interview import changes, next_questions

CASES = sorted((Path(__file__).parents[1] / "cases" / "dev").glob("*.yaml"))[::8]
SIZES = (1, 2, 4)
#: Interviews of the second table, and how many answers make a row of it.
_PEOPLE, _LENGTHS = 12, 6
Named = Callable[[str], str]


def main() -> None:
    """Print a table: what, milliseconds of processor time at each size, exponent."""
    shipped = assessing.load()
    cases = [assessing.read_case(path, shipped) for path in CASES]
    costs = [measured(Knowledge(base=grown(shipped.base, size)), cases, size) for size in SIZES]
    print(f"{'':28}" + "".join(f"{size:>8} x" for size in SIZES) + "   exponent")
    for name in costs[0]:
        each = [cost[name] for cost in costs]
        exponent = log2(each[-1] / each[0]) / log2(SIZES[-1] / SIZES[0])
        print(f"{name:28}" + "".join(f"{1000 * cost:7.2f} ms" for cost in each) + f"   {exponent:8.2f}")
    by_length(shipped)


def by_length(knowledge: Knowledge) -> None:
    """Print what opening, choosing the next question and saving take, by the number of answers before."""
    interviewer, rng = Interviewer(knowledge), np.random.default_rng(1)
    at: dict[int, list[tuple[float, ...]]] = {}
    for _ in range(_PEOPLE):
        for so_far in interviews(interviewer, person(knowledge, rng)):
            document = saved(so_far, interviewer)
            costs = (
                lambda document=document: restored(document, interviewer),
                lambda so_far=so_far: interviewer.next_step(so_far),
                lambda so_far=so_far: saved(so_far, interviewer),
            )
            length = len(so_far.steps)
            at.setdefault(length - length % _LENGTHS, []).append(tuple(map(best, costs)))
    print(f"\n{'answers':>9}{'opened':>11}{'next':>11}{'saved':>11}   steps")
    for length, each in sorted(at.items()):
        middle = "".join(f"{1000 * median(column):8.2f} ms" for column in zip(*each, strict=True))
        print(f"{length:4} - {length + _LENGTHS - 1:<2}{middle}   {len(each):5}")


def best(run: Callable[[], object]) -> float:
    """Return the least seconds of processor time of three."""
    return min(_once(lambda _: run(), None) for _ in range(3))


def measured(knowledge: Knowledge, cases: list[Case], times: int) -> dict[str, float]:
    """Return what to its median seconds over the cases."""
    answered = [replace(case, states=dict(copies(case.states, times))) for case in cases]
    return {
        "where every flag stands": timed(lambda case: knowledge.judge.standing(case).verdicts, answered),
        "urgency and posterior": timed(
            lambda case: assessing.urgency_and_probability(case, knowledge), answered
        ),
        "the next questions": timed(
            lambda case: next_questions(assessing.situation(case, knowledge)), answered
        ),
        "what would change it": timed(lambda case: changes(assessing.situation(case, knowledge)), answered),
        "a whole assessment": timed(lambda case: assess(case, knowledge), answered),
    }


def timed(run: Callable[[Case], object], cases: list[Case]) -> float:
    """Return the median seconds of processor time of a case, each the best of three, warm."""
    return median(min(_once(run, case) for _ in range(3)) for case in cases)


def _once(run: Callable[[Any], object], case: Case | None) -> float:
    start = time.thread_time()
    run(case)
    return time.thread_time() - start


def copies(states: dict[str, str], times: int) -> list[tuple[str, str]]:
    """Return the answers, in the original and in each copy."""
    return [(named(number)(name), state) for number in range(times) for name, state in states.items()]


def named(number: int) -> Named:
    """Return what names a thing of a copy; the original is number 0."""
    return lambda name: f"{name}--{number}" if number else name


def grown(base: KnowledgeBase, times: int) -> KnowledgeBase:
    """Return a knowledge base so many times as large."""
    findings, mechanisms, conditions, flags = {}, {}, {}, {}
    dangers = {}
    for number in range(times):
        name = named(number)
        findings |= {name(each.id): _finding(each, name) for each in base.findings.values()}
        for mechanism in base.mechanisms.values():
            shown = tuple(replace(each, finding=name(each.finding)) for each in mechanism.manifestations)
            mechanisms[name(mechanism.id)] = replace(mechanism, id=name(mechanism.id), manifestations=shown)
        conditions |= {name(each.id): _condition(each, name) for each in base.conditions.values()}
        flags |= {name(each.id): _flag(each, name) for each in base.red_flags.values()}
        dangers |= {name(each): states for each, states in base.triage.danger_signs.items()}
    return replace(
        base,
        findings=findings,
        mechanisms=mechanisms,
        conditions=conditions,
        red_flags=flags,
        triage=replace(base.triage, danger_signs=dangers),
    )


def _finding(each: Finding, name: Named) -> Finding:
    return replace(
        each,
        id=name(each.id),
        mechanism=None if each.mechanism is None else name(each.mechanism),
        asked_if=each.asked_if and replace(each.asked_if, finding=name(each.asked_if.finding)),
        superseded_by=tuple(map(name, each.superseded_by)),
        implies=tuple(replace(one, finding=name(one.finding)) for one in each.implies),
    )


def _condition(each: Condition, name: Named) -> Condition:
    def links(some: tuple) -> tuple:
        return tuple(replace(link, target=name(link.target)) for link in some)

    def pooled(rates: object) -> dict:
        return {who: {name(key): value for key, value in own.items()} for who, own in rates.items()}

    return replace(
        each,
        id=name(each.id),
        only=replace(each.only, needs=each.only.needs and _criterion(each.only.needs, name)),
        mechanisms=links(each.mechanisms),
        findings=links(each.findings),
        child_mechanisms=links(each.child_mechanisms),
        child_findings=links(each.child_findings),
        pooled_findings=pooled(each.pooled_findings),
        pooled_mechanisms=pooled(each.pooled_mechanisms),
    )


def _flag(each: RedFlag, name: Named) -> RedFlag:
    return replace(
        each,
        id=name(each.id),
        when=_criterion(each.when, name),
        conditions=tuple(map(name, each.conditions)),
        floors=tuple(
            replace(
                floor,
                unless=floor.unless and _criterion(floor.unless, name),
                only_if=floor.only_if and _criterion(floor.only_if, name),
            )
            for floor in each.floors
        ),
    )


def _criterion(test: Criterion, name: Named) -> Criterion:
    return replace(
        test,
        finding=None if test.finding is None else name(test.finding),
        all_of=tuple(_criterion(each, name) for each in test.all_of),
        any_of=tuple(_criterion(each, name) for each in test.any_of),
        of=tuple(_criterion(each, name) for each in test.of),
    )


if __name__ == "__main__":
    main()
