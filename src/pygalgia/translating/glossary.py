"""The words of one language: how a term is said, how it must not be, and what stays as it is in English."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from pygalgia.errors import Problem
from pygalgia.reading import Problems, parse, read_yaml

NAME = "glossary.yaml"
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Term(_Row):
    """One English term.

    Attributes:
        english: The term; its plain plural counts too, a part of a word or of an id does not.
        say: What a translation holds of it, one of these: words, or the part that all their forms share.
        never: What it must not hold.
        not_in: Beginnings of contexts where the term means something else; of English texts without one.
        note: For whoever translates.
    """

    english: _Text
    say: list[_Text] = Field(min_length=1)
    never: list[_Text] = Field(default_factory=list)
    not_in: list[_Text] = Field(default_factory=list)
    note: str = ""


class GlossaryRow(_Row):
    """The file.

    Attributes:
        terms: The terms.
        same: English texts that are the same in this language.
    """

    terms: list[Term] = Field(default_factory=list)
    same: list[_Text] = Field(default_factory=list)


@dataclass(frozen=True)
class Glossary:
    """The words of one language."""

    terms: tuple[Term, ...] = ()
    same: frozenset[str] = frozenset()

    def faults(self, context: str | None, english: str, said: str) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with the words of a translation: what was found, and what was expected."""
        folded = folded_text(said)
        left = _PLACEHOLDER.sub(" ", english)
        for term, pattern in self._patterns:
            # A longer term takes its words with it: "red flag" is not looked up as "flag".
            left, found = pattern.subn(" ", left)
            if not found or (context or english).startswith(tuple(term.not_in) or ("\0",)):
                continue
            for never in term.never:
                if folded_text(never) in folded:
                    yield f"{never!r} for {term.english!r}", f"{' or '.join(term.say)}"
            if not any(folded_text(each) in folded for each in term.say):
                yield f"none of the words for {term.english!r}", f"{' or '.join(term.say)}"

    @cached_property
    def _patterns(self) -> list[tuple[Term, re.Pattern[str]]]:
        longest_first = sorted(self.terms, key=lambda each: len(each.english), reverse=True)
        return [
            (each, re.compile(rf"(?<![\w-]){re.escape(each.english)}(?:e?s)?(?![\w-])", re.IGNORECASE))
            for each in longest_first
        ]


def folded_text(text: str) -> str:
    """Return a text as words are compared: small letters, without the marks that Arabic may leave out.

    Examples:
        >>> folded_text("Notaufnahme"), folded_text("طَبِيب") == "طبيب"
        ('notaufnahme', True)
    """
    spread = unicodedata.normalize("NFC", text.casefold())
    return "".join(each for each in spread if not unicodedata.combining(each) and each != "ـ")


def read_glossary(root: Path, language: str) -> tuple[Glossary, tuple[Problem, ...]]:
    """Return the glossary of a language, empty where there is none, and what is wrong with its file."""
    path = root / language / NAME
    if not path.exists():
        return Glossary(), ()
    problems = Problems()
    name = f"{language}/{NAME}"
    read = parse(read_yaml(path, name=name), GlossaryRow, problems)
    if read is None:
        return Glossary(), tuple(problems.found)
    seen: set[str] = set()
    for term in read.terms:
        if term.english.casefold() in seen:
            problems.add(
                name, found=f"the term {term.english!r} twice", expected="each once", fix="merge them"
            )
        seen.add(term.english.casefold())
    return Glossary(tuple(read.terms), frozenset(read.same)), tuple(problems.found)
