"""A file of named parts: written whole, and checked whole when it is opened.

The file holds data and no code. Its beginning says what it is, under which key it was made, and where each
part stands; a checksum covers all of it. A file that is cut short, damaged, of another format or of another
key is not opened at all.
"""

import mmap
import os
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from pygalgia.frozen import Frozen
from pygalgia.writing import whole_file

Buffer = bytes | memoryview
#: What the file begins with; the last byte is raised whenever the form of the file changes.
_MAGIC = b"pygalgia\x01"
#: Length and checksum of the contents, checksum of all that follows them.
_HEAD = struct.Struct("<III")
#: Arrays lie where a processor reads them best.
_ALIGNED = 64


class _Contents(Frozen):
    """What stands in a file: its key, and of each part where it starts and how long it is, in bytes."""

    key: str
    parts: dict[str, tuple[int, int]]
    size: int


def write_parts(path: Path, key: str, parts: Mapping[str, Buffer]) -> None:
    """Write a file of parts under a key.

    Raises:
        OSError: it cannot be written there.
    """
    places, at = dict[str, tuple[int, int]](), 0
    for name, part in parts.items():
        places[name] = (at, len(part))
        at = _aligned(at + len(part))
    body = bytearray(at)
    for name, part in parts.items():
        start, length = places[name]
        body[start : start + length] = part
    contents = msgspec.msgpack.encode(_Contents(key=key, parts=places, size=at))
    head = _MAGIC + _HEAD.pack(len(contents), zlib.crc32(contents), zlib.crc32(body))
    before = head + contents
    with whole_file(path) as file:
        file.write(before.ljust(_aligned(len(before)), b"\0"))
        file.write(body)


def open_parts(path: Path, key: str, *, mapped: bool = False) -> Mapping[str, memoryview] | None:
    """Return the parts of a file by name; None where it is not whole, or was made under another key.

    Args:
        mapped: Use the file where it lies, so that many processes hold it once. It may be replaced and
            deleted meanwhile; whoever cuts it short ends them, and so it is otherwise read.

    Raises:
        OSError: it cannot be read.
    """
    read = memoryview(_mapped(path) if mapped else path.read_bytes())
    first = len(_MAGIC) + _HEAD.size
    if len(read) < first or read[: len(_MAGIC)] != _MAGIC:
        return None
    length, checksum, of_body = _HEAD.unpack(read[len(_MAGIC) : first])
    told = read[first : first + length]
    if zlib.crc32(told) != checksum:
        return None
    contents = msgspec.msgpack.decode(told, type=_Contents)
    body = read[_aligned(first + length) :]
    if contents.key != key or len(body) != contents.size or zlib.crc32(body) != of_body:
        return None
    return {name: body[start : start + size] for name, (start, size) in contents.parts.items()}


def _mapped(path: Path) -> mmap.mmap | bytes:
    with path.open("rb") as file:
        # Of nothing no map can be made.
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if file.seek(0, os.SEEK_END) else b""


def _aligned(place: int) -> int:
    return -(-place // _ALIGNED) * _ALIGNED
