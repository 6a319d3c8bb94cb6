"""Delete what is over, once an hour: interviews, logins, addresses of reports closed long ago, full buckets.

Every process does it. What one has deleted another does not find, so that nothing is done twice.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy.exc import SQLAlchemyError

from pygalgia.errors import StorageAwayError, StorageFullError
from pygalgia.store.interviews import Interviews
from pygalgia.store.logins import Logins
from pygalgia.store.rates import SharedRates
from pygalgia.store.reports import Reports

_EVERY_SECONDS = 3600
_log = logging.getLogger(__name__)


@asynccontextmanager
async def in_background(
    interviews: Interviews, reports: Reports, rates: SharedRates, logins: Logins
) -> AsyncIterator[None]:
    """Delete what has expired now and then every hour, until the block ends."""
    task = asyncio.create_task(_repeat(interviews, reports, rates, logins))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _repeat(interviews: Interviews, reports: Reports, rates: SharedRates, logins: Logins) -> None:
    while True:
        try:
            count = await asyncio.to_thread(interviews.delete_expired)
            await asyncio.to_thread(reports.forget_addresses)
            await asyncio.to_thread(rates.forget_full)
            await asyncio.to_thread(logins.delete_over)
        except (StorageAwayError, StorageFullError, SQLAlchemyError) as error:
            # The database may be away for a moment. What has expired is not shown, deleted or not.
            _log.warning("what is over could not be deleted: %s", type(error).__name__)
        else:
            if count:
                _log.info("deleted %d expired interviews", count)
        await asyncio.sleep(_EVERY_SECONDS)
