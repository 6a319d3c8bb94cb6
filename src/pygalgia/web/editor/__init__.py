"""The editors' area: the queue of reports, the signatures under pages, the log, and the editors."""

from fastapi import APIRouter

from pygalgia.web.editor import login, people, reports, signatures

router = APIRouter()
for _part in (login, reports, signatures, people):
    router.include_router(_part.router)
