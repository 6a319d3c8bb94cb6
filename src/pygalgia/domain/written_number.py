"""A number as a person writes it, with or without its unit: read in one way for every face, or asked about.

A wrong number is worse than a question. What could be two numbers is never guessed at, and a unit that was
written is never set aside for one that stood beside the field.
"""

import re
from collections.abc import Sequence

from pygalgia.domain.units import UNIT_WORDS, unit_code
from pygalgia.frozen import Frozen
from pygalgia.texts import _, listed
from pygalgia.texts.written import with_point_of

#: A number may be parted by a point, a comma, a space or an apostrophe, and may end in a unit.
_WRITTEN = re.compile(r"(-?[0-9][0-9.,'\s\u00a0\u202f]*)(.*)", re.DOTALL)
_GAPS = re.compile(r"(?<=[0-9])['\s\u00a0\u202f](?=[0-9]{3}(?![0-9]))")
_ONE_OF_TWO = re.compile(r"-?([1-9][0-9]{0,2})[.,]([0-9]{3})")
_LONGEST = 40
#: Arabic and Persian digits and marks, and the apostrophe of telephones, as the ones that are read.
_LATIN_MARKS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬،؛؟’", "01234567890123456789.,,;?'")  # noqa: RUF001 - meant


class Quantity(Frozen):
    """A number that was read, in one of the units of its question (a UCUM code)."""

    value: float
    unit: str

    def __str__(self) -> str:
        """Return it as it is echoed: `1200 mL`, `6 weeks`."""
        return f"{figure(self.value)} {UNIT_WORDS.get(self.unit, self.unit)}".strip()


class Doubt(Frozen):
    """Why a text is asked about once more, and what the field then holds.

    Attributes:
        message: What is wrong, in words for the person who wrote it.
        typed: What stands in the field then.
        unit: The unit that is chosen then; empty where it stays as it was.
    """

    message: str
    typed: str
    unit: str = ""


def figure(value: float) -> str:
    """Return a number as it is shown: without a mark between thousands, and as exact as it was given.

    The decimal mark is the one of the language spoken now; `read_quantity` reads both.

    Examples:
        >>> figure(46.0), figure(38.45), figure(1234567.0)
        ('46', '38.45', '1234567')
    """
    return with_point_of(f"{value:.10g}")


def in_latin_marks(text: str) -> str:
    """Return a text with Arabic and Persian digits, commas and question marks as Latin ones; letters stay.

    Examples:
        >>> in_latin_marks("٣، ٤؟"), in_latin_marks("don’t")
        ('3, 4?', "don't")
    """
    return text.translate(_LATIN_MARKS)


def read_quantity(text: str, units: Sequence[str], *, chosen: str = "") -> Quantity | Doubt:
    """Return the number that a person wrote with its unit, or what is doubtful about it.

    Args:
        text: As it was written, such as `38,4`, `6 weeks` or `1 200`.
        units: The units of the question; the first holds where none was written or chosen.
        chosen: The unit that was chosen beside the field; empty where there was no choice.

    Examples:
        >>> str(read_quantity("38,4", ["Cel", "[degF]"])), str(read_quantity("1 200", ["mL"]))
        ('38.4 °C', '1200 mL')
        >>> read_quantity("1,200", ["mL"]).message
        '“1,200” can be read as 1.2 or as 1200. Write it without a mark between thousands: 1200, or 1.2.'
    """
    written = _WRITTEN.fullmatch(in_latin_marks(text.strip()))
    digits = "" if written is None else _GAPS.sub("", written[1].strip())
    value = _value(digits)
    if written is None or value is None:
        no_number = _("That is not a number: write it in digits, such as 38 or 38.4.")
        return Doubt(message=_in_two_ways(digits) or no_number, typed=text.strip())
    named = unit_code(written[2].strip(), units) if written[2].strip() else ""
    if named is None or (chosen and chosen not in units):
        words = listed([UNIT_WORDS.get(each, each) for each in units], "apart")
        message = _("The unit was not understood. It can be: %(units)s.", units=words)
        return Doubt(message=message, typed=text.strip())
    read = Quantity(value=value, unit=named or chosen or units[0])
    if named and chosen and named != chosen:
        other = Quantity(value=value, unit=chosen)
        message = _(
            "You wrote %(read)s and chose %(unit)s: is it %(read)s or %(other)s?",
            read=read,
            unit=UNIT_WORDS.get(chosen, chosen),
            other=other,
        )
        return Doubt(message=message, typed=figure(value), unit=named)
    return read


def _in_two_ways(digits: str) -> str:
    both = _ONE_OF_TWO.fullmatch(digits)
    if both is None:
        return ""
    large, small = both[1] + both[2], figure(float(f"{both[1]}.{both[2]}"))
    return _(
        "“%(digits)s” can be read as %(small)s or as %(large)s. "
        "Write it without a mark between thousands: %(large)s, or %(small)s.",
        digits=digits,
        small=small,
        large=large,
    )


def _value(digits: str) -> float | None:
    """Return the one number that digits and marks can mean; None where they mean none, or either of two."""
    if len(digits) > _LONGEST or _ONE_OF_TWO.fullmatch(digits):
        return None
    for mark, decimal in ((",", "."), (".", ",")):
        grouped = rf"-?[0-9]{{1,3}}(\{mark}[0-9]{{3}})+(\{decimal}[0-9]+)?"
        is_sure = digits.count(mark) > 1 or decimal in digits
        if is_sure and re.fullmatch(grouped, digits):
            return float(digits.replace(mark, "").replace(decimal, "."))
    plain = digits.replace(",", ".")
    return float(plain) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", plain) else None
