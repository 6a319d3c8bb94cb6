"""What each column of a table says: checked once for the whole table, every problem at once."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pygalgia.domain.finding import Finding
from pygalgia.domain.timing import DAYS
from pygalgia.errors import Problem, RequestError
from pygalgia.intake import Vocabulary
from pygalgia.reading import Problems, nearest

Part = Literal["state", "since", "course", "past"]
#: Columns about the person, and those that mean nothing to the judgement.
PERSON = ("id", "age_years", "sex", "setting")
#: What others call these.
OTHERS_CALL = {
    "age": "age_years", "ageyears": "age_years", "age_in_years": "age_years", "years": "age_years",
    "gender": "sex", "sx": "sex", "patient": "id", "patient_id": "id", "pid": "id", "case_id": "id",
    "record_id": "id", "subject_id": "id", "care_setting": "setting",
}  # fmt: skip
PASSED_OVER = ("schema", "source", "note")
#: A table has a column for each finding and a few of their times; more than this is another kind of table.
MOST_COLUMNS = 4000
#: Units whose number may stand without them, as in a case file.
BARE = ("1", "{score}", "%")
_NAME = re.compile(r"(?P<finding>[^.\[\]]+)(\.(?P<part>since|course|past))?(\[(?P<unit>.+)\])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column that says something.

    Attributes:
        name: In the table.
        person: What it says of the person; empty where it answers a finding.
        finding: What it answers, or None.
        part: The answer itself, or a part of its time.
        unit: The unit of its numbers; empty where none is stated.
        values: What some of its cells stand for, by their text.
    """

    name: str
    person: str = ""
    finding: Finding | None = None
    part: Part = "state"
    unit: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        """What it says: no two columns may say the same."""
        return (self.person or getattr(self.finding, "id", ""), self.part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """What a mapping file says of one column: which of ours it is, and what its values stand for."""

    column: str
    values: Mapping[str, object] = field(default_factory=dict)


def columns(
    names: Sequence[str],
    vocabulary: Vocabulary,
    *,
    renamed: Mapping[str, Renamed] | None = None,
    ignored: Iterable[str] = (),
) -> tuple[Column, ...]:
    """Return what each column of a table says, in their order.

    Args:
        names: The table's columns.
        vocabulary: What a case can say.
        renamed: A researcher's own names to ours.
        ignored: Columns to pass over.

    Raises:
        RequestError: with every column that cannot be used.
    """
    _refuse_many(names)
    problems = Problems()
    renamed = renamed or {}
    _refuse_repeated(names, problems)
    for name in renamed:
        if name not in names:
            problems.add(
                f"--columns, {name}", found="a column that the table does not have",
                expected="one of its columns", fix=nearest(name, names),
            )  # fmt: skip
    passed = {*PASSED_OVER, *ignored}
    read = [_column(n, renamed.get(n), vocabulary, problems) for n in dict.fromkeys(names) if n not in passed]
    found = [each for each in read if each is not None]
    _refuse_the_same(found, problems)
    _refuse_no_answers(found, problems)
    if problems.found:
        raise RequestError(problems.found)
    return tuple(found)


def _column(name: str, renamed: Renamed | None, vocabulary: Vocabulary, problems: Problems) -> Column | None:
    ours = name if renamed is None else renamed.column
    values = {} if renamed is None else renamed.values
    if ours in PERSON:
        return Column(name=name, person=ours, values=values)
    match = _NAME.fullmatch(ours)
    finding = vocabulary.findings.get(match["finding"].strip()) if match else None
    if match is None or finding is None:
        problems.add(
            _place(name), found=f"the column {ours!r}",
            expected="a finding id, or one of " + ", ".join(PERSON),
            fix=lambda: f"{_hint(match['finding'] if match else ours, vocabulary)} Or: --ignore {name!r}",
        )  # fmt: skip
        return None
    part: Part = match["part"] or "state"  # type: ignore[assignment]
    unit = (match["unit"] or "").strip()
    column = Column(name=name, finding=finding, part=part, unit=unit, values=values)
    return column if _fits(column, finding, problems) else None


def _fits(column: Column, finding: Finding, problems: Problems) -> bool:
    """Return whether a column's part and unit are such as the finding has, after noting what is not."""
    units = [] if finding.scale is None or column.part != "state" else [u.code for u in finding.scale.units]
    units = list(DAYS) if column.part == "since" else units
    if column.unit and column.unit not in units:
        problems.add(
            _place(column.name), found=f"the unit {column.unit!r}",
            expected=f"one of {', '.join(units)}" if units else "no unit: it is no number",
            fix=_unit_hint(column.unit, units),
        )  # fmt: skip
        return False
    if finding.kind == "regions" and column.part != "state":
        problems.add(
            _place(column.name), found="a time of a list of regions", expected="a finding that is there",
            fix="leave the column out",
        )  # fmt: skip
        return False
    return True


def _hint(name: str, vocabulary: Vocabulary) -> str:
    """Return the nearest name of ours: of the person's columns, which others call otherwise, or a finding."""
    key = name.strip().lower().replace("-", "_").replace(" ", "_")
    ours = OTHERS_CALL.get(key, key)
    return f"did you mean {ours!r}?" if ours in PERSON else vocabulary.hint(name)


def _unit_hint(unit: str, units: Sequence[str]) -> str:
    alike = [each for each in units if each.strip("[]").lower() == unit.strip("[]").lower()]
    return f"did you mean {alike[0]!r}?" if alike else "name the column after the unit of its numbers"


def _refuse_many(names: Sequence[str]) -> None:
    """Refuse at once: what is wrong with each of so many would hide what is wrong with all."""
    if len(names) > MOST_COLUMNS:
        problem = Problem(
            where="the table", found=f"{len(names):,} columns", expected=f"at most {MOST_COLUMNS:,}",
            fix="keep the columns of the case and leave the others out",
        )  # fmt: skip
        raise RequestError([problem])


def _refuse_repeated(names: Sequence[str], problems: Problems) -> None:
    for name, times in Counter(names).items():
        if times > 1:
            problems.add(
                _place(name), found=f"{times} columns of this name", expected="one",
                fix="remove or rename the others",
            )  # fmt: skip


def _refuse_the_same(found: Sequence[Column], problems: Problems) -> None:
    for key, times in Counter(each.key for each in found).items():
        if times > 1:
            same = [each.name for each in found if each.key == key]
            problems.add(
                _place(same[1]), found=f"the same as in {same[0]!r}", expected=f"{key[0]} in one column",
                fix="keep one of them",
            )  # fmt: skip


def _refuse_no_answers(found: Sequence[Column], problems: Problems) -> None:
    if not problems.found and not any(each.finding is not None for each in found):
        problems.add(
            "the table", found="no column of an answer", expected="at least one finding as a column",
            fix="`pygalgia knowledge list findings` lists them; a file with names of its own needs --columns",
        )  # fmt: skip


def needs_unit(column: Column) -> bool:
    """Return whether bare numbers in this column would say nothing: the finding has units, it states none."""
    scale = None if column.finding is None else column.finding.scale
    return (
        column.part == "state" and not column.unit and scale is not None and scale.units[0].code not in BARE
    )


def _place(name: str) -> str:
    return f"column {name!r}" if len(name) <= 80 else f"column {name[:77]!r}..."  # noqa: PLR2004 - one line
