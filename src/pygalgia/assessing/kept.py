"""The arrays of a knowledge base, compiled once and kept for the next start beside the parsed base."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import msgspec
import numpy as np

from pygalgia import encoding
from pygalgia.domain.condition import POPULATIONS, Population
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.encoding.stored import Buffer, as_parts, from_parts
from pygalgia.inference import Drawer, DrawnTables, Model
from pygalgia.knowledge import cache
from pygalgia.redflags import Judge, compile_flags

Thing = TypeVar("Thing")
_KIND = "arrays"
_FLAGS = "flags"
_DRAWS = "draws"


@dataclass(frozen=True)
class KeptArrays:
    """What is compiled from a base alone: its flags, and for each population a network of the usual case mix.

    Read from the user's cache where they are kept; compiled anew, and kept, where they are not.

    Attributes:
        shared: Map what is kept, and keep what is drawn as well: many processes then hold it once.
    """

    base: KnowledgeBase
    shared: bool = False

    def network(self, who: Population) -> encoding.Network:
        """Return the arrays with the beliefs of one population."""
        kept = self._read(who, encoding.Network)
        return encoding.compile_network(self.base, who) if kept is None else kept

    def judge(self) -> Judge:
        """Return the flags as arrays."""
        flags = tuple(self.base.red_flags.values())
        kept = self._read(_FLAGS, Judge)
        return compile_flags(flags, self.base.findings) if kept is None else replace(kept, flags=flags)

    def drawer(self, who: Population, model: Model) -> Drawer:
        """Return what draws tables as usual for one population.

        Drawing all of them takes half a second. Where they are not shared, one is drawn when it is needed.
        """
        if not self.shared:
            return Drawer(model=model)
        kind, key = f"{_DRAWS}_{who}", f"{self.base.sha256} by numpy {np.__version__}"
        parts = cache.fetch_parts(kind, key, mapped=True)
        if parts is None:
            made = as_parts(_DRAWS, Drawer(model=model).tables())
            cache.keep_parts(kind, key, made)
            parts = cache.fetch_parts(kind, key, mapped=True)
        try:
            return Drawer.of(model, from_parts(_DRAWS, DrawnTables, parts or {}))
        except (KeyError, ValueError, msgspec.MsgspecError):
            # Nothing can be kept here.
            return Drawer(model=model)

    def _read(self, name: str, kind: type[Thing]) -> Thing | None:
        try:
            return from_parts(name, kind, self._parts)
        except (KeyError, ValueError, msgspec.MsgspecError):
            return None

    @cached_property
    def _parts(self) -> Mapping[str, memoryview]:
        kept = cache.fetch_parts(_KIND, self.base.sha256, mapped=self.shared)
        if kept is not None:
            return kept
        return self._made()

    def _made(self) -> Mapping[str, memoryview]:
        """Compile everything anew, and keep it."""
        made: dict[str, Buffer] = {}
        for who in POPULATIONS:
            made |= as_parts(who, encoding.compile_network(self.base, who))
        flags = compile_flags(self.base.red_flags.values(), self.base.findings)
        made |= as_parts(_FLAGS, replace(flags, flags=()))
        cache.keep_parts(_KIND, self.base.sha256, made)
        return {name: memoryview(part) for name, part in made.items()}
