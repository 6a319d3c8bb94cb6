"""An assessment as the templates show it: to the person, in the examination, and a shared case."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pygalgia.care.unproven import before_proof
from pygalgia.domain.another_person import notice_to_the_young
from pygalgia.domain.assessment import Assessment, Change, Ranked
from pygalgia.domain.condition import UNLISTED
from pygalgia.domain.knowledge_base import Country, KnowledgeBase
from pygalgia.domain.plan import Avoid, Outlook, Referral
from pygalgia.domain.urgency import Urgency
from pygalgia.interview import Audience, alarms
from pygalgia.report import certainty
from pygalgia.report.about_another import in_words_for, telling
from pygalgia.report.breaks import at_one_interval
from pygalgia.report.citations import Citations, reference
from pygalgia.report.country import in_country, in_words_of
from pygalgia.report.emergency import emergency_page
from pygalgia.report.fit import by_probability_alone, case_mix, fits_best
from pygalgia.report.meanwhile import meanwhile
from pygalgia.report.patient_page import day, deed_and_why, do_now
from pygalgia.report.told_signs import naming_what_was_told, to_look_for
from pygalgia.report.top_reasons import suspected_danger, top_reasons
from pygalgia.report.words import URGENCY, sentence
from pygalgia.texts import _, later, lowered
from pygalgia.texts.listing import listed
from pygalgia.texts.table import Words
from pygalgia.web.visit.charts import waterfall

#: How likely a cause is, by the three levels that are told apart.
LIKELIHOODS = Words(
    {"likely": later("likely"), "possible": later("possible"), "less likely": later("less likely")}
)
#: How strong the published evidence for a treatment is.
STRENGTHS = Words(
    {
        "strong": later("strong evidence"),
        "moderate": later("moderate evidence"),
        "weak": later("weak evidence"),
        "outdated": later("outdated evidence"),
    }
)
#: Services that are gone to without ringing first.
HOSPITALS = ("emergency-department", "childrens-emergency")
#: From this probability on, the expected course of a condition is told.
LIKELY = 0.1
#: Causes and reasons that are shown before "show all".
SHOWN = 5
#: Things to leave that stand on the first screen.
MOST_LEFT = 3
#: Things to do now that stand on the first screen.
MOST_DEEDS = 3
#: A cause below this is named on demand only: a rare danger high on the page frightens without need.
SMALLEST_SHOWN = 0.05


def view(
    assessment: Assessment,
    base: KnowledgeBase,
    *,
    audience: Audience = "self",
    country: Country | None = None,
) -> dict[str, Any]:
    """Return what a template needs to show an assessment."""
    assessment = naming_what_was_told(in_country(assessment, country), base)
    assessment = in_words_for(assessment, audience)
    if audience != "patient":
        named = [each.id for each in assessment.conditions if each.probability >= SMALLEST_SHOWN][:SHOWN]
        plan = before_proof(assessment.plan, base.conditions, named=named)
        plan = replace(plan, avoid=tuple(each for each in plan.avoid if not each.is_prescribed))
        assessment = replace(assessment, plan=plan)
    of_level = [each for each in assessment.reasons if each.urgency == assessment.urgency]
    reasons = of_level if audience == "patient" else list(top_reasons(assessment))
    causes = [each for each in assessment.conditions if each.id != UNLISTED][:12]
    rest = next((each for each in assessment.conditions if each.id == UNLISTED), None)
    return {
        "assessment": assessment,
        "plan": assessment.plan,
        "audience": audience,
        "told": telling(assessment, audience),
        "clinical": audience == "patient",
        "level": URGENCY[assessment.urgency].name,
        "at_home": audience == "patient" or assessment.urgency < Urgency.SAME_DAY,
        "headline": deed_and_why(assessment, base, audience=audience),
        "young": notice_to_the_young(assessment.case.age_years) if audience == "self" else "",
        "do_now": _to_do_now(assessment, base, country, audience=audience),
        "meanwhile": () if _helps_itself(assessment) else meanwhile(assessment, base, audience=audience),
        "day": day,
        "breaks": at_one_interval(assessment.plan.micro_breaks),
        "reasons": reasons,
        "suspected": suspected_danger(assessment),
        "by_probability_alone": by_probability_alone(assessment),
        "causes": causes,
        "none_of_these": rest,
        "fits": fits_best(assessment),
        "assumes": case_mix(assessment),
        "shown": SHOWN,
        "causes_shown": min(SHOWN, max(1, sum(each.probability >= SMALLEST_SHOWN for each in causes))),
        "waterfalls": {each.id: waterfall(each, base) for each in causes},
        "frequency": certainty.of,
        "leads": certainty.leads,
        "lowered": lowered,
        "span": certainty.span,
        "how_likely": LIKELIHOODS,
        "strength": STRENGTHS.__getitem__,
        "in_words_of": lambda text: in_words_of(text, country),
        "country": country,
        "emergency": emergency_page(assessment, base, country=country),
        "changes": [
            each for each in assessment.changes if audience == "patient" or _concerns(each, assessment)
        ],
        "alarms": alarms(assessment.red_flags, assessment.reasons),
        "raised": [each for each in assessment.red_flags if each.verdict == "raised"],
        "still_open": [each for each in assessment.red_flags if each.verdict == "open" and each.floor > 0],
        "checked": certainty.checked(assessment.red_flags, assessment.case, base),
        "by_service": by_service,
        "not_now": _not_now(assessment),
        "avoid": _avoid(assessment, clinical=audience == "patient"),
        "outlook": _outlook(assessment),
        "cite": Citations(base),
        "reference": reference,
        "sentence": sentence,
        "conditions": base.conditions,
        "hasty": _hasty(causes, assessment, base),
    }


def _helps_itself(assessment: Assessment) -> bool:
    """Return whether somebody who is not seen today reads of something to do alone."""
    return assessment.urgency < Urgency.SAME_DAY and any(
        each.kind == "self-care" and not each.blocked_by for each in assessment.plan.treatment
    )


def _hasty(causes: Iterable[Ranked], assessment: Assessment, base: KnowledgeBase) -> set[str]:
    """Return the causes that would have to be seen sooner than this page says.

    Their texts tell whoever has them to go at once, which frightens on a calm page for nothing.
    """
    level = assessment.urgency
    own = {each.id: Urgency.from_id(base.conditions[each.id].action.urgency) for each in causes}
    return {name for name, urgency in own.items() if level < urgency and urgency >= Urgency.SAME_DAY}


def _reached(assessment: Assessment, country: Country | None) -> tuple[str, ...]:
    """Return how somebody is seen today in this country; nothing at another level."""
    first = next(iter(assessment.plan.who_to_see), None)
    if country is None or first is None or assessment.urgency != Urgency.SAME_DAY:
        return ()
    if first.service in HOSPITALS:
        return (_("Go to: %(place)s.", place=first.name),)
    return (country.advice.partition("? ")[2] or country.advice,)


def _to_do_now(
    assessment: Assessment, base: KnowledgeBase, country: Country | None, *, audience: Audience
) -> tuple[str, ...]:
    """Return what to do now, no more than is shown; what to look for today stands at its end.

    Where nothing else is to be done, why the level is what it is stands before it.
    """
    deeds = (*_reached(assessment, country), *do_now(assessment, base))
    look = () if audience == "patient" else to_look_for(assessment, base)
    if not look:
        return deeds
    why = deed_and_why(assessment, base, audience=audience)[1]
    return (*(deeds or (why,))[: MOST_DEEDS - len(look)], *look)


def _concerns(each: Change, assessment: Assessment) -> bool:
    """Return whether a person is told of a change: they can notice it, and it matters to them now.

    Who must be seen today does not weigh which harmless cause would lead if they also sprinted.
    """
    is_urgent = assessment.urgency >= Urgency.SAME_DAY
    return each.who == "patient" and (each.urgency is not None or not is_urgent)


def by_service(visits: Iterable[Referral]) -> list[list[Referral]]:
    """Return the visits with those to one service together, in the order in which services first come."""
    groups: dict[str, list[Referral]] = {}
    for each in visits:
        groups.setdefault(each.service, []).append(each)
    return list(groups.values())


def _not_now(assessment: Assessment) -> str:
    """Return what to leave above all: everything that the first reason forbids, in one line."""
    avoid = assessment.plan.avoid
    together = [each.plain for each in avoid if each.plain_why == avoid[0].plain_why]
    first, *others = together[:MOST_LEFT] or [""]
    return listed([first, *(lowered(each) for each in others)], "apart")


def _avoid(assessment: Assessment, *, clinical: bool) -> list[tuple[str, list[Avoid]]]:
    """Return what to avoid, put together by reason: one reason that stands six times is read by nobody."""
    groups: dict[str, list[Avoid]] = {}
    for each in assessment.plan.avoid:
        groups.setdefault(each.why if clinical else each.plain_why, []).append(each)
    return list(groups.items())


def _outlook(assessment: Assessment) -> list[Outlook]:
    """Return the expected course of what is likely; that of a rare danger would frighten without cause."""
    likely = {each.id for each in assessment.conditions if each.probability >= LIKELY}
    return [each for each in assessment.plan.outlook if each.condition in likely]
