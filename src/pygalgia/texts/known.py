"""The languages that can be spoken: how each is called by those who speak it, and which way it is read."""

from functools import cache
from typing import Literal

from pygalgia.texts.catalogues import languages
from pygalgia.texts.speaking import ENGLISH, language
from pygalgia.texts.written import cldr


@cache
def offered() -> tuple[str, ...]:
    """Return the BCP 47 tags of all languages that can be chosen, English first.

    A folder that is named after no language that CLDR knows has no plural forms, and is not offered.
    """
    return (ENGLISH, *(tag for tag in languages() if tag in _SHIPPED or cldr(tag) is not None))


#: What CLDR says of the languages that ship: asking it loads all that it knows of each, eight megabytes.
_SHIPPED: dict[str, tuple[str, Literal["ltr", "rtl"]]] = {
    "en": ("English", "ltr"),
    "de": ("Deutsch", "ltr"),
    "es": ("Español", "ltr"),
    "fr": ("Français", "ltr"),
    "ar": ("العربية", "rtl"),
}


@cache
def own_name(tag: str) -> str:
    """Return how a language is called by those who speak it; its tag where CLDR does not know.

    Source:
        CLDR.

    Examples:
        >>> own_name("en"), own_name("es"), own_name("ar"), own_name("pt-BR")
        ('English', 'Español', 'العربية', 'Português (Brasil)')
    """
    return _SHIPPED[tag][0] if tag in _SHIPPED else name_in_cldr(tag)


def name_in_cldr(tag: str) -> str:
    """Return the same as CLDR has it."""
    known = cldr(tag)
    name = None if known is None else known.get_display_name()
    return tag if name is None else name[:1].upper() + name[1:]


def own_names() -> dict[str, str]:
    """Return the languages that can be chosen, each with its own name, in the order of `offered`."""
    return {tag: own_name(tag) for tag in offered()}


def direction(tag: str = "") -> Literal["ltr", "rtl"]:
    """Return the reading direction of a language, by default of the one spoken now.

    Examples:
        >>> direction("ar"), direction("es"), direction()
        ('rtl', 'ltr', 'ltr')
    """
    return _direction(tag or language())


@cache
def _direction(asked: str) -> Literal["ltr", "rtl"]:
    return _SHIPPED[asked][1] if asked in _SHIPPED else direction_in_cldr(asked)


def direction_in_cldr(tag: str) -> Literal["ltr", "rtl"]:
    """Return the same as CLDR has it."""
    known = cldr(tag)
    return "rtl" if known is not None and known.character_order == "right-to-left" else "ltr"


def isolated(sign: str) -> str:
    """Return signs and digits that are read from the left, kept so where the language is read from the right.

    Examples:
        >>> isolated("<1%")
        '<1%'
    """
    return sign if direction() == "ltr" else f"\u2066{sign}\u2069"
