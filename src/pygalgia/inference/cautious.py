"""Odds that some of the evidence may move in one direction only."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

import numpy as np

from pygalgia.inference.model import DIRECT, FloatArray, IndexArray, Model

#: The exponential of a hundred more is still within the range of a double: one more answer does not leave it.
_LARGEST_LOG = 600.0
#: Of fifty kilobytes each; a list that is ticked has some thirty denials, mostly the same.
_MOST_ROWS_KEPT = 96


class Counts(Enum):
    """For whom an answer counts: for rival and condition alike, or where it speaks for one of them only."""

    IN_FULL = "in full"
    FOR_RIVALS = "for rivals"
    FOR_THE_CONDITION = "for the condition"


def cautious_odds(
    model: Model,
    log_prior: FloatArray,
    telling: IndexArray,
    reassuring: IndexArray,
    alarming: IndexArray | None = None,
) -> FloatArray:
    """Return (rival, condition) natural log of the greatest odds of the rival over the condition.

    Condition by condition and rival by rival, a reassuring answer counts where it speaks for the rival
    and an alarming one where it speaks for the condition; elsewhere each is left out. So one more
    reassuring answer never lowers any of these odds, and one more alarming answer never raises any.
    A rival that is excluded has -inf, an excluded condition +inf.

    Args:
        model: The compiled arrays.
        log_prior: (C,) natural log of the prior.
        telling: S rows that count in full.
        reassuring: S rows that may only speak for rivals.
        alarming: S rows that may only speak for the condition; none where left out.

    Source:
        Proof of the monotony: docs/decisions/0003-reassurance-never-raises-urgency.md.
    """
    return cautious_balance(model, telling, reassuring, alarming).odds(log_prior)


def cautious_probability(
    model: Model,
    log_prior: FloatArray,
    telling: IndexArray,
    reassuring: IndexArray,
    alarming: IndexArray | None = None,
) -> FloatArray:
    """Return (C,) probabilities with the odds of `cautious_odds`; they need not sum to 1.

    Without alarming answers the result is at most the posterior with all the evidence, and at most the
    posterior without the reassuring part.
    """
    odds = cautious_odds(model, log_prior, telling, reassuring, alarming)
    result = np.zeros_like(log_prior)
    possible = np.isfinite(log_prior)
    largest = odds[:, possible].max(axis=0)
    result[possible] = np.exp(-(largest + np.log(np.exp(odds[:, possible] - largest).sum(axis=0))))
    return result


@dataclass(frozen=True, kw_only=True)
class Balance:
    """What the evidence alone adds to cautious odds, whoever the person is: one more answer costs little.

    Attributes:
        log_odds: (rival, condition) natural log.
        ratio: (M,) sum of the log ratios that count in full.
        most: (M,) what is added to `ratio` where a greater ratio speaks for the rival.
        least: (M,) the same where a greater ratio speaks for the condition.
    """

    model: Model
    log_odds: FloatArray
    ratio: FloatArray
    most: FloatArray
    least: FloatArray

    def odds(self, log_prior: FloatArray) -> FloatArray:
        """Return (rival, condition) natural log of the odds of a person with this (C,) log prior."""
        possible = np.isfinite(log_prior)
        known = np.where(possible, log_prior, 0.0)
        result = self.log_odds + np.subtract.outer(known, known)
        result[~possible] = -np.inf
        result[:, ~possible] = np.inf
        return result

    @cached_property
    def ratios(self) -> FloatArray:
        """(rival, condition) how many times as great the evidence makes the odds; > 0 and finite."""
        result: FloatArray = np.exp(np.minimum(self.log_odds, _LARGEST_LOG))
        return result

    def ratios_with(self, rows: IndexArray, counts: Sequence[Counts]) -> FloatArray:
        """Return (k, rival, condition) `ratios` with each of (k) single further answers.

        Args:
            rows: (k,) their S rows.
            counts: How each counts.
        """
        factor = np.empty((rows.size, *self.ratios.shape))
        direct = self.model.parent[rows] == DIRECT
        rate = self.model.direct[rows[direct]]
        factor[direct] = rate[:, :, None] / rate[:, None, :]
        for place in np.flatnonzero(~direct).tolist():
            factor[place] = self._bracket_factor(int(rows[place]), counts[place])
        for cap, kind in ((np.maximum, Counts.FOR_RIVALS), (np.minimum, Counts.FOR_THE_CONDITION)):
            capped = direct & [each is kind for each in counts]
            if capped.any():
                factor[capped] = cap(factor[capped], 1.0)
        factor *= self.ratios
        return factor

    def _bracket_factor(self, row: int, counts: Counts) -> FloatArray:
        """Return (rival, condition) how much greater an answer that a mechanism produces makes odds."""
        parent, added = int(self.model.parent[row]), float(self.model.log_ratio[row])
        ratio, most, least = (float(each[parent]) for each in (self.ratio, self.most, self.least))
        before = _bracket_ratios(self.model, parent, ratio + most, ratio + least)
        if counts is Counts.IN_FULL:
            most, least = most + added, least + added
        elif counts is Counts.FOR_RIVALS:
            most, least = most + max(added, 0.0), least + min(added, 0.0)
        else:
            most, least = most + min(added, 0.0), least + max(added, 0.0)
        after = _bracket_ratios(self.model, parent, ratio + most, ratio + least)
        after /= before
        return after


def cautious_balance(
    model: Model, telling: IndexArray, reassuring: IndexArray, alarming: IndexArray | None = None
) -> Balance:
    """Return what answers add to cautious odds; rows as for `cautious_odds`."""
    alarming = np.zeros(0, dtype=np.int32) if alarming is None else alarming
    ratio = _total(model, telling, model.log_ratio[telling])
    calm, alarm = model.log_ratio[reassuring], model.log_ratio[alarming]
    # The bracket of the likelier rival grows with the ratio, that of the less likely one falls.
    most = _total(model, reassuring, np.maximum(calm, 0.0)) + _total(model, alarming, np.minimum(alarm, 0.0))
    least = _total(model, reassuring, np.minimum(calm, 0.0)) + _total(model, alarming, np.maximum(alarm, 0.0))
    is_settled = (most == 0) & (least == 0)
    settled = np.flatnonzero(is_settled & (ratio != 0))
    score = model.log_direct[telling[model.parent[telling] == DIRECT]].sum(axis=0)
    score = score + np.log1p(model.q[settled] * np.expm1(ratio[settled])[:, None]).sum(axis=0)
    odds = np.subtract.outer(score, score)
    for rows, counts in ((reassuring, Counts.FOR_RIVALS), (alarming, Counts.FOR_THE_CONDITION)):
        for row in rows[model.parent[rows] == DIRECT].tolist():
            odds += _one_sided(model, row, counts)
    for mechanism in np.flatnonzero(~is_settled).tolist():
        high, low = ratio[mechanism] + most[mechanism], ratio[mechanism] + least[mechanism]
        odds += _bracket_odds(model, mechanism, float(high), float(low))
    return Balance(model=model, log_odds=odds, ratio=ratio, most=most, least=least)


def _one_sided(model: Model, row: int, counts: Counts) -> FloatArray:
    """Return (rival, condition) what a direct row adds to log odds where it counts for one of them only."""
    key = (row, counts is Counts.FOR_RIVALS)
    known = model.one_sided.get(key)
    if known is None:
        log_rate = model.log_direct[row]
        known = np.subtract.outer(log_rate, log_rate)
        if counts is Counts.FOR_RIVALS:
            np.maximum(known, 0.0, out=known)
        else:
            np.minimum(known, 0.0, out=known)
        if len(model.one_sided) < _MOST_ROWS_KEPT:
            model.one_sided[key] = known
    return known


def _bracket_odds(model: Model, mechanism: int, high: float, low: float) -> FloatArray:
    """Return (rival, condition) natural log of `_bracket_ratios`."""
    q = model.q[mechanism]
    bracket = np.log1p(q * np.expm1(low))
    other = bracket if high == low else np.log1p(q * np.expm1(high))
    return _by_rate(np.subtract, other, bracket, q=q)


def _bracket_ratios(model: Model, mechanism: int, high: float, low: float) -> FloatArray:
    """Return (rival, condition) how many times as great a mechanism makes the odds, by 1 + q (LR - 1).

    Args:
        model: The compiled arrays.
        mechanism: Its place.
        high: Natural log of the ratio where the mechanism is commoner with the rival.
        low: The same where it is not.
    """
    q = model.q[mechanism]
    bracket = 1 + q * np.expm1(low)
    other = bracket if high == low else 1 + q * np.expm1(high)
    return _by_rate(np.divide, other, bracket, q=q)


def _by_rate(compare: np.ufunc, high: FloatArray, low: FloatArray, *, q: FloatArray) -> FloatArray:
    """Return (rival, condition) one (C,) compared with itself: `high` where the rival's q is greater."""
    result: FloatArray = compare.outer(low, low)
    if high is low:
        return result
    np.copyto(result, compare.outer(high, high), where=np.greater.outer(q, q))
    return result


def _total(model: Model, rows: IndexArray, log_ratio: FloatArray) -> FloatArray:
    """Return (M,) the sum of the log ratios of the rows that each mechanism produces."""
    shared = model.parent[rows] != DIRECT
    size = len(model.mechanisms)
    added = np.bincount(model.parent[rows][shared], weights=log_ratio[shared], minlength=size)
    return added.astype(np.float64, copy=False)
