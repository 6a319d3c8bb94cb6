"""Languages that are not read: which it seems to be, and how its reader is told so in it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from pygalgia.errors import KnowledgeError
from pygalgia.own_words.lexicon import DATA
from pygalgia.own_words.rows import OtherLanguagesFile
from pygalgia.own_words.tokens import Tokens
from pygalgia.reading import Problems, parse, read_yaml

#: At least this share of the words, or letters, is of the language.
_KNOWN = 0.25
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence that says, in a language, that it is not read.

    Attributes:
        language: BCP 47 tag.
        text: The sentence.
    """

    language: str
    text: str


def notice(tokens: Tokens) -> Notice | None:
    """Return how the writer of a text is told, in its language, that it is not read; None if not known."""
    words = [each.word for each in tokens.tokens if each.word[0].isalpha()]
    letters = "".join(words)
    best, share = None, _KNOWN
    for each in _known():
        if each.letters:
            ours = len(re.findall(f"[{each.letters}]", letters)) / max(1, len(letters)) - _HALF + _KNOWN
        else:
            small = frozenset(each.words.replace("'", "").split())
            ours = sum(word in small for word in words) / max(1, len(words))
        if ours > share:
            best, share = Notice(each.tag, each.say), ours
    return best


@lru_cache(maxsize=1)
def _known() -> tuple[OtherLanguagesFile.Language, ...]:
    problems = Problems()
    file = parse(
        read_yaml(DATA / "other.yaml", name="own_words/data/other.yaml"), OtherLanguagesFile, problems
    )
    if file is None:
        raise KnowledgeError(problems.found)
    return tuple(file.languages)
