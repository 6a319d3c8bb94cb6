"""Delete interviews whose time is over, once an hour."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy.exc import SQLAlchemyError

from pygalgia.store.interviews import Interviews

_EVERY_SECONDS = 3600
_log = logging.getLogger(__name__)


@asynccontextmanager
async def in_background(interviews: Interviews) -> AsyncIterator[None]:
    """Delete what has expired now and then every hour, until the block ends."""
    task = asyncio.create_task(_repeat(interviews))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _repeat(interviews: Interviews) -> None:
    while True:
        try:
            count = await asyncio.to_thread(interviews.delete_expired)
        except SQLAlchemyError as error:
            # The database may be away for a moment. What has expired is not shown, deleted or not.
            _log.warning("expired interviews could not be deleted: %s", type(error).__name__)
        else:
            if count:
                _log.info("deleted %d expired interviews", count)
        await asyncio.sleep(_EVERY_SECONDS)
