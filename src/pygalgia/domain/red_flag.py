"""A red flag: a deterministic rule with three verdicts. It knows nothing of probability."""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["raised", "excluded", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """One test on a case: exactly one of its forms is set.

    Forms: `finding` is in one of `states`; `all_of`; `any_of`; `at_least` of `of`; age from `min_age`
    (included) to `below_age` (excluded), either may be None; `sex`.
    """

    finding: str | None = None
    states: tuple[str, ...] = ()
    all_of: tuple["Test", ...] = ()
    any_of: tuple["Test", ...] = ()
    at_least: int | None = None
    of: tuple["Test", ...] = ()
    min_age: float | None = None
    below_age: float | None = None
    sex: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """The least urgency while the flag is open, unless `unless` definitely holds."""

    urgency: str
    unless: Test | None = None
    only_if: Test | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlag:
    """A rule: raised where `when` holds for certain, excluded where it cannot hold, open otherwise."""

    id: str
    name: str
    hazard: str
    urgency: str
    when: Test
    floors: tuple[Floor, ...] = ()
    text: str
    plain: str
    do_now: str
    sources: tuple[str, ...] = ()
    omissions: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
