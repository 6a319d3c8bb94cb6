"""Which pages rest on which source."""

from collections.abc import Iterator, Mapping

from pygalgia.domain.condition import Condition
from pygalgia.domain.exercise import Exercise, MicroBreak
from pygalgia.domain.knowledge_base import KnowledgeBase

Users = dict[str, list[tuple[str, str]]]


def users(base: KnowledgeBase, exercises: Mapping[str, object]) -> Users:
    """Return source to the pages (path and title) that rest on it."""
    result: Users = {}
    for path, title, sources in _uses(base, exercises):
        for name in sorted(sources):
            result.setdefault(name, []).append((path, title))
    return result


def _uses(base: KnowledgeBase, exercises: Mapping[str, object]) -> Iterator[tuple[str, str, set[str]]]:
    for condition in base.conditions.values():
        yield f"conditions/{condition.id}", condition.plain_name, _condition_sources(base, condition)
    for flag in base.red_flags.values():
        yield f"red-flags/{flag.id}", flag.name, set(flag.sources)
    for mechanism in base.mechanisms.values():
        figures = [f for m in mechanism.manifestations for f in (*m.present.figures, *m.absent.figures)]
        yield f"mechanisms/{mechanism.id}", mechanism.plain, {base.figures[f].source for f in figures}
    for finding in base.findings.values():
        figures = list(finding.background.figures) if finding.background else []
        yield f"findings/{finding.id}", finding.name, {base.figures[f].source for f in figures}
    for name, entry in exercises.items():
        if isinstance(entry, Exercise | MicroBreak):
            yield f"exercises/{name}", entry.name, set(entry.sources)


def _condition_sources(base: KnowledgeBase, entry: Condition) -> set[str]:
    advice = [entry.action.sources]
    advice += [each.sources for each in entry.see] + [each.sources for each in entry.investigations]
    advice += [each.sources for each in entry.treatment] + [each.sources for each in entry.prevention]
    advice += [entry.prognosis.sources] if entry.prognosis else []
    figures = [f for link in entry.links for f in link.belief.figures]
    figures += [f for part in (entry.age, entry.sex, *entry.shares) if part for f in part.figures]
    stated = {source for sources in advice for source in sources}
    return stated | {base.figures[f].source for f in figures}
