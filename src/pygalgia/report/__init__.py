"""The assessment drawn for its readers: JSON, terminal, text, HTML and PDF.

What draws for the terminal is loaded when it is first asked for: an assessment as JSON needs none of it.
"""

from typing import TYPE_CHECKING

from pygalgia.report.document import as_document

if TYPE_CHECKING:
    from pygalgia.report.terminal import print_assessment

__all__ = ["as_document", "print_assessment"]


def __getattr__(name: str) -> object:
    if name != "print_assessment":
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    from pygalgia.report.terminal import print_assessment

    return print_assessment
