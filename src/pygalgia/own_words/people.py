"""Whom a text is about: the one who writes or another, how old, of which sex."""

from collections.abc import Container, Sequence
from itertools import pairwise

from pygalgia.domain.case import KnownSex
from pygalgia.own_words.candidate import Person
from pygalgia.own_words.lexicon import BARE_AGE, NOT_KIN, Lexicon, Match
from pygalgia.own_words.quantities import number
from pygalgia.own_words.tokens import Tokens

OLDEST = 110
_SEXES: tuple[KnownSex, ...] = ("female", "male")


def is_for_another(tokens: Tokens, lexicon: Lexicon, *, is_said: bool | None = None) -> bool:
    """Return whether somebody writes for another: a relative is named as the one it is about.

    Args:
        tokens: The text.
        lexicon: Its language.
        is_said: Whether whoever writes has said that it is for another; None where nobody asked them.
    """
    if is_said:
        return True
    small, people = lexicon.grammar, tuple(lexicon.people.found(tokens))
    found = [each for each in people if each.said.name == "asking-for"]
    words = [each.word for each in tokens.tokens[:_EARLY]]
    named = any(word in lexicon.relatives and before in small.mine for before, word in pairwise(words))
    # "Dad cries out when we wash him": of somebody who has said that the pain is theirs it is an aside.
    named = named or (is_said is None and bool(words) and words[0] in lexicon.kin)
    if not found and not named:
        return is_said is None and _is_of_a_third(tokens, lexicon)
    if any(tokens.tokens[each.start].word in small.asking_starts for each in found):
        return True
    every = [each.word for each in tokens.tokens]
    if any(
        each.said.name == "own-pain" and not _is_a_relative(every, each.start + 1, lexicon) for each in people
    ):
        return False
    others = sum(each.word in small.of_others for each in tokens.tokens)
    return others >= _OFTEN or _is_all_of_another(tokens, lexicon)


def relatives(tokens: Tokens, lexicon: Lexicon, *, owners: Container[str], with_kin: bool) -> tuple[int, ...]:
    """Return where a text speaks of a relative of whom it is about: "my sister", "mum had a new hip".

    Args:
        tokens: The text.
        lexicon: Its language.
        owners: Words before a relative that say whose they are.
        with_kin: Whether those count too who are named without such a word.
    """
    none = [each for each in lexicon.people.found(tokens) if each.said.name == NOT_KIN]
    words = ["", *(each.word for each in tokens.tokens)]
    return tuple(
        place
        for place, (before, word) in enumerate(pairwise(words))
        if ((word in lexicon.relatives and before in owners) or (with_kin and word in lexicon.kin))
        and not any(each.start <= place < each.end for each in none)
    )


def _is_of_a_third(tokens: Tokens, lexicon: Lexicon) -> bool:
    """Return whether a text begins with another and never names its writer: "she is 82, her hip hurts"."""
    words = [each.word for each in tokens.tokens]
    small = lexicon.grammar
    return (
        bool(words)
        and words[0] in small.begins_with_other
        and len(words) >= _STORY
        and small.myself.isdisjoint(words)
    )


def _is_all_of_another(tokens: Tokens, lexicon: Lexicon) -> bool:
    """Return whether a relative is the first subject and has the trouble, and no "I" or "me" is named."""
    small = lexicon.grammar
    words = [each.word for each in tokens.tokens]
    subject = next(
        (place for place in range(1, min(len(words), _EARLY)) if _is_a_relative(words, place, lexicon)), None
    )
    if subject is None or subject > _FIRST or len(words) < _STORY:
        return False
    rest = [word for place, word in enumerate(words) if place != subject - 1]
    first, end = tokens.sentence(subject)
    hurts = any(first <= each.start < end for each in lexicon.named_places(tokens))
    aches = not small.aching.isdisjoint(words[first:end])
    return hurts and aches and small.myself.isdisjoint(rest)


def _is_a_relative(words: Sequence[str], place: int, lexicon: Lexicon) -> bool:
    return (
        place < len(words) and words[place] in lexicon.relatives and words[place - 1] in lexicon.grammar.mine
    )


#: A relative who is the subject stands this early, and one adjective before.
_FIRST = 2
#: A text of fewer words may be an aside: "my father had a numb foot".
_STORY = 12
#: The first words of a text say whom it is about.
_EARLY = 8
#: Somebody else is spoken of at least so often where the text is about them.
_OFTEN = 2


def person(tokens: Tokens, lexicon: Lexicon, *, is_another: bool) -> Person:
    """Return what a text says of the person's age and sex; what it does not say is None."""
    found = tuple(lexicon.people.found(tokens))
    return Person(
        age_years=_age(ages(tokens, lexicon), lexicon),
        sex=_sex(found, tokens, lexicon, is_another=is_another),
        is_another=is_another,
    )


def ages(tokens: Tokens, lexicon: Lexicon) -> tuple[Match, ...]:
    """Return where a text tells an age, of whomever; a number with another unit is none: "30 weeks"."""
    found = [each for each in lexicon.people.found(tokens) if each.said.name in ("age", BARE_AGE)]
    return tuple(each for each in found if _is_age(each, tokens, lexicon))


def _is_age(each: Match, tokens: Tokens, lexicon: Lexicon) -> bool:
    behind = tokens.tokens[each.end].word if each.end < len(tokens.tokens) else ""
    if each.said.name == "age":
        return lexicon.units.get(behind, "a") == "a"
    is_other = behind in lexicon.units or behind in lexicon.not_age
    return not is_other and each.number.isdecimal() and _YOUNGEST <= int(each.number) <= _ELDEST


#: A number below or above is no age unless a word says so: "101 F" is a fever.
_YOUNGEST, _ELDEST = 10, 92


def _age(found: tuple[Match, ...], lexicon: Lexicon) -> float | None:
    for each in sorted(found, key=lambda each: each.start):
        value = number(each.number, lexicon.numbers, lexicon.grammar)
        if value is not None and 0 < value <= OLDEST:
            return float(int(value))
    return None


def _sex(found: tuple[Match, ...], tokens: Tokens, lexicon: Lexicon, *, is_another: bool) -> KnownSex | None:
    words = [each.word for each in tokens.tokens]
    if is_another:
        small = lexicon.grammar
        sexed = small.male | small.female
        # Who is named comes before a pronoun, which may be of anybody.
        named = next((word for word in words if word in sexed - small.of_others), "")
        named = named or next((word for word in words if word in sexed), "")
        return "male" if named in small.male else "female" if named in small.female else None
    said = {each.said.name for each in found if each.said.state == "sex"}
    return next((sex for sex in _SEXES if said == {sex}), None)
