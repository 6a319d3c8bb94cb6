"""What is done about the conditions, checked against what is known of the person; and what to leave."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pygalgia.care.choice import Choice
from pygalgia.care.circumstances import Circumstances
from pygalgia.domain.care_rules import Measure
from pygalgia.domain.condition import Condition, Treatment
from pygalgia.domain.exercise import Caution
from pygalgia.domain.plan import Avoid, Care, Outlook, Prevention
from pygalgia.texts import _, english, parted

#: The strength of what should no longer be done.
OUTDATED = "outdated"
#: Classes of medicine that are given by a doctor's hand or choice: nobody else can leave them.
_CHOSEN_BY_DOCTORS = frozenset({"antibiotic", "steroid-injection"})


def treatment(choice: Choice, circumstances: Circumstances) -> tuple[Care, ...]:
    """Return everything that is still done about the causes that lead; a blocked item says why.

    Nothing where somebody has to be seen today: what is done about a cause waits until that visit.
    """
    if circumstances.is_urgent:
        return ()
    rows = (
        _care(each, condition, circumstances)
        for condition in choice.treated
        for each in condition.treatment
        if each.strength != OUTDATED and (each.when is None or circumstances.meets(each.when) is not False)
    )
    return tuple(_merged(rows))


def _care(each: Treatment, condition: Condition, circumstances: Circumstances) -> Care:
    blocking: list[Caution] = []
    care: list[Caution] = []
    open_: list[Caution] = []
    for caution in _relevant(each, circumstances):
        state = circumstances.state_of(caution)
        if state is True:
            (blocking if caution.effect == "avoid" else care).append(caution)
        elif state is None and not _is_physical(each):
            open_.append(caution)
    return Care(
        kind=each.kind,
        text=each.text,
        plain=each.plain,
        strength=each.strength,
        for_conditions=(condition.id,),
        sources=each.sources,
        classes=each.cautions,
        blocked_by=tuple(caution.id for caution in blocking),
        why_blocked=tuple(caution.plain for caution in blocking),
        take_care=tuple(caution.plain for caution in care),
        ask_first=tuple(caution.plain for caution in open_),
    )


def _relevant(each: Treatment, circumstances: Circumstances) -> Iterator[Caution]:
    """Yield the cautions on an item. Of those on exercise, the ones on every exercise count."""
    other = set(each.cautions) - {"exercise"}
    for caution in circumstances.cautions_on(each.cautions):
        if other & set(caution.classes) or caution.id in circumstances.cautions.defaults:
            yield caution


def _is_physical(each: Treatment) -> bool:
    """Return whether the open cautions of an item are told elsewhere: with the exercises themselves."""
    return set(each.cautions) <= {"exercise", "manual-therapy", "loading"}


def _merged(rows: Iterable[Care]) -> Iterable[Care]:
    kept: dict[str, Care] = {}
    for row in rows:
        key = english(row.text).casefold().strip(" .")
        before = kept.get(key)
        kept[key] = row if before is None else _joined(before, row)
    return kept.values()


def _joined(before: Care, row: Care) -> Care:
    return replace(
        before,
        for_conditions=tuple(dict.fromkeys((*before.for_conditions, *row.for_conditions))),
        sources=tuple(dict.fromkeys((*before.sources, *row.sources))),
    )


def avoided(
    choice: Choice, circumstances: Circumstances, *, measures: Iterable[Measure]
) -> tuple[Avoid, ...]:
    """Return what not to do, first what tells most of this person.

    A measure that an answer forbids comes before one that a mere suspicion does; what is outdated counts as
    much as its cause is likely.
    """
    told = [*_forbidden(circumstances, measures), *_outdated(choice, circumstances)]
    return tuple(each for _, each in sorted(told, key=lambda row: -row[0]))


def _forbidden(circumstances: Circumstances, measures: Iterable[Measure]) -> Iterator[tuple[float, Avoid]]:
    """Yield the measures that cautions forbid, each with how much its strongest reason tells, 0 to 1."""
    for measure in measures:
        held = [
            caution
            for caution in circumstances.cautions_on((measure.caution_class,))
            if caution.effect == "avoid"
            and circumstances.state_of(caution) is True
            and (measure.caution_class != "exercise" or caution.id in circumstances.cautions.defaults)
        ]
        held.sort(key=lambda caution: -circumstances.ground_of(caution))
        if held:
            yield (
                circumstances.ground_of(held[0]),
                Avoid(
                    text=measure.text,
                    plain=measure.plain,
                    why=parted(caution.name for caution in held),
                    plain_why=_why_forbidden(held[0], measure, circumstances),
                    sources=tuple(dict.fromkeys(name for caution in held for name in caution.sources)),
                ),
            )


def _why_forbidden(caution: Caution, measure: Measure, circumstances: Circumstances) -> str:
    """Return why to leave a measure: of a cause that is hardly likely calmly, or it would deny the level."""
    if measure.caution_class != "nsaid" and circumstances.is_hardly_suspected(caution):
        return _("Wait with this until somebody has examined you. A rarer cause is not ruled out yet.")
    return caution.plain


def _outdated(choice: Choice, circumstances: Circumstances) -> Iterator[tuple[float, Avoid]]:
    """Yield what is no longer advised for the causes that lead, each with its cause's probability.

    Of a danger that leads too: what not to do holds before anybody has seen it. Whoever was prescribed such a
    medicine reads not to stop it unasked: opioids and tablets for nerve pain that end at once do harm.
    """
    told: set[str] = set()
    for condition in choice.likely:
        for each in condition.treatment:
            is_theirs = each.when is None or circumstances.meets(each.when) is not False
            if each.strength == OUTDATED and each.text not in told and is_theirs:
                told.add(each.text)
                yield (
                    circumstances.probability.get(condition.id, 0.0),
                    Avoid(
                        text=each.text,
                        plain=each.plain,
                        why=_("no longer advised in: %(cause)s", cause=condition.name),
                        plain_why=_why_outdated(each),
                        sources=each.sources,
                        for_conditions=(condition.id,),
                        is_prescribed=each.kind in ("procedure", "operation")
                        or not _CHOSEN_BY_DOCTORS.isdisjoint(each.cautions),
                    ),
                )


def _why_outdated(each: Treatment) -> str:
    if each.kind in ("self-care", "support"):
        # What people do by themselves, such as running on, is no treatment that could help too little.
        return _("This can do harm.")
    if each.kind == "medicine":
        return _(
            "This helps too little, or can harm."
            " Do not stop a medicine that a doctor gave you without asking first."
        )
    return _("This helps too little, or can harm.")


def outlook(choice: Choice) -> tuple[Outlook, ...]:
    """Return the expected course of each condition that has one written."""
    return tuple(
        Outlook(
            condition=each.id,
            text=each.prognosis.text,
            plain=each.prognosis.plain,
            sources=each.prognosis.sources,
        )
        for each in choice.treated
        if each.prognosis is not None
    )


def prevention(choice: Choice) -> tuple[Prevention, ...]:
    """Return what keeps the pain from coming back, each once."""
    kept: dict[str, Prevention] = {}
    for condition in choice.treated:
        for note in condition.prevention:
            key = english(note.text).casefold().strip(" .")
            before = kept.get(key)
            served = (condition.id,) if before is None else (*before.for_conditions, condition.id)
            kept[key] = Prevention(
                text=note.text, plain=note.plain, for_conditions=served, sources=note.sources
            )
    return tuple(kept.values())
