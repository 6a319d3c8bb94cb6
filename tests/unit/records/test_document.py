"""The document says what the assessment says: ranges, flags, the truly absent and the unknown."""

import json
from datetime import timedelta

import pytest

import pygalgia
from fhir_r4 import faults
from pygalgia.records.assess import assess_record
from record_builders import (
    NOW,
    answered,
    bundle,
    condition,
    medicine,
    observation,
    resources,
    response,
)

SENT = bundle(
    condition("44054006"),
    medicine("Apixaban 5 mg"),
    observation("8310-5", 38.9, "Cel"),
    response(
        answered("pain-site", "buttock-left", "low-back-left"),
        answered("saddle-numbness", "absent"),
        answered("bladder-change", "unknown"),
        answered("night-pain", "present"),
        answered("onset", "sudden"),
    ),
)
STALE = bundle(response(answered("saddle-numbness", "present"), authored="2026-11-20T10:00:00Z"))


@pytest.fixture(scope="module")
def document(reader):
    return assess_record(SENT, reader, now=NOW, with_pdf=False)


def named(document, finding):
    return next(
        each for each in resources(document, "Observation") if each["code"]["coding"][0]["code"] == finding
    )


def test_it_is_a_document_whose_references_are_all_in_it(document):
    text = json.dumps(document)
    names = {each["fullUrl"] for each in document["entry"]}
    parts = (part.split('"')[0] for part in text.split('"reference": "')[1:])
    told = {part for part in parts if not part.startswith("https:")}

    assert document["type"] == "document"
    assert document["entry"][0]["resource"]["resourceType"] == "Composition"
    assert told - names == set()


def test_the_same_input_gives_the_same_ids_whenever_it_is_sent(reader, document):
    later = assess_record(
        json.loads(json.dumps(SENT, sort_keys=True)), reader, now=NOW + timedelta(hours=3), with_pdf=False
    )

    assert [each["fullUrl"] for each in later["entry"]] == [each["fullUrl"] for each in document["entry"]]
    assert later["id"] == document["id"]


def test_another_input_gives_other_ids(reader, document):
    other = assess_record(bundle(condition("44054006")), reader, now=NOW, with_pdf=False)

    assert {each["fullUrl"] for each in other["entry"]} & {
        each["fullUrl"] for each in document["entry"]
    } == set()


def test_probabilities_and_their_ranges_are_those_of_the_assessment(reader, document):
    case = reader.read(SENT, today=NOW.date()).case
    expected = pygalgia.assess(case, reader.knowledge).conditions
    (risk,) = resources(document, "RiskAssessment")

    for told, ranked in zip(risk["prediction"], expected, strict=False):
        bounds = told["extension"][0]["valueRange"]
        assert told["outcome"]["coding"][0]["code"] == ranked.id
        assert told["probabilityDecimal"] == pytest.approx(100 * ranked.probability, abs=1e-4)
        assert bounds["low"]["value"] == pytest.approx(100 * ranked.interval[0], abs=1e-4)
        assert bounds["high"]["value"] == pytest.approx(100 * ranked.interval[1], abs=1e-4)


def test_each_raised_flag_is_a_detected_issue_and_open_ones_are_preliminary(reader, document):
    case = reader.read(SENT, today=NOW.date()).case
    verdicts = pygalgia.assess(case, reader.knowledge).red_flags
    told = {
        each["code"]["coding"][0]["code"]: each["status"] for each in resources(document, "DetectedIssue")
    }

    for each in verdicts:
        if each.verdict == "raised":
            assert told[each.flag.id] == "final"
        elif each.verdict == "open" and each.floor > 0:
            assert told[each.flag.id] == "preliminary"
        else:
            assert each.flag.id not in told
    assert "final" in told.values()


def test_absent_is_false_and_unknown_says_why(document):
    assert named(document, "saddle-numbness")["valueBoolean"] is False
    assert named(document, "night-pain")["valueBoolean"] is True
    assert named(document, "temperature")["valueQuantity"] == {
        "value": 38.9, "unit": "Cel", "system": "http://unitsofmeasure.org", "code": "Cel"
    }  # fmt: skip
    unknown = [each for each in resources(document, "Observation") if "dataAbsentReason" in each]
    assert all("valueBoolean" not in each and "valueCodeableConcept" not in each for each in unknown)


def test_what_was_asked_and_not_known_is_written_as_that(reader):
    """It was left out where no danger sign hung on it, and looked as if nobody had asked."""
    sent = bundle(
        response(answered("pain-site", "buttock-left"), answered("stiff-in-the-morning", "unknown"))
    )
    made = assess_record(sent, reader, now=NOW, with_pdf=False)
    (told,) = (
        each for each in resources(made, "Observation")
        if each["code"]["coding"][0]["code"] == "stiff-in-the-morning"
    )  # fmt: skip

    assert told["dataAbsentReason"]["coding"][0]["code"] == "asked-unknown"
    assert not [key for key in told if key.startswith("value")]


def test_a_stale_danger_sign_is_said_to_be_asked_again(reader):
    told = assess_record(STALE, reader, now=NOW, with_pdf=False)
    sign = named(told, "saddle-numbness")

    assert sign["dataAbsentReason"]["coding"][0]["code"] == "not-asked"
    assert "Ask again" in sign["note"][0]["text"]


def test_nothing_is_ordered(document):
    for each in resources(document, "ServiceRequest"):
        assert (each["status"], each["intent"]) == ("draft", "proposal")
    (plan,) = resources(document, "CarePlan")
    assert (plan["status"], plan["intent"]) == ("draft", "proposal")


def test_a_blocked_treatment_is_not_to_be_performed(document):
    """Apixaban blocks anti-inflammatories: none of them is offered."""
    (plan,) = resources(document, "CarePlan")
    offered = [each["detail"] for each in plan["activity"] if not each["detail"]["doNotPerform"]]

    assert not any("NSAID" in each["code"]["text"] for each in offered)


def test_it_says_what_made_it(document, knowledge):
    (device,) = resources(document, "Device")
    (provenance,) = resources(document, "Provenance")
    told = {each["value"] for each in device["version"]}

    assert {pygalgia.__version__, knowledge.base.sha256} <= told
    assert provenance["agent"][0]["who"]["reference"] == f"urn:uuid:{device['id']}"
    assert len(provenance["target"]) == len(document["entry"]) - 2


def test_sources_are_related_artifacts(document):
    told = json.dumps(document)

    assert "workflow-relatedArtifact" in told
    assert "https://doi.org/" in told


def test_the_paper_is_in_it_where_it_is_wanted(reader):
    whole = assess_record(bundle(condition("44054006")), reader, now=NOW)
    (paper,) = resources(whole, "DocumentReference")

    assert paper["content"][0]["attachment"]["contentType"] == "application/pdf"
    assert paper["content"][0]["attachment"]["data"].startswith("JVBERi0")


def test_a_response_alone_without_a_person_is_assessed(reader):
    alone = response(answered("onset", "sudden"))
    del alone["subject"]
    told = assess_record(alone, reader, now=NOW, with_pdf=False)

    assert resources(told, "Patient")
    assert faults(told) == []


def test_every_resource_is_valid_r4(document):
    assert faults(document) == []
