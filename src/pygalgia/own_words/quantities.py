"""Numbers in a text, in digits or words, with their units."""

from collections.abc import Mapping
from dataclasses import dataclass

from pygalgia.domain.finding import Finding

#: Clinicians write 3/52 for three weeks.
_OF = {"52": "wk", "12": "mo", "7": "d"}
_CELSIUS, _FAHRENHEIT = (30.0, 45.0), (90.0, 112.0)
#: Words by which a length of time is only roughly known.
_VAGUE = frozenset({"few", "several", "some"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit (a UCUM code; empty where none was written)."""

    value: float
    unit: str
    is_vague: bool = False


def number(words: str, numbers: Mapping[str, float]) -> float | None:
    """Return the number that words mean, the middle of a range; None where they mean none.

    Examples:
        >>> known = {"two": 2.0, "three": 3.0, "couple": 2.0, "half": 0.5, "a": 1.0}
        >>> number("3 - 5", known), number("two or three", known), number("couple of", known)
        (4.0, 2.5, 2.0)
        >>> number("3 and a half", known), number("half a", known), number("none", known)
        (3.5, 0.5, None)
    """
    has_half = words.endswith(" and a half")
    plain = words.removesuffix(" and a half").removesuffix(" of").removesuffix(" a").removesuffix(" an")
    found = [
        _one(each, numbers) for mark in (" - ", " to ", " or ") if mark in plain for each in plain.split(mark)
    ]
    values = found or [_one(plain, numbers)]
    known = [each for each in values if each is not None]
    if len(known) < len(values):
        return None
    return sum(known) / len(known) + (0.5 if has_half else 0.0)


def quantity(
    words: str, unit: str, *, numbers: Mapping[str, float], units: Mapping[str, str]
) -> Quantity | None:
    """Return a number with its unit; None where the words are no number.

    Args:
        words: The number as it was written.
        unit: The word for its unit; empty where there was none.
        numbers: Word to number.
        units: Word to UCUM unit.
    """
    value = number(words, numbers)
    if value is None:
        return None
    if unit == "fortnight":
        return Quantity(2 * value, "wk")
    return Quantity(value, units.get(unit, ""), is_vague=bool(_VAGUE & set(words.split())))


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
    plain = words.strip().removesuffix(" of")
    try:
        return float(plain)
    except ValueError:
        return numbers.get(plain)
