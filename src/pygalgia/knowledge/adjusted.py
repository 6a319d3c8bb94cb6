"""Is an adjusted belief more than a judgement in a formula's dress? What can be told of that by machine."""

import math
import re
from collections.abc import Iterator, Mapping

from pygalgia.domain.belief import Belief
from pygalgia.domain.evidence import Figure
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.errors import Problem
from pygalgia.knowledge.beliefs import ROUNDING, evaluate
from pygalgia.knowledge.coverage import BeliefName, named_beliefs
from pygalgia.knowledge.rates import Rates, named_figures, without_complements

#: A figure whose odds are doubled must move some state's odds by a tenth of that, or it decides nothing.
LEAST_MOVE = 0.1 * math.log(2)
#: Odds of a share of exactly 0 or 1 are those of the nearest of these.
_NEARLY = (0.02, 0.98)
#: How much a figure that is no share is made greater, in place of its odds.
_LARGER = 1.5
#: Constants that nobody fits to a value: half, twice, all.
_CONVENTIONS = (0.5, 1.0, 2.0)
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")


def idle_figures(base: KnowledgeBase) -> Iterator[Problem]:
    """Yield a problem for each adjusted belief that hardly depends on any figure it names."""
    rates = Rates(findings=base.findings, mechanisms=base.mechanisms)
    for name, belief in named_beliefs(base):
        figures = [base.figures[each] for each in belief.figures]
        if belief.basis == "adjusted" and figures and not depends(belief, figures, rates=rates):
            yield Problem(
                where=_place(name),
                found=f"{name.of}: an adjusted belief that hardly depends on {', '.join(belief.figures)}",
                expected="a figure that decides the value at least in part",
                fix="make it judged and say what the figure is worth",
            )


def depends(belief: Belief, figures: list[Figure], *, rates: Rates) -> bool:
    """Return whether twice, or half, the odds of some figure move some state's odds by `LEAST_MOVE`."""
    return any(
        abs(_log_odds(evaluate(expression, moved, rates=rates)) - stated) >= LEAST_MOVE
        for expression in (belief.formula or {}).values()
        for stated in (_log_odds(evaluate(expression, named_figures(figures), rates=rates)),)
        for moved in _moved(figures)
    )


def given_back(before: KnowledgeBase, now: KnowledgeBase) -> Iterator[Problem]:
    """Yield a problem for each belief that was judged and is adjusted now to the very value judged then.

    A formula of halves, doubles and plain means is passed over: nobody fits those to a value.
    """
    judged = {name: belief for name, belief in named_beliefs(before) if belief.basis == "judged"}
    for name, belief in named_beliefs(now):
        then = judged.get(name)
        if then is not None and belief.basis == "adjusted" and _gives_back(belief, then):
            yield Problem(
                where=_place(name),
                found=f"{name.of}: a formula that gives back what was judged before",
                expected="a constant chosen without sight of that value, or a judgement",
                fix="let the figure decide the value, or leave it judged and name the figure in the reason",
            )


def _gives_back(belief: Belief, then: Belief) -> bool:
    formula = belief.formula or {}
    fitted = {float(each) for text in formula.values() for each in _NUMBER.findall(without_complements(text))}
    return bool(fitted - {*_CONVENTIONS, float(len(belief.figures))}) and all(
        abs(belief.states[state] - then.states.get(state, math.inf)) <= ROUNDING for state in formula
    )


def _moved(figures: list[Figure]) -> Iterator[Mapping[str, float]]:
    """Yield the names of figures with one of them moved, each up and down."""
    plain = named_figures(figures)
    for number, figure in enumerate(figures, 1):
        for value in _greater_and_less(figure.value):
            yield {**plain, f"f{number}": value}


def _greater_and_less(value: float) -> tuple[float, float]:
    if not 0 <= value <= 1:
        return value * _LARGER, value / _LARGER
    least, most = _NEARLY
    share = min(max(value, least), most)
    odds = share / (1 - share)
    return 2 * odds / (1 + 2 * odds), odds / (2 + odds)


def _log_odds(share: float) -> float:
    tiny = 1e-6
    inside = min(max(share, tiny), 1 - tiny)
    return math.log(inside / (1 - inside))


def _place(name: BeliefName) -> str:
    if name.kind.endswith("in condition"):
        return f"conditions/{name.given}/beliefs.yaml"
    if name.kind == "background of finding":
        return "findings"
    return f"mechanisms/{name.given or name.of}.yaml"
