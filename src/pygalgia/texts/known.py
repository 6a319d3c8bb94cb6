"""The languages that can be chosen: how each is called by those who speak it, and which way it is read."""

from typing import Literal

from pygalgia.texts.speaking import language

#: BCP 47 tag to the language's own name, in the order in which they are offered.
OWN_NAMES = {"en": "English", "es": "Español", "de": "Deutsch", "fr": "Français", "ar": "العربية"}
_FROM_THE_RIGHT = frozenset({"ar", "fa", "he", "ur"})


def direction(tag: str = "") -> Literal["ltr", "rtl"]:
    """Return the reading direction of a language, by default of the one spoken now.

    Examples:
        >>> direction("ar"), direction("es"), direction()
        ('rtl', 'ltr', 'ltr')
    """
    return "rtl" if (tag or language()).partition("-")[0] in _FROM_THE_RIGHT else "ltr"
