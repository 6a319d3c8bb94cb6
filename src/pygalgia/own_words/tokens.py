"""A text as words with their places: in lower case, without apostrophes, each sentence known.

The text itself is never changed: every word keeps where it stands in what the person wrote.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

_PIECE = re.compile(r"[0-9]+(?:[.,][0-9]+)?|[^\W\d_]+(?:['’`\u00b4][^\W\d_]+)*|[\n]+|[^\w\s]|_", re.UNICODE)
_APOSTROPHES = re.compile(r"['’`\u00b4]")
#: Short forms that would be other words without their apostrophe.
_LONG_FORMS = {
    "i'll": "i will", "he'll": "he will", "we'll": "we will", "she'll": "she will", "we're": "we are",
    "i'd": "i would", "he'd": "he would", "she'd": "she would", "we'd": "we would", "it'll": "it will",
}  # fmt: skip
_YES = re.compile(r"\bsí\b")
_ENDS = frozenset(".!?\n")
_DASHES = frozenset("-–—−\u2010\u2011/")


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark: as it is compared, and from where to where it stands in the text."""

    word: str
    start: int
    end: int


@dataclass(frozen=True)
class Tokens:
    """The words of a text.

    Attributes:
        text: As it was written.
        tokens: Its words and marks in order.
        sentences: First token (included) and end (excluded) of each sentence.
    """

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]

    @cached_property
    def line(self) -> str:
        """The words with one space before the first and after each."""
        return " " + "".join(f"{each.word} " for each in self.tokens)

    @cached_property
    def places(self) -> list[int]:
        """Where each token begins in `line`."""
        places, at = [], 1
        for each in self.tokens:
            places.append(at)
            at += len(each.word) + 1
        return places

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word that stands in it, and every beginning of one, with a star."""
        words = {each.word for each in self.tokens}
        stubs = {f"{word[:length]}*" for word in words for length in range(3, len(word) + 1)}
        return frozenset(words | stubs)

    def index(self, place: int) -> int:
        """Return the token that begins at, or before, a place of `line`."""
        return max(0, bisect_right(self.places, place) - 1)

    def sentence(self, token: int) -> tuple[int, int]:
        """Return the sentence that a token stands in."""
        starts = [start for start, _ in self.sentences]
        return self.sentences[max(0, bisect_right(starts, token) - 1)]

    def words(self, start: int, end: int) -> str:
        """Return the text from one token (included) to another (excluded)."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]


def tokens_of(text: str) -> Tokens:
    """Return the words of a text: markup in it is marks and words, and nothing else."""
    made = [token for match in _PIECE.finditer(text) if not _joins(text, match) for token in _pieces(match)]
    return Tokens(text=text, tokens=tuple(made), sentences=tuple(_sentences(made)))


def plain(written: str) -> str:
    """Return words without accents, as the lexicon of a language that has them compares them.

    The letter of "año" stays one of its own: without it the word would be a part of the body. So does "sí",
    which without its accent is an "if".

    Examples:
        >>> plain("después de un año")
        'despues de un anyo'
    """
    if written.isascii():
        return written
    whole = _YES.sub("sii", unicodedata.normalize("NFC", written)).replace("ñ", "ny")
    parted = unicodedata.normalize("NFD", whole)
    return "".join(each for each in parted if not unicodedata.combining(each))


def without_accents(tokens: Tokens) -> Tokens:
    """Return the text with its words compared without accents; an accent that stands alone stays."""
    words = {
        place: plain(each.word) or each.word
        for place, each in enumerate(tokens.tokens)
        if not each.word.isascii()
    }
    return with_words(tokens, words)


def with_words(before: Tokens, words: dict[int, str]) -> Tokens:
    """Return the text with some words compared as others, such as a misspelt one as what was meant."""
    made = [
        Token(words[index], each.start, each.end) if index in words else each
        for index, each in enumerate(before.tokens)
    ]
    return Tokens(text=before.text, tokens=tuple(made), sentences=before.sentences)


def _joins(text: str, match: re.Match[str]) -> bool:
    """Return whether a dash only joins two words, such as in "tail-bone"."""
    if match[0] not in _DASHES or match[0] == "/":
        return False
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    return before.isalnum() and after.isalnum() and (before.isalpha() or after.isalpha())


def _pieces(match: re.Match[str]) -> list[Token]:
    written = _APOSTROPHES.sub("'", match[0].lower())
    start, end = match.span()
    if written[0] == "\n":
        return [Token("\n", start, end)]
    if written[0].isdigit():
        return [Token(_figures(written), start, end)]
    if written in _DASHES:
        return [Token("/" if written == "/" else "-", start, end)]
    if written in _LONG_FORMS:
        return [Token(word, start, end) for word in _LONG_FORMS[written].split()]
    return [Token(written.replace("'", "") or "'", start, end)]


def _figures(written: str) -> str:
    """Return digits with a point before their decimals: a comma before three digits parts thousands."""
    whole, _, decimals = written.partition(",")
    return f"{whole}.{decimals}" if decimals and len(decimals) < _THOUSAND else written.replace(",", "")


#: So many digits follow a mark between thousands.
_THOUSAND = 3


def _sentences(tokens: list[Token]) -> list[tuple[int, int]]:
    """A sentence ends with its mark; several marks in a row end it once."""
    found, start = list[tuple[int, int]](), 0
    for index, each in enumerate(tokens):
        if each.word in _ENDS and (index + 1 == len(tokens) or tokens[index + 1].word not in _ENDS):
            found.append((start, index + 1))
            start = index + 1
    if start < len(tokens):
        found.append((start, len(tokens)))
    return found or [(0, 0)]
