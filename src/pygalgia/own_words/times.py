"""When: how long the pain has lasted, and since when a sign is there and how it goes."""

from dataclasses import dataclass, replace
from functools import cached_property

from pygalgia.domain.timing import COURSES, SignCourse
from pygalgia.own_words.candidate import Time
from pygalgia.own_words.context import Around
from pygalgia.own_words.lexicon import Lexicon, Match
from pygalgia.own_words.people import ages
from pygalgia.own_words.quantities import Quantity, of_weeks, quantity
from pygalgia.own_words.tokens import Tokens

#: A time belongs to a sign at most so many words away.
_NEAR = 7
_TIMES = frozenset({"min", "h", "d", "wk", "mo", "a"})
_DAYS = {"min": 1 / 1440, "h": 1 / 24, "d": 1.0, "wk": 7.0, "mo": 30.4, "a": 365.25}
#: Spans of time that are recent for anything.
_RECENT = frozenset({"today", "two-weeks", "weeks"})
#: A word that says how long ago it was stands at most so many words beside; a year has so many digits.
_BESIDE, _YEAR = 4, 4
_CODES = {"wk": "wk", "mo": "mo", "d": "d"}


@dataclass(frozen=True)
class Times:
    """The times of a text."""

    tokens: Tokens
    lexicon: Lexicon

    def length(self, match: Match) -> Quantity | None:
        """Return the length of time that a phrase holds; None where it holds none."""
        words = self.tokens.line[self.tokens.places[match.start] :]
        written = " ".join(words.split(" ")[: match.end - match.start])
        unit = match.unit or of_weeks(written)
        found = quantity(
            match.number or "1",
            unit,
            numbers=self.lexicon.numbers,
            units={**self.lexicon.units, **_CODES},
            small=self.lexicon.grammar,
        )
        if found is None or found.unit not in _TIMES:
            return None
        return replace(found, value=found.value + 0.5) if self._has_a_half_behind(match) else found

    def _has_a_half_behind(self, match: Match) -> bool:
        """Return whether a half is added behind the unit: "a year and a half"."""
        half = self.lexicon.grammar.and_half.split()
        behind = self.tokens.tokens[match.end : match.end + len(half)]
        return bool(match.unit or match.said.state == "") and [each.word for each in behind] == half

    def is_other(self, match: Match) -> bool:
        """Return whether a length of time is one of something else: an age, a week's rest."""
        return any(each.overlaps(match) for each in self._other)

    def is_within_another(self, match: Match) -> bool:
        """Return whether a span of time is only a part of words about another: "every few weeks"."""
        return any(
            each.start <= match.start
            and match.end <= each.end
            and each.end - each.start > match.end - match.start
            for each in self._other
        )

    def is_age(self, match: Match) -> bool:
        """Return whether what looks like a length of time is somebody's age."""
        return any(each.overlaps(match) for each in self._ages)

    def of(self, start: int, end: int, around: Around) -> Time:
        """Return the time of a sign that stands at tokens `start` (included) to `end` (excluded)."""
        past = True if around.gone else None
        course = None if past else self._course(start, end)
        return Time(since=self._since(start, end), course=course, past=past)

    def days_ago(self, start: int, end: int) -> float | None:
        """Return how many days ago something at tokens `start` to `end` was; None if no number says."""
        since = self._since(start, end)
        if since is None or isinstance(since, str):
            return None
        value, unit = since
        return value * _DAYS[unit]

    def is_recent(self, start: int, end: int) -> bool:
        """Return whether words in or beside a place say that it was a short time ago; a year never does."""
        first, last = self._clause(start, end)
        near = self.tokens.tokens[max(first, start - _BESIDE) : min(last, end + _BESIDE)]
        words = {each.word for each in near}
        if any(word.isdigit() and len(word) == _YEAR for word in words):
            return False
        return self._since(start, end) in _RECENT or not self.lexicon.grammar.recently.isdisjoint(words)

    @cached_property
    def _matches(self) -> tuple[Match, ...]:
        return tuple(self.lexicon.times.found(self.tokens))

    @cached_property
    def _other(self) -> tuple[Match, ...]:
        return tuple(each for each in self._matches if each.said.name == "not")

    @cached_property
    def _ages(self) -> tuple[Match, ...]:
        return ages(self.tokens, self.lexicon)

    def _near(self, state: str, start: int, end: int) -> list[Match]:
        """Return the times of the same clause, the nearest first."""
        first, last = self._clause(start, end)
        near = [
            each
            for each in self._matches
            if each.said.state == state and first <= each.start and each.end <= last
        ]
        near = [each for each in near if each.start <= end + _NEAR and each.end >= start - _NEAR]
        near = [each for each in near if not self._is_the_pains(each, start, end, first)]
        return sorted(near, key=lambda each: min(abs(each.start - end), abs(start - each.end)))

    def _is_the_pains(self, each: Match, start: int, end: int, first: int) -> bool:
        """Return whether a time near a sign is told of a pain that stands before it, in the same clause.

        "Back pain 3 years numb saddle since Monday": the pain is old, and the numbness is not.
        """
        if each.end <= start:
            # A pain has one time: a second one is of what follows.
            taken = max((other.end for other in self._lengths if other.end <= each.start), default=first)
            return any(max(first, taken) <= place < each.start for place in self._painful)
        words = [token.word for token in self.tokens.tokens[end : each.start]]
        small = self.lexicon.grammar
        # "A limp with pain for six days": what a sign comes with has its time.
        return not small.aching.isdisjoint(words) and small.having.isdisjoint(words[:1])

    @cached_property
    def _lengths(self) -> tuple[Match, ...]:
        return tuple(
            each
            for each in self._matches
            if each.said.state == "span" or (each.said.state == "time" and each.said.name in ("bare", "ago"))
        )

    @cached_property
    def _painful(self) -> tuple[int, ...]:
        """Where something hurts, or a place is named."""
        hurts = [each for each in self.lexicon.places.found(self.tokens) if each.said.state == "hurts"]
        return tuple(each.start for each in (*hurts, *self.lexicon.named_places(self.tokens)))

    def _clause(self, start: int, end: int) -> tuple[int, int]:
        first, last = self.tokens.sentence(start)
        words = [each.word for each in self.tokens.tokens]
        parts = _PARTS | self.lexicon.grammar.parting
        begins = max((place + 1 for place in range(first, start) if words[place] in parts), default=first)
        ends = next((place for place in range(end, last) if words[place] in parts), last)
        return begins, ends

    def _since(self, start: int, end: int) -> tuple[float, str] | str | None:
        spans = self._near("span", start, end)
        # What stands directly behind a sign is its time: "fever since yesterday".
        behind = next((each.said.name for each in spans if 0 <= each.start - end <= 1), None)
        for each in self._near("time", start, end):
            found = (
                self.length(each) if each.said.name in ("bare", "ago") and not self.is_other(each) else None
            )
            if found is not None and not found.is_vague and (behind is None or each.start >= end):
                return (found.value, found.unit)
        return behind or (spans[0].said.name if spans else None)

    def _course(self, start: int, end: int) -> SignCourse | None:
        near = self._near("course", start, end)
        return next((name for each in near for name in COURSES if name == each.said.name), None)


_PARTS = frozenset({",", ";", "(", ")"})
