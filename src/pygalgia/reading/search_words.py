"""What people type for the words of our texts, one file a language: "po" finds what "gesäß" finds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pygalgia.errors import Problem
from pygalgia.reading.yaml_file import read_yaml
from pygalgia.texts.folding import folded

NAME = "search.yaml"
#: How letters with two dots are written by whoever has none.
_DIGRAPHS = {"de": (("ae", "a"), ("oe", "o"), ("ue", "u"))}


@dataclass(frozen=True, slots=True)
class SearchWords:
    """What else to look for.

    Attributes:
        language: BCP 47.
        also: A word as it is typed, folded, to the words of our texts.
    """

    language: str = ""
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, word: str) -> tuple[str, ...]:
        """Return a folded word with everything that it stands for, each once.

        Examples:
            >>> SearchWords("de", {"po": ("gesass",)}).of("po")
            ('po', 'gesass')
            >>> SearchWords("de").of("huefte")
            ('huefte', 'hufte')
        """
        plain = word
        for written, letter in _DIGRAPHS.get(self.language.partition("-")[0], ()):
            plain = plain.replace(written, letter)
        also = [each for typed in (word, plain) for each in self.also.get(typed, ())]
        return tuple(dict.fromkeys((word, plain, *also)))


def read_search_words(root: Path, language: str) -> tuple[SearchWords, tuple[Problem, ...]]:
    """Return the words of a language below `root`, none where there is no file, and what is wrong with it."""
    path, name = root / language / NAME, f"{language}/{NAME}"
    if not path.is_file():
        return SearchWords(language), ()
    document = read_yaml(path, name=name)
    if document.problems:
        return SearchWords(language), tuple(document.problems)
    held = document.value if isinstance(document.value, dict) else {"": document.value}
    also: dict[str, tuple[str, ...]] = {}
    problems = []
    for word, typed in held.items():
        if not (word and isinstance(typed, list) and typed and all(isinstance(each, str) for each in typed)):
            problems.append(
                Problem(
                    where=document.where((word,)),
                    found=f"{word}: {typed!r}",
                    expected="a word of the texts, and a list of words that people type for it",
                    fix="write it as `hip: [haunch, side]`, numbers in quotation marks",
                )
            )
            continue
        for each in typed:
            also[folded(each)] = (*also.get(folded(each), ()), folded(str(word)))
    return SearchWords(language, also), tuple(problems)
