"""The plan: whom to see, what to test, what to do, what to avoid, and when to look again."""

from pygalgia.frozen import Frozen


class Referral(Frozen):
    """A service to see, in order: `first`, `next`, or `if` something holds.

    Attributes:
        name: The service's general name; `uk` and `us` are what people there call it.
        plain: What the service is, in plain words.
        condition: When it is due, in words that follow "if"; empty where it is due anyway.
        why: The reason, for clinicians.
        plain_why: The reason, for everybody.
    """

    service: str
    name: str
    uk: str
    us: str
    plain: str
    when: str
    condition: str
    why: str
    plain_why: str
    for_conditions: tuple[str, ...]
    sources: tuple[str, ...]


class Preparation(Frozen):
    """What to bring and what to say, in plain words."""

    bring: tuple[str, ...] = ()
    say: str = ""


class PlannedInvestigation(Frozen):
    """An investigation to do (`now` or `if`) or to avoid."""

    text: str
    plain: str
    when: str
    condition: str
    why: str
    for_conditions: tuple[str, ...]
    sources: tuple[str, ...]


class Care(Frozen):
    """Something done about the likely conditions.

    Attributes:
        classes: What cautions act on: `nsaid`, `massage`, ...
        blocked_by: Caution ids that forbid it in this case; empty where it is offered.
        why_blocked: Plain words for each of them.
        take_care: Cautions that hold but only ask for care, in plain words.
        ask_first: What is not known yet and would forbid it, in plain words.
    """

    kind: str
    text: str
    plain: str
    strength: str
    for_conditions: tuple[str, ...]
    sources: tuple[str, ...]
    classes: tuple[str, ...] = ()
    blocked_by: tuple[str, ...] = ()
    why_blocked: tuple[str, ...] = ()
    take_care: tuple[str, ...] = ()
    ask_first: tuple[str, ...] = ()


class Programme(Frozen):
    """An exercise that suits the likely conditions, or one that is blocked with its reasons.

    Attributes:
        start_with: Whether it belongs to the few to begin with; the others are for later or instead.
        leave_out_if: What is not known and would forbid it, in plain words.
        stop_if: When to stop, in plain words.
        pictures: File names of its key frames, in order.
    """

    exercise: str
    name: str
    aim: str
    position: str
    steps: tuple[str, ...]
    dose: str
    easier: str
    harder: str
    progress_when: str
    stop_if: tuple[str, ...]
    pictures: tuple[str, ...]
    picture_text: str
    for_conditions: tuple[str, ...]
    sources: tuple[str, ...]
    times_per_day: int = 1
    start_with: bool = False
    leave_out_if: tuple[str, ...] = ()
    blocked_by: tuple[str, ...] = ()
    why_blocked: tuple[str, ...] = ()


class Break(Frozen):
    """A short routine that interrupts sitting. `every_minutes` and `length_minutes` are minutes."""

    routine: str
    name: str
    every: str
    every_minutes: int
    length: str
    length_minutes: float
    steps: tuple[str, ...]
    stop_if: tuple[str, ...]
    leave_out_if: tuple[str, ...]
    sources: tuple[str, ...]
    start_with: bool = False


class Avoid(Frozen):
    """Something not to do now, and why; `plain` and `plain_why` in words for everybody.

    Attributes:
        for_conditions: Where it is outdated; empty where it is unsafe for this person.
        is_prescribed: Whether only a prescriber or a surgeon could choose it: nobody else can leave it.
    """

    text: str
    plain: str
    why: str
    plain_why: str
    sources: tuple[str, ...]
    for_conditions: tuple[str, ...] = ()
    is_prescribed: bool = False


class Check(Frozen):
    """A day to look again, counted from the assessment, and what to decide then."""

    day: int
    text: str
    plain: str
    sources: tuple[str, ...]


class Decision(Frozen):
    """What to do when a check finds this: `better`, `same`, `worse` or `new-sign`."""

    outcome: str
    text: str
    plain: str
    sources: tuple[str, ...]


class FollowUp(Frozen):
    """When to look again, what to decide then, and what must not wait."""

    checks: tuple[Check, ...] = ()
    decisions: tuple[Decision, ...] = ()
    go_at_once_if: tuple[str, ...] = ()


class Outlook(Frozen):
    """The expected course of one of the likely conditions."""

    condition: str
    text: str
    plain: str
    sources: tuple[str, ...]


class Prevention(Frozen):
    """What keeps the pain from coming back."""

    text: str
    plain: str
    for_conditions: tuple[str, ...]
    sources: tuple[str, ...]


class Plan(Frozen):
    """Everything to do; each part most important first.

    Attributes:
        dangers: Conditions to exclude first: those behind the urgency.
        planned_for: All conditions that the plan is made for: dangers, then the likely ones.
    """

    dangers: tuple[str, ...] = ()
    planned_for: tuple[str, ...] = ()
    who_to_see: tuple[Referral, ...] = ()
    preparation: Preparation = Preparation()
    investigations: tuple[PlannedInvestigation, ...] = ()
    avoid_investigations: tuple[PlannedInvestigation, ...] = ()
    treatment: tuple[Care, ...] = ()
    exercises: tuple[Programme, ...] = ()
    micro_breaks: tuple[Break, ...] = ()
    avoid: tuple[Avoid, ...] = ()
    follow_up: FollowUp = FollowUp()
    outlook: tuple[Outlook, ...] = ()
    prevention: tuple[Prevention, ...] = ()
