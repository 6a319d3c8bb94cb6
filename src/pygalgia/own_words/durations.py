"""How long the pain has lasted: of all times in a text, the one that tells it."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from pygalgia.domain.finding import Finding
from pygalgia.own_words.adverbs import BEFORE, Adverbs
from pygalgia.own_words.mention import Mention
from pygalgia.own_words.quantities import Quantity, fitting
from pygalgia.own_words.times import Times
from pygalgia.own_words.tokens import Tokens

_NEAR = 3


def duration(
    mentions: Sequence[Mention], times: Times, tokens: Tokens, findings: Mapping[str, Finding]
) -> tuple[Mention, Quantity | None, str | None] | None:
    """Return where the duration is told, as a number or as the name of its range; None where it is not."""
    owners = [each for each in mentions if _has_times_of_its_own(each, times, findings)]
    adverbs = Adverbs(tokens, times.lexicon, mentions, findings)
    ties = times.lexicon.grammar.tying
    found = list[tuple[float, Mention, Quantity | None, str | None]]()
    for each in mentions:
        if (
            each.finding != "duration"
            or _is_elsewhere(each)
            or any(_over(each, other, times) for other in owners)
            or times.is_age(each.match)
            or adverbs.is_time_elsewhere(each, is_of_years=_is_of_years(each, times))
        ):
            continue
        state: str | None = each.match.said.state
        if state and times.is_within_another(each.match):
            continue
        if state:
            found.append((_tied(each, tokens, ties), each, None, state))
            continue
        length = None if times.is_other(each.match) else times.length(each.match)
        fits = None if length is None else fitting(length, findings["duration"])
        if fits is not None and (fits.unit not in _SHORT or _tied(each, tokens, ties) > 0):
            found.append((_tied(each, tokens, ties) + 1, each, fits, None))
    if any(adverbs.is_of_pain(each[1]) for each in found):
        # "Numb since this morning, back pain for months": where the pain has a time, the sign's is not its.
        found = [each for each in found if not adverbs.is_of_a_sign(each[1])]
    if not found:
        return None
    _, mention, value, state = max(found, key=lambda each: each[0])
    return mention, value, state


def _is_elsewhere(each: Mention) -> bool:
    around = each.around
    return around.another or around.hypothetical or around.negated


def _is_of_years(each: Mention, times: Times) -> bool:
    length = times.length(each.match)
    return each.match.said.state == _YEARS or (length is not None and length.unit == "a")


#: The longest range of the duration.
_YEARS = "over-a-year"


def _has_times_of_its_own(each: Mention, times: Times, findings: Mapping[str, Finding]) -> bool:
    """Return whether a time that lies over words of a finding, or directly behind them, is that finding's.

    So it is of what was before, and of what is itself told in time: an hour of stiffness, minutes of sitting.
    """
    finding = findings[each.finding]
    if each.finding == "pregnancy-weeks" or finding.topic in BEFORE:
        return True
    if each.finding == "duration" or each.match.said.state or finding.scale is None:
        return False
    length = times.length(each.match)
    return length is not None and fitting(length, finding) is not None


def _over(each: Mention, other: Mention, times: Times) -> bool:
    """Return whether a time belongs to another thing: it lies over it, or directly behind it."""
    if each.span[0] < other.span[1] and other.span[0] < each.span[1]:
        return True
    between = {token.word for token in times.tokens.tokens[other.span[1] : each.span[0]]}
    small = times.lexicon.grammar
    return 0 <= each.span[0] - other.span[1] <= 1 and not {",", ".", *small.parting} & between


#: Minutes and hours are mostly of something else.
_SHORT = frozenset({"min", "h"})


def _tied(each: Mention, tokens: Tokens, ties: AbstractSet[str]) -> float:
    """Return how closely a time is tied to the pain: by words in and beside it; earlier ones count more."""
    start, end = each.span
    near = {token.word for token in tokens.tokens[max(0, start - _NEAR) : end + _NEAR]}
    return len(ties & near) * 0.5 - start / max(1, len(tokens.tokens))
