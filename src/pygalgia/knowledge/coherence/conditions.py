"""Are the beliefs of each condition possible at all, and is what its care names there?"""

from pygalgia.domain.condition import AGE_BANDS, Condition, Link
from pygalgia.domain.finding import PRESENT
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.urgency import Urgency
from pygalgia.knowledge.coherence.states import Places
from pygalgia.reading.problems import Problems


def check_conditions(base: KnowledgeBase, problems: Problems, places: Places) -> None:
    """Note what a condition names that is not there, and beliefs that cannot be."""
    bands = {name for name, _ in AGE_BANDS}
    for condition in base.conditions.values():
        where = places["beliefs", condition.id]
        for modifier, known in ((condition.age, bands), (condition.sex, {"female", "male"})):
            for name in set(modifier.times if modifier else ()) - known:
                problems.unknown(where, kind="age band or sex", name=name, known=known)
        if condition.split_from and condition.split_from not in base.conditions:
            problems.unknown(
                places["condition", condition.id],
                kind="condition",
                name=condition.split_from,
                known=base.conditions,
            )
        _check_settled(condition, problems, places)
        for visit in condition.see:
            if visit.service not in base.services:
                where_seen = places["care", condition.id]
                problems.unknown(where_seen, kind="service", name=visit.service, known=base.services)
        _check_against_background(base, condition, problems, places)
        _check_total_probability(base, condition, problems, where)


def _check_settled(condition: Condition, problems: Problems, places: Places) -> None:
    """An old and steady illness may need less haste, never more: not knowing how old it is counts as new."""
    settled = condition.action.settled
    if settled is not None and Urgency.from_id(settled) >= Urgency.from_id(condition.action.urgency):
        problems.add(
            places["care", condition.id],
            found=f"{settled} once settled, {condition.action.urgency} before",
            expected="a level below that of a fresh illness",
            fix="lower it, or leave `settled` out",
        )


def _place_of(condition: Condition, link: Link, places: Places) -> str:
    """Return where a belief stands; the earlier of two that share a target, in adults and in children."""
    return places.get(("belief", f"{condition.id}/{link.target}"), places["beliefs", condition.id])


def _check_against_background(
    base: KnowledgeBase, condition: Condition, problems: Problems, places: Places
) -> None:
    for link in (*condition.findings, *condition.child_findings):
        background = base.findings[link.target].background
        if background is not None and PRESENT in background.states:
            place = _place_of(condition, link, places)
            _check_direction(condition, link, background.present, problems=problems, where=place)
    for link in (*condition.mechanisms, *condition.child_mechanisms):
        rate = base.mechanisms[link.target].background.present
        place = _place_of(condition, link, places)
        _check_direction(condition, link, rate, problems=problems, where=place)


def _check_direction(
    condition: Condition, link: Link, rate: float, *, problems: Problems, where: str
) -> None:
    p = link.belief.present
    if (p < rate) == link.belief.against:
        return
    said = "marked `against`, but the" if link.belief.against else "below its"
    problems.add(
        where,
        found=f"{condition.id}: P({link.target}) = {p:g}, {said} background rate {rate:g}",
        expected="`against: true` where a belief lies below the background, and only there",
        fix="add or remove the mark, or correct one of the two numbers",
    )


def _check_total_probability(
    base: KnowledgeBase, condition: Condition, problems: Problems, where: str
) -> None:
    """P(finding) can never be less than P(condition) x P(finding | condition)."""
    share = max(
        (s.p for s in condition.shares if s.setting == "primary-care" and s.population == "adults"), default=0
    )
    for link in condition.findings:
        background = base.findings[link.target].background
        for state, p in link.belief.states.items():
            # The background counts everybody who consults, this condition's own people included.
            if background is not None and share * p > background.states[state] + 0.02:
                problems.add(
                    where,
                    found=f"{condition.id}: share {share:.3f} x P({link.target}={state}) {p:g}",
                    expected=f"at most the rate {background.states[state]:g} of everybody",
                    fix="correct the background rate, the belief or the share",
                )
