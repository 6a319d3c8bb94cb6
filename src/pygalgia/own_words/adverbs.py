"""Whose a time adverb is: "tired all the time" and "always on my feet" say nothing of how the pain goes.

It is the pain's unless its clause is about what the person does and names no pain, or the adverb stands
directly beside a sign that has a time of its own.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from pygalgia.domain.finding import Finding
from pygalgia.own_words.lexicon import Lexicon
from pygalgia.own_words.mention import Mention
from pygalgia.own_words.tokens import Tokens

#: Topics of signs whose own time is told beside them.
TIMED = frozenset({"neuro", "general", "skin", "lumps", "urinary", "danger-signs", "daily-life", "child"})
#: What is told by an adverb alone, with the states of which that is so; none means all.
_ADVERBS = {"constancy": frozenset[str](), "course": frozenset({"comes-and-goes"})}
_MARKS = frozenset(",;:()")
#: Topics of what was before: a time beside them is theirs.
BEFORE = frozenset({"history", "history-risks", "medicines"})
#: Topics of which a time in the same clause is, where it tells no pain.
_OWN_TIMES = (TIMED - {"skin", "lumps", "child", "daily-life", "danger-signs"}) | BEFORE
#: Topics that tell of the pain: a time in their clause is its.
_OF_PAIN = frozenset({"site", "course", "character", "rhythm", "provocation", "provocation-movement",
                      "injury", "skin", "lumps", "child", "daily-life"})  # fmt: skip
#: How long it has lasted and how it began: no thing of which a time could be.
_TIMES = frozenset({"duration", "onset"})
_ON_THE_SKIN = frozenset({"skin", "lumps"})
#: Topics of how the pain began: a time beside them is its own.
_BEGINNINGS = frozenset({"injury", "skin", "lumps", "child"})


@dataclass(frozen=True)
class Adverbs:
    """The time adverbs of a text.

    Attributes:
        mentions: Everything that the text names.
    """

    tokens: Tokens
    lexicon: Lexicon
    mentions: Sequence[Mention]
    findings: Mapping[str, Finding]

    def is_elsewhere(self, each: Mention) -> bool:
        """Return whether a mention is a time adverb that belongs to something other than the pain."""
        states = _ADVERBS.get(each.finding)
        if states is None or (states and each.match.said.state not in states):
            return False
        first, end = self._clause(each)
        if self._names_pain(first, end):
            return False
        return self._is_beside_a_sign(each) or self._is_of_doing(each, first)

    def is_time_elsewhere(self, each: Mention, *, is_of_years: bool) -> bool:
        """Return whether a length of time stands in a clause that tells no pain, and tells another thing.

        "A numb foot for a week", "ten years ago I had my hip replaced", "I have been a nurse for twenty
        years": only where the text tells the pain elsewhere, and never where the clause tells how it began.

        Args:
            each: Where the time stands.
            is_of_years: Whether it is one of years: so long people are or do what they are and do.
        """
        first, end = self._clause(each)
        small = self.lexicon.grammar
        words = self._words[first:end]
        # "Had my prostate done four years back"; "since the operation" is when the pain began.
        if not small.treating.isdisjoint(words) and (small.trouble | small.starting).isdisjoint(words):
            return True
        if self._is_noticed_later(first, end):
            return True
        is_of_pain = any(first <= place < end for place in self._painful)
        if not self._painful or is_of_pain or not small.trouble.isdisjoint(words):
            return False
        if is_of_years and self._is_of_doing(each, first):
            return True
        inside = [other for other in self.mentions if first <= other.match.start and other.match.end <= end]
        # "For a month my foot is numb": what a sentence begins with is the time of all of it.
        begins = first == self.tokens.sentence(each.match.start)[0]
        topics = {
            topic
            for other in inside
            if (topic := self.findings[other.finding].topic) not in TIMED
            or not begins
            or other.match.start < each.match.start
        }
        if topics & _OWN_TIMES:
            return not topics & _BEGINNINGS
        return self._is_of_another_thing(each, first, end)

    def is_of_pain(self, each: Mention) -> bool:
        """Return whether a length of time stands in a clause that names pain."""
        first, end = self._clause(each)
        return any(first <= place < end for place in self._painful)

    def is_of_a_sign(self, each: Mention) -> bool:
        """Return whether a length of time stands beside a sign alone: "numb since Monday", "woke today and".

        A clause of a time alone is of what its sentence tells next.
        """
        first, end = self._clause(each)
        last = self.tokens.sentence(each.match.start)[1]
        told = [
            other
            for other in sorted(self.mentions, key=lambda other: other.match.start)
            if first <= other.match.start < last and other.finding not in _TIMES
        ]
        if not told:
            return False
        ends = max(end, self._clause(told[0])[1])
        is_told = any(
            other.match.start < ends and self.findings[other.finding].topic in TIMED for other in told
        )
        return is_told and not any(first <= place < ends for place in self._painful)

    def _is_of_another_thing(self, each: Mention, first: int, end: int) -> bool:
        """Return whether a clause names a thing that is neither the pain nor its place: "my period is late".

        A clause of small words alone, such as "for three weeks now", is the pain's.
        """
        if any(first <= place < end for place in self._places) or self._begins_the_telling(each):
            return False
        inside = [other for other in self.mentions if first <= other.match.start and other.match.end <= end]
        if any(
            self.findings[other.finding].topic in _OF_PAIN and other.finding != each.finding
            for other in inside
        ):
            return False
        start, behind = each.span
        rest = [*self._words[first:start], *self._words[behind:end]]
        return any(word.isalpha() and word not in self._small for word in rest)

    def _begins_the_telling(self, each: Mention) -> bool:
        """Return whether a time opens a sentence that tells of pain or a sign further on.

        "Three weeks ago I bent down and something in my back let go": it is the time of all of it.
        """
        first, end = self.tokens.sentence(each.match.start)
        if set(self._words[first : each.match.start]) - self._small:
            return False
        told = [
            other.match.start
            for other in self.mentions
            if other.finding != each.finding and self.findings[other.finding].topic in _OF_PAIN | TIMED
        ]
        return any(first <= place < end for place in (*self._painful, *self._places, *told))

    def _is_noticed_later(self, first: int, end: int) -> bool:
        """Return whether a clause tells when something on the skin was seen, and pain was told before it."""
        if self.lexicon.grammar.noticing.isdisjoint(self._words[first:end]):
            return False
        skin = any(
            first <= other.match.start < end and self.findings[other.finding].topic in _ON_THE_SKIN
            for other in self.mentions
        )
        return skin and any(place < first for place in self._painful)

    @cached_property
    def _small(self) -> AbstractSet[str]:
        """Words that name nothing: those that texts are full of, and those of times."""
        words, small = self.lexicon, self.lexicon.grammar
        return {
            *words.common, *words.numbers, *words.units, *small.everywhere, *small.tying, *small.starting,
            *small.recently, *small.having, *small.vague, *small.filling, *small.noticing, *small.doing,
        }  # fmt: skip

    def _clause(self, each: Mention) -> tuple[int, int]:
        first, last = self.tokens.sentence(each.match.start)
        words = self._words
        small = self.lexicon.grammar
        parts = _MARKS | small.parting | small.listing
        start, end = each.span
        begins = max((place + 1 for place in range(first, start) if words[place] in parts), default=first)
        return begins, next((place for place in range(end, last) if words[place] in parts), last)

    def _is_beside_a_sign(self, each: Mention) -> bool:
        return any(
            other.match.start <= each.match.end and each.match.start <= other.match.end
            for other in self._signs
        )

    def _is_of_doing(self, each: Mention, first: int) -> bool:
        before = self._words[first : each.match.start]
        small = self.lexicon.grammar
        if not before or before[-1] in small.having:
            return False
        return not small.doing.isdisjoint(before) or (
            not small.mine.isdisjoint(before)
            and not any(first <= place < each.match.start for place in self._places)
        )

    def _names_pain(self, first: int, end: int) -> bool:
        if not self.lexicon.grammar.pain_itself.isdisjoint(self._words[first:end]):
            return True
        return any(first <= place < end for place in self._painful)

    @cached_property
    def _words(self) -> list[str]:
        return [each.word for each in self.tokens.tokens]

    @cached_property
    def _places(self) -> list[int]:
        return [each.start for each in self.lexicon.named_places(self.tokens)]

    @cached_property
    def _signs(self) -> list[Mention]:
        return [each for each in self.mentions if self.findings[each.finding].topic in TIMED]

    @cached_property
    def _painful(self) -> list[int]:
        """Where something hurts, but for the words of signs: a numb foot is no pain."""
        return [
            each.start
            for each in self.lexicon.places.found(self.tokens)
            if each.said.state == "hurts"
            and not any(other.match.start <= each.start < other.match.end for other in self._signs)
        ]
