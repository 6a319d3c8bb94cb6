"""Put the plan together from the dangers and the likely conditions."""

from collections.abc import Mapping

from pygalgia.care.choice import choose
from pygalgia.care.circumstances import Circumstances
from pygalgia.care.follow_up import follow_up
from pygalgia.care.investigation import investigations
from pygalgia.care.of_age import of_this_age
from pygalgia.care.programme import programme, short_breaks
from pygalgia.care.referral import Routes
from pygalgia.care.treatment import avoided, outlook, prevention, treatment
from pygalgia.domain.care_rules import CareRules
from pygalgia.domain.condition import Condition
from pygalgia.domain.knowledge_base import Service
from pygalgia.domain.plan import Plan


def make_plan(
    circumstances: Circumstances,
    *,
    conditions: Mapping[str, Condition],
    services: Mapping[str, Service],
    rules: CareRules,
) -> Plan:
    """Return everything to do in these circumstances."""
    choice = choose(circumstances, conditions=conditions, choosing=rules.choosing)
    routes = Routes(circumstances=circumstances, choice=choice, routing=rules.routing, services=services)
    tests = investigations(choice, circumstances, if_found=rules.routing.if_found, radiation=rules.radiation)
    visits, done = routes.referrals(), treatment(choice, circumstances)
    exercises = programme(choice, circumstances, exercises=rules.exercises, choosing=rules.choosing)
    plan = Plan(
        dangers=tuple(each.id for each in choice.dangers),
        planned_for=tuple(each.id for each in choice.all),
        who_to_see=visits,
        preparation=routes.preparation(),
        investigations=tuple(each for each in tests if each.when != "avoid"),
        avoid_investigations=tuple(each for each in tests if each.when == "avoid"),
        treatment=done,
        exercises=exercises,
        micro_breaks=short_breaks(
            choice,
            circumstances,
            routines=rules.micro_breaks,
            choosing=rules.choosing,
            sitting=rules.sitting,
        ),
        avoid=avoided(choice, circumstances, measures=rules.measures),
        follow_up=follow_up(
            choice,
            circumstances,
            watch=rules.watch,
            exercising=any(not each.blocked_by for each in exercises),
        ),
        outlook=outlook(choice),
        prevention=prevention(choice),
    )
    return of_this_age(plan, circumstances.case.age_years, rules.of_age)
