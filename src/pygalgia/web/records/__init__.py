"""The faces for health records: `/fhir/R4`."""

from pygalgia.web.records.fhir import router

__all__ = ["router"]
