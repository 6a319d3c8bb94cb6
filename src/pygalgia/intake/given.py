"""A case as it was given, in plain objects: what is made of it knows no library that reads forms."""

from collections.abc import Mapping
from typing import TypeGuard, get_args

from pygalgia.domain.case import Sex
from pygalgia.domain.condition import CaseSetting
from pygalgia.frozen import Frozen, field

SCHEMA = "pygalgia/case/1"
#: The knowledge has some four hundred findings and a hundred regions.
MOST_ANSWERS = 2000
MOST_REGIONS = 500
LONGEST_ID = 200
OLDEST = 120
_TIMED = frozenset(("state", "since", "course", "past"))
_KEYS = frozenset(("schema", "id", "age_years", "sex", "setting", "answers", "source", "note"))


class Quantity(Frozen):
    """A number with its UCUM unit."""

    value: float
    unit: str


class Timed(Frozen):
    """An answer with its time, or the attempt at one; its parts are judged by `intake.timing`.

    Attributes:
        named: Those of its keys that an answer with its time has.
        odd: Its other keys.
    """

    state: bool | str | float | Quantity | None = None
    since: object = None
    course: object = None
    past: object = None
    named: frozenset[str] = _TIMED
    odd: tuple[str, ...] = ()


Told = bool | str | float | list[str] | Quantity | Timed


class GivenCase(Frozen):
    """One person's answers: what is not among them is unknown, never absent."""

    id: str
    age_years: float | None = None
    sex: Sex = "unknown"
    setting: CaseSetting = "unknown"
    answers: Mapping[str, Told] = field(default_factory=dict)


def plainly_given(value: object) -> GivenCase | None:
    """Return the case in plain values where its form is right beyond doubt; None says nothing of it.

    What is None here is read by `intake.rows`, which alone says what is wrong with a case.
    """
    if not isinstance(value, dict) or not value.keys() <= _KEYS or value.get("schema") != SCHEMA:
        return None
    about = {name: value[name] for name in ("sex", "setting") if name in value}
    if not _is_about_somebody(value, about):
        return None
    answers = _answers(value.get("answers", {}))
    if answers is None:
        return None
    age = value.get("age_years")
    return GivenCase(id=value["id"], age_years=None if age is None else float(age), answers=answers, **about)


def _is_about_somebody(value: Mapping[str, object], about: Mapping[str, object]) -> bool:
    name, age, note = value.get("id"), value.get("age_years"), value.get("note")
    return (
        isinstance(name, str)
        and 1 <= len(name) <= LONGEST_ID
        and (age is None or (_is_number(age) and 0 <= age <= OLDEST))
        and about.get("sex", "unknown") in get_args(Sex)
        and about.get("setting", "unknown") in get_args(CaseSetting)
        and isinstance(value.get("source"), str | None)
        and (isinstance(note, str | None) or _is_list_of_words(note))
    )


def _answers(value: object) -> dict[str, Told] | None:
    if not isinstance(value, dict) or len(value) > MOST_ANSWERS:
        return None
    told: dict[str, Told] = {}
    for name, answer in value.items():
        given = _list(answer) if isinstance(answer, list) else _mapping(answer)
        if given is None or not isinstance(name, str):
            return None
        told[name] = given
    return told


def _list(answer: list[object]) -> Told | None:
    return answer if _is_list_of_words(answer) else None


def _mapping(answer: object) -> Told | None:
    if not isinstance(answer, dict):
        return _simple(answer)
    if not ("state" in answer and answer.keys() <= _TIMED):
        return _quantity(answer)
    state = answer["state"]
    said = _quantity(state) if isinstance(state, dict) else _simple(state)
    if said is None:
        return None
    times = {name: each for name, each in answer.items() if name != "state"}
    return Timed(state=said, named=frozenset(answer), **times)


def _simple(answer: object) -> bool | str | float | None:
    if isinstance(answer, bool | str):
        return answer
    return float(answer) if _is_number(answer) else None


def _quantity(answer: Mapping[str, object]) -> Quantity | None:
    if answer.keys() != {"value", "unit"}:
        return None
    value, unit = answer["value"], answer["unit"]
    return Quantity(value=float(value), unit=unit) if _is_number(value) and isinstance(unit, str) else None


def _is_list_of_words(value: object, most: int = MOST_REGIONS) -> TypeGuard[list[str]]:
    return isinstance(value, list) and len(value) <= most and all(isinstance(each, str) for each in value)


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
