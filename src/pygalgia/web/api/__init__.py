"""`/api/v1`: assess a case, take a step of an interview, read the knowledge."""

from pygalgia.web.api.routes import router

__all__ = ["router"]
