"""Read what publications say: sources with their figures, guidance, and figures that no belief uses."""

from collections.abc import Iterable
from dataclasses import replace

from pygalgia.domain.evidence import Figure, Guidance, Guideline, Printed, Source
from pygalgia.knowledge.files.identity import check_identities, check_identity
from pygalgia.knowledge.files.retractions import read_retractions
from pygalgia.knowledge.files.shelf import Shelf
from pygalgia.knowledge.quality import quality
from pygalgia.knowledge.rows.evidence import (
    FigureRow,
    GuidanceFile,
    GuidanceRow,
    HostsFile,
    SourceFile,
    UnusedFile,
)


def read_evidence(shelf: Shelf) -> tuple[dict[str, Source], dict[str, Figure]]:
    """Return every source and every figure."""
    sources: list[tuple[Source, str]] = []
    figures: list[tuple[Figure, str]] = []
    hosts, retractions = read_hosts(shelf), read_retractions(shelf)
    for document, file in shelf.every("evidence/sources", SourceFile):
        shelf.named_as(document, file.id, "source", expected=document.path.stem)
        source = _source(file)
        check_identity(source, document, shelf.problems, hosts=hosts)
        retractions.check(source, document, shelf.problems)
        sources.append((source, document.where(("id",))))
        for index, row in enumerate(file.figures):
            where = document.where(("figures", index))
            _check_home(shelf, row.id, file.id, where)
            figures.append((_figure(row, source), where))
    check_identities(sources, shelf.problems)
    return shelf.collected("source", sources), shelf.collected("figure", figures)


def read_hosts(shelf: Shelf) -> frozenset[str]:
    """Return the hosts that links to sources may lead to."""
    read = shelf.one("evidence/hosts.yaml", HostsFile)
    return frozenset() if read is None else frozenset(row.host for row in read[1].hosts)


def _check_home(shelf: Shelf, figure: str, source: str, where: str) -> None:
    if not figure.startswith(f"{source}/"):
        shelf.problems.add(
            where,
            found=f"the figure id {figure!r}",
            expected=f"an id that begins with {source}/",
            fix="move the figure to the file of its source, or rename it",
        )


def read_guidance(shelf: Shelf) -> dict[str, Guidance]:
    """Return every piece of guidance."""
    return shelf.collected("guidance", _all_guidance(shelf))


def _all_guidance(shelf: Shelf) -> Iterable[tuple[Guidance, str]]:
    for document, file in shelf.every("evidence/guidance", GuidanceFile):
        for index, row in enumerate(file.guidance):
            yield _guidance(row), document.where(("guidance", index))


def read_unused(shelf: Shelf) -> dict[str, str]:
    """Return the figures that no belief uses, with the reason."""
    read = shelf.one("evidence/unused.yaml", UnusedFile)
    return {} if read is None else {row.figure: row.because for row in read[1].unused}


def _figure(row: FigureRow, source: Source) -> Figure:
    figure = _plain_figure(row, source.id)
    return replace(figure, quality=quality(figure, source.kind))


def _plain_figure(row: FigureRow, source: str) -> Figure:
    return Figure(
        id=row.id,
        source=source,
        condition=row.condition,
        finding=row.finding,
        measure=row.measure,
        value=row.value,
        ci=(row.ci[0], row.ci[1]) if row.ci and len(row.ci) == 2 else None,  # noqa: PLR2004 - low and high
        n=row.n,
        population=row.population or "",
        reference_standard=row.reference_standard,
        post_test=row.post_test,
        background=row.background,
        note=row.note or "",
        people=row.people,
        passage="" if row.read is None else f"{row.read.passage} ({row.read.by}, {row.read.on_day})",
    )


def _source(row: SourceFile) -> Source:
    given = row.model_dump(exclude={"figures", "note", "guideline", "printed"})
    return Source(
        **given,
        guideline=None if row.guideline is None else Guideline(**row.guideline.model_dump()),
        printed=None if row.printed is None else Printed(**row.printed.model_dump()),
    )


def _guidance(row: GuidanceRow) -> Guidance:
    return Guidance(
        id=row.id,
        source=row.source,
        condition=row.condition,
        topic=row.topic,
        statement=row.statement,
        strength=row.strength,
    )
