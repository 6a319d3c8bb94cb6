"""Which of the languages that can be spoken suits what somebody wants (BCP 47)."""

from collections.abc import Iterable, Sequence
from contextlib import suppress

#: Languages in one header that are looked at.
_MOST = 30


def in_order(accepted: str) -> list[str]:
    """Return the languages of an `Accept-Language` header, the most wanted first; those refused are left out.

    Source:
        RFC 9110, 12.5.4. What cannot be read in it is passed over.

    Examples:
        >>> in_order("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.95, *;q=0.5, it;q=0")
        ['fr-CH', 'de', 'fr', 'en', '*']
    """
    wanted = []
    for place, part in enumerate(accepted.split(",")[:_MOST]):
        tag, _, given = part.strip().partition(";")
        quality = _quality(given.strip())
        if tag.strip() and quality > 0:
            wanted.append((-quality, place, tag.strip()))
    return [tag for _, _, tag in sorted(wanted)]


def best(wanted: Iterable[str], known: Sequence[str]) -> str | None:
    """Return the first known language that is wanted: itself, or else the one that it is a kind of.

    Whoever takes any language is given none here.

    Examples:
        >>> best(["pt", "es-MX", "en"], ["en", "es"]), best(["zh"], ["en"]), best(["*"], ["en"])
        ('es', None, None)
    """
    spelt = {each.casefold(): each for each in known}
    for tag in wanted:
        parts = tag.replace("_", "-").casefold().split("-")
        for end in range(len(parts), 0, -1):
            found = spelt.get("-".join(parts[:end]))
            if found is not None:
                return found
    return None


def _quality(given: str) -> float:
    """Return how much a language is wanted, 0 to 1; what is no number counts as not wanted."""
    if not given:
        return 1.0
    name, _, value = given.partition("=")
    if name.strip().casefold() == "q":
        with suppress(ValueError):
            quality = float(value)
            return quality if 0 <= quality <= 1 else 0.0
    return 0.0
