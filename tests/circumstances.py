"""Cases for plans: a person, the condition that leads, and how urgent it is, without the engine."""

from dataclasses import replace

from pygalgia import care
from pygalgia.domain.case import Case
from pygalgia.domain.logic import holds
from pygalgia.domain.urgency import Urgency

#: Who is planned for: age, sex, and what is known besides.
PERSONS = {
    "adult": (46, "female", {"pregnancy": "not-pregnant", "anticoagulants": "absent"}),
    "child": (9, "male", {}),
    "pregnant": (31, "female", {"pregnancy": "pregnant", "anticoagulants": "absent"}),
    "anticoagulated": (58, "male", {"anticoagulants": "present"}),
    "kidney-disease": (61, "male", {"kidney-disease": "present", "anticoagulants": "absent"}),
    "immunosuppressed": (52, "female", {"immune-suppression": "present", "pregnancy": "not-pregnant"}),
}


def case(person="adult", **states):
    """Return the case of one of these persons, with more answers."""
    age, sex, known = PERSONS[person]
    answers = {name.replace("_", "-"): state for name, state in states.items()}
    return Case(id=person, sex=sex, setting="primary-care", age_years=age, states={**known, **answers})


def circumstances(base, *, leading, person="adult", urgency=None, probability=0.9, **more):
    """Return circumstances in which one condition leads; urgency is the condition's own unless given."""
    own = Urgency.from_id(base.conditions[leading].action.urgency)
    states = more.pop("states", {})
    who = more.pop("case", None) or case(person, **states)
    made = care.Circumstances(
        case=who,
        ranked=[(leading, probability)],
        urgency=own if urgency is None else urgency,
        reasons=(),
        verdicts=(),
        findings=base.findings,
        cautions=base.care.cautions,
        meets=lambda test: holds(test, who, findings=base.findings),
    )
    return replace(made, **more)


def plan(base, **rest):
    """Return the plan of such circumstances."""
    return care.make_plan(
        circumstances(base, **rest), conditions=base.conditions, services=base.services, rules=base.care
    )
