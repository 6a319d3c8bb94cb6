"""Where a phrase goes on into what another clause says: "a numb toe and my bum is sore" numbs no bum."""

from dataclasses import dataclass
from functools import cached_property

from pygalgia.own_words.lexicon import Lexicon, Match
from pygalgia.own_words.tokens import Tokens

_MARKS = frozenset(",;")
#: A place that stands behind a mark has at most so many words.
_LONGEST = 5
#: The pain of a place is told at most so many words behind it.
_BEHIND = 4


@dataclass(frozen=True)
class Clauses:
    """The clauses of a text, as far as one begins within a phrase."""

    tokens: Tokens
    lexicon: Lexicon

    def runs_over(self, match: Match) -> bool:
        """Return whether the last place of a phrase is where the next clause says that it hurts.

        So it is where a mark, or a word that joins, stands before the place with nothing but its article, and
        pain directly behind it; or where the pain stands before the place and the sign has one of its own.
        """
        joins = self.lexicon.grammar.listing | _MARKS
        marks = [each for each in range(match.start + 1, match.end - 1) if self._words[each] in joins]
        if not marks or match.said.state == "":
            return False
        if match.said.is_act and self._leaves_the_act(match):
            return True
        begins = marks[-1] + 1
        last = self._place(begins, match.end)
        if last is None:
            return False
        has_own = self._place(match.start, marks[-1]) is not None
        return self._is_told_behind(begins, last, match.end, has_own=has_own) or (
            (has_own and self._words[begins] in self._pains)
            or (
                self._words[begins] in self.lexicon.grammar.myself
                and not self._pains.isdisjoint(self._words[begins : match.end])
            )
        )

    def _leaves_the_act(self, match: Match) -> bool:
        """Return whether what somebody does, and what it brings, stand in two clauses.

        "Fine, still hurts to sit" is no sitting that is fine, and "won't run, says his knee hurts" no pain of
        running; "when I sit, it hurts" is.
        """
        commas = [each for each in range(match.start + 1, match.end - 1) if self._words[each] in _MARKS]
        if not commas:
            return False
        small = self.lexicon.grammar
        following = self._words[commas[0] + 1]
        return match.said.state == "absent" or following in small.telling

    def _is_told_behind(self, begins: int, last: Match, end: int, *, has_own: bool) -> bool:
        small = self.lexicon.grammar
        is_named = self._words[begins] in small.mine | small.possessive
        if last.end < end or end - begins > _LONGEST or not (is_named or has_own):
            return False
        stop = self.tokens.sentence(begins)[1]
        behind = self._words[end : min(stop, end + _BEHIND)]
        cut = next(
            (place for place, word in enumerate(behind) if word in small.listing | _MARKS), len(behind)
        )
        return not self._pains.isdisjoint(behind[:cut])

    def _place(self, start: int, end: int) -> Match | None:
        """Return the last place that is named between two tokens."""
        inside = [each for each in self._places if start <= each.start and each.end <= end]
        return max(inside, key=lambda each: (each.end, each.end - each.start), default=None)

    @cached_property
    def _words(self) -> list[str]:
        return [each.word for each in self.tokens.tokens]

    @cached_property
    def _places(self) -> list[Match]:
        return self.lexicon.named_places(self.tokens)

    @cached_property
    def _pains(self) -> frozenset[str]:
        """Words of pain in this text, but for the signs that a phrase may be of itself."""
        return self.lexicon.grammar.aching & frozenset(self._words)
