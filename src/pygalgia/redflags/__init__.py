"""Red flags: where every flag stands, before anything is ranked. Knows nothing of probability."""

from pygalgia.redflags.compiled import Judge, Standing
from pygalgia.redflags.compiling import compile_flags, raising_states
from pygalgia.redflags.criteria import Criteria, Outcomes, as_flag, compile_criteria
from pygalgia.redflags.further import SignTimes, levels_after, levels_at, levels_with
from pygalgia.redflags.rules import Facts, Who, over, person

__all__ = [
    "Criteria",
    "Facts",
    "Judge",
    "Outcomes",
    "SignTimes",
    "Standing",
    "Who",
    "as_flag",
    "compile_criteria",
    "compile_flags",
    "levels_after",
    "levels_at",
    "levels_with",
    "over",
    "person",
    "raising_states",
]
