"""One place in a text where a finding is named."""

from dataclasses import dataclass

from pygalgia.own_words.context import Around
from pygalgia.own_words.lexicon import Match


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place in a text where a finding is named.

    Attributes:
        match: The phrase and where it stands.
        around: What is said around it.
        denies: Whether the phrase itself holds a denial, such as "no feeling in my foot".
    """

    match: Match
    around: Around
    denies: bool

    @property
    def finding(self) -> str:
        """The finding's id."""
        return self.match.said.name

    @property
    def span(self) -> tuple[int, int]:
        """First token (included) and end (excluded)."""
        return self.match.start, self.match.end
