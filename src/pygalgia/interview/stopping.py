"""Why an interview stops, in words, and what must still be settled before it may."""

from collections.abc import Sequence

from pygalgia.domain.another_person import about
from pygalgia.domain.urgency import Urgency
from pygalgia.interview.alarm import Alarm
from pygalgia.interview.question import Stop
from pygalgia.interview.situation import Situation
from pygalgia.redflags import levels_with
from pygalgia.texts import _, english

#: How many open points are told.
MOST = 6
#: More things to do at once than these are not read by somebody frightened.
MOST_DEEDS = 3


def must_settle(here: Situation) -> frozenset[str]:
    """Return the findings to ask before stopping: those of open flags that hold the advice up.

    A flag counts where it holds a floor now and is itself more urgent than the advice. With them stands what
    is told only when asked, where it alone would mean today.
    """
    holding = frozenset(
        name
        for each in here.holding
        if each.verdict == "open" and Urgency.from_id(each.flag.urgency) > here.urgency
        for name in each.because_of
        if here.is_askable(here.findings[name])
    )
    return holding | _means_today(here)


def _means_today(here: Situation) -> frozenset[str]:
    """Return what is told only when asked and would by itself lift the advice to today or above."""
    asked = [here.findings[name] for name in here.rules.stopping.told_when_asked]
    answers = [(each.id, state) for each in asked if here.is_askable(each) for state in each.states]
    if not answers:
        return frozenset()
    standing = here.standing
    atoms = [standing.judge.atoms.place[each] for each in answers]
    after = levels_with(standing.judge, standing.sure, standing.possible, atoms).tolist()
    least = max(here.urgency + 1, Urgency.SAME_DAY)
    return frozenset(name for (name, _), level in zip(answers, after, strict=True) if level >= least)


def still_open(here: Situation) -> tuple[str, ...]:
    """Return the names of flags that hold the advice up because something they need is not known."""
    holding = [each for each in here.holding if each.verdict == "open"]
    holding.sort(key=lambda each: -each.floor)
    return tuple(dict.fromkeys(each.flag.name for each in holding))[:MOST]


def emergency(here: Situation, raised: Sequence[Alarm], *, name: str = "") -> Stop:
    """Return the stop at what asks for help now; with a name, told to somebody else about that person."""

    def told(text: str) -> str:
        return about(text, name) if name else text

    return Stop(
        kind="emergency",
        reason=" ".join(dict.fromkeys(told(each.plain) for each in raised)),
        do_now=_deeds(
            [told(each) for each in (*_to_be_fetched(here), *(each.do_now for each in raised)) if each]
        ),
        still_open=still_open(here),
        can_continue=True,
        urgency=here.urgency,
    )


def _to_be_fetched(here: Situation) -> tuple[str, ...]:
    """Return that somebody is fetched who may faint on the way."""
    unfit = here.rules.to_be_fetched(here.meets)
    return () if unfit is None else (unfit.do_now,)


def _deeds(advice: Sequence[str]) -> tuple[str, ...]:
    """Return what to do at once: the first advice whole, and of others what they add to its call for help.

    Who has to lie and wait for help is not told to go as well: advice that only calls comes first.
    """
    first, *others = sorted(advice, key=lambda each: ", or go to " in english(each)) or [""]
    told = dict.fromkeys(each for each in (first, *(other.partition(". ")[2] for other in others)) if each)
    return tuple(told)[:MOST_DEEDS]


def settled(here: Situation, greatest: float) -> Stop:
    """Return the stop where nothing left could matter."""
    return Stop(
        kind="settled",
        reason=_(
            "Thank you, that is enough. Nothing that is left to ask, nor any two such things together, is "
            "likely to change the advice or what is most likely."
        ),
        still_open=still_open(here),
        greatest_value=max(greatest, 0.0),
        urgency=here.urgency,
    )


def nothing_left(here: Situation) -> Stop:
    """Return the stop where every question has been put."""
    return Stop(
        kind="nothing-left",
        reason=_("There is no question left to ask."),
        still_open=still_open(here),
        greatest_value=0.0,
        urgency=here.urgency,
    )


def limit(here: Situation, greatest: float) -> Stop:
    """Return the stop at the longest interview."""
    return Stop(
        kind="limit",
        reason=_(
            "You have answered %(number)s questions: enough for one sitting. "
            "Some that are left could still sharpen the answer.",
            number=here.rules.stopping.most_questions,
        ),
        still_open=still_open(here),
        greatest_value=greatest,
        urgency=here.urgency,
    )


def requested(here: Situation, raised: Sequence[Alarm]) -> Stop:
    """Return the stop that the person asked for."""
    return Stop(
        kind="requested",
        reason=_("You asked to stop here. The advice rests on what you have told so far."),
        do_now=tuple(dict.fromkeys(each.do_now for each in raised if each.do_now)),
        still_open=still_open(here),
        can_continue=True,
        urgency=here.urgency,
    )
