"""Why a question is asked: which conditions and red flags its answers would tell apart."""

from collections.abc import Iterable

import numpy as np

from pygalgia.domain.condition import Condition
from pygalgia.domain.finding import NOTHING
from pygalgia.frozen import Frozen
from pygalgia.inference import what_if
from pygalgia.inference.model import IndexArray
from pygalgia.interview.situation import Situation
from pygalgia.texts import _, later, parted, speaks_english

#: How many conditions and flags are named.
MOST = 3
#: A change of probability below this is not worth telling.
SMALLEST = 0.01


class Why(Frozen):
    """Why a question is asked, in plain words.

    Attributes:
        text: One paragraph.
        more_likely: Plain names of the conditions that the telling answer would make more likely.
        less_likely: Plain names of the conditions that it would make less likely.
        flags: Plain texts of the red flags that it could raise or settle.
    """

    text: str
    more_likely: tuple[str, ...]
    less_likely: tuple[str, ...]
    flags: tuple[str, ...]


def why(findings: Iterable[str], situation: Situation) -> Why:
    """Return why these findings are asked about, as things stand."""
    names = tuple(dict.fromkeys(findings))
    flags = _flags(names, situation)
    more, less = _conditions(names, situation)
    single = situation.findings[names[0]] if len(names) == 1 else None
    sentences = [single.why] if single else []
    if more or less:
        is_yes_no = single is not None and single.kind == "yes-no"
        sentences.append(_moves(is_yes_no=is_yes_no, more=_and(more), less=_and(less)))
    if flags:
        sentences.append(_("It also belongs to a safety check: %(signs)s.", signs=_and(flags)))
    if not sentences:
        sentences.append(
            _("It is part of a complete history; as things stand its answer would change little.")
        )
    return Why(text=" ".join(sentences), more_likely=more, less_likely=less, flags=flags)


def _moves(*, is_yes_no: bool, more: str, less: str) -> str:
    """Return what the telling answer would make more or less likely; at least one of both is named."""
    if more and less:
        both = (
            later("A yes could make %(more)s more likely, and %(less)s less likely.")
            if is_yes_no
            else later("An answer could make %(more)s more likely, and %(less)s less likely.")
        )
        return _(both, more=more, less=less)
    if more:
        one = (
            later("A yes could make %(more)s more likely.")
            if is_yes_no
            else later("An answer could make %(more)s more likely.")
        )
        return _(one, more=more)
    other = (
        later("A yes could make %(less)s less likely.")
        if is_yes_no
        else later("An answer could make %(less)s less likely.")
    )
    return _(other, less=less)


def _flags(names: tuple[str, ...], situation: Situation) -> tuple[str, ...]:
    open_ = [
        each
        for each in situation.standing.verdicts_on(frozenset(names))
        if each.verdict == "open" and set(names) & set(each.because_of)
    ]
    open_.sort(key=lambda each: (-each.floor, each.flag.urgency != "emergency"))
    serious = [each.flag for each in open_ if each.flag.urgency in ("emergency", "same-day")]
    shown = [_inside(flag.name) for flag in serious]
    return tuple(dict.fromkeys(shown))[:MOST]


def _conditions(names: tuple[str, ...], situation: Situation) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the conditions that the telling answers move most, up and down."""
    telling = _telling(names, situation)
    if not telling.size:
        return (), ()
    # Of these few answers: a page asks why of its own question only.
    after = what_if(situation.model, situation.posterior, telling).probability
    moves = after - situation.posterior.probability
    # Several lines or states: each condition by the answer that moves it most.
    move = np.where(
        np.abs(moves.max(axis=0)) >= np.abs(moves.min(axis=0)), moves.max(axis=0), moves.min(axis=0)
    )
    order = np.argsort(-np.abs(move), kind="stable")
    order = order[np.abs(move)[order] >= SMALLEST]
    conditions = [situation.conditions[situation.model.conditions[place]] for place in order]
    up = [
        c for place, c in zip(order, conditions, strict=True) if move[place] >= SMALLEST and c.group != "none"
    ]
    down = [
        c
        for place, c in zip(order, conditions, strict=True)
        if move[place] <= -SMALLEST and c.group != "none"
    ]
    return _names(up), _names(down)


def _telling(names: tuple[str, ...], situation: Situation) -> IndexArray:
    """Return the S rows of the answers to some findings that say more than that nothing is there."""
    findings, scored = situation.findings, situation.menu.place
    asked = [findings[name] for name in names if name in scored and situation.is_askable(findings[name])]
    rows = situation.model.state_row
    return np.array(
        [rows[each.id, state] for each in asked for state in each.states if state not in NOTHING],
        dtype=np.int32,
    )


def _names(conditions: list[Condition]) -> tuple[str, ...]:
    return tuple(_inside(each.plain_name) for each in conditions[:MOST])


def _inside(name: str) -> str:
    """Return a name as it stands inside an English sentence; an abbreviation keeps its capitals."""
    if not speaks_english():
        return name
    return name[0].lower() + name[1:] if name[1:2].islower() else name


def _and(words: tuple[str, ...]) -> str:
    # Semicolons: the names themselves hold commas and "and".
    return parted(words)
