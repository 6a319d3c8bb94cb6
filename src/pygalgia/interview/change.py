"""Counterfactuals: which single answer, still unknown, would change the urgency or the leading cause.

What a person can notice is told apart from what an examiner or a laboratory finds: a person reads only the
former. A cause is named only where the answer speaks for it by the beliefs: a cause can also come to lead
because an answer speaks against all others, and such a line would be read as nonsense.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

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
#: How many candidates of each kind are judged first, and then at a time: most of the first ones are told, and
#: most of those need no judging. At most as many as one word of the red flags holds.
AT_FIRST, AT_A_TIME, AT_MOST = 4, MOST + 2, 32
#: An answer less likely than this is not worth telling, unless it would make the case more urgent.
SMALLEST_CHANCE = 0.01
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


def _each_kind(situation: Situation, order: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Return the candidates that a person can notice, then the others, each in the order given."""
    noticed = situation.noticed[order]
    return [order[noticed], order[~noticed]]


def _worth_telling(situation: Situation) -> NDArray[np.bool_]:
    """Return (k,) whether a change by each candidate is told, however it turns out.

    A person can notice what is rare; an examiner need not be sent after it. What a treatment did is nothing
    to notice: somebody may never have had it.
    """
    result: NDArray[np.bool_] = situation.noticed | (situation.outlook.chance >= SMALLEST_CHANCE)
    return result & ~situation.tried


def _more_urgent(situation: Situation) -> list[Change]:
    chance = situation.outlook.chance
    rough = _rough_urgency(situation)
    # The rough order is by flags and thresholds alone; what is told is judged exactly.
    more = np.flatnonzero((rough > situation.urgency) & _worth_telling(situation))
    order = more[np.lexsort((-chance[more], -rough[more]))]
    kinds = [each.tolist() for each in _each_kind(situation, order)]
    judged = _Judged(situation)
    judged.first(kinds)
    return [change for indices in kinds for change in _first_few(situation, judged, indices)]


def _first_few(situation: Situation, judged: "_Judged", indices: Sequence[int]) -> Iterator[Change]:
    """Yield the first few of these candidates that make the case more urgent, judged exactly."""
    told: set[str] = set()
    for index, after in judged.each(indices):
        finding = situation.candidates[index][0]
        if after > situation.urgency and finding not in told:
            told.add(finding)
            yield _urgency_change(situation, after, index)
        if len(told) == MOST:
            return


class _Judged:
    """The exact urgency after each of some candidates, worked out for a few at a time as they are needed."""

    def __init__(self, situation: Situation) -> None:
        """Nothing is judged yet but what one answer raises: a flag is outvoted by nothing."""
        self._here = situation
        certain = np.flatnonzero(situation.lifted == Urgency.EMERGENCY).tolist()
        self._known = dict.fromkeys(certain, Urgency.EMERGENCY)

    def first(self, kinds: Iterable[Sequence[int]]) -> None:
        """Judge at once what each of several lists needs first."""
        self._judge([each for indices in kinds for each in self._next(indices, AT_FIRST)])

    def each(self, indices: Sequence[int]) -> Iterator[tuple[int, Urgency]]:
        """Yield candidates with the urgency after each; where many change nothing, more are judged."""
        most = AT_A_TIME
        for place, index in enumerate(indices):
            if index not in self._known:
                self._judge(self._next(indices[place:], most))
                most = min(2 * most, AT_MOST)
            yield index, self._known[index]

    def _next(self, indices: Sequence[int], most: int) -> list[int]:
        """Return the first few candidates that are not judged yet."""
        return list(islice((each for each in indices if each not in self._known), most))

    def _judge(self, indices: Sequence[int]) -> None:
        if indices:
            after = self._here.urgency_after([self._here.candidates[each] for each in indices])
            self._known.update(zip(indices, after, strict=True))


def _rough_urgency(situation: Situation) -> NDArray[np.int64]:
    """Return (k,) the urgency after each candidate, by the flags it raises and the thresholds it crosses."""
    by_flag = situation.lifted
    is_acted_on = situation.harm > situation.urgency
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
    leaders = situation.outlook.leaders
    chances = situation.outlook.chance
    may_turn = (leaders != leader) & (chances >= SMALLEST_CHANCE)
    turning = np.flatnonzero(may_turn & ~situation.tried)
    best: dict[str, tuple[float, int]] = {}
    for index in turning[_speaks_for(situation, turning, leaders[turning])].tolist():
        finding, chance = situation.candidates[index][0], float(chances[index])
        if chance > best.get(finding, (0.0, 0))[0]:
            best[finding] = (chance, index)
    strongest = [index for _, index in sorted(best.values(), reverse=True)]
    return [
        _leader_change(situation, index, int(leaders[index]))
        for indices in _each_kind(situation, np.array(strongest, dtype=np.int64))
        for index in indices[:MOST].tolist()
    ]


def _speaks_for(
    situation: Situation, places: NDArray[np.int64], columns: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return whether each candidate is evidence for its cause: by the background, and as things stand."""
    each = np.arange(places.size)
    alone = inference.speaks_for(situation.model, situation.rows[places], factor=SPEAKS_FOR)[each, columns]
    then = situation.outlook.joint[places, columns] / situation.outlook.total[places]
    rises = then > situation.posterior.probability[columns]
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
