"""Complete a block of cases by what their answers imply, as `intake.encode` does for one case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pygalgia.batch.arrays import UNKNOWN, AnyArray, BoolArray, CodeArray, IndexArray
from pygalgia.batch.block import ANSWERED, FROM_REGIONS, IMPLIED, Times
from pygalgia.batch.compiled import Compiled
from pygalgia.batch.people import Crowd
from pygalgia.domain.finding import NOTHING, Finding, Implication
from pygalgia.intake.encode import PAIN_SIDE


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """The body regions that each case marks.

    Attributes:
        bases: Name of a region without its side, to (E,) whether it is marked.
        sides: `left`, `right`, `middle` to (E,) whether a region of that side is marked.
    """

    bases: Mapping[str, BoolArray]
    sides: Mapping[str, BoolArray]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """Answers that are being completed. Arrays as in `Block`, changed in place.

    Attributes:
        withheld: Place of a finding to (E,) whether it was answered with `unknown`.
        told: Places of the findings that the table has answers to, in its order.
        suspect: (E,) cases that a reader of single cases must look at.
    """

    compiled: Compiled
    state: CodeArray
    origin: CodeArray
    withheld: Mapping[int, BoolArray]
    told: Sequence[int]
    times: Mapping[int, Times]
    suspect: BoolArray

    def complete(self, crowd: Crowd, marked: Marked | None) -> None:
        """Fill in what regions and answers imply, and note every case with something wrong in it."""
        self._check_applies(crowd)
        if marked is not None:
            self._fill_from_regions(marked)
        self._fill_implied()
        self._check_parents()

    def _check_applies(self, crowd: Crowd) -> None:
        for place in self.told:
            if crowd.somebody_cannot[place]:
                self.suspect[:] |= self._is_there(place) & ~crowd.applies(place)

    def _is_there(self, place: int) -> BoolArray:
        """Return (E,) whether a finding is in a state that says that something is there."""
        states = self.compiled.findings[place].states
        there = np.array([*(each not in NOTHING for each in states), False])
        result: BoolArray = there[self.state[place]]
        return result

    def _fill_from_regions(self, marked: Marked) -> None:
        any_ = np.logical_or.reduce(list(marked.bases.values()))
        for place, finding in enumerate(self.compiled.findings):
            if finding.from_regions:
                self._fill(place, self._drawn(finding, marked, any_))
        self._fill_side(marked, any_)

    def _drawn(self, finding: Finding, marked: Marked, any_: BoolArray) -> CodeArray:
        """Return (E,) the state that the regions give a finding by its first rule that fits."""
        drawn = np.full(any_.size, UNKNOWN, dtype=np.int8)
        left = any_.copy()
        for rule in finding.from_regions:
            fits = left if not rule.regions else left & self._meets(rule.regions, marked, any_)
            code = finding.states.index(rule.state) if rule.state in finding.states else UNKNOWN
            drawn[fits] = code
            left = left & ~fits
        return drawn

    @staticmethod
    def _meets(regions: Sequence[str], marked: Marked, any_: BoolArray) -> BoolArray:
        hit = [marked.bases[each] for each in regions if each in marked.bases]
        result: BoolArray = np.logical_or.reduce(hit) if hit else np.zeros_like(any_)
        return result

    def _fill(self, place: int, drawn: CodeArray) -> None:
        fills = (drawn != UNKNOWN) & ~self._withheld(place)
        given = self.state[place]
        self.suspect[:] |= fills & (given != UNKNOWN) & (given < drawn)
        self._know(place, fills & (given == UNKNOWN), drawn, FROM_REGIONS)

    def _fill_side(self, marked: Marked, any_: BoolArray) -> None:
        place = self.compiled.place.get(PAIN_SIDE)
        if place is None:
            return
        none = np.zeros_like(any_)
        left, right = marked.sides.get("left", none), marked.sides.get("right", none)
        sided = np.logical_or.reduce([none, *marked.sides.values()])
        states = self.compiled.findings[place].states
        both, one, middle = (states.index(each) for each in ("both-sides", "one-side", "midline"))
        side = np.where(left & right, both, np.where(left | right, one, middle)).astype(np.int8)
        open_ = (self.state[place] == UNKNOWN) & ~self._withheld(place)
        self._know(place, sided & open_, side, FROM_REGIONS)

    def _withheld(self, place: int) -> BoolArray:
        return self.withheld.get(place, np.zeros(self.suspect.size, dtype=np.bool_))

    def _know(self, place: int, cases: BoolArray, state: AnyArray | int, origin: int) -> None:
        self.state[place] = np.where(cases, state, self.state[place])
        self.origin[place] = np.where(cases, origin, self.origin[place])

    def _fill_implied(self) -> None:
        # As the answers were given: what the table says first, then what the regions filled.
        drawn = [*range(len(self.compiled.findings))]
        if PAIN_SIDE in self.compiled.place:
            drawn.remove(self.compiled.place[PAIN_SIDE])
            drawn.append(self.compiled.place[PAIN_SIDE])
        before = self.state.copy(), self.origin.copy()
        for origin, places in ((ANSWERED, self.told), (FROM_REGIONS, drawn)):
            for place in places:
                for implied in self.compiled.findings[place].implies:
                    self._imply(place, origin, implied, before)

    def _imply(
        self, place: int, origin: int, implied: Implication, before: tuple[CodeArray, CodeArray]
    ) -> None:
        state, known_by = before
        source, target = self.compiled.findings[place], self.compiled.place[implied.finding]
        settles = (state[place] == source.states.index(implied.state)) & (known_by[place] == origin)
        if implied.time is not None:
            settles &= self._meets_time(place, implied)
        then = self.compiled.findings[target].states.index(implied.then)
        self._know(target, settles & (self.state[target] == UNKNOWN), then, IMPLIED)

    def _meets_time(self, place: int, implied: Implication) -> BoolArray:
        times = self.times.get(place)
        if times is None or implied.time is None:
            return np.zeros(self.suspect.size, dtype=np.bool_)
        return times.outcomes([implied.time.met(each) for each in times.timings])[0]

    def _check_parents(self) -> None:
        for place in self.told:
            parent = self.compiled.findings[place].asked_if
            if parent is None:
                continue
            asked = self.compiled.place[parent.finding]
            states = self.compiled.findings[asked].states
            fits = np.array([*(each in parent.states for each in states), False])[self.state[asked]]
            answered = self.origin[place] == ANSWERED
            self.suspect[:] |= answered & self._is_there(place) & ~fits


def marked_regions(
    case: IndexArray, region: IndexArray, names: Sequence[str], compiled: Compiled, *, cases: int
) -> Marked:
    """Return what each case marks, given pairs of a case and the place of a region among `names`."""
    known = compiled.knowledge.base.regions
    hit = np.zeros((len(names), cases), dtype=np.bool_)
    hit[region, case] = True
    bases: dict[str, BoolArray] = {}
    sides: dict[str, BoolArray] = {}
    for place, name in enumerate(names):
        if name not in known:
            continue
        of = known[name]
        bases[of.base] = bases.get(of.base, np.zeros(cases, dtype=np.bool_)) | hit[place]
        if of.side is not None:
            sides[of.side] = sides.get(of.side, np.zeros(cases, dtype=np.bool_)) | hit[place]
    return Marked(bases=bases, sides=sides)
