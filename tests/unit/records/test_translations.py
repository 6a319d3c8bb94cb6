"""A resource in another language is the English one, with translations beside what people read."""

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire

from pygalgia.records.forms.static import questionnaire
from pygalgia.records.translations import EXTENSION, with_translations
from pygalgia.texts import PSEUDO, using


def said(element):
    return {
        each["extension"][0]["valueCode"]: each["extension"][1]["valueString"]
        for each in element["extension"]
    }


def test_only_words_that_differ_are_translated() -> None:
    english = {"id": "a1", "text": "Pain", "code": [{"code": "1", "display": "Fever"}, {"display": "Age"}]}
    other = {"id": "b2", "text": "Dolor", "code": [{"code": "2", "display": "Fiebre"}, {"display": "Age"}]}
    made = with_translations(english, other, "es")
    assert made["id"] == "a1"
    assert made["text"] == "Pain"
    assert said(made["_text"]) == {"es": "Dolor"}
    assert made["_text"]["extension"][0]["url"] == EXTENSION
    assert said(made["code"][0]["_display"]) == {"es": "Fiebre"}
    assert made["code"][0]["code"] == "1"
    assert made["code"][1] == {"display": "Age"}


def test_an_extension_that_is_there_stays() -> None:
    english = {"text": "Pain", "_text": {"extension": [{"url": "x", "valueCode": "y"}]}}
    made = with_translations(english, {"text": "Dolor", "_text": {}}, "es")
    assert [each["url"] for each in made["_text"]["extension"]] == ["x", EXTENSION]


def test_lists_that_do_not_match_stay_english() -> None:
    made = with_translations({"item": [{"text": "a"}, {"text": "b"}]}, {"item": [{"text": "c"}]}, "es")
    assert made == {"item": [{"text": "a"}, {"text": "b"}]}


def test_a_paper_is_in_the_language() -> None:
    english = {"content": [{"attachment": {"contentType": "application/pdf", "data": "AA==", "title": "t"}}]}
    other = {"content": [{"attachment": {"contentType": "application/pdf", "data": "BB==", "title": "u"}}]}
    attachment = with_translations(english, other, "es")["content"][0]["attachment"]
    assert attachment == {"contentType": "application/pdf", "data": "BB==", "title": "u", "language": "es"}


def test_a_form_in_another_language_is_still_a_form(site_less_codes, knowledge) -> None:
    """A model of FHIR that is not ours reads it, and every question has its translation."""
    english = questionnaire("self", knowledge.base, site_less_codes)
    with using(PSEUDO):
        other = questionnaire("self", knowledge.in_language(PSEUDO).base, site_less_codes)
    made = with_translations(english, other, "es")
    Questionnaire.model_validate(made)
    # The names of topics are headings of ours, and no words of a patient's.
    questions = [each for each in _items(made) if not each["linkId"].startswith("topic.")]
    assert len(questions) > 100
    assert [each for each in questions if "_text" not in each] == []


def _items(thing):
    for each in thing.get("item", []):
        yield each
        yield from _items(each)


@pytest.fixture
def site_less_codes(knowledge):
    from pygalgia.records import load_codes

    return load_codes(knowledge.base)
