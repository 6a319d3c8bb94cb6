"""Each case under tables drawn from every belief's own uncertainty: drawn once, read twice.

The mean of the posteriors is a comparator (*averaged*); how far they lie apart is a study (*sensitivity*).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pygalgia import assessing
from pygalgia.domain.case import Case
from pygalgia.evaluation.progress import Progress, silent
from pygalgia.inference.model import FloatArray

TOP = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One case under D drawn tables.

    Attributes:
        mean: (C,) mean probability; sums to 1.
        interval: (C, 2) the 2.5 % and 97.5 % quantiles of each condition's probability.
        first: (D, 3) columns of the three most probable conditions, the most probable first.
    """

    mean: FloatArray
    interval: FloatArray
    first: NDArray[np.int16]


def drawn(
    cases: Sequence[Case], knowledge: assessing.Knowledge, *, seed: int = 0, progress: Progress = silent
) -> list[Drawn]:
    """Return each case under drawn tables; the same seed gives the same tables."""
    return [_drawn(case, knowledge, seed) for case in progress(cases, "Drawing tables", len(cases))]


def _drawn(case: Case, knowledge: assessing.Knowledge, seed: int) -> Drawn:
    model = knowledge.model_for(case)
    draws = knowledge.drawer_for(case, seed=seed).posteriors(
        model.priors.log_prior(case),
        model.priors.log_spread(case),
        model.rows(case, knowledge.base.findings),
    )
    order = np.argsort(-draws.probability, axis=1, kind="stable")[:, :TOP]
    return Drawn(mean=draws.probability.mean(axis=0), interval=draws.interval(), first=order.astype(np.int16))
