"""A resource in another language says so, and has its English beside each text that people read."""

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire

from fhir_r4 import faults
from pygalgia.records import RecordReader, load_codes
from pygalgia.records.assess import assess_record
from pygalgia.records.forms.static import questionnaire
from pygalgia.records.translations import EXTENSION, with_english
from pygalgia.texts import PSEUDO, using
from record_builders import NOW, answered, bundle, condition, response

#: What is no word of ours: systems' own words, publications, names, and what is told to programs.
NOT_SAID = ("citation", "deviceName", "version", "display", "scheduledString")
TOLD_TO_PROGRAMS = ("OperationOutcome", "Patient", "Device", "Provenance")


def said(element):
    return {
        each["extension"][0]["valueCode"]: each["extension"][1]["valueString"]
        for each in element["extension"]
    }


def test_only_words_that_differ_are_translated() -> None:
    told = {"id": "a1", "text": "Dolor", "code": [{"code": "1", "display": "Fiebre"}, {"display": "Age"}]}
    english = {"id": "b2", "text": "Pain", "code": [{"code": "2", "display": "Fever"}, {"display": "Age"}]}
    made = with_english(told, english, "es")
    assert made["id"] == "a1"
    assert made["text"] == "Dolor"
    assert said(made["_text"]) == {"en": "Pain"}
    assert made["_text"]["extension"][0]["url"] == EXTENSION
    assert said(made["code"][0]["_display"]) == {"en": "Fever"}
    assert made["code"][0]["code"] == "1"
    assert made["code"][1] == {"display": "Age"}


def test_every_resource_says_its_language() -> None:
    inner = {"resourceType": "Observation", "language": "en"}
    told = {
        "resourceType": "Bundle",
        "entry": [{"resource": {"resourceType": "Device"}}, {"resource": inner}],
    }
    made = with_english(told, told, "es")
    assert made["language"] == "es"
    assert [each["resource"]["language"] for each in made["entry"]] == ["es", "en"]


def test_an_extension_that_is_there_stays() -> None:
    told = {"text": "Dolor", "_text": {"extension": [{"url": "x", "valueCode": "y"}]}}
    made = with_english(told, {"text": "Pain", "_text": {}}, "es")
    assert [each["url"] for each in made["_text"]["extension"]] == ["x", EXTENSION]


def test_lists_that_do_not_match_have_no_english_beside_them() -> None:
    made = with_english({"item": [{"text": "c"}]}, {"item": [{"text": "a"}, {"text": "b"}]}, "es")
    assert made == {"item": [{"text": "c"}]}


def test_a_form_in_another_language_is_still_a_form(knowledge) -> None:
    """A model that is not ours reads it, and every question and heading is said and has its English."""
    codes = load_codes(knowledge.base)
    english = questionnaire("self", knowledge.base, codes)
    with using(PSEUDO):
        told = questionnaire("self", knowledge.in_language(PSEUDO).base, codes)
    made = with_english(told, english, "es")
    Questionnaire.model_validate(made)
    questions = list(_items(made))
    assert len(questions) > 100
    assert [each for each in questions if "_text" not in each] == []


@pytest.fixture(scope="module")
def in_brackets(knowledge):
    """A document in the pseudo-language, in which every message stands in brackets."""
    sent = bundle(
        condition("E11"),
        response(answered("saddle-numbness", "present"), authored="2026-11-20T10:00:00Z"),
        response(answered("pain-site", "buttock-left"), answered("fever", "absent"), id="r9"),
    )
    with using(PSEUDO):
        other = knowledge.in_language(PSEUDO)
        reader = RecordReader(other, load_codes(other.base))
        return assess_record(sent, reader, now=NOW, with_pdf=False)


def test_no_word_of_a_document_is_left_in_english(in_brackets) -> None:
    left = [
        (each["resource"]["resourceType"], path, text)
        for each in in_brackets["entry"]
        if each["resource"]["resourceType"] not in TOLD_TO_PROGRAMS
        for path, text in _words(each["resource"])
        if "[" not in text
    ]
    assert left == []


def test_a_document_with_its_english_beside_it_is_valid_r4(in_brackets, reader) -> None:
    english = assess_record(
        bundle(condition("E11"), response(answered("pain-site", "buttock-left"))),
        reader,
        now=NOW,
        with_pdf=False,
    )
    made = with_english(in_brackets, english, "es")
    assert [fault for each in made["entry"] for fault in faults(each["resource"])] == []


def _words(value, path=""):
    """Yield what people read, and where: texts of sentences, not codes, ids and dates."""
    if isinstance(value, dict):
        for name, below in value.items():
            if name not in NOT_SAID:
                yield from _words(below, f"{path}.{name}")
    elif isinstance(value, list):
        for each in value:
            yield from _words(each, path)
    elif isinstance(value, str) and path.rpartition(".")[2] in {
        "text",
        "title",
        "div",
        "description",
        "detail",
        "rationale",
        "mitigation",
    }:
        yield path, value


def _items(thing):
    for each in thing.get("item", []):
        yield each
        yield from _items(each)
