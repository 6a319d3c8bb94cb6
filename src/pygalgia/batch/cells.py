"""What one cell of a table says, as a case file would say it."""

import re
from datetime import date
from decimal import Decimal
from math import isnan

from pygalgia.batch.columns import BARE, Column
from pygalgia.domain.finding import UNKNOWN, Finding

_REGIONS = re.compile(r"[;,|]")
_QUANTITY = re.compile(r"\s*([-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)(?:\s+(\S+))?\s*")
#: A longer text in one cell is no answer; it is told as what it is and not looked at.
LONGEST_CELL = 10_000


def answer_of(cell: object, column: Column) -> object:
    """Return a cell as the answer of a case file; None where it is empty, and so says nothing.

    NaN is empty: tables write it for what is missing. What is no answer is returned as it is, and refused by
    whoever reads the case.
    """
    if isinstance(cell, str):
        cell = cell.strip()
    if cell is None or cell == "" or (isinstance(cell, float) and isnan(cell)):
        return None
    if column.values:
        cell = column.values.get(_text(cell), cell)
    if column.person:
        return _of_person(cell, column.person)
    if column.finding is None or cell == UNKNOWN:
        return cell
    return _of_time(cell, column) if column.part != "state" else _of_finding(cell, column, column.finding)


def _of_finding(cell: object, column: Column, finding: Finding) -> object:
    if finding.kind == "number":
        return _quantity(cell, column)
    if finding.kind == "regions" and isinstance(cell, str) and len(cell) <= LONGEST_CELL:
        return [part.strip() for part in _REGIONS.split(cell) if part.strip()]
    if finding.kind == "yes-no" and isinstance(cell, str) and len(cell) <= LONGEST_CELL:
        return cell.lower()
    return _plain(cell)


def _of_person(cell: object, what: str) -> object:
    if what == "id":
        return cell if isinstance(cell, str) else str(cell)
    return _number(cell) if what == "age_years" else _plain(cell)


def _of_time(cell: object, column: Column) -> object:
    if column.part == "since":
        number = _number(cell)
        if column.unit and isinstance(number, float):
            return {"value": number, "unit": column.unit}
        match = _QUANTITY.fullmatch(cell) if isinstance(cell, str) and len(cell) <= LONGEST_CELL else None
        if match is not None:
            return {"value": float(match[1]), "unit": match[2]}
        return _plain(cell)
    if column.part == "past" and isinstance(cell, str):
        return {"true": True, "false": False, "yes": True, "no": False}.get(cell.lower(), cell)
    return _plain(cell)


def _quantity(cell: object, column: Column) -> object:
    scale = column.finding.scale if column.finding is not None else None
    assert scale is not None  # noqa: S101 - every number has a scale: knowledge coherence
    unit = column.unit or (scale.units[0].code if scale.units[0].code in BARE else "")
    match = _QUANTITY.fullmatch(cell) if isinstance(cell, str) and len(cell) <= LONGEST_CELL else None
    if match is not None:
        number, own = float(match[1]), match[2]
        unit = own or unit
    elif isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
        number = float(cell)
    else:
        return _plain(cell)
    return {"value": number, "unit": unit} if unit else number


def _number(cell: object) -> object:
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, int | float | Decimal):
        return float(cell)
    match = _QUANTITY.fullmatch(cell) if isinstance(cell, str) and len(cell) <= LONGEST_CELL else None
    return float(match[1]) if match is not None and match[2] is None else cell


def _plain(cell: object) -> object:
    if isinstance(cell, Decimal | int) and not isinstance(cell, bool):
        return float(cell)
    if isinstance(cell, date | bytes):
        return str(cell)[:LONGEST_CELL]
    if isinstance(cell, str) and len(cell) > LONGEST_CELL:
        return f"a text of {len(cell):,} characters"
    return cell


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
