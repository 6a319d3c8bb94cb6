"""The map between codes of other systems and the findings, causes and orders that the project knows.

A row says how its code stands to what it is mapped to: `equal` and `narrower` codes are read from a record,
because whoever has the narrower thing has the thing; a `wider` code is only written, beside our own name.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.errors import RequestError
from pygalgia.reading import Problems, parse, read_yaml

DATA = Path(__file__).parent / "data"
Relation = Literal["equal", "narrower", "wider"]
#: The systems of our own names, which every face shares.
FINDING = "urn:pygalgia:finding"
STATE = "urn:pygalgia:state"
CONDITION = "urn:pygalgia:condition"
RED_FLAG = "urn:pygalgia:red-flag"
READ: frozenset[Relation] = frozenset({"equal", "narrower"})
Coding = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRow:
    """One code and what it stands for: a finding (in a state, or a question about it), a cause, or an order.

    Attributes:
        uris: Addresses that a record may name the system by; the first is the one that is written.
        code: The code; one with `with_children` stands for every code that begins with it too.
        display: The system's own words for it, as its owner publishes them.
        relation: Of the code to what it is mapped to.
        licence: On what terms the code may be used.
    """

    system: str
    uris: tuple[str, ...]
    code: str
    display: str
    relation: Relation
    licence: str
    with_children: bool = False
    finding: str = ""
    state: str = ""
    condition: str = ""
    group: str = ""

    @property
    def coding(self) -> Coding:
        """The code as FHIR writes it."""
        return {"system": self.uris[0], "code": self.code, "display": self.display}


@dataclass(frozen=True, kw_only=True)
class NameRow:
    """Words, as whole words in what a medicine or an order is called, and what they stand for."""

    words: tuple[str, ...]
    finding: str = ""
    state: str = ""
    group: str = ""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds one of the words."""
        return re.compile(rf"\b({'|'.join(re.escape(word) for word in self.words)})\b", re.IGNORECASE)


@dataclass(frozen=True)
class CodeMap:
    """Every row, and how to look in them."""

    rows: tuple[CodeRow, ...]
    names: tuple[NameRow, ...] = ()

    @cached_property
    def _exact(self) -> Mapping[tuple[str, str], tuple[CodeRow, ...]]:
        found: dict[tuple[str, str], tuple[CodeRow, ...]] = {}
        for row in self.rows:
            for uri in row.uris:
                found[uri, row.code] = (*found.get((uri, row.code), ()), row)
        return found

    def of(self, system: object, code: object) -> tuple[CodeRow, ...]:
        """Return the rows of one code, those of the codes above it included; none where it is not known."""
        if not isinstance(system, str) or not isinstance(code, str):
            return ()
        exact = self._exact.get((system, code), ())
        above = (row for n in range(1, len(code)) for row in self._exact.get((system, code[:n]), ()))
        return (*exact, *(row for row in above if row.with_children))

    def meant_by(self, concept: object) -> tuple[CodeRow, ...]:
        """Return the rows that a CodeableConcept certainly means: its equal and narrower codes."""
        found = [
            row for coding in codings(concept) for row in self.of(coding.get("system"), coding.get("code"))
        ]
        return tuple(dict.fromkeys(row for row in found if row.relation in READ))

    def named_in(self, concept: object) -> tuple[NameRow, ...]:
        """Return what the words of a CodeableConcept name: for medicines and orders alone."""
        words = " | ".join(words_of(concept))
        return tuple(row for row in self.names if row.pattern.search(words)) if words else ()

    def groups(self, concept: object) -> frozenset[str]:
        """Return the groups of orders that a CodeableConcept belongs to, by its codes or its words."""
        coded = {row.group for row in self.meant_by(concept)}
        return frozenset(name for name in coded | {row.group for row in self.named_in(concept)} if name)

    def written(self, *, finding: str = "", state: str = "", condition: str = "") -> list[Coding]:
        """Return the codings to write beside our own name: equal ones, and wider ones where it is a cause.

        A narrower code would say more than is known.
        """
        good: set[Relation] = {"equal", "wider"} if condition else {"equal"}
        return [
            row.coding
            for row in self.rows
            if row.relation in good
            and (row.finding, row.state, row.condition) == (finding, state, condition)
            and not row.group
        ]


def codings(concept: object) -> list[Coding]:
    """Return the codings of a CodeableConcept; none where it is no such thing."""
    found = concept.get("coding") if isinstance(concept, dict) else None
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def words_of(concept: object) -> list[str]:
    """Return what a CodeableConcept is called: its text, and the displays of its codes."""
    told = [concept.get("text")] if isinstance(concept, dict) else []
    return [
        each
        for each in (*told, *(coding.get("display") for coding in codings(concept)))
        if isinstance(each, str)
    ]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class MappedRow(_Row):
    """A row as a file holds it: exactly one of finding, condition and group."""

    code: str = Field(min_length=1, max_length=100)
    display: str = Field(min_length=1, max_length=300)
    relation: Relation
    finding: str = ""
    state: str = ""
    condition: str = ""
    group: str = ""

    @model_validator(mode="after")
    def _one(self) -> "MappedRow":
        if sum(map(bool, (self.finding, self.condition, self.group))) != 1 or (
            self.state and not self.finding
        ):
            msg = "exactly one of finding (perhaps with state), condition and group"
            raise ValueError(msg)
        return self


class CodesFile(_Row):
    """A file of codes of one system."""

    system: str = Field(min_length=1)
    uris: list[str] = Field(min_length=1)
    licence: str = Field(min_length=1)
    with_children: bool = False
    rows: list[MappedRow]


class NamedRow(_Row):
    """Words as a file holds them."""

    words: list[str] = Field(min_length=1)
    finding: str = ""
    state: str = ""
    group: str = ""


class NamesFile(_Row):
    """A file of names."""

    names: list[NamedRow]


def load_codes(base: KnowledgeBase, *more: Path | str) -> CodeMap:
    """Return the shipped map, with the files that a site adds.

    Args:
        base: What findings, states and causes there are.
        more: Files in the form of the shipped ones, such as a licensed system's codes.

    Raises:
        RequestError: a file is wrong, or a row names what does not exist or stands twice; every problem.
    """
    problems = Problems()
    files = (*sorted((DATA / "codes").glob("*.yaml")), *map(Path, more))
    rows = tuple(row for path in files for row in _rows(path, base, problems))
    _refuse_doubles(rows, problems)
    if problems.found:
        raise RequestError(problems.found)
    return CodeMap(rows=rows, names=_names())


def _rows(path: Path, base: KnowledgeBase, problems: Problems) -> Iterable[CodeRow]:
    document = read_yaml(path, name=path.name)
    held = parse(document, CodesFile, problems)
    if held is None:
        return
    for number, row in enumerate(held.rows):
        _refuse_unknown(row, base, problems, where=document.where(("rows", number)))
        yield CodeRow(
            system=held.system,
            uris=tuple(held.uris),
            licence=held.licence,
            with_children=held.with_children,
            **row.model_dump(),
        )


def _refuse_unknown(row: MappedRow, base: KnowledgeBase, problems: Problems, *, where: str) -> None:
    if row.finding and row.finding not in base.findings:
        problems.unknown(where, kind="finding", name=row.finding, known=base.findings)
    elif row.state and row.state not in base.findings[row.finding].states:
        states = base.findings[row.finding].states
        problems.unknown(where, kind=f"state of {row.finding}", name=row.state, known=states)
    if row.condition and row.condition not in base.conditions:
        problems.unknown(where, kind="condition", name=row.condition, known=base.conditions)


def _refuse_doubles(rows: Iterable[CodeRow], problems: Problems) -> None:
    seen: set[tuple[str, str, bool]] = set()
    for row in rows:
        for uri in row.uris:
            # One code may name a finding of a person and a cause of the pain: two questions.
            key = (uri, row.code, bool(row.condition))
            if key in seen:
                problems.add(
                    f"{row.system} {row.code}",
                    found="the code a second time",
                    expected="each code once",
                    fix="remove one of the two rows",
                )
            seen.add(key)


@lru_cache(1)
def _names() -> tuple[NameRow, ...]:
    problems = Problems()
    held = parse(read_yaml(DATA / "medicine_names.yaml", name="medicine_names.yaml"), NamesFile, problems)
    if held is None:
        raise RequestError(problems.found)
    return tuple(
        NameRow(words=tuple(row.words), finding=row.finding, state=row.state, group=row.group)
        for row in held.names
    )
