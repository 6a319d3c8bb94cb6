"""Which tests to do now, to do if something holds, and to avoid: each once, with every reason."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pygalgia.care.choice import Choice
from pygalgia.care.circumstances import Circumstances
from pygalgia.domain.care_rules import Radiation
from pygalgia.domain.condition import Condition, Investigation
from pygalgia.domain.plan import PlannedInvestigation
from pygalgia.domain.urgency import Urgency
from pygalgia.texts import english, parted

_ORDER = ("now", "if", "avoid")


def investigations(
    choice: Choice, circumstances: Circumstances, *, if_found: str, radiation: Radiation | None = None
) -> tuple[PlannedInvestigation, ...]:
    """Return the tests in order of `now`, `if`, `avoid`; the dangers' come first within each.

    Args:
        choice: What is planned for.
        circumstances: Who it is for.
        if_found: What the tests for a remote danger wait for, in words that follow "if".
        radiation: Which tests wait for whom because of their rays.
    """
    rows = [
        waiting
        for each in _rows(choice, circumstances)
        if (waiting := _waiting(each, choice, if_found)) is not None
    ]
    # In an emergency the quickest test is the safest one, also for the child to be born.
    waits = radiation is not None and circumstances.urgency < Urgency.EMERGENCY
    if radiation is not None and waits and circumstances.meets(radiation.when) is True:
        rows = [_without_rays(each, radiation) for each in rows]
    rows.sort(key=lambda each: _ORDER.index(each.when))
    return tuple(_merged(rows))


def _rows(choice: Choice, circumstances: Circumstances) -> Iterator[PlannedInvestigation]:
    """Yield every condition's tests.

    What an ordinary condition advises against (an early scan in sciatica) holds without warning
    signs only: where something has to be excluded soon, the dangers alone say what to leave.
    """
    dangers = {each.id for each in choice.dangers}
    is_warned = circumstances.urgency >= Urgency.WITHIN_TWO_WEEKS
    for condition in choice.all:
        for each in condition.investigations:
            if each.when == "avoid" and is_warned and condition.id not in dangers:
                continue
            planned = _decided(_planned(each, condition), circumstances)
            if planned is not None:
                yield planned


def _waiting(row: PlannedInvestigation, choice: Choice, if_found: str) -> PlannedInvestigation | None:
    """Return a test; the first ones for a remote danger wait for what the visit finds, later ones go."""
    if not set(row.for_conditions) <= choice.remote:
        return row
    return replace(row, when="if", condition=if_found) if row.when == "now" else None


def _without_rays(row: PlannedInvestigation, radiation: Radiation) -> PlannedInvestigation:
    """Return a test; one with rays waits until what has none cannot answer."""
    # Which rays a test has is read in English, in whatever language the plan is told.
    text = english(row.text)
    has_rays = any(re.search(rf"\b{re.escape(word)}\b", text) for word in radiation.words)
    has_other = any(re.search(rf"\b{re.escape(word)}\b", text) for word in radiation.instead)
    if row.when == "avoid" or not has_rays or has_other:
        return row
    return replace(row, when="if", condition=radiation.condition)


def _planned(each: Investigation, condition: Condition) -> PlannedInvestigation:
    return PlannedInvestigation(
        text=each.text,
        plain=each.plain,
        when=each.when,
        condition=each.condition,
        why=each.why,
        for_conditions=(condition.id,),
        sources=each.sources,
    )


def _decided(row: PlannedInvestigation, circumstances: Circumstances) -> PlannedInvestigation | None:
    """Return a test with its condition decided: due now, still an "if", or None where it cannot be due."""
    if row.when != "if" or not row.condition:
        return row
    decided = circumstances.deciding.condition(row.condition)
    if decided.holds is False:
        return None
    return replace(
        row, when="now" if decided.holds else "if", condition="" if decided.holds else decided.open
    )


def _merged(rows: Iterable[PlannedInvestigation]) -> Iterable[PlannedInvestigation]:
    kept: dict[str, PlannedInvestigation] = {}
    for row in rows:
        key = english(row.text).casefold().strip(" .")
        kept[key] = _joined(kept[key], row) if key in kept else row
    return kept.values()


def _joined(before: PlannedInvestigation, row: PlannedInvestigation) -> PlannedInvestigation:
    if row.when == "avoid" and before.when != "avoid":
        # One condition needs the test, another does not: it is done.
        return before
    return replace(
        before,
        why=parted(dict.fromkeys((before.why, row.why))),
        for_conditions=tuple(dict.fromkeys((*before.for_conditions, *row.for_conditions))),
        sources=tuple(dict.fromkeys((*before.sources, *row.sources))),
    )
