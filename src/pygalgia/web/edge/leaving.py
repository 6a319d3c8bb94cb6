"""A process that is told to stop tells balancers first, and goes on answering until they have heard it."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType


@dataclass
class Leaving:
    """Whether this process was told to stop.

    Attributes:
        seconds: How long it goes on taking connections afterwards.
        is_told: Whether it was.
    """

    seconds: float = 0
    is_told: bool = False

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Hear SIGTERM before the server does, which gets it when the time is over.

        Must be entered in the main thread, where the server has its handler already; elsewhere, as in tests,
        it hears nothing. A second signal reaches the server at once.
        """
        server = signal.getsignal(signal.SIGTERM)
        if not self.seconds or not callable(server):
            yield
            return
        loop = asyncio.get_running_loop()

        def hear(number: int, frame: FrameType | None) -> None:
            if self.is_told:
                server(number, frame)
            else:
                self.is_told = True
                loop.call_soon_threadsafe(loop.call_later, self.seconds, server, number, None)

        try:
            signal.signal(signal.SIGTERM, hear)
        except ValueError:
            yield
            return
        try:
            yield
        finally:
            signal.signal(signal.SIGTERM, server)
