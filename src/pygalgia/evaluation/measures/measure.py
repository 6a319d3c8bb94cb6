"""A measured number and its 95 % interval."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pygalgia.evaluation.extra import extra

CONFIDENCE = 0.95
#: Resamples behind a bootstrap interval.
RESAMPLES = 2000

Interval = Literal["exact", "bootstrap", "none"]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number that was measured.

    Attributes:
        value: None where no case could tell (n is then 0).
        low: Lower end of the 95 % interval.
        high: Upper end.
        n: How many cases it rests on.
        interval: How the interval was found: exact (Clopper and Pearson), bootstrap over cases, or none.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    interval: Interval

    def as_row(self) -> dict[str, float | int | None]:
        """Return what `metrics.json` holds."""
        return {"value": self.value, "low": self.low, "high": self.high, "n": self.n}


NOTHING_MEASURED = Measure(value=None, low=None, high=None, n=0, interval="none")


def count(number: int) -> Measure:
    """Return a plain count, which has no error of its own."""
    return Measure(value=number, low=number, high=number, n=number, interval="none")


def share(hits: Sequence[bool] | NDArray[np.bool_]) -> Measure:
    """Return the share of True with its exact interval.

    Source:
        Clopper CJ, Pearson ES. Biometrika 1934;26:404-13. doi:10.1093/biomet/26.4.404.

    Examples:
        >>> nine_in_ten = share([True] * 9 + [False])
        >>> nine_in_ten.value, round(nine_in_ten.low, 3), round(nine_in_ten.high, 3)
        (0.9, 0.555, 0.997)
        >>> share([]).value is None
        True
    """
    hit = np.asarray(hits, dtype=np.bool_)
    n, k = int(hit.size), int(hit.sum())
    if n == 0:
        return NOTHING_MEASURED
    with extra():
        from scipy import stats
    tail = (1 - CONFIDENCE) / 2
    low = float(stats.beta.ppf(tail, k, n - k + 1)) if k else 0.0
    high = float(stats.beta.ppf(1 - tail, k + 1, n - k)) if k < n else 1.0
    return Measure(value=k / n, low=low, high=high, n=n, interval="exact")


def resampled(statistic: Callable[[Places], float], n: int, *, seed: int) -> Measure:
    """Return a statistic of n cases with its bootstrap interval (percentiles, whole cases drawn again).

    Args:
        statistic: Takes the places of the cases to count, some of them repeated; nan where it is undefined.
        n: How many cases there are.
        seed: The same seed gives the same interval.

    Source:
        Efron B. Ann Stat 1979;7:1-26. doi:10.1214/aos/1176344552.
    """
    if n == 0:
        return NOTHING_MEASURED
    value = float(statistic(np.arange(n)))
    if np.isnan(value):
        return NOTHING_MEASURED
    rng = np.random.default_rng(seed)
    drawn = np.array([statistic(rng.integers(0, n, n)) for _ in range(RESAMPLES)])
    tail = (1 - CONFIDENCE) / 2
    low, high = np.nanquantile(drawn, (tail, 1 - tail))
    # A calibration error can only grow when cases are repeated: keep the value inside its own interval.
    return Measure(
        value=float(value),
        low=min(float(low), value),
        high=max(float(high), value),
        n=n,
        interval="bootstrap",
    )


def mean(values: Sequence[float] | NDArray[np.float64], *, seed: int) -> Measure:
    """Return the mean with its bootstrap interval; nan values are left out."""
    kept = np.asarray(values, dtype=np.float64)
    kept = kept[~np.isnan(kept)]
    if kept.size == 0:
        return NOTHING_MEASURED
    rng = np.random.default_rng(seed)
    places = rng.integers(0, kept.size, (RESAMPLES, kept.size))
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(kept[places].mean(axis=1), (tail, 1 - tail))
    return Measure(
        value=float(kept.mean()), low=float(low), high=float(high), n=int(kept.size), interval="bootstrap"
    )
