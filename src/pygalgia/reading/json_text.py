"""Read JSON within bounds: depth, number of parts, length of numbers; each key once; no number that is none.

A general reader takes the last of two equal keys, so that a danger sign could be taken back unseen; reads
`NaN`, which compares with nothing; and spends what a stranger makes it spend.
"""

import json
import math
import re
from collections.abc import Iterator
from contextlib import suppress
from json import JSONDecodeError
from typing import NamedTuple

from pygalgia.errors import Problem
from pygalgia.texts import _

Location = tuple[str | int, ...]

#: Deeper than anything that the project writes; far from what would use up a stack.
DEEPEST = 40
#: Values in one text: a case has a few hundred.
MOST_PARTS = 200_000
#: Digits of one number; a count or a measurement has a dozen.
MOST_DIGITS = 100
_EACH_ONCE = "each key once"
_MERGE = "merge the two or remove one; nothing is overwritten silently"


class RefusedTextError(ValueError):
    """A text that is not read, and what is wrong with it; the reader's caller names the place.

    Attributes:
        line: From 1; None where it is not known.
    """

    def __init__(self, *, found: str, expected: str, fix: str, line: int | None = None) -> None:
        super().__init__(f"{found}; expected {expected}")
        self.found, self.expected, self.fix, self.line = found, expected, fix, line

    def problem(self, where: str) -> Problem:
        """Return it as a problem; the line is added to the place."""
        place = where if self.line is None else f"{where}:{self.line}"
        return Problem(where=place, found=self.found, expected=self.expected, fix=self.fix)


class RepeatedKeyError(RefusedTextError):
    """A mapping that holds a key twice."""

    def __init__(self, key: str) -> None:
        super().__init__(found=f"the key {key!r} a second time", expected=_EACH_ONCE, fix=_MERGE)


def json_value(text: str | bytes) -> object:
    """Return what a JSON text holds.

    Raises:
        RefusedTextError: it is no JSON (in UTF-8), or goes beyond the bounds.
    """
    try:
        if isinstance(text, bytes):
            text = text.decode()
        value: object = _DECODER.decode(text)
    except JSONDecodeError as error:
        raise RefusedTextError(
            found=_("text that is not JSON (%(what)s)", what=error.msg),
            expected=_("well-formed JSON"),
            fix=_("look for a missing quote, comma or bracket on or above this line"),
            line=error.lineno,
        ) from error
    except UnicodeDecodeError as error:
        raise RefusedTextError(
            found="bytes that are not UTF-8 text", expected="JSON in UTF-8", fix="save it as UTF-8"
        ) from error
    except RecursionError as error:
        raise too_deep() from error
    _measure(value)
    if _HALF.search(text):
        _refuse_halves(value)
    return value


def repeated(text: str) -> Iterator[tuple[Location, int]]:
    """Return the place and line of every key that stands a second time, in a text that is otherwise JSON."""
    seen: set[Location] = set()
    for location, line in places(text):
        if location in seen:
            yield location, line
        seen.add(location)


def places(text: str) -> Iterator[tuple[Location, int]]:
    r"""Return the place and line of every value, in order, up to where the text is no JSON any more.

    >>> list(places('{"a": [1,\n 2]}'))
    [((), 1), (('a',), 1), (('a', 0), 1), (('a', 1), 2)]
    """
    # A reader may refuse a part before it has seen that what follows is no JSON.
    with suppress(IndexError, ValueError):
        for each in _marks(text):
            if each.is_first:
                yield each.location, each.line


def place_refused(text: str) -> Location | None:
    """Return the place of the first value that is refused by itself or stands too deep, or None.

    >>> place_refused('{"a": [1, NaN]}')
    ('a', 1)
    """
    with suppress(IndexError, ValueError):
        for each in _marks(text):
            if len(each.location) > DEEPEST or (_SUSPECT.search(each.text) and _is_refused(each.text)):
                return each.location[:DEEPEST]
    return None


def _is_refused(value: str) -> bool:
    try:
        json_value(value)
    except RefusedTextError:
        return True
    return False


class _Mark(NamedTuple):
    """A key, or how a value begins; a value of a mapping has the location that its key had before it."""

    location: Location
    line: int
    text: str
    is_first: bool


def _marks(text: str) -> Iterator[_Mark]:
    open_: list[_Open] = []
    line, at = 1, 0
    for token in _TOKEN.finditer(text):
        line += text.count("\n", at, token.start())
        at = token.start()
        mark = token[0]
        within = open_[-1] if open_ else None
        if mark in ":,":
            if within is not None and mark == ",":
                within.step()
        elif mark in "]}":
            open_.pop()
        elif within is not None and within.wants_key:
            within.key, within.wants_key = json.loads(mark), False
            yield _Mark(within.location, line, mark, is_first=True)
        else:
            location = within.location if within else ()
            yield _Mark(location, line, mark, is_first=within is None or not within.is_mapping)
            if mark in "[{":
                open_.append(_Open(location, is_mapping=mark == "{"))


class _Open:
    """A mapping or list that has begun and not ended, and the place of the value that comes next in it."""

    __slots__ = ("above", "is_mapping", "key", "wants_key")

    def __init__(self, above: Location, *, is_mapping: bool) -> None:
        self.above = above
        self.is_mapping = is_mapping
        self.wants_key = is_mapping
        self.key: str | int = "" if is_mapping else 0

    @property
    def location(self) -> Location:
        return (*self.above, self.key)

    def step(self) -> None:
        if isinstance(self.key, int):
            self.key += 1
        self.wants_key = self.is_mapping


_HALF = re.compile(r"\\u[dD][89a-fA-F]")
#: What a value that is refused by itself holds, and few others.
_SUSPECT = re.compile(r"[NI]|\d[eE]|\d{18}|\\u[dD]")
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[][{}:,]|[^][{}:,"\s]+')


def too_deep() -> RefusedTextError:
    """Return the refusal of lists within lists without end."""
    return RefusedTextError(
        found=f"more than {DEEPEST} lists or mappings within each other",
        expected=f"at most {DEEPEST}",
        fix="look for brackets that are not closed",
    )


def too_many() -> RefusedTextError:
    """Return the refusal of more values than anything of ours has."""
    return RefusedTextError(
        found=f"more than {MOST_PARTS:,} values", expected=f"at most {MOST_PARTS:,}", fix="split it up"
    )


def whole_number(digits: str) -> int:
    """Return a number, unless it is too long to be one that anybody meant.

    Raises:
        RefusedTextError: it has more than `MOST_DIGITS` digits.
    """
    if len(digits) > MOST_DIGITS:
        raise RefusedTextError(
            found=f"a number of {len(digits):,} digits",
            expected=f"at most {MOST_DIGITS}",
            fix="correct the number",
        )
    return int(digits)


def finite(digits: str) -> float:
    """Return a number with a point, unless it is beyond what can be counted with.

    Raises:
        RefusedTextError: it is.
    """
    number = float(digits)
    if not math.isfinite(number):
        raise RefusedTextError(
            found=f"the number {digits[:20]}", expected="a finite number", fix="correct the number"
        )
    return number


def _measure(value: object) -> None:
    """Refuse what is too deep or has too many parts, level by level."""
    level, parts = [value], 1
    for _level in range(DEEPEST):
        below: list[object] = []
        for each in level:
            if isinstance(each, dict):
                below.extend(each.values())
            elif isinstance(each, list):
                below.extend(each)
        parts += len(below)
        if parts > MOST_PARTS:
            raise too_many()
        level = below
    if any(isinstance(each, dict | list) for each in level):
        raise too_deep()


def _refuse_halves(value: object) -> None:
    """Refuse text that no encoding can write: half of a character."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise RefusedTextError(
            found="half a character (a lone surrogate)",
            expected="whole characters",
            fix="take it away, or send both halves",
        ) from error


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    held = dict(pairs)
    if len(held) != len(pairs):
        seen: set[str] = set()
        for key, _held in pairs:
            if key in seen:
                raise RepeatedKeyError(key)
            seen.add(key)
    return held


def _no_constant(name: str) -> object:
    raise RefusedTextError(found=f"the number {name}", expected="a finite number", fix="correct the number")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_unique, parse_int=whole_number, parse_float=finite, parse_constant=_no_constant
)
