"""Red flags: where every flag stands, before anything is ranked. Knows nothing of probability."""

from pygalgia.redflags.compiled import Judge, Standing
from pygalgia.redflags.compiling import compile_flags, raising_states

__all__ = ["Judge", "Standing", "compile_flags", "raising_states"]
