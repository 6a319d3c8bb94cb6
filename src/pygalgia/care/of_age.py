"""Leave out of a plan what takes for granted what the person is too young or too old for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from pygalgia.domain.care_rules import OfAge
from pygalgia.domain.plan import Avoid, Break, Care, Check, Decision, Outlook, Plan, Prevention
from pygalgia.texts import english

_Line = TypeVar("_Line", Avoid, Break, Care, Check, Decision, Outlook, Prevention)


def of_this_age(plan: Plan, age_years: float | None, rules: Iterable[OfAge]) -> Plan:
    """Return the plan without lines on smoking for a small child, or on work for somebody of ninety.

    Args:
        plan: As it is made for everybody.
        age_years: In years; None, where it is not known, leaves nothing out.
        rules: What only people of some age do.
    """
    words = () if age_years is None else tuple(_misplaced(age_years, rules))
    if not words:
        return plan

    def told(lines: Sequence[_Line]) -> tuple[_Line, ...]:
        return tuple(each for each in lines if not _names(each, words))

    follow_up = plan.follow_up
    return replace(
        plan,
        treatment=told(plan.treatment),
        micro_breaks=told(plan.micro_breaks),
        avoid=told(plan.avoid),
        outlook=told(plan.outlook),
        prevention=told(plan.prevention),
        follow_up=replace(follow_up, checks=told(follow_up.checks), decisions=told(follow_up.decisions)),
        who_to_see=tuple(
            replace(each, plain_why="") if _has(each.plain_why, words) else each for each in plan.who_to_see
        ),
    )


def _misplaced(age_years: float, rules: Iterable[OfAge]) -> Iterable[str]:
    """Yield the words for what somebody of this age does not do."""
    for each in rules:
        too_young = each.from_years is not None and age_years < each.from_years
        too_old = each.below_years is not None and age_years >= each.below_years
        if too_young or too_old:
            yield from each.words


def _names(
    line: Avoid | Break | Care | Check | Decision | Outlook | Prevention, words: tuple[str, ...]
) -> bool:
    told = (line.name, line.every, *line.steps) if isinstance(line, Break) else (line.text, line.plain)
    return any(_has(text, words) for text in told)


def _has(text: str, words: tuple[str, ...]) -> bool:
    return _pattern(words).search(english(text)) is not None


@lru_cache(16)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})", re.IGNORECASE)
