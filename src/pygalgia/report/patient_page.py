"""The page for the person who has the pain: what it says, in plain words, before any form is given to it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from pygalgia.care.unproven import before_proof
from pygalgia.domain.another_person import about, named, notice, notice_to_the_young
from pygalgia.domain.assessment import Assessment, Reason
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.plan import Break, Care, Programme, Referral
from pygalgia.domain.urgency import Urgency
from pygalgia.frozen import Frozen
from pygalgia.report import certainty
from pygalgia.report.about_another import in_words_for, telling
from pygalgia.report.breaks import at_one_interval
from pygalgia.report.emergency import emergency_page, one_call
from pygalgia.report.meanwhile import meanwhile
from pygalgia.report.sentences import each_once, sentences
from pygalgia.report.told_causes import first_sentences, told_causes
from pygalgia.report.told_signs import asked_on_the_screen, is_sign_told, naming_what_was_told, to_look_for
from pygalgia.report.top_reasons import top_reasons
from pygalgia.report.words import URGENCY, sentence
from pygalgia.texts import Words, _, in_context, later, listed, lowered, many, parted, speaks_english

#: What fits one page and can be kept in mind.
MOST_REASONS = 2
MOST_TO_SEE = 4
MOST_TO_DO = 5
MOST_TO_AVOID = 4
MOST_EXERCISES = 4
MOST_STEPS = 4
#: Where nothing was found, but too little is known to rule danger out.
#: Said by `_`.
OPEN_LEAD = later("No danger sign was found, but not all of them could be ruled out with what we know.")
#: The same where a sign was told, and where every other one is ruled out. Said by `_`.
TOLD_AND_OPEN_LEAD = later(
    "What you told us should be looked at, and not all danger signs could be ruled out yet."
)
TOLD_LEAD = later("What you told us should be looked at.")
#: Care and visits are told for the leading cause, and for others from this probability on: one in five.
SMALLEST_CARED_FOR = 0.2
#: Care that a person does at home, or can buy.
AT_HOME = ("self-care", "medicine")
#: How advice tells to call for help now, or to go; once on a page is enough.
CALL = re.compile(
    r"Call 999, 112 or 911(, or go to the emergency department)? now\."
    r"|Go to the emergency department now(, or call 999, 112 or 911)?\."
)
#: Kinds of medicine that are sold without a prescription: others nobody can take unasked.
WITHOUT_PRESCRIPTION = frozenset({"paracetamol", "nsaid"})
_OUTCOMES = Words(
    {
        "better": later("Better"),
        "same": later("The same"),
        "worse": later("Worse, or no sleep"),
        "new-sign": later("A danger sign"),
    }
)


class Cause(Frozen):
    """A possible cause: its name, how likely in words, and what it is."""

    name: str
    chance: str
    plain: str


class Visit(Frozen):
    """Whom to see: when, who, what people in the UK and the US call it, and why."""

    when: str
    who: str
    elsewhere: str
    why: str


class Exercise(Frozen):
    """An exercise on the page; `pictures` are file names of its first and last key frames."""

    id: str
    name: str
    steps: tuple[str, ...]
    dose: str
    leave_out_if: tuple[str, ...]
    pictures: tuple[str, ...]


class PatientPage(Frozen):
    """Everything on the page, top to bottom; `notice` says to whom it speaks, where that needs saying."""

    level: str
    notice: str
    headline: str
    lead: str
    reasons: tuple[str, ...]
    do_now: tuple[str, ...]
    go_at_once_if: tuple[str, ...]
    causes: tuple[Cause, ...]
    visits: tuple[Visit, ...]
    say: str
    bring: tuple[str, ...]
    to_do: tuple[str, ...]
    ask_first: tuple[str, ...]
    not_to_do: tuple[str, ...]
    exercises: tuple[Exercise, ...]
    stop_if: tuple[str, ...]
    breaks: tuple[str, ...]
    checks: tuple[tuple[str, str], ...]
    decisions: tuple[tuple[str, str], ...]
    outlook: tuple[str, ...]
    prevention: tuple[str, ...]


def deed_and_why(assessment: Assessment, base: KnowledgeBase, *, audience: str = "self") -> tuple[str, str]:
    """Return what to do, and one sentence on why; what could not be ruled out is not called safe.

    Where a warning sign was told, no sentence says that none was found.
    """
    said = URGENCY[assessment.urgency]
    who = named(assessment.case.age_years, audience)
    if who and assessment.urgency == Urgency.SAME_DAY:
        said = replace(said, deed=_("%(who)s should be seen today", who=who[0].upper() + who[1:]))
    if audience == "patient":
        said = replace(said, deed=about(said.deed, who), why=about(said.why, who))
    told = is_sign_told(assessment, base)
    if is_danger_open(assessment, base):
        return said.deed, _(TOLD_AND_OPEN_LEAD) if told else _(OPEN_LEAD)
    return said.deed, _(TOLD_LEAD) if told and assessment.urgency <= Urgency.ROUTINE else said.why


def is_danger_open(assessment: Assessment, base: KnowledgeBase) -> bool:
    """Return whether a danger is not ruled out: it holds the urgency up, or the screen left it open."""
    is_held = bool(assessment.reasons) and assessment.reasons[0].kind == "not-excluded"
    return is_held or (assessment.urgency < Urgency.SAME_DAY and not is_screened(assessment, base))


def is_screened(assessment: Assessment, base: KnowledgeBase) -> bool:
    """Return whether the emergency screen left no sign of haste open: not known is never a no."""
    # What nobody asks a baby is not left open.
    asked = set(asked_on_the_screen(assessment.case, base))
    return not any(
        each.verdict == "open"
        and Urgency.from_id(each.flag.urgency) >= Urgency.SAME_DAY
        and not asked.isdisjoint(each.because_of)
        for each in assessment.red_flags
    )


def patient_page(assessment: Assessment, base: KnowledgeBase, *, audience: str = "self") -> PatientPage:
    """Return what the person is told, or who answered for them."""
    assessment = in_words_for(naming_what_was_told(assessment, base), audience)
    plan = before_proof(assessment.plan, base.conditions, named=[each.id for each in told_causes(assessment)])
    danger = emergency_page(assessment, base)
    deed, why = deed_and_why(assessment, base, audience=audience)
    offered = [each for each in plan.exercises if each.start_with][:MOST_EXERCISES]
    main = _main(assessment)
    cared_for = [each for each in plan.treatment if main & set(each.for_conditions)]
    urgent = assessment.urgency >= Urgency.SAME_DAY
    home = () if urgent else _to_do(cared_for)
    return PatientPage(
        level=assessment.urgency.id,
        notice=notice_to_the_young(assessment.case.age_years) if audience == "self" else notice(),
        headline=deed,
        lead=" ".join(danger.suspected) if danger else why,
        reasons=_reasons(assessment),
        # An emergency is never told without a deed, whatever makes it one.
        do_now=(*(do_now(assessment, base) or (danger.do if danger else ())), *to_look_for(assessment, base)),
        go_at_once_if=() if danger else plan.follow_up.go_at_once_if,
        causes=_causes(assessment, base, told=telling(assessment, audience)),
        visits=() if danger else _visits(assessment),
        say=_("Say: %(what)s", what=danger.say) if danger else plan.preparation.say,
        bring=plan.preparation.bring,
        to_do=home or meanwhile(assessment, base, audience=audience),
        ask_first=() if urgent else _ask_first(cared_for),
        not_to_do=() if danger else tuple(_not_to_do(assessment)),
        exercises=tuple(_exercise(each) for each in offered),
        stop_if=_stop_if(offered),
        breaks=_breaks(each for each in plan.micro_breaks if each.start_with),
        checks=() if danger else tuple((day(each.day), each.plain) for each in plan.follow_up.checks),
        decisions=tuple((_outcome(each.outcome), each.plain) for each in plan.follow_up.decisions),
        outlook=tuple(sentence(each.plain) for each in plan.outlook if assessment.conditions and not urgent)[
            :1
        ],
        prevention=() if urgent else tuple(sentence(each.plain) for each in plan.prevention[:2]),
    )


def _reasons(assessment: Assessment) -> tuple[str, ...]:
    top = top_reasons(assessment)
    # That several causes together weigh enough tells a person nothing where a single reason does.
    single = [each for each in top if not each.id.startswith("together-")]
    return tuple(dict.fromkeys(sentence(each.plain) for each in single or top))[:MOST_REASONS]


def _main(assessment: Assessment) -> set[str]:
    """Return the conditions that a person's page is about: dangers, the leading one, others if likely."""
    likely = {each.id for each in assessment.conditions if each.probability >= SMALLEST_CARED_FOR}
    leading = {each.id for each in assessment.conditions[:1]}
    return likely | leading | set(assessment.plan.dangers)


def _visits(assessment: Assessment) -> tuple[Visit, ...]:
    main = _main(assessment)
    rows = [
        each
        for each in assessment.plan.who_to_see
        if not each.for_conditions or main & set(each.for_conditions)
    ]
    return tuple(_visit(each) for each in _each_once(rows)[:MOST_TO_SEE])


def _each_once(rows: Iterable[Referral]) -> list[Referral]:
    """Return every service once: a further reason to go there later joins the first one."""
    kept: dict[str, Referral] = {}
    for row in rows:
        before = kept.setdefault(row.service, row)
        if before is not row and before.when == "if" == row.when:
            either = _("%(condition)s, or if %(other)s", condition=before.condition, other=row.condition)
            kept[row.service] = replace(before, condition=either)
    return list(kept.values())


def do_now(assessment: Assessment, base: KnowledgeBase) -> tuple[str, ...]:
    """Return what to do at once, each sentence once however many signs ask for it, the call for help first.

    A sentence that says no more than the headline, or than the beginning of another one ("See a clinician
    today" beside "See a clinician today for an X-ray"), is left out; of "book a visit and walk with support"
    under the headline that says to book it, the support is left. In other languages than English the advice
    stays whole. What to do about a likely cause of childhood comes before what its signs ask for.
    """
    found = sorted(top_reasons(assessment), key=lambda each: not _is_of_childhood(each, base))
    top = [each.do_now for each in found if each.do_now]
    if not speaks_english():
        told_whole = one_call(each_once(top[:MOST_REASONS]))
        told_whole.sort(key=lambda each: CALL.match(each[1]) is None)
        return tuple(sentence(said) for said, _meant in told_whole)
    parts = [part for text in top[:MOST_REASONS] for part in text.rstrip(".").split(". ")]
    new = dict.fromkeys(sentence(said) for part in parts if (said := _beside(part, assessment.urgency)))
    told = [said for said, _meant in one_call((each, each) for each in new)]
    calls = [each for each in told if CALL.fullmatch(each)]
    told = [*calls[:1], *(each for each in told if each not in calls)]
    bare = [each.rstrip(".") for each in told]
    return tuple(
        each
        for place, each in enumerate(told)
        if not any(other.startswith(bare[place]) for nth, other in enumerate(bare) if nth != place)
    )


def _is_of_childhood(reason: Reason, base: KnowledgeBase) -> bool:
    return reason.id in base.conditions and base.conditions[reason.id].group == "child"


def _beside(part: str, urgency: Urgency) -> str:
    """Return what a sentence of advice says beside the headline of this level; empty where nothing.

    Examples:
        >>> _beside("Book a visit within two weeks and walk with support", Urgency.WITHIN_TWO_WEEKS)
        'walk with support'
        >>> _beside("See a clinician today for an X-ray", Urgency.SAME_DAY)
        'See a clinician today for an X-ray'
    """
    words = URGENCY[urgency]
    for said in (words.deed, words.order):
        if said and part == said:
            return ""
        if said and part.startswith(f"{said} and "):
            return part.removeprefix(f"{said} and ")
    return part


def _causes(assessment: Assessment, base: KnowledgeBase, *, told: Callable[[str], str]) -> tuple[Cause, ...]:
    return tuple(
        Cause(
            name=each.plain_name,
            chance=_(certainty.of(each).level),
            plain=told(first_sentences(base.conditions[each.id].plain)),
        )
        for each in told_causes(assessment)
    )


def _visit(each: Referral) -> Visit:
    condition = sentence(_("If %(condition)s", condition=each.condition)) + " " if each.condition else ""
    same = each.uk == each.us == each.name.lower()
    return Visit(
        when=_when(each.when),
        who=each.name,
        elsewhere="" if same else _("UK: %(uk)s. US: %(us)s.", uk=each.uk, us=each.us),
        why=condition + sentence(each.plain_why),
    )


def _when(kind: str) -> str:
    return {
        "first": in_context("whom to see", "First"),
        "next": in_context("whom to see", "Then"),
        "if": in_context("whom to see", "Only if"),
    }[kind]


def _to_do(treatment: Iterable[Care]) -> tuple[str, ...]:
    """Return what is done at home: self-care, then one medicine."""
    offered = [each for each in treatment if each.kind in AT_HOME and not each.blocked_by]
    kept = [each for each in offered if each.kind == "self-care"][: MOST_TO_DO - 1]
    return tuple(dict.fromkeys(sentence(each.plain) for each in (*kept, *_told_medicine(offered))))


def _told_medicine(treatment: Iterable[Care]) -> tuple[Care, ...]:
    """Return the one medicine that is told to a person, or none."""
    return tuple(
        each
        for each in treatment
        if each.kind == "medicine"
        and each.classes
        and WITHOUT_PRESCRIPTION.issuperset(each.classes)
        and not each.blocked_by
    )[:1]


def _ask_first(treatment: Iterable[Care]) -> tuple[str, ...]:
    """Return what has to be asked before the medicine that is told is taken, each once."""
    told = (text for each in _told_medicine(treatment) for text in (*each.take_care, *each.ask_first))
    if not speaks_english():
        return tuple(dict.fromkeys(sentences(text)[0][0] for text in told))
    return tuple(dict.fromkeys(text.split(". ")[0].rstrip(".") + "." for text in told))


def _not_to_do(assessment: Assessment) -> Iterable[str]:
    """Yield what to leave; things that one reason forbids stand together."""
    together: dict[str, list[str]] = {}
    main = _main(assessment)
    for each in assessment.plan.avoid:
        # Nobody leaves what only a doctor could choose for them.
        if each.is_prescribed or (each.for_conditions and not main & set(each.for_conditions)):
            continue
        together.setdefault(each.plain_why, []).append(each.plain)
    for why, things in list(together.items())[:MOST_TO_AVOID]:
        first, *others = things[:MOST_TO_AVOID]
        left = sentence(parted([first, *(lowered(each) for each in others)]))
        yield _("%(what)s %(why)s", what=left, why=why)


def _exercise(each: Programme) -> Exercise:
    ends = each.pictures if len(each.pictures) < 2 else (each.pictures[0], each.pictures[-1])  # noqa: PLR2004 - both ends
    return Exercise(
        id=each.exercise,
        name=each.name,
        steps=(each.position, *each.steps)[: MOST_STEPS + 1],
        dose=each.dose,
        leave_out_if=each.leave_out_if,
        pictures=tuple(ends),
    )


def _stop_if(offered: Iterable[Programme]) -> tuple[str, ...]:
    """Return the reasons to stop that all exercises share."""
    lists = [each.stop_if for each in offered]
    return tuple(text for text in lists[0] if all(text in each for each in lists)) if lists else ()


def _breaks(start: Iterable[Break]) -> tuple[str, ...]:
    """Return the breaks from sitting in one line: one or the other, and how often."""
    told = at_one_interval(start)
    if not told:
        return ()
    names = listed([told[0].name, *(lowered(each.name) for each in told[1:])], "or")
    return (sentence(_("%(what)s, %(how_often)s", what=names, how_often=told[0].every)),)


def day(number: int) -> str:
    """Return when to look again, in words.

    Examples:
        >>> day(1), day(3), day(14)
        ('Today', 'In 3 days', 'In 2 weeks')
    """
    if number == 1:
        return _("Today")
    if number < 14:  # noqa: PLR2004 - two weeks
        return many("In %(n)s day", "In %(n)s days", number)
    return many("In %(n)s week", "In %(n)s weeks", number // 7)


def _outcome(outcome: str) -> str:
    return _OUTCOMES[outcome]
