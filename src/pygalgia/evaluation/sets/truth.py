"""The keys of many cases as arrays, and what a system answered to each of them.

Axes: **E** cases, **C** conditions (in the model's order), **U** the five levels of urgency.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pygalgia.domain.urgency import Urgency
from pygalgia.evaluation.sets.key import Expected
from pygalgia.inference.model import FloatArray, IndexArray

Levels = NDArray[np.int8]
Flags = NDArray[np.bool_]

#: Relevance of the condition that was found, and of one that is acceptable in its stead.
FOUND, ACCEPTABLE = 2, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What the cases turned out to be.

    Attributes:
        relevance: (E, C) 2 for the condition that was found, 1 for an acceptable one, else 0.
        urgency: (E,) the level that was due.
        allowed: (E, U) whether a level counts as exact.
        public: (E,) whether the case belongs to a long public benchmark.
    """

    relevance: NDArray[np.int8]
    urgency: Levels
    allowed: Flags
    public: Flags

    @property
    def right(self) -> Flags:
        """(E, C) whether naming the condition is right."""
        return self.relevance > 0

    @property
    def size(self) -> int:
        """E."""
        return int(self.urgency.size)

    def take(self, cases: NDArray[np.intp] | Flags) -> "Truth":
        """Return the truth of some cases."""
        return Truth(
            relevance=self.relevance[cases],
            urgency=self.urgency[cases],
            allowed=self.allowed[cases],
            public=self.public[cases],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What one system answered.

    Attributes:
        name: The system.
        probability: (E, C) or None where it gives none.
        urgency: (E,) or None where it gives no urgency.
        order: (E, K) columns of the conditions it names, the best first, -1 past the end of a list; None
            where the probabilities say it, or where it does not rank.
    """

    name: str
    probability: FloatArray | None
    urgency: Levels | None
    order: IndexArray | None = None

    def take(self, cases: NDArray[np.intp] | Flags) -> "Answers":
        """Return the answers to some cases."""
        return Answers(
            name=self.name,
            probability=None if self.probability is None else self.probability[cases],
            urgency=None if self.urgency is None else self.urgency[cases],
            order=None if self.order is None else self.order[cases],
        )


def truth(expected: Sequence[Expected], conditions: Sequence[str]) -> Truth:
    """Return the keys as arrays, for conditions in the order of the C axis."""
    column: Mapping[str, int] = {name: index for index, name in enumerate(conditions)}
    relevance = np.zeros((len(expected), len(conditions)), dtype=np.int8)
    allowed = np.zeros((len(expected), len(Urgency)), dtype=np.bool_)
    for row, each in enumerate(expected):
        relevance[row, [column[name] for name in each.acceptable]] = ACCEPTABLE
        relevance[row, column[each.condition]] = FOUND
        allowed[row, [int(level) for level in each.urgency_acceptable]] = True
    return Truth(
        relevance=relevance,
        urgency=np.array([int(each.urgency) for each in expected], dtype=np.int8),
        allowed=allowed,
        public=np.array([each.public_benchmark for each in expected], dtype=np.bool_),
    )
