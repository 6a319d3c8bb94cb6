"""The knowledge in another language: what is translated, and what is not yet."""

import pytest

from pygalgia.knowledge import load_knowledge
from pygalgia.knowledge.translated import translated
from pygalgia.texts import english, speaking, using
from pygalgia.texts.catalogues import catalogue

MESSAGES = """
msgid ""
msgstr ""
"Language: eo\\n"

msgctxt "finding/fever/question"
msgid "%s"
msgstr "¿Ha tenido fiebre?"

msgctxt "shared/state-names"
msgid "yes"
msgstr "sí"
"""


@pytest.fixture
def spanish(monkeypatch, tmp_path):
    base = load_knowledge()
    (tmp_path / "eo").mkdir()
    told = MESSAGES % base.findings["fever"].question
    (tmp_path / "eo" / "questions.po").write_text(told, encoding="utf-8")
    monkeypatch.setattr(speaking, "catalogue", lambda tag, part="code": catalogue(tag, part, tmp_path))
    return translated(base, "eo")


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
    with using("eo"):
        assert english(told) == flag.do_now


def test_words_inside_sentences_bear_no_remark(spanish) -> None:
    base = load_knowledge()
    assert spanish.regions["buttock-left"].plain == base.regions["buttock-left"].plain
    assert spanish.findings["fever"].name == base.findings["fever"].name
