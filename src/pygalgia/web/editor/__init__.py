"""The editors' area: the queue of reports, signatures under pages, proposals, the log, and the editors."""

from fastapi import APIRouter

from pygalgia.web.editor import login, logins, people, proposals, reports, second_factor, signatures

router = APIRouter()
for _part in (login, reports, signatures, proposals, people, second_factor, logins):
    router.include_router(_part.router)
