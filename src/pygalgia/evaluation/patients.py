"""Draw patients from a world: who they are, what they have, and what becomes known of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pygalgia import facade
from pygalgia.domain.case import Case
from pygalgia.domain.condition import AGE_BANDS, SETTINGS
from pygalgia.domain.finding import NOTHING, Finding
from pygalgia.evaluation.design import Design
from pygalgia.evaluation.world import Layout, World, layout
from pygalgia.inference.batch import Encoded
from pygalgia.inference.model import DIRECT, FloatArray, IndexArray, population

UNKNOWN = -1
SEXES = ("female", "male")
#: Nobody is asked so much that everything is known.
_MOST_ASKED = 0.95
WHO = ("patient", "examiner", "laboratory")


@dataclass(frozen=True, slots=True, kw_only=True)
class Patients:
    """E patients.

    Attributes:
        setting: (E,) index into SETTINGS.
        sex: (E,) index into SEXES.
        age_years: (E,) whole years.
        condition: (E,) index on the C axis: what they have.
        states: (E, F) index of the state that is known, or UNKNOWN.
    """

    setting: NDArray[np.int8]
    sex: NDArray[np.int8]
    age_years: NDArray[np.int16]
    condition: IndexArray
    states: NDArray[np.int8]


@dataclass(frozen=True, kw_only=True)
class Source:
    """Draws patients. Immutable, apart from priors that it works out once and keeps.

    Attributes:
        volunteered: How many times as often a complaint that is there becomes known as one that is not;
            1 where what is known does not depend on what is there.
    """

    knowledge: facade.Knowledge
    design: Design
    volunteered: float = 1.0

    @cached_property
    def where(self) -> Layout:
        """Where the states of each finding stand."""
        return layout(self.knowledge.model, self.knowledge.base.findings)

    @cached_property
    def findings(self) -> list[Finding]:
        """The F scored findings."""
        return [self.knowledge.base.findings[name] for name in self.where.findings]

    @cached_property
    def asked(self) -> FloatArray:
        """(settings, F) how often a finding is asked of somebody of whom the usual amount is asked."""
        weight = np.array([self.design.critical_times if each.critical else 1.0 for each in self.findings])
        table = np.zeros((len(SETTINGS), len(self.findings)))
        for who in WHO:
            members = np.array([each.who == who and not each.from_regions for each in self.findings])
            for row, setting in enumerate(SETTINGS):
                mean = self.design.asked[setting].get(who, 0.0)
                table[row, members] = mean * weight[members] / max(weight[members].sum(), 1.0)
        return table

    @cached_property
    def drawn_on_body(self) -> NDArray[np.bool_]:
        """(F,) findings that the body drawing answers."""
        return np.array([bool(each.from_regions) for each in self.findings])

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Finding id to its place on the F axis."""
        return {name: index for index, name in enumerate(self.where.findings)}

    @cached_property
    def log_priors(self) -> FloatArray:
        """(settings × sexes × ages, C) natural log of the prior of each kind of person."""
        return np.array(
            [
                self.knowledge.model.priors.log_prior(Case(id="", sex=sex, setting=setting, age_years=age))
                for setting in SETTINGS
                for sex in ("female", "male")
                for age in range(self.design.oldest + 1)
            ]
        )

    def kind(self, patients: Patients) -> IndexArray:
        """Return (E,) rows of `log_priors`."""
        ages = self.design.oldest + 1
        rows = (patients.setting.astype(np.int32) * len(SEXES) + patients.sex) * ages + patients.age_years
        return rows.astype(np.int32)

    def encoded(self, patients: Patients) -> Encoded:
        """Return the patients as the batch kernel reads them."""
        known = patients.states != UNKNOWN
        rows = (self.where.first[None, :] + patients.states)[known].astype(np.int16)
        start = np.concatenate([[0], np.cumsum(known.sum(axis=1))]).astype(np.int64)
        return Encoded(start=start, rows=rows, prior=self.kind(patients), log_priors=self.log_priors)

    def draw(self, number: int, world: World, rng: np.random.Generator) -> Patients:
        """Return patients of a world."""
        setting = rng.choice(len(SETTINGS), number, p=_shares([self.design.settings[s] for s in SETTINGS]))
        sex = rng.choice(len(SEXES), number, p=_shares([self.design.sexes[s] for s in SEXES]))
        age = self._ages(number, rng)
        bare = Patients(
            setting=setting.astype(np.int8),
            sex=sex.astype(np.int8),
            age_years=age,
            condition=np.zeros(number, dtype=np.int32),
            states=np.empty((number, 0), dtype=np.int8),
        )
        condition = self._conditions(self.kind(bare), world, rng)
        at_work = rng.random((number, world.q.shape[0])) < world.q[:, condition].T
        states = self._states(condition, at_work, world, rng)
        states[~self._known(bare, states, rng)] = UNKNOWN
        self._hide_what_was_not_asked(states)
        return Patients(setting=bare.setting, sex=bare.sex, age_years=age, condition=condition, states=states)

    def _ages(self, number: int, rng: np.random.Generator) -> NDArray[np.int16]:
        band = rng.choice(
            len(AGE_BANDS), number, p=_shares([self.design.ages[name] for name, _ in AGE_BANDS])
        )
        start = np.array([age for _, age in AGE_BANDS])
        end = np.append(start[1:], self.design.oldest + 1)
        return (start[band] + rng.random(number) * (end - start)[band]).astype(np.int16)

    def _conditions(self, kind: IndexArray, world: World, rng: np.random.Generator) -> IndexArray:
        kinds, back = np.unique(kind, return_inverse=True)
        prior = np.exp(self.log_priors[kinds])
        for row, each in enumerate(kinds.tolist()):
            age, setting = each % (self.design.oldest + 1), each // (len(SEXES) * (self.design.oldest + 1))
            prior[row] *= world.share_times[population(float(age)), SETTINGS[setting]]
        return _categories(prior / prior.sum(axis=1, keepdims=True), back, rng)

    def _states(
        self, condition: IndexArray, at_work: NDArray[np.bool_], world: World, rng: np.random.Generator
    ) -> NDArray[np.int8]:
        states = np.empty((condition.size, len(self.findings)), dtype=np.int8)
        for column, (first, size) in enumerate(zip(self.where.first, self.where.size, strict=True)):
            rows = slice(int(first), int(first + size))
            mechanism = world.parent[first]
            if mechanism == DIRECT:
                table, place = world.rates[rows].T, condition
            else:
                table = np.array([world.absent[rows], world.present[rows]])
                place = at_work[:, mechanism].astype(np.int32)
            states[:, column] = _categories(table, place, rng)
        return states

    def _known(
        self, patients: Patients, states: NDArray[np.int8], rng: np.random.Generator
    ) -> NDArray[np.bool_]:
        number = patients.setting.size
        effort = np.exp(rng.standard_normal((number, 1)) * self.design.spread - self.design.spread**2 / 2)
        chance = np.minimum(self.asked[patients.setting] * effort, _MOST_ASKED)
        if self.volunteered != 1:
            chance = np.minimum(
                chance * np.where(self._is_telling(states), self.volunteered, 1.0), _MOST_ASKED
            )
        is_patient = np.array([each.who == "patient" for each in self.findings])
        chance = np.where(is_patient, chance * (1 - self.design.dont_know), chance)
        known: NDArray[np.bool_] = rng.random(states.shape) < chance
        known[:, self.drawn_on_body] = rng.random((number, 1)) < self.design.drawing
        return known & self._applies(patients)

    def _is_telling(self, states: NDArray[np.int8]) -> NDArray[np.bool_]:
        result = np.zeros(states.shape, dtype=np.bool_)
        for column, finding in enumerate(self.findings):
            telling = np.array([state not in NOTHING for state in finding.states])
            result[:, column] = telling[states[:, column]]
        return result

    def _applies(self, patients: Patients) -> NDArray[np.bool_]:
        result = np.ones((patients.setting.size, len(self.findings)), dtype=np.bool_)
        for column, finding in enumerate(self.findings):
            if finding.only_sex is not None:
                result[:, column] &= patients.sex == SEXES.index(finding.only_sex)
            if finding.min_age is not None:
                result[:, column] &= patients.age_years >= finding.min_age
            if finding.max_age is not None:
                result[:, column] &= patients.age_years <= finding.max_age
        return result

    def _hide_what_was_not_asked(self, states: NDArray[np.int8]) -> None:
        """Make a finding unknown where the answer it hangs on is not there; parents stand before their children."""
        for finding in _parents_first(self.findings):
            parent = finding.asked_if
            if parent is None or parent.finding not in self.place:
                continue
            asking = [
                self.knowledge.base.findings[parent.finding].states.index(state) for state in parent.states
            ]
            hidden = ~np.isin(states[:, self.place[parent.finding]], asking)
            states[hidden, self.place[finding.id]] = UNKNOWN


def _parents_first(findings: list[Finding]) -> list[Finding]:
    by_id = {each.id: each for each in findings}

    def depth(finding: Finding) -> int:
        parent = None if finding.asked_if is None else by_id.get(finding.asked_if.finding)
        return 0 if parent is None else 1 + depth(parent)

    return sorted(findings, key=depth)


def _categories(table: FloatArray, place: NDArray[np.signedinteger], rng: np.random.Generator) -> IndexArray:
    """Return (E,) one category each, drawn from the row of the table that `place` names."""
    ends = np.cumsum(table, axis=1)[:, :-1]
    drawn = rng.random((place.size, 1))
    result: IndexArray = (drawn > ends[place]).sum(axis=1).astype(np.int32)
    return result


def _shares(weights: list[float]) -> FloatArray:
    total = np.array(weights, dtype=np.float64)
    result: FloatArray = total / total.sum()
    return result
