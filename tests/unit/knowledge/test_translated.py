"""The knowledge in another language: what is translated, and what is not yet."""

import pytest

from pygalgia.knowledge import load_knowledge
from pygalgia.knowledge import translated as module
from pygalgia.knowledge.translated import translated
from pygalgia.texts import english, using

#: By context and English; a question by its context alone, whatever it says today.
SPANISH = {"finding/fever/question": "¿Ha tenido fiebre?", ("shared/state-names", "yes"): "sí"}


@pytest.fixture
def spanish(monkeypatch):
    def says(context, text):
        return SPANISH.get(context) or SPANISH.get((context, text), text)

    monkeypatch.setattr(module, "knowledge_texts", lambda _language: says)
    return translated(load_knowledge(), "es")


def test_what_is_translated_is_said_in_its_place(spanish) -> None:
    assert spanish.findings["fever"].question == "¿Ha tenido fiebre?"


def test_what_one_field_says_in_many_places_is_translated_once(spanish) -> None:
    assert spanish.findings["fever"].state_names["present"] == "sí"


def test_a_sentence_without_a_translation_says_so(spanish) -> None:
    """English stands there, whole, and visibly so; an emergency text too."""
    base = load_knowledge()
    name, flag = next((name, flag) for name, flag in base.red_flags.items() if flag.do_now.endswith("."))
    told = spanish.red_flags[name].do_now
    assert told == f"{flag.do_now} [being translated]"
    with using("es"):
        assert english(told) == flag.do_now


def test_words_inside_sentences_bear_no_remark(spanish) -> None:
    base = load_knowledge()
    assert spanish.regions["buttock-left"].plain == base.regions["buttock-left"].plain
    assert spanish.findings["fever"].name == base.findings["fever"].name
