"""What the words around a finding make of it: denied, unsure, imagined, somebody else's, over.

The rules are data (`data/context.yaml`), after ConText: a trigger reaches so many words before or after it,
within its sentence, until a word that ends it; some phrases that look like triggers are none. Added here: how
far a denial goes through a list, and where that is not certain.

Source: Harkema H, Dowling JN, Thornblade T, Chapman WW. ConText: an algorithm for determining negation,
experiencer, and temporal status from clinical reports. J Biomed Inform 2009;42(5):839-851.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from pygalgia.domain.case import GROWN_UP
from pygalgia.own_words.candidate import Person
from pygalgia.own_words.lexicon import Lexicon, Match
from pygalgia.own_words.people import relatives
from pygalgia.own_words.rows import ContextRow
from pygalgia.own_words.tokens import Tokens

_LISTED = frozenset({",", "/", "&", "+"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the words around a place in the text make of it.

    Attributes:
        firm: Whether it is denied by words that deny a whole list, however it is written.
    """

    negated: bool = False
    firm: bool = False
    maybe_negated: bool = False
    uncertain: bool = False
    hypothetical: bool = False
    another: bool = False
    past: bool = False
    gone: bool = False


@dataclass(frozen=True)
class Context:
    """The triggers of a text and how far each reaches."""

    tokens: Tokens
    lexicon: Lexicon
    is_for_another: bool
    told: Person | None = None

    def around(self, start: int, end: int, literal: str = "") -> Around:
        """Return what is said around tokens `start` (included) to `end` (excluded).

        Args:
            start: First token.
            end: Behind the last.
            literal: The regular expression that was found there: a denial within the span that is none of its
                own words stands in a gap, and denies.
        """
        kinds = set[str]()
        for trigger in self._triggers:
            kind = self._effect(trigger, start, end, literal)
            if kind == "negated" and self._is_of_before(trigger, start, end):
                kind = "maybe"
            if kind:
                kinds.add(kind)
            if kind == "negated" and trigger.said.rule is not None and trigger.said.rule.firm:
                kinds.add("firm")
        if self._is_asked(start):
            kinds.add("hypothetical")
        if self._is_anothers(start, end):
            kinds.add("another")
        return Around(
            negated="negated" in kinds,
            firm="firm" in kinds,
            maybe_negated="maybe" in kinds,
            uncertain="uncertain" in kinds,
            hypothetical="hypothetical" in kinds,
            another="another" in kinds,
            past="past" in kinds,
            gone="gone" in kinds,
        )

    def _is_of_before(self, trigger: Match, start: int, end: int) -> bool:
        """Return whether a denial is only of the time before: "never had it numb before" tells it of now."""
        small = self.lexicon.grammar
        last = self.tokens.sentence(start)[1]
        denying = {each.word for each in self.tokens.tokens[trigger.start : trigger.end]}
        behind = {each.word for each in self.tokens.tokens[end : min(last, end + _SOON)]}
        return not small.ever.isdisjoint(denying) and not small.until_now.isdisjoint(behind)

    def is_listed(self, first: int, second: int) -> bool:
        """Return whether words between two places join them, or a word soon after holds a list together."""
        if self._joined[second] > self._joined[min(first, second)]:
            return True
        end = self.tokens.sentence(second)[1]
        ahead = {each.word for each in self.tokens.tokens[second : min(end, second + _SOON)]}
        return bool(self.lexicon.grammar.closing & ahead)

    @cached_property
    def _joined(self) -> tuple[int, ...]:
        """How many words before each place join or deny, counted once: a text may hold one sign 700 times."""
        denying = self.lexicon.grammar.denying
        words = (each.word for each in self.tokens.tokens)
        return tuple(accumulate((self._joins(word) or word in denying for word in words), initial=0))

    def is_broken(self, start: int, end: int, literal: str) -> bool:
        """Return whether a phrase goes over a word that separates two thoughts."""
        return any(
            start < each.start
            and each.end < end
            and f"{self.tokens.tokens[each.start].word}\\ " not in literal
            and f"{self.tokens.tokens[each.start].word} " not in literal
            for each in self._breaks
        )

    @cached_property
    def _all(self) -> tuple[Match, ...]:
        return tuple(self.lexicon.context.found(self.tokens))

    @cached_property
    def _breaks(self) -> tuple[Match, ...]:
        return tuple(each for each in self._all if each.said.state == "breaks")

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        return tuple(sorted(each.start for each in self._all if each.said.state == "ends"))

    @cached_property
    def _triggers(self) -> tuple[Match, ...]:
        """Triggers that are no part of a phrase that only looks like one, nor of a longer trigger."""
        pseudo = [each for each in self._all if each.said.state == "pseudo"]
        found = [each for each in self._all if each.said.state in ("rule", "opinion")]
        return tuple(
            each
            for each in found
            if not any(_is_within(each, other) for other in pseudo)
            and not any(
                _is_within(each, other) and other.end - other.start > each.end - each.start
                for other in found
                if other.said.rule
                and each.said.rule
                and bool(other.said.rule.after) == bool(each.said.rule.after)
            )
        )

    def _effect(self, trigger: Match, start: int, end: int, literal: str) -> str:
        rule = trigger.said.rule
        if rule is None:
            return "another" if trigger.end > start >= trigger.start else ""
        if start < trigger.end and trigger.start < end:
            return self._over(trigger, rule, start, end, literal)
        if rule.after and trigger.end <= start:
            return self._reaches_on(trigger, rule, start)
        is_behind = rule.before and end <= trigger.start and self._reaches_back(trigger, end, rule.before)
        if is_behind and rule.kind == "another" and self._is_of_pain_before(start, end, trigger.start):
            return ""
        if is_behind and rule.kind == "gone" and self._is_over_of_another(end, trigger):
            return ""
        return rule.kind if is_behind else ""

    def _over(self, trigger: Match, rule: ContextRow, start: int, end: int, literal: str) -> str:
        """Return what a trigger makes of a phrase that it stands in, or whose beginning it shares."""
        if rule.after and trigger.start < start and trigger.end <= end:
            # "hadn't had" before "had a cold"; the "not" of "I have not been able to" is the phrase's own.
            shared = {each.word for each in self.tokens.tokens[start : trigger.end]}
            is_own = rule.kind == "negated" and not self.lexicon.grammar.denying.isdisjoint(shared)
            return "" if is_own else rule.kind
        is_within = start < trigger.start and trigger.end <= end
        if not is_within or rule.kind != "negated":
            return ""
        # In a gap of the phrase it denies; one of the phrase's own words it is not.
        word = re.escape(self.tokens.tokens[trigger.start].word)
        if re.search(rf"(?<![a-z]){word} ", literal.replace("\\ ", " ")):
            return ""
        return "maybe" if rule.before else "negated"

    def _reaches_back(self, trigger: Match, end: int, reach: int) -> bool:
        between = self.tokens.tokens[end : trigger.start]
        words = [each.word for each in between]
        same = self.tokens.sentence(end - 1) == self.tokens.sentence(trigger.start) or (
            trigger.said.name == "gone" and not words
        )
        return (
            same
            and len(words) <= reach
            and not any(end < place < trigger.start for place in self._ends)
            and not (len(words) > 1 and words[0] == "," and words[1] in self.lexicon.grammar.myself)
        )

    def _reaches_on(self, trigger: Match, rule: ContextRow, start: int) -> str:
        """Return what a trigger makes of a later place: nothing, its kind, or perhaps a denial."""
        is_near = (
            self.tokens.sentence(start) == self.tokens.sentence(trigger.start)
            and start - trigger.end < rule.after
            and not any(self._ends_before(place, trigger, rule, start) for place in self._ends)
        )
        if not is_near:
            return ""
        words = [each.word for each in self.tokens.tokens[trigger.end : start]]
        own_thought = rule.kind == "negated" and not rule.firm and self._has_subject(words, start)
        if not rule.lists:
            small = self.lexicon.grammar
            is_parted = bool({",", *(small.listing - small.closing)} & set(words))
            return "" if is_parted else "maybe" if own_thought else rule.kind
        kind = self._through_list(rule, words, start)
        return "maybe" if kind == "negated" and own_thought else kind

    def _has_subject(self, words: Sequence[str], start: int) -> bool:
        """Return whether a thought of its own begins before a place: "no cough my foot is numb"."""
        small = self.lexicon.grammar
        through = [*words, self.tokens.tokens[start].word]
        return any(
            word in small.subjects and before not in small.leading and before not in _LISTED
            for before, word in pairwise(through)
        )

    def is_turned_round(self, start: int, *, denies: bool) -> bool:
        """Return whether a denial at a place is denied itself: "I never said I had no fever".

        Args:
            start: The first token of what is denied.
            denies: Whether its own words deny it.
        """
        first, _ = self.tokens.sentence(start)
        words = [each.word for each in self.tokens.tokens[max(first, start - _FAR) : start]]
        parts = [place + 1 for place, word in enumerate(words) if self._joins(word) or word in _MARKS]
        clause = words[max(parts, default=0) :]
        return sum(word in self.lexicon.grammar.reversing for word in clause) + denies > 1

    @staticmethod
    def _ends_before(place: int, trigger: Match, rule: ContextRow, start: int) -> bool:
        """Return whether a word that ends a reach stands before a place, or a denial's: begins it."""
        return trigger.end <= place < start or (rule.kind == "negated" and trigger.end < place == start)

    def _through_list(self, rule: ContextRow, words: Sequence[str], start: int) -> str:
        """Return what a trigger makes of a place that a list may lead to."""
        ahead = [each.word for each in self.tokens.tokens[start : start + 1]]
        breaks = [place for place, word in enumerate(words) if self._joins(word)]
        # "no cold, no fall": each part denies by itself; and a clause of its own is no part of a list.
        denies_itself = bool(self.lexicon.grammar.denying & set(ahead)) and "," in words
        if denies_itself or any(self._begins_clause(rule, [*words, *ahead], place) for place in breaks):
            return ""
        if rule.kind != "negated" or rule.firm or not breaks:
            return rule.kind
        return rule.kind if self._is_closed(start, words) else "maybe"

    def _joins(self, word: str) -> bool:
        return word in _LISTED or word in self.lexicon.grammar.listing

    def _begins_clause(self, rule: ContextRow, words: Sequence[str], place: int) -> bool:
        if words[place] in self.lexicon.grammar.closing and rule.kind == "hypothetical":
            return False
        following = next((word for word in words[place + 1 :] if not self._joins(word)), "")
        return following in self.lexicon.own

    def _is_closed(self, start: int, words: Sequence[str]) -> bool:
        """Return whether "or" or "nor" holds a list together, before the place or soon after it."""
        closing = self.lexicon.grammar.closing
        if closing & set(words):
            return True
        if "," not in words:
            return False
        end = self.tokens.sentence(start)[1]
        later = [each.word for each in self.tokens.tokens[start : min(end, start + _SOON)]]
        for place, word in enumerate(later):
            if word in closing:
                return True
            if word == "," and later[place + 1 : place + 2] and later[place + 1] in self.lexicon.own:
                return False
        return False

    def _is_asked(self, start: int) -> bool:
        """Return whether the clause is a question: it begins with a word that asks and ends with its mark."""
        first, end = self.tokens.sentence(start)
        words = [each.word for each in self.tokens.tokens[first:end]]
        if not words or "?" not in words[-3:]:
            return False
        if "¿" in words:
            return words.index("¿") <= start - first
        small = self.lexicon.grammar
        parts = {",", *small.apart, *(small.listing - small.closing)}
        clause = max((place + 1 for place in range(start - first) if words[place] in parts), default=0)
        return (
            bool(words[clause:])
            and words[clause] in self.lexicon.asks
            and " ".join(words[clause : clause + 2]) not in small.not_asked
        )

    @cached_property
    def _others(self) -> tuple[int, ...]:
        """Where another person becomes the subject."""
        small, words = self.lexicon.grammar, [each.word for each in self.tokens.tokens]
        owners = small.possessive & small.of_others if self.is_for_another else small.possessive
        with_kin = not self.is_for_another and self.told is None
        named = relatives(self.tokens, self.lexicon, owners=owners, with_kin=with_kin)
        if self.told is None:
            return named
        about = {words[place] for place in self._about(named, words)}
        seen = {place for place in named if place + 1 < len(words) and words[place + 1] in small.witnessing}
        return tuple(place for place in named if words[place] not in about and place not in seen)

    @cached_property
    def _own(self) -> frozenset[str]:
        """Words by which a sentence is again of whom the text is about."""
        small = self.lexicon.grammar
        if self.told is not None:
            return small.myself | small.of_others
        return small.of_others if self.is_for_another else small.myself

    def _about(self, named: Sequence[int], words: Sequence[str]) -> Sequence[int]:
        """Return which people named are the one whom somebody was asked about.

        A child is nobody's husband: a parent writes of "my son", and of what "my father" had. Whoever writes
        of a grown-up names that one first.
        """
        small, age = self.lexicon.grammar, self.told.age_years if self.told else None
        ours = [place for place in named if words[place - 1] in small.named_as_theirs]
        if age is None or age >= GROWN_UP:
            return ours[:1]
        return [place for place in ours if words[place] not in small.grown_up]

    def _is_anothers(self, start: int, end: int) -> bool:
        """Return whether a place is of another person: "he pushed me" is of whoever says "me"."""
        first, _ = self.tokens.sentence(start)
        small = self.lexicon.grammar
        own = self._own
        words = [each.word for each in self.tokens.tokens]
        if small.undergoing & set(words[start:end]):
            return False
        for place in self._others:
            between = words[place + 1 : start]
            # "Dad fell": the words of a sign may begin with whom it is of. "The baby stopped moving" is one.
            is_before = place < start or (place == start and words[place] in self.lexicon.kin)
            if first <= place and is_before and len(between) < _NEAR and not own & set(between):
                return not self._is_again_own(place, start, end)
        before = self.tokens.sentence(max(0, first - 1))
        spoke_of_another = any(before[0] <= place < before[1] for place in self._others)
        return (
            spoke_of_another
            and first > 0
            and words[first] in small.begins_with_other
            and not own & set(words[first:start])
        )

    def _is_of_pain_before(self, start: int, end: int, trigger: int) -> bool:
        """Return whether a clause of pain ends before a trigger: "my hip hurts, runs in the family"."""
        words = [each.word for each in self.tokens.tokens]
        marks = [place for place in range(end, trigger) if words[place] in _LISTED]
        clause = words[self.tokens.sentence(start)[0] : marks[0]] if marks else []
        return not self.lexicon.grammar.aching.isdisjoint(clause)

    def _is_over_of_another(self, end: int, trigger: Match) -> bool:
        """Return whether what is over is a thing beside what was named: a pain, or what somebody has.

        "Numb foot, the pain has gone" and "numb since my back went" tell of numbness that is there, and so
        does "no longer able to walk" behind it.
        """
        words = [each.word for each in self.tokens.tokens]
        small = self.lexicon.grammar
        parts = {*_LISTED, *_MARKS, *small.listing, *small.parting}
        last = self.tokens.sentence(trigger.start)[1]
        begins = max((place + 1 for place in range(end, trigger.start) if words[place] in parts), default=end)
        stop = next((place for place in range(trigger.end, last) if words[place] in parts), last)
        subject, behind = words[begins : trigger.start], words[trigger.end : min(stop, trigger.end + _BEHIND)]
        owners = (small.possessive - small.articles) | (small.myself & small.subjects)
        if not (owners | small.aching).isdisjoint(subject) or not small.aching.isdisjoint(behind):
            return True
        is_denied = not small.denying.isdisjoint(words[trigger.start : trigger.end])
        return is_denied and any(word.isalpha() and word not in small.everywhere for word in behind)

    def _is_again_own(self, relative: int, start: int, end: int) -> bool:
        """Return whether a clause behind a relative's is again of whom the text is about.

        "Mum had breast cancer, hip aching" and "mum has bad knees and my bum hurts" tell of the writer's hip.
        """
        words = [each.word for each in self.tokens.tokens]
        joins = [place for place in range(relative + 1, start) if self._joins(words[place])]
        if not joins:
            return False
        last = min(self.tokens.sentence(start)[1], end + _BEHIND)
        stop = next((place for place in range(end, last) if self._joins(words[place])), last)
        small, clause = self.lexicon.grammar, words[joins[-1] + 1 : stop]
        if clause and clause[0] in self._own:
            return True
        return not small.aching.isdisjoint(clause) and small.of_others.isdisjoint(clause)


#: What holds a list together follows so soon.
_SOON = 7
#: Two denials of one thing stand at most so far apart.
_FAR = 10
_MARKS = frozenset(";:()")
#: The pain of what was named is told so soon.
_BEHIND = 4
#: A relative is the subject of at most so many words.
_NEAR = 10


def _is_within(inner: Match, outer: Match) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
