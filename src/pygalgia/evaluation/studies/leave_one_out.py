"""Choose a constant without looking at what it is measured on: each set is left out once.

For each set a setting is chosen on all the others and measured on that set alone. What comes out is what a
choice by looking is worth on cases that did not take part in it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from pygalgia.errors import ModelError
from pygalgia.evaluation.measures.measure import Measure, mean
from pygalgia.inference.model import FloatArray

S = TypeVar("S")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut(Generic[S]):
    """One set, left out.

    Attributes:
        chosen: The setting that is best on the other sets.
        others: Its mean score there, which the choice flatters.
        score: Its mean score on the set that was left out.
        default: The mean score of the first setting on it.
        best_here: The setting that would have been best, had one looked; not a result.
    """

    name: str
    chosen: S
    others: float
    score: Measure
    default: Measure
    best_here: S


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveOneOut(Generic[S]):
    """Every set left out once.

    Attributes:
        rows: One for each set.
        score: Mean over all cases, each measured by the setting chosen without its set.
        default: Mean over all cases of the first setting.
        gain: The difference, case by case.
        best: The setting that is best on all sets together: what one would adopt.
    """

    rows: tuple[LeftOut[S], ...]
    score: Measure
    default: Measure
    gain: Measure
    best: S

    @property
    def agreed(self) -> bool:
        """Whether the same setting was chosen whichever set was left out."""
        return all(row.chosen == self.best for row in self.rows)


def leave_one_out(
    settings: Sequence[S], scores: Callable[[S], Mapping[str, FloatArray]], *, seed: int = 0
) -> LeaveOneOut[S]:
    """Return how settings do on sets that did not choose them.

    Args:
        settings: What can be chosen, the shipped one first; of equally good ones the first is chosen.
        scores: Returns, for a setting, set name to one score a case, more is better: the same sets and
            cases for each setting.
        seed: Of the intervals.

    Raises:
        ModelError: there are fewer than two sets, no setting, or settings with other sets or cases.
    """
    table = [scores(setting) for setting in settings]
    names = _names(table)
    # Pooled over cases: a set counts for as many cases as it has.
    rows, picked = [], []
    for name in names:
        others = [np.concatenate([each[n] for n in names if n != name]).mean() for each in table]
        chosen = int(np.argmax(others))
        rows.append(
            LeftOut(
                name=name,
                chosen=settings[chosen],
                others=float(others[chosen]),
                score=mean(table[chosen][name], seed=seed),
                default=mean(table[0][name], seed=seed),
                best_here=settings[int(np.argmax([each[name].mean() for each in table]))],
            )
        )
        picked.append(table[chosen][name])
    score, default = np.concatenate(picked), np.concatenate([table[0][name] for name in names])
    together = [np.concatenate([each[name] for name in names]).mean() for each in table]
    return LeaveOneOut(
        rows=tuple(rows),
        score=mean(score, seed=seed),
        default=mean(default, seed=seed),
        gain=mean(score - default, seed=seed),
        best=settings[int(np.argmax(together))],
    )


def _names(table: Sequence[Mapping[str, FloatArray]]) -> list[str]:
    """Return the names of the sets.

    Raises:
        ModelError: they cannot be compared.
    """
    sizes = [{name: scores.size for name, scores in each.items()} for each in table]
    if not sizes or len(sizes[0]) < 2:  # noqa: PLR2004 - with one set, nothing is left to choose on
        msg = "to leave one set out, give at least one setting and two sets"
        raise ModelError(msg)
    if any(each != sizes[0] for each in sizes) or not all(sizes[0].values()):
        msg = f"settings were scored on other sets or cases: {sizes}"
        raise ModelError(msg)
    return list(sizes[0])
