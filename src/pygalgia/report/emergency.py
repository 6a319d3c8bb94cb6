"""What an emergency page says: the suspected danger, what to do, the number to ring, and what to say."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pygalgia.care.facts import facts_to_tell
from pygalgia.domain.assessment import Assessment, Reason
from pygalgia.domain.case import Case
from pygalgia.domain.knowledge_base import Country, KnowledgeBase
from pygalgia.domain.logic import holds
from pygalgia.domain.place_words import where_it_hurts
from pygalgia.domain.urgency import Urgency
from pygalgia.frozen import Frozen
from pygalgia.report.about_another import who_is_ill
from pygalgia.report.sentences import Sentence, each_once
from pygalgia.report.top_reasons import top_reasons
from pygalgia.report.words import sentence, short_name
from pygalgia.texts import _, later, listed, lowered, parted, speaks_english

#: More suspicions than these frighten and do not help.
MOST_SUSPECTED = 2
MOST_SIGNS = 3
MOST_DEEDS = 5
#: What is said on the phone where no sign was told, but its causes are likely enough, and where none is.
# For translators: %(cause)s is `condition/.../plain-name`; this follows "has pain in the left buttock, and".
SUSPECTED = later("this is suspected: %(cause)s")
UNSIGNED = later("questions about it say that it may be an emergency")
_EMERGENCY = Urgency.EMERGENCY.id
#: A sentence that leaves it to the person whether to ring or to go, or tells them to go.
_CALL_OR_GO = re.compile(r"Call [^.]*, or go to [^.]*\.?$|Go to [^.]* now(?:, or call [^.]*)?\.?$")
#: An order to ring, whatever comes: no "if it grows", no choice to go instead.
_CALL_ALONE = re.compile(r"Call (?!.*(?:, or go to | if | with )).*")
#: An order of how to lie, and the one that says no more than that.
_LYING = re.compile(r"\blie (?:down|still)\b", re.IGNORECASE)
_LIE_FLAT = re.compile(r"Lie (?:down|still)(?: flat)?\.?")
#: What is said on the phone, by what is known: where it hurts, what is suspected, and what else matters.
_SAID = {
    # For translators: %(where)s is a place as it stands alone ("left buttock"), or up to three;
    # For translators: %(suspected)s is `care/routing/hazards/.../call`, or two with "and".
    (True, True, False): later("“%(who)s has pain in %(where)s, and %(suspected)s.”"),
    (True, False, False): later("“%(who)s has pain in %(where)s.”"),
    (False, True, False): later("“%(who)s has pain, and %(suspected)s.”"),
    (False, False, False): later("“%(who)s has pain.”"),
    # For translators: %(facts)s are `care/routing/facts/.../told`, or names of findings, with semicolons.
    (True, True, True): later("“%(who)s has pain in %(where)s, and %(suspected)s. Important: %(facts)s.”"),
    (True, False, True): later("“%(who)s has pain in %(where)s. Important: %(facts)s.”"),
    (False, True, True): later("“%(who)s has pain, and %(suspected)s. Important: %(facts)s.”"),
    (False, False, True): later("“%(who)s has pain. Important: %(facts)s.”"),
}


class EmergencyPage(Frozen):
    """Everything on the page, and nothing else until the person asks.

    Attributes:
        suspected: What it may be, in plain words.
        signs: Which answers say so.
        do: What to do now.
        say: What to say on the phone.
        numbers: Where to ring: name of the place (empty where one is known) and number.
    """

    suspected: tuple[str, ...]
    signs: tuple[str, ...]
    do: tuple[str, ...]
    say: str
    numbers: tuple[tuple[str, str], ...]


def emergency_page(
    assessment: Assessment, base: KnowledgeBase, *, country: Country | None = None
) -> EmergencyPage | None:
    """Return the page, or None where it is no emergency."""
    if assessment.urgency != Urgency.EMERGENCY:
        return None
    top = top_reasons(assessment)
    raised = [
        each
        for each in assessment.red_flags
        if each.verdict == "raised" and each.urgency == Urgency.EMERGENCY
    ]
    hazards = [each.flag.hazard for each in raised] or [
        _hazard_of(each, assessment.case, base) for each in top
    ]
    routes = [base.care.routing.hazards[name] for name in dict.fromkeys(hazards) if name]
    # Nobody says on the phone that there are signs where only causes are likely.
    calls = listed(each.call for each in routes[:MOST_SUSPECTED]) if raised else _suspicion(top, base)
    return EmergencyPage(
        # What is only likely frightens enough by its first name; the others stand under why.
        suspected=tuple(
            _("This may be %(danger)s.", danger=each.suspected)
            for each in routes[: MOST_SUSPECTED if raised else 1]
        )
        or (_("Your answers together mean that this cannot wait."),),
        signs=tuple(dict.fromkeys(sentence(each.plain) for each in top))[:MOST_SIGNS],
        do=deeds([each.do_now for each in top if each.do_now]),
        say=_said(assessment, base, calls),
        numbers=_numbers(base, country),
    )


def _hazard_of(reason: Reason, case: Case, base: KnowledgeBase) -> str:
    """Return the hazard that a reason stands for; empty where none does.

    Of a sign that is open it is its own. Of a cause it is that of most emergency flags that name it first, or
    where none does, at all. Only those count that somebody of this age and sex can have: the words of a route
    may speak of a child.
    """
    if reason.id in base.red_flags:
        return base.red_flags[reason.id].hazard
    whoever = replace(case, states={}, times={})
    naming = [
        each
        for each in base.red_flags.values()
        if reason.id in each.conditions
        and each.urgency == _EMERGENCY
        and holds(each.when, whoever, findings=base.findings) is not False
    ]
    first = [each for each in naming if each.conditions[0] == reason.id]
    hazards = [each.hazard for each in first or naming]
    return max(dict.fromkeys(hazards), key=hazards.count, default="")


def _suspicion(top: Sequence[Reason], base: KnowledgeBase) -> str:
    """Return what is said on the phone where no sign was told: the first likely cause, as suspected."""
    for each in top:
        if each.id in base.conditions:
            return _(SUSPECTED, cause=lowered(short_name(base.conditions[each.id].plain_name)))
    return _(UNSIGNED)


def _said(assessment: Assessment, base: KnowledgeBase, calls: str) -> str:
    """Return what to say on the phone: who has pain where, what is suspected, and by which signs."""
    who, where = who_is_ill(assessment.case), where_it_hurts(assessment.case.regions, base.regions)
    facts = parted(_facts(assessment, base))
    said = _SAID[bool(where), bool(calls), bool(facts)]
    return _(said, who=who, where=where, suspected=calls, facts=facts)


def _facts(assessment: Assessment, base: KnowledgeBase) -> tuple[str, ...]:
    case = assessment.case
    return facts_to_tell(
        case,
        assessment.red_flags,
        urgency=assessment.urgency,
        declared=base.care.routing.facts,
        findings=base.findings,
        meets=lambda test: holds(test, case, findings=base.findings),
    )


def deeds(advice: list[str]) -> tuple[str, ...]:
    """Return each deed once; the call first, in its shortest form, as the button above says it as well.

    What to say that is so stands in words of its own. What is not told apart in another language stays whole.
    """
    if not speaks_english():
        parted_deeds = sorted(one_call(each_once(advice)), key=lambda each: not each[1].startswith("Call "))
        return tuple(sentence(said) for said, _meant in parted_deeds)[:MOST_DEEDS] or (
            _("Go to the emergency department now."),
        )
    parts = (part for each in advice for part in each.rstrip(".").split(". ") if part)
    unique = list(dict.fromkeys(sentence(each) for each in parts))
    told = [said for said, _meant in one_call((each, each) for each in unique)]
    calls = sorted(
        (each for each in told if each.startswith("Call ")), key=lambda each: _CALL_ALONE.match(each) is None
    )
    others = [each for each in told if not each.startswith(("Call ", "Say that "))]
    return tuple([*(calls[:1] or ["Go to the emergency department now."]), *others][:MOST_DEEDS])


def one_call(deeds: Iterable[Sentence]) -> list[Sentence]:
    """Return the deeds with one clear order: who has to lie and wait is not told to go as well.

    Args:
        deeds: Each as it is said, and its English.
    """
    told = _one_posture(list(deeds))
    if not any(_CALL_ALONE.match(meant) for _said, meant in told):
        return told
    return [each for each in told if not _CALL_OR_GO.match(each[1])]


def _one_posture(told: list[Sentence]) -> list[Sentence]:
    """Return the deeds without "lie down flat" where another of them says already how to lie."""
    lying = [each for each in told if _LYING.search(each[1])]
    bare = [each for each in lying if _LIE_FLAT.fullmatch(each[1])]
    return [each for each in told if each not in bare] if len(lying) > len(bare) else told


def _numbers(base: KnowledgeBase, country: Country | None) -> tuple[tuple[str, str], ...]:
    if country is not None:
        return (("", country.emergency),)
    kept: dict[str, str] = {}
    for each in base.countries.values():
        kept.setdefault(each.emergency, each.name)
    return tuple((name, number) for number, name in kept.items())
