"""Read the mechanisms, each with the two rates of every finding that it produces."""

from collections.abc import Iterable, Mapping

from pygalgia.domain.finding import Finding
from pygalgia.domain.mechanism import Manifestation, Mechanism
from pygalgia.knowledge.beliefs import YES_NO, BeliefReader
from pygalgia.knowledge.files.shelf import Shelf
from pygalgia.knowledge.rows.mechanisms import ManifestationRow, MechanismRow


def read_mechanisms(
    shelf: Shelf, beliefs: BeliefReader, *, findings: Mapping[str, Finding]
) -> dict[str, Mechanism]:
    """Return every mechanism whose background can be read."""
    return shelf.collected("mechanism", _mechanisms(shelf, beliefs, findings))


def _mechanisms(
    shelf: Shelf, beliefs: BeliefReader, findings: Mapping[str, Finding]
) -> Iterable[tuple[Mechanism, str]]:
    for document, row in shelf.every("mechanisms", MechanismRow):
        background = beliefs.belief(row.background, states=YES_NO, where=document.where(("background",)))
        shown = [
            _manifestation(each, beliefs, findings, where=document.where(("manifestations", index)))
            for index, each in enumerate(row.manifestations)
        ]
        if background is not None:
            yield (
                Mechanism(
                    id=row.id,
                    name=row.name,
                    plain=row.plain,
                    background=background,
                    manifestations=tuple(each for each in shown if each is not None),
                ),
                document.where(()),
            )


def _manifestation(
    row: ManifestationRow, beliefs: BeliefReader, findings: Mapping[str, Finding], *, where: str
) -> Manifestation | None:
    finding = findings.get(row.finding)
    if finding is None:
        beliefs.problems.unknown(where, kind="finding", name=row.finding, known=findings)
        return None
    present = beliefs.belief(row.present, states=finding.states, where=where + " (present)")
    absent = beliefs.belief(row.absent, states=finding.states, where=where + " (absent)")
    if present is None or absent is None:
        return None
    return Manifestation(finding=row.finding, present=present, absent=absent)
