"""Red flags: where every flag stands, before anything is ranked. Knows nothing of probability."""

from pygalgia.redflags.compiled import Judge, Standing
from pygalgia.redflags.compiling import compile_flags, raising_states
from pygalgia.redflags.criteria import Criteria, Outcomes, compile_criteria
from pygalgia.redflags.rules import person

__all__ = [
    "Criteria",
    "Judge",
    "Outcomes",
    "Standing",
    "compile_criteria",
    "compile_flags",
    "person",
    "raising_states",
]
