"""What the beliefs rest on: the share of each basis, of all, of a condition, and of what moves results."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from pygalgia.domain.belief import BASES, Belief
from pygalgia.domain.condition import Condition
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.knowledge.coherence import used_figures

Row = dict[str, float | int]
Kind = Literal[
    "finding in condition",
    "background of finding",
    "mechanism in condition",
    "background of mechanism",
    "finding with mechanism",
    "finding without mechanism",
]


class BeliefName(NamedTuple):
    """Which belief: P(of | given); `given` is empty for a background."""

    kind: Kind
    of: str
    given: str


def coverage(
    base: KnowledgeBase, *, influence: Mapping[BeliefName, float] | None = None
) -> dict[str, object]:
    """Return counts and shares of bases for all beliefs, by kind and by condition.

    Args:
        base: Whose beliefs are counted.
        influence: How much each belief moves results, each >= 0: then `by_influence` holds the share of it
            that each basis has, and the share of pooled opinions, where a condition itself states nothing;
            and `as_pooled` the same where half of a rate that is pooled counts for the opinions.
    """
    named = dict(named_beliefs(base))
    conditions = {each.id: _row(_of_condition(each)) for each in base.conditions.values()}
    shared = [*_of_mechanisms(base)]
    backgrounds = [each.background for each in base.findings.values() if each.background is not None]
    everything = [
        *shared,
        *backgrounds,
        *(b for each in base.conditions.values() for b in _of_condition(each)),
    ]
    used = used_figures(base)
    result: dict[str, object] = {
        "all": _row(everything),
        "mechanisms": _row(shared),
        "backgrounds": _row(backgrounds),
        "conditions": conditions,
        "figures": {"total": len(base.figures), "used": sum(name in used for name in base.figures)},
    }
    if influence is not None:
        result["by_influence"] = _weighted(named, influence)
        result["as_pooled"] = _weighted_as_pooled(base, named, influence)
    return result


def named_beliefs(base: KnowledgeBase) -> Iterator[tuple[BeliefName, Belief]]:
    """Yield every stated belief by its name; before 18 only where adults have none of that name."""
    for finding in base.findings.values():
        if finding.background is not None:
            yield BeliefName("background of finding", finding.id, ""), finding.background
    for mechanism in base.mechanisms.values():
        yield BeliefName("background of mechanism", mechanism.id, ""), mechanism.background
        for each in mechanism.manifestations:
            yield BeliefName("finding with mechanism", each.finding, mechanism.id), each.present
            yield BeliefName("finding without mechanism", each.finding, mechanism.id), each.absent
    for condition in base.conditions.values():
        # What comes later replaces what came before: adults last.
        for link in (*condition.child_findings, *condition.findings):
            yield BeliefName("finding in condition", link.target, condition.id), link.belief
        for link in (*condition.child_mechanisms, *condition.mechanisms):
            yield BeliefName("mechanism in condition", link.target, condition.id), link.belief


def _weighted(named: Mapping[BeliefName, Belief], influence: Mapping[BeliefName, float]) -> Row:
    weights = dict.fromkeys((*BASES, "opinions"), 0.0)
    for name, weight in influence.items():
        weights[named[name].basis if name in named else "opinions"] += weight
    stated = sum(weights[basis] for basis in BASES)
    everything = stated + weights["opinions"]
    founded = weights["measured"] + weights["derived"]
    return {
        "beliefs": sum(name in influence for name in named),
        **{basis: _share(weights[basis], stated) for basis in BASES},
        "share_measured_or_derived": _share(founded, stated),
        "share_with_adjusted": _share(founded + weights["adjusted"], stated),
        "opinions_alone": _share(weights["opinions"], everything),
    }


def _weighted_as_pooled(
    base: KnowledgeBase, named: Mapping[BeliefName, Belief], influence: Mapping[BeliefName, float]
) -> dict[str, float]:
    """Return the share of each basis and of the opinions in all influence, each pooled rate half and half."""
    weights = dict.fromkeys((*BASES, "opinions"), 0.0)
    for name, weight in influence.items():
        own = weight / 2 if _is_pooled(base, name) else weight
        belief = named[name] if name in named else _background(base, name)
        weights[belief.basis if belief is not None else "opinions"] += own
        weights["opinions"] += weight - own
    everything = sum(weights.values())
    return {key: _share(weight, everything) for key, weight in weights.items()}


def _is_pooled(base: KnowledgeBase, name: BeliefName) -> bool:
    condition = base.conditions.get(name.given)
    if condition is None:
        return False
    pooled = {
        "finding in condition": condition.pooled_findings,
        "mechanism in condition": condition.pooled_mechanisms,
    }
    return any(name.of in rates for rates in pooled.get(name.kind, {}).values())


def _background(base: KnowledgeBase, name: BeliefName) -> Belief | None:
    """Return what stands for a condition that states nothing itself."""
    if name.kind == "finding in condition":
        return base.findings[name.of].background
    return base.mechanisms[name.of].background


def _share(part: float, of: float) -> float:
    return round(part / of, 4) if of else 0.0


def _of_condition(condition: Condition) -> list[Belief]:
    return [link.belief for link in condition.links]


def _of_mechanisms(base: KnowledgeBase) -> Iterable[Belief]:
    for mechanism in base.mechanisms.values():
        yield mechanism.background
        for each in mechanism.manifestations:
            yield each.present
            yield each.absent


def _row(beliefs: Iterable[Belief]) -> Row:
    counts: Counter[str] = Counter(belief.basis for belief in beliefs)
    total = counts.total()
    founded = counts["measured"] + counts["derived"]
    return {
        "beliefs": total,
        **{basis: counts[basis] for basis in BASES},
        "share_measured_or_derived": _share(founded, total),
        "share_with_adjusted": _share(founded + counts["adjusted"], total),
    }
