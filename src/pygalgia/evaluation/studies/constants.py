"""Constants of the ranking, each chosen on the other sets and measured on the one left out.

Nothing is inferred anew: the posterior is prior times likelihood, so another weight of the prior or an order
by fit follows from the two.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from pygalgia import assessing
from pygalgia.domain.condition import UNLISTED
from pygalgia.errors import ModelError
from pygalgia.evaluation.comparators.orders import LEAST_AFTER, by_fit, log_fit
from pygalgia.evaluation.measures.ranking import DEPTHS, order_of, place_in
from pygalgia.evaluation.progress import Progress, silent
from pygalgia.evaluation.sets.folder import CaseSet
from pygalgia.evaluation.sets.truth import Truth, truth
from pygalgia.evaluation.studies.leave_one_out import LeaveOneOut, leave_one_out
from pygalgia.inference.model import FloatArray, IndexArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One way to order the causes.

    Attributes:
        prior: Weight of the log prior, 0 to 1.
        first: After so many of the most probable causes the list goes on by fit; None: never.
    """

    prior: float = 1.0
    first: int | None = None

    def __str__(self) -> str:
        """Return it as tables show it."""
        weight = f"prior weighted {self.prior:g}"
        return weight if self.first is None else f"{weight}, {self.first} likeliest, then by fit"


SHIPPED = Setting()
SETTINGS: tuple[Setting, ...] = (
    SHIPPED,
    *(Setting(prior=weight) for weight in (0.8, 0.6, 0.5, 0.4, 0.3, 0.0)),
    *(Setting(first=first) for first in (0, 1, 2)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scored:
    """A set, with (E, C) log prior and log likelihood of each case."""

    log_prior: FloatArray
    fit: FloatArray
    truth: Truth
    unlisted: int | None

    def order(self, setting: Setting) -> IndexArray:
        possible = np.isfinite(self.log_prior)
        weighted = setting.prior * np.where(possible, self.log_prior, 0.0)
        score = np.where(possible, weighted, -np.inf) + self.fit
        probability = np.exp(score - score.max(axis=1, keepdims=True))
        probability /= probability.sum(axis=1, keepdims=True)
        if setting.first is None:
            return order_of(probability)
        fit = self.fit.copy()
        if self.unlisted is not None:
            fit[:, self.unlisted] = -np.inf
        rows = zip(probability, fit, strict=True)
        return np.array([by_fit(p, f, first=setting.first, least=LEAST_AFTER) for p, f in rows])


def constants(
    sets: Sequence[CaseSet], knowledge: assessing.Knowledge, *, seed: int = 0, progress: Progress = silent
) -> dict[str, LeaveOneOut[Setting]]:
    """Return, for top-1, top-3 and top-5, how the settings do on sets that did not choose them.

    Raises:
        ModelError: there are fewer than two sets, or two of the same name.
    """
    names = [each.name for each in sets]
    if len(set(names)) < len(names):
        msg = f"sets need names of their own to leave one out; these are {', '.join(names)}"
        raise ModelError(msg)
    scored = {
        each.name: _scored(each, knowledge) for each in progress(sets, "Leaving one set out", len(sets))
    }

    place = {
        setting: {name: place_in(each.order(setting), each.truth) for name, each in scored.items()}
        for setting in SETTINGS
    }
    return {
        f"top{depth}": leave_one_out(SETTINGS, partial(_hits, place, depth), seed=seed) for depth in DEPTHS
    }


def _hits(
    place: Mapping[Setting, Mapping[str, FloatArray]], depth: int, setting: Setting
) -> Mapping[str, FloatArray]:
    return {name: (each <= depth).astype(np.float64) for name, each in place[setting].items()}


def _scored(cases: CaseSet, knowledge: assessing.Knowledge) -> _Scored:
    conditions = knowledge.model.conditions
    persons = [each.case for each in cases.cases]
    return _Scored(
        log_prior=np.array([knowledge.model_for(case).priors.log_prior(case) for case in persons]),
        fit=np.array([log_fit(case, knowledge) for case in persons]),
        truth=truth([each.expected for each in cases.cases], conditions),
        unlisted=conditions.index(UNLISTED) if UNLISTED in conditions else None,
    )


def constants_document(results: Mapping[str, LeaveOneOut[Setting]]) -> dict[str, object]:
    """Return what `leave_one_out.json` holds."""
    return {
        "schema": "pygalgia/leave-one-set-out/1",
        "settings": [str(each) for each in SETTINGS],
        "measures": {
            name: {
                "left_out": [
                    {
                        "set": row.name,
                        "chosen": str(row.chosen),
                        "on_the_others": row.others,
                        "chosen_here": row.score.as_row(),
                        "shipped_here": row.default.as_row(),
                        "best_here_had_one_looked": str(row.best_here),
                    }
                    for row in each.rows
                ],
                "chosen": each.score.as_row(),
                "shipped": each.default.as_row(),
                "gain": each.gain.as_row(),
                "best_on_all_together": str(each.best),
                "always_the_same_choice": each.agreed,
            }
            for name, each in results.items()
        },
    }
