"""Red flags: every flag's verdict, before anything is ranked. Knows nothing of probability."""

from pygalgia.redflags.verdict import raising_states, verdicts

__all__ = ["raising_states", "verdicts"]
