"""Urgency: the highest of raised flags, expected harm, and what could not be excluded."""

from pygalgia.triage.level import Levels, compile_levels, reached
from pygalgia.triage.reasons import Triage, reasons

__all__ = ["Levels", "Triage", "compile_levels", "reached", "reasons"]
