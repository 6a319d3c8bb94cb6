"""The key of a folder of cases: what each case turned out to be, and how urgent it was."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from pygalgia.domain.condition import Condition
from pygalgia.domain.urgency import Urgency
from pygalgia.errors import Problem, RequestError
from pygalgia.evaluation.sets.json_lines import lines, parsed, text_of
from pygalgia.reading import Document, Problems, parse, read_yaml_text

Level = Literal["emergency", "same-day", "within-two-weeks", "routine", "self-care"]
#: Columns that say where a case comes from: kept in the key for readers, not used here.
_REMARKS = {
    "certainty", "citation", "final_diagnosis", "first_misdiagnosis", "source", "source_url",
    "urgency_reason", "note",
}  # fmt: skip


#: Names under which keys hold the same thing.
_CONDITION = ("condition", "condition_id")
_ACCEPTABLE = ("acceptable", "acceptable_ids", "acceptable_alternatives", "alternatives")
_URGENCY_ACCEPTABLE = ("urgency_acceptable", "acceptable_urgency")


class KeyRow(BaseModel):
    """One row of a key, as files hold it."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True, coerce_numbers_to_str=True)

    id: str = Field(min_length=1)
    condition: str = Field(validation_alias=AliasChoices(*_CONDITION))
    urgency: Level
    acceptable: list[str] | None = Field(
        default=None,
        validation_alias=AliasChoices(
            "acceptable", "acceptable_ids", "acceptable_alternatives", "alternatives"
        ),
    )
    urgency_acceptable: list[Level] | None = Field(
        default=None, validation_alias=AliasChoices(*_URGENCY_ACCEPTABLE)
    )
    group: str | None = None
    public_benchmark: bool = False


_USED = {"id", "urgency", "group", "public_benchmark", *_CONDITION, *_ACCEPTABLE, *_URGENCY_ACCEPTABLE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a case turned out to be.

    Attributes:
        condition: The id of the cause that was found.
        acceptable: Other causes that count as right when they are ranked.
        urgency: The level that was due.
        urgency_acceptable: Every level that counts as exact, `urgency` among them.
        group: The group to report it under.
        public_benchmark: Whether the case belongs to a benchmark that has been public for long.
    """

    id: str
    condition: str
    acceptable: tuple[str, ...]
    urgency: Urgency
    urgency_acceptable: frozenset[Urgency]
    group: str
    public_benchmark: bool


@dataclass(slots=True)
class Key:
    """The rows of a key that can be used, and what is wrong with the others.

    Attributes:
        rows: Case id to what is expected of it.
        refused: Ids named in rows that cannot be used.
        unused: Names of columns that nothing reads.
    """

    rows: dict[str, Expected] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    unused: set[str] = field(default_factory=set)


def read_key(path: Path, conditions: Mapping[str, Condition]) -> Key:
    """Return the key in a file: JSON lines, or a JSON or YAML list of rows.

    Raises:
        RequestError: the file cannot be read at all. What is wrong in single rows stands in the key.
    """
    key = Key()
    seen: dict[str, object] = {}
    for document in _documents(path, key):
        problems = Problems()
        row = parse(document, KeyRow, problems)
        key.problems += [_pointed(each) for each in problems.found]
        given = document.value if isinstance(document.value, dict) else {}
        name = str(given.get("id", ""))
        if name in seen:
            _refuse_repeated(key, document, name, same=seen[name] == given)
            continue
        seen[name] = given
        key.unused |= set(given) - _USED - _REMARKS
        expected = None if row is None else _expected(row, conditions, document, key)
        if expected is None:
            key.refused.add(name)
        else:
            key.rows[name] = expected
    return key


def _pointed(problem: Problem) -> Problem:
    return Problem(
        where=problem.where,
        found=problem.found,
        expected=problem.expected,
        fix="see docs/evaluation.md, The key",
    )


def _refuse_repeated(key: Key, document: Document, name: str, *, same: bool) -> None:
    if not same:
        key.rows.pop(name, None)
        key.refused.add(name)
    key.problems.append(
        Problem(
            where=document.where(()),
            found=f"the case {name!r} a second time" + ("" if same else ", with another answer"),
            expected="one row for each case",
            fix="remove one of the two rows",
        )
    )


def _expected(
    row: KeyRow, conditions: Mapping[str, Condition], document: Document, key: Key
) -> Expected | None:
    problems = Problems()
    for name in (row.condition, *(row.acceptable or ())):
        if name not in conditions:
            problems.unknown(
                f"{document.where(())} (case {row.id})", kind="condition", name=name, known=conditions
            )
    key.problems += problems.found
    if problems.found:
        return None
    urgency = Urgency.from_id(row.urgency)
    return Expected(
        id=row.id,
        condition=row.condition,
        acceptable=tuple(name for name in dict.fromkeys(row.acceptable or ()) if name != row.condition),
        urgency=urgency,
        urgency_acceptable=frozenset(
            {urgency, *(Urgency.from_id(each) for each in row.urgency_acceptable or ())}
        ),
        group=row.group or conditions[row.condition].group,
        public_benchmark=row.public_benchmark,
    )


def _documents(path: Path, key: Key) -> Iterator[Document]:
    text = text_of(path, expected="the key of the cases")
    if path.suffix == ".jsonl":
        yield from lines(text, path, key.problems)
        return
    if path.suffix == ".json":
        value, problem = parsed(text, f"{path.name}")
        whole = Document(
            path=path, name=path.name, value=value, problems=[] if problem is None else [problem]
        )
    else:
        whole = read_yaml_text(text, path=path, name=path.name)
    if whole.problems:
        raise RequestError(whole.problems)
    for index, row in enumerate(_rows(whole.value, path)):
        line = whole.lines.get((index,), whole.lines.get(("cases", index)))
        yield Document(path=path, name=path.name, value=row, lines={(): line} if line else {})


def _rows(value: object, path: Path) -> list[object]:
    if isinstance(value, dict) and isinstance(value.get("cases"), list):
        return list(value["cases"])
    if isinstance(value, dict) and all(isinstance(row, dict) for row in value.values()):
        return [{"id": name, **row} for name, row in value.items()]
    if isinstance(value, list):
        return value
    problem = Problem(
        where=path.name,
        found=type(value).__name__,
        expected="a list of rows",
        fix="see docs/evaluation.md, The key",
    )
    raise RequestError([problem])
