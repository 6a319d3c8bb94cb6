"""Odds that some of the evidence may move in one direction only."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from math import expm1

import numpy as np
from numpy.typing import NDArray

from pygalgia.frozen import Frozen
from pygalgia.inference.model import DIRECT, FloatArray, IndexArray, Model
from pygalgia.lazy import cached_property

Places = NDArray[np.int64]
#: The exponential of a hundred more is still within the range of a double: one more answer does not leave it.
_LARGEST_LOG = 600.0
#: Numbers of conditions of which the pairs are kept: adults, children, and a base beside.
_MOST_SIZES = 4
_NONE = np.zeros(0)


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

    def prices_with(self, weight: FloatArray, rows: IndexArray, counts: Sequence[Counts]) -> FloatArray:
        """Return (k, n, condition): `weight` times the odds of the rivals, with each of (k) further answers.

        What one answer multiplies odds by is a number of the rival, over the same of the condition, and where
        it counts for one of them only, a second such quotient that never passes 1: no (rival, condition)
        table is divided.

        Args:
            weight: (n, rival) what each rival counts for.
            rows: (k,) the S rows of the answers.
            counts: How each counts.
        """
        factors = [self._factor(row, count) for row, count in zip(rows.tolist(), counts, strict=True)]
        rival = np.array([each.rival for each in factors])
        weighed = weight * rival[:, None, :]
        result = np.empty((len(factors), *weight.shape))
        table = np.empty_like(self.ratios)
        for place, factor in enumerate(factors):
            odds = factor.odds
            if factor.cap is not None:
                factor.cap.outer(factor.one_sided, factor.one_sided, out=table)
                table *= odds
                odds = table
            np.matmul(weighed[place], odds, out=result[place])
        result /= np.array([each.condition for each in factors])[:, None, :]
        return result

    def _factor(self, row: int, counts: Counts) -> "_Factor":
        """Return what one more answer multiplies the odds by."""
        model = self.model
        if model.parent[row] == DIRECT:
            rate = model.direct[row]
            if counts is Counts.IN_FULL:
                return _Factor(rival=rate, condition=rate, odds=self.ratios)
            cap = np.maximum if counts is Counts.FOR_RIVALS else np.minimum
            return _Factor(rival=self._even, condition=rate, odds=self.ratios, cap=cap, one_sided=rate)
        mechanism, added = int(model.parent[row]), float(model.log_ratio[row])
        ratio, most, least = (float(each[mechanism]) for each in (self.ratio, self.most, self.least))
        if counts is Counts.IN_FULL:
            most, least = most + added, least + added
        elif counts is Counts.FOR_RIVALS:
            most, least = most + max(added, 0.0), least + min(added, 0.0)
        else:
            most, least = most + min(added, 0.0), least + max(added, 0.0)
        before = self._bracket(mechanism)
        after = _Bracket.of(model.q[mechanism], high=ratio + most, low=ratio + least)
        return _Factor(
            rival=after.low / before.low,
            condition=after.high / before.high,
            odds=self._odds_without(mechanism),
            cap=after.cap,
            one_sided=after.gain,
        )

    def _bracket(self, mechanism: int) -> "_Bracket":
        """Return what a mechanism adds to the odds so far."""
        known = self._brackets.get(mechanism)
        if known is None:
            ratio, most, least = (float(each[mechanism]) for each in (self.ratio, self.most, self.least))
            known = _Bracket.of(self.model.q[mechanism], high=ratio + most, low=ratio + least)
            self._brackets[mechanism] = known
        return known

    @cached_property
    def _brackets(self) -> dict[int, "_Bracket"]:
        return {}

    def _odds_without(self, mechanism: int) -> FloatArray:
        """Return `ratios` without what a mechanism adds in one direction only."""
        known = self._without.get(mechanism)
        if known is None:
            bracket = self._bracket(mechanism)
            known = self.ratios
            if bracket.cap is not None:
                known = known / bracket.cap.outer(bracket.gain, bracket.gain)
            self._without[mechanism] = known
        return known

    @cached_property
    def _even(self) -> FloatArray:
        """(C,) ones."""
        return np.ones(len(self.ratios))

    @cached_property
    def _without(self) -> dict[int, FloatArray]:
        return {}


class _Factor(Frozen):
    """What one more answer multiplies odds by: rival's number over condition's, times a capped quotient.

    Attributes:
        rival: (C,) of each rival.
        condition: (C,) of each condition; what the capped quotient is divided by is in it.
        odds: (rival, condition) what is multiplied.
        cap: The greater or the smaller of `one_sided` of rival and condition; None without.
        one_sided: (C,) what the cap compares; of no meaning without one.
    """

    rival: FloatArray
    condition: FloatArray
    odds: FloatArray
    cap: np.ufunc | None = None
    one_sided: FloatArray = _NONE


class _Bracket(Frozen):
    """How many times as great a mechanism makes odds, by 1 + q (LR - 1), LR being one of two.

    Where it is commoner with the rival, one ratio holds, else the other. How many times greater the one
    bracket is than the other rises or falls with q alone; so the odds are those of the other ratio, times a
    quotient of that gain which is capped at 1.

    Attributes:
        low: (C,) the bracket where the mechanism is not commoner with the rival.
        high: (C,) the bracket where it is.
        gain: (C,) how many times greater that is; of no meaning where both are the same.
        cap: Whether the gain rises with q (greatest) or falls (least); None where both are the same.
    """

    low: FloatArray
    high: FloatArray
    gain: FloatArray
    cap: np.ufunc | None

    @classmethod
    def of(cls, q: FloatArray, *, high: float, low: float) -> "_Bracket":
        """Return it for (C,) rates of a mechanism and the natural logs of the two ratios."""
        bracket = 1 + q * expm1(low)
        if high == low:
            return cls(low=bracket, high=bracket, gain=_NONE, cap=None)
        other = 1 + q * expm1(high)
        cap = np.maximum if high > low else np.minimum
        return cls(low=bracket, high=other, gain=other / bracket, cap=cap)


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
    # What counts in one direction only is the odds that a rival gains: of the rest one score tells all.
    active = np.flatnonzero((ratio != 0) | (most != 0) | (least != 0))
    bracket = np.log1p(model.q[active] * np.expm1((ratio + least)[active])[:, None])
    score = model.log_direct[telling[model.parent[telling] == DIRECT]].sum(axis=0) + bracket.sum(axis=0)
    odds = np.subtract.outer(score, score)
    sided = (most != least)[active]
    both = active[sided]
    gain = np.log1p(model.q[both] * np.expm1((ratio + most)[both])[:, None]) - bracket[sided]
    rises = (most > least)[both]
    calming, alarming = (rows[model.parent[rows] == DIRECT] for rows in (reassuring, alarming))
    odds += _one_sided(
        np.concatenate([model.log_direct[calming], gain[rises]]),
        np.concatenate([model.log_direct[alarming], gain[~rises]]),
    )
    return Balance(model=model, log_odds=odds, ratio=ratio, most=most, least=least)


def least_prices(
    model: Model, weight: FloatArray, counted: IndexArray, alarming: IndexArray, *, columns: Places
) -> FloatArray:
    """Return (n, k) what `weight` times cautious odds of the rivals is at least, for k of the conditions.

    To within rounding, and for a fraction of the work. Reassuring answers count in full, also where they
    speak for the condition: every odds of a rival is the smaller for it. Then a score of each condition holds
    all but the alarming answers, of which there are few.

    Args:
        model: The compiled arrays.
        weight: (n, rival) what each rival counts for, >= 0.
        counted: S rows that count in full: telling and reassuring ones.
        alarming: S rows that may only speak for the condition.
        columns: (k,) places of the conditions.

    Source:
        That they are no more: docs/decisions/0003-reassurance-never-raises-urgency.md (S = R is one part).
    """
    ratio = _total(model, counted, model.log_ratio[counted])
    rates = model.log_direct[alarming]
    shared = alarming[model.parent[alarming] != DIRECT]
    if shared.size:
        alarm, parent = model.log_ratio[shared], model.parent[shared]
        most = (ratio + _total(model, shared, np.minimum(alarm, 0.0)))[parent, None]
        ratio += _total(model, shared, np.maximum(alarm, 0.0))
        gain = np.log1p(model.q[parent] * np.expm1(most))
        # Two signs of one mechanism speak through one bracket: it is counted twice here, and the less for it.
        rates = np.concatenate([rates, gain - np.log1p(model.q[parent] * np.expm1(ratio[parent, None]))])
    active = np.flatnonzero(ratio)
    score = model.log_direct[counted].sum(axis=0)
    score += np.log1p(model.q[active] * np.expm1(ratio[active])[:, None]).sum(axis=0)
    greatest = score.max()
    if greatest - score.min() > _LARGEST_LOG:
        # Some odds might leave the range of a double.
        return np.zeros((len(weight), columns.size))
    gained = np.exp(score - greatest)
    one_sided = np.minimum(rates[:, :, None] - rates[:, None, columns], 0.0).sum(axis=0)
    result: FloatArray = (weight * gained) @ np.exp(one_sided) / gained[columns]
    return result


def _one_sided(calming: FloatArray, alarming: FloatArray) -> FloatArray:
    """Return (rival, condition) what log rates add to log odds that speak for one side only.

    Args:
        calming: (n, C) natural logs that count where they speak for the rival.
        alarming: (m, C) those that count where they speak for the condition.
    """
    # The greater of r - c and 0 is the greater of r and c, less c; and the smaller of two numbers is the
    # greater of their opposites, less than nothing. Both ways round it is the same: half the work.
    sides = np.repeat((1.0, -1.0), (len(calming), len(alarming)))
    rates = np.ascontiguousarray(np.concatenate([calming, -alarming]).T)
    first, second, pair = _pairs(len(rates))
    # Laid out one beside the other: numpy would copy what it has to repeat, and more slowly.
    greater = np.take(rates, first, axis=0)
    np.maximum(greater, np.take(rates, second, axis=0), out=greater)
    result: FloatArray = np.take(greater @ sides, pair)
    result -= rates @ sides
    return result


@lru_cache(maxsize=_MOST_SIZES)
def _pairs(size: int) -> tuple[Places, Places, Places]:
    """Return the two of every pair of so many, each pair once, and (size, size) which pair two make."""
    first, second = np.triu_indices(size)
    pair = np.empty((size, size), dtype=np.int64)
    pair[first, second] = pair[second, first] = np.arange(first.size)
    return first, second, pair


def _total(model: Model, rows: IndexArray, log_ratio: FloatArray) -> FloatArray:
    """Return (M,) the sum of the log ratios of the rows that each mechanism produces."""
    # What conditions produce directly is counted before the first mechanism, and left out.
    added = np.bincount(model.parent[rows] - DIRECT, weights=log_ratio, minlength=len(model.mechanisms) + 1)
    return added[-DIRECT:].astype(np.float64, copy=False)
