"""Pool what the conditions state with the opinions of independent judges, once, when the files are read.

A belief about a direct finding becomes the normalised mean of two logs: of the stated rate, and the mean
of the opinions. So what is stated counts as much as all opinions together. A finding with a mechanism has
no rate of its own in a condition: there the mechanism's rate moves to where the network's marginal rates
come nearest to the pooled ones (least Kullback-Leibler divergence, over all its findings together). So the
network stays a network, with exact inference.

What is measured, or derived by a formula without a constant of its own, is never moved: the figure wins.
A condition that was named after a judge had judged takes the judge's rates for the one that held it then,
where it states nothing of its own: there it differs from the other, and nobody else has judged it.

Source:
    Logarithmic opinion pool (Genest and Zidek 1986); why, and what it changed:
    docs/decisions/0007-pooled-opinions.md.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import exp, fsum, log

import numpy as np

from pygalgia.domain.belief import Belief
from pygalgia.domain.condition import POPULATIONS, Condition, Population, Rates
from pygalgia.domain.finding import ABSENT, PRESENT, Finding
from pygalgia.domain.mechanism import Manifestation, Mechanism
from pygalgia.domain.opinion import Opinion

#: A rate is not taken below this in a pool: the log of a rate that nobody can know ends no argument.
SMALLEST = 1e-4
#: The rates tried for a mechanism: dense where a small difference is a large factor.
GRID = np.unique(
    np.concatenate(
        [np.geomspace(0.001, 0.1, 60), np.linspace(0.1, 0.9, 161), 1 - np.geomspace(0.01, 0.1, 30)]
    )
)


def pooled(
    conditions: Mapping[str, Condition],
    *,
    findings: Mapping[str, Finding],
    mechanisms: Mapping[str, Mechanism],
    opinions: Sequence[Opinion],
) -> dict[str, Condition]:
    """Return the conditions, each with the pooled rates that the model uses beside the beliefs it states."""
    return {
        name: replace(
            each,
            pooled_findings={who: _findings(each, who, findings, opinions) for who in _populations(each)},
            pooled_mechanisms={
                who: _mechanisms(each, who, mechanisms, opinions) for who in _populations(each)
            },
        )
        for name, each in conditions.items()
    }


def _populations(condition: Condition) -> tuple[Population, ...]:
    """Return for whom rates are pooled: children only where something differs in them."""
    differs = condition.child_findings or condition.child_mechanisms
    return POPULATIONS if differs else POPULATIONS[:1]


def is_fixed(belief: Belief) -> bool:
    """Return whether a belief is a published figure, or follows from figures alone."""
    return belief.basis in ("measured", "derived")


def _findings(
    condition: Condition, who: Population, findings: Mapping[str, Finding], opinions: Sequence[Opinion]
) -> Rates:
    stated = {link.target: link.belief for link in condition.stated_findings(who)}
    rates = {}
    for name, finding in findings.items():
        belief = stated.get(name, finding.background)
        heard = _heard(opinions, condition, stated=name in stated)
        judged = [each.rates[name][condition.id] for each in heard if _has(each, name, condition)]
        fixed = name in stated and is_fixed(stated[name])
        if judged and belief is not None and not fixed:
            rates[name] = _pool(belief.states, judged)
    return rates


def _heard(opinions: Sequence[Opinion], condition: Condition, *, stated: bool) -> list[Opinion]:
    """Return the opinions that count for what a condition states, or leaves to the background."""
    return [each for each in opinions if not (stated and condition.id in each.later)]


def _has(opinion: Opinion, finding: str, condition: Condition) -> bool:
    return condition.id in opinion.rates.get(finding, {})


def _pool(stated: Mapping[str, float], others: Sequence[Mapping[str, float]]) -> dict[str, float]:
    weight = {
        state: exp((_log(stated[state]) + fsum(_log(each[state]) for each in others) / len(others)) / 2)
        for state in stated
    }
    total = fsum(weight.values())
    return {state: each / total for state, each in weight.items()}


def _log(rate: float) -> float:
    return log(max(rate, SMALLEST))


def _mechanisms(
    condition: Condition, who: Population, mechanisms: Mapping[str, Mechanism], opinions: Sequence[Opinion]
) -> Rates:
    stated = {link.target: link.belief for link in condition.stated_mechanisms(who)}
    rates = {}
    for name, mechanism in mechanisms.items():
        belief = stated.get(name, mechanism.background)
        heard = _heard(opinions, condition, stated=name in stated)
        targets = list(_targets(condition, mechanism, belief.present, heard))
        fixed = name in stated and is_fixed(stated[name])
        if targets and not fixed:
            rate = _nearest(targets)
            rates[name] = {ABSENT: 1 - rate, PRESENT: rate}
    return rates


def _targets(
    condition: Condition, mechanism: Mechanism, rate: float, opinions: Sequence[Opinion]
) -> Iterator[tuple[Manifestation, dict[str, float]]]:
    """Yield each finding of a mechanism that a judge rated, with the pooled rates of its states."""
    for each in mechanism.manifestations:
        judged = [o.rates[each.finding][condition.id] for o in opinions if _has(o, each.finding, condition)]
        if judged:
            marginal = {
                state: rate * p + (1 - rate) * each.absent.states[state]
                for state, p in each.present.states.items()
            }
            yield each, _pool(marginal, judged)


def _nearest(targets: Sequence[tuple[Manifestation, Mapping[str, float]]]) -> float:
    """Return the mechanism's rate whose marginal rates diverge least from the targets."""
    divergence = np.zeros(GRID.size)
    for each, target in targets:
        for state, p in target.items():
            marginal = GRID * each.present.states[state] + (1 - GRID) * each.absent.states[state]
            divergence -= p * np.log(marginal)
    return float(GRID[np.argmin(divergence)])
