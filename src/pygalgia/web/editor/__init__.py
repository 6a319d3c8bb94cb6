"""The editors' area: the queue of reports, the signatures under pages, the log, and the editors."""

from pygalgia.web.editor.pages import router

__all__ = ["router"]
