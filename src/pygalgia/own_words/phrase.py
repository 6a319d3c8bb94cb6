r"""The small language in which the lexicon writes how people say things, and what it compiles to.

    can't sit               these words, one after the other
    numb*                   a word that begins so
    (hurts|is sore)         one of these
    sit [down]              with or without
    <pain>                  a group of words that has a name
    sit ... longer          up to three words between; `....` up to six, commas among them
    {n} out of ten          a number; `{unit}` is a unit of time or length

A phrase becomes a regular expression over the words of a text, each followed by one space, and a set of
*anchors*: without one of these words the phrase cannot stand there, so that of thousands only few are tried.
"""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from pygalgia.own_words.tokens import plain

_MARKS = re.compile(r"\{[a-z]+\}|\.{3,4}|<[a-z-]+>|[)\]]\?|[()\[\]|]|[^\s()\[\]|<>{}]+")
#: A sign between words stands by itself in a text; one that only joins two words is left out there.
_JOINS = re.compile(r"(?<=[a-z0-9])-(?=[a-z])|(?<=[a-z])-(?=[0-9])")
_SIGNS = re.compile(r"([/&+%=:;°]|(?<![a-z0-9])-)")
_ONE_WORD = r"[a-z0-9]+(?:\.[0-9]+)? "
_GAPS = {"...": rf"(?:{_ONE_WORD}){{0,3}}?", "....": rf"(?:{_ONE_WORD}|, ){{0,6}}?"}
_NONE = frozenset[str]()
_AS_WRITTEN: Mapping[str, Sequence[str]] = {}


class PhraseError(ValueError):
    """A phrase of the lexicon that cannot be read."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a regular expression, and the words without one of which it cannot match."""

    regex: str
    anchors: frozenset[str]


@dataclass(frozen=True)
class Phrase:
    """One way of saying something.

    Attributes:
        written: As the lexicon has it.
        source: The regular expression, over words that are each followed by one space.
        anchors: One of these words must be in the text; a word that ends in `*` stands for its beginnings.
    """

    written: str
    source: str
    anchors: frozenset[str]

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The expression, compiled when it is first tried."""
        return re.compile(self.source)


def phrase(
    written: str,
    groups: Mapping[str, str],
    everywhere: AbstractSet[str] = _NONE,
    forms: Mapping[str, Sequence[str]] = _AS_WRITTEN,
) -> Phrase:
    """Return a phrase compiled.

    Args:
        written: In the language above, in lower case.
        everywhere: Words that stand in nearly every text, and make poor anchors.
        groups: Name to the alternatives that `<name>` stands for, written in the same language; `{n}` and
            `{unit}` to a regular expression.
        forms: A word to the forms that stand for it too where another tells it: "my" to "my", "his", "her".

    Raises:
        PhraseError: it is empty, its brackets do not close, a group is unknown, or it has no full word.
    """
    marks = _marks(written)
    part, rest = _Parser(groups, everywhere, forms).alternatives(marks, ())
    if rest:
        msg = f"{written!r}: a bracket that was not opened"
        raise PhraseError(msg)
    if not part.anchors:
        msg = f"{written!r} has no word that must stand there"
        raise PhraseError(msg)
    return Phrase(written=written, source=r"(?<= )" + _once(part.regex), anchors=part.anchors)


def _once(regex: str) -> str:
    """Return an expression that keeps only the first number and unit: a later one is only passed over."""
    for name in ("(?P<n>", "(?P<unit>"):
        first, mark, rest = regex.partition(name)
        regex = first + mark + rest.replace(name, "(?:")
    return regex


def _marks(written: str) -> list[str]:
    """Return the pieces of a phrase, its words as they stand in a text: signs by themselves."""
    words = _SIGNS.sub(r" \1 ", _JOINS.sub(" ", plain(written.replace("'", "").lower())))
    marks = _MARKS.findall(words)
    if "".join(marks) != "".join(words.split()):
        msg = f"{written!r} holds a sign that has no meaning"
        raise PhraseError(msg)
    return marks


@dataclass(frozen=True, slots=True)
class _Parser:
    groups: Mapping[str, str]
    everywhere: AbstractSet[str]
    forms: Mapping[str, Sequence[str]]

    def alternatives(self, marks: list[str], within: tuple[str, ...]) -> tuple[_Part, list[str]]:
        """Read alternatives up to a closing bracket or the end."""
        ways = list[_Part]()
        while True:
            way, marks = self._sequence(marks, within)
            ways.append(way)
            if not marks or marks[0] != "|":
                break
            marks = marks[1:]
        anchored = all(each.anchors for each in ways)
        anchors = frozenset().union(*(each.anchors for each in ways)) if anchored else _NONE
        return _Part("(?:" + "|".join(each.regex for each in ways) + ")", anchors), marks

    def _sequence(self, marks: list[str], within: tuple[str, ...]) -> tuple[_Part, list[str]]:
        parts = list[_Part]()
        while marks and marks[0][0] not in "|)]":
            part, marks = self._one(marks, within)
            parts.append(part)
        if not parts:
            msg = "an empty alternative"
            raise PhraseError(msg)
        anchored = [each.anchors for each in parts if each.anchors]
        return _Part(
            "".join(each.regex for each in parts), min(anchored, key=self._cost, default=_NONE)
        ), marks

    def _one(self, marks: list[str], within: tuple[str, ...]) -> tuple[_Part, list[str]]:
        mark, rest = marks[0], marks[1:]
        if mark in "([":
            inner, rest = self.alternatives(rest, within)
            closing = ")" if mark == "(" else "]"
            if not rest or rest[0][0] != closing:
                msg = f"no {closing} for {mark}"
                raise PhraseError(msg)
            is_optional = mark == "[" or rest[0].endswith("?")
            return (_Part(f"{inner.regex}?", _NONE) if is_optional else inner), rest[1:]
        if mark.startswith("<"):
            return self._group(mark[1:-1], within), rest
        if mark in _GAPS:
            return _Part(_GAPS[mark], _NONE), rest
        if mark.startswith("{"):
            if mark not in self.groups:
                msg = f"{mark} is neither {{n}} nor {{unit}}"
                raise PhraseError(msg)
            anchors = frozenset(self.groups[mark].split("|")) if mark == "{unit}" else _NONE
            return _Part(f"(?P<{mark[1:-1]}>{self.groups[mark]}) ", anchors), rest
        if mark.endswith("?") and len(mark) > 1:
            return _Part(f"(?:{self._word(mark[:-1]).regex})?", _NONE), rest
        return self._word(mark), rest

    def _word(self, mark: str) -> _Part:
        forms = [_word(each) for each in self.forms.get(mark, (mark,))]
        if len(forms) == 1:
            return forms[0]
        anchors = frozenset[str]().union(*(each.anchors for each in forms))
        return _Part("(?:" + "|".join(each.regex for each in forms) + ")", anchors)

    def _group(self, name: str, within: tuple[str, ...]) -> _Part:
        if name not in self.groups or name in within:
            msg = f"<{name}> is {'a group within itself' if name in within else 'no group of words'}"
            raise PhraseError(msg)
        part, rest = self.alternatives(_marks(self.groups[name]), (*within, name))
        if rest:
            msg = f"the group {name!r}: a bracket that was not opened"
            raise PhraseError(msg)
        return part

    def _cost(self, anchors: frozenset[str]) -> float:
        """Return how often one of these words is expected in a text."""
        return sum(20.0 if word in self.everywhere else 1.0 for word in anchors)


def _word(mark: str) -> _Part:
    if mark.endswith("*"):
        return _Part(re.escape(mark[:-1]) + "[a-z]* ", frozenset({mark}) if len(mark) > _STUB else _NONE)
    return _Part(re.escape(mark) + " ", frozenset({mark}))


#: A beginning of fewer letters is no anchor.
_STUB = 3
