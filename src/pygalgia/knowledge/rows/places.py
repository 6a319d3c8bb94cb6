"""The form of `regions.yaml` and `services.yaml`: where it hurts, and where to go."""

from typing import Annotated

from pydantic import Field

from pygalgia.domain.knowledge_base import RegionSide
from pygalgia.knowledge.rows.common import BeliefRow, Id, Row, Text


class RegionRow(Row):
    """A body region."""

    id: Id
    base: Id
    side: RegionSide | None = None
    name: Text
    plain: Text


class RegionsFile(Row):
    """All body regions, and how likely a place that hurts is marked at all."""

    marking: BeliefRow
    regions: Annotated[list[RegionRow], Field(min_length=1)]


class ServiceRow(Row):
    """Somebody to see."""

    id: Id
    name: Text
    uk: Text
    us: Text
    plain: Text


class ServicesFile(Row):
    """All services."""

    services: Annotated[list[ServiceRow], Field(min_length=1)]
