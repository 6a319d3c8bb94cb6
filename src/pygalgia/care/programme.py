"""The home programme and the short breaks: what suits the likely conditions and is safe in this case."""

from collections.abc import Iterable, Mapping

from pygalgia.care.choice import Choice
from pygalgia.care.circumstances import Circumstances
from pygalgia.domain.care_rules import Choosing, Sitting
from pygalgia.domain.exercise import AvoidIf, Caution, Exercise, MicroBreak
from pygalgia.domain.plan import Break, Programme


def programme(
    choice: Choice, circumstances: Circumstances, *, exercises: Mapping[str, Exercise], choosing: Choosing
) -> tuple[Programme, ...]:
    """Return the exercises that help a likely condition: to start with, for later, then the blocked ones.

    Nothing at all where a clinician has to see the person today.
    """
    if circumstances.is_urgent:
        return ()
    suited = _best_first(exercises.values(), choice=choice, circumstances=circumstances)
    rows = [(each, _blocking(each, circumstances)) for each in suited]
    offered = [each for each, blocked in rows if not blocked]
    first = {each.id for each in offered[: choosing.exercises]}
    return (
        *(
            _row(each, (), choice=choice, circumstances=circumstances, start=each.id in first)
            for each in offered
        ),
        *(
            _row(each, blocked, choice=choice, circumstances=circumstances)
            for each, blocked in rows
            if blocked
        ),
    )


def _best_first(
    exercises: Iterable[Exercise], *, choice: Choice, circumstances: Circumstances
) -> list[Exercise]:
    """Return the exercises that help a likely condition, by the probability that they help."""
    likely = {each.id for each in choice.likely}

    def served(each: Exercise) -> float:
        return sum(circumstances.probability.get(name, 0.0) for name in likely & set(each.helps))

    return sorted((each for each in exercises if likely & set(each.helps)), key=lambda each: -served(each))


def _blocking(each: Exercise, circumstances: Circumstances) -> tuple[Caution, ...]:
    known = circumstances.cautions
    names = dict.fromkeys((*known.defaults, *(own.caution for own in each.avoid_if)))
    told = {own.caution for own in each.avoid_if if _is_so(own, circumstances)}
    return tuple(
        caution
        for caution in (known.by_id[name] for name in names)
        if (caution.effect == "avoid" and circumstances.state_of(caution) is True) or caution.id in told
    )


def _is_so(own: AvoidIf, circumstances: Circumstances) -> bool:
    """Return whether an answer says that what is to be left out for is there: then it is left out."""
    return circumstances.deciding.condition(own.text).holds is True


def _row(
    each: Exercise,
    blocked: tuple[Caution, ...],
    *,
    choice: Choice,
    circumstances: Circumstances,
    start: bool = False,
) -> Programme:
    likely = [condition.id for condition in choice.likely]
    return Programme(
        exercise=each.id,
        name=each.name,
        aim=each.aim,
        position=each.position,
        steps=each.steps,
        dose=each.dose.text,
        easier=each.progression.easier,
        harder=each.progression.harder,
        progress_when=each.progression.when,
        stop_if=each.stop_if,
        pictures=each.pictures,
        picture_text=each.picture_text,
        for_conditions=tuple(name for name in likely if name in each.helps),
        sources=tuple(dict.fromkeys((*each.sources, *each.dose.sources))),
        times_per_day=each.dose.times_per_day or 1,
        start_with=start,
        leave_out_if=_to_judge(each.avoid_if, circumstances),
        blocked_by=tuple(caution.id for caution in blocked),
        why_blocked=tuple(caution.plain for caution in blocked),
    )


def _to_judge(avoid_if: Iterable[AvoidIf], circumstances: Circumstances) -> tuple[str, ...]:
    """Return what the reader has to judge: cautions that are open, or that only ask for care."""
    known = circumstances.cautions.by_id
    return tuple(
        _open(own, circumstances)
        for own in avoid_if
        if (circumstances.state_of(known[own.caution]) is None and not _is_denied(own, circumstances))
        or (known[own.caution].effect == "care" and circumstances.state_of(known[own.caution]) is True)
    )


def _open(own: AvoidIf, circumstances: Circumstances) -> str:
    """Return what of a reason to leave something out is not decided yet."""
    decided = circumstances.deciding.condition(own.text)
    return decided.open[:1].upper() + decided.open[1:].rstrip(".") + "." if decided.changed else own.text


def _is_denied(own: AvoidIf, circumstances: Circumstances) -> bool:
    return circumstances.deciding.condition(own.text).holds is False


def short_breaks(
    choice: Choice,
    circumstances: Circumstances,
    *,
    routines: Mapping[str, MicroBreak],
    choosing: Choosing,
    sitting: Iterable[Sitting],
) -> tuple[Break, ...]:
    """Return the breaks that help a likely condition, or anybody who sits long; safe ones only.

    None where a clinician has to see the person today.
    """
    if circumstances.is_urgent:
        return ()
    helped = {each.id for each in choice.likely}
    helped |= {each.like for each in sitting if circumstances.meets(each.when) is True}
    suited = [
        each
        for each in routines.values()
        if helped & set(each.helps) and not _break_blocked(each, circumstances)
    ]
    return tuple(
        Break(
            routine=each.id,
            name=each.name,
            every=each.every,
            every_minutes=each.every_minutes or 0,
            length=each.length,
            length_minutes=each.length_minutes or 1,
            steps=each.steps,
            stop_if=each.stop_if,
            leave_out_if=_to_judge(each.avoid_if, circumstances),
            sources=each.sources,
            start_with=index < choosing.breaks,
        )
        for index, each in enumerate(suited)
    )


def _break_blocked(each: MicroBreak, circumstances: Circumstances) -> bool:
    cautions = (circumstances.cautions.by_id[own.caution] for own in each.avoid_if)
    return any(_is_so(own, circumstances) for own in each.avoid_if) or any(
        caution.effect == "avoid" and circumstances.state_of(caution) is True for caution in cautions
    )
