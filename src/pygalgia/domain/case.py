"""A case: one person's answers."""

from typing import Literal

from pygalgia.domain.condition import CaseSetting
from pygalgia.domain.timing import Timing
from pygalgia.frozen import Frozen, field

Sex = Literal["female", "male", "unknown"]
#: A sex that a rule may ask for.
KnownSex = Literal["female", "male"]
Origin = Literal["answered", "implied", "from-regions"]
#: Below this age in years a person is spoken of as somebody's child.
GROWN_UP = 16


class Case(Frozen):
    """One person's answers, read and checked against the vocabulary.

    Attributes:
        id: The case's own name.
        setting: Where the person is seen; `self` at home, `unknown` where nobody says.
        age_years: Age in years, or None where unknown.
        states: Finding id to state, for everything known: answered, implied or drawn from regions.
            What is not in it is unknown, never absent.
        origins: Finding id to how its state is known.
        regions: Body regions that hurt, as answered.
        values: Finding id to the number given, in the finding's own unit.
        times: Finding id to what was said of its time; only for findings that are there.
    """

    id: str
    sex: Sex
    setting: CaseSetting
    age_years: float | None = None
    states: dict[str, str] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    regions: tuple[str, ...] = ()
    values: dict[str, float] = field(default_factory=dict)
    times: dict[str, Timing] = field(default_factory=dict)

    @property
    def told(self) -> int:
        """How many answers were given: a list of regions is one, and what only follows is none."""
        origins = list(map(self.origins.get, self.states))
        return origins.count("answered") + origins.count(None) + bool(self.regions)

    def __repr__(self) -> str:
        """Show the id and a count only: answers are health data and never reach a log."""
        return f"Case(id={self.id!r}, {len(self.states)} findings known)"
