"""Units of measurement in words."""

from collections.abc import Sequence

#: UCUM codes in words.
UNIT_WORDS = {
    "a": "years", "mo": "months", "wk": "weeks", "d": "days", "h": "hours", "min": "minutes", "m": "metres",
    "km": "kilometres", "[ft_i]": "feet", "[yd_i]": "yards", "[mi_i]": "miles", "Cel": "°C", "[degF]": "°F",
    "{score}": "out of 10", "mm": "mm on a 100 mm line", "1": "", "mm[Hg]": "mmHg", "/min": "a minute",
    "10*9/L": "×10⁹/L", "10*3/uL": "×10³/µL", "ug/L": "µg/L", "/uL": "/µL", "ukat/L": "µkat/L",
    "/mm3": "/mm³",
}  # fmt: skip
#: Other words that people write for a unit.
_ALSO_WRITTEN = {
    "a": ("year", "y", "yr", "yrs"), "mo": ("month",), "wk": ("week", "wks"), "d": ("day",),
    "h": ("hour", "hr"), "min": ("minute", "mins"), "m": ("metre", "meter", "meters"),
    "km": ("kilometre", "kilometer", "kilometers"), "[ft_i]": ("foot", "ft"), "[yd_i]": ("yard", "yd"),
    "[mi_i]": ("mile", "mi"), "Cel": ("c", "°c", "celsius"), "[degF]": ("f", "°f", "fahrenheit"),
    "mL": ("millilitres", "milliliters"),
}  # fmt: skip


def unit_code(word: str, units: Sequence[str]) -> str | None:
    """Return which of some units a person means by a word; None where it is none of them.

    Examples:
        >>> unit_code("Weeks", ["d", "wk"]), unit_code("°C", ["Cel"]), unit_code("miles", ["d", "wk"])
        ('wk', 'Cel', None)
    """
    meant = word.strip().rstrip(".").casefold()
    for code in units:
        if meant in (code.casefold(), UNIT_WORDS.get(code, code).casefold(), *_ALSO_WRITTEN.get(code, ())):
            return code
    return None
