"""What a batch says of each case, as columns of Arrow: the schema, and a block of answers in it."""

from collections.abc import Sequence

import numpy as np

from pygalgia.batch.arrays import AnyArray, BoolArray
from pygalgia.batch.compiled import Compiled
from pygalgia.batch.extra import extra
from pygalgia.batch.judging import LEADING, NOBODY, Judged
from pygalgia.domain.urgency import Urgency
from pygalgia.version import VERSION

with extra():
    import pyarrow as pa

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
    words, number = pa.list_(pa.string()), pa.float64()
    kinds = {
        "reasons": words, "flags_raised": words, "flags_open": words, "fits_best": words,
        "enough_told": pa.bool_(), "probability_{n}": number, "low_{n}": number, "high_{n}": number,
    }  # fmt: skip
    numbered = ["cause_{n}", "probability_{n}", *(["low_{n}", "high_{n}"] if intervals else [])]
    fields = []
    for name, meaning in TOLD.items():
        if name == "cause_{n}":
            fields += [
                _field(each, TOLD[each], kinds.get(each), place) for place in _PLACES for each in numbered
            ]
        elif "{n}" not in name:
            fields.append(_field(name, meaning, kinds.get(name)))
    return fields


def _field(name: str, meaning: str, kind: pa.DataType | None, place: int = 0) -> pa.Field:
    return pa.field(name.format(n=place), kind or pa.string(), metadata={"meaning": meaning})


def answers(
    judged: Judged, ids: pa.Array, compiled: Compiled, *, intervals: tuple[AnyArray, AnyArray] | None = None
) -> pa.Table:
    """Return the answers to a block as a table.

    Args:
        judged: The answers.
        ids: (E,) the cases' names.
        compiled: What they were judged with.
        intervals: (E, LEADING) low and high ends, where they were asked for.
    """
    size, base = len(ids), compiled.knowledge.base
    flags = pa.array(list(base.red_flags))
    conditions = pa.array(list(compiled.models[0].conditions))
    columns = {
        "id": ids,
        "urgency": pa.array([each.id for each in Urgency]).take(pa.array(judged.urgency.level)),
        "reasons": _reasons(judged, compiled),
        "flags_raised": _lists(judged.raised, flags),
        "flags_open": _lists(judged.open, flags),
        "fits_best": _ordered(judged.fits_best, conditions),
        "enough_told": pa.array(judged.enough),
        "problem": pa.nulls(size, pa.string()),
        "version": pa.repeat(VERSION, size),
        "knowledge_sha256": pa.repeat(base.sha256, size),
    }
    for place in range(LEADING):
        column = judged.leading[:, place]
        nobody = column == NOBODY
        columns[f"cause_{place + 1}"] = conditions.take(pa.array(column, mask=nobody))
        columns[f"probability_{place + 1}"] = pa.array(judged.probability[:, place], mask=nobody)
        if intervals is not None:
            for name, ends in zip(("low", "high"), intervals, strict=True):
                columns[f"{name}_{place + 1}"] = pa.array(ends[:, place], mask=nobody)
    wanted = schema(compiled, intervals=intervals is not None)
    return pa.Table.from_arrays([columns[name] for name in wanted.names], schema=wanted)


def refused(ids: Sequence[str], reasons: Sequence[str], compiled: Compiled, *, intervals: bool) -> pa.Table:
    """Return rows that could not be assessed: their names, and why."""
    wanted = schema(compiled, intervals=intervals)
    known = {"id": pa.array(ids, pa.string()), "problem": pa.array(reasons, pa.string())}
    known["version"] = pa.repeat(VERSION, len(ids))
    known["knowledge_sha256"] = pa.repeat(compiled.knowledge.base.sha256, len(ids))
    columns = [known.get(field.name, pa.nulls(len(ids), field.type)) for field in wanted]
    return pa.Table.from_arrays(columns, schema=wanted)


def _lists(holds: BoolArray, names: pa.Array) -> pa.ListArray:
    """Return for each case the names that hold, given (names, E)."""
    by_case = np.ascontiguousarray(holds.T)
    chosen = np.flatnonzero(by_case.reshape(-1)) % max(len(names), 1)
    offsets = np.concatenate([[0], np.cumsum(by_case.sum(axis=1))])
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), names.take(pa.array(chosen)))


def _ordered(places: AnyArray, names: pa.Array) -> pa.ListArray:
    known = places != NOBODY
    offsets = np.concatenate([[0], np.cumsum(known.sum(axis=1))])
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), names.take(pa.array(places[known])))


def _reasons(judged: Judged, compiled: Compiled) -> pa.ListArray:
    """Return what holds each urgency, in the order of an assessment: raised, likely enough, not excluded."""
    urgency, flags = judged.urgency, list(compiled.knowledge.base.red_flags)
    conditions = compiled.models[0].conditions
    names = [f"red-flag:{each}" for each in flags] + [f"threshold:{each}" for each in conditions]
    names += [f"not-excluded:{each}" for each in flags] + [_TOO_LITTLE]
    raised_case, raised = np.nonzero(urgency.raised.T)
    open_case, floors = np.nonzero(urgency.floors.T)
    likely_case, place = np.nonzero(urgency.causes != NOBODY)
    likely = urgency.causes[likely_case, place].astype(np.int64)
    little = np.flatnonzero(urgency.too_little)
    first = len(flags) + len(conditions)
    case = np.concatenate([raised_case, likely_case, open_case, little])
    name = np.concatenate([raised, likely + len(flags), floors + first, np.full(little.size, len(names) - 1)])
    # Cases come in order within each kind, so that a stable sort keeps the order of the reasons.
    order = np.argsort(case, kind="stable")
    counts = np.bincount(case, minlength=urgency.level.size)
    offsets = np.concatenate([[0], np.cumsum(counts)])
    return pa.ListArray.from_arrays(
        pa.array(offsets, pa.int32()), pa.array(names).take(pa.array(name[order]))
    )
