"""What reading a text costs: no text that a stranger makes up costs much more than an ordinary one."""

import time

import pytest

from pygalgia.own_words import LONGEST, lexicon, read


def seconds(text, base):
    begun = time.process_time()
    read(text, lexicon(), base)
    return time.process_time() - begun


@pytest.mark.parametrize("piece", ["not not fever ", "no fever or ", "leg leg ", "both legs "])
def test_one_sign_again_and_again_costs_no_more_than_its_length(knowledge, piece):
    """Each denial was once held against each sign before each other sign: 4 seconds for 5,000 characters."""
    whole = (piece * LONGEST)[:LONGEST]
    read(whole[:200], lexicon(), knowledge.base)

    quarter = min(seconds(whole[: LONGEST // 4], knowledge.base) for _ in range(2))

    assert seconds(whole, knowledge.base) < max(0.5, 25 * quarter)
