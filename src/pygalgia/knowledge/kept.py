"""The knowledge base as the parts of a kept file, and back.

What an assessment needs at once is one part. The beliefs of a condition, and each figure, source and
guidance, are decoded when they are asked for: most objects are these, and one assessment needs few of them.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import msgspec

from pygalgia.domain.condition import Condition, Link, Population, Rates
from pygalgia.domain.evidence import Figure, Guidance, Source
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.frozen import Frozen
from pygalgia.knowledge.later import LaterMapping, LaterParts, LaterSequence, LaterWhole, places_in, stored
from pygalgia.knowledge.parts import Buffer

Entry = TypeVar("Entry")
_AT_ONCE = "at-once"
_BELIEFS = "beliefs"
#: Mappings of the base whose entries are decoded one by one.
_LATER: Mapping[str, Any] = {
    "figures": Figure,
    "sources": Source,
    "guidance": Guidance,
    "unused_figures": str,
}


class _Beliefs(Frozen):
    """The beliefs of one condition, under the names that they have there."""

    mechanisms: tuple[Link, ...]
    findings: tuple[Link, ...]
    child_mechanisms: tuple[Link, ...]
    child_findings: tuple[Link, ...]
    pooled_findings: dict[Population, dict[str, dict[str, float]]]
    pooled_mechanisms: dict[Population, dict[str, dict[str, float]]]


def as_parts(base: KnowledgeBase) -> dict[str, Buffer]:
    """Return a knowledge base as parts."""
    parts: dict[str, Buffer] = {}
    beliefs = {name: _beliefs(each) for name, each in base.conditions.items()}
    parts[f"{_BELIEFS}-places"], parts[_BELIEFS] = stored(beliefs)
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
    conditions = {
        name: _believing(each, LaterParts(whole[slice(*places[name])], decode))
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
        pooled_findings=_plain(condition.pooled_findings),
        pooled_mechanisms=_plain(condition.pooled_mechanisms),
    )


def _plain(rates: Mapping[Population, Rates]) -> dict[Population, dict[str, dict[str, float]]]:
    return {who: {name: dict(states) for name, states in each.items()} for who, each in rates.items()}


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


def _believing(bare: Condition, beliefs: LaterParts[_Beliefs]) -> Condition:
    return msgspec.structs.replace(
        bare,
        mechanisms=LaterSequence(lambda: beliefs.whole().mechanisms),
        findings=LaterSequence(lambda: beliefs.whole().findings),
        child_mechanisms=LaterSequence(lambda: beliefs.whole().child_mechanisms),
        child_findings=LaterSequence(lambda: beliefs.whole().child_findings),
        pooled_findings=LaterWhole(lambda: beliefs.whole().pooled_findings),
        pooled_mechanisms=LaterWhole(lambda: beliefs.whole().pooled_mechanisms),
    )
