"""The same metrics for parts of the cases: by group, setting, age, sex, urgency and how much was known."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from pygalgia.domain.condition import AGE_BANDS
from pygalgia.encoding import age_band
from pygalgia.evaluation.measures.measure import Measure
from pygalgia.evaluation.measures.ranking import ranking_metrics
from pygalgia.evaluation.measures.urgency import urgency_metrics
from pygalgia.evaluation.sets.folder import KeyedCase
from pygalgia.evaluation.sets.truth import Answers, Truth
from pygalgia.inference.model import IndexArray

#: Lower bounds of the bands of completeness, in answers that are scored.
COMPLETENESS = (0, 10, 20, 30)
SHOWN = ("top1", "top3", "urgency_exact", "under_triage", "over_triage")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """One part of the cases.

    Attributes:
        split: What the cases are parted by.
        label: Which part this is.
        n: How many cases are in it.
        metrics: Some of the metrics, over these cases alone.
    """

    split: str
    label: str
    n: int
    metrics: dict[str, Measure]


def strata(cases: Sequence[KeyedCase], known: IndexArray, answers: Answers, truth: Truth) -> list[Stratum]:
    """Return every part of every split that holds a case.

    Args:
        cases: E cases.
        known: (E,) number of scored answers of each.
        answers: To the cases.
        truth: Of the cases.
    """
    splits: dict[str, Callable[[int], tuple[int, str]]] = {
        "group": lambda row: (0, cases[row].expected.group),
        "urgency due": lambda row: (-int(cases[row].expected.urgency), cases[row].expected.urgency.id),
        "setting": lambda row: (0, cases[row].case.setting),
        "age": lambda row: _age(cases[row].case.age_years),
        "sex": lambda row: (0, cases[row].case.sex),
        "answers known": lambda row: _completeness(int(known[row])),
    }
    result = []
    for split, label_of in splits.items():
        labels = [label_of(row) for row in range(len(cases))]
        for label in sorted(set(labels)):
            chosen = np.array([each == label for each in labels])
            part, told = truth.take(chosen), answers.take(chosen)
            metrics = ranking_metrics(told, part, seed=0) | urgency_metrics(told, part)
            shown = {name: metrics[name] for name in SHOWN if name in metrics}
            result.append(Stratum(split=split, label=label[1], n=part.size, metrics=shown))
    return result


def _age(age_years: float | None) -> tuple[int, str]:
    if age_years is None:
        return len(AGE_BANDS), "unknown"
    band = age_band(age_years)
    return band, AGE_BANDS[band][0]


def _completeness(known: int) -> tuple[int, str]:
    band = sum(known >= bound for bound in COMPLETENESS) - 1
    last = band + 1 == len(COMPLETENESS)
    label = (
        f"{COMPLETENESS[band]} or more" if last else f"{COMPLETENESS[band]} to {COMPLETENESS[band + 1] - 1}"
    )
    return band, label
