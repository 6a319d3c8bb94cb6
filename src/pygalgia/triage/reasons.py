"""The reasons for an urgency. It comes from three sources, of which the highest holds (`level`).

1. Raised red flags.
2. Expected loss: the level whose price the probable causes are worth.
3. The floor of flags that are still open.

The odds that count here are *cautious*: a reassuring answer to a red-flag question may lower urgency but
never raise it, and a danger sign may raise it but never lower it.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np

from pygalgia.domain.assessment import Reason
from pygalgia.domain.condition import Condition
from pygalgia.domain.red_flag import FlagVerdict
from pygalgia.domain.urgency import Urgency
from pygalgia.frozen import Frozen
from pygalgia.texts import Words, _, language, later
from pygalgia.texts.written import written_percent
from pygalgia.triage.level import FloatArray, Levels, reached

#: At most so many causes are named for a level, and none that counts for less than this part of the first.
MOST_CAUSES = 3
LEAST_WORTH = 0.2
#: What a likely cause asks for. Names of causes bear no article and stand alone.
_CHECKED = Words(
    {
        Urgency.EMERGENCY: later("Likely enough that it must be checked now: %(cause)s."),
        Urgency.SAME_DAY: later("Likely enough that it should be checked today: %(cause)s."),
        Urgency.WITHIN_TWO_WEEKS: later(
            "Likely enough that it should be checked within two weeks: %(cause)s."
        ),
        Urgency.ROUTINE: later("Likely enough to be looked at in an ordinary visit: %(cause)s."),
    }
)
#: What is said at a lower level of a cause that would itself have to be seen the same day or at once.
_NOT_RULED_OUT = later("Less likely, but watch for its signs: %(cause)s.")


class Triage(Frozen):
    """The urgency and every reason for it, strongest first."""

    urgency: Urgency
    reasons: tuple[Reason, ...]


def reasons(
    verdicts: Iterable[FlagVerdict],
    worth: FloatArray,
    *,
    conditions: Sequence[Condition],
    levels: Levels,
    enough_to_rank: bool,
) -> tuple[Reason, ...]:
    """Return every reason for the urgency, strongest first. They explain it and decide nothing.

    Args:
        verdicts: Of the red flags that are raised or open.
        worth: (U - 1, C) how much of the price of each level each cause pays for.
        conditions: What is known about each, in the order of the C axis.
        levels: The judgement that they explain.
        enough_to_rank: Whether enough is known for the ranking to mean anything.
    """
    verdicts = tuple(verdicts)
    found = [*_raised(verdicts), *_expected_loss(worth, conditions), *_floors(verdicts)]
    if not enough_to_rank:
        found.append(_too_little(levels))
    telling = [each for each in found if each.urgency > Urgency.SELF_CARE]
    return tuple(sorted(telling, key=lambda each: -each.urgency))


def _raised(verdicts: Sequence[FlagVerdict]) -> list[Reason]:
    return [
        Reason(
            kind="red-flag",
            id=each.flag.id,
            urgency=each.urgency,
            text=each.flag.text,
            plain=each.flag.plain,
            do_now=each.flag.do_now,
            sources=each.flag.sources,
            findings=each.because_of,
        )
        for each in verdicts
        if each.verdict == "raised"
    ]


def _expected_loss(every: FloatArray, conditions: Sequence[Condition]) -> Iterator[Reason]:
    level = Urgency(int(reached(every)))
    if level == Urgency.SELF_CARE:
        return
    worth = every[level - 1]
    order: list[int] = np.argsort(-worth, kind="stable").tolist()
    for column in order[:MOST_CAUSES]:
        if worth[column] < LEAST_WORTH * worth[order[0]]:
            return
        condition = conditions[column]
        yield Reason(
            kind="threshold",
            id=condition.id,
            urgency=level,
            text=_(
                "%(cause)s counts for %(share)s of what makes it better to be seen this soon than later.",
                cause=condition.name,
                share=written_percent(float(min(worth[column], 1))),
            ),
            plain=_plain(condition, level),
            do_now=_do_now(condition, level),
            sources=condition.action.sources,
            findings=(),
        )


def _plain(condition: Condition, level: Urgency) -> str:
    """Return what a level asks for of a cause; what would be more urgent itself is never called ordinary."""
    own = Urgency.from_id(condition.action.urgency)
    said = _(_NOT_RULED_OUT) if level < own and own >= Urgency.SAME_DAY else _CHECKED[level]
    return said % {"cause": condition.plain_name}


def _do_now(condition: Condition, level: Urgency) -> str:
    """Return what to do at once about a cause; what an emergency asks for is said in an emergency alone."""
    is_emergency = condition.action.urgency == Urgency.EMERGENCY.id
    least = Urgency.EMERGENCY if is_emergency else Urgency.WITHIN_TWO_WEEKS
    return condition.action.do_now if level >= least else ""


def _floors(verdicts: Sequence[FlagVerdict]) -> list[Reason]:
    return [
        _not_excluded(
            each.flag.id,
            each.flag.name,
            each.floor,
            each.flag.do_now if each.floor == Urgency.EMERGENCY else "",
            each.flag.sources,
            each.because_of,
            language(),
        )
        for each in verdicts
        if each.verdict == "open" and each.floor > Urgency.SELF_CARE
    ]


@lru_cache(maxsize=4096)
def _not_excluded(
    flag: str,
    name: str,
    floor: Urgency,
    do_now: str,
    sources: tuple[str, ...],
    findings: tuple[str, ...],
    _language: str,
) -> Reason:
    """Return the reason of a flag that holds the urgency up: a case has dozens, and the next one the same."""
    return Reason(
        kind="not-excluded",
        id=flag,
        urgency=floor,
        text=_("Not excluded, because not everything it needs is known: %(sign)s.", sign=name),
        plain=_("Still to be asked: %(sign)s.", sign=name),
        do_now=do_now,
        sources=sources,
        findings=findings,
    )


def _too_little(levels: Levels) -> Reason:
    return Reason(
        kind="not-excluded",
        id="not-enough-to-rank",
        urgency=levels.too_little,
        text=_("Too little is known to rank causes."),
        plain=_("We do not know enough yet to say what the cause may be."),
        do_now="",
        sources=(),
        findings=(),
    )
