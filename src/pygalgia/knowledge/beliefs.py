"""Turn a belief as written into a belief as used, and check that its basis holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from simpleeval import SimpleEval

from pygalgia.domain.belief import Belief
from pygalgia.domain.evidence import Figure
from pygalgia.domain.finding import ABSENT, PRESENT
from pygalgia.knowledge.quality import effective_n
from pygalgia.knowledge.rates import Rates, doubt_about_basis, named_figures, names_rate
from pygalgia.knowledge.rows.common import BeliefRow
from pygalgia.reading.problems import Problems

YES_NO = (ABSENT, PRESENT)
#: How far a stated number may lie from its figure or formula: half of the second decimal place.
ROUNDING = 0.0051
_FUNCTIONS = {"min": min, "max": max, "sqrt": lambda x: x**0.5}


@dataclass(frozen=True, slots=True, kw_only=True)
class BeliefReader:
    """Reads beliefs against the figures and rates there are, noting problems as it goes."""

    figures: Mapping[str, Figure]
    problems: Problems
    rates: Rates = field(default_factory=Rates)

    def belief(self, row: BeliefRow, *, states: tuple[str, ...], where: str) -> Belief | None:
        """Return the belief over `states`, or None after noting what is wrong with it."""
        before = len(self.problems.found)
        given = self._states(row, states, where)
        known = self._known_figures(row.figures, where)
        formula = _formula_by_state(row)
        if given is not None and known is not None:
            self._check_basis(row, given, known, formula, where)
        if given is None or len(self.problems.found) > before:
            return None
        return Belief(
            states=given,
            basis=row.basis,
            figures=tuple(row.figures),
            formula=formula,
            because=row.because or "",
            n=row.n or effective_n(row.basis, [each.quality for each in known or () if each.quality]),
            against=row.against,
        )

    def _states(self, row: BeliefRow, states: tuple[str, ...], where: str) -> dict[str, float] | None:
        if (row.p is None) == (row.states is None):
            self.problems.add(
                where, found="both or neither of p and states", expected="one of them", fix="give p or states"
            )
            return None
        if row.p is not None:
            return self._yes_no(row.p, states, where)
        given = row.states or {}
        if set(given) != set(states):
            self.problems.add(
                where,
                found=f"the states {sorted(given)}",
                expected=f"exactly {list(states)}",
                fix="name every state once, as the finding has them",
            )
            return None
        total = sum(given.values())
        if abs(total - 1) > ROUNDING:
            self.problems.add(
                where, found=f"states that sum to {total:.4f}", expected="a sum of 1", fix="mend them"
            )
            return None
        return {state: given[state] / total for state in states}

    def _yes_no(self, p: float, states: tuple[str, ...], where: str) -> dict[str, float] | None:
        if states != YES_NO:
            self.problems.add(
                where,
                found="p",
                expected=f"states, one for each of {list(states)}",
                fix="write states: {...}",
            )
            return None
        return {ABSENT: 1 - p, PRESENT: p}

    def _known_figures(self, ids: Iterable[str], where: str) -> list[Figure] | None:
        known = []
        for figure_id in ids:
            figure = self.figures.get(figure_id)
            if figure is None:
                self.problems.unknown(where, kind="figure", name=figure_id, known=self.figures)
                return None
            known.append(figure)
        return known

    def _check_basis(
        self,
        row: BeliefRow,
        given: dict[str, float],
        known: list[Figure],
        formula: dict[str, str] | None,
        where: str,
    ) -> None:
        if any(figure.post_test for figure in known):
            self.problems.add(
                where,
                found="a post-test figure, P(condition | finding)",
                expected="P(finding | condition)",
                fix="use another figure, or judge and say why",
            )
        if row.n is not None and row.basis != "judged":
            self.problems.add(
                where,
                found=f"n: {row.n:g} beside a {row.basis} belief",
                expected="the effective sample size that its figures' grades give",
                fix="remove n; if a figure is graded wrongly, correct whom it counted or its n",
            )
        if row.basis == "judged":
            if not row.because:
                self.problems.add(
                    where, found="a judged belief without a reason", expected="because: ...", fix="add it"
                )
        elif row.basis == "measured":
            self._check_measured(row, known, where)
        else:
            self._check_derived(row, given, known, formula, where)

    def _check_measured(self, row: BeliefRow, known: list[Figure], where: str) -> None:
        if len(known) != 1 or row.p is None:
            self.problems.add(
                where,
                found=f"a measured belief with {len(known)} figures",
                expected="p and exactly one figure",
                fix="name the figure, or make it derived with a formula",
            )
        elif abs(known[0].value - row.p) > ROUNDING:
            self.problems.add(
                where,
                found=f"p = {row.p}",
                expected=f"the figure's value {known[0].value}",
                fix="take the figure's value, or make it derived with a formula",
            )

    def _check_constant(self, row: BeliefRow, formula: Mapping[str, str], where: str) -> None:
        doubt = doubt_about_basis(row.basis, formula.values())
        if doubt or (row.basis == "adjusted" and not row.because):
            self.problems.add(
                where,
                found=doubt or "an adjusted belief without a reason",
                expected="derived over figures alone, adjusted with a constant and because: ...",
                fix="name the basis as it is, and say why that constant",
            )

    def _check_derived(
        self,
        row: BeliefRow,
        given: dict[str, float],
        known: list[Figure],
        formula: dict[str, str] | None,
        where: str,
    ) -> None:
        if formula is None or not (known or _names_rates(formula)) or set(formula) - set(given):
            self.problems.add(
                where,
                found="a derived belief without figures and a formula over its states",
                expected="figures: [...] and formula: ...",
                fix="add them, or make it judged with a reason",
            )
            return
        self._check_constant(row, formula, where)
        names = named_figures(known)
        for state, expression in formula.items():
            try:
                result = evaluate(expression, names, rates=self.rates)
            except (ArithmeticError, SyntaxError, ValueError, TypeError) as error:
                self.problems.add(
                    where,
                    found=f"the formula {expression!r} ({error})",
                    expected="arithmetic over f1, f2, ..., n1, n2, ... and rates such as present(fever)",
                    fix="mend it",
                )
                continue
            if abs(result - given[state]) > ROUNDING:
                self.problems.add(
                    where,
                    found=f"{state} = {given[state]:.4f}",
                    expected=f"{result:.4f}, which {expression!r} gives",
                    fix="correct the number or the formula",
                )


def evaluate(expression: str, names: Mapping[str, float], *, rates: Rates | None = None) -> float:
    """Return the value of an arithmetic expression over named figures and rates.

    Raises:
        ValueError: the expression is not plain arithmetic, or names what there is not.
    """
    plain, values = (rates or Rates()).resolved(expression)
    try:
        return float(SimpleEval(names={**names, **values}, functions=_FUNCTIONS).eval(plain))
    except ArithmeticError:
        raise
    except Exception as error:
        msg = f"cannot evaluate: {error}"
        raise ValueError(msg) from error


def _formula_by_state(row: BeliefRow) -> dict[str, str] | None:
    if isinstance(row.formula, str):
        return {PRESENT: row.formula}
    return row.formula


def _names_rates(formula: Mapping[str, str]) -> bool:
    return any(names_rate(expression) for expression in formula.values())
