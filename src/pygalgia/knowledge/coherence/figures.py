"""Is every cited source there, and every figure used or left out for a reason?"""

from collections.abc import Iterator

from pygalgia.domain.condition import Condition
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.knowledge.coherence.states import Places
from pygalgia.reading.problems import Problems


def check_sources(base: KnowledgeBase, problems: Problems, places: Places) -> None:
    """Note sources that are cited and not there."""
    for kind, id_, names in _citations(base):
        for name in names:
            if name not in base.sources:
                problems.unknown(places[kind, id_], kind="source", name=name, known=base.sources)


def _citations(base: KnowledgeBase) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for figure in base.figures.values():
        yield "figure", figure.id, (figure.source,)
    for guidance in base.guidance.values():
        yield "guidance", guidance.id, (guidance.source,)
    for flag in base.red_flags.values():
        yield "red flag", flag.id, flag.sources
    for condition in base.conditions.values():
        for sources in _cited_by(condition):
            yield "care", condition.id, sources


def _cited_by(condition: Condition) -> Iterator[tuple[str, ...]]:
    yield condition.action.sources
    yield from (each.sources for each in condition.see)
    yield from (each.sources for each in condition.investigations)
    yield from (each.sources for each in condition.treatment)
    yield from (each.sources for each in condition.prevention)
    if condition.prognosis is not None:
        yield condition.prognosis.sources


def used_figures(base: KnowledgeBase) -> dict[str, list[str]]:
    """Return figure id to what uses it, in words."""
    users: dict[str, list[str]] = {}
    for figures, user in _users(base):
        for figure in figures:
            users.setdefault(figure, []).append(user)
    return users


def _users(base: KnowledgeBase) -> Iterator[tuple[tuple[str, ...], str]]:
    for finding in base.findings.values():
        if finding.background is not None:
            yield finding.background.figures, f"background of {finding.id}"
    yield base.telling.marking.always.figures, "how likely a region is marked"
    for mechanism in base.mechanisms.values():
        yield mechanism.background.figures, f"background of {mechanism.id}"
        for each in mechanism.manifestations:
            yield each.present.figures, f"{each.finding} where {mechanism.id} is at work"
            yield each.absent.figures, f"{each.finding} where {mechanism.id} is not at work"
    for condition in base.conditions.values():
        yield from _users_in(condition)


def _users_in(condition: Condition) -> Iterator[tuple[tuple[str, ...], str]]:
    for link in condition.links:
        yield link.belief.figures, f"{link.target} in {condition.id}"
    for modifier in (condition.age, condition.sex):
        yield (modifier.figures if modifier else ()), f"prior of {condition.id}"
    for share in condition.shares:
        if share.setting == "primary-care":
            yield share.figures, f"prior of {condition.id}, {share.population}"


def check_use_of_figures(base: KnowledgeBase, problems: Problems, places: Places) -> None:
    """Note figures that no belief uses and nobody left out, and the other way round."""
    used = used_figures(base)
    for name in base.figures:
        if name not in used and name not in base.unused_figures:
            problems.add(
                places["figure", name],
                found=f"the figure {name!r}, which no belief uses",
                expected="every figure used, or listed in evidence/unused.yaml with a reason",
                fix="use it in a belief, or list it",
            )
    for name in base.unused_figures:
        if name not in base.figures:
            problems.unknown("evidence/unused.yaml", kind="figure", name=name, known=base.figures)
        elif name in used:
            problems.add(
                "evidence/unused.yaml",
                found=f"{name!r}",
                expected="only unused figures",
                fix="remove it: it is used",
            )
