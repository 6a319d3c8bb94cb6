"""The reader's pages: everything that the knowledge holds, with its numbers; and reports about them."""

from fastapi import APIRouter

from pygalgia.web.reader import entries, index, reports

router = APIRouter()
for _part in (reports, entries, index):
    router.include_router(_part.router)
