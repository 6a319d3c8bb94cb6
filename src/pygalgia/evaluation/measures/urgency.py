"""Whether the urgency was right, too low or too high."""

import numpy as np

from pygalgia.domain.urgency import Urgency
from pygalgia.evaluation.measures.measure import Measure, share
from pygalgia.evaluation.sets.truth import Answers, Flags, Levels, Truth


def exact(given: Levels, truth: Truth) -> Flags:
    """Return (E,) whether the level given is one that counts as exact."""
    return truth.allowed[np.arange(truth.size), given]


def too_low(given: Levels, truth: Truth) -> Flags:
    """Return (E,) whether the level given is below the least that is acceptable."""
    result: Flags = given < truth.allowed.argmax(axis=1)
    return result


def too_high(given: Levels, truth: Truth) -> Flags:
    """Return (E,) whether the level given is above the highest that is acceptable."""
    highest = truth.allowed.shape[1] - 1 - truth.allowed[:, ::-1].argmax(axis=1)
    result: Flags = given > highest
    return result


def urgency_metrics(answers: Answers, truth: Truth) -> dict[str, Measure]:
    """Return how often urgency was exact, too low and too high; empty where the system gives none.

    Source:
        Safety of advice and inclination to over-triage as in Kopka M, Feufel MA, Berner ES, Schmieding ML.
        Digital Health 2023;9. doi:10.1177/20552076231194929 (the package symptomcheckR); safe within one
        level as in Gilbert S et al. BMJ Open 2020;10:e040269. doi:10.1136/bmjopen-2020-040269.
    """
    if answers.urgency is None:
        return {}
    given = answers.urgency
    low, high = too_low(given, truth), too_high(given, truth)
    is_emergency = truth.urgency == Urgency.EMERGENCY
    is_self_care = truth.urgency == Urgency.SELF_CARE
    return {
        "urgency_exact": share(exact(given, truth)),
        "under_triage": share(low),
        "over_triage": share(high),
        "emergency_sensitivity": share(given[is_emergency] == Urgency.EMERGENCY),
        "emergency_specificity": share(given[~is_emergency] < Urgency.EMERGENCY),
        "self_care_recognised": share(given[is_self_care] == Urgency.SELF_CARE),
        "safety_of_advice": share(~low),
        "safe_within_one_level": share(given >= truth.allowed.argmax(axis=1) - 1),
        "inclination_to_over_triage": share(high[low | high]),
    }


def confusion(given: Levels, truth: Truth) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Return (U, U) counts: rows the level that was due, columns the level given."""
    table = np.zeros((len(Urgency), len(Urgency)), dtype=np.int64)
    np.add.at(table, (truth.urgency, given), 1)
    return table
