"""Spelling: other forms of a word, and words that are known although misspelt."""

from collections.abc import Iterator

from pygalgia.own_words.lexicon import Lexicon
from pygalgia.own_words.tokens import Tokens, with_words

#: Shorter words are too near to others.
_SHORTEST = 6
#: Of longer ones, two letters may be wrong.
_LONG = 10


def mended(tokens: Tokens, lexicon: Lexicon) -> tuple[Tokens, frozenset[int]]:
    """Return the text with its words as the lexicon spells them, and which were taken to be misspelt."""
    same = {
        place: lexicon.same[each.word]
        for place, each in enumerate(tokens.tokens)
        if each.word in lexicon.same
    }
    guessed = {
        place: meant
        for place, each in enumerate(tokens.tokens)
        if place not in same and each.word not in lexicon.vocabulary and (meant := _meant(each.word, lexicon))
    }
    spelt = with_words(tokens, {**same, **guessed})
    return with_words(spelt, dict(_senses(spelt, lexicon))), frozenset(guessed)


def _senses(tokens: Tokens, lexicon: Lexicon) -> Iterator[tuple[int, str]]:
    """Yield where a word stands for another, and for which: the "bottom" of "top to bottom" is none."""
    for each in lexicon.senses.found(tokens):
        for place in range(each.start, each.end):
            if tokens.tokens[place].word == each.said.name:
                yield place, each.said.state


def _meant(word: str, lexicon: Lexicon) -> str:
    """Return the one known word that is nearly this one; empty where there is none."""
    if len(word) < _SHORTEST or not word.isalpha():
        return ""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    most = 1 if len(word) < _LONG else 2
    found = process.extract(word, lexicon.mend, scorer=OSA.distance, score_cutoff=most, limit=2)
    near = [
        (each, distance) for each, distance, _ in found if each[0] == word[0] and not _is_form(word, each)
    ]
    if not near or (len(near) > 1 and near[0][1] == near[1][1]):
        return ""
    return str(near[0][0])


def _is_form(word: str, known: str) -> bool:
    """Return whether a word is only another form of a known one: sitter, sitting."""
    shorter, longer = sorted((word, known), key=len)
    return longer.startswith(shorter[:-1]) and longer[len(shorter) - 1 :] in _ENDINGS


_ENDINGS = frozenset({"s", "es", "ed", "er", "ing", "ly", "d", "ness", "y"})
