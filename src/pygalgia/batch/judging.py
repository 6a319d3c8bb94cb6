"""Judge a block of cases as `assessing` judges one: flags first, then the ranking, then the urgency."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pygalgia.assessing.ranking import SMALLEST_LISTED
from pygalgia.batch.arrays import AnyArray, BoolArray, CodeArray, FloatArray, IndexArray
from pygalgia.batch.block import SEXES, Block
from pygalgia.batch.compiled import Compiled
from pygalgia.batch.extra import extra
from pygalgia.batch.people import Crowd
from pygalgia.batch.selecting import Selected, selected_rows
from pygalgia.batch.standing import Standings, standings
from pygalgia.domain.case import Sex
from pygalgia.domain.condition import UNLISTED
from pygalgia.domain.urgency import Urgency
from pygalgia.inference.interval import QUANTILES
from pygalgia.triage.reasons import LEAST_WORTH, MOST_CAUSES

with extra():
    from pygalgia.batch import interval_kernel, loss_kernel, ranking_kernel

#: Leading causes that are told of each case.
LEADING = 5
#: A sum in single precision is wrong by less, as a part: forty factors of three roundings each are 7e-6.
ROUNDING = 1e-4
#: No condition.
NOBODY = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgencies:
    """How soon each person must be seen, and what holds it there.

    Attributes:
        level: (E,) urgency.
        raised: (F, E) red flags that are raised and ask for this level.
        floors: (F, E) open red flags that hold up this level.
        causes: (E, MOST_CAUSES) conditions that make it worth its price; NOBODY fills up.
        too_little: (E,) whether it holds because too little is known to let it wait.
    """

    level: CodeArray
    raised: BoolArray
    floors: BoolArray
    causes: NDArray[np.int16]
    too_little: BoolArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The answers to a block of cases.

    Attributes:
        raised: (F, E) red flags that are raised.
        open: (F, E) red flags that are neither raised nor excluded.
        leading: (E, LEADING) the most probable conditions that are worth listing; NOBODY fills up.
        probability: (E, LEADING) of these.
        fits_best: (E, LEADING) those that the answers fit best.
        enough: (E,) whether enough was told to rank.
        low: (E, LEADING) low ends of the intervals of `probability`; nan where they were not asked for.
        high: (E, LEADING) their high ends.
        contradicts: (E,) whether the answers contradict each other; nothing else here then means anything.
        is_impossible: (E,) whether no condition is possible at this age and sex.
    """

    urgency: Urgencies
    raised: BoolArray
    open: BoolArray
    leading: NDArray[np.int16]
    probability: FloatArray
    fits_best: NDArray[np.int16]
    low: FloatArray
    high: FloatArray
    enough: BoolArray
    contradicts: BoolArray
    is_impossible: BoolArray

    def put(self, places: IndexArray, other: "Judged") -> None:
        """Put the answers to other cases into these places."""
        _put(self.urgency, places, other.urgency)
        self.raised[:, places] = other.raised
        self.open[:, places] = other.open
        for name in (
            "leading",
            "probability",
            "fits_best",
            "low",
            "high",
            "enough",
            "contradicts",
            "is_impossible",
        ):
            getattr(self, name)[places] = getattr(other, name)


def judged(block: Block, compiled: Compiled, *, intervals: bool = False) -> Judged:
    """Return the answers to a block of cases, with the intervals of the leading causes where asked for."""
    looked = _Look.at(block, compiled)
    flags = looked.standings
    leading = np.full((block.size, LEADING), NOBODY, dtype=np.int16)
    fits = leading.copy()
    everything = np.zeros((block.size if intervals else 0, len(compiled.models[0].conditions)))
    probability = np.zeros((block.size, LEADING))
    ratio, shared, q, parent = compiled.tables
    ranking_kernel.ranking(
        looked.selected.rows, looked.selected.count, looked.crowd.kind, looked.population, looked.priors,
        compiled.needing, flags.excluded(compiled.needs), ratio, shared, q, parent, SMALLEST_LISTED,
        _unlisted(compiled), leading, probability, fits, everything,
    )  # fmt: skip
    low, high = np.full_like(probability, np.nan), np.full_like(probability, np.nan)
    if intervals:
        _draw_intervals(looked, everything, leading, compiled, low, high)
    return Judged(
        urgency=_urgencies(looked, compiled),
        raised=flags.holding(compiled.flags),
        open=~flags.holding(compiled.flags) & ~flags.excluded(compiled.flags),
        leading=leading,
        probability=probability,
        fits_best=fits,
        low=low,
        high=high,
        enough=block.told >= compiled.knowledge.base.triage.enough_answers,
        contradicts=np.asarray(flags.holding(compiled.contradictions).any(axis=0)),
        is_impossible=~np.array([each.is_possible for each in looked.crowd.kinds])[looked.crowd.kind],
    )


def _draw_intervals(
    looked: "_Look", everything: FloatArray, leading: NDArray[np.int16], compiled: Compiled, *ends: FloatArray
) -> None:
    """Fill the ends of the leading causes' intervals."""
    spreads = looked.crowd.stacked([each.log_spread for each in looked.crowd.kinds])
    for population in np.unique(looked.population).tolist():
        cases = np.flatnonzero(looked.population == population)
        tables = compiled.drawn(population)
        low, high = (each[cases] for each in ends)
        interval_kernel.intervals(
            looked.selected.rows[cases], looked.selected.count[cases], looked.crowd.kind[cases],
            everything[cases], leading[cases], looked.priors, spreads, tables.own, tables.cumulants,
            tables.background, tables.log_ratio, tables.rates, tables.normal, compiled.tables[3],
            QUANTILES[0], low, high,
        )  # fmt: skip
        for whole, part in zip(ends, (low, high), strict=True):
            whole[cases] = part


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What is worked out first of a block."""

    block: Block
    crowd: Crowd
    standings: Standings
    selected: Selected

    @classmethod
    def at(cls, block: Block, compiled: Compiled) -> "_Look":
        crowd = compiled.people.crowd(block)
        return cls(
            block=block,
            crowd=crowd,
            standings=standings(block, crowd, compiled),
            selected=selected_rows(block, compiled),
        )

    @property
    def population(self) -> IndexArray:
        """(E,) place of each population."""
        return np.array([each.population for each in self.crowd.kinds])[self.crowd.kind]

    @property
    def priors(self) -> FloatArray:
        """(kinds, C) prior probabilities."""
        return self.crowd.stacked([each.prior for each in self.crowd.kinds])

    @property
    def harm_priors(self) -> FloatArray:
        """(kinds, C) prior probabilities by which expected harm is weighed."""
        return self.crowd.stacked([each.harm_prior for each in self.crowd.kinds])


def _unlisted(compiled: Compiled) -> int:
    conditions = compiled.models[0].conditions
    return conditions.index(UNLISTED) if UNLISTED in conditions else NOBODY


def _urgencies(looked: _Look, compiled: Compiled) -> Urgencies:
    """Return the urgency of each case: never sooner for the one than later for all whom the person may be."""
    own = _levels(looked, compiled)
    block = looked.block
    for cases, people in _somebody(looked, own, compiled):
        left, least = cases, None
        for who in people:
            if not left.size:
                break
            theirs = _urgencies(_Look.at(_like(block.take(left), who), compiled), compiled)
            higher = theirs.level > own.level[left]
            left, theirs = left[higher], _taken(theirs, higher)
            least = theirs if least is None else _least(_taken(least, higher), theirs)
        if left.size and least is not None:
            _put(own, left, least)
    return own


def _somebody(
    looked: _Look, own: Urgencies, compiled: Compiled
) -> Iterator[tuple[IndexArray, Sequence[Sex | float]]]:
    """Yield the cases of people of unknown sex, or else of unknown age, with whom they may be."""
    waits = own.level < Urgency.EMERGENCY
    sexless = looked.block.sex == SEXES.index("unknown")
    yield np.flatnonzero(waits & sexless), SEXES[: SEXES.index("unknown")]
    ageless = np.isnan(looked.block.age_years)
    yield np.flatnonzero(waits & ageless & ~sexless), compiled.knowledge.adult_ages


def _like(block: Block, who: Sex | float) -> Block:
    return block.of_sex(who) if isinstance(who, str) else block.of_age(who)


def _taken(urgencies: Urgencies, cases: BoolArray) -> Urgencies:
    return Urgencies(
        level=urgencies.level[cases],
        raised=urgencies.raised[:, cases],
        floors=urgencies.floors[:, cases],
        causes=urgencies.causes[cases],
        too_little=urgencies.too_little[cases],
    )


def _least(one: Urgencies, other: Urgencies) -> Urgencies:
    """Return case by case the less urgent of two, the first where they are equal."""
    _put(one, np.flatnonzero(other.level < one.level), _taken(other, other.level < one.level))
    return one


def _put(into: Urgencies, cases: IndexArray, urgencies: Urgencies) -> None:
    into.level[cases] = urgencies.level
    into.raised[:, cases] = urgencies.raised
    into.floors[:, cases] = urgencies.floors
    into.causes[cases] = urgencies.causes
    into.too_little[cases] = urgencies.too_little


def _levels(looked: _Look, compiled: Compiled) -> Urgencies:
    """Return the urgency of each case as it stands: of flags, of expected harm, and of knowing too little."""
    block, flags = looked.block, looked.standings
    raised = flags.holding(compiled.flags)
    urgency = compiled.judge.urgency[compiled.flags].astype(np.int8)
    floors = flags.floors[compiled.flags]
    asked = np.where(raised, urgency[:, None], floors)
    too_little = np.where(_calms(block, compiled), 0, compiled.too_little).astype(np.int8)
    least = np.maximum(asked.max(axis=0, initial=0), too_little)
    level, causes = _expected_loss(looked, least, compiled)
    some = level > 0
    return Urgencies(
        level=level,
        raised=raised & (urgency[:, None] == level) & some,
        floors=~raised & (floors == level) & some,
        causes=causes,
        too_little=(too_little == level) & some,
    )


def _expected_loss(
    looked: _Look, least: CodeArray, compiled: Compiled
) -> tuple[CodeArray, NDArray[np.int16]]:
    """Return (E,) the level that expected loss asks for, and the causes; levels below `least` are that.

    Single precision decides, but for the few cases in which rounding might.
    """
    settled = np.asarray(looked.standings.holding(compiled.settled).any(axis=0), dtype=np.int64)
    harm_priors = looked.harm_priors
    level = np.zeros(least.size, dtype=np.int8)
    causes = np.full((least.size, MOST_CAUSES), NOBODY, dtype=np.int16)
    cases: AnyArray = np.arange(least.size)
    for tables, margin in ((compiled.quick_loss_tables, ROUNDING), (compiled.loss_tables, 0.0)):
        chosen, of_level = looked.selected.of(cases), np.zeros(cases.size, dtype=np.int8)
        named = np.full((cases.size, MOST_CAUSES), NOBODY, dtype=np.int16)
        is_close = np.zeros(cases.size, dtype=np.bool_)
        loss_kernel.levels(
            chosen.rows, chosen.count, looked.crowd.kind[cases], looked.population[cases], settled[cases],
            least[cases], harm_priors[:, tables.order], tables.ratio, tables.inverse,
            compiled.tables[1], tables.q, compiled.tables[3], compiled.reassuring, compiled.danger,
            tables.speaks, tables.speaking, tables.gain, tables.rivals, LEAST_WORTH, margin, of_level, named,
            is_close,
        )  # fmt: skip
        level[cases], causes[cases] = of_level, np.where(named == NOBODY, NOBODY, tables.order[named])
        cases = cases[is_close]
    return level, causes


def _calms(block: Block, compiled: Compiled) -> BoolArray:
    """Return (E,) whether enough is known to say that it can wait: one more danger sign never makes it so."""
    signs = compiled.knowledge.base.triage.danger_signs
    dangers = np.zeros(block.size, dtype=np.int64)
    for name, states in signs.items():
        place = compiled.place[name]
        finding = compiled.findings[place]
        counts = np.array([*(each in states for each in finding.states), False])
        dangers += counts[block.state[place]] & (block.origin[place] == 0)
    result: BoolArray = block.told - dangers >= compiled.knowledge.base.triage.enough_answers
    return result
