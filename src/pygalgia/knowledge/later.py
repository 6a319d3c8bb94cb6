"""What is read from a kept file only once somebody asks for it: entries by name, and beliefs of a condition.

They stand where a dict or a tuple would stand, and equal it.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import isnan
from typing import Generic, TypeVar, overload

import msgspec

from pygalgia.knowledge.parts import Buffer

Entry = TypeVar("Entry")
Item = TypeVar("Item")
#: Of one kind of object.
_MOST_DECODED = 8
#: Name to where an entry starts and ends.
Places = dict[str, tuple[int, int]]
#: Name to the first place in a row of numbers, and the states that stand there.
Columns = dict[str, tuple[int, tuple[str, ...]]]


class LaterMapping(Mapping[str, Entry]):
    """Entries by name, in order; each is decoded when it is first asked for, and kept."""

    __slots__ = ("_decode", "_made", "_places", "_stored")

    def __init__(self, places: Places, stored: Buffer, decode: Callable[[Buffer], Entry]) -> None:
        self._places, self._stored, self._decode = places, stored, decode
        self._made: dict[str, Entry] = {}

    def __getitem__(self, name: str) -> Entry:
        """Return an entry."""
        made = self._made.get(name)
        if made is None:
            start, stop = self._places[name]
            # Two threads may both decode it; whoever comes second takes what the first kept.
            made = self._made.setdefault(name, self._decode(self._stored[start:stop]))
        return made

    def __contains__(self, name: object) -> bool:
        """Return whether there is such an entry; none is decoded."""
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return iter(self._places)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._places)

    def __reduce__(self) -> tuple[object, ...]:
        """A copy is a plain dict: it stands without the file."""
        return dict, (dict(self),)

    def __repr__(self) -> str:
        return f"LaterMapping of {len(self)}"


class LaterRates(Mapping[str, Mapping[str, float]]):
    """Rates of the states of things by name, in order: a row of numbers, of which a dict is made when asked.

    Not a number stands for what has no rates in this row.
    """

    __slots__ = ("_columns", "_row")

    def __init__(self, columns: Columns, row: "memoryview[float]") -> None:
        """Take where each thing stands in a row, shared by all rows, and a row of doubles."""
        self._columns, self._row = columns, row

    def __getitem__(self, name: str) -> dict[str, float]:
        """Return the rates of one thing, made anew."""
        start, states = self._columns[name]
        rates = self._row[start : start + len(states)].tolist()
        if isnan(rates[0]):
            raise KeyError(name)
        return dict(zip(states, rates, strict=True))

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return (name for name, (start, _) in self._columns.items() if not isnan(self._row[start]))

    def __len__(self) -> int:
        """Return how many there are."""
        return sum(1 for _ in self)

    def __reduce__(self) -> tuple[object, ...]:
        """A copy is a plain dict: it stands without the file."""
        return dict, (dict(self),)

    def __repr__(self) -> str:
        return repr(dict(self))


class LaterSequence(Sequence[Item]):
    """A tuple that is read when it is first looked into."""

    __slots__ = ("_read",)

    def __init__(self, read: Callable[[], tuple[Item, ...]]) -> None:
        self._read = read

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, place: int | slice) -> Item | tuple[Item, ...]:
        """Return one of them, or some."""
        return self._read()[place]

    def __iter__(self) -> Iterator[Item]:
        """Yield them in order."""
        return iter(self._read())

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._read())

    def __eq__(self, other: object) -> bool:
        """Return whether the other holds the same, be it a tuple or of this kind."""
        return isinstance(other, tuple | LaterSequence) and self._read() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._read())

    def __reduce__(self) -> tuple[object, ...]:
        """A copy is a plain tuple: it stands without the file."""
        return tuple, (self._read(),)

    def __repr__(self) -> str:
        return repr(self._read())


class LaterParts(Generic[Entry]):
    """One of many objects of a kept file, decoded when a part of it is asked for.

    The newest are kept, and the others decoded again: whoever looks into one looks into it more than once.
    """

    __slots__ = ("_decode", "_made", "_newest", "_stored")

    def __init__(
        self, stored: Buffer, decode: Callable[[Buffer], Entry], newest: "deque[LaterParts[Entry]]"
    ) -> None:
        """Take where the object stands, and those that are decoded now of all such objects."""
        self._stored, self._decode, self._newest = stored, decode, newest
        self._made: Entry | None = None

    def whole(self) -> Entry:
        """Return the object."""
        made = self._made
        if made is None:
            made = self._made = self._decode(self._stored)
            self._newest.append(self)
            if len(self._newest) > _MOST_DECODED:
                self._newest.popleft().forget()
        return made

    def forget(self) -> None:
        """Give the decoded object back."""
        self._made = None


def stored(entries: Mapping[str, object]) -> tuple[bytes, bytes]:
    """Return entries as two parts of a file: their places, and themselves one after the other."""
    encoder, places, whole = msgspec.msgpack.Encoder(), Places(), bytearray()
    for name, entry in entries.items():
        start = len(whole)
        whole += encoder.encode(entry)
        places[name] = (start, len(whole))
    return encoder.encode(places), bytes(whole)


def places_in(part: Buffer) -> Places:
    """Return the places that `stored` wrote."""
    return msgspec.msgpack.decode(part, type=Places)
