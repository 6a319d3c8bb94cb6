"""The faces for health records: `/fhir/R4`, `/cds-services` and `/smart`."""

from fastapi import APIRouter

from pygalgia.web.records import fhir, hooks, smart

router = APIRouter()
for _part in (fhir, hooks, smart):
    router.include_router(_part.router)
