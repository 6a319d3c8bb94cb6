"""Which conditions a plan is made for: those to exclude first, then the likely ones."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pygalgia.care.circumstances import Circumstances
from pygalgia.domain.assessment import Reason
from pygalgia.domain.care_rules import Choosing
from pygalgia.domain.condition import Condition
from pygalgia.domain.urgency import Urgency

#: A cause above this probability is more likely than all others together.
MORE_THAN_ALL_OTHERS = 0.5


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The conditions of a plan.

    Attributes:
        dangers: To exclude first: those behind the urgency.
        likely: Those that lead, most probable first; a danger that is likely as well stands in both.
        established: Ids of dangers that are more likely than all other causes together.
        remote: Ids of dangers so unlikely that the first visit decides on their tests and specialists.
        unlikely: Ids of dangers, the likeliest excepted, for which no specialist is named in haste.
    """

    dangers: tuple[Condition, ...]
    likely: tuple[Condition, ...]
    established: frozenset[str] = frozenset()
    remote: frozenset[str] = frozenset()
    unlikely: frozenset[str] = frozenset()

    @property
    def treated(self) -> tuple[Condition, ...]:
        """The causes that lead, without those that are still to be excluded: whose treatment is told.

        A danger to exclude brings its test and its doctor, never its therapy.
        """
        dangers = {each.id for each in self.dangers}
        return tuple(each for each in self.likely if each.id not in dangers or each.id in self.established)

    @property
    def all(self) -> tuple[Condition, ...]:
        """Dangers, then likely conditions, each once."""
        return tuple({each.id: each for each in (*self.dangers, *self.likely)}.values())


def choose(
    circumstances: Circumstances, *, conditions: Mapping[str, Condition], choosing: Choosing
) -> Choice:
    """Return the conditions to plan for: no likely one where too little is known to rank."""
    dangers = _dangers(circumstances, conditions, choosing)
    return Choice(
        dangers=tuple(conditions[name] for name in dangers),
        remote=_remote(dangers, circumstances, choosing),
        unlikely=_unlikely(dangers, circumstances, choosing),
        likely=tuple(conditions[name] for name in _likely(circumstances, choosing)),
        established=frozenset(name for name, chance in circumstances.ranked if chance > MORE_THAN_ALL_OTHERS),
    )


def _remote(dangers: Iterable[str], circumstances: Circumstances, choosing: Choosing) -> frozenset[str]:
    """Return the dangers that do not have to be seen today and are very unlikely.

    "Growing pain at night" asks for a visit, not for a tumour centre, where a harmless cause explains it.
    """
    if circumstances.is_urgent:
        return frozenset()
    chance = circumstances.probability
    return frozenset(name for name in dangers if chance.get(name, 0.0) < choosing.remote)


def _unlikely(dangers: tuple[str, ...], circumstances: Circumstances, choosing: Choosing) -> frozenset[str]:
    """Return the dangers of a flag of many that hardly fit: fever with pain may be each of five infections.

    Beside a sign of an emergency, what is only likely by the ranking is not one that it speaks for.
    """
    chance = circumstances.probability
    signs = [each for each in circumstances.raised if each.urgency == circumstances.urgency]
    spoken_for = {name for each in signs for name in each.flag.conditions}
    beside = signs and circumstances.urgency == Urgency.EMERGENCY
    likeliest = max(dangers, key=lambda name: chance.get(name, 0.0), default="")
    return frozenset(
        name
        for name in dangers
        if (beside and name not in spoken_for)
        or (name != likeliest and chance.get(name, 0.0) < choosing.remote)
    )


def _likely(circumstances: Circumstances, choosing: Choosing) -> tuple[str, ...]:
    if not circumstances.enough_to_rank:
        return ()
    chosen: list[str] = []
    total = 0.0
    for name, probability in circumstances.ranked:
        enough = len(chosen) == choosing.most or total >= choosing.covered
        if enough or (chosen and probability < choosing.smallest):
            break
        chosen.append(name)
        total += probability
    return tuple(chosen)


def _dangers(
    circumstances: Circumstances, conditions: Mapping[str, Condition], choosing: Choosing
) -> tuple[str, ...]:
    """Return the conditions behind the strongest reasons; none where nothing has to be seen soon."""
    if circumstances.urgency < Urgency.WITHIN_TWO_WEEKS:
        return ()
    strongest = [each for each in circumstances.reasons if each.urgency == circumstances.urgency]
    # What is there comes before what could not be excluded.
    strongest.sort(key=lambda each: each.kind == "not-excluded")
    named = [name for reason in strongest for name in _behind(reason, circumstances, conditions)]
    possible = [name for name in named if _fits(conditions[name], circumstances)]
    if not possible and circumstances.enough_to_rank:
        possible = list(_of_this_urgency(circumstances, conditions))
    return tuple(dict.fromkeys(possible))[: choosing.dangers]


def _behind(
    reason: Reason, circumstances: Circumstances, conditions: Mapping[str, Condition]
) -> Iterable[str]:
    """Return the condition over its threshold; or of a flag the likeliest, and the urgent ones."""
    if reason.id in conditions:
        return (reason.id,)
    for each in circumstances.verdicts:
        if each.flag.id == reason.id:
            chance = circumstances.probability
            ordered = sorted(each.flag.conditions, key=lambda name: -chance.get(name, 0.0))
            return (
                name
                for place, name in enumerate(ordered)
                if place == 0 or Urgency.from_id(conditions[name].action.urgency) >= reason.urgency
            )
    return ()


def _fits(condition: Condition, circumstances: Circumstances) -> bool:
    """Return whether sex and age allow the condition; what is unknown allows it."""
    only, case = condition.only, circumstances.case
    if only.sex is not None and case.sex not in ("unknown", only.sex):
        return False
    if case.age_years is None:
        return True
    too_young = only.min_age is not None and case.age_years < only.min_age
    too_old = only.max_age is not None and case.age_years > only.max_age
    return not (too_young or too_old)


def _of_this_urgency(circumstances: Circumstances, conditions: Mapping[str, Condition]) -> Iterable[str]:
    """Return the likeliest conditions that are as urgent as the case, where only their sum is a reason."""
    return (
        name
        for name, _ in circumstances.ranked
        if Urgency.from_id(conditions[name].action.urgency) >= circumstances.urgency
    )
