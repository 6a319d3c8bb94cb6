"""Read the text of a file: a regular one, of at most so many bytes, once."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from pygalgia.reading.json_text import RefusedTextError


def file_text(path: Path, *, largest: int) -> str:
    """Return the text of a file, in UTF-8 with or without a byte order mark.

    A device or pipe is not read: it may never end, or never begin.

    Raises:
        RefusedTextError: it is no regular file, too large, or no UTF-8.
        OSError: it cannot be opened or read.
    """
    try:
        return file_bytes(path, largest=largest).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedTextError(
            found="bytes that are not UTF-8 text", expected="text in UTF-8", fix="save the file as UTF-8"
        ) from error


def file_bytes(path: Path, *, largest: int) -> bytes:
    """Return what a regular file holds, if it is at most `largest` bytes.

    Raises:
        RefusedTextError: it is no regular file, or too large.
        OSError: it cannot be opened or read.
    """
    with open_regular(path) as file:
        size = os.fstat(file.fileno()).st_size
        content = file.read(largest + 1)
    if len(content) > largest:
        raise RefusedTextError(
            found=f"{max(size, len(content)):,} bytes",
            expected=f"at most {largest:,}",
            fix="check that this is the file that was meant",
        )
    return content


def open_regular(path: Path) -> BinaryIO:
    """Return a regular file, open to be read as bytes: what reads parts of a large one begins here.

    Opening a pipe that nobody writes to would wait for ever.

    Raises:
        RefusedTextError: it is no regular file.
        OSError: it cannot be opened.
    """
    file = os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb")
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return file
    file.close()
    raise RefusedTextError(
        found="a device, pipe or other thing that is no file",
        expected="a regular file",
        fix="save it as a file first",
    )
