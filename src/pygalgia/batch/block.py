"""Some thousand cases as arrays: what a batch judges at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

import numpy as np

from pygalgia.batch.arrays import UNKNOWN, AnyArray, BoolArray, CodeArray, FloatArray, IndexArray
from pygalgia.domain.case import Case, Origin, Sex
from pygalgia.domain.condition import CaseSetting
from pygalgia.domain.finding import Finding
from pygalgia.domain.timing import Timing

#: The words of these codes, in order.
SEXES: tuple[Sex, ...] = get_args(Sex)
SETTINGS: tuple[CaseSetting, ...] = get_args(CaseSetting)
ORIGINS: tuple[Origin, ...] = get_args(Origin)
ANSWERED, IMPLIED, FROM_REGIONS = range(3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """What was told of one finding's time.

    Attributes:
        code: (E,) place in `timings`; -1 where nothing was said.
        timings: The different times.
    """

    code: IndexArray
    timings: Sequence[Timing]

    def outcomes(self, outcome: Sequence[bool | None]) -> tuple[BoolArray, BoolArray]:
        """Return (E,) where each time's outcome, given in the order of `timings`, is True, and is False."""
        true = np.array([*(each is True for each in outcome), False])
        false = np.array([*(each is False for each in outcome), False])
        return true[self.code], false[self.code]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Cases, completed by what their answers imply, as arrays; see `domain.case.Case`.

    Attributes:
        state: (N, E) place of the state among the finding's states; -1 unknown.
        origin: (N, E) place in ORIGINS of how it is known; of no meaning where unknown.
        has_regions: (E,) whether a list of regions was given.
        age_years: (E,) nan where unknown.
        sex: (E,) place in SEXES.
        setting: (E,) place in SETTINGS.
        times: Place of a finding to what was told of its time.
    """

    state: CodeArray
    origin: CodeArray
    has_regions: BoolArray
    age_years: FloatArray
    sex: CodeArray
    setting: CodeArray
    times: Mapping[int, Times] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """E."""
        return self.age_years.size

    @property
    def told(self) -> IndexArray:
        """(E,) how many answers were given: a list of regions is one, and what only follows is none."""
        answered = (self.state != UNKNOWN) & (self.origin == ANSWERED)
        result: IndexArray = answered.sum(axis=0, dtype=np.int64) + self.has_regions
        return result

    def take(self, cases: AnyArray) -> "Block":
        """Return these cases alone."""
        return Block(
            state=np.ascontiguousarray(self.state[:, cases]),
            origin=np.ascontiguousarray(self.origin[:, cases]),
            has_regions=self.has_regions[cases],
            age_years=self.age_years[cases],
            sex=self.sex[cases],
            setting=self.setting[cases],
            times={name: replace(each, code=each.code[cases]) for name, each in self.times.items()},
        )

    def of_sex(self, sex: Sex) -> "Block":
        """Return the same cases as of people of this sex."""
        return replace(self, sex=np.full(self.size, SEXES.index(sex), dtype=np.int8))

    def of_age(self, age_years: float) -> "Block":
        """Return the same cases as of people of this age in years."""
        return replace(self, age_years=np.full(self.size, age_years))


def block_of(cases: Sequence[Case], findings: Mapping[str, Finding]) -> Block:
    """Return cases as one block, one by one; the findings' order is that of the N axis."""
    place = {name: index for index, name in enumerate(findings)}
    code = {(each.id, state): n for each in findings.values() for n, state in enumerate(each.states)}
    state = np.full((len(findings), len(cases)), UNKNOWN, dtype=np.int8)
    origin = np.zeros_like(state)
    for column, case in enumerate(cases):
        for name, known in case.states.items():
            state[place[name], column] = code[name, known]
            origin[place[name], column] = ORIGINS.index(case.origins.get(name, "answered"))
    return Block(
        state=state,
        origin=origin,
        has_regions=np.array([bool(case.regions) for case in cases], dtype=np.bool_),
        age_years=np.array([np.nan if case.age_years is None else case.age_years for case in cases]),
        sex=np.array([SEXES.index(case.sex) for case in cases], dtype=np.int8),
        setting=np.array([SETTINGS.index(case.setting) for case in cases], dtype=np.int8),
        times=_times(cases, place),
    )


def _times(cases: Sequence[Case], place: Mapping[str, int]) -> dict[int, Times]:
    codes: dict[int, IndexArray] = {}
    seen: dict[int, dict[Timing, int]] = {}
    for column, case in enumerate(cases):
        for name, timing in case.times.items():
            known = seen.setdefault(place[name], {})
            if place[name] not in codes:
                codes[place[name]] = np.full(len(cases), -1, dtype=np.int64)
            codes[place[name]][column] = known.setdefault(timing, len(known))
    return {name: Times(code=code, timings=tuple(seen[name])) for name, code in codes.items()}
