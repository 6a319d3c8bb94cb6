"""Other orders of the same causes: by how well the answers fit, whatever a cause's frequency.

Only the posterior carries percentages. An order is judged by where the right cause stands in it, so the
measures take any: this one is what the likelihood says, until the assessment brings its own.
"""

from collections.abc import Sequence

import numpy as np

from pygalgia import assessing, inference
from pygalgia.assessing.ranking import SMALLEST_LISTED
from pygalgia.domain.case import Case
from pygalgia.domain.condition import UNLISTED
from pygalgia.evaluation.sets.truth import Answers
from pygalgia.inference.model import FloatArray, IndexArray

FITS_BEST, LIKELIEST_THEN_FIT = "fits best", "two likeliest, then fits best"
#: Causes that keep their place before the order by fit begins, and the least probability it goes on with.
KEPT_FIRST, LEAST_AFTER = 2, 0.01


def log_fit(case: Case, knowledge: assessing.Knowledge) -> FloatArray:
    """Return (C,) natural log P(answers | condition), up to one constant; -inf where age or sex exclude."""
    model = knowledge.model_for(case)
    level = np.where(np.isfinite(model.priors.log_prior(case)), 0.0, -np.inf)
    return inference.posterior(model, level, model.rows(case, knowledge.base.findings)).log_score


def by_fit(probability: FloatArray, fit: FloatArray, *, first: int, least: float) -> IndexArray:
    """Return (C,) columns: the most probable, then the others as they fit; -1 past the end.

    Args:
        probability: (C,) posterior.
        fit: (C,) log likelihood; a cause at -inf fits nothing and comes after all others.
        first: How many of the most probable causes keep their place.
        least: Causes below this probability are left out of the rest.
    """
    head = np.argsort(-probability, kind="stable")[:first]
    rest = np.argsort(-fit, kind="stable")
    rest = rest[(probability[rest] >= least) & np.isfinite(fit[rest]) & ~np.isin(rest, head)]
    order = np.full(probability.size, -1, dtype=np.int32)
    order[: head.size + rest.size] = np.concatenate([head, rest])
    return order


def orders(
    cases: Sequence[Case], probability: FloatArray, knowledge: assessing.Knowledge
) -> tuple[Answers, ...]:
    """Return each other order of the causes for E cases, given their (E, C) posterior.

    "None of these" has no place in an order by fit: it fits everything a little.
    """
    conditions = knowledge.model.conditions
    fits = np.array([log_fit(case, knowledge) for case in cases]).reshape(len(cases), len(conditions))
    if UNLISTED in conditions:
        fits[:, conditions.index(UNLISTED)] = -np.inf

    def ordered(name: str, *, first: int, least: float) -> Answers:
        rows = [
            by_fit(each, fit, first=first, least=least) for each, fit in zip(probability, fits, strict=True)
        ]
        return Answers(name=name, probability=None, urgency=None, order=np.array(rows, dtype=np.int32))

    return (
        ordered(FITS_BEST, first=0, least=SMALLEST_LISTED),
        ordered(LIKELIEST_THEN_FIT, first=KEPT_FIRST, least=LEAST_AFTER),
    )
