"""How long all red flags of a case take, and how long a general engine of rules takes for the same tests.

    pip install business-rules     # the peer; nothing else needs it
    python benchmarks/flags.py

The peer knows two values and no times: it says which flags are raised by what was told, every sign counting
as if it were new. Ours also says which are open, what those hold up, and because of what: the full verdicts.
Whether both agree is checked on the flags without a test on time, for people whose sex and age are known.
"""

import sys
import time
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import Any

from pygalgia import assessing
from pygalgia.domain.case import Case
from pygalgia.domain.logic import leaves
from pygalgia.domain.red_flag import Criterion, RedFlag

CASES = Path(__file__).parents[1] / "cases"
_OLDEST = 200


def main() -> int:
    """Print both times and their ratio; 1 where the two disagree, 2 without the peer."""
    try:
        from business_rules import engine, variables
    except ImportError:
        sys.stderr.write("The peer is missing: pip install business-rules. Nothing was compared.\n")
        return 2 if sys.argv[1:] else 0
    knowledge = assessing.load()
    cases = [assessing.read_case(path, knowledge) for path in sorted((CASES / "dev").glob("*.yaml"))]
    cases = [each for each in cases if each.sex != "unknown" and each.age_years is not None]
    cases = [each for each in cases if not each.times]
    flags = list(knowledge.base.red_flags.values())
    rules = [as_rule(flag.when) for flag in flags]
    kind = told(variables, knowledge.base.findings)

    def peer(case: Case) -> list[bool]:
        known = kind(case)
        return [engine.check_conditions_recursively(rule, known) for rule in rules]

    plain = [place for place, flag in enumerate(flags) if not is_timed(flag)]
    for case in cases:
        ours = [each.verdict == "raised" for each in knowledge.judge.standing(case).verdicts]
        theirs = peer(case)
        if [ours[place] for place in plain] != [theirs[place] for place in plain]:
            print(f"{case.id}: the two disagree")
            return 1
    own = timed(lambda case: knowledge.judge.standing(case).verdicts, cases)
    general = timed(peer, cases)
    print(f"{len(flags)} flags, {len(cases)} cases, processor time of a case in the middle:")
    print(f"  ours, three values, floors and reasons   {1000 * own:7.3f} ms")
    ratio = f"{general / own:.0f} times as long"
    print(f"  business-rules, two values               {1000 * general:7.3f} ms, {ratio}")
    return 0


def told(variables: Any, findings: Iterable[str]) -> Callable[[Case], Any]:
    """Return what makes the peer's variables of a case: each finding, sex and age."""

    class Told(variables.BaseVariables):  # type: ignore[misc]
        def __init__(self, case: Case) -> None:
            self.case = case

        @variables.string_rule_variable()  # type: ignore[untyped-decorator]
        def sex(self) -> str:
            return self.case.sex

        @variables.numeric_rule_variable()  # type: ignore[untyped-decorator]
        def age(self) -> float:
            return float(self.case.age_years or 0)

    def variable(name: str) -> Any:
        def state(self: Told) -> str:
            return self.case.states.get(name, "")

        return variables.string_rule_variable(label=name)(state)

    for name in findings:
        setattr(Told, name, variable(name))
    return Told


def as_rule(test: Criterion) -> dict[str, Any]:
    """Return a test in the peer's form; without its times."""
    if test.finding is not None:
        return any_of([equal(test.finding, state) for state in test.states])
    if test.all_of:
        return {"all": [as_rule(each) for each in test.all_of]}
    if test.any_of:
        return any_of([as_rule(each) for each in test.any_of])
    if test.at_least is not None:
        chosen = combinations([as_rule(each) for each in test.of], test.at_least)
        return any_of([{"all": list(each)} for each in chosen])
    if test.sex is not None:
        return equal("sex", test.sex)
    least = {"name": "age", "operator": "greater_than_or_equal_to", "value": test.min_age or 0}
    below = {
        "name": "age",
        "operator": "less_than",
        "value": _OLDEST if test.below_age is None else test.below_age,
    }
    return {"all": [least, below]}


def any_of(rules: list[dict[str, Any]]) -> dict[str, Any]:
    """Return that one of these holds."""
    return {"any": rules}


def equal(name: str, value: str) -> dict[str, Any]:
    """Return that a variable has a value."""
    return {"name": name, "operator": "equal_to", "value": value}


def is_timed(flag: RedFlag) -> bool:
    """Return whether a flag asks when a sign began or how it goes."""
    return any(leaf.time is not None or leaf.calmed_by for leaf in leaves(flag.when))


def timed(run: Callable[[Case], object], cases: list[Case]) -> float:
    """Return the median seconds of processor time of a case, each the best of five."""
    return median(min(_once(run, case) for _ in range(5)) for case in cases)


def _once(run: Callable[[Case], object], case: Case) -> float:
    start = time.thread_time()
    run(case)
    return time.thread_time() - start


if __name__ == "__main__":
    sys.exit(main())
