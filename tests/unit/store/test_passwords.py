"""A password is long, and nobody guesses it soon."""

import pytest

from pygalgia.store.passwords import PASSWORD_LENGTHS, password_problems

SOON_GUESSED = (
    "password1234",
    "123456789012",
    "qwertyuiop12",
    "aaaaaaaaaaaaaaaa",
    "abcabcabcabcabc",
    "Tr0ub4dour12",
    "iloveyouiloveyou",
    "Ann Example1",
)
HARD = (
    "a long and quiet phrase",
    "ribbon otter kettle march",
    "čtyři slova která spolu nesouvisí",
    "x7!kP0z#Qm2v",
)


@pytest.mark.parametrize("password", SOON_GUESSED)
def test_a_password_from_the_lists_or_of_the_own_name_is_refused(password):
    (problem,) = password_problems(password, ("ann", "Ann Example"))
    assert problem.found == "one that is soon guessed"
    assert password not in f"{problem}"


@pytest.mark.parametrize("password", HARD)
def test_a_phrase_of_unrelated_words_is_taken(password):
    assert password_problems(password, ("ann", "Ann Example")) == []


def test_the_length_is_bounded_on_both_sides():
    low, high = PASSWORD_LENGTHS
    assert password_problems("x7!kP0z#Qm2v"[: low - 1])[0].fix == "use a longer phrase"
    assert password_problems("ribbon otter " * 40)[0].found == "520 characters"
    assert len("ribbon otter " * 40) > high
