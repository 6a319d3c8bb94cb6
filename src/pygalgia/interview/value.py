"""What a question is worth: how much its answer is expected to tell, for its burden."""

import numpy as np

from pygalgia.domain.assessment import Suggested
from pygalgia.interview.situation import Situation

MOST = 8


def next_questions(situation: Situation) -> tuple[Suggested, ...]:
    """Return the questions worth asking next, the most valuable first."""
    if not situation.candidates:
        return ()
    gains = expected_information(situation)
    best = sorted(gains, key=lambda finding: -gains[finding])[:MOST]
    return tuple(Suggested(finding=name, why=situation.findings[name].why, value=gains[name]) for name in best)


def expected_information(situation: Situation) -> dict[str, float]:
    """Return finding id to the expected drop of the ranking's entropy in bits, >= 0 up to rounding."""
    now = _entropy(situation.posterior.probability[None, :])[0]
    then = _entropy(situation.outlook.probability)
    gains: dict[str, float] = {}
    for index, (finding, _state) in enumerate(situation.candidates):
        gains[finding] = gains.get(finding, 0.0) + float(situation.outlook.chance[index] * (now - then[index]))
    return gains


def _entropy(probability: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    safe = np.maximum(probability, 1e-300)
    result: np.ndarray = -(probability * np.log2(safe)).sum(axis=1)  # type: ignore[type-arg]
    return result
