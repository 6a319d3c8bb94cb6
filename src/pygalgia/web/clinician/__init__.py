"""The clinician's pages: begin with a patient, examine, copy a summary, read a shared case."""

from fastapi import APIRouter

from pygalgia.web.clinician import cases, examination

router = APIRouter()
for _part in (cases, examination):
    router.include_router(_part.router)
