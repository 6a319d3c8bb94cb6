"""What a batch says of each case, as columns of Arrow: the schema, and a block of answers in it."""

from collections.abc import Mapping, Sequence

import numpy as np

from pygalgia.batch.arrays import AnyArray, BoolArray
from pygalgia.batch.compiled import Compiled
from pygalgia.batch.extra import extra
from pygalgia.batch.judging import LEADING, NOBODY, Judged
from pygalgia.domain.urgency import Urgency
from pygalgia.version import VERSION

with extra():
    import pyarrow as pa

    from pygalgia.batch.listing import listed

SCHEMA = "pygalgia/batch/1"
#: Each column with what it says; the order is that of the table. `{n}` runs from 1 to LEADING.
TOLD = {
    "id": "the case's own name, or row-N",
    "urgency": "self-care, routine, within-two-weeks, same-day or emergency",
    "reasons": "what holds the urgency, as kind:id (red-flag, threshold, not-excluded)",
    "flags_raised": "red flags that are raised",
    "flags_open": "red flags that are neither raised nor excluded, because not everything they need is known",
    "cause_{n}": "the most probable causes; none below 0.1 %",
    "probability_{n}": "their exact posterior probabilities",
    "low_{n}": "low end of the middle 95 % of that probability under drawn beliefs",
    "high_{n}": "high end of it",
    "fits_best": "the listed causes that the answers fit best, however common each is; at most five",
    "enough_told": "whether enough was told for the ranking to mean anything",
    "problem": "why the row could not be assessed; all other columns but id are then null",
    "version": "version of pygalgia",
    "knowledge_sha256": "hash of its knowledge",
}
_PLACES = range(1, LEADING + 1)
#: Words stand in a table once, with their places in the cells.
_WORD = pa.dictionary(pa.int16(), pa.string())
_WORDS = pa.list_(_WORD)
_TOO_LITTLE = "not-excluded:not-enough-to-rank"


def schema(compiled: Compiled, *, intervals: bool = False) -> pa.Schema:
    """Return the columns of the answers, with their meaning and what made them as metadata."""
    base = compiled.knowledge.base
    told = {
        "schema": SCHEMA,
        "version": VERSION,
        "knowledge_version": base.version,
        "knowledge_sha256": base.sha256,
        "case_mix": compiled.knowledge.case_mix.id,
        "intervals": "true" if intervals else "false",
    }
    return pa.schema(list(_fields(intervals=intervals)), metadata=told)


def _fields(*, intervals: bool) -> Sequence[pa.Field]:
    number = pa.float64()
    kinds = {
        "id": pa.string(), "problem": pa.string(), "enough_told": pa.bool_(),
        "probability_{n}": number, "low_{n}": number, "high_{n}": number,
        "reasons": _WORDS, "flags_raised": _WORDS, "flags_open": _WORDS, "fits_best": _WORDS,
    }  # fmt: skip
    numbered = ["cause_{n}", "probability_{n}", *(["low_{n}", "high_{n}"] if intervals else [])]
    fields = []
    for name, meaning in TOLD.items():
        kind = kinds.get(name, _WORD)
        if name == "cause_{n}":
            fields += [
                _field(each, TOLD[each], kinds.get(each, _WORD), place)
                for place in _PLACES
                for each in numbered
            ]
        elif "{n}" not in name:
            fields.append(_field(name, meaning, kind))
    return fields


def _field(name: str, meaning: str, kind: pa.DataType, place: int = 0) -> pa.Field:
    return pa.field(name.format(n=place), kind, metadata={"meaning": meaning})


def plain_schema(coded: pa.Schema) -> pa.Schema:
    """Return the same columns with every word written out, for readers that know no codes."""
    kinds = {_WORD: pa.string(), _WORDS: pa.list_(pa.string())}
    fields = [each.with_type(kinds.get(each.type, each.type)) for each in coded]
    return pa.schema(fields, metadata=coded.metadata)


def plain(table: pa.Table) -> pa.Table:
    """Return a table of answers with every word written out."""
    return table.cast(plain_schema(table.schema))


def answers(
    judged: Judged,
    ids: pa.Array,
    compiled: Compiled,
    *,
    problems: Mapping[int, str],
    intervals: bool = False,
) -> pa.Table:
    """Return the answers to a block as a table.

    Args:
        judged: The answers.
        ids: (E,) the cases' names.
        compiled: What they were judged with.
        problems: Why some of the cases could not be assessed: nothing is said of these.
        intervals: Whether the ends of the intervals are told.
    """
    size, base = len(ids), compiled.knowledge.base
    silent = np.zeros(size, dtype=np.bool_)
    silent[list(problems)] = True
    flags, conditions = list(base.red_flags), list(compiled.models[0].conditions)
    columns = {
        "id": ids,
        "urgency": _words(judged.urgency.level, [each.id for each in Urgency], silent),
        "reasons": _reasons(judged, compiled, silent),
        "flags_raised": _lists(judged.raised, flags, silent),
        "flags_open": _lists(judged.open, flags, silent),
        "fits_best": _ordered(judged.fits_best, conditions, silent),
        "enough_told": pa.array(judged.enough, mask=silent),
        "problem": _told(problems, size),
        "version": _words(np.zeros(size), [VERSION]),
        "knowledge_sha256": _words(np.zeros(size), [base.sha256]),
    }
    for place in range(LEADING):
        column = judged.leading[:, place]
        nobody = (column == NOBODY) | silent
        columns[f"cause_{place + 1}"] = _words(column, conditions, nobody)
        columns[f"probability_{place + 1}"] = pa.array(judged.probability[:, place], mask=nobody)
        if intervals:
            for name, ends in (("low", judged.low), ("high", judged.high)):
                columns[f"{name}_{place + 1}"] = pa.array(ends[:, place], mask=nobody)
    wanted = schema(compiled, intervals=intervals)
    return pa.Table.from_arrays([columns[name] for name in wanted.names], schema=wanted)


def _told(problems: Mapping[int, str], size: int) -> pa.Array:
    if not problems:
        return pa.nulls(size, pa.string())
    return pa.array([problems.get(place) for place in range(size)], pa.string())


def _words(places: AnyArray, names: Sequence[str], silent: BoolArray | None = None) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(
        pa.array(places.astype(np.int16, copy=False), mask=silent), pa.array(names)
    )


def _listed(counts: AnyArray, places: AnyArray, names: Sequence[str], silent: BoolArray) -> pa.ListArray:
    """Return lists of words, given how many each case has; places are those of the cases in order."""
    offsets = np.concatenate([[0], np.cumsum(counts)])
    return pa.ListArray.from_arrays(
        pa.array(offsets.astype(np.int32)), _words(places, names), mask=pa.array(silent)
    )


def _lists(holds: BoolArray, names: Sequence[str], silent: BoolArray) -> pa.ListArray:
    """Return for each case the names that hold, given (names, E)."""
    start, places = listed(holds)
    return pa.ListArray.from_arrays(pa.array(start), _words(places, names), mask=pa.array(silent))


def _ordered(places: AnyArray, names: Sequence[str], silent: BoolArray) -> pa.ListArray:
    known = places != NOBODY
    return _listed(known.sum(axis=1), places[known], names, silent)


def _holding(holds: BoolArray) -> tuple[AnyArray, AnyArray]:
    """Return the cases and the names, case by case, given (names, E)."""
    start, places = listed(holds)
    return np.repeat(np.arange(holds.shape[1]), np.diff(start)), places.astype(np.int64)


def _reasons(judged: Judged, compiled: Compiled, silent: BoolArray) -> pa.ListArray:
    """Return what holds each urgency, in the order of an assessment: raised, likely enough, not excluded."""
    urgency, flags = judged.urgency, list(compiled.knowledge.base.red_flags)
    conditions = compiled.models[0].conditions
    names = [f"red-flag:{each}" for each in flags] + [f"threshold:{each}" for each in conditions]
    names += [f"not-excluded:{each}" for each in flags] + [_TOO_LITTLE]
    raised_case, raised = _holding(urgency.raised)
    open_case, floors = _holding(urgency.floors)
    likely_case, place = np.nonzero(urgency.causes != NOBODY)
    likely = urgency.causes[likely_case, place].astype(np.int64)
    little = np.flatnonzero(urgency.too_little)
    first = len(flags) + len(conditions)
    case = np.concatenate([raised_case, likely_case, open_case, little])
    name = np.concatenate([raised, likely + len(flags), floors + first, np.full(little.size, len(names) - 1)])
    # Cases come in order within each kind, so that a stable sort keeps the order of the reasons.
    order = np.argsort(case, kind="stable")
    return _listed(np.bincount(case, minlength=urgency.level.size), name[order], names, silent)
