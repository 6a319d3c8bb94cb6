"""Urgency from three sources, of which the highest holds.

1. Raised red flags.
2. Expected harm: a condition, or all conditions of a level together, probable enough to be acted on.
3. The floor of flags that are still open.

The probabilities that count here are *cautious*: a reassuring answer to a red-flag question may lower
them but never raise them. So turning such an answer into "unknown" can never lower urgency.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pygalgia.domain.assessment import Reason
from pygalgia.domain.condition import Condition
from pygalgia.domain.red_flag import FlagVerdict
from pygalgia.domain.triage import TriageRules
from pygalgia.domain.urgency import Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """The urgency and every reason for it, strongest first."""

    urgency: Urgency
    reasons: tuple[Reason, ...]


def triage(
    verdicts: Iterable[FlagVerdict],
    probability: Mapping[str, float],
    *,
    conditions: Mapping[str, Condition],
    rules: TriageRules,
    enough_to_rank: bool,
) -> Triage:
    """Return the urgency of a case.

    Args:
        verdicts: Of every red flag.
        probability: Condition id to its cautious probability.
        conditions: What is known about each.
        rules: The thresholds that act on several conditions together.
        enough_to_rank: Whether enough is known for the ranking to mean anything.
    """
    verdicts = tuple(verdicts)
    reasons = [
        *_raised(verdicts),
        *_thresholds(probability, conditions),
        *_masses(probability, conditions, rules),
        *_floors(verdicts),
    ]
    if not enough_to_rank:
        reasons.append(_too_little(rules))
    level = max((each.urgency for each in reasons), default=Urgency.SELF_CARE)
    telling = [each for each in reasons if each.urgency > Urgency.SELF_CARE]
    return Triage(urgency=level, reasons=tuple(sorted(telling, key=lambda each: -each.urgency)))


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


def _thresholds(probability: Mapping[str, float], conditions: Mapping[str, Condition]) -> list[Reason]:
    return [
        Reason(
            kind="threshold",
            id=condition.id,
            urgency=Urgency.from_id(condition.action.urgency),
            text=(
                f"{condition.name} is likely enough to act on: {probability[condition.id]:.1%} "
                f"(threshold {condition.action.act_at:.1%})."
            ),
            plain=f"{condition.plain_name} is likely enough that it should be checked.",
            do_now="",
            sources=condition.action.sources,
            findings=(),
        )
        for condition in conditions.values()
        if probability[condition.id] >= condition.action.act_at
    ]


def _masses(
    probability: Mapping[str, float], conditions: Mapping[str, Condition], rules: TriageRules
) -> list[Reason]:
    reasons = []
    for rule in rules.masses:
        level = Urgency.from_id(rule.urgency)
        group = [c for c in conditions.values() if Urgency.from_id(c.action.urgency) >= level]
        mass = sum(probability[condition.id] for condition in group)
        if mass >= rule.at_least:
            leading = sorted(group, key=lambda condition: -probability[condition.id])[:3]
            names = ", ".join(condition.name for condition in leading)
            reasons.append(
                Reason(
                    kind="threshold",
                    id=f"together-{rule.urgency}",
                    urgency=level,
                    text=(
                        f"Causes of this urgency together reach {mass:.1%} "
                        f"(threshold {rule.at_least:.1%}): {names}."
                    ),
                    plain="Several possible causes that should be seen this soon are likely enough together.",
                    do_now="",
                    sources=(),
                    findings=(),
                )
            )
    return reasons


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


def _too_little(rules: TriageRules) -> Reason:
    return Reason(
        kind="not-excluded",
        id="not-enough-to-rank",
        urgency=Urgency.from_id(rules.floor_when_inconclusive),
        text="Too little is known to rank causes.",
        plain="We do not know enough yet to say what the cause may be.",
        do_now="",
        sources=(),
        findings=(),
    )
