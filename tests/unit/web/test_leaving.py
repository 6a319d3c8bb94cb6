"""A process that is told to stop is left by balancers first, and stops when its time is over."""

import asyncio
import os
import signal
import time

import pytest

from pygalgia.web.edge.leaving import Leaving

SECONDS = 0.3


@pytest.fixture
def reached(no_loop):
    """Stand where the server stands: note when a signal reaches it."""
    moments = list[float]()
    before = signal.signal(signal.SIGTERM, lambda *_: moments.append(time.monotonic()))
    yield moments
    signal.signal(signal.SIGTERM, before)


async def told(leaving, *, times=1):
    """Be a process that is told to stop; return when it was."""
    with leaving.heard():
        start = time.monotonic()
        for _ in range(times):
            os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.sleep(2 * SECONDS)
    return start


def test_the_server_is_told_when_the_time_is_over(reached):
    leaving = Leaving(seconds=SECONDS)

    start = asyncio.run(told(leaving))

    assert leaving.is_told
    assert len(reached) == 1
    assert reached[0] - start >= SECONDS


def test_a_second_signal_reaches_the_server_at_once(reached):
    start = asyncio.run(told(Leaving(seconds=SECONDS), times=2))

    assert reached[0] - start < SECONDS


def test_without_a_time_nothing_is_between(reached):
    leaving = Leaving()

    asyncio.run(told(leaving))

    assert len(reached) == 1
    assert not leaving.is_told


def test_the_server_has_its_signal_back_afterwards(reached):
    server = signal.getsignal(signal.SIGTERM)

    asyncio.run(told(Leaving(seconds=SECONDS)))

    assert signal.getsignal(signal.SIGTERM) is server
