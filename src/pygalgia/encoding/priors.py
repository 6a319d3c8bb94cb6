"""Prior probabilities of the causes, by age, sex and setting."""

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from pygalgia.domain.case import Case, Sex
from pygalgia.domain.condition import (
    ADULT_AGE,
    AGE_BANDS,
    BASE_SETTING,
    CaseSetting,
    Condition,
    Modifier,
    Population,
)
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.errors import ModelError
from pygalgia.frozen import Frozen
from pygalgia.inference.model import FloatArray

#: Priors kept at once, of less than a kilobyte each.
_MOST_PEOPLE = 64


class Priors(Frozen, dict=True):
    """Prior shares by population and setting, and the factors that age and sex put on them."""

    unknown_age_times: FloatArray
    share: Mapping[tuple[Population, CaseSetting], FloatArray]
    spread: Mapping[tuple[Population, CaseSetting], FloatArray]
    age_times: FloatArray
    sex_times: Mapping[str, FloatArray]
    only_sex: tuple[str | None, ...]
    min_age: FloatArray
    max_age: FloatArray

    def log_prior(self, case: Case) -> FloatArray:
        """Return (C,) natural log P(condition | age, sex, setting); -inf where excluded.

        Where the age is unknown the shares of adults hold, with the mean of the factors of the ages
        that adults have; where the sex is unknown, the mean of both sexes' factors: so what is not known
        lies between what it may be. Where the setting is unknown: the shares of primary care.

        Kept for people alike, and read-only.

        Raises:
            ModelError: nothing is possible at this age and sex.
        """
        who = (case.sex, case.age_years, case.setting)
        known = self._kept.get(who)
        if known is None:
            if len(self._kept) >= _MOST_PEOPLE:
                self._kept.clear()
            known = self._kept[who] = self._log_prior(case)
            known.setflags(write=False)
        return known

    @cached_property
    def _kept(self) -> dict[tuple[Sex, float | None, CaseSetting], FloatArray]:
        return {}

    def _log_prior(self, case: Case) -> FloatArray:
        weight = self.share[population(case.age_years), case.setting] * self.sex_times[case.sex]
        if case.age_years is None:
            weight = weight * self.unknown_age_times
        else:
            weight = weight * self.age_times[age_band(case.age_years)]
            weight = np.where((case.age_years < self.min_age) | (case.age_years > self.max_age), 0.0, weight)
        total = weight.sum()
        if total <= 0:
            msg = "no condition is possible at this age and sex: the priors of this population are all zero"
            raise ModelError(msg)
        with np.errstate(divide="ignore"):
            result: FloatArray = np.log(weight / total)
        return result

    def log_spread(self, case: Case) -> FloatArray:
        """Return (C,) standard deviation of the log share."""
        return self.spread[population(case.age_years), case.setting]


def population(age_years: float | None) -> Population:
    """Return which table of priors holds at an age; adults where it is unknown."""
    return "children" if age_years is not None and age_years < ADULT_AGE else "adults"


def age_band(age_years: float) -> int:
    """Return the index of the band that an age in years falls into."""
    starts = [start for _, start in AGE_BANDS]
    return max(int(np.searchsorted(starts, age_years, side="right")) - 1, 0)


def compile_priors(base: KnowledgeBase, *, mix: str | None = None) -> Priors:
    """Return the priors of a knowledge base for one case mix, in the order of its conditions."""
    conditions = list(base.conditions.values())
    chosen = base.case_mixes.mixes[mix or base.case_mixes.default]
    keys = sorted({(share.population, share.setting) for each in conditions for share in each.shares})
    share: dict[tuple[Population, CaseSetting], FloatArray] = {key: np.zeros(len(conditions)) for key in keys}
    spread: dict[tuple[Population, CaseSetting], FloatArray] = {
        key: np.zeros(len(conditions)) for key in keys
    }
    for column, condition in enumerate(conditions):
        for each in condition.shares:
            key = (each.population, each.setting)
            share[key][column] = each.p
            spread[key][column] = _log_spread(each.low, each.high)
    for who in {who for who, _ in keys}:
        share[who, "unknown"] = share[who, BASE_SETTING]
        spread[who, "unknown"] = spread[who, BASE_SETTING]
    age_times = np.array([[_times(each.age, band) for each in conditions] for band, _ in AGE_BANDS])
    age_times **= chosen.person_power
    return Priors(
        share={key: _power(each, chosen.share_power) for key, each in share.items()},
        spread={key: each * chosen.share_power for key, each in spread.items()},
        age_times=age_times,
        unknown_age_times=_unknown_age(base.case_mixes.adult_ages, conditions, age_times),
        sex_times=_sex_times(conditions, chosen.person_power),
        only_sex=tuple(each.only.sex for each in conditions),
        min_age=np.array(
            [-np.inf if each.only.min_age is None else each.only.min_age for each in conditions]
        ),
        max_age=np.array([np.inf if each.only.max_age is None else each.only.max_age for each in conditions]),
    )


def _power(weight: FloatArray, power: float) -> FloatArray:
    """Return each weight to a power; what is 0 stays excluded."""
    result: FloatArray = np.where(weight > 0, np.power(weight, power), 0.0)
    return result


def _unknown_age(ages: Mapping[str, float], conditions: list[Condition], age_times: FloatArray) -> FloatArray:
    """Return (C,) the mean factor over the ages that adults have; 1 where none are given."""
    if not ages:
        return np.ones(len(conditions))
    mean = np.zeros(len(conditions))
    for (band, start), times in zip(AGE_BANDS, age_times, strict=True):
        possible = [
            (each.only.min_age is None or start >= each.only.min_age)
            and (each.only.max_age is None or start <= each.only.max_age)
            for each in conditions
        ]
        mean += ages.get(band, 0.0) * np.where(possible, times, 0.0)
    return mean


def _log_spread(low: float, high: float) -> float:
    """Return the standard deviation of a lognormal whose middle 90 % is low to high; 0 where they are 0."""
    quantile_95 = 1.6448536269514722
    return 0.0 if low <= 0 else float(np.log(high / low) / (2 * quantile_95))


def _times(modifier: Modifier | None, name: str) -> float:
    return 1.0 if modifier is None else modifier.times.get(name, 1.0)


def _sex_times(conditions: list[Condition], power: float) -> dict[str, FloatArray]:
    by_sex = {
        sex: np.array(
            [
                0.0 if each.only.sex not in (None, sex) else _times(each.sex, sex) ** power
                for each in conditions
            ]
        )
        for sex in ("female", "male")
    }
    return {**by_sex, "unknown": (by_sex["female"] + by_sex["male"]) / 2}
