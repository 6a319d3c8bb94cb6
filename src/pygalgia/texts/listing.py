"""Several things in one sentence, joined as the language of the moment joins them."""

from collections.abc import Iterable
from typing import Literal

from pygalgia.texts.speaking import language, speaks_english
from pygalgia.texts.written import cldr

Joint = Literal["and", "or", "apart"]
_CLDR: dict[Joint, Literal["standard", "or"]] = {"and": "standard", "or": "or"}
#: Commas of languages that write them otherwise. CLDR has no list without a word before the last.
_COMMAS = {"ar": "، ", "fa": "، ", "ur": "، ", "ja": "、", "zh": "、"}
#: Semicolons, with the space that a language sets before one.
_SEMICOLONS = {"ar": "؛ ", "fa": "؛ ", "ur": "؛ ", "fr": "\u202f; "}
_LAST: dict[Joint, str] = {"and": " and ", "or": " or ", "apart": ", "}


def listed(things: Iterable[str], joint: Joint = "and") -> str:
    """Return things as one phrase: "a, b and c", "a, b or c", or apart from each other, "a, b, c".

    Source:
        CLDR's list patterns, read by Babel; English as this project writes it, no comma before the last;
        a language that CLDR does not know sets things side by side.

    Examples:
        >>> listed(["a", "b", "c"]), listed(["a", "b"], "or"), listed(["a"]), listed([])
        ('a, b and c', 'a or b', 'a', '')
    """
    told = list(things)
    locale = None if speaks_english() else cldr(language())
    if joint in _CLDR and locale is not None and len(told) > 1:
        from babel.lists import format_list

        return format_list(told, style=_CLDR[joint], locale=locale)
    if not speaks_english():
        return _COMMAS.get(language().partition("-")[0], ", ").join(told)
    *before, end = told or [""]
    return f"{', '.join(before)}{_LAST[joint]}{end}" if before else end


def parted(things: Iterable[str]) -> str:
    """Return things that hold commas themselves as one phrase: "a, b; c".

    Examples:
        >>> parted(["a, b", "c"]), parted([])
        ('a, b; c', '')
    """
    return _SEMICOLONS.get(language().partition("-")[0], "; ").join(things)


def colon() -> str:
    """Return what stands between a name and what is said of it: French has a space before it.

    Examples:
        >>> f"leg{colon()}weak"
        'leg: weak'
    """
    return "\u00a0: " if language().partition("-")[0] == "fr" else ": "


def lowered(name: str) -> str:
    """Return a name for the middle of a sentence; abbreviations keep their capitals.

    Other languages than English have rules of their own for capitals: there it stays as it is.

    Examples:
        >>> lowered("Limp"), lowered("MRI of the hip")
        ('limp', 'MRI of the hip')
    """
    if not speaks_english():
        return name
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
