"""What a record says is evidence with its date: only what is so now, of this person, counts."""

from contextlib import suppress

import pytest

from pygalgia.errors import RequestError
from pygalgia.records import RecordReader, load_codes
from record_builders import (
    ICD10,
    LOINC,
    SNOMED,
    SUBJECT,
    TODAY,
    answered,
    bundle,
    concept,
    condition,
    medicine,
    observation,
    patient,
    response,
    status,
)

TYPE_2 = "44054006"
DIABETES = "73211009"


@pytest.fixture
def states(reader):
    def read(*resources, **more):
        return reader.read(bundle(*resources, **more), today=TODAY).case.states

    return read


@pytest.fixture
def issues(reader):
    def read(*resources, **more):
        found = reader.read(bundle(*resources, **more), today=TODAY).issues
        return [f"{each.severity} {each.problem.where}: {each.problem.found}" for each in found]

    return read


def test_an_active_disease_is_there(states):
    assert states(condition(TYPE_2))["diabetes"] == "present"
    assert states(condition("E11.9", ICD10))["diabetes"] == "present"


@pytest.mark.parametrize(
    "elements",
    [
        {"verificationStatus": status("refuted")},
        {"verificationStatus": status("entered-in-error")},
        {"verificationStatus": status("provisional")},
        {"verificationStatus": status("differential")},
        {"clinicalStatus": status("resolved")},
        {"clinicalStatus": status("inactive")},
        {"abatementDateTime": "2020"},
        {"clinicalStatus": None, "recordedDate": "2011-02"},
        {"recordedDate": "2027-01-01", "clinicalStatus": None},
        {"verificationStatus": {"text": "Refuted"}},
        {"verificationStatus": {"coding": [{"system": "urn:own", "code": "x"}, {"code": "refuted"}]}},
        {"verificationStatus": {"coding": [{"code": "confirmed"}, {"code": "entered-in-error"}]}},
        {"verificationStatus": "refuted"},
        {"clinicalStatus": {"text": "Resolved long ago"}},
        {"clinicalStatus": {"coding": [{"code": "active"}, {"code": "resolved"}]}},
        {"clinicalStatus": "active"},
        {"modifierExtension": [{"url": "urn:own:not", "valueBoolean": True}]},
        {"implicitRules": "urn:own:rules"},
        {"meta": {"profile": ["http://hl7.org/fhir/5.0/StructureDefinition/Condition"]}},
    ],
)
def test_what_was_refuted_doubted_ended_or_is_old_is_not(states, elements):
    said = {key: value for key, value in (condition(TYPE_2) | elements).items() if value is not None}

    assert "diabetes" not in states(said)


def test_a_past_cancer_counts_however_long_ago_and_in_remission(states):
    past = condition("254837009", clinicalStatus=status("remission"), recordedDate="1999")
    breast = condition("C50.9", ICD10, clinicalStatus=status("resolved"), recordedDate="1999")

    assert "cancer-history" not in states(past)  # this code is not of the free set, so it is not known
    assert states(breast)["cancer-history"] == "breast"


def test_a_relative_s_disease_is_not_the_person_s(states, issues):
    family = {
        "resourceType": "FamilyMemberHistory", "status": "completed", "patient": SUBJECT,
        "condition": [{"code": concept(SNOMED, DIABETES)}],
    }  # fmt: skip

    assert "diabetes" not in states(family)
    assert any("what a relative has" in each for each in issues(family))


@pytest.mark.parametrize("kind", ["MedicationStatement", "MedicationRequest"])
def test_a_medicine_that_is_taken_counts(states, kind):
    assert states(medicine("Apixaban 5 mg tablet", kind))["anticoagulants"] == "present"


@pytest.mark.parametrize(
    ("kind", "elements"),
    [
        ("MedicationStatement", {"status": "intended"}),
        ("MedicationStatement", {"status": "not-taken"}),
        ("MedicationStatement", {"status": "stopped"}),
        ("MedicationStatement", {"status": "entered-in-error"}),
        ("MedicationStatement", {"effectivePeriod": {"start": "2024-01-01", "end": "2024-02-01"}}),
        ("MedicationRequest", {"intent": "proposal"}),
        ("MedicationRequest", {"intent": "plan"}),
        ("MedicationRequest", {"doNotPerform": True}),
        ("MedicationRequest", {"status": "draft"}),
    ],
)
def test_a_medicine_that_is_planned_stopped_or_not_taken_does_not(states, kind, elements):
    assert "anticoagulants" not in states(medicine("Warfarin 5 mg", kind, **elements))


def test_the_medicine_of_a_statement_may_be_a_resource_of_its_own(states, issues):
    drug = {"resourceType": "Medication", "id": "w", "code": {"text": "Warfarin 3 mg"}}
    taken = medicine("", medicationReference={"reference": "Medication/w"})
    del taken["medicationCodeableConcept"]

    assert states(drug, taken)["anticoagulants"] == "present"
    assert any("not in what was sent" in each for each in issues(taken))


def test_an_operation_counts_when_it_was_done(states):
    done = {
        "resourceType": "Procedure", "status": "completed", "subject": SUBJECT,
        "code": concept(SNOMED, "52734007"), "performedDateTime": "2015",
    }  # fmt: skip

    assert states(done)["hip-replacement-or-surgery"] == "present"
    for planned in ("preparation", "not-done", "on-hold", "entered-in-error"):
        assert "hip-replacement-or-surgery" not in states({**done, "status": planned})


def test_an_allergy_to_an_anti_inflammatory_is_known(states):
    allergy = {"resourceType": "AllergyIntolerance", "patient": SUBJECT, "code": {"text": "Ibuprofen"}}

    assert states(allergy)["aspirin-sensitive-asthma"] == "present"
    assert "aspirin-sensitive-asthma" not in states({**allergy, "verificationStatus": status("refuted")})


def test_a_measurement_of_today_counts_with_its_unit(reader):
    said = bundle(observation("8310-5", 101.5, "[degF]"), observation("1988-5", 4.2, "mg/dL"))
    case = reader.read(said, today=TODAY).case

    assert case.values["temperature"] == pytest.approx(38.6, abs=0.05)
    assert case.values["crp"] == pytest.approx(42)


def test_the_systolic_part_of_a_blood_pressure_is_read(reader):
    panel = {
        "resourceType": "Observation", "status": "final", "code": concept(LOINC, "85354-9"),
        "effectiveDateTime": "2026-11-29T09:00:00Z", "subject": SUBJECT,
        "component": [
            {"code": concept(LOINC, "8480-6"), "valueQuantity": {"value": 85, "code": "mm[Hg]"}},
            {"code": concept(LOINC, "8462-4"), "valueQuantity": {"value": 50, "code": "mm[Hg]"}},
        ],
    }  # fmt: skip
    case = reader.read(bundle(panel), today=TODAY).case

    assert case.states["blood-pressure"] == "low"


@pytest.mark.parametrize(
    "elements",
    [
        {"status": "entered-in-error"},
        {"status": "registered"},
        {"status": "preliminary"},
        {"effectiveDateTime": "2026-11-01T08:00:00Z"},
        {"effectiveDateTime": "2026"},
        {"effectiveDateTime": "yesterday"},
        {"effectiveDateTime": None},
        {"valueQuantity": {"value": 39, "code": "degrees"}},
        {"valueQuantity": {"value": 39, "code": "Cel", "comparator": ">"}},
        {"valueQuantity": {"value": "39", "code": "Cel"}},
        {"valueQuantity": {"value": 39, "code": "Cel", "system": "urn:other"}},
        {"valueQuantity": None, "valueString": "39"},
        {"focus": [{"reference": "Patient/child"}]},
    ],
)
def test_a_measurement_that_is_old_wrong_or_undone_is_left_out_and_said(states, issues, elements):
    fever = {k: v for k, v in (observation("8310-5", 39.0, "Cel") | elements).items() if v is not None}

    assert "temperature" not in states(fever)
    assert any("entry[1]" in each for each in issues(fever))


def test_every_unusable_resource_is_named_and_the_rest_is_used(states, issues):
    wrong = condition("no-such-code", "urn:unknown")
    odd = {"resourceType": "MedicationOrder", "status": "active"}

    assert states(wrong, odd, condition(TYPE_2))["diabetes"] == "present"
    told = issues(wrong, odd, condition(TYPE_2))
    assert "information Bundle.entry[1].resource.code: urn:unknown|no-such-code" in told
    assert "error Bundle.entry[2].resource: the resource 'MedicationOrder'" in told


def test_a_stale_danger_sign_is_open_again_and_never_counts_as_present(reader):
    """Three days ago a numb saddle was told: what is so today nobody knows, so it is asked again."""
    told = response(answered("saddle-numbness", "present"), authored="2026-11-26T10:00:00Z")
    record = reader.read(bundle(told), today=TODAY)

    assert "saddle-numbness" not in record.case.states
    assert [each.finding for each in record.asked_again] == ["saddle-numbness"]


def test_a_stale_danger_sign_of_a_resource_is_asked_again(tmp_path, knowledge):
    """It was only said that the resource was old, and the sign was never listed to be asked."""
    file = tmp_path / "site.yaml"
    file.write_text(
        "system: own\nuris: ['urn:own']\nlicence: ours\nrows:\n"
        "  - {finding: saddle-numbness, state: present, code: SN, display: Numb saddle, relation: equal}\n"
    )
    reader = RecordReader(knowledge, load_codes(knowledge.base, file))
    old = condition("SN", "urn:own", recordedDate="2026-11-01")

    record = reader.read(bundle(old), today=TODAY)
    assert "saddle-numbness" not in record.case.states
    assert [each.finding for each in record.asked_again] == ["saddle-numbness"]

    asked = response(answered("saddle-numbness", "absent"))
    assert reader.read(bundle(old, asked), today=TODAY).asked_again == ()


def test_a_year_that_is_not_over_is_too_vague_and_not_in_the_future(issues):
    told = issues(observation("8310-5", 38.5, "Cel", when="2026"))

    assert told == ["warning Bundle.entry[1].resource: temperature, 332 days old"]


def test_a_bundle_of_what_was_is_refused_whole(reader):
    with pytest.raises(RequestError, match="history"):
        reader.read({**bundle(condition(TYPE_2)), "type": "history"}, today=TODAY)


def test_a_danger_sign_of_yesterday_counts(reader):
    told = response(answered("saddle-numbness", "present"), authored="2026-11-28T10:00:00Z")

    assert reader.read(bundle(told), today=TODAY).case.states["saddle-numbness"] == "present"


def test_a_denial_does_not_take_back_a_disease_or_medicine_of_the_record(reader):
    told = response(answered("anticoagulants", "absent"))
    for order in (("m", "q"), ("q", "m")):
        both = {"m": medicine("Warfarin 5 mg", "MedicationRequest"), "q": told}
        record = reader.read(bundle(*(both[name] for name in order)), today=TODAY)

        assert record.case.states["anticoagulants"] == "present"
        assert any("another answer about anticoagulants" in each.problem.found for each in record.issues)


def test_of_answers_that_exclude_each_other_the_dangerous_one_is_kept(reader):
    told = response(answered("fever", "absent"))
    record = reader.read(bundle(told, observation("8310-5", 39.2, "Cel")), today=TODAY)

    assert record.case.states["temperature"] in ("fever", "high-fever")
    assert record.case.states.get("fever") != "absent"
    assert any(each.code == "conflict" for each in record.issues)


def test_age_and_sex_are_the_patient_s(reader):
    case = reader.read(bundle(), today=TODAY).case

    assert (case.age_years, case.sex) == (46, "female")


@pytest.mark.parametrize("born", [None, "1880-01-01", "2030-01-01", "1980-13", 1980])
def test_without_a_birth_date_that_can_be_the_age_is_unknown_and_said(reader, born):
    person = {key: value for key, value in patient(birthDate=born).items() if value is not None}
    record = reader.read(bundle(person=person), today=TODAY)

    assert record.case.age_years is None
    assert any(each.problem.where.endswith("birthDate") for each in record.issues)


def test_a_sex_that_is_not_recorded_is_unknown(reader):
    for gender in ("other", "unknown"):
        assert reader.read(bundle(person=patient(gender=gender)), today=TODAY).case.sex == "unknown"


@pytest.mark.parametrize(
    ("code", "state", "setting"),
    [("EMER", "in-progress", "emergency"), ("EMER", "finished", "unknown"), ("EMER", "planned", "unknown"),
     ("IMP", "in-progress", "specialist"), ("AMB", "in-progress", "unknown")],
)  # fmt: skip
def test_the_setting_is_that_of_the_encounter_that_is_going_on(reader, code, state, setting):
    encounter = {"resourceType": "Encounter", "status": state, "class": {"code": code}, "subject": SUBJECT}

    assert reader.read(bundle(encounter), today=TODAY).case.setting == setting


def test_another_person_s_resource_refuses_everything(reader):
    stranger = condition(TYPE_2, subject={"reference": "Patient/somebody-else"})

    with pytest.raises(RequestError) as refused:
        reader.read(bundle(condition(DIABETES), stranger), today=TODAY)

    assert refused.value.problems[0].where == "Bundle.entry[2].resource.subject"


def test_two_patients_refuse_everything(reader):
    with pytest.raises(RequestError, match="a second Patient"):
        reader.read(bundle(patient(id="q")), today=TODAY)


def test_the_same_id_on_another_server_is_another_person(reader):
    """Two servers may both have a Patient/p: of whole addresses the ends are not enough."""
    sent = bundle(condition(TYPE_2, subject={"reference": "https://other.example/fhir/Patient/p"}))
    sent["entry"][0]["fullUrl"] = "https://ehr.example/fhir/Patient/p"

    with pytest.raises(RequestError, match="one and the same person"):
        reader.read(sent, today=TODAY)


@pytest.mark.parametrize("subject", [None, {}, {"reference": "#inside"}, {"identifier": {"value": "4711"}}])
def test_what_does_not_say_whose_it_is_counts_for_nobody(reader, subject):
    for said in (condition(TYPE_2), medicine("Warfarin"), observation("8310-5", 39.5, "Cel")):
        record = reader.read(bundle({**said, "subject": subject}), today=TODAY)

        assert record.case.states == {}
        assert any(each.problem.where == "Bundle.entry[1].resource.subject" for each in record.issues)


def test_the_same_person_by_a_whole_address_is_the_same(states):
    by_address = condition(TYPE_2, subject={"reference": "https://ehr.example/fhir/Patient/p"})

    assert states(by_address)["diabetes"] == "present"


def test_two_resources_of_one_name_refuse_everything(reader):
    with pytest.raises(RequestError, match="a second time"):
        reader.read(bundle(condition(TYPE_2, id="x"), condition(DIABETES, id="x")), today=TODAY)


def test_an_entry_without_a_resource_is_named_and_the_rest_is_used(reader):
    sent = bundle(condition(TYPE_2))
    sent["entry"] += [None, {"fullUrl": "urn:uuid:x"}]
    record = reader.read(sent, today=TODAY)

    assert record.case.states["diabetes"] == "present"
    assert [each.problem.where for each in record.issues] == [
        "Bundle.entry[2].resource",
        "Bundle.entry[3].resource",
    ]


def test_a_reference_that_leads_nowhere_is_said(issues):
    told = condition(TYPE_2, encounter={"reference": "Encounter/nowhere"})

    assert any("Encounter/nowhere" in each and each.startswith("warning") for each in issues(told))


def test_an_encounter_of_another_release_is_said(issues):
    later = {"resourceType": "Encounter", "status": "in-progress", "class": [{}], "subject": SUBJECT}

    assert any(each.startswith("error Bundle.entry[1].resource.class: a list") for each in issues(later))


@pytest.mark.parametrize(
    "sent",
    [None, [], "text", 4, {}, {"resourceType": "Patient"}, {"resourceType": "Bundle", "entry": {}},
     {"resourceType": "Bundle", "entry": [{"resource": {}}] * 5001}],
)  # fmt: skip
def test_what_is_no_record_is_refused_with_where_and_what(reader, sent):
    with pytest.raises(RequestError) as refused:
        reader.read(sent, today=TODAY)

    assert all(each.where and each.found and each.expected and each.fix for each in refused.value.problems)


NONSENSE = (None, 1, "x", [], {}, [None], [[]], {"coding": "x"}, {"coding": [1]}, {"reference": 4}, True)


@pytest.mark.parametrize("nonsense", NONSENSE, ids=repr)
def test_nonsense_in_any_element_never_fails(reader, nonsense):
    """Whatever a stranger puts where an element belongs, the rest of the record is used."""
    good = [condition(TYPE_2), medicine("Warfarin"), medicine("Warfarin", "MedicationRequest"),
            observation("8310-5", 37.0, "Cel"), response(answered("fever", "absent"))]  # fmt: skip
    for whole in good:
        for element in whole:
            if element in ("resourceType", "subject"):
                continue
            spoilt = {**whole, element: nonsense}
            # An answer that is none refuses the response, and with it everything.
            refusal = [RequestError] if whole["resourceType"] == "QuestionnaireResponse" else []
            with suppress(*refusal):
                record = reader.read(bundle(condition("38341003"), spoilt), today=TODAY)
                assert record.case.states["hypertension"] == "present"
