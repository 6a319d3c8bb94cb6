"""What the beliefs rest on: the share of each basis, in all and for each condition."""

from collections import Counter
from collections.abc import Iterable

from pygalgia.domain.belief import BASES, Belief
from pygalgia.domain.condition import Condition
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.knowledge.coherence import used_figures

Row = dict[str, float | int]


def coverage(base: KnowledgeBase) -> dict[str, object]:
    """Return counts and shares of bases for all beliefs, by kind and by condition."""
    conditions = {each.id: _row(_of_condition(each)) for each in base.conditions.values()}
    shared = list(_of_mechanisms(base))
    backgrounds = [each.background for each in base.findings.values() if each.background is not None]
    everything = [
        *shared,
        *backgrounds,
        *(b for each in base.conditions.values() for b in _of_condition(each)),
    ]
    used = used_figures(base)
    return {
        "all": _row(everything),
        "mechanisms": _row(shared),
        "backgrounds": _row(backgrounds),
        "conditions": conditions,
        "figures": {"total": len(base.figures), "used": sum(name in used for name in base.figures)},
    }


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
        "share_measured_or_derived": round(founded / total, 4) if total else 0.0,
        "share_with_adjusted": round((founded + counts["adjusted"]) / total, 4) if total else 0.0,
    }
