"""The reasons for an urgency. It comes from three sources, of which the highest holds (`level`).

1. Raised red flags.
2. Expected harm: a condition, or all conditions of a level together, probable enough to be acted on.
3. The floor of flags that are still open.

The probabilities that count here are *cautious*: a reassuring answer to a red-flag question may lower
them but never raise them. So turning such an answer into "unknown" can never lower urgency.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pygalgia.domain.assessment import Reason
from pygalgia.domain.condition import Condition
from pygalgia.domain.red_flag import FlagVerdict
from pygalgia.domain.triage import TriageRules
from pygalgia.domain.urgency import Urgency
from pygalgia.triage.level import FloatArray, Levels


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """The urgency and every reason for it, strongest first."""

    urgency: Urgency
    reasons: tuple[Reason, ...]


def reasons(
    verdicts: Iterable[FlagVerdict],
    probability: FloatArray,
    *,
    conditions: Sequence[Condition],
    levels: Levels,
    rules: TriageRules,
    enough_to_rank: bool,
) -> tuple[Reason, ...]:
    """Return every reason for the urgency, strongest first. They explain it and decide nothing.

    Args:
        verdicts: Of the red flags that are raised or open.
        probability: (C,) cautious probabilities.
        conditions: What is known about each, in the order of the C axis.
        levels: The judgement that they explain.
        rules: The rules that act on several conditions together.
        enough_to_rank: Whether enough is known for the ranking to mean anything.
    """
    verdicts = tuple(verdicts)
    found = [
        *_raised(verdicts),
        *_thresholds(probability, conditions, levels),
        *_masses(probability, conditions, levels, rules),
        *_floors(verdicts),
    ]
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


def _thresholds(probability: FloatArray, conditions: Sequence[Condition], levels: Levels) -> Iterator[Reason]:
    for column in np.flatnonzero(levels.is_acted_on(probability[None, :])[0]).tolist():
        condition = conditions[column]
        yield Reason(
            kind="threshold",
            id=condition.id,
            urgency=Urgency.from_id(condition.action.urgency),
            text=(
                f"{condition.name} is likely enough to act on: {probability[column]:.1%} "
                f"(threshold {condition.action.act_at:.1%})."
            ),
            plain=f"{condition.plain_name} is likely enough that it should be checked.",
            do_now="",
            sources=condition.action.sources,
            findings=(),
        )


def _masses(
    probability: FloatArray, conditions: Sequence[Condition], levels: Levels, rules: TriageRules
) -> Iterator[Reason]:
    mass = levels.mass(probability[None, :])[0]
    order: list[int] = np.argsort(-probability, kind="stable").tolist()
    for place in np.flatnonzero(levels.is_reached(probability[None, :])[0]).tolist():
        rule = rules.masses[place]
        leading = [column for column in order if levels.in_mass[place, column]][:3]
        names = ", ".join(conditions[column].name for column in leading)
        yield Reason(
            kind="threshold",
            id=f"together-{rule.urgency}",
            urgency=Urgency.from_id(rule.urgency),
            text=(
                f"Causes of this urgency together reach {mass[place]:.1%} "
                f"(threshold {rule.at_least:.1%}): {names}."
            ),
            plain="Several possible causes that should be seen this soon are likely enough together.",
            do_now="",
            sources=(),
            findings=(),
        )


def _floors(verdicts: Sequence[FlagVerdict]) -> list[Reason]:
    return [
        Reason(
            kind="not-excluded",
            id=each.flag.id,
            urgency=each.floor,
            text=f"Not excluded, because not everything it needs is known: {each.flag.name}.",
            plain=f"Still to be asked: {each.flag.name}.",
            do_now="",
            sources=each.flag.sources,
            findings=each.because_of,
        )
        for each in verdicts
        if each.verdict == "open" and each.floor > Urgency.SELF_CARE
    ]


def _too_little(levels: Levels) -> Reason:
    return Reason(
        kind="not-excluded",
        id="not-enough-to-rank",
        urgency=levels.too_little,
        text="Too little is known to rank causes.",
        plain="We do not know enough yet to say what the cause may be.",
        do_now="",
        sources=(),
        findings=(),
    )
