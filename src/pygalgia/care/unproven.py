"""What a person is told of a danger as long as nobody has proven it.

Answers raise a suspicion and never a diagnosis. How a cancer, a fracture or an infection goes on, what is
done against it and what keeps it from coming back is told once it is proven, by whoever has proven it.
Before that a person is told what holds whatever the cause turns out to be. Clinicians read all of it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from pygalgia.domain.condition import Condition
from pygalgia.domain.plan import Care, Plan
from pygalgia.domain.urgency import Urgency

#: Painkillers that anybody can buy; cautions on them are checked like all others.
_BOUGHT = frozenset({"paracetamol", "nsaid"})


def is_danger(condition: Condition) -> bool:
    """Return whether a condition has to be looked for within two weeks or sooner."""
    return Urgency.from_id(condition.action.urgency) >= Urgency.WITHIN_TWO_WEEKS


def before_proof(plan: Plan, conditions: Mapping[str, Condition], *, named: Collection[str] = ()) -> Plan:
    """Return the plan as a person is told it: of a danger, only what holds before it is proven.

    That is what they do by themselves, a simple painkiller, whom to see, what to leave and when to look
    again. While a danger is looked for or named, no course is told of a harmless cause either: "it is not
    dangerous" is read as said of all.

    Args:
        plan: What clinicians read.
        conditions: What is known about each.
        named: The causes that the person is told.
    """
    dangers = {name for name, condition in conditions.items() if is_danger(condition)}
    is_calm = dangers.isdisjoint((*plan.dangers, *named))

    def is_suspected(causes: Iterable[str]) -> bool:
        return dangers.issuperset(causes)

    return replace(
        plan,
        treatment=tuple(
            each for each in plan.treatment if _holds_before(each) or not is_suspected(each.for_conditions)
        ),
        outlook=tuple(each for each in plan.outlook if is_calm and each.condition not in dangers),
        prevention=tuple(each for each in plan.prevention if not is_suspected(each.for_conditions)),
    )


def _holds_before(each: Care) -> bool:
    is_simple = "paracetamol" in each.classes and _BOUGHT.issuperset(each.classes)
    return each.kind == "self-care" or (each.kind == "medicine" and is_simple)
