"""The shipped words, read with the shipped knowledge."""

import pytest

from pygalgia.own_words import lexicon, read


@pytest.fixture(scope="session")
def reader(knowledge):
    """Return what reads a text."""
    words = lexicon()
    return lambda text: read(text, words, knowledge.base)
