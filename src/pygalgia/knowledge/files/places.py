"""Read where it hurts and where to go: body regions and services."""

from collections.abc import Iterable

from pygalgia.domain.belief import Belief
from pygalgia.domain.finding import ABSENT, PRESENT
from pygalgia.domain.knowledge_base import Country, Region, Service
from pygalgia.domain.telling import Marking
from pygalgia.knowledge.beliefs import YES_NO, BeliefReader
from pygalgia.knowledge.files.shelf import Shelf
from pygalgia.knowledge.rows.places import RegionsFile, ServicesFile
from pygalgia.reading.document import Document

_CERTAIN = Belief(states={ABSENT: 0.0, PRESENT: 1.0}, basis="judged", n=1)


def read_regions(shelf: Shelf, beliefs: BeliefReader) -> tuple[dict[str, Region], Marking]:
    """Return every body region, and how likely a place that hurts is marked."""
    read = shelf.one("regions.yaml", RegionsFile)
    if read is None:
        return {}, Marking(always=_CERTAIN, power=0)
    document, file = read
    always = beliefs.belief(file.marking, states=YES_NO, where=document.where(("marking",)))
    marking = Marking(always=always or _CERTAIN, power=file.marking.power)
    return shelf.collected("region", _regions(document, file)), marking


def _regions(document: Document, file: RegionsFile) -> Iterable[tuple[Region, str]]:
    for index, row in enumerate(file.regions):
        region = Region(id=row.id, base=row.base, side=row.side, name=row.name, plain=row.plain)
        yield region, document.where(("regions", index))


def read_services(shelf: Shelf) -> tuple[dict[str, Service], dict[str, Country]]:
    """Return everybody there is to see, and the countries whose numbers and names are known."""
    read = shelf.one("services.yaml", ServicesFile)
    if read is None:
        return {}, {}
    document, file = read
    return (
        shelf.collected("service", _services(document, file)),
        shelf.collected("country", _countries(document, file)),
    )


def _services(document: Document, file: ServicesFile) -> Iterable[tuple[Service, str]]:
    for index, row in enumerate(file.services):
        yield Service(**row.model_dump()), document.where(("services", index))


def _countries(document: Document, file: ServicesFile) -> Iterable[tuple[Country, str]]:
    for index, row in enumerate(file.countries):
        yield Country(**row.model_dump()), document.where(("countries", index))
