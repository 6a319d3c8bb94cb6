"""Answers that cannot both be true."""

from dataclasses import dataclass

from pygalgia.domain.red_flag import Criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A set of answers that cannot all be true: `when` holds only where somebody erred."""

    id: str
    when: Criterion
    text: str
    fix: str
