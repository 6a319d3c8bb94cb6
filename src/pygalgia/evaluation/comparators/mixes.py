"""Case mixes: the population whose frequencies a probability assumes.

The shipped priors are of people who consult. Published cases are another mix: rare causes are written up
as often as common ones. A mix is stated, never fitted to the cases that are measured.
"""

from dataclasses import dataclass, replace

import numpy as np

from pygalgia import assessing
from pygalgia.encoding.network import Network
from pygalgia.errors import Problem, RequestError
from pygalgia.evaluation.comparators.systems import with_models
from pygalgia.inference.model import FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """How common causes are taken to be.

    Attributes:
        label: In words, for reports.
        power: Every prior is raised to this, then made to sum to 1: 1 keeps it, 0 makes all possible
            causes equal. What age and sex exclude stays excluded.
    """

    name: str
    label: str
    power: float


CONSULTING = Mix(name="consulting", label="people who consult", power=1.0)
MIXES: dict[str, Mix] = {
    each.name: each
    for each in (
        CONSULTING,
        Mix(name="flattened", label="half way from people who consult to all causes alike", power=0.5),
        Mix(name="equal", label="all causes alike, nearly so in published cases", power=0.0),
    )
}


def named(name: str) -> Mix:
    """Return a mix by its name.

    Raises:
        RequestError: there is none of that name.
    """
    if name in MIXES:
        return MIXES[name]
    problem = Problem(
        where="--mix", found=repr(name), expected=f"one of {', '.join(MIXES)}", fix="choose one of them"
    )
    raise RequestError([problem])


def mixed(knowledge: assessing.Knowledge, mix: Mix) -> assessing.Knowledge:
    """Return the same knowledge for another case mix; the very same object where nothing changes."""
    if mix.power == CONSULTING.power:
        return knowledge
    return with_models(knowledge, lambda model: _raised(model, mix.power))


def _raised(model: Network, power: float) -> Network:
    priors = model.priors
    return replace(
        model,
        priors=replace(
            priors,
            share={key: _power(share, power) for key, share in priors.share.items()},
            spread={key: spread * power for key, spread in priors.spread.items()},
            age_times=_power(priors.age_times, power),
            sex_times={sex: _power(times, power) for sex, times in priors.sex_times.items()},
        ),
    )


def _power(weight: FloatArray, power: float) -> FloatArray:
    """Return each weight to a power; what is 0 stays excluded."""
    result: FloatArray = np.where(weight > 0, np.power(np.maximum(weight, 0.0), power), 0.0)
    return result
