"""A table of cases as a block of arrays: whole columns at once, each different cell read once.

What a cell means is asked of the reader of case files (`intake`), once for each different cell of a column.
Rows in which anything may be wrong are only marked here: they are read again one by one, with its words.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from pygalgia.batch.arrays import UNKNOWN, BoolArray, CodeArray, FloatArray, IndexArray
from pygalgia.batch.block import SETTINGS, SEXES, Block, Times
from pygalgia.batch.cells import answer_of
from pygalgia.batch.columns import BARE, Column
from pygalgia.batch.compiled import Compiled
from pygalgia.batch.extra import extra
from pygalgia.batch.filling import Filling, Marked, marked_regions
from pygalgia.domain.finding import NOTHING, Finding
from pygalgia.domain.finding import UNKNOWN as UNKNOWN_WORD
from pygalgia.domain.timing import Timing
from pygalgia.errors import CaseError
from pygalgia.intake import state_of
from pygalgia.intake.given import Timed
from pygalgia.intake.rows import QuantityRow
from pygalgia.intake.timing import TimingReader
from pygalgia.reading import Problems

with extra():
    import pyarrow as pa

#: What a cell may be instead of a state.
WITHHELD, WRONG = -2, -3
_OLDEST = 120.0
#: Different cells of one column that are kept.
_MOST_LEARNT = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A table as a block.

    Attributes:
        suspect: (E,) rows that must be read one by one: what the block says of them means nothing.
    """

    block: Block
    suspect: BoolArray


@dataclass(frozen=True, kw_only=True)
class TableReader:
    """Reads tables of one set of columns; what it learnt about cells is kept from one table to the next."""

    compiled: Compiled
    columns: tuple[Column, ...]
    _learnt: dict[str, dict[Hashable, int]] = field(default_factory=dict, repr=False)

    def read(self, table: pa.Table | pa.RecordBatch) -> Read:
        """Return the block of a table that has these columns."""
        size = table.num_rows
        suspect = np.zeros(size, dtype=np.bool_)
        state = np.full((len(self.compiled.findings), size), UNKNOWN, dtype=np.int8)
        person = {each.person: table.column(each.name) for each in self.columns if each.person}
        age = self._ages(person.get("age_years"), suspect, size)
        sex = self._words("sex", SEXES, person.get("sex"), suspect, size)
        setting = self._words("setting", SETTINGS, person.get("setting"), suspect, size)
        withheld: dict[int, BoolArray] = {}
        told = []
        marked, has_regions = None, np.zeros(size, dtype=np.bool_)
        for column in self.columns:
            if column.finding is None or column.part != "state":
                continue
            cells = table.column(column.name)
            if cells.null_count == size:
                continue
            place = self.compiled.place[column.finding.id]
            if column.finding.kind == "regions":
                marked, has_regions = self._regions(cells, column, suspect)
                continue
            codes = self._states(cells, column, column.finding)
            if (codes < UNKNOWN).any():
                suspect |= codes == WRONG
                withheld[place] = codes == WITHHELD
                codes = np.where(codes < UNKNOWN, np.int8(UNKNOWN), codes)
            state[place] = codes
            told.append(place)
        times = self._times(table, state, suspect)
        origin = np.zeros_like(state)
        block = Block(
            state=state,
            origin=origin,
            has_regions=has_regions,
            age_years=age,
            sex=sex,
            setting=setting,
            times=times,
        )
        filling = Filling(
            compiled=self.compiled,
            state=state,
            origin=origin,
            withheld=withheld,
            told=told,
            times=times,
            suspect=suspect,
        )
        filling.complete(self.compiled.people.crowd(block), marked)
        return Read(block=block, suspect=suspect)

    def _column(self, person: str) -> Column:
        return next(each for each in self.columns if each.person == person)

    def _ages(self, cells: pa.ChunkedArray | None, suspect: BoolArray, size: int) -> FloatArray:
        if cells is None:
            return np.full(size, np.nan)
        column = self._column("age_years")
        if _is_number(cells.type) and not column.values:
            ages = _floats(cells)
            wrong = (ages < 0) | (ages > _OLDEST)
        else:
            index, distinct = _distinct(cells)
            read = [_age(answer_of(cell, column)) for cell in distinct]
            ages = np.array([*read, np.nan])[index]
            wrong = ages < 0
        suspect |= wrong
        return np.where(wrong, np.nan, ages)

    def _words(
        self, person: str, words: Sequence[str], cells: pa.ChunkedArray | None, suspect: BoolArray, size: int
    ) -> CodeArray:
        nobody = words.index("unknown")
        if cells is None:
            return np.full(size, nobody, dtype=np.int8)
        column = self._column(person)
        index, distinct = _distinct(cells)
        answers = [answer_of(cell, column) for cell in distinct]
        codes = [
            nobody if each is None else words.index(each) if each in words else WRONG for each in answers
        ]
        result = np.array([*codes, nobody], dtype=np.int8)[index]
        suspect |= result == WRONG
        return np.where(result == WRONG, np.int8(nobody), result)

    def _states(self, cells: pa.ChunkedArray, column: Column, finding: Finding) -> CodeArray:
        if finding.kind == "number" and _is_number(cells.type) and not column.values:
            return _binned(_floats(cells), column, finding)
        index, distinct = _distinct(cells)
        learnt = self._learnt.setdefault(column.name, {})
        codes = [self._code(cell, column, finding, learnt) for cell in distinct]
        return np.array([*codes, UNKNOWN], dtype=np.int8)[index]

    def _code(self, cell: object, column: Column, finding: Finding, learnt: dict[Hashable, int]) -> int:
        key = cell if isinstance(cell, str | bool | int | float) else repr(cell)
        # True and 1 are one key to a dictionary, and not one answer.
        known = (type(cell), key)
        code = learnt.get(known)
        if code is None:
            code = self._asked(answer_of(cell, column), finding)
            # A column of free text: nothing repeats, and nothing is worth keeping.
            if len(learnt) < _MOST_LEARNT:
                learnt[known] = code
        return code

    def _asked(self, answer: object, finding: Finding) -> int:
        if answer is None:
            return UNKNOWN
        if answer == UNKNOWN_WORD:
            return WITHHELD
        if isinstance(answer, dict):
            if set(answer) != {"value", "unit"}:
                return WRONG
            answer = QuantityRow(value=answer["value"], unit=str(answer["unit"]))
        if not isinstance(answer, bool | str | float | QuantityRow):
            return WRONG
        try:
            state = state_of(finding, answer, self.compiled.knowledge.vocabulary)
        except CaseError:
            return WRONG
        return UNKNOWN if state is None else finding.states.index(state)

    def _regions(
        self, cells: pa.ChunkedArray, column: Column, suspect: BoolArray
    ) -> tuple[Marked, BoolArray]:
        known = self.compiled.knowledge.base.regions
        index, distinct = _distinct(cells)
        pairs_case, pairs_region = [], []
        place = {name: n for n, name in enumerate(known)}
        wrong = np.zeros(len(distinct) + 1, dtype=np.bool_)
        given = np.zeros(len(distinct) + 1, dtype=np.bool_)
        for n, cell in enumerate(distinct):
            answer = answer_of(cell, column)
            if answer is None or answer == UNKNOWN_WORD:
                continue
            if not isinstance(answer, list) or not _are_known(answer, place):
                wrong[n] = True
                continue
            given[n] = True
            for region in answer:
                pairs_case.append(n)
                pairs_region.append(place[region])
        suspect |= wrong[index]
        case, region = (np.array(each, dtype=np.int64) for each in (pairs_case, pairs_region))
        marked = marked_regions(case, region, tuple(place), self.compiled, cases=len(distinct) + 1)
        spread = Marked(
            bases={name: each[index] for name, each in marked.bases.items()},
            sides={name: each[index] for name, each in marked.sides.items()},
        )
        return spread, given[index]

    def _times(self, table: pa.Table, state: CodeArray, suspect: BoolArray) -> dict[int, Times]:
        timed: dict[str, list[Column]] = {}
        for column in self.columns:
            if (
                column.finding is not None
                and column.part != "state"
                and table.column(column.name).null_count < table.num_rows
            ):
                timed.setdefault(column.finding.id, []).append(column)
        result = {}
        for name, parts in timed.items():
            place = self.compiled.place[name]
            times = self._told(table, parts, self.compiled.findings[place], state[place], suspect)
            if times is not None:
                result[place] = times
        return result

    def _told(
        self, table: pa.Table, parts: list[Column], finding: Finding, state: CodeArray, suspect: BoolArray
    ) -> Times | None:
        """Return the times of one finding, after marking every row in which something of them is wrong."""
        read = [_distinct(table.column(each.name)) for each in parts]
        keys = np.stack([index for index, _ in read], axis=1)
        combined, inverse = np.unique(keys, axis=0, return_inverse=True)
        timings = [self._timing(row, parts, read) for row in combined.tolist()]
        inverse = inverse.reshape(-1)
        wrong = np.array([isinstance(each, str) for each in timings])[inverse]
        said = np.array([each is not None for each in timings])[inverse]
        there = np.array([*(each not in NOTHING for each in finding.states), False])[state]
        suspect |= wrong | (said & ~there)
        known = [each for each in timings if isinstance(each, Timing)]
        if not known:
            return None
        place = {each: n for n, each in enumerate(dict.fromkeys(known))}
        code = np.array([place[each] if isinstance(each, Timing) else -1 for each in timings], dtype=np.int64)
        return Times(code=np.where(there, code[inverse], -1), timings=tuple(place))

    def _timing(
        self, row: list[int], parts: list[Column], read: list[tuple[IndexArray, list[object]]]
    ) -> Timing | str | None:
        """Return what one set of cells says of a time; a word where something of it may be wrong."""
        given = {}
        for place, column, (_, distinct) in zip(row, parts, read, strict=True):
            answer = None if place == len(distinct) or place < 0 else answer_of(distinct[place], column)
            if answer is not None:
                given[column.part] = answer
        if not given:
            return None
        problems = Problems()
        reader = TimingReader(spans=self.compiled.knowledge.vocabulary.spans, problems=problems)
        since, course, past = given.get("since"), given.get("course"), given.get("past")
        told = reader.timing(Timed(state=True, since=since, course=course, past=past), "present", "")
        return "wrong" if problems.found or told is None else told


def _binned(numbers: FloatArray, column: Column, finding: Finding) -> CodeArray:
    """Return (E,) the bin of each number; NaN is unknown, and what is out of range is wrong."""
    scale = finding.scale
    assert scale is not None  # noqa: S101 - every number has a scale: knowledge coherence
    first = scale.units[0].code
    code = column.unit or (first if first in BARE else "")
    unit = next((each for each in scale.units if each.code == code), None)
    if unit is None:
        return np.where(np.isnan(numbers), UNKNOWN, WRONG).astype(np.int8)
    amount = numbers * unit.factor + unit.offset
    edges = np.array([each.below for each in scale.bins if each.below is not None])
    places = np.array([finding.states.index(each.state) for each in scale.bins], dtype=np.int8)
    bins = places[np.minimum(np.searchsorted(edges, amount, side="right"), places.size - 1)]
    is_in = (amount >= scale.minimum) & (amount <= scale.maximum)
    return np.where(np.isnan(numbers), np.int8(UNKNOWN), np.where(is_in, bins, np.int8(WRONG)))


def _are_known(answer: list[object], known: Mapping[str, int]) -> bool:
    return bool(answer) and all(isinstance(each, str) and each in known for each in answer)


def _age(answer: object) -> float:
    """Return an age in years; nan where unknown, -1 where it is none."""
    if answer is None:
        return np.nan
    return answer if isinstance(answer, float) and 0 <= answer <= _OLDEST else -1.0


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind))


def _floats(cells: pa.ChunkedArray | pa.Array) -> FloatArray:
    array = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
    result: FloatArray = array.cast(pa.float64(), safe=False).fill_null(np.nan).to_numpy(zero_copy_only=False)
    return result


def _distinct(cells: pa.ChunkedArray | pa.Array) -> tuple[IndexArray, list[object]]:
    """Return (E,) the place of each cell among the different ones, the last place for null, and these."""
    array = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
    if isinstance(array, pa.ChunkedArray):
        array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], array.type)
    if not pa.types.is_dictionary(array.type):
        array = _encoded(array)
        if array is None:
            return _one_by_one(cells)
    distinct = array.dictionary.to_pylist()
    index = array.indices.fill_null(len(distinct)).to_numpy(zero_copy_only=False).astype(np.int64, copy=False)
    return index, distinct


def _encoded(array: pa.Array) -> pa.DictionaryArray | None:
    try:
        return array.dictionary_encode()
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):
        return None


def _one_by_one(cells: pa.ChunkedArray | pa.Array) -> tuple[IndexArray, list[object]]:
    """Return the same for cells that Arrow cannot compare: lists and mappings."""
    values = cells.to_pylist()
    places: dict[str, int] = {}
    distinct: list[object] = []
    index = np.empty(len(values), dtype=np.int64)
    for n, value in enumerate(values):
        if value is None:
            index[n] = -1
            continue
        key = repr(value)
        if key not in places:
            places[key] = len(distinct)
            distinct.append(value)
        index[n] = places[key]
    return np.where(index < 0, len(distinct), index), distinct
