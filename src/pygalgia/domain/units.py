"""Units of measurement in words."""

from collections.abc import Sequence

from pygalgia.texts import Words, later

#: UCUM codes in words; symbols are the same in every language.
UNIT_WORDS = Words({
    "a": later("years"), "mo": later("months"), "wk": later("weeks"), "d": later("days"),
    "h": later("hours"), "min": later("minutes"), "m": later("metres"), "km": later("kilometres"),
    "[ft_i]": later("feet"), "[yd_i]": later("yards"), "[mi_i]": later("miles"),
    "{score}": later("out of 10"), "mm": later("mm on a 100 mm line"), "/min": later("a minute"),
    "1": "", "Cel": "°C", "[degF]": "°F", "mm[Hg]": "mmHg",
    "10*9/L": "×10⁹/L", "10*3/uL": "×10³/µL", "ug/L": "µg/L", "/uL": "/µL", "ukat/L": "µkat/L",
    "/mm3": "/mm³",
})  # fmt: skip
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

    English words count in every language, beside those of the language spoken now.

    Examples:
        >>> unit_code("Weeks", ["d", "wk"]), unit_code("°C", ["Cel"]), unit_code("miles", ["d", "wk"])
        ('wk', 'Cel', None)
    """
    meant = word.strip().rstrip(".").casefold()
    for code in units:
        said = {UNIT_WORDS.english.get(code, code).casefold(), UNIT_WORDS.get(code, code).casefold()}
        if meant in (code.casefold(), *said, *_ALSO_WRITTEN.get(code, ())):
            return code
    return None
