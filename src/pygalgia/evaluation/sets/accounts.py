"""People's accounts in their own words: what a set of coded answers was coded from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from pygalgia.domain.case import Case
from pygalgia.domain.condition import CaseSetting
from pygalgia.errors import Problem
from pygalgia.evaluation.sets.json_lines import read_lines
from pygalgia.reading import Problems, parse

FILE = "accounts.jsonl"


class Account(BaseModel):
    """One person's account, as files hold it: nothing in it identifies anybody."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str = Field(min_length=1)
    age_years: float | None = None
    sex: Literal["female", "male", "unknown"] | None = None
    setting: CaseSetting | None = None
    presentation: str = Field(min_length=1)


@dataclass(slots=True)
class Accounts:
    """The accounts of a folder by id, and what is wrong with others."""

    rows: dict[str, Account] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_accounts(folder: Path) -> Accounts | None:
    """Return the accounts of a folder; None where it is no set of accounts.

    Raises:
        RequestError: the file cannot be read at all.
    """
    path = folder / FILE
    if not path.is_file():
        return None
    accounts = Accounts()
    for document in read_lines(path, accounts.problems, expected="people's accounts"):
        problems = Problems()
        row = parse(document, Account, problems)
        accounts.problems += problems.found
        if row is None:
            continue
        if row.id in accounts.rows:
            accounts.problems.append(repeated(document.where(()), row.id))
        accounts.rows.setdefault(row.id, row)
    return accounts


def repeated(where: str, name: str) -> Problem:
    """Return that an id stands a second time; the first row counts."""
    return Problem(
        where=where, found=f"the id {name!r} a second time", expected="one row for each id",
        fix="remove one of the two; the first was used",
    )  # fmt: skip


def compared_with_cases(accounts: Accounts, cases: Sequence[Case]) -> list[str]:
    """Return what a reader should know where accounts and coded cases do not go together."""
    by_id: Mapping[str, Case] = {case.id: case for case in cases}
    uncoded = sorted(set(accounts.rows) - set(by_id))
    untold = sorted(set(by_id) - set(accounts.rows))
    other = sorted(
        name for name in by_id.keys() & accounts.rows.keys() if _differ(by_id[name], accounts.rows[name])
    )
    notes = (
        (uncoded, "accounts have no coded case"),
        (untold, "coded cases have no account"),
        (other, "coded cases give another age or sex than their account"),
    )  # fmt: skip
    return [f"{len(names)} {what}: {', '.join(names)}." for names, what in notes if names]


def _differ(case: Case, account: Account) -> bool:
    is_other_age = account.age_years is not None and case.age_years != account.age_years
    return is_other_age or (account.sex is not None and case.sex != account.sex)
