"""Rates that a formula names instead of copying: `present(fever)`, `absent(fever)`, `background(fever)`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pygalgia.domain.belief import Belief
from pygalgia.domain.evidence import Figure
from pygalgia.domain.finding import ABSENT, PRESENT, Finding
from pygalgia.domain.mechanism import Manifestation, Mechanism

_NAMED = re.compile(r"\b([a-z]+)\(\s*([a-z][a-z0-9-]*(?:\s*,\s*[a-z0-9][a-z0-9-]*)*)\s*\)")
_OTHER_FUNCTIONS = ("min", "max", "sqrt")
_A_NUMBER = re.compile(r"(?<![\w.])\d+(\.\d+)?")
#: One less a rate is the same rate told of those without: nobody chose that number.
_COMPLEMENT = re.compile(r"(?<![\w.*/+-])(?<![*/+-] )1 - (?=[a-z(])")


def names_rate(expression: str) -> bool:
    """Return whether an expression names a rate of something else."""
    return any(match[1] not in _OTHER_FUNCTIONS for match in _NAMED.finditer(expression))


def holds_constant(expressions: Iterable[str]) -> bool:
    """Return whether a formula holds a number of its own, so that somebody chose it: a weight, too.

    The 1 of a complement is none, as in `1 - f1` or `f1 * (1 - f2)`.
    """
    return any(_A_NUMBER.search(without_complements(each)) for each in expressions)


def without_complements(expression: str) -> str:
    """Return an expression without the `1 - ` of its complements: what numbers are left, somebody chose."""
    return _COMPLEMENT.sub("", expression)


def named_figures(figures: Iterable[Figure]) -> dict[str, float]:
    """Return what a formula may name of figures: `f1`, `f2`, ... their values, `n1`, `n2`, ... their sizes.

    `n` is missing where the figure does not tell it: a formula that names it then is an error.
    """
    names: dict[str, float] = {}
    for number, figure in enumerate(figures, 1):
        names[f"f{number}"] = figure.value
        if figure.n is not None:
            names[f"n{number}"] = figure.n
    return names


def doubt_about_basis(basis: str, expressions: Iterable[str]) -> str | None:
    """Return what is wrong between a basis and its formula, or None."""
    if basis not in ("derived", "adjusted") or (basis == "adjusted") == holds_constant(expressions):
        return None
    return (
        "a derived formula with a constant of its own"
        if basis == "derived"
        else "an adjusted formula without a constant"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """What is believed already when a formula is read.

    Attributes:
        findings: Findings, for their background rates.
        mechanisms: Mechanisms, for their background rates and for their findings' two rates.
        conditions: Condition to its rate in the population that a prior is stated for.
    """

    findings: Mapping[str, Finding] = field(default_factory=dict)
    mechanisms: Mapping[str, Mechanism] = field(default_factory=dict)
    conditions: Mapping[str, float] = field(default_factory=dict)

    def resolved(self, expression: str) -> tuple[str, dict[str, float]]:
        """Return the expression with `r1`, `r2`, ... for the rates it names, and their values.

        Raises:
            ValueError: a rate that nobody believes anything about.
        """
        values: dict[str, float] = {}

        def name(match: re.Match[str]) -> str:
            kind, inside = match.groups()
            if kind in _OTHER_FUNCTIONS:
                return match.group()
            thing, *states = re.split(r"\s*,\s*", inside)
            label = f"r{len(values) + 1}"
            values[label] = self._value(kind, thing, tuple(states))
            return label

        return _NAMED.sub(name, expression), values

    def _value(self, kind: str, thing: str, states: tuple[str, ...]) -> float:
        if kind == "rate" and not states and thing in self.conditions:
            return self.conditions[thing]
        belief = self._belief(kind, thing)
        wanted = states or (PRESENT,)
        if belief is None or set(wanted) - set(belief.states):
            msg = f"no rate {kind}({', '.join((thing, *states))})"
            raise ValueError(msg)
        return sum(belief.states[state] for state in wanted)

    def _belief(self, kind: str, thing: str) -> Belief | None:
        if kind == "background":
            known = self.mechanisms.get(thing) or self.findings.get(thing)
            return None if known is None else known.background
        shown = self._manifestation(thing)
        if shown is None or kind not in {PRESENT, ABSENT}:
            return None
        return shown.present if kind == PRESENT else shown.absent

    def _manifestation(self, finding: str) -> Manifestation | None:
        every = (each for mechanism in self.mechanisms.values() for each in mechanism.manifestations)
        return next((each for each in every if each.finding == finding), None)
