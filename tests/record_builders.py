"""Records for tests: small bundles of one person, and what a client of an adaptive form does."""

from datetime import UTC, date, datetime

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 29)
LOINC, SNOMED, ICD10 = "http://loinc.org", "http://snomed.info/sct", "http://hl7.org/fhir/sid/icd-10"
UCUM = "http://unitsofmeasure.org"
SUBJECT = {"reference": "Patient/p"}


def concept(system, code, **more):
    return {"coding": [{"system": system, "code": code}], **more}


def status(code):
    return {"coding": [{"code": code}]}


def patient(**elements):
    return {"resourceType": "Patient", "id": "p", "birthDate": "1980-05-01", "gender": "female", **elements}


def condition(code, system=SNOMED, **elements):
    return {
        "resourceType": "Condition",
        "code": concept(system, code),
        "clinicalStatus": status("active"),
        "subject": SUBJECT,
        **elements,
    }


def medicine(name, kind="MedicationStatement", **elements):
    order = {"intent": "order", "authoredOn": "2026-11-01"} if kind == "MedicationRequest" else {}
    return {
        "resourceType": kind,
        "status": "active",
        "medicationCodeableConcept": {"text": name},
        "subject": SUBJECT,
        **order,
        **elements,
    }


def observation(code, value, unit, *, when="2026-11-29T08:00:00Z", **elements):
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": concept(LOINC, code),
        "valueQuantity": {"value": value, "unit": unit, "system": UCUM, "code": unit},
        "effectiveDateTime": when,
        "subject": SUBJECT,
        **elements,
    }


def response(*items, authored="2026-11-29T10:00:00Z", **elements):
    return {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "authored": authored,
        "subject": SUBJECT,
        "item": list(items),
        **elements,
    }


def answered(question, *codes):
    return {"linkId": question, "answer": [{"valueCoding": {"code": code}} for code in codes]}


def bundle(*resources, person=None):
    told = [patient() if person is None else person, *resources]
    entries = [{"resource": {"id": f"r{n}", **each}} for n, each in enumerate(told)]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def resources(document, kind):
    return [each["resource"] for each in document["entry"] if each["resource"]["resourceType"] == kind]


def answer_to(item):
    """Return how somebody answers an item: the first choice, none of a list, an age of 46."""
    link = item["linkId"]
    if item["type"] == "group":
        part = item["item"][0]
        if part["linkId"].endswith(".ticked"):
            return {"linkId": link, "item": [answered(part["linkId"], "none-of-these")]}
        if link == "age":
            told = {"value": 46, "system": UCUM, "code": "a"}
            return {"linkId": link, "item": [{"linkId": "age.value", "answer": [{"valueQuantity": told}]}]}
        return {"linkId": link, "item": [answered(f"{link}.about", "unknown")]}
    if link == "pain-site":
        return answered(link, "buttock-left", "posterior-thigh-left")
    if item["type"] == "text":
        return {"linkId": link, "answer": [{"valueString": "skipped"}]}
    return answered(link, item["answerOption"][0]["valueCoding"]["code"])


def last_item(made):
    return made["contained"][0]["item"][-1]


def with_answer(made, *items):
    return {**made, "item": [*made.get("item", []), *items]}
