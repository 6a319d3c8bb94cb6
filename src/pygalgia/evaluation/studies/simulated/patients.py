"""Draw patients from a world: who they are, what they have, and what becomes known of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pygalgia import assessing
from pygalgia.domain.case import Case
from pygalgia.domain.condition import AGE_BANDS, SETTINGS
from pygalgia.domain.finding import Finding
from pygalgia.encoding import population
from pygalgia.evaluation.studies.simulated.asking import SEXES, UNKNOWN, Asking, Patients
from pygalgia.evaluation.studies.simulated.design import Design
from pygalgia.evaluation.studies.simulated.world import Layout, World, layout
from pygalgia.inference.batch import Encoded
from pygalgia.inference.model import DIRECT, FloatArray, IndexArray


@dataclass(frozen=True, kw_only=True)
class Source:
    """Draws patients. Immutable, apart from priors that it works out once and keeps.

    Attributes:
        volunteered: How many times as often a complaint that is there becomes known as one that is not;
            1 where what is known does not depend on what is there.
    """

    knowledge: assessing.Knowledge
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
    def asking(self) -> Asking:
        """Decides what becomes known."""
        return Asking(
            findings=self.findings,
            contradictions=list(self.knowledge.base.contradictions.values()),
            design=self.design,
            volunteered=self.volunteered,
        )

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
        self.asking.hide(bare, states, rng)
        return Patients(setting=bare.setting, sex=bare.sex, age_years=age, condition=condition, states=states)

    def _ages(self, number: int, rng: np.random.Generator) -> NDArray[np.int16]:
        band = rng.choice(
            len(AGE_BANDS), number, p=_shares([self.design.ages[name] for name, _ in AGE_BANDS])
        )
        start = np.array([age for _, age in AGE_BANDS])
        end = np.append(start[1:], self.design.oldest + 1)
        years: NDArray[np.int16] = (start[band] + rng.random(number) * (end - start)[band]).astype(np.int16)
        return years

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


def cases(source: Source, patients: Patients) -> Iterator[Case]:
    """Yield each patient as a case, with what became known of them."""
    for row in range(patients.setting.size):
        known = [
            (finding, finding.states[code])
            for finding, code in zip(source.findings, patients.states[row].tolist(), strict=True)
            if code != UNKNOWN
        ]
        yield Case(
            id=f"simulated-{row}",
            sex=SEXES[int(patients.sex[row])],
            setting=SETTINGS[int(patients.setting[row])],
            age_years=float(patients.age_years[row]),
            states={finding.id: state for finding, state in known},
            origins={f.id: "from-regions" if f.from_regions else "answered" for f, _ in known},
        )
