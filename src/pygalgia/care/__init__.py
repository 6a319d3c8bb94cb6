"""The plan that follows from urgency and ranking. It is given what it needs and reads no file."""

from pygalgia.care.circumstances import Circumstances
from pygalgia.care.deciding import Deciding
from pygalgia.care.plan import make_plan

__all__ = ["Circumstances", "Deciding", "make_plan"]
