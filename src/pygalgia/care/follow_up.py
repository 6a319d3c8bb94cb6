"""When to look again, what to decide then, and on which signs to go at once."""

from collections.abc import Iterable

from pygalgia.care.choice import Choice
from pygalgia.care.circumstances import Circumstances
from pygalgia.domain.care_rules import Course, WarningSign, WatchRules
from pygalgia.domain.plan import Check, Decision, FollowUp
from pygalgia.domain.urgency import Urgency

#: Outcomes on which exercises are stopped.
_STOPPING = ("worse", "new-sign")


def follow_up(
    choice: Choice, circumstances: Circumstances, *, watch: WatchRules, exercising: bool
) -> FollowUp:
    """Return the watch for this urgency, this leading cause and this age.

    A sign that applies to some people only (`when`) is told where it is certain that it applies. A sign
    that is there already is told as what would make it worse, and where a part of it is, that part is not
    told as what may come.

    Args:
        choice: Names the leading cause.
        circumstances: Whose watch.
        watch: Its rules.
        exercising: Whether exercises are given: only then is anything said of stopping them.
    """
    level = circumstances.urgency.id
    course = _course(choice, circumstances, watch=watch)
    return FollowUp(
        checks=tuple(
            Check(day=each.day, text=each.note.text, plain=each.note.plain, sources=each.note.sources)
            for each in (watch.checks if course is None else course.checks)
            if level in each.levels
        ),
        decisions=tuple(_decisions(circumstances, course, watch=watch, exercising=exercising)),
        go_at_once_if=tuple(
            words
            for each in watch.warnings
            if _is_told(each, circumstances) and (words := _words(each, circumstances))
        ),
    )


def _is_told(each: WarningSign, circumstances: Circumstances) -> bool:
    if each.unless_denied is not None and circumstances.meets(each.unless_denied) is False:
        return False
    return each.when is None or circumstances.meets(each.when) is True


def _decisions(
    circumstances: Circumstances, course: Course | None, *, watch: WatchRules, exercising: bool
) -> Iterable[Decision]:
    """Yield what to do by how it goes.

    Whoever has to be seen today is not told to go on, or to wait some days if it is the same; nor does
    anybody leave out a visit within two weeks because the pain is better. Who has a visit before them is
    not told to book one.
    """
    if circumstances.is_urgent:
        return
    instead = {Urgency.WITHIN_TWO_WEEKS: watch.before_visit, Urgency.ROUTINE: watch.booked}
    told = watch.decisions | instead.get(circumstances.urgency, {})
    if not exercising:
        # Who is to leave exercises is not told to do more of them each week.
        keeping = circumstances.urgency > Urgency.SELF_CARE
        told |= {"better": watch.before_visit["better"] if keeping else watch.decisions["same"]}
    if course is not None and course.worse is not None:
        told |= {"worse": course.worse}
    for outcome, note in told.items():
        first = [watch.exercising] if exercising and outcome in _STOPPING else []
        notes = [*first, note]
        yield Decision(
            outcome=outcome,
            text=" ".join(each.text for each in notes),
            plain=" ".join(each.plain for each in notes),
            sources=tuple(dict.fromkeys(name for each in notes for name in each.sources)),
        )


def _words(each: WarningSign, circumstances: Circumstances) -> str:
    for other in each.instead:
        if circumstances.meets(other.when) is True:
            return other.plain
    there = each.already is not None and circumstances.meets(each.already) is True
    return each.worse if there and each.worse else each.plain


def _course(choice: Choice, circumstances: Circumstances, *, watch: WatchRules) -> Course | None:
    """Return the course of the leading cause, or None where none is written.

    Who has to be seen today first hears of that visit: what the cause is will be known after it.
    """
    leading = choice.likely[0] if choice.likely else None
    if circumstances.is_urgent or leading is None:
        return None
    for course in watch.courses:
        of_cause = leading.id in course.conditions or leading.group in course.groups
        if of_cause and _holds(course, circumstances):
            return course
    return None


def _holds(course: Course, circumstances: Circumstances) -> bool:
    return course.when is None or circumstances.meets(course.when) is True
