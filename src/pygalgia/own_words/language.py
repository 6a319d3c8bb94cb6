"""Whether a text is English, and what else it may be about."""

from pygalgia.own_words.lexicon import Lexicon
from pygalgia.own_words.tokens import Tokens

#: A text of fewer words is too short to tell.
_FEWEST = 4
#: Of the words of an English text, at least this share is known.
_KNOWN = 0.4


def is_english(tokens: Tokens, lexicon: Lexicon) -> bool:
    """Return whether a text seems to be English; a few words alone always may be, if in its letters."""
    words = [each.word for each in tokens.tokens if each.word[0].isalpha()]
    if not words:
        return True
    if sum(word.isascii() for word in words) < len(words) / 2:
        return False
    if len(words) < _FEWEST:
        return True
    common = sum(word in lexicon.common for word in words)
    known = sum(word in lexicon.vocabulary for word in words)
    return known >= _KNOWN * len(words) and (common > 0 or known >= _SURELY * len(words))


_SURELY = 0.6


def complaints(tokens: Tokens, lexicon: Lexicon) -> tuple[str, ...]:
    """Return other complaints that a text names."""
    return tuple(dict.fromkeys(each.said.name for each in lexicon.complaints.found(tokens)))
