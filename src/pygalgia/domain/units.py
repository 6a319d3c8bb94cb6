"""Units of measurement in words."""

#: UCUM codes in words.
UNIT_WORDS = {
    "a": "years", "mo": "months", "wk": "weeks", "d": "days", "h": "hours", "min": "minutes", "m": "metres",
    "km": "kilometres", "[ft_i]": "feet", "[yd_i]": "yards", "[mi_i]": "miles", "Cel": "°C", "[degF]": "°F",
    "{score}": "out of 10", "mm": "mm on a 100 mm line", "1": "", "mm[Hg]": "mmHg", "/min": "a minute",
    "10*9/L": "×10⁹/L", "10*3/uL": "×10³/µL", "ug/L": "µg/L", "/uL": "/µL", "ukat/L": "µkat/L",
    "/mm3": "/mm³",
}  # fmt: skip
