"""The knowledge base as the parts of a kept file, and back.

What an assessment needs at once is one part. The beliefs of a condition, its pooled rates of each finding,
and each figure, source and guidance, are decoded when they are asked for: most objects are these, and one
assessment needs few of them.
"""

from array import array
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from math import nan
from typing import Any, TypeVar

import msgspec

from pygalgia.domain.condition import Condition, Link, Population, Rates
from pygalgia.domain.evidence import Figure, Guidance, Source
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.frozen import Frozen
from pygalgia.knowledge.later import (
    Columns,
    LaterMapping,
    LaterParts,
    LaterRates,
    LaterSequence,
    places_in,
    stored,
)
from pygalgia.knowledge.parts import Buffer

Entry = TypeVar("Entry")
_AT_ONCE = "at-once"
_BELIEFS = "beliefs"
#: Pooled rates of a condition, and of what in the base.
_POOLED = {"pooled_findings": "findings", "pooled_mechanisms": "mechanisms"}
#: Mappings of the base whose entries are decoded one by one.
_LATER: Mapping[str, Any] = {
    "figures": Figure,
    "sources": Source,
    "guidance": Guidance,
    "unused_figures": str,
}


class _Beliefs(Frozen):
    """The beliefs that one condition states, under the names that they have there."""

    mechanisms: tuple[Link, ...]
    findings: tuple[Link, ...]
    child_mechanisms: tuple[Link, ...]
    child_findings: tuple[Link, ...]


class _Pooled(Frozen):
    """The pooled rates of all conditions as a table of numbers.

    Attributes:
        columns: Of each finding or mechanism, in their order.
        width: Numbers in a row.
        rows: Condition to population to the row.
    """

    columns: Columns
    width: int
    rows: dict[str, dict[Population, int]]


def as_parts(base: KnowledgeBase) -> dict[str, Buffer]:
    """Return a knowledge base as parts."""
    parts: dict[str, Buffer] = {}
    beliefs = {name: _beliefs(each) for name, each in base.conditions.items()}
    parts[f"{_BELIEFS}-places"], parts[_BELIEFS] = stored(beliefs)
    for name, things in _POOLED.items():
        rates = {each.id: getattr(each, name) for each in base.conditions.values()}
        parts[name], parts[f"{name}-rates"] = _table(rates, getattr(base, things))
    for name in _LATER:
        parts[f"{name}-places"], parts[name] = stored(getattr(base, name))
    bare = {name: _bare(each) for name, each in base.conditions.items()}
    empty: dict[str, Any] = {name: {} for name in _LATER}
    parts[_AT_ONCE] = msgspec.msgpack.encode(msgspec.structs.replace(base, conditions=bare, **empty))
    return parts


def from_parts(parts: Mapping[str, Buffer]) -> KnowledgeBase:
    """Return the knowledge base that parts hold.

    Raises:
        KeyError: a part is missing.
        msgspec.MsgspecError: a part is not what it should be.
    """
    base = msgspec.msgpack.decode(parts[_AT_ONCE], type=KnowledgeBase)
    places, whole = places_in(parts[f"{_BELIEFS}-places"]), parts[_BELIEFS]
    decode = msgspec.msgpack.Decoder(_Beliefs).decode
    newest = deque[LaterParts[_Beliefs]]()
    pooled = {name: _rates(parts[name], parts[f"{name}-rates"]) for name in _POOLED}
    conditions = {
        name: _believing(
            each,
            LaterParts(whole[slice(*places[name])], decode, newest),
            {kind: rates[name] for kind, rates in pooled.items()},
        )
        for name, each in base.conditions.items()
    }
    later = {name: _later(parts, name, kind) for name, kind in _LATER.items()}
    return msgspec.structs.replace(base, conditions=conditions, **later)


def _later(parts: Mapping[str, Buffer], name: str, kind: type[Entry]) -> LaterMapping[Entry]:
    decode: Callable[[Buffer], Entry] = msgspec.msgpack.Decoder(kind).decode
    return LaterMapping(places_in(parts[f"{name}-places"]), parts[name], decode)


def _beliefs(condition: Condition) -> _Beliefs:
    return _Beliefs(
        mechanisms=tuple(condition.mechanisms),
        findings=tuple(condition.findings),
        child_mechanisms=tuple(condition.child_mechanisms),
        child_findings=tuple(condition.child_findings),
    )


def _table(
    rates: Mapping[str, Mapping[Population, Rates]], things: Iterable[str]
) -> tuple[bytes, memoryview]:
    """Return rates of conditions as two parts: where each stands, and the numbers."""
    rows = [row for each in rates.values() for row in each.values()]
    columns, width = Columns(), 0
    for thing in things:
        states = next((tuple(row[thing]) for row in rows if thing in row), ())
        if states:
            columns[thing] = (width, states)
            width += len(states)
    count, numbers = iter(range(len(rows))), array("d", [nan]) * (width * len(rows))
    places = {name: {who: next(count) for who in each} for name, each in rates.items()}
    for place, row in enumerate(rows):
        for thing, stated in row.items():
            start, states = columns[thing]
            at = place * width + start
            numbers[at : at + len(states)] = array("d", [stated[state] for state in states])
    pooled = _Pooled(columns=columns, width=width, rows=places)
    return msgspec.msgpack.encode(pooled), memoryview(numbers).cast("B")


def _rates(part: Buffer, numbers: Buffer) -> dict[str, dict[Population, Rates]]:
    """Return the rates of each condition that `_table` wrote."""
    pooled = msgspec.msgpack.decode(part, type=_Pooled)
    whole, width = memoryview(numbers).cast("d"), pooled.width
    return {
        name: {
            who: LaterRates(pooled.columns, whole[row * width : (row + 1) * width])
            for who, row in rows.items()
        }
        for name, rows in pooled.rows.items()
    }


def _bare(condition: Condition) -> Condition:
    return msgspec.structs.replace(
        condition,
        mechanisms=(),
        findings=(),
        child_mechanisms=(),
        child_findings=(),
        pooled_findings={},
        pooled_mechanisms={},
    )


def _believing(
    bare: Condition, beliefs: LaterParts[_Beliefs], pooled: Mapping[str, dict[Population, Rates]]
) -> Condition:
    return msgspec.structs.replace(
        bare,
        mechanisms=LaterSequence(lambda: beliefs.whole().mechanisms),
        findings=LaterSequence(lambda: beliefs.whole().findings),
        child_mechanisms=LaterSequence(lambda: beliefs.whole().child_mechanisms),
        child_findings=LaterSequence(lambda: beliefs.whole().child_findings),
        **pooled,
    )
