"""Where a text names a finding, and what the words around make of it."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from pygalgia.domain.finding import Finding
from pygalgia.own_words.adverbs import Adverbs
from pygalgia.own_words.clauses import Clauses
from pygalgia.own_words.context import Context
from pygalgia.own_words.lexicon import ASKED, Lexicon, Match
from pygalgia.own_words.mention import Mention
from pygalgia.own_words.tokens import Tokens


def mentions(
    tokens: Tokens, lexicon: Lexicon, context: Context, findings: Mapping[str, Finding]
) -> list[Mention]:
    """Return every place where a finding is named, the widest of those that say the same first of all."""
    figures = tuple(lexicon.figures.found(tokens))
    misheard = _misheard(tokens, lexicon, context)
    clauses = Clauses(tokens, lexicon)
    found = [
        each
        for each in lexicon.findings.found(tokens)
        if each.said.name in findings
        and not any(each.overlaps(figure) for figure in figures)
        and not any(each.overlaps(other) for other in misheard.get((each.said.name, each.said.state), ()))
        and not context.is_broken(each.start, each.end, each.said.phrase.source)
        and not clauses.runs_over(each)
    ]
    kept = _heard_beside(_without_doubles(found), lexicon)
    hidden = [(each, lexicon.rows[each.said.name].hides) for each in kept]
    made = [
        Mention(
            match=each,
            around=context.around(each.start, each.end, each.said.phrase.source),
            denies=bool(
                lexicon.grammar.denying & {token.word for token in tokens.tokens[each.start : each.end]}
            ),
        )
        for each in kept
        if not any(each.said.name in names and each.overlaps(other) for other, names in hidden)
        and not (
            _gives_way(each, findings)
            and any(
                each.overlaps(other) and other is not each and not _gives_way(other, findings)
                for other in kept
            )
        )
    ]
    adverbs = Adverbs(tokens, lexicon, made, findings)
    told = {each.finding for each in made}
    heard = [
        each for each in made if not adverbs.is_elsewhere(each) and _has_what_it_needs(each, lexicon, told)
    ]
    return [_run_on(each, heard, context) for each in heard]


def _gives_way(each: Match, findings: Mapping[str, Finding]) -> bool:
    """Return whether a phrase says nothing where another lies over it; a question of a danger sign stays."""
    return each.said.is_weak or (each.said.state == ASKED and not findings[each.said.name].critical)


def _misheard(tokens: Tokens, lexicon: Lexicon, context: Context) -> dict[tuple[str, str], list[Match]]:
    """Return where the words of a finding's state mean another thing, by the two."""
    found: dict[tuple[str, str], list[Match]] = {}
    for each in lexicon.misheard.found(tokens):
        if not context.is_broken(each.start, each.end, each.said.phrase.source):
            found.setdefault((each.said.name, each.said.state), []).append(each)
    return found


def _heard_beside(found: list[Match], lexicon: Lexicon) -> list[Match]:
    """Return the matches without those that are heard only beside another finding which is not told."""
    told = {each.said.name for each in found if not each.said.is_beside}
    return [
        each
        for each in found
        if not each.said.is_beside or not told.isdisjoint(lexicon.rows[each.said.name].needs)
    ]


def _has_what_it_needs(each: Mention, lexicon: Lexicon, told: AbstractSet[str]) -> bool:
    row = lexicon.rows[each.finding]
    return not row.needs or bool(row.beside) or not told.isdisjoint(row.needs)


def _run_on(each: Mention, every: Sequence[Mention], context: Context) -> Mention:
    """Return a mention as a question where a denial reaches it over another thing that nothing joins to it.

    "No fever foot numb": the fever is denied, and of the foot nobody can say.
    """
    if not each.around.negated or each.around.firm or each.denies:
        return each
    first, _ = context.tokens.sentence(each.match.start)
    before = [
        other
        for other in every
        if (other.around.negated or other.denies)
        and first <= other.match.start
        and other.match.end <= each.match.start
    ]
    # A phrase that goes over a comma may begin in what is denied and end in what is told.
    is_over_a_mark = "," in {token.word for token in context.tokens.tokens[each.match.start : each.match.end]}
    if not is_over_a_mark and all(context.is_listed(other.match.end, each.match.start) for other in before):
        return each
    return replace(each, around=replace(each.around, negated=False, maybe_negated=True))


def _without_doubles(found: list[Match]) -> list[Match]:
    """Return the matches without those that lie within another of the same finding."""
    kept = list[Match]()
    for each in sorted(found, key=lambda each: (each.start - each.end, each.start)):
        if not any(
            other.said.name == each.said.name
            and other.start <= each.start
            and each.end <= other.end
            and (other.said.state == each.said.state or each.end - each.start < other.end - other.start)
            for other in kept
        ):
            kept.append(each)
    return sorted(kept, key=lambda each: (each.start, each.end))
