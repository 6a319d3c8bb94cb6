"""Numbers and dates, written as the language of the moment writes them.

Digits are always 0 to 9: what a page shows is what its fields read.

Source:
    CLDR, read by Babel; English as this project writes it. A language that CLDR does not know gets the
    international form of a date, which nobody takes for another day.
"""

from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from pygalgia.texts.speaking import language, speaks_english

if TYPE_CHECKING:
    from babel import Locale


def written_date(when: date) -> str:
    """Return a day: "3 May 2026".

    Examples:
        >>> written_date(date(2026, 5, 3))
        '3 May 2026'
    """
    if speaks_english():
        return f"{when.day} {when:%B %Y}"
    locale = cldr(language())
    if locale is None:
        return f"{when:%Y-%m-%d}"
    from babel.dates import format_date

    return format_date(when, "long", locale=locale)


def written_moment(when: datetime) -> str:
    """Return a day and the time of day, in the zone of the moment itself: "3 May 2026, 14:05".

    Examples:
        >>> written_moment(datetime(2026, 5, 3, 14, 5))
        '3 May 2026, 14:05'
    """
    return f"{written_date(when)}, {when:%H:%M}"


def written_short_moment(when: datetime) -> str:
    """Return a day of this year and the time of day, for a table: "03 May 14:05".

    Examples:
        >>> written_short_moment(datetime(2026, 5, 3, 14, 5))
        '03 May 14:05'
    """
    return f"{written_day_and_month(when)} {when:%H:%M}"


def written_day_and_month(when: date) -> str:
    """Return a day of this year: "03 May".

    Examples:
        >>> written_day_and_month(date(2026, 5, 3))
        '03 May'
    """
    if speaks_english():
        return f"{when:%d %b}"
    locale = cldr(language())
    if locale is None:
        return f"{when:%m-%d}"
    from babel.dates import format_skeleton

    return format_skeleton("MMMd", when, locale=locale)


def written_weekday(when: date) -> str:
    """Return a day with its day of the week, for a table: "Sun 03 May 2026".

    Examples:
        >>> written_weekday(date(2026, 5, 3))
        'Sun 03 May 2026'
    """
    if speaks_english():
        return f"{when:%a %d %b %Y}"
    locale = cldr(language())
    if locale is None:
        return f"{when:%Y-%m-%d}"
    from babel.dates import format_skeleton

    return format_skeleton("yMMMEd", when, locale=locale)


def written_figure(value: float, *, digits: int = 6) -> str:
    """Return a number with so many digits that count at most, and none that say nothing: "4.5".

    Examples:
        >>> written_figure(4.5), written_figure(4.0), written_figure(0.0712, digits=2)
        ('4.5', '4', '0.071')
    """
    return with_point_of(f"{value:.{digits}g}")


def written_percent(share: float, *, decimals: int = 0) -> str:
    """Return a share (0 to 1) as per cent, with the sign set as the language sets it: "71%".

    Examples:
        >>> written_percent(0.714), written_percent(0.714, decimals=1)
        ('71%', '71.4%')
    """
    if speaks_english() or (locale := cldr(language())) is None:
        return f"{share:.{decimals}%}"
    from babel.numbers import format_percent

    return format_percent(share, format=_percent_pattern(locale, decimals), locale=locale)


def with_point_of(number: str) -> str:
    """Return a number that is written with a point as the language writes it: "4.5", "4,5".

    Examples:
        >>> with_point_of("4.5")
        '4.5'
    """
    if speaks_english() or (locale := cldr(language())) is None:
        return number
    from babel.numbers import get_decimal_symbol

    return number.replace(".", get_decimal_symbol(locale, numbering_system="latn"))


def _percent_pattern(locale: "Locale", decimals: int) -> str:
    pattern: str = locale.percent_formats[None].pattern
    return pattern.replace("#,##0", "0" + ("." + "0" * decimals if decimals else ""))


@lru_cache(maxsize=64)
def cldr(tag: str) -> "Locale | None":
    """Return what CLDR knows of a language (BCP 47); None where that is nothing."""
    from babel.core import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
