"""Metrics of very many simulated patients, added up block by block so that nothing is kept but sums."""

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from pygalgia.evaluation.measures.calibration import BINS, Bin
from pygalgia.evaluation.measures.measure import Measure, Places, resampled, share
from pygalgia.inference.model import FloatArray, IndexArray

TOP = 3


@dataclass(slots=True, kw_only=True)
class Tally:
    """Sums over blocks; each block was drawn from one world.

    Attributes:
        bins: One (BINS, 3) array a block: patients, sum of confidence, and right ones, by confidence.
        sums: One (4,) array a block: patients, sum of Brier scores, right first, right in the first three.
    """

    bins: list[FloatArray] = field(default_factory=list)
    sums: list[FloatArray] = field(default_factory=list)

    def add(self, probability: NDArray[np.floating], condition: IndexArray) -> None:
        """Add one block of patients: (E, C) probabilities, and (E,) what they have."""
        patients = np.arange(condition.size)
        on_right = probability[patients, condition]
        confidence = probability.max(axis=1).astype(np.float64)
        above = (probability > on_right[:, None]).sum(axis=1)
        place = np.minimum((confidence * BINS).astype(np.intp), BINS - 1)
        right = above == 0
        self.bins.append(
            np.stack(
                [
                    np.bincount(place, minlength=BINS),
                    np.bincount(place, weights=confidence, minlength=BINS),
                    np.bincount(place, weights=right, minlength=BINS),
                ],
                axis=1,
            )
        )
        squares = (probability**2).sum(axis=1) - 2 * on_right + 1
        self.sums.append(np.array([condition.size, squares.sum(), right.sum(), (above < TOP).sum()]))

    @property
    def n(self) -> int:
        """Patients so far."""
        return int(sum(block[0] for block in self.sums))

    def metrics(self, *, world_by_world: bool = False, seed: int = 0) -> dict[str, Measure]:
        """Return top-1, top-3, Brier's score and the calibration error.

        Intervals of the last two come from drawing whole blocks, and so whole worlds, again.

        Args:
            world_by_world: The calibration error is the mean of that of each world apart, with the least
                and the greatest: errors of opposite sign in two worlds then do not cancel.
            seed: Of the intervals.
        """
        total = np.sum(self.sums, axis=0)
        bins, sums = np.array(self.bins), np.array(self.sums)

        def brier(blocks: Places) -> float:
            return float(sums[blocks, 1].sum() / sums[blocks, 0].sum())

        def error(blocks: Places) -> float:
            together = bins[blocks].sum(axis=0)
            return float(np.abs(together[:, 1] - together[:, 2]).sum() / together[:, 0].sum())

        apart = self.errors()
        return {
            "top1": _counted(int(total[2]), self.n),
            "top3": _counted(int(total[3]), self.n),
            "brier": replace(resampled(brier, len(self.sums), seed=seed), n=self.n),
            "ece": Measure(
                value=float(apart.mean()),
                low=float(apart.min()),
                high=float(apart.max()),
                n=self.n,
                interval="none",
            )
            if world_by_world
            else replace(resampled(error, len(self.bins), seed=seed), n=self.n),
        }

    def errors(self) -> FloatArray:
        """Return the calibration error of each block apart."""
        bins = np.array(self.bins)
        result: FloatArray = np.abs(bins[:, :, 1] - bins[:, :, 2]).sum(axis=1) / bins[:, :, 0].sum(axis=1)
        return result

    def reliability(self) -> list[Bin]:
        """Return the bins that hold a patient."""
        together = np.sum(self.bins, axis=0)
        return [
            Bin(confidence=float(total / many), right=_counted(round(right), int(many)))
            for many, total, right in together
            if many
        ]


def _counted(hits: int, n: int) -> Measure:
    """Return the share of hits, as `share` does for a list of them."""
    return share(np.arange(n) < hits)
