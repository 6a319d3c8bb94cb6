"""A mapping file: a researcher's own names of columns, units and values, to ours.

columns:
loc: pain-site
temp_c: {column: temperature, unit: Cel}
fever_yn: {column: fever, values: {"1": true, "0": false}}
study_arm: ignore
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from pygalgia.batch.columns import Renamed
from pygalgia.errors import Problem, RequestError
from pygalgia.reading import Problems, RefusedTextError, file_text, parse, read_json_text, read_yaml_text

IGNORE = "ignore"
LARGEST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """What a mapping file says.

    Attributes:
        renamed: Column of the table to what it is.
        ignored: Columns to pass over.
    """

    renamed: Mapping[str, Renamed] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()


class ColumnRow(BaseModel):
    """One column of the table."""

    model_config = ConfigDict(extra="forbid", strict=True)

    column: str
    unit: str = ""
    values: dict[str, bool | str | float] = Field(default_factory=dict)


def _whole(given: object) -> object:
    """Return the short form of a column, its name alone, as the long one: one form has one message."""
    return {"column": given} if isinstance(given, str) else given


class MappingRow(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", strict=True)

    columns: dict[str, Annotated[ColumnRow, BeforeValidator(_whole)]]


def read_mapping(path: Path) -> Mapped:
    """Return what a mapping file says.

    Raises:
        RequestError: with every problem in it. Whether its names are known is seen when a table is opened.
    """
    problems = Problems()
    try:
        text = file_text(path, largest=LARGEST_BYTES)
        read = read_json_text if text.lstrip().startswith("{") else read_yaml_text
        document = read(text, path=path, name=path.name)
        row = parse(document, MappingRow, problems, described="docs/scale.md")
    except RefusedTextError as error:
        raise RequestError([error.problem(f"--columns {path}")]) from error
    except OSError as error:
        raise RequestError([_not_read(path, error)]) from error
    if row is None:
        raise RequestError(problems.found)
    ignored = tuple(name for name, each in row.columns.items() if each.column == IGNORE)
    renamed = {name: _renamed(each) for name, each in row.columns.items() if each.column != IGNORE}
    return Mapped(renamed=renamed, ignored=ignored)


def _renamed(row: ColumnRow) -> Renamed:
    return Renamed(column=f"{row.column}[{row.unit}]" if row.unit else row.column, values=row.values)


def _not_read(path: Path, error: OSError) -> Problem:
    return Problem(
        where=f"--columns {path}",
        found=error.strerror or str(error),
        expected="a file in YAML or JSON",
        fix="check the path; docs/scale.md shows one",
    )
