"""Honest uncertainty: the posterior under tables drawn from what is believed possible.

Every belief is a Beta distribution with mean p and effective sample size n; every prior share is
lognormal between its low and high. Drawing the tables anew and inferring again gives the spread of
each posterior. A background rate is drawn once a draw and shared by the conditions that rest on it.

What a draw of one row or mechanism is depends on the seed alone, so it is drawn once for all cases. The
rates that a condition states itself are independent of one another: the log of their product is drawn as a
whole, from its mean, variance and skewness.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from pygalgia.frozen import Frozen
from pygalgia.inference.cumulants import CUMULANTS, SMALLEST_PART, log_rate_cumulants
from pygalgia.inference.model import DIRECT, FloatArray, IndexArray, Model

#: Draws behind an interval, and the quantiles it reports (the middle 95 %).
DRAWS = 400
QUANTILES = (0.025, 0.975)
EVERY = slice(None)
#: Divides the third cumulant in the Cornish-Fisher expansion (Cornish and Fisher 1938).
_LEAN = 6
#: Evenly spread probabilities stand in the middle of their parts.
_MIDDLE = 0.5
#: Weights are brought back to 1 before their logarithm may be greater: 700 would leave a double.
_LARGEST_LOG = 300.0
#: Conditions whose weights are multiplied by all mechanisms before those of the next: they stay in the cache.
_AT_ONCE = 32
#: Each kind of draw has a stream of its own.
_SCORE, _BACKGROUND, _RATIO, _MECHANISM = range(4)


class Draws(Frozen):
    """Posteriors under drawn tables.

    Attributes:
        weight: (C, D) of each condition in each draw, >= 0.
        total: (D,) their sums, > 0: what a weight is divided by to be a probability.
    """

    weight: FloatArray
    total: FloatArray

    @property
    def probability(self) -> FloatArray:
        """(D, C) each row sums to 1."""
        return (self.weight / self.total).T

    def interval(self, columns: NDArray[np.signedinteger] | slice = EVERY) -> FloatArray:
        """Return (k, 2): the 2.5 % and 97.5 % quantiles of each condition's probability, or of some's."""
        # As `np.quantile` has them, to the last bit, and in half the time: what it lays out lies well here.
        ordered = self.weight[columns] / self.total
        places = [quantile * (ordered.shape[1] - 1) for quantile in QUANTILES]
        ends = [(int(place), min(int(place) + 1, ordered.shape[1] - 1)) for place in places]
        ordered.partition(sorted({end for each in ends for end in each}), axis=1)
        result = np.empty((ordered.shape[0], len(QUANTILES)))
        for column, (place, (low, high)) in enumerate(zip(places, ends, strict=True)):
            result[:, column] = _between(ordered[:, low], ordered[:, high], place - int(place))
        return result


class DrawnTables(Frozen):
    """Everything that is drawn, for whoever draws many posteriors at once.

    Attributes:
        own: (S, 3, C) cumulants of the logs of the direct rates that conditions state themselves.
        background: (S, D) log of the background rates that the other conditions share.
        log_ratio: (S, D) log of how much more common a state is with its mechanism at work.
        rates: (M, C, D) of the mechanisms.
        normal: (C, D) standard normal values that sums of own rates are drawn with.
    """

    own: FloatArray
    background: FloatArray
    log_ratio: FloatArray
    rates: FloatArray
    normal: FloatArray


def _grow(weight: FloatArray, growing: Sequence[tuple[FloatArray, FloatArray]]) -> None:
    """Multiply (C, D) weights, in place, by 1 + q (LR - 1) of each mechanism: (C, D) q and (D,) LR - 1."""
    bracket = np.empty((_AT_ONCE, weight.shape[1]))
    for start in range(0, len(weight), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        here = weight[some]
        factor = bracket[: len(here)]
        for rates, growth in growing:
            np.multiply(rates[some], growth, out=factor)
            factor += 1
            here *= factor


def _between(low: FloatArray, high: FloatArray, share: float) -> FloatArray:
    """Return what lies a share of the way from low to high, from whichever is nearer."""
    step = high - low
    result: FloatArray = high - step * (1 - share) if share >= _MIDDLE else low + step * share
    return result


@dataclass(frozen=True, kw_only=True)
class Drawer:
    """Draws tables of one model; safe to share between threads, since what it keeps never changes.

    Attributes:
        model: The compiled arrays.
        draws: D, at least 1.
        seed: The same seed gives the same draws.
    """

    model: Model
    draws: int = DRAWS
    seed: int = 0
    _kept: dict[tuple[str, int], FloatArray] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, model: Model, tables: DrawnTables) -> "Drawer":
        """Return what takes every table, drawn of this model with seed 0, from where it lies."""
        drawer = cls(model=model, draws=tables.normal.shape[1])
        kept = drawer._kept
        for row, parent in enumerate(model.parent.tolist()):
            if parent == DIRECT:
                kept["own", row], kept["background", row] = tables.own[row], tables.background[row]
            else:
                kept["ratio", row] = tables.log_ratio[row]
        kept.update((("mechanism", place), rates) for place, rates in enumerate(tables.rates))
        drawer.__dict__["_normal"] = tables.normal
        return drawer

    def posteriors(self, log_prior: FloatArray, log_spread: FloatArray, rows: IndexArray) -> Draws:
        """Return posteriors under drawn tables.

        Args:
            log_prior: (C,) natural log of the prior; -inf excludes.
            log_spread: (C,) standard deviation of the log prior.
            rows: Rows of the S axis that the known answers select.
        """
        parent = self.model.parent[rows]
        weight = self._score(log_prior, log_spread, rows[parent == DIRECT].tolist())
        weight -= weight.max(axis=0)
        np.exp(weight, out=weight)
        # In their order; `np.unique` would load masked arrays at the first assessment of a process.
        ratios = {
            mechanism: self._log_ratios(rows[parent == mechanism].tolist())
            for mechanism in sorted(set(parent[parent != DIRECT].tolist()))
        }
        growing, log_most = list[tuple[FloatArray, FloatArray]](), 0.0
        for mechanism, log_ratio in ratios.items():
            growing.append((self._mechanism_rates(mechanism), np.expm1(log_ratio)))
            # Forty strong signs of many mechanisms together would leave the range of a double.
            log_most += max(float(log_ratio.max()), 0.0)
            if log_most > _LARGEST_LOG:
                _grow(weight, growing)
                weight /= weight.max(axis=0)
                growing, log_most = [], 0.0
        _grow(weight, growing)
        return Draws(weight=weight, total=weight.sum(axis=0))

    def tables(self) -> DrawnTables:
        """Return every table as drawn; 0 where a row has none of that kind."""
        model, size = self.model, self.model.parent.size
        own = np.zeros((size, CUMULANTS, len(model.conditions)))
        background, log_ratio = np.zeros((size, self.draws)), np.zeros((size, self.draws))
        for row, parent in enumerate(model.parent.tolist()):
            if parent == DIRECT:
                own[row], background[row] = self._own(row), self._background(row)
            else:
                log_ratio[row] = self._log_ratio(row)
        rates = np.stack([self._mechanism_rates(place) for place in range(len(model.mechanisms))])
        return DrawnTables(
            own=own, background=background, log_ratio=log_ratio, rates=rates, normal=self._normal
        )

    def _score(self, log_prior: FloatArray, log_spread: FloatArray, rows: list[int]) -> FloatArray:
        """Return (C, D) log of prior times direct rates, each condition's own part drawn as one sum."""
        mean, variance, third = sum(map(self._own, rows), np.zeros((CUMULANTS, log_prior.size)))
        spread = np.sqrt(variance + log_spread**2)
        lean = np.divide(third, _LEAN * spread**2, out=np.zeros_like(third), where=spread > 0)
        # Cornish-Fisher: a sum with these three cumulants, in terms of a standard normal variable. Its square
        # less 1 has the mean 0, so that skewness moves no mean.
        score: FloatArray = self._normal * lean[:, None]
        score += spread[:, None]
        score *= self._normal
        score += (log_prior + mean - lean)[:, None]
        if rows:
            shared = np.array([self._background(row) for row in rows])
            score += (~self.model.own[rows]).astype(np.float64).T @ shared
        return score

    @cached_property
    def _normal(self) -> FloatArray:
        """(C, D) standard normal values: every condition has the same evenly spread ones, shuffled."""
        evenly = [NormalDist().inv_cdf((place + _MIDDLE) / self.draws) for place in range(self.draws)]
        columns = np.repeat(np.array(evenly)[:, None], len(self.model.conditions), axis=1)
        shuffled = np.random.default_rng((self.seed, _SCORE)).permuted(columns, axis=0)
        return np.ascontiguousarray(shuffled.T)

    def _own(self, row: int) -> FloatArray:
        """Return (3, C) cumulants of the log of what each condition states itself; 0 where it states none."""
        return self._once("own", row, self._draw_own)

    def _background(self, row: int) -> FloatArray:
        """Return (D,) log of the background rate that all conditions without an own one share."""
        return self._once("background", row, self._draw_background)

    def _log_ratio(self, row: int) -> FloatArray:
        """Return (D,) log of how much more common a state is with its mechanism at work."""
        return self._once("ratio", row, self._draw_log_ratio)

    def _log_ratios(self, rows: list[int]) -> FloatArray:
        """Return (D,) the sum of `_log_ratio` over some rows, one at least."""
        total = self._log_ratio(rows[0])
        for row in rows[1:]:
            total = total + self._log_ratio(row)
        return total

    def _mechanism_rates(self, mechanism: int) -> FloatArray:
        """Return (C, D) rates of a mechanism in each condition."""
        return self._once("mechanism", mechanism, self._draw_mechanism_rates)

    def _once(self, kind: str, place: int, draw: Callable[[int], FloatArray]) -> FloatArray:
        if (kind, place) not in self._kept:
            self._kept[kind, place] = draw(place)
        return self._kept[kind, place]

    def _draw_own(self, row: int) -> FloatArray:
        own = self.model.own[row]
        result = np.zeros((CUMULANTS, own.size))
        p, n = np.exp(self.model.log_direct[row, own]), self.model.direct_n[row, own]
        result[:, own] = log_rate_cumulants(p, n)
        return result

    def _draw_background(self, row: int) -> FloatArray:
        size = self.model.direct_n[row, ~self.model.own[row]][:1]
        if not size.size:
            return np.zeros(self.draws)
        rate = np.exp(self.model.log_background[row : row + 1])
        result: FloatArray = np.log(beta(rate, size, self.draws, self._rng(_BACKGROUND, row)))[:, 0]
        return result

    def _draw_log_ratio(self, row: int) -> FloatArray:
        rng, model, here = self._rng(_RATIO, row), self.model, slice(row, row + 1)
        present = beta(model.p_if_present[here], model.n_if_present[here], self.draws, rng)
        absent = beta(model.p_if_absent[here], model.n_if_absent[here], self.draws, rng)
        result: FloatArray = np.log(present[:, 0]) - np.log(absent[:, 0])
        return result

    def _draw_mechanism_rates(self, mechanism: int) -> FloatArray:
        rng, model, own = self._rng(_MECHANISM, mechanism), self.model, self.model.q_own[mechanism]
        rates = np.empty((own.size, self.draws))
        rates[own] = beta(model.q[mechanism, own], model.q_n[mechanism, own], self.draws, rng).T
        if not own.all():
            size = model.q_n[mechanism, ~own][:1]
            rates[~own] = beta(model.q_background[mechanism : mechanism + 1], size, self.draws, rng).T
        return rates

    def _rng(self, kind: int, place: int) -> np.random.Generator:
        return np.random.default_rng((self.seed, kind, place))


def beta(p: FloatArray, n: FloatArray, draws: int, rng: np.random.Generator) -> FloatArray:
    """Return (draws, k) rates with mean near p (k,) and effective sample size n (k,)."""
    rates = rng.beta(p * n, (1 - p) * n, size=(draws, p.size))
    return np.clip(rates, p * SMALLEST_PART, 1 - (1 - p) * SMALLEST_PART)
