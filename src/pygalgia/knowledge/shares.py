"""Read the shares of the causes: one file a population, other settings by their factors."""

from collections.abc import Mapping
from dataclasses import InitVar, dataclass, field

from pygalgia.domain.condition import SETTINGS, Setting, Share
from pygalgia.domain.evidence import Figure
from pygalgia.knowledge import rows
from pygalgia.knowledge.beliefs import evaluate
from pygalgia.reading.problems import Problems
from pygalgia.reading.yaml_file import Document

#: How far the shares as written may miss a sum of 1, and a share its formula: rounding.
SUM_ROUNDING = 0.001
FORMULA_ROUNDING = 0.05


@dataclass(slots=True)
class ShareReader:
    """Collects the shares of every condition, noting problems as it goes."""

    conditions: InitVar[tuple[str, ...]]
    figures: Mapping[str, Figure]
    problems: Problems
    shares: dict[str, list[Share]] = field(default_factory=dict)

    def __post_init__(self, conditions: tuple[str, ...]) -> None:
        """Start with no share for any condition."""
        self.shares = {name: [] for name in conditions}

    def read(self, document: Document, file: rows.PriorsFile) -> None:
        """Add the shares of one population, for every setting."""
        self._check_shares(document, file)
        for setting in SETTINGS:
            times = {row.condition: _times(row, setting) for row in file.shares}
            total = sum(row.p * times[row.condition] for row in file.shares)
            for row in file.shares:
                factor = times[row.condition] / total
                if row.condition in self.shares:
                    self.shares[row.condition].append(
                        Share(
                            population=file.population,
                            setting=setting,
                            p=row.p * factor,
                            low=min(row.low * factor, 1.0),
                            high=min(row.high * factor, 1.0),
                            basis=row.basis,
                            figures=tuple(row.figures),
                            because=_reason(row, setting),
                        )
                    )

    def _check_shares(self, document: Document, file: rows.PriorsFile) -> None:
        total = sum(row.p for row in file.shares)
        if abs(total - 1) > SUM_ROUNDING:
            self.problems.add(
                document.where(("shares",)),
                found=f"shares that sum to {total:.4f}",
                expected="1",
                fix="mend them",
            )
        for index, row in enumerate(file.shares):
            where = document.where(("shares", index))
            if row.condition not in self.shares:
                self.problems.unknown(where, kind="condition", name=row.condition, known=self.shares)
            if not row.low <= row.p <= row.high:
                self.problems.add(
                    where, found=f"p = {row.p}", expected=f"{row.low} to {row.high}", fix="mend the range"
                )
            for name in row.figures:
                if name not in self.figures:
                    self.problems.unknown(where, kind="figure", name=name, known=self.figures)
            self._check_share_formula(row, where)
        missing = set(self.shares) - {row.condition for row in file.shares}
        for name in sorted(missing):
            self.problems.add(
                document.where(()),
                found=f"no share for {name!r}",
                expected="one for each condition",
                fix="add it",
            )

    def _check_share_formula(self, row: rows.ShareRow, where: str) -> None:
        if row.formula is None or not all(name in self.figures for name in row.figures):
            return
        names = {f"f{number}": self.figures[name].value for number, name in enumerate(row.figures, 1)}
        try:
            result = evaluate(row.formula, names)
        except (ArithmeticError, ValueError) as error:
            self.problems.add(where, found=f"{row.formula!r} ({error})", expected="arithmetic", fix="mend it")
            return
        if abs(result - row.p) > FORMULA_ROUNDING * row.p:
            self.problems.add(
                where, found=f"p = {row.p}", expected=f"{result:.3g} by formula", fix="mend either"
            )


def _times(row: rows.ShareRow, setting: Setting) -> float:
    if setting == "primary-care":
        return 1.0
    elsewhere = row.elsewhere.get(setting)
    return 1.0 if elsewhere is None else elsewhere.times


def _reason(row: rows.ShareRow, setting: Setting) -> str:
    if setting == "primary-care" or setting not in row.elsewhere:
        return row.because
    here = row.elsewhere[setting]
    return f"{row.because.rstrip('.')}. In this setting times {here.times:g}: {here.because}"
