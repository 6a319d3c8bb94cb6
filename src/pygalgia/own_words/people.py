"""Whom a text is about: the one who writes or another, how old, of which sex."""

from itertools import pairwise

from pygalgia.domain.case import KnownSex
from pygalgia.own_words.candidate import Person
from pygalgia.own_words.lexicon import Lexicon, Match
from pygalgia.own_words.quantities import number
from pygalgia.own_words.tokens import Tokens

OLDEST = 110
_SEXES: tuple[KnownSex, ...] = ("female", "male")


def is_for_another(tokens: Tokens, lexicon: Lexicon) -> bool:
    """Return whether somebody writes for another: a relative is named as the one it is about."""
    small, people = lexicon.grammar, tuple(lexicon.people.found(tokens))
    found = [each for each in people if each.said.name == "asking-for"]
    words = [each.word for each in tokens.tokens[:_EARLY]]
    named = any(word in lexicon.relatives and before in small.mine for before, word in pairwise(words))
    if not found and not named:
        return False
    others = sum(each.word in small.of_others for each in tokens.tokens)
    is_asked = any(tokens.tokens[each.start].word in small.asking_starts for each in found)
    return is_asked or (others >= _OFTEN and not any(each.said.name == "own-pain" for each in people))


#: The first words of a text say whom it is about.
_EARLY = 8
#: Somebody else is spoken of at least so often where the text is about them.
_OFTEN = 2


def person(tokens: Tokens, lexicon: Lexicon) -> Person:
    """Return what a text says of the person's age and sex; what it does not say is None."""
    is_another = is_for_another(tokens, lexicon)
    found = tuple(lexicon.people.found(tokens))
    return Person(
        age_years=_age(found, lexicon),
        sex=_sex(found, tokens, lexicon, is_another=is_another),
        is_another=is_another,
    )


def _age(found: tuple[Match, ...], lexicon: Lexicon) -> float | None:
    for each in sorted((each for each in found if each.said.name == "age"), key=lambda each: each.start):
        value = number(each.number, lexicon.numbers, lexicon.grammar)
        if value is not None and 0 < value <= OLDEST:
            return float(int(value))
    return None


def _sex(found: tuple[Match, ...], tokens: Tokens, lexicon: Lexicon, *, is_another: bool) -> KnownSex | None:
    words = [each.word for each in tokens.tokens]
    if is_another:
        small = lexicon.grammar
        named = next((word for word in words if word in small.male | small.female), "")
        return "male" if named in small.male else "female" if named in small.female else None
    said = {each.said.name for each in found if each.said.state == "sex"}
    return next((sex for sex in _SEXES if said == {sex}), None)
