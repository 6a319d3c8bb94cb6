"""The form of `mechanisms/<id>.yaml`."""

from typing import Annotated

from pydantic import Field

from pygalgia.knowledge.rows.common import BeliefRow, Id, Row, Text


class ManifestationRow(Row):
    """A finding's two rates."""

    finding: Id
    present: BeliefRow
    absent: BeliefRow


class MechanismRow(Row):
    """One mechanism."""

    id: Id
    name: Text
    plain: Text
    background: BeliefRow
    manifestations: Annotated[list[ManifestationRow], Field(min_length=1)]
