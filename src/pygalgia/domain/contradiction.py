"""Answers that cannot both be true."""

from pygalgia.domain.red_flag import Criterion
from pygalgia.frozen import Frozen


class Contradiction(Frozen):
    """A set of answers that cannot all be true: `when` holds only where somebody erred."""

    id: str
    when: Criterion
    text: str
    fix: str
