"""Red flags: where every flag stands, before anything is ranked. Knows nothing of probability."""

from pygalgia.redflags.compiled import Judge, Standing
from pygalgia.redflags.compiling import compile_flags, raising_states
from pygalgia.redflags.rules import person

__all__ = ["Judge", "Standing", "compile_flags", "person", "raising_states"]
