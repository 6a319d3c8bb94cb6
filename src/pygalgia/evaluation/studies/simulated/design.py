"""Who the simulated patients are, and how much is known about each."""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pygalgia.domain.condition import AGE_BANDS, SETTINGS, Setting
from pygalgia.domain.finding import Who
from pygalgia.errors import ModelError
from pygalgia.reading import Problems, parse, read_yaml

FILE = Path(__file__).parent / "data" / "cohort.yaml"


class Design(BaseModel):
    """The make-up of a simulated cohort.

    Attributes:
        settings: Share of each setting.
        sexes: Share of each sex.
        ages: Weight of each age band.
        oldest: Greatest age in years.
        asked: Setting to the mean number of findings that are asked, by who can answer them.
        spread: Standard deviation of the log of how much is asked of one person.
        critical_times: How many times as often a critical finding is asked.
        drawing: Share of people who fill in the body drawing, which answers every site.
        dont_know: Share of questions that a patient cannot answer.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    settings: dict[Setting, float]
    sexes: dict[str, float]
    ages: dict[str, float]
    oldest: int
    asked: dict[Setting, dict[Who, float]]
    spread: float = Field(ge=0)
    critical_times: float = Field(gt=0)
    drawing: float = Field(ge=0, le=1)
    dont_know: float = Field(ge=0, le=1)

    @model_validator(mode="after")
    def _is_whole(self) -> "Design":
        if set(self.settings) != set(SETTINGS) or set(self.asked) != set(SETTINGS):
            msg = f"settings and asked must name each of {', '.join(SETTINGS)}"
            raise ValueError(msg)
        if set(self.ages) != {name for name, _ in AGE_BANDS}:
            msg = f"ages must name each of {', '.join(name for name, _ in AGE_BANDS)}"
            raise ValueError(msg)
        return self


@cache
def design() -> Design:
    """Return the design that ships with the package.

    Raises:
        ModelError: the file is damaged.
    """
    problems = Problems()
    read = parse(read_yaml(FILE, name=FILE.name), Design, problems)
    if read is None:
        msg = "; ".join(map(str, problems.found))
        raise ModelError(msg)
    return read
