"""What becomes known of a simulated patient: who is asked what, what applies, what is not said together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from pygalgia.domain.case import KnownSex
from pygalgia.domain.condition import SETTINGS
from pygalgia.domain.contradiction import Contradiction
from pygalgia.domain.finding import NOTHING, Finding, Who
from pygalgia.domain.logic import leaves
from pygalgia.domain.red_flag import Criterion
from pygalgia.evaluation.studies.simulated.design import Design
from pygalgia.inference.model import FloatArray, IndexArray

UNKNOWN = -1
SEXES: tuple[KnownSex, ...] = ("female", "male")
#: Nobody is asked so much that everything is known.
_MOST_ASKED = 0.95
WHO: tuple[Who, ...] = get_args(Who)

Flags = NDArray[np.bool_]
States = NDArray[np.int8]


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
class Asking:
    """Decides what becomes known of a patient.

    Attributes:
        findings: The F scored findings.
        contradictions: What nobody says together.
        design: How much is asked.
        volunteered: How many times as often a complaint that is there becomes known as one that is not;
            1 where what is known does not depend on what is there.
    """

    findings: Sequence[Finding]
    contradictions: Sequence[Contradiction]
    design: Design
    volunteered: float = 1.0

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Finding id to its place on the F axis."""
        return {finding.id: index for index, finding in enumerate(self.findings)}

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
    def drawn_on_body(self) -> Flags:
        """(F,) findings that the body drawing answers."""
        return np.array([bool(each.from_regions) for each in self.findings], dtype=np.bool_)

    def hide(self, patients: Patients, states: States, rng: np.random.Generator) -> None:
        """Make unknown, in (E, F) states, what does not become known."""
        states[np.logical_not(self._known(patients, states, rng))] = UNKNOWN
        self._hide_what_was_not_asked(states)
        for contradiction in self.contradictions:
            # Of things that contradict each other the first is not said; a case with both would be refused.
            first = next(leaf.finding for leaf in leaves(contradiction.when) if leaf.finding is not None)
            if first in self.place:
                states[self._holds(contradiction.when, states), self.place[first]] = UNKNOWN

    def _known(self, patients: Patients, states: States, rng: np.random.Generator) -> Flags:
        number = patients.setting.size
        effort = np.exp(rng.standard_normal((number, 1)) * self.design.spread - self.design.spread**2 / 2)
        chance = np.minimum(self.asked[patients.setting] * effort, _MOST_ASKED)
        if self.volunteered != 1:
            chance = np.minimum(
                chance * np.where(self._is_telling(states), self.volunteered, 1.0), _MOST_ASKED
            )
        is_patient = np.array([each.who == "patient" for each in self.findings])
        chance = np.where(is_patient, chance * (1 - self.design.dont_know), chance)
        known: Flags = rng.random(states.shape) < chance
        known[:, self.drawn_on_body] = rng.random((number, 1)) < self.design.drawing
        return known & self._applies(patients)

    def _is_telling(self, states: States) -> Flags:
        result = np.zeros(states.shape, dtype=np.bool_)
        for column, finding in enumerate(self.findings):
            telling = np.array([state not in NOTHING for state in finding.states])
            result[:, column] = telling[states[:, column]]
        return result

    def _applies(self, patients: Patients) -> Flags:
        result = np.ones((patients.setting.size, len(self.findings)), dtype=np.bool_)
        for column, finding in enumerate(self.findings):
            if finding.only_sex is not None:
                result[:, column] &= patients.sex == SEXES.index(finding.only_sex)
            if finding.min_age is not None:
                result[:, column] &= patients.age_years >= finding.min_age
            if finding.max_age is not None:
                result[:, column] &= patients.age_years <= finding.max_age
        return result

    def _hide_what_was_not_asked(self, states: States) -> None:
        """Make a finding unknown where the answer it hangs on is not there; parents stand before children."""
        for finding in _parents_first(self.findings):
            parent = finding.asked_if
            if parent is not None and parent.finding in self.place:
                asked = self._is_in(parent.finding, parent.states, states)
                states[np.logical_not(asked), self.place[finding.id]] = UNKNOWN

    def _is_in(self, name: str, wanted: Sequence[str], states: States) -> Flags:
        place = self.place[name]
        codes = [self.findings[place].states.index(state) for state in wanted]
        return np.isin(states[:, place], codes)

    def _holds(self, test: Criterion, states: States) -> Flags:
        """Return (E,) whether a test holds for certain."""
        if test.finding is not None:
            if test.finding not in self.place:
                return np.zeros(states.shape[0], dtype=np.bool_)
            return self._is_in(test.finding, test.states, states)
        inner = np.array([self._holds(each, states) for each in (*test.all_of, *test.any_of, *test.of)])
        least = len(inner) if test.all_of else test.at_least or 1
        result: Flags = inner.sum(axis=0) >= least
        return result


def _parents_first(findings: Sequence[Finding]) -> list[Finding]:
    by_id = {each.id: each for each in findings}

    def depth(finding: Finding) -> int:
        parent = None if finding.asked_if is None else by_id.get(finding.asked_if.finding)
        return 0 if parent is None else 1 + depth(parent)

    return sorted(findings, key=depth)
