"""How soon a person must be seen."""

from enum import IntEnum
from typing import Literal

#: The levels as they stand in files.
Level = Literal["self-care", "routine", "within-two-weeks", "same-day", "emergency"]


class Urgency(IntEnum):
    """Five levels; a greater one is more urgent."""

    SELF_CARE = 0
    ROUTINE = 1
    WITHIN_TWO_WEEKS = 2
    SAME_DAY = 3
    EMERGENCY = 4

    @property
    def id(self) -> str:
        """The level's kebab-case id, as in files and over the wire."""
        return self.name.lower().replace("_", "-")

    @classmethod
    def from_id(cls, level: str) -> "Urgency":
        """Return the level with this id.

        Raises:
            KeyError: there is no such level.
        """
        return cls[level.upper().replace("-", "_")]
