"""The capability comparison score: a hard case counts for more than an easy one."""

from collections.abc import Mapping

import numpy as np

from pygalgia.evaluation.measure import Measure, resampled
from pygalgia.evaluation.truth import Flags
from pygalgia.inference.model import FloatArray


def capability(solved: FloatArray, easiness: FloatArray) -> float:
    """Return the capability comparison score of one system, 0 to 100; 50 is what the set's average gets.

    A case solved earns one minus its easiness, a case failed costs its easiness, where the easiness is
    the share of all systems that solved it. The mean of these, between -1 and 1, is moved to 0 to 100.

    Args:
        solved: (E,) 1 where the system solved the case, else 0.
        easiness: (E,) share of the systems that solved it.

    Source:
        Kopka M, Feufel MA, Berner ES, Schmieding ML. How suitable are clinical vignettes for the evaluation
        of symptom checker apps? Digital Health 2023;9. doi:10.1177/20552076231194929; the R package
        symptomcheckR computes the same.

    Examples:
        Alone with a hard case solved, beaten on an easy one:

        >>> capability(np.array([1.0, 0.0]), np.array([0.25, 0.75]))
        50.0
    """
    balance = solved * (1 - easiness) - (1 - solved) * easiness
    return float((balance.mean() + 1) / 2 * 100)


def capability_scores(solved: Mapping[str, Flags], *, seed: int) -> dict[str, Measure]:
    """Return each system's score, the easiness of a case taken from all the systems given."""
    if len(solved) < 2:  # noqa: PLR2004 - one system alone defines the difficulty it is measured by
        return {}
    table = np.array(list(solved.values()), dtype=np.float64)
    easiness = table.mean(axis=0)

    def score(row: FloatArray) -> Measure:
        return resampled(lambda cases: capability(row[cases], easiness[cases]), row.size, seed=seed)

    return {name: score(row) for name, row in zip(solved, table, strict=True)}
