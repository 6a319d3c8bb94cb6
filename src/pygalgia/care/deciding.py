"""The conditions of our sentences, decided where the answers decide them.

"Go to the emergency department if you have a fever" tells somebody with a fever to go, and is not there for
somebody who has none. An "if" is left only for what is unknown, and for what may still come: "if you get a
fever" stays for somebody who has none today.

Conditions are taken apart in English. In another language the same English decides whether a condition holds,
and what is said is the whole translated condition or nothing: no sentence is cut.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from pygalgia.domain.care_rules import Sign
from pygalgia.domain.red_flag import Criterion
from pygalgia.frozen import Frozen
from pygalgia.lazy import cached_property
from pygalgia.texts import english, speaks_english

#: Whether a test holds for a case: True, False, or None while it is undecided.
Meets = Callable[[Criterion], bool | None]
#: Conditions kept apart at once: more than there are in the knowledge.
_MOST_KEPT = 10_000

#: What stands before a sign in an alternative, and says nothing about which one it is.
_LEAD = re.compile(
    r"^(?:there (?:is|was) |you (?:also )?(?:(?:have|get|are|feel|go) )?|the |an? |any |your |with )+",
    re.IGNORECASE,
)
#: Verbs of what may still come: a denial today does not settle it.
_LATER = re.compile(
    r"\b(?:get|gets|go|goes|turn|turns|grow|grows|become|becomes|change|changes|comes?|spreads?|swells?|races"
    r"|appears?|longer|drops)\b",
    re.IGNORECASE,
)
#: An alternative that brings its own subject does not share the verb of the one before it.
_SUBJECT = re.compile(r"^(?:you|the|your|it|there|no|an?) ", re.IGNORECASE)
#: An alternative that brings its own verb shares no more than the "you" of the one before it.
_VERB = re.compile(r"^(?:cannot|can|do|does|feel|get|go|have|lose|sweat|vomit|faint)\b", re.IGNORECASE)
_BETWEEN = re.compile(r",\s+or\s+(?:if\s+)?|,\s+(?:if\s+)?|\s+or\s+(?:if\s+)?")
_SENTENCE = re.compile(r"(?<=[.!])\s+")
_CLAUSE = re.compile(r";\s+")
_IF = re.compile(r"^(?P<deed>.+?),?(?<!even)(?<!as) if (?P<condition>.+)$")


class Decided(Frozen):
    """A condition after the answers.

    Attributes:
        because: What of it is there, as it stands after "because of"; any of it makes the condition hold.
        open: What of it is not decided, in the words of the condition; empty where nothing.
        changed: Whether the answers decided any part of it.
    """

    because: tuple[str, ...]
    open: str
    changed: bool = False

    @property
    def holds(self) -> bool | None:
        """Whether it holds: True, False, or None while it is undecided."""
        return True if self.because else None if self.open else False


class Alternative(Frozen):
    """One of the alternatives of a condition.

    Attributes:
        later: Whether it may still come; None where it says what the one before it says.
        sign: What decides it, or None where no answer does.
    """

    text: str
    later: bool | None
    sign: Sign | None


@dataclass(frozen=True)
class Sentences:
    """The conditions of our sentences, each taken apart once; safe to share between threads."""

    signs: tuple[Sign, ...]
    _kept: dict[str, tuple[Alternative, ...]] = field(default_factory=dict, repr=False, compare=False)

    def alternatives(self, text: str) -> tuple[Alternative, ...]:
        """Return the alternatives of a condition."""
        known = self._kept.get(text)
        if known is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            known = self._kept[text] = tuple(map(self._alternative, self._apart(text)))
        return known

    def sign(self, alternative: str) -> Sign | None:
        """Return the sign that an alternative names, or None where no answer decides it."""
        return self._by_words.get(_core(alternative))

    def _alternative(self, text: str) -> Alternative:
        may_come = bool(_LATER.search(text))
        return Alternative(
            text=text, later=may_come if may_come or _SUBJECT.match(text) else None, sign=self.sign(text)
        )

    def _apart(self, text: str) -> Iterator[str]:
        """Yield the alternatives of a condition; signs whose own words hold an "or" are not torn apart."""
        whole = {f"\x00{place}\x00": phrase for place, phrase in enumerate(self._whole_phrases)}
        for mark, phrase in whole.items():
            text = re.sub(rf"\b{re.escape(phrase)}\b", mark, text)
        for part in _BETWEEN.split(text):
            for mark, phrase in whole.items():
                part = part.replace(mark, phrase)  # noqa: PLW2901 - the marks stand for these words
            if part.strip():
                yield part.strip()

    @cached_property
    def _by_words(self) -> dict[str, Sign]:
        return {_core(words): sign for sign in self.signs for words in sign.words}

    @cached_property
    def _whole_phrases(self) -> list[str]:
        words = [each for sign in self.signs for each in sign.words if _BETWEEN.search(each)]
        return sorted(words, key=len, reverse=True)


@dataclass(frozen=True)
class Deciding:
    """Decides the conditions of sentences for one case.

    Attributes:
        sentences: The conditions, taken apart.
        meets: Returns whether a test holds for the case: True, False, or None while it is undecided.
    """

    sentences: Sentences
    meets: Meets

    def condition(self, text: str) -> Decided:
        """Return a condition ("there is fever, weight loss or a lump") after the answers."""
        if speaks_english():
            return self._condition(text)
        decided = self._condition(english(text))
        # What is left cannot be cut out of a translation: while any of it is open, all of it is told.
        return replace(decided, open=text) if decided.open else decided

    def _condition(self, text: str) -> Decided:
        because: list[str] = []
        left: list[str] = []
        later, dropped = False, ""
        for each in self.sentences.alternatives(text):
            later = later if each.later is None else each.later
            state = None if each.sign is None else self._state(each.sign)
            if state is True and each.sign is not None:
                because.append(each.sign.said)
            elif state is False and not later:
                dropped = dropped or each.text
            else:
                left.append(_with_lead(each.text, dropped) if dropped and not left else each.text)
        if not (because or dropped):
            return Decided(because=(), open=text)
        return Decided(because=tuple(dict.fromkeys(because)), open=_joined(left), changed=True)

    def advice(self, text: str) -> str:
        """Return sentences of advice with their conditions decided; what does not hold is left out.

        In other languages than English the advice stays whole, its conditions with it.
        """
        if not speaks_english():
            return text
        said = (self._sentence(each, clauses) for each, clauses in _taken_apart(text))
        return " ".join(each for each in said if each)

    def _sentence(self, text: str, clauses: "tuple[_Clause, ...]") -> str:
        if not clauses:
            return text
        kept = [said for clause in clauses if (said := self._clause(clause))]
        if not kept:
            return ""
        whole = "; ".join(kept)
        return whole[0].upper() + whole[1:] + "."

    def _clause(self, clause: "_Clause") -> str:
        if not clause.condition:
            return clause.text
        deed, decided = clause.deed, self.condition(clause.condition)
        if not decided.changed:
            return clause.text
        if decided.because:
            return f"{deed}, because of {_joined(decided.because, last=' and ')}"
        return f"{deed} if {decided.open}" if decided.open else ""

    def _state(self, sign: Sign) -> bool | None:
        if sign.usual is not None and self.meets(sign.usual) is True:
            return False
        there = None if sign.when is None else self.meets(sign.when)
        if there is None and sign.denied is not None:
            return False if self.meets(sign.denied) is True else None
        return there


class _Clause(Frozen):
    """A part of a sentence; without an "if" of its own its condition is empty."""

    text: str
    deed: str = ""
    condition: str = ""


@lru_cache(maxsize=1024)
def _taken_apart(text: str) -> tuple[tuple[str, tuple[_Clause, ...]], ...]:
    """Return the sentences of an advice, each with its clauses; of one without any "if", none."""
    return tuple((each, tuple(_clauses(each))) for each in _SENTENCE.split(text))


def _clauses(sentence: str) -> Iterator[_Clause]:
    if " if " not in sentence:
        return
    for text in _CLAUSE.split(sentence.rstrip(".")):
        found = _IF.match(text)
        yield _Clause(text=text, **({} if found is None else found.groupdict()))


def _core(alternative: str) -> str:
    return _LEAD.sub("", alternative.strip(" .")).lower()


def _with_lead(alternative: str, dropped: str) -> str:
    """Return an alternative with the beginning that it shared with the one left out before it."""
    lead = re.match(r"^(?:there (?:is|was) (?:any )?|you (?:have|get|are|feel|go) )", dropped)
    if lead is None or _SUBJECT.match(alternative):
        return alternative
    shared = "you " if lead[0].startswith("you ") and _VERB.match(alternative) else lead[0]
    return shared + alternative


def _joined(parts: Iterable[str], *, last: str = " or ") -> str:
    *before, end = list(parts) or [""]
    return f"{', '.join(before)}{last}{end}" if before else end
