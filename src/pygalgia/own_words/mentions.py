"""Where a text names a finding, and what the words around make of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pygalgia.domain.finding import Finding
from pygalgia.own_words.context import Around, Context
from pygalgia.own_words.lexicon import Lexicon, Match
from pygalgia.own_words.tokens import Tokens


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


def mentions(
    tokens: Tokens, lexicon: Lexicon, context: Context, findings: Mapping[str, Finding]
) -> list[Mention]:
    """Return every place where a finding is named, the widest of those that say the same first of all."""
    figures = tuple(lexicon.figures.found(tokens))
    found = [
        each
        for each in lexicon.findings.found(tokens)
        if each.said.name in findings
        and not any(_over(each, figure) for figure in figures)
        and not context.is_broken(each.start, each.end, each.said.phrase.source)
    ]
    kept = _without_doubles(found)
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
        if not any(each.said.name in names and _over(each, other) for other, names in hidden)
        and not (
            each.said.is_weak
            and any(_over(each, other) and other is not each and not other.said.is_weak for other in kept)
        )
    ]
    return [_run_on(each, made, context) for each in made]


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


def _over(each: Match, other: Match) -> bool:
    return each.start < other.end and other.start < each.end
