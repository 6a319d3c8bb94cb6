"""Turn the rates of the causes, as each states its own, into shares that sum to 1 in each setting."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import fsum

from pygalgia.domain.condition import POPULATIONS, SETTINGS, Population, Setting, Share
from pygalgia.domain.evidence import Figure
from pygalgia.knowledge.beliefs import evaluate
from pygalgia.knowledge.rates import Rates, doubt_about_basis, named_figures
from pygalgia.knowledge.rows.conditions import ConditionBeliefsFile, PriorRow, PriorsRow
from pygalgia.reading.document import Document
from pygalgia.reading.problems import Problems

#: How far a rate may lie from its formula, as a part of itself: rounding.
FORMULA_ROUNDING = 0.05


@dataclass(slots=True)
class ShareReader:
    """Collects the rates of every condition, noting problems as it goes."""

    figures: Mapping[str, Figure]
    problems: Problems
    priors: dict[str, PriorsRow] = field(default_factory=dict)
    places: dict[tuple[str, Population], str] = field(default_factory=dict)

    def read(self, condition: str, document: Document, file: ConditionBeliefsFile) -> None:
        """Add the rates of one condition."""
        self.priors[condition] = file.priors
        for population in POPULATIONS:
            self.places[condition, population] = document.where(("priors", population))

    def shares(self) -> dict[str, tuple[Share, ...]]:
        """Return condition to its shares: those of one population and setting sum to 1."""
        made: dict[str, list[Share]] = {name: [] for name in self.priors}
        for population in POPULATIONS:
            priors = {name: row.of(population) for name, row in self.priors.items()}
            rates = Rates(conditions={name: row.rate for name, row in priors.items()})
            for name, row in priors.items():
                self._check(row, self.places.get((name, population), name), rates)
                made[name] += _of(population, name, priors)
        return {name: tuple(shares) for name, shares in made.items()}

    def _check(self, row: PriorRow, where: str, rates: Rates) -> None:
        if not row.low <= row.rate <= row.high:
            self.problems.add(
                where, found=f"rate = {row.rate}", expected=f"{row.low} to {row.high}", fix="mend the range"
            )
        unknown = [name for name in row.figures if name not in self.figures]
        for name in unknown:
            self.problems.unknown(where, kind="figure", name=name, known=self.figures)
        if row.basis != "judged" and row.formula is None:
            self.problems.add(
                where, found=f"a {row.basis} rate without a formula", expected="formula: ...", fix="add it"
            )
        doubt = doubt_about_basis(row.basis, (row.formula or "",))
        if doubt:
            self.problems.add(
                where, found=doubt, expected="the basis as it is", fix="name it derived or adjusted"
            )
        if row.formula is not None and not unknown:
            self._check_formula(row, row.formula, where, rates)

    def _check_formula(self, row: PriorRow, formula: str, where: str, rates: Rates) -> None:
        names = named_figures(self.figures[name] for name in row.figures)
        try:
            result = evaluate(formula, names, rates=rates)
        except (ArithmeticError, ValueError) as error:
            self.problems.add(where, found=f"{formula!r} ({error})", expected="arithmetic", fix="mend it")
            return
        if abs(result - row.rate) > FORMULA_ROUNDING * row.rate:
            self.problems.add(
                where, found=f"rate = {row.rate}", expected=f"{result:.4g} by formula", fix="mend either"
            )


def _of(population: Population, condition: str, priors: Mapping[str, PriorRow]) -> Iterator[Share]:
    row = priors[condition]
    for setting in SETTINGS:
        total = fsum(each.rate * _times(each, setting) for each in priors.values())
        factor = _times(row, setting) / total if total else 0.0
        yield Share(
            population=population,
            setting=setting,
            p=row.rate * factor,
            low=min(row.low * factor, 1.0),
            high=min(row.high * factor, 1.0),
            basis=row.basis,
            figures=tuple(row.figures),
            because=_reason(row, setting),
        )


def _times(row: PriorRow, setting: Setting) -> float:
    if setting == "primary-care":
        return 1.0
    elsewhere = row.elsewhere.get(setting)
    return 1.0 if elsewhere is None else elsewhere.times


def _reason(row: PriorRow, setting: Setting) -> str:
    if setting == "primary-care" or setting not in row.elsewhere:
        return row.because
    here = row.elsewhere[setting]
    return f"{row.because.rstrip('.')}. In this setting times {here.times:g}: {here.because}"
