"""Counterfactuals: which single answer, still unknown, would change the urgency or the leading cause.

What a person can notice is told apart from what an examiner or a laboratory finds: a person reads only the
former. A cause is named only where the answer speaks for it by the beliefs: a cause can also come to lead
because an answer speaks against all others, and such a line would be read as nonsense.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from pygalgia import inference
from pygalgia.domain.assessment import Change
from pygalgia.domain.finding import Finding
from pygalgia.domain.urgency import Urgency
from pygalgia.interview.situation import Situation
from pygalgia.texts import Words, _, later

#: How many changes of each kind are told, to people and again to clinicians.
MOST = 6
#: How many candidates are judged at once: most of the first ones are told.
AT_A_TIME = MOST + 2
#: An answer less likely than this is not worth telling, unless it would make the case more urgent.
SMALLEST_CHANCE = 0.01
#: What a treatment did that somebody may never have had is nothing to notice.
UNNOTICED = "treatment-tried"
#: An answer speaks for a cause where it is so many times as common with it as at the background rate.
SPEAKS_FOR = 1.2
#: What becomes of the advice, for people.
_THEN = Words(
    {
        Urgency.EMERGENCY: later("%(question)s If %(answer)s: get help at once."),
        Urgency.SAME_DAY: later("%(question)s If %(answer)s: be seen the same day."),
        Urgency.WITHIN_TWO_WEEKS: later("%(question)s If %(answer)s: be seen within two weeks."),
        Urgency.ROUTINE: later("%(question)s If %(answer)s: book an ordinary visit."),
        Urgency.SELF_CARE: later("%(question)s If %(answer)s: it can be treated at home."),
    }
)
#: And for clinicians.
_MADE = Words(
    {
        Urgency.EMERGENCY: later("%(finding)s would make this an emergency."),
        Urgency.SAME_DAY: later("%(finding)s would make this a matter for: same day."),
        Urgency.WITHIN_TWO_WEEKS: later("%(finding)s would make this a matter for: within two weeks."),
        Urgency.ROUTINE: later("%(finding)s would make this a matter for: routine."),
        Urgency.SELF_CARE: later("%(finding)s would make this a matter for: self care."),
    }
)
_YES_NO = Words({"present": later("yes"), "absent": later("no")})


def changes(situation: Situation) -> tuple[Change, ...]:
    """Return what single answers would change: greater urgency first, then another leading cause.

    Within each, what a person can notice comes before what has to be examined or measured.
    """
    if not situation.candidates:
        return ()
    return (*_more_urgent(situation), *_other_leaders(situation))


def _noticed(situation: Situation, index: int) -> bool:
    """Return whether a candidate is something that the person can notice."""
    return situation.findings[situation.candidates[index][0]].who == "patient"


def _each_kind(situation: Situation, order: Iterable[int]) -> Iterator[list[int]]:
    """Yield the candidates that a person can notice, then the others, each in the order given."""
    findings, candidates = situation.findings, situation.candidates
    order = [index for index in order if findings[candidates[index][0]].topic != UNNOTICED]
    for noticed in (True, False):
        yield [index for index in order if _noticed(situation, index) is noticed]


def _more_urgent(situation: Situation) -> list[Change]:
    chance = situation.outlook.chance
    rough = _rough_urgency(situation)
    # The rough order is by flags and thresholds alone; what is told is judged exactly.
    order = sorted(np.flatnonzero(rough > situation.urgency), key=lambda each: (-rough[each], -chance[each]))
    return [
        change
        for indices in _each_kind(situation, (int(each) for each in order))
        for change in _judged(situation, indices)
    ]


def _judged(situation: Situation, indices: Sequence[int]) -> Iterator[Change]:
    """Yield the first few of these candidates that make the case more urgent, judged exactly."""
    told: set[str] = set()
    chance = situation.outlook.chance
    # A person can notice what is rare; an examiner need not be sent after it.
    worth_telling = [each for each in indices if chance[each] >= SMALLEST_CHANCE or _noticed(situation, each)]
    for index, after in _urgencies(situation, worth_telling):
        finding = situation.candidates[index][0]
        if after > situation.urgency and finding not in told:
            told.add(finding)
            yield _urgency_change(situation, after, index)
        if len(told) == MOST:
            return


def _urgencies(situation: Situation, indices: Sequence[int]) -> Iterator[tuple[int, Urgency]]:
    """Yield candidates with the urgency after each, worked out for a few at a time as they are needed."""
    # A flag that one answer raises is outvoted by nothing: what raises an emergency needs no judging.
    certain = situation.lifted[list(indices)] == Urgency.EMERGENCY
    first = int(certain.argmin()) if not certain.all() else len(indices)
    yield from ((each, Urgency.EMERGENCY) for each in indices[:first])
    for start in range(first, len(indices), AT_A_TIME):
        some = indices[start : start + AT_A_TIME]
        yield from zip(
            some, situation.urgency_after([situation.candidates[each] for each in some]), strict=True
        )


def _rough_urgency(situation: Situation) -> NDArray[np.int64]:
    """Return (k,) the urgency after each candidate, by the flags it raises and the thresholds it crosses."""
    by_flag = situation.lifted
    is_acted_on = situation.levels.harm(situation.outlook.probability) > situation.urgency
    return np.where(is_acted_on, np.maximum(by_flag, situation.urgency + 1), by_flag)


def _urgency_change(situation: Situation, after: Urgency, index: int) -> Change:
    finding, state = situation.candidates[index]
    known = situation.findings[finding]
    return Change(
        finding=finding,
        state=state,
        who=known.who,
        leading=None,
        urgency=after,
        text=_MADE[after] % {"finding": _as(known, state)},
        plain=_THEN[after] % {"question": known.question, "answer": _said(known, state)},
    )


def _other_leaders(situation: Situation) -> list[Change]:
    leader = int(np.argmax(situation.posterior.probability))
    leaders = situation.outlook.probability.argmax(axis=1)
    chances = situation.outlook.chance
    turning = np.flatnonzero((leaders != leader) & (chances >= SMALLEST_CHANCE))
    best: dict[str, tuple[float, int]] = {}
    for index in turning[_speaks_for(situation, turning, leaders[turning])].tolist():
        finding, chance = situation.candidates[index][0], float(chances[index])
        if chance > best.get(finding, (0.0, 0))[0]:
            best[finding] = (chance, index)
    strongest = [index for _, index in sorted(best.values(), reverse=True)]
    return [
        _leader_change(situation, index, int(leaders[index]))
        for indices in _each_kind(situation, strongest)
        for index in indices[:MOST]
    ]


def _speaks_for(
    situation: Situation, places: NDArray[np.int64], columns: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return whether each candidate is evidence for its cause: by the background, and as things stand."""
    each = np.arange(places.size)
    alone = inference.speaks_for(situation.model, situation.rows[places], factor=SPEAKS_FOR)[each, columns]
    rises = situation.outlook.probability[places, columns] > situation.posterior.probability[columns]
    result: NDArray[np.bool_] = alone & rises
    return result


def _leader_change(situation: Situation, index: int, leader: int) -> Change:
    finding, state = situation.candidates[index]
    known = situation.findings[finding]
    condition = situation.conditions[situation.model.conditions[leader]]
    return Change(
        finding=finding,
        state=state,
        who=known.who,
        leading=condition.id,
        urgency=None,
        text=_(
            "%(finding)s would make %(cause)s the leading cause.",
            finding=_as(known, state),
            cause=condition.name,
        ),
        plain=_(
            "%(question)s If %(answer)s, this cause becomes the most likely: %(cause)s.",
            question=known.question,
            answer=_said(known, state),
            cause=condition.plain_name,
        ),
    )


def _said(known: Finding, state: str) -> str:
    """Return an answer as a person gives it."""
    if known.kind == "yes-no":
        return _YES_NO.get(state, state)
    return _("the answer is “%(answer)s”", answer=known.state_names[state])


def _as(known: Finding, state: str) -> str:
    """Return a finding with an answer, as the subject of a sentence."""
    if known.kind != "yes-no":
        return _("%(finding)s: %(state)s,", finding=known.name, state=known.state_names[state])
    return known.name if state == "present" else _("%(finding)s being absent", finding=known.name)
