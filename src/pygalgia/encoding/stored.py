"""Objects that hold arrays as the parts of a kept file, and back: the arrays as they lie in memory."""

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from pygalgia.frozen import Frozen

Thing = TypeVar("Thing")
Buffer = bytes | memoryview


class _Array(Frozen):
    """Where an array stands among the others: its type as numpy writes it, its shape, its bytes."""

    dtype: str
    shape: tuple[int, ...]
    start: int
    stop: int


class _Stored(Frozen):
    """An object in which each array is a number: its place in the list of arrays."""

    arrays: list[_Array]
    thing: msgspec.Raw


def as_parts(name: str, thing: object) -> dict[str, Buffer]:
    """Return an object of plain values and arrays as two parts, under names that begin with `name`."""
    listed, whole = list[_Array](), bytearray()

    def put(array: object) -> int:
        if not isinstance(array, np.ndarray):
            raise TypeError(type(array))
        # An array of a whole number of rows: how it lies decides the last digits of what is summed over it.
        plain = array.tobytes(order="C")
        listed.append(
            _Array(dtype=array.dtype.str, shape=array.shape, start=len(whole), stop=len(whole) + len(plain))
        )
        whole.extend(plain + bytes(-len(plain) % 8))
        return len(listed) - 1

    encoded = msgspec.msgpack.encode(thing, enc_hook=put)
    stored = _Stored(arrays=listed, thing=msgspec.Raw(encoded))
    return {name: msgspec.msgpack.encode(stored), f"{name}-arrays": bytes(whole)}


def from_parts(name: str, kind: type[Thing], parts: Mapping[str, memoryview]) -> Thing:
    """Return the object that `as_parts` wrote; its arrays are read-only and lie in the parts themselves.

    Raises:
        KeyError: a part is missing.
        msgspec.MsgspecError: a part is not what it should be.
    """
    stored, whole = msgspec.msgpack.decode(parts[name], type=_Stored), parts[f"{name}-arrays"]

    def get(_: type, place: Any) -> NDArray[Any]:  # noqa: ANN401 - an int, as it was put
        each = stored.arrays[place]
        return np.frombuffer(whole[each.start : each.stop], dtype=each.dtype).reshape(each.shape)

    return msgspec.msgpack.decode(stored.thing, type=kind, dec_hook=get)
