"""Put the plan together from the likely conditions."""

from collections.abc import Iterable, Mapping, Sequence

from pygalgia.domain.condition import Condition, Investigation
from pygalgia.domain.knowledge_base import Service
from pygalgia.domain.plan import Care, Plan, Prevention, Referral, PlannedInvestigation
from pygalgia.domain.urgency import Urgency

#: Conditions are planned for until their probabilities reach this share, or these many.
COVERED = 0.8
MOST = 4
SMALLEST = 0.05

_BY_URGENCY = {
    Urgency.EMERGENCY: "emergency-department",
    Urgency.SAME_DAY: "gp",
}


def planned_for(ranked: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    """Return the conditions that a plan is made for: the likely ones, most probable first."""
    chosen: list[str] = []
    total = 0.0
    for name, probability in ranked:
        if len(chosen) == MOST or total >= COVERED or (chosen and probability < SMALLEST):
            break
        chosen.append(name)
        total += probability
    return tuple(chosen)


def make_plan(
    ranked: Sequence[tuple[str, float]],
    *,
    urgency: Urgency,
    conditions: Mapping[str, Condition],
    services: Mapping[str, Service],
) -> Plan:
    """Return the plan for a ranking (condition id and probability, most probable first)."""
    chosen = [conditions[name] for name in planned_for(ranked)]
    tests = list(_tests(chosen))
    return Plan(
        who_to_see=tuple(_referrals(chosen, services)),
        investigations=tuple(test for test in tests if test.when != "avoid"),
        avoid_investigations=tuple(test for test in tests if test.when == "avoid"),
        treatment=tuple(_treatment(chosen)),
        prevention=tuple(
            Prevention(text=each.text, plain=each.plain, for_conditions=(condition.id,), sources=each.sources)
            for condition in chosen
            for each in condition.prevention
        ),
    )


def _referrals(chosen: Sequence[Condition], services: Mapping[str, Service]) -> Iterable[Referral]:
    for condition in chosen:
        for visit in condition.see:
            yield Referral(
                service=visit.service,
                name=services[visit.service].name,
                when=visit.when,
                condition=visit.condition,
                why=visit.why,
                for_conditions=(condition.id,),
                sources=visit.sources,
            )


def _tests(chosen: Sequence[Condition]) -> Iterable[PlannedInvestigation]:
    for condition in chosen:
        for each in condition.investigations:
            yield _test(each, condition.id)


def _test(each: Investigation, condition: str) -> PlannedInvestigation:
    return PlannedInvestigation(
        text=each.text,
        plain=each.plain,
        when=each.when,
        condition=each.condition,
        why=each.why,
        for_conditions=(condition,),
        sources=each.sources,
    )


def _treatment(chosen: Sequence[Condition]) -> Iterable[Care]:
    for condition in chosen:
        for each in condition.treatment:
            yield Care(
                kind=each.kind,
                text=each.text,
                plain=each.plain,
                strength=each.strength,
                for_conditions=(condition.id,),
                sources=each.sources,
            )
