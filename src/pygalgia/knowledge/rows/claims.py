"""The form of the ledger of claims, `claims-*.yaml`."""

from typing import Annotated

from pydantic import Field, StringConstraints

from pygalgia.domain.claim import Article, Verdict
from pygalgia.domain.urgency import Level
from pygalgia.knowledge.rows.common import Id, Row, Text

Link = Annotated[str, StringConstraints(pattern=r"^[a-z]+:[A-Za-z0-9_./-]+$")]


class ClaimRow(Row):
    """One claim."""

    id: Id
    kind: Id
    claim: Text
    verdict: Verdict
    correction: Text | None = None
    sources: list[Id]
    implemented_by: Annotated[list[Link], Field(min_length=1)]


class ClaimsFile(Row):
    """The claims of one article."""

    article: Article
    claims: Annotated[list[ClaimRow], Field(min_length=1)]


class OmissionRow(Row):
    """One omission."""

    id: Id
    topic: Text
    matters: Text
    urgency: Level
    sources: list[Id]
    implemented_by: Annotated[list[Link], Field(min_length=1)]


class OmissionsFile(Row):
    """`claims-omissions.yaml`."""

    omissions: Annotated[list[OmissionRow], Field(min_length=1)]
