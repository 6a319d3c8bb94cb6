"""The plan that follows from urgency and ranking. It is given what it needs and reads no file."""

from pygalgia.care.circumstances import Circumstances
from pygalgia.care.criteria import criteria
from pygalgia.care.deciding import Deciding, Sentences
from pygalgia.care.plan import make_plan

__all__ = ["Circumstances", "Deciding", "Sentences", "criteria", "make_plan"]
