"""The faces for health records: `/fhir/R4` and `/cds-services`."""

from fastapi import APIRouter

from pygalgia.web.records import fhir, hooks

router = APIRouter()
for _part in (fhir, hooks):
    router.include_router(_part.router)
