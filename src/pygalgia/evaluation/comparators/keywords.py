"""Plainer readers to compare with: every name and synonym as a keyword, alone and with rules of context."""

from collections.abc import Iterator
from dataclasses import replace

from pygalgia.domain.finding import ABSENT, PRESENT, Finding
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.own_words import Candidate, Lexicon
from pygalgia.own_words.context import Context
from pygalgia.own_words.people import is_for_another
from pygalgia.own_words.tokens import Tokens, tokens_of

#: Shorter words are too common to be taken for a symptom.
_SHORTEST = 4


def by_keywords(text: str, base: KnowledgeBase) -> list[Candidate]:
    """Return every finding whose name or a synonym stands in a text, as present; every region too."""
    return list(_matches(tokens_of(text), base))


def by_context(text: str, base: KnowledgeBase, lexicon: Lexicon) -> list[Candidate]:
    """Return the same, with the words around heard: denied ones are absent, imagined and others' left out."""
    tokens = tokens_of(text)
    context = Context(tokens, lexicon, is_for_another(tokens, lexicon))
    kept = []
    for each in _matches(tokens, base):
        around = context.around(each.start, each.end)
        if around.hypothetical or around.another or around.uncertain or around.maybe_negated:
            continue
        if not around.negated:
            kept.append(each)
        elif not each.regions and ABSENT in base.findings[each.finding].states:
            kept.append(replace(each, state=ABSENT, negated=True))
    return kept


def _matches(tokens: Tokens, base: KnowledgeBase) -> Iterator[Candidate]:
    """Yield matches; `start` and `end` count tokens here."""
    for finding in base.findings.values():
        if finding.who == "patient" and PRESENT in finding.states:
            yield from _named(tokens, finding)
    for region in base.regions.values():
        place = _place(tokens, region.plain)
        if place is not None:
            yield Candidate(
                finding="pain-site",
                state=None,
                words=region.plain,
                start=place[0],
                end=place[1],
                regions=(region.id,),
            )


def _named(tokens: Tokens, finding: Finding) -> Iterator[Candidate]:
    for word in sorted((finding.name, *finding.synonyms), key=len, reverse=True):
        place = _place(tokens, word) if len(word) >= _SHORTEST else None
        if place is not None:
            yield Candidate(finding=finding.id, state=PRESENT, words=word, start=place[0], end=place[1])
            return


def _place(tokens: Tokens, words: str) -> tuple[int, int] | None:
    wanted = tokens_of(words)
    at = tokens.line.find(wanted.line)
    if at < 0 or not wanted.tokens:
        return None
    first = tokens.index(at + 1)
    return first, first + len(wanted.tokens)
