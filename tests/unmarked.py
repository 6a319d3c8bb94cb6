"""Words that nobody marked for translation: in the pseudo-language every vowel of a message has an accent."""

import re

_WORD = re.compile(r"[^\W\d_]{2,}")
_PLAIN, _ACCENTED = re.compile("[aeiou]", re.IGNORECASE), re.compile("[áéíóú]", re.IGNORECASE)
#: A source is cited as it was read: a line that begins with its number, and those on which it goes on.
_SOURCE = re.compile(r"^\s*(?:- )?\[\d+\] .*?(?=^\s*(?:- )?\[\d+\] |\n\n|\Z)", re.MULTILINE | re.DOTALL)
#: A hash of the knowledge, tags, entities, and our own name.
_STAYS = re.compile(r"\b[0-9a-f]{12}\b|</?\w+[^>]*>|&\w+;|\bpygalgia\b")


def unmarked(text: str) -> list[str]:
    """Return the lines that hold a word which is no message, without sources, tags, hashes and our name."""
    told = _STAYS.sub(" ", _SOURCE.sub("", text))
    return [line.strip() for line in told.splitlines() if any(map(_is_plain, _WORD.findall(line)))]


def _is_plain(word: str) -> bool:
    return bool(_PLAIN.search(word)) and not _ACCENTED.search(word)
