"""What others have published about physicians and symptom checkers: other cases, for scale only."""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from pygalgia.errors import ModelError
from pygalgia.reading import Problems, parse, read_yaml

FILE = Path(__file__).parent / "data" / "published.yaml"


class PublishedStudy(BaseModel):
    """One study; every figure is a share from 0 to 1, or None where it was not published."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    who: str
    cases: str
    citation: str
    doi: str
    read_on: str
    top1: float | None = Field(default=None, ge=0, le=1)
    top3: float | None = Field(default=None, ge=0, le=1)
    top5: float | None = Field(default=None, ge=0, le=1)
    urgency_exact: float | None = Field(default=None, ge=0, le=1)
    under_triage: float | None = Field(default=None, ge=0, le=1)
    over_triage: float | None = Field(default=None, ge=0, le=1)
    emergency_sensitivity: float | None = Field(default=None, ge=0, le=1)
    self_care_recognised: float | None = Field(default=None, ge=0, le=1)
    safe_within_one_level: float | None = Field(default=None, ge=0, le=1)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    studies: list[PublishedStudy]


@cache
def published() -> tuple[PublishedStudy, ...]:
    """Return the studies that ship with the package.

    Raises:
        ModelError: the file is damaged.
    """
    problems = Problems()
    read = parse(read_yaml(FILE, name=FILE.name), _File, problems)
    if read is None:
        msg = "; ".join(map(str, problems.found))
        raise ModelError(msg)
    return tuple(read.studies)
