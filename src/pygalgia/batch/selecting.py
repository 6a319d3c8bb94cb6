"""Which rows of the arrays each case of a block selects: `encoding.rows` does it for one case."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pygalgia.batch.arrays import UNKNOWN, AnyArray, BoolArray, IndexArray
from pygalgia.batch.block import FROM_REGIONS, Block
from pygalgia.batch.compiled import Compiled
from pygalgia.batch.extra import extra
from pygalgia.domain.finding import Finding

with extra():
    from pygalgia.batch.picking import picked

#: No row; and what a row is taken from where its answer is calmed by its time: row r stands as CALMED - r.
NO_ROW, CALMED = -1, -2


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """The rows of each case.

    Attributes:
        rows: (E, k) S rows of the answers that count, NO_ROW after the last; CALMED - row where the time of a
            danger sign calms it: such an answer may speak for a cause and is no danger of today.
        count: (E,) how many each case has.
    """

    rows: NDArray[np.int16]
    count: IndexArray

    def of(self, cases: AnyArray) -> "Selected":
        """Return those of these cases alone."""
        return Selected(rows=self.rows[cases], count=self.count[cases])


def selected_rows(block: Block, compiled: Compiled) -> Selected:
    """Return the S rows that the answers of each case select."""
    result = np.full((len(compiled.scored), block.size), NO_ROW, dtype=np.int16)
    for row, place in enumerate(compiled.scored):
        state = block.state[place]
        if not (state != UNKNOWN).any():
            continue
        finding = compiled.findings[place]
        rows = compiled.row_of[place][state]
        if place in compiled.unmarked_row:
            fallback = finding.states.index(finding.fallback or "")
            is_unmarked = (state == fallback) & (block.origin[place] == FROM_REGIONS)
            rows = np.where(is_unmarked, np.int16(compiled.unmarked_row[place]), rows)
        counts = _counts(block, compiled, finding)
        if counts is not None:
            rows = np.where(counts, rows, np.int16(NO_ROW))
        result[row] = _calmed(rows, block, compiled, place)
    rows, count = picked(result, NO_ROW)
    return Selected(rows=rows, count=count)


def _counts(block: Block, compiled: Compiled, finding: Finding) -> BoolArray | None:
    """Return (E,) whether an answer counts, as `encoding.is_asked` does; None where it always does."""
    result = None
    if finding.asked_if is not None:
        parent = compiled.place[finding.asked_if.finding]
        states = compiled.findings[parent].states
        fits = np.array([*(each in finding.asked_if.states for each in states), False])
        result = fits[block.state[parent]]
    for name in finding.superseded_by:
        open_ = block.state[compiled.place[name]] == UNKNOWN
        result = open_ if result is None else result & open_
    return result


def _calmed(rows: NDArray[np.int16], block: Block, compiled: Compiled, place: int) -> NDArray[np.int16]:
    times, name = block.times.get(place), compiled.findings[place].id
    if times is None:
        return rows
    for rule in compiled.knowledge.base.calming.values():
        calm, _ = times.outcomes([rule.calms(name, each) for each in times.timings])
        counts = rows >= 0
        rows = np.where(calm & counts, CALMED - rows, rows).astype(np.int16)
        if not rule.of_this_illness:
            rows = np.where(calm, np.int16(NO_ROW), rows)
    return rows
