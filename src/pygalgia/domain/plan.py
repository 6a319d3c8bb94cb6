"""The plan: whom to see, what to test, what to do, what to avoid, and when to look again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """A service to see, in order: `first`, `next`, or `if` something holds."""

    service: str
    name: str
    when: str
    condition: str
    why: str
    for_conditions: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedInvestigation:
    """An investigation to do (`now` or `if`) or to avoid."""

    text: str
    plain: str
    when: str
    condition: str
    why: str
    for_conditions: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """Something done about the likely conditions.

    Attributes:
        blocked_by: Caution ids that forbid it in this case; empty where it is offered.
        why_blocked: Plain words for each of them.
    """

    kind: str
    text: str
    plain: str
    strength: str
    for_conditions: tuple[str, ...]
    sources: tuple[str, ...]
    blocked_by: tuple[str, ...] = ()
    why_blocked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """An exercise that suits the likely conditions, or one that is blocked with its reasons."""

    exercise: str
    name: str
    dose: str
    for_conditions: tuple[str, ...]
    sources: tuple[str, ...]
    blocked_by: tuple[str, ...] = ()
    why_blocked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Avoid:
    """Something not to do now, and why."""

    text: str
    why: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A date to look again, in days from the assessment, and what to decide then."""

    day: int
    text: str
    plain: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """When to look again and what must not wait."""

    checks: tuple[Check, ...] = ()
    go_at_once_if: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prevention:
    """What keeps the pain from coming back."""

    text: str
    plain: str
    for_conditions: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything to do; each part most important first."""

    who_to_see: tuple[Referral, ...] = ()
    investigations: tuple[PlannedInvestigation, ...] = ()
    avoid_investigations: tuple[PlannedInvestigation, ...] = ()
    treatment: tuple[Care, ...] = ()
    exercises: tuple[Programme, ...] = ()
    avoid: tuple[Avoid, ...] = ()
    follow_up: FollowUp = FollowUp()
    prevention: tuple[Prevention, ...] = ()
