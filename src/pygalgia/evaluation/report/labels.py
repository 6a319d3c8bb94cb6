"""What the report calls each metric, and what it means."""

from dataclasses import dataclass
from typing import Literal

from pygalgia.evaluation.measures.measure import Measure

#: Never parted from its number at the end of a line.
PERCENT = "\u00a0%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A metric's name and meaning in plain words.

    Attributes:
        better: Which way is good.
        is_share: Shown as a percentage.
    """

    name: str
    meaning: str
    better: Literal["higher", "lower", ""] = "higher"
    is_share: bool = True


LABELS: dict[str, Label] = {
    "top1": Label(
        name="Right cause first",
        meaning="The condition that was found, or an acceptable one, leads the list.",
    ),
    "top3": Label(name="Right cause in the first three", meaning="It is among the first three."),
    "top5": Label(name="Right cause in the first five", meaning="It is among the first five."),
    "top1_without_alternatives": Label(
        name="The very condition first", meaning="Acceptable alternatives do not count."
    ),
    "mrr": Label(
        name="Mean reciprocal rank",
        meaning="1 where it leads, 1/2 where it is second, and so on.",
        is_share=False,
    ),
    "ndcg": Label(
        name="NDCG of the first five",
        meaning="Rewards right conditions high in the list, 0 to 1.",
        is_share=False,
    ),
    "differential_f1": Label(
        name="F1 of the list",
        meaning="Listing what is right and nothing else: the first five with at least 5 %.",
        is_share=False,
    ),
    "coverage": Label(
        name="Coverage",
        meaning="Cases that are ranked, with the right condition not ruled out by age or sex.",
    ),
    "urgency_exact": Label(name="Urgency exact", meaning="The level that was due, or an acceptable one."),
    "under_triage": Label(
        name="Urgency too low", meaning="Below the least acceptable level.", better="lower"
    ),
    "over_triage": Label(
        name="Urgency too high", meaning="Above the highest acceptable level.", better="lower"
    ),
    "emergency_sensitivity": Label(
        name="Emergencies caught", meaning="Of the cases that were emergencies, those called emergency."
    ),
    "emergency_specificity": Label(
        name="No false emergency", meaning="Of the other cases, those not called emergency."
    ),
    "self_care_recognised": Label(
        name="Self-care recognised", meaning="Of the cases fit for self-care, those sent to self-care."
    ),
    "safety_of_advice": Label(name="Safe advice", meaning="At the level due or above."),
    "safe_within_one_level": Label(
        name="Safe within one level", meaning="At most one level below what was due."
    ),
    "inclination_to_over_triage": Label(
        name="Inclination to over-triage",
        meaning="Of the wrong urgencies, those that were too high.",
        better="",
    ),
    "capability_urgency": Label(
        name="Capability, urgency",
        meaning="Hard cases count for more; 50 is the average of the four systems here.",
        is_share=False,
    ),
    "capability_top1": Label(
        name="Capability, cause", meaning="The same for naming the right cause first.", is_share=False
    ),
    "brier": Label(
        name="Brier score",
        meaning="Squared error of all probabilities, 0 best to 2 worst.",
        better="lower",
        is_share=False,
    ),
    "brier_leading": Label(
        name="Brier score of the leading condition",
        meaning="0 best to 1 worst.",
        better="lower",
        is_share=False,
    ),
    "log_score": Label(
        name="Log score",
        meaning="Minus the log of the probability of what was right.",
        better="lower",
        is_share=False,
    ),
    "ece": Label(
        name="Expected calibration error",
        meaning="How far stated confidence is from what came true, in ten bins.",
        better="lower",
        is_share=False,
    ),
    "mean_confidence": Label(
        name="Mean confidence",
        meaning="Mean probability of the leading condition: compare with how often it is right.",
        better="",
    ),
}


def shown(measure: Measure | None, *, is_share: bool = True) -> str:
    """Return a measure's value as it is read: "62 %", "0.41", or a dash."""
    if measure is None or measure.value is None:
        return "–"
    return number(measure.value, is_share=is_share)


def number(value: float, *, is_share: bool) -> str:
    r"""Return a number as it is read.

    Examples:
        >>> number(0.625, is_share=True), number(0.0041, is_share=True), number(2 / 3, is_share=False)
        ('62\xa0%', '0.4\xa0%', '0.67')
    """
    if not is_share:
        return f"{value:.1f}" if value >= 10 else f"{value:.3f}" if value < 0.1 else f"{value:.2f}"  # noqa: PLR2004 - digits to show
    percent = 100 * value
    return f"{percent:.1f}{PERCENT}" if 0 < percent < 10 else f"{percent:.0f}{PERCENT}"  # noqa: PLR2004 - digits to show


def points(measure: Measure) -> str:
    """Return a difference of shares in points out of a hundred with its interval.

    Examples:
        >>> points(Measure(value=0.125, low=-0.05, high=0.3, n=40, interval="bootstrap"))
        '+12 (-5 to +30)'
    """
    if measure.value is None or measure.low is None or measure.high is None:
        return "–"
    value, low, high = (f"{100 * each:+.0f}" for each in (measure.value, measure.low, measure.high))
    return f"{value} ({low} to {high})"


def interval(measure: Measure | None, *, is_share: bool = True) -> str:
    """Return a measure's interval as it is read: "48 to 74 %"; empty where there is none."""
    if measure is None or measure.low is None or measure.high is None or measure.interval == "none":
        return ""
    low, high = number(measure.low, is_share=is_share), number(measure.high, is_share=is_share)
    return f"{low.removesuffix(PERCENT) if is_share else low} to {high}"
