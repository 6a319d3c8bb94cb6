"""Answer a request at once, in the thread that all requests come through, where nothing keeps it waiting.

To hand a request to another thread and its answer back costs as much as a third of the answer itself, and
no second thread runs Python meanwhile. What may wait is handed over all the same: for a database that is
elsewhere, for another writer, for words that are read.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from starlette.concurrency import run_in_threadpool

from pygalgia.store.database import WouldWaitError
from pygalgia.texts import language
from pygalgia.web.edge.services import Services

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
#: Threads of a process for all else: more would take turns at running Python, which costs time and wins none.
THREADS = 10


async def at_once(
    work: Callable[Given, Answer], here: Services, *given: Given.args, **named: Given.kwargs
) -> Answer:
    """Return what comes of work: done here and now, or by another thread where it would have to wait.

    Args:
        work: Called with what is given; it may be called a second time, having written nothing at the first.
        here: Whose database it uses.
    """
    if here.database.is_sqlite and here.speaks(language()):
        try:
            with here.database.without_waiting():
                return work(*given, **named)
        except WouldWaitError:
            pass
    return await run_in_threadpool(work, *given, **named)
