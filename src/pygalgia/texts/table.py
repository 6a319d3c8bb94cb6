"""A table of words that is read in the language of the moment."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from pygalgia.texts.speaking import _

Key = TypeVar("Key")


class Words(Mapping[Key, str]):
    """Words by key, kept in English (marked by `later`), each said in the language spoken when it is read.

    Examples:
        >>> from pygalgia.texts import later, using
        >>> sides = Words({"l": later("left"), "none": ""})
        >>> with using("en-XA"):
        ...     sides["l"], sides["none"], sides.get("m", "m")
        ('[léft~]', '', 'm')
    """

    def __init__(self, english: Mapping[Key, str]) -> None:
        """Take the words as the code has them."""
        self.english = english

    def __getitem__(self, key: Key) -> str:
        """Return the word in the language spoken now; an empty one stays empty."""
        word = self.english[key]
        return _(word) if word else word

    def __iter__(self) -> Iterator[Key]:
        """Yield the keys, in their order."""
        return iter(self.english)

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self.english)
