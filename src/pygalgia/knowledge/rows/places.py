"""The form of `regions.yaml` and `services.yaml`: where it hurts, and where to go."""

from typing import Annotated, Literal

from pydantic import Field

from pygalgia.domain.case import KnownSex
from pygalgia.domain.knowledge_base import RegionSide
from pygalgia.knowledge.rows.common import BeliefRow, Id, Row, Text


class RegionRow(Row):
    """A body region."""

    id: Id
    base: Id
    side: RegionSide | None = None
    name: Text
    plain: Text


class MarkingRow(BeliefRow):
    """How likely a place that always hurts is marked, and how fast that falls with less typical places."""

    power: Annotated[float, Field(ge=0)]


class RegionsFile(Row):
    """All body regions, and how likely a place that hurts is marked at all."""

    marking: MarkingRow
    regions: Annotated[list[RegionRow], Field(min_length=1)]


class ServiceRow(Row):
    """Somebody to see."""

    id: Id
    name: Text
    uk: Text
    us: Text
    plain: Text
    only_sex: KnownSex | None = None


class CountryRow(Row):
    """Where somebody is, and whom to ring there."""

    id: Id
    name: Text
    emergency: Annotated[str, Field(pattern=r"^[0-9]{3}$")]
    names: Literal["uk", "us", "general"]
    advice: Text


class ServicesFile(Row):
    """All services, and the countries that name them."""

    services: Annotated[list[ServiceRow], Field(min_length=1)]
    countries: Annotated[list[CountryRow], Field(min_length=1)]
