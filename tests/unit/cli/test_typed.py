"""Commands are typed as people type: with or without accents, and each means one thing."""

import pytest

from pygalgia.cli.typed import comparable, own_words
from pygalgia.texts import languages, using


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ATRAS", "atrás"), ("zuruck", "zurück"), ("andern", "ändern"), ("٣", "3"), ("أحمر", "احمر")],
)
def test_accents_and_letter_forms_are_left_out_of_account(typed: str, meant: str) -> None:
    """Whoever writes without accents was once not understood in the terminal, but in the search."""
    assert comparable(typed) == comparable(meant)


@pytest.mark.parametrize("language", languages())
def test_no_two_commands_are_the_same_word(language: str) -> None:
    with using(language):
        words = own_words()
    assert len({comparable(each) for each in words.values()}) == len(words)
