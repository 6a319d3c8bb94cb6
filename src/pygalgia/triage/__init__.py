"""Urgency: the highest of raised flags, expected harm, and what could not be excluded."""

from pygalgia.triage.level import Thresholds, thresholds
from pygalgia.triage.urgency import Triage, triage

__all__ = ["Thresholds", "Triage", "thresholds", "triage"]
