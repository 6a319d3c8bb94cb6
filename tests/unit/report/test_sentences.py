"""A translation is parted into sentences only where its English has as many."""

import pytest

from pygalgia.report.sentences import each_once, sentences
from pygalgia.texts import remember_english, using

CALL = ("Rufen Sie 112 an. Essen Sie nichts.", "Call 112. Do not eat.")
REST = ("Rufen Sie 112 an. Ruhen Sie.", "Call 112. Rest.")
SHORT = ("Nehmen Sie z. B. Wärme. Ruhen Sie.", "Use warmth. Rest.")
LETTERS = ("اتصل بالرقم 112. هل تتنفس؟ استرح.", "Call 112. Do you breathe? Rest.")


@pytest.fixture(autouse=True)
def strange():
    """A language with these texts alone."""
    remember_english("xx", dict([CALL, REST, SHORT, LETTERS]))
    with using("xx"):
        yield


def test_sentences_are_told_apart_where_both_have_as_many() -> None:
    assert sentences(CALL[0]) == [("Rufen Sie 112 an.", "Call 112."), ("Essen Sie nichts.", "Do not eat.")]
    assert [meant for _said, meant in sentences(LETTERS[0])] == ["Call 112.", "Do you breathe?", "Rest."]


def test_an_abbreviation_tears_no_sentence() -> None:
    assert sentences(SHORT[0]) == [SHORT]


def test_a_text_without_its_english_stays_whole() -> None:
    """As where a country's number took the place of three."""
    assert sentences("Rufen Sie 144 an. Essen Sie nichts.") == [("Rufen Sie 144 an. Essen Sie nichts.",) * 2]


def test_what_means_the_same_is_said_once() -> None:
    said = [each for each, _meant in each_once([CALL[0], REST[0], "Warten Sie."])]
    assert said == ["Rufen Sie 112 an.", "Essen Sie nichts.", "Ruhen Sie.", "Warten Sie."]
