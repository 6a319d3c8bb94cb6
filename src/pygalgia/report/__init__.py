"""The assessment drawn for its readers: JSON, terminal, text, HTML and PDF."""

from pygalgia.report.document import as_document
from pygalgia.report.terminal import print_assessment

__all__ = ["as_document", "print_assessment"]
