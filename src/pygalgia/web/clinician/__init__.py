"""The clinician's pages: begin with a patient, examine, copy a summary, read a shared case."""

from pygalgia.web.clinician.pages import router

__all__ = ["router"]
