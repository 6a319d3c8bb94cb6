"""The capability comparison score: a hard case counts for more than an easy one."""

from collections.abc import Mapping

import numpy as np

from pygalgia.evaluation.measures.measure import Measure, mean
from pygalgia.evaluation.sets.truth import Flags
from pygalgia.inference.model import FloatArray


def points(solved: FloatArray, easiness: FloatArray) -> FloatArray:
    """Return (E,) what each case brings one system, 0 to 100; their mean is its capability comparison score.

    A case solved earns one minus its easiness, a case failed costs its easiness, where the easiness is
    the share of all systems that solved it. The balance, between -1 and 1, is moved to 0 to 100.

    Args:
        solved: (E,) 1 where the system solved the case, else 0.
        easiness: (E,) share of the systems that solved it.

    Source:
        Kopka M, Feufel MA, Berner ES, Schmieding ML. How suitable are clinical vignettes for the evaluation
        of symptom checker apps? Digital Health 2023;9. doi:10.1177/20552076231194929; the R package
        symptomcheckR computes the same.

    Examples:
        A hard case solved earns more than an easy one; an easy case failed costs more than a hard one:

        >>> points(np.array([1.0, 1.0, 0.0, 0.0]), np.array([0.25, 0.75, 0.25, 0.75])).tolist()
        [87.5, 62.5, 37.5, 12.5]
    """
    balance = solved * (1 - easiness) - (1 - solved) * easiness
    result: FloatArray = (balance + 1) / 2 * 100
    return result


def capability_scores(solved: Mapping[str, Flags], *, seed: int) -> dict[str, Measure]:
    """Return each system's score, the easiness of a case taken from all the systems given.

    The scores of all systems average 50; without a second system there is none.
    """
    if len(solved) < 2:  # noqa: PLR2004 - one system alone defines the difficulty it is measured by
        return {}
    table = np.array(list(solved.values()), dtype=np.float64)
    easiness = table.mean(axis=0)
    return {name: mean(points(row, easiness), seed=seed) for name, row in zip(solved, table, strict=True)}
