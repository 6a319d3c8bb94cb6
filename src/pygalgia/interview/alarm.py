"""What asks for help at once and interrupts: emergency flags, or probable causes where no flag is raised."""

from collections.abc import Iterable

from pygalgia.domain.assessment import Reason
from pygalgia.domain.red_flag import FlagVerdict
from pygalgia.domain.urgency import Urgency
from pygalgia.frozen import Frozen
from pygalgia.texts import _, later

#: The id of the alarm that no flag raises. Which causes make it may change; what to do stays the same.
LIKELY_CAUSES = "likely-causes"
_GO = later("Go to an emergency department now. Call the emergency number if you cannot get there.")


class Alarm(Frozen):
    """A reason to get help now.

    Attributes:
        id: The flag, or `LIKELY_CAUSES`: what was told of this one interrupts no more.
        plain: Why, in plain words.
        do_now: What to do; empty where the level alone says it.
    """

    id: str
    plain: str
    do_now: str


def alarms(verdicts: Iterable[FlagVerdict], reasons: Iterable[Reason]) -> tuple[Alarm, ...]:
    """Return what asks for help at once: the raised flags; where there are none, the probable causes.

    Args:
        verdicts: Of the red flags, at least of those that are raised.
        reasons: Of the urgency.
    """
    raised = tuple(
        Alarm(id=each.flag.id, plain=each.flag.plain, do_now=each.flag.do_now)
        for each in verdicts
        if each.verdict == "raised" and each.urgency is Urgency.EMERGENCY
    )
    return raised or _of_causes(
        [each for each in reasons if each.kind == "threshold" and each.urgency is Urgency.EMERGENCY]
    )


def _of_causes(causes: list[Reason]) -> tuple[Alarm, ...]:
    if not causes:
        return ()
    return (Alarm(id=LIKELY_CAUSES, plain=" ".join(each.plain for each in causes), do_now=_(_GO)),)
