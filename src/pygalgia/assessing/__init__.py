"""Assess a case: the compiled knowledge, the ranking, the urgency and what would change them.

Other packages of the project import from here; programs and faces import from `pygalgia` itself.
"""

from pygalgia.assessing.assessment import assess, urgency_and_probability
from pygalgia.assessing.knowledge import Knowledge, load, read_case
from pygalgia.assessing.lookahead import alarms, situation

__all__ = [
    "Knowledge",
    "alarms",
    "assess",
    "load",
    "read_case",
    "situation",
    "urgency_and_probability",
]
