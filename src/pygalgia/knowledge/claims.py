"""Read the ledger of claims, and follow its links to what implements them."""

import importlib.util
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import get_args

from pygalgia.domain.claim import Article, Claim, Ledger, Omission
from pygalgia.domain.condition import Group
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.errors import KnowledgeError
from pygalgia.knowledge.rows.claims import ClaimRow, ClaimsFile, OmissionsFile
from pygalgia.reading.problems import Problems, parse
from pygalgia.reading.yaml_file import read_yaml

ARTICLES = ("claims-first-article.yaml", "claims-second-article.yaml")
OMISSIONS = "claims-omissions.yaml"
#: A link to what is not there yet, and says so.
PLANNED = "planned"


def read_ledger(root: Path) -> Ledger:
    """Return every claim and omission.

    Raises:
        KnowledgeError: with every problem in these files.
    """
    problems = Problems()
    files = [parse(read_yaml(root / name, name=name), ClaimsFile, problems) for name in ARTICLES]
    omitted = parse(read_yaml(root / OMISSIONS, name=OMISSIONS), OmissionsFile, problems)
    read = [each for each in files if each is not None]
    ids = [row.id for file in read for row in file.claims]
    ids += [row.id for row in omitted.omissions] if omitted is not None else []
    for name in sorted({each for each in ids if ids.count(each) > 1}):
        problems.add("claims", found=f"{name!r} a second time", expected="each id once", fix="rename one")
    if problems.found or omitted is None:
        raise KnowledgeError(tuple(problems.found))
    return Ledger(
        claims=tuple(_claim(row, file.article) for file in read for row in file.claims),
        omissions=tuple(
            Omission(
                id=row.id,
                topic=row.topic,
                matters=row.matters,
                urgency=row.urgency,
                sources=tuple(row.sources),
                implemented_by=tuple(row.implemented_by),
            )
            for row in omitted.omissions
        ),
    )


def _claim(row: ClaimRow, article: Article) -> Claim:
    return Claim(
        id=row.id,
        article=article,
        kind=row.kind,
        claim=row.claim,
        verdict=row.verdict,
        correction=row.correction or "",
        sources=tuple(row.sources),
        implemented_by=tuple(row.implemented_by),
    )


def unresolved(
    ledger: Ledger, base: KnowledgeBase, *, commands: Collection[str], repository: Path | None = None
) -> tuple[str, ...]:
    """Return every link and source of the ledger that leads nowhere, as "id: link".

    Args:
        ledger: What was read.
        base: What most links lead into.
        commands: Names of the commands of the command line.
        repository: Where documents are; without it they are taken to be there.
    """
    known = _known(base, commands)
    dead = []
    rows: list[Claim | Omission] = [*ledger.claims, *ledger.omissions]
    for row in rows:
        dead += [f"{row.id}: {link}" for link in row.implemented_by if not _leads(link, known, repository)]
        dead += [f"{row.id}: source {name}" for name in row.sources if name not in base.sources]
    return tuple(dead)


def _known(base: KnowledgeBase, commands: Collection[str]) -> Mapping[str, Collection[str]]:
    return {
        "condition": base.conditions,
        "finding": base.findings,
        "mechanism": base.mechanisms,
        "flag": base.red_flags,
        "service": base.services,
        "exercise": base.care.exercises,
        "break": base.care.micro_breaks,
        "caution": base.care.cautions.by_id,
        "group": get_args(Group),
        "command": commands,
    }


def _leads(link: str, known: Mapping[str, Collection[str]], repository: Path | None) -> bool:
    kind, _, name = link.partition(":")
    if kind == "module":
        return importlib.util.find_spec(name) is not None
    if kind in {"document", "decision"}:
        path = name if kind == "document" else f"docs/decisions/{name}.md"
        return repository is None or (repository / path).is_file()
    return kind == PLANNED or name in known.get(kind, ())
