"""Write a file whole or not at all: whoever looks finds the old one or the new one, and nothing else."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Give a file to write to; at the end it stands at `path`, readable by its owner only.

    It is written beside it and renamed. Where anything fails, what stood there stands there still, and
    nothing half written is left behind: it may be health data. A link is followed, not replaced.

    Raises:
        OSError: it cannot be written, or what is there is no file: a device or a pipe is never replaced.
    """
    # Most starts write nothing, and it brings much.
    import tempfile

    place = Path(os.path.realpath(path))
    if place.exists() and not place.is_file():
        raise OSError(errno.EINVAL, "a folder, device or pipe, which is not replaced")
    with tempfile.NamedTemporaryFile(dir=place.parent, prefix=".pygalgia-", delete=False) as file:
        written = Path(file.name)
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            written.replace(place)
        except BaseException:
            with suppress(OSError):
                written.unlink()
            raise
