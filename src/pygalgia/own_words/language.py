"""In what language a text is, and what else it may be about."""

from pygalgia.own_words.lexicon import LANGUAGES, Lexicon, lexicon
from pygalgia.own_words.tokens import Tokens, without_accents

#: A text of fewer words is too short to tell.
_FEWEST = 4
#: Of the words of a text in a language, at least this share is known.
_KNOWN = 0.4
#: Where so many are known, no other language is looked at.
_PLAINLY = 0.8


def language_of(tokens: Tokens, first: Lexicon) -> tuple[Tokens, Lexicon] | None:
    """Return a text as its language compares words, and the lexicon of that language; None for any other.

    Args:
        tokens: The text.
        first: The lexicon to try first; where a text is too short to tell, it is taken.
    """
    words = [each.word for each in tokens.tokens if each.word[0].isalpha()]
    if not words or _share(words, first) >= _PLAINLY:
        return tokens, first
    ways = [(tokens, first)]
    ways += [
        (without_accents(tokens), known)
        for known in map(lexicon, LANGUAGES)
        if known.language != first.language
    ]
    best = max(ways, key=lambda way: _share(_words(way[0]), way[1]))
    return best if _is_in(_words(best[0]), best[1], is_first=best[1] is first) else None


def _words(tokens: Tokens) -> list[str]:
    return [each.word for each in tokens.tokens if each.word[0].isalpha()]


def _share(words: list[str], known: Lexicon) -> float:
    """Return the share of words that are known, those that every text is full of counted twice."""
    if not words:
        return 0.0
    common = sum(word in known.common for word in words)
    return (sum(word in known.vocabulary for word in words) + common) / (len(words) + common)


def _is_in(words: list[str], known: Lexicon, *, is_first: bool) -> bool:
    """Return whether a text seems to be in a language; a few words always may be, if in its letters."""
    if sum(word.isascii() for word in words) < len(words) / 2:
        return False
    understood = sum(word in known.vocabulary for word in words)
    if len(words) < _FEWEST:
        return is_first or understood == len(words)
    common = sum(word in known.common for word in words)
    return understood >= _KNOWN * len(words) and (common > 0 or understood >= _SURELY * len(words))


_SURELY = 0.6


def complaints(tokens: Tokens, lexicon: Lexicon) -> tuple[str, ...]:
    """Return other complaints that a text names."""
    return tuple(dict.fromkeys(each.said.name for each in lexicon.complaints.found(tokens)))
