"""Numbers in a text, in digits or words, with their units."""

from collections.abc import Mapping
from dataclasses import dataclass

from pygalgia.domain.finding import Finding
from pygalgia.own_words.grammar import Grammar

#: Clinicians write 3/52 for three weeks.
_OF = {"52": "wk", "12": "mo", "7": "d"}
_CELSIUS, _FAHRENHEIT = (30.0, 45.0), (90.0, 112.0)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit (a UCUM code; empty where none was written)."""

    value: float
    unit: str
    is_vague: bool = False


def number(words: str, numbers: Mapping[str, float], small: Grammar) -> float | None:
    """Return the number that words mean, the middle of a range; None where they mean none.

    Args:
        words: As they were written: "3 - 5", "two or three", "couple of", "3 and a half".
        numbers: Word to number.
        small: What stands between the numbers of a range, and what adds a half or nothing.
    """
    half = f" {small.and_half}"
    has_half = words.endswith(half)
    plain = words.removesuffix(half)
    for _ in small.filling:
        plain = next(
            (cut for each in small.filling if (cut := plain.removesuffix(f" {each}")) != plain), plain
        )
    marks = [f" {each} " for each in small.ranging]
    found = [_one(each, numbers) for mark in marks if mark in plain for each in plain.split(mark)]
    values = found or [_one(plain, numbers)]
    known = [each for each in values if each is not None]
    if len(known) < len(values):
        return None
    return sum(known) / len(known) + (0.5 if has_half else 0.0)


def quantity(
    words: str, unit: str, *, numbers: Mapping[str, float], units: Mapping[str, str], small: Grammar
) -> Quantity | None:
    """Return a number with its unit; None where the words are no number.

    Args:
        words: The number as it was written.
        unit: The word for its unit; empty where there was none.
        numbers: Word to number.
        units: Word to UCUM unit.
        small: Small words of the language.
    """
    value = number(words, numbers, small)
    if value is None:
        return None
    if unit == "fortnight":
        return Quantity(2 * value, "wk")
    return Quantity(value, units.get(unit, ""), is_vague=bool(small.vague & set(words.split())))


def fitting(each: Quantity, finding: Finding) -> Quantity | None:
    """Return a quantity in a unit that the finding has, if it is possible; None where it is not."""
    scale = finding.scale
    if scale is None or each.is_vague:
        return None
    codes = [unit.code for unit in scale.units]
    unit = each.unit or _usual(each.value, codes)
    if unit not in codes:
        return None
    row = next(row for row in scale.units if row.code == unit)
    return (
        Quantity(each.value, unit)
        if scale.minimum <= each.value * row.factor + row.offset <= scale.maximum
        else None
    )


def of_weeks(words: str) -> str:
    """Return the unit of a fraction such as 3/52; empty where it is none.

    Examples:
        >>> of_weeks("3 / 52"), of_weeks("6 / 12"), of_weeks("7 / 10")
        ('wk', 'mo', '')
    """
    return _OF.get(words.rsplit(" / ", 1)[-1].strip(), "") if " / " in words else ""


def _usual(value: float, codes: list[str]) -> str:
    """Return the unit that a number without one is in: temperatures tell it themselves."""
    if "Cel" in codes:
        return (
            "Cel"
            if _CELSIUS[0] <= value <= _CELSIUS[1]
            else "[degF]"
            if _FAHRENHEIT[0] <= value <= _FAHRENHEIT[1]
            else ""
        )
    return "{score}" if "{score}" in codes else codes[0] if len(codes) == 1 else ""


def _one(words: str, numbers: Mapping[str, float]) -> float | None:
    try:
        return float(words.strip())
    except ValueError:
        return numbers.get(words.strip())
