"""Where it hurts: the body regions of a text, with their sides, and places that are said to be well."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from pygalgia.domain.knowledge_base import Region
from pygalgia.own_words.context import Context
from pygalgia.own_words.lexicon import JOINED, Lexicon, Match
from pygalgia.own_words.tokens import Tokens

_NEAR, _BEHIND = 3, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A region that a text names as one that hurts, or as one that does not.

    Attributes:
        base: The region without its side.
        side: `left`, `right`, `both`, or empty where it was not said.
        is_well: Whether it is said not to hurt.
        is_corrected: Whether the side was corrected in the text.
        is_guessed: Whether the side is that of the rest of the text.
    """

    base: str
    side: str
    start: int
    end: int
    is_well: bool = False
    is_corrected: bool = False
    is_guessed: bool = False

    def regions(self, known: Mapping[str, Region]) -> tuple[str, ...]:
        """Return its regions; without a side where it has none there."""
        sides = ("left", "right") if self.side == "both" else (self.side,) if self.side else ()
        found = tuple(f"{self.base}-{side}" for side in sides if f"{self.base}-{side}" in known)
        return found or ((self.base,) if self.base in known else (f"{self.base}-middle",))


@dataclass(frozen=True)
class Places:
    """The places of a text.

    Attributes:
        taken: Spans of findings whose words name a place without saying that it hurts.
    """

    tokens: Tokens
    lexicon: Lexicon
    context: Context
    taken: Sequence[tuple[int, int]]

    def found(self) -> tuple[Place, ...]:
        """Return the places in the order of the text, each with its side."""
        made = [each for match in self._named if (each := self._place(match)) is not None]
        sides = {each.side for each in made if each.side}
        if len(sides) != 1 or "both" in sides:
            return tuple(made)
        (side,) = sides
        return tuple(each if each.side or each.is_well else _guessed(each, side) for each in made)

    @cached_property
    def _matches(self) -> tuple[Match, ...]:
        return tuple(self.lexicon.places.found(self.tokens))

    def _of(self, state: str) -> list[Match]:
        return [each for each in self._matches if each.said.state == state]

    @cached_property
    def _named(self) -> list[Match]:
        """Names of places, the longest where several lie over one another, without figures of speech."""
        figures = self._of("figures")
        plain = self._of("place")
        joined = [each for each in self._of(JOINED) if self._is_joined(each, plain)]
        named = sorted([*plain, *joined], key=lambda each: (each.start - each.end, each.start))
        kept = list[Match]()
        for each in named:
            is_figure = any(other.start <= each.start < other.end for other in figures)
            is_taken = any(each.overlaps(other) for other in kept)
            if not is_figure and not is_taken:
                kept.append(each)
        return sorted(kept, key=lambda each: each.start)

    def _is_joined(self, match: Match, named: Sequence[Match]) -> bool:
        """Return whether a name stands in a list with a place: "back and bum", "hip, back"."""
        small = self.lexicon.grammar
        filling = small.mine | small.possessive | {each.said.phrase.written for each in self._of("side")}
        return any(
            self._is_list(each, match, filling) or self._is_list(match, each, filling) for each in named
        )

    def _is_list(self, first: Match, second: Match, filling: AbstractSet[str]) -> bool:
        between = [each.word for each in self.tokens.tokens[first.end : second.start]]
        joins = self.lexicon.grammar.listing | _JOINING
        marks = [word for word in between if word in joins]
        return bool(marks) and len(between) <= _NEAR and all(word in joins | filling for word in between)

    @cached_property
    def _hurts(self) -> list[Match]:
        return self._of("hurts")

    @cached_property
    def _sides(self) -> list[Match]:
        figures = self._of("figures")
        return [each for each in self._of("side") if not any(each.overlaps(other) for other in figures)]

    def _place(self, match: Match) -> Place | None:
        around = self.context.around(match.start, match.end, match.said.phrase.source)
        if around.another or around.hypothetical:
            return None
        base = match.said.name
        if self._is_fine(match) or around.negated:
            # "No feeling between the legs" denies no pain there.
            is_said = not self._is_taken(match)
            return (
                Place(base=base, side="", start=match.start, end=match.end, is_well=True) if is_said else None
            )
        if self._is_taken(match) or around.maybe_negated or not self._is_sore(match):
            return None
        side, is_corrected = self._side(match)
        return Place(base=base, side=side, start=match.start, end=match.end, is_corrected=is_corrected)

    def _is_taken(self, match: Match) -> bool:
        return any(start <= match.start and match.end <= end for start, end in self.taken)

    def _is_fine(self, match: Match) -> bool:
        return any(
            match.end <= each.start <= match.end + 1
            and self.tokens.sentence(each.start) == self.tokens.sentence(match.start)
            for each in self._of("fine")
        )

    def _is_sore(self, match: Match) -> bool:
        """Return whether the sentence says that something hurts, or names the place as the trouble."""
        first, end = self.tokens.sentence(match.start)
        low, high = self._clause(match) if match.said.name in _FAR else (first, end)
        if any(low <= each.start < high and not self._is_in(each, self.taken) for each in self._hurts):
            return True
        if self._is_reached(match):
            return True
        before = [each.word for each in self.tokens.tokens[max(first, match.start - _NEAR) : match.start + 1]]
        if self.lexicon.grammar.naming & set(before):
            return True
        # Short notes: "Right buttock, about a month now."
        return match.start - first <= 1 and end - first <= _SHORT

    def _is_reached(self, match: Match) -> bool:
        """Return whether something spreads to the place: "into" before it.

        Where its name takes the small words of that with it ("to my heel", "right buttock" after "into"),
        another place has to stand before it.
        """
        spreads = self._of("spreads")
        if any(each.end == match.start for each in spreads):
            return True
        first, _end = self.tokens.sentence(match.start)
        shares = any(each.start <= match.start < each.end <= match.end for each in spreads)
        return shares and any(first <= each.start and each.end <= match.start for each in self._named)

    def _clause(self, match: Match) -> tuple[int, int]:
        """Return the part of the sentence between commas."""
        first, end = self.tokens.sentence(match.start)
        parts = _PARTS | self.lexicon.grammar.apart
        marks = [place for place in range(first, end) if self.tokens.tokens[place].word in parts]
        low = max((place for place in marks if place < match.start), default=first)
        return low, min((place for place in marks if place >= match.end), default=end)

    @staticmethod
    def _is_in(match: Match, spans: Sequence[tuple[int, int]]) -> bool:
        return any(start <= match.start and match.end <= end for start, end in spans)

    def _side(self, match: Match) -> tuple[str, bool]:
        """Return the side of a place, and whether it was corrected."""
        first, end = self.tokens.sentence(match.start)
        words = self.tokens.tokens
        inside = [each for each in self._sides if match.start <= each.start < match.end]
        before = [
            each
            for each in self._sides
            if match.start - _NEAR <= each.start and each.end <= match.start and first <= each.start
        ]
        before = [
            each
            for each in before
            if "," not in [word.word for word in words[each.end : match.start]]
            and not self._belongs_to_another(each, match)
        ]
        after = [
            each
            for each in self._sides
            if match.end <= each.start <= match.end + _BEHIND
            and each.start < end
            and not self._belongs_to_another(each, match)
        ]
        nearest = [*inside[:1], *before[-1:], *after[:1]]
        if not nearest:
            return "", False
        chosen = nearest[0]
        for each in self._of("corrected"):
            later = [side for side in self._sides if each.end <= side.start <= each.end + _NEAR]
            if (
                later
                and chosen.start <= each.start <= chosen.end + _BEHIND + _NEAR
                and later[0].said.name != chosen.said.name
            ):
                return _side(later[0]), True
        return _side(chosen), False

    def _belongs_to_another(self, side: Match, match: Match) -> bool:
        """Return whether another place stands between a side and this one, or takes the side itself."""
        low, high = (side.end, match.start) if side.end <= match.start else (match.end, side.start)
        between = any(low <= other.start and other.end <= high for other in self._named)
        return between or any(
            other is not match
            and (
                other.start <= side.start < other.end or (side.start >= match.end and other.start == side.end)
            )
            for other in self._named
        )


#: Places that are named for many reasons: they hurt where the same part of the sentence says so.
_FAR = frozenset({"foot", "head", "neck", "arm", "shoulder", "chest", "knee", "belly", "leg"})
_PARTS = frozenset({",", ";", "(", ")"})
#: What joins two places.
_JOINING = frozenset({",", "/", "&", "+", "plus", "to"})
#: A note of so many words needs no verb.
_SHORT = 12


def _side(match: Match) -> str:
    return "" if match.said.name == "middle" else match.said.name


def _guessed(each: Place, side: str) -> Place:
    return Place(
        base=each.base,
        side=side,
        start=each.start,
        end=each.end,
        is_corrected=each.is_corrected,
        is_guessed=True,
    )
