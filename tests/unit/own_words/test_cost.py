"""What reading a text costs: no text that a stranger makes up costs much more than an ordinary one."""

import pytest

import effort
from pygalgia.own_words import LONGEST, lexicon, read


def calls(text, base):
    return effort.counted(lambda: read(text, lexicon(), base))[1]


@pytest.mark.parametrize("piece", ["not not fever ", "no fever or ", "leg leg ", "both legs "])
def test_one_sign_again_and_again_costs_at_most_the_square_of_its_length(knowledge, piece):
    """Each denial was once held against each sign before each other sign: 4 seconds for 5,000 characters."""
    whole = (piece * LONGEST)[:LONGEST]
    read(whole[:200], lexicon(), knowledge.base)

    assert calls(whole, knowledge.base) < 17 * calls(whole[: LONGEST // 4], knowledge.base)
