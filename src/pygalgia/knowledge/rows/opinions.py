"""The form of `opinions/*.yaml`: one judge's rates, finding by finding."""

from typing import Annotated, Literal

from pydantic import Field

from pygalgia.knowledge.rows.common import Id, Probability, Row, Text


class OpinionRow(Row):
    """One rate and the causes that share it; `rest` stands for every cause that no other row names."""

    p: Probability | dict[str, Annotated[float, Field(ge=0, le=1)]]
    c: list[Id] | Literal["rest"]


class OpinionFile(Row):
    """One judge's opinion: `n` says how many people's worth of evidence it carries.

    `later` names each cause that came after the judge, and the one that held it then. `unjudged` names those
    that came after and that none had held: nobody's rates stand for them.
    """

    id: Id
    n: Annotated[float, Field(gt=0)]
    how: Text
    later: dict[Id, Id] = Field(default_factory=dict)
    unjudged: list[Id] = Field(default_factory=list)
    rates: dict[Id, Annotated[list[OpinionRow], Field(min_length=1)]]
