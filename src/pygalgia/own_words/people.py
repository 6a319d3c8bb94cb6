"""Whom a text is about: the one who writes or another, how old, of which sex."""

import re
from itertools import pairwise

from pygalgia.domain.case import KnownSex
from pygalgia.own_words.candidate import Person
from pygalgia.own_words.lexicon import Lexicon, Match
from pygalgia.own_words.quantities import number
from pygalgia.own_words.tokens import Tokens

OLDEST = 110
_SEXES: tuple[KnownSex, ...] = ("female", "male")
#: Signs of somebody who writes of their own pain.
_OWN = re.compile(
    r" (?:my (?:[a-z]+ ){0,2}(?:back|legs?|hips?|bum|buttocks?|butt|bottom|foot|tailbone|coccyx|pain|thigh"
    r"|knee|groin)"
    r"|i have (?:a|the|had|got|this|sciatica|pain|been)|ive (?:got|had|been)|i (?:feel|get|got|fell|woke) )"
)
_HE, _SHE = frozenset({"he", "his", "him", "hes"}), frozenset({"she", "her", "shes", "hers"})
_MALE = frozenset(
    re.findall(
        "[a-z]+",
        "son husband dad father boy boyfriend brother grandad grandfather uncle nephew hubby grandson",
    )
)
_FEMALE = frozenset(
    re.findall(
        "[a-z]+",
        "daughter wife mum mom mother girl girlfriend sister gran grandma nan grandmother aunt niece "
        "granddaughter",
    )
)


def is_for_another(tokens: Tokens, lexicon: Lexicon) -> bool:
    """Return whether somebody writes for another: a relative is named as the one it is about."""
    found = [each for each in lexicon.people.found(tokens) if each.said.name == "asking-for"]
    words = [each.word for each in tokens.tokens[:_EARLY]]
    named = any(word in lexicon.relatives and before in ("my", "our") for before, word in pairwise(words))
    if not found and not named:
        return False
    others = sum(each.word in _HE | _SHE for each in tokens.tokens)
    is_asked = any(tokens.tokens[each.start].word in _ASKING for each in found)
    return is_asked or (others >= _OFTEN and not _OWN.search(tokens.line))


#: The first words of a text say whom it is about.
_EARLY = 8
_ASKING = frozenset({"asking", "its", "it", "this", "writing", "question", "on", "for"})
#: Somebody else is spoken of at least so often where the text is about them.
_OFTEN = 2


def person(tokens: Tokens, lexicon: Lexicon) -> Person:
    """Return what a text says of the person's age and sex; what it does not say is None."""
    is_another = is_for_another(tokens, lexicon)
    found = tuple(lexicon.people.found(tokens))
    return Person(
        age_years=_age(found, lexicon), sex=_sex(found, tokens, is_another=is_another), is_another=is_another
    )


def _age(found: tuple[Match, ...], lexicon: Lexicon) -> float | None:
    for each in sorted((each for each in found if each.said.name == "age"), key=lambda each: each.start):
        value = number(each.number, lexicon.numbers)
        if value is not None and 0 < value <= OLDEST:
            return float(int(value))
    return None


def _sex(found: tuple[Match, ...], tokens: Tokens, *, is_another: bool) -> KnownSex | None:
    words = [each.word for each in tokens.tokens]
    if is_another:
        named = next((word for word in words if word in _MALE | _FEMALE), "")
        return "male" if named in _MALE else "female" if named in _FEMALE else None
    said = {each.said.name for each in found if each.said.state == "sex"}
    return next((sex for sex in _SEXES if said == {sex}), None)
