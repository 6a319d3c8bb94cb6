"""Red flags: every flag's verdict, before anything is ranked. Knows nothing of probability."""

from pygalgia.redflags.verdict import FlagVerdict, holds, open_findings, raising_states, verdicts

__all__ = ["FlagVerdict", "holds", "open_findings", "raising_states", "verdicts"]
