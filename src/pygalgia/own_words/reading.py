"""Read a text: what it seems to say, each with its words, as candidates for the person to confirm."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pygalgia.domain.case import GROWN_UP
from pygalgia.domain.finding import ABSENT, NOTHING, PRESENT, Finding
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.errors import CaseError, Problem
from pygalgia.own_words.adverbs import TIMED
from pygalgia.own_words.candidate import Candidate, Doubt, Person, Reading, Time
from pygalgia.own_words.context import Context
from pygalgia.own_words.durations import duration
from pygalgia.own_words.language import complaints, language_of
from pygalgia.own_words.lexicon import ASKED, Lexicon
from pygalgia.own_words.mention import Mention
from pygalgia.own_words.mentions import mentions
from pygalgia.own_words.other import Notice, notice
from pygalgia.own_words.people import is_for_another, person
from pygalgia.own_words.places import Place, Places
from pygalgia.own_words.quantities import Quantity, fitting, quantity
from pygalgia.own_words.spelling import mended
from pygalgia.own_words.times import Times
from pygalgia.own_words.tokens import Tokens, tokens_of

#: A longer text is refused.
LONGEST = 5000
#: Topics of what was before this illness: that it is past takes nothing from them.
LASTING = frozenset(
    {"history", "history-risks", "injury", "medicines", "treatment-tried", "women", "course", "imaging"}
)
SITE = "pain-site"
SURE, LIKELY, UNSURE = 0.9, 0.7, 0.4
#: Findings of those topics that are of now all the same: an overdose of long ago is no overdose.
_PASSING = frozenset({"painkiller-amount", "black-stools", "pregnancy-alarm"})


def read(text: str, lexicon: Lexicon, base: KnowledgeBase, *, of: Person | None = None) -> Reading:
    """Return what a text seems to say. Nothing leaves the process, and nothing of the text is kept.

    Args:
        text: What somebody wrote, of themselves or another; at most `LONGEST` characters.
        lexicon: How people say things, in the language that is likeliest; where the text is in another that
            can be read, its lexicon is taken.
        base: The findings and regions that may be read.
        of: Whom it is about, as far as that was told already: what it leaves open is looked for in the text.
            None where nobody was asked.

    Raises:
        CaseError: the text is too long.
    """
    if len(text) > LONGEST:
        raise CaseError([_too_long(len(text))])
    written = tokens_of(text)
    known = language_of(written, lexicon)
    if known is None:
        return _unread(text, notice(written))
    plain, words = known
    tokens, guessed = mended(plain, words)
    return _Reader(tokens, words, base, guessed, of).reading()


def _unread(text: str, told: Notice | None) -> Reading:
    return Reading(
        text=text,
        language="other",
        notice=told.text if told else "",
        notice_language=told.language if told else "",
        not_understood=_whole(text),
    )


@dataclass(frozen=True)
class _Reader:
    tokens: Tokens
    lexicon: Lexicon
    base: KnowledgeBase
    guessed: frozenset[int]
    told: Person | None

    def reading(self) -> Reading:
        found = [*self._sites(), *self._wells(), *self._durations(), *self._named(), *self._alone()]
        merged = _merged(
            [*found, *self._brought(found)],
            self.base.findings,
            {name: row.wins for name, row in self.lexicon.rows.items()},
        )
        ordered = sorted(
            merged,
            key=lambda each: (not each.is_danger or each.negated or each.about != "the person", each.start),
        )
        is_ours = any(each.is_answer for each in ordered)
        return Reading(
            text=self.tokens.text,
            language=self.lexicon.language,
            candidates=tuple(ordered),
            person=self._person,
            not_understood=tuple(self._left(ordered)),
            other_complaints=() if is_ours and self._places else complaints(self.tokens, self.lexicon),
        )

    @cached_property
    def _person(self) -> Person:
        told = self.told or Person()
        found = person(self.tokens, self.lexicon, is_another=self._is_another)
        return Person(
            age_years=found.age_years if told.age_years is None else told.age_years,
            sex=told.sex or found.sex,
            is_another=found.is_another,
        )

    @cached_property
    def _is_another(self) -> bool:
        said = None if self.told is None else self.told.is_another
        return is_for_another(self.tokens, self.lexicon, is_said=said)

    @cached_property
    def _context(self) -> Context:
        is_told = self.told is not None and self.told.is_another
        if is_told and not is_for_another(self.tokens, self.lexicon, is_said=False):
            return Context(self.tokens, self.lexicon, is_for_another=False, told=self.told)
        return Context(self.tokens, self.lexicon, self._is_another)

    @cached_property
    def _times(self) -> Times:
        return Times(self.tokens, self.lexicon)

    @cached_property
    def _mentions(self) -> list[Mention]:
        return mentions(self.tokens, self.lexicon, self._context, self.base.findings)

    @cached_property
    def _places(self) -> tuple[Place, ...]:
        taken = [each.span for each in self._mentions if self.lexicon.rows[each.finding].takes_place]
        return Places(self.tokens, self.lexicon, self._context, taken).found()

    def _candidate(self, finding: str, state: str | None, span: tuple[int, int]) -> Candidate:
        start, end = span
        words = self.tokens.tokens
        return Candidate(
            finding=finding,
            state=state,
            words=self.tokens.words(start, end),
            start=words[start].start,
            end=words[end - 1].end,
            is_danger=self.base.findings[finding].critical,
            confidence=LIKELY if self.guessed & set(range(start, end)) else SURE,
        )

    def _sites(self) -> Iterator[Candidate]:
        for place in self._places:
            if place.is_well:
                continue
            made = self._candidate(SITE, None, (place.start, place.end))
            yield replace(
                made,
                regions=place.regions(self.base.regions),
                uncertain=place.is_corrected,
                confidence=LIKELY if place.is_guessed or place.is_corrected else made.confidence,
            )

    def _wells(self) -> Iterator[Candidate]:
        """Yield places that are said to be well, where a finding asks about that very place."""
        for place in self._places:
            name = _SITE_OF.get(place.base, f"site-{place.base}")
            if place.is_well and name in self.base.findings:
                yield replace(self._candidate(name, ABSENT, (place.start, place.end)), negated=True)

    def _durations(self) -> Iterator[Candidate]:
        found = duration(self._mentions, self._times, self.tokens, self.base.findings)
        if found is not None:
            mention, value, state = found
            made = self._candidate("duration", state, mention.span)
            yield made if value is None else replace(made, value=value.value, unit=value.unit)

    def _named(self) -> Iterator[Candidate]:
        for mention in self._mentions:
            if mention.finding == "duration":
                continue
            finding = self.base.findings[mention.finding]
            if finding.topic == "child" and not self._is_of_a_child:
                continue
            number = None
            if not mention.match.said.state:
                number = self._number(mention, finding)
                if number is None:
                    continue
            yield self._judged(mention, finding, number)

    def _brought(self, found: Sequence[Candidate]) -> Iterator[Candidate]:
        """Yield what a sign that was told cannot be without, where the text does not tell it otherwise.

        Somebody who feels no urge any more has a changed bladder, and is asked of the one for the other.
        """
        told = {each.finding for each in found if each.is_answer and not each.negated}
        for each in found:
            row = self.lexicon.rows.get(each.finding)
            is_there = each.is_answer and not each.negated and each.state not in NOTHING
            if row is None or not is_there or each.confidence < SURE:
                continue
            for name, state in row.brings.items():
                if name in self.base.findings and name not in told:
                    yield replace(
                        each, finding=name, state=state, is_danger=self.base.findings[name].critical
                    )

    @cached_property
    def _is_of_a_child(self) -> bool:
        """Whether the text is of a child, or may be: a limp of anybody else is asked about in other words."""
        age = self._person.age_years
        return (age is None and self._person.is_another) or (age is not None and age < GROWN_UP)

    def _number(self, mention: Mention, finding: Finding) -> Quantity | None:
        match = mention.match
        if self._times.is_age(match):
            return None
        if not match.unit and (
            match.number in self.lexicon.grammar.articles or self._is_of_another_unit(match.end, finding)
        ):
            return None
        found = quantity(
            match.number,
            match.unit,
            numbers=self.lexicon.numbers,
            units=self.lexicon.units,
            small=self.lexicon.grammar,
        )
        return None if found is None else fitting(found, finding)

    def _is_of_another_unit(self, place: int, finding: Finding) -> bool:
        """Return whether the word at a place gives the number before it a unit that the finding has not."""
        behind = self.tokens.tokens[place].word if place < len(self.tokens.tokens) else ""
        unit = self.lexicon.units.get(behind, "")
        return (
            bool(unit)
            and finding.scale is not None
            and unit not in {each.code for each in finding.scale.units}
        )

    def _judged(self, mention: Mention, finding: Finding, number: Quantity | None) -> Candidate:
        """Return a mention as a candidate: an answer, or a question where the words leave it open."""
        around, said = mention.around, mention.match.said
        made = self._candidate(finding.id, said.state or None, mention.span)
        if number is not None:
            made = replace(made, value=number.value, unit=number.unit)
        if said.is_weak:
            made = replace(made, confidence=min(made.confidence, LIKELY))
        within = self.lexicon.rows[finding.id].within_days
        is_lasting = finding.topic in LASTING and finding.id not in _PASSING and within is None
        doubt = (
            _doubt(mention, is_lasting=is_lasting)
            or self._too_old(mention, within)
            or self._is_explained(mention)
        )
        if doubt:
            return self._in_doubt(made, mention, doubt)
        if said.state == ASKED and around.negated and not finding.critical:
            made = replace(made, state=PRESENT)
        elif said.state == ASKED or self._is_denied_twice(mention):
            return self._in_doubt(made, mention, "unclear")
        if around.negated:
            return self._denied(made, mention, finding)
        if around.uncertain and said.state in NOTHING:
            return self._in_doubt(made, mention, "unclear")
        time = Time()
        if (finding.topic in TIMED or finding.id in _PASSING) and said.state not in ("", ABSENT, "none"):
            time = self._times.of(*mention.span, around)
        confidence = UNSURE if around.uncertain else made.confidence
        return replace(
            made,
            uncertain=around.uncertain,
            time=time,
            confidence=confidence,
            negated=said.state == finding.denial and said.state is not None,
        )

    def _too_old(self, mention: Mention, within_days: int | None) -> Doubt:
        """Return why something that must be recent is only a question; empty where it is told to be recent.

        An operation of unknown time is one of any time.
        """
        if within_days is None or mention.around.negated or mention.match.said.state in NOTHING:
            return ""
        days = self._times.days_ago(*mention.span)
        if days is not None:
            return "" if days <= within_days else "another-time"
        return "" if self._times.is_recent(*mention.span) else "unclear"

    def _is_explained(self, mention: Mention) -> Doubt:
        """Return why a sign is only a question: the text tells what makes it another, such as a diet."""
        is_there = not mention.around.negated and mention.match.said.state not in NOTHING
        return "unclear" if is_there and mention.finding in self._explained else ""

    @cached_property
    def _explained(self) -> frozenset[str]:
        denying, words = self.lexicon.grammar.denying, [each.word for each in self.tokens.tokens]
        return frozenset(
            each.said.name
            for each in self.lexicon.unless.found(self.tokens)
            if denying.isdisjoint(words[max(0, each.start - _DENIED) : each.start])
        )

    def _is_denied_twice(self, mention: Mention) -> bool:
        """Return whether a denial is denied, or that all is well: "not peeing normally" is no "none"."""
        start, is_well = mention.match.start, mention.match.said.state in NOTHING
        if not is_well and not mention.around.negated:
            return False
        before = self.tokens.tokens[start - 1].word if start else ""
        if is_well and not mention.denies and before in self.lexicon.grammar.denying:
            return True
        return self._context.is_turned_round(start, denies=is_well and mention.denies)

    def _denied(self, made: Candidate, mention: Mention, finding: Finding) -> Candidate:
        row = self.lexicon.rows[finding.id]
        state = row.no or (ABSENT if ABSENT in finding.states and made.state == PRESENT else None)
        is_well = made.state in NOTHING
        if is_well or mention.denies or state in (None, ASKED) or mention.around.uncertain:
            return self._in_doubt(made, mention, "unclear")
        return replace(made, state=state, value=None, unit="", negated=True)

    @staticmethod
    def _in_doubt(made: Candidate, mention: Mention, doubt: Doubt) -> Candidate:
        return replace(
            made,
            state=None,
            value=None,
            unit="",
            doubt=doubt,
            about="another" if doubt == "somebody-else" else "the person",
            hypothetical=doubt == "imagined",
            uncertain=mention.around.uncertain or doubt == "unclear",
            negated=False,
            confidence=UNSURE,
        )

    def _alone(self) -> Iterator[Candidate]:
        """Yield a number that stands alone, such as 38,5: asked about, never taken for a temperature."""
        words = [each.word for each in self.tokens.tokens if each.word not in _MARKS]
        if len(words) != 1 or "temperature" not in self.base.findings:
            return
        found = quantity(words[0], "", numbers={}, units={}, small=self.lexicon.grammar)
        fits = None if found is None else fitting(found, self.base.findings["temperature"])
        if fits is not None:
            yield replace(
                self._candidate("temperature", None, (0, 1)),
                doubt="unclear",
                uncertain=True,
                confidence=UNSURE,
            )

    def _left(self, found: Sequence[Candidate]) -> Iterator[tuple[int, int]]:
        """Yield the sentences that nothing was read from."""
        for start, end in self.tokens.sentences:
            words = self.tokens.tokens[start:end]
            if sum(each.word[0].isalnum() for each in words) == 0:
                continue
            first, last = words[0].start, words[-1].end
            if not any(each.start < last and first < each.end for each in found):
                yield first, last


def _doubt(mention: Mention, *, is_lasting: bool) -> Doubt:
    around = mention.around
    if around.another and mention.finding not in _OF_OTHERS:
        return "somebody-else"
    if around.hypothetical:
        return "imagined"
    if around.maybe_negated:
        return "unclear"
    return "another-time" if around.past and not is_lasting and not around.gone else ""


#: Findings that are about other people, or that others say.
_OF_OTHERS = frozenset(
    {"family-history-spondyloarthritis", "tb-exposure", "told-by-clinician", "gait", "limp"}
)
_SITE_OF = {
    "back": "site-low-back",
    "belly": "site-lower-abdomen",
    "hip": "",
    "leg": "",
    "thigh": "",
    "posterior-thigh": "",
}
_MARKS = frozenset(".,;:!?-/()\n")
#: A denial stands at most so many words before what it denies: "I am not even on a diet".
_DENIED = 4


def _merged(
    found: Iterable[Candidate], findings: Mapping[str, Finding], wins: Mapping[str, Sequence[str]]
) -> list[Candidate]:
    """Return one candidate for each finding: answers that agree as one, answers that do not as a question."""
    by_finding: dict[str, list[Candidate]] = {}
    for each in found:
        by_finding.setdefault(each.finding, []).append(each)
    merged = list[Candidate]()
    for name, many in by_finding.items():
        if name == SITE:
            merged.append(_sites_together(many))
            continue
        answers = [each for each in many if each.is_answer]
        merged += _one_answer(answers, findings[name], wins.get(name, ())) if answers else many[:1]
        merged += [each for each in many if answers and each.doubt == "somebody-else"][:1]
    return merged


def _one_answer(answers: list[Candidate], finding: Finding, wins: Sequence[str]) -> list[Candidate]:
    """Return the answers about one finding as one; as a question where they deny each other."""
    best = max(answers, key=lambda each: (*_strength(each), _gravity(each, finding)))
    others = {each.state for each in answers} - {best.state}
    is_denied = {each.negated for each in answers} == {True, False}
    if others and best.value is None and is_denied:
        return [replace(best, state=None, doubt="two-ways", uncertain=True, negated=False, confidence=UNSURE)]
    if others and best.value is None and finding.critical:
        best = max(answers, key=lambda each: _gravity(each, finding))
    chosen = [each for state in wins for each in answers if each.state == state]
    if others and best.value is None and chosen:
        best = chosen[0]
    times = next((each.time for each in answers if each.time and each.state == best.state), best.time)
    return [replace(best, time=times)]


def _strength(each: Candidate) -> tuple[bool, bool, float, int]:
    return each.value is not None, not each.uncertain, each.confidence, each.end - each.start


def _gravity(each: Candidate, finding: Finding) -> int:
    """Return how grave a state is: the states of a finding stand in order."""
    return finding.states.index(each.state) if each.state in finding.states else -1


def _sites_together(many: list[Candidate]) -> Candidate:
    """Return all places as one answer, without those whose side was said elsewhere."""
    regions = list(dict.fromkeys(region for each in many for region in each.regions))
    exact = {
        region.rsplit("-", 1)[0] for region in regions if region.endswith(("-left", "-right", "-middle"))
    }
    kept = tuple(region for region in regions if region not in exact)
    first = many[0]
    return replace(
        first,
        regions=kept,
        end=max(each.end for each in many) if len(many) == 1 else first.end,
        uncertain=any(each.uncertain for each in many),
        confidence=min(each.confidence for each in many),
    )


def _whole(text: str) -> tuple[tuple[int, int], ...]:
    return ((0, len(text)),) if text.strip() else ()


def _too_long(length: int) -> Problem:
    return Problem(
        where="the text",
        found=f"{length:,} characters",
        expected=f"at most {LONGEST:,}",
        fix="shorten it to what matters most",
    )
