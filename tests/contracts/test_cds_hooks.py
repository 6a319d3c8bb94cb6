"""CDS Hooks: the right card with its source, none where nothing is to be said, and only known callers."""

import json
from datetime import UTC, datetime
from uuid import uuid4

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from starlette.testclient import TestClient

import effort
from pygalgia.errors import RequestError
from pygalgia.records.hooks import SERVICES
from pygalgia.records.smart.clients import read_clients
from pygalgia.texts import _, languages, using
from pygalgia.web.app import create_app
from pygalgia.web.edge.settings import Settings
from record_builders import (
    ICD10,
    LOINC,
    answered,
    bundle,
    concept,
    condition,
    medicine,
    observation,
    patient,
    response,
)

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
INSTANCE = "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea"
ISSUER = "https://ehr.example"
PAIN = condition("M54.5", ICD10)
MRI = {
    "resourceType": "ServiceRequest", "id": "mri", "status": "draft", "intent": "order",
    "code": concept(LOINC, "24968-0"), "subject": {"reference": "Patient/p"},
}  # fmt: skip


def made(tmp_path, knowledge, **more):
    url = f"sqlite:///{tmp_path / 'hooks.sqlite3'}"
    settings = Settings(database_url=url, hosts=("testserver",), requests_per_minute=0, **more)
    return create_app(settings, knowledge=knowledge, clock=lambda: NOW)


@pytest.fixture(scope="module")
def app(tmp_path_factory, knowledge):
    app = made(tmp_path_factory.mktemp("hooks"), knowledge, hooks_open=True)
    yield app
    app.state.services.database.close()


@pytest.fixture(scope="module")
def client(app):
    return TestClient(app)


def searched(*resources):
    return {
        "resourceType": "Bundle",
        "type": "searchset",
        "entry": [{"resource": each} for each in resources],
    }


def call(hook, *, conditions=(), medications=(), drafts=(), selected=None, **prefetch):
    context = {"userId": "Practitioner/d", "patientId": "p"}
    if hook.startswith("order"):
        context["draftOrders"] = bundle(*drafts, person={"resourceType": "Basic"})
    if hook == "order-select":
        names = [f"{each['resourceType']}/{each['id']}" for each in drafts]
        context["selections"] = names if selected is None else selected
    return {
        "hook": hook, "hookInstance": INSTANCE, "context": context,
        "prefetch": {"patient": patient(), "conditions": searched(*conditions),
                     "medications": searched(*medications), **prefetch},
    }  # fmt: skip


def cards(client, sent):
    answer = client.post(f"/cds-services/pygalgia-{sent['hook']}", json=sent)
    assert answer.status_code == 200, answer.text
    found = answer.json()["cards"]
    for each in found:
        assert len(each["summary"]) < 140
        assert each["indicator"] in ("info", "warning", "critical")
        assert each["source"]["label"]
        assert {reason["code"] for reason in each["overrideReasons"]}
    return found


def draft(name, **more):
    return medicine(name, "MedicationRequest", id="d1", status="draft", **more)


def test_discovery_names_each_service_with_its_prefetch(client):
    told = client.get("/cds-services").json()["services"]

    assert {each["hook"] for each in told} == {"patient-view", "order-select", "order-sign"}
    assert all("{{context.patientId}}" in each["prefetch"]["patient"] for each in told)


@pytest.mark.parametrize("hook", ["order-select", "order-sign"])
def test_a_lumbar_mri_without_a_red_flag_gets_why_not_and_the_source(client, hook):
    (card,) = cards(client, call(hook, conditions=[PAIN], drafts=[MRI]))

    assert card["indicator"] == "info"
    assert "NICE" in card["detail"] or "nice" in card["detail"].lower()
    assert card["source"]["url"].startswith("https://")
    (suggestion,) = card["suggestions"]
    assert suggestion["actions"] == [
        {"type": "delete", "description": suggestion["label"], "resourceId": "ServiceRequest/mri"}
    ]
    assert card["selectionBehavior"] == "any"


@pytest.mark.parametrize(
    "more",
    [
        {"conditions": [PAIN, condition("C50.9", ICD10)]},
        {"conditions": [PAIN], "observations": searched(observation("8310-5", 39.0, "Cel"))},
        {"conditions": [PAIN], "responses": searched(response(answered("saddle-numbness", "present")))},
        {"conditions": [PAIN], "medications": [medicine("Apixaban", "MedicationRequest")]},
    ],
)
def test_a_lumbar_mri_with_a_reason_to_look_gets_no_card(client, more):
    assert cards(client, call("order-sign", drafts=[MRI], **more)) == []


def test_a_lumbar_mri_for_something_else_gets_no_card(client):
    other = {
        **MRI,
        "reasonCode": [{"coding": [{"system": ICD10, "code": "G35"}], "text": "Multiple sclerosis"}],
    }

    assert cards(client, call("order-sign", conditions=[PAIN], drafts=[other])) == []


@pytest.mark.parametrize("name", ["Ibuprofen 400 mg tablet", "Naproxen 500 mg"])
def test_an_anti_inflammatory_with_an_anticoagulant_is_a_warning(client, name):
    taken = medicine("Warfarin 5 mg", "MedicationRequest")
    (card,) = cards(client, call("order-select", medications=[taken], drafts=[draft(name)]))

    assert card["indicator"] == "warning"
    assert "bleed" in card["summary"]


def test_two_orders_of_one_session_that_do_not_go_together_are_a_warning(client):
    both = [draft("Ibuprofen"), medicine("Rivaroxaban 20 mg", "MedicationRequest", id="d2", status="draft")]

    assert len(cards(client, call("order-select", drafts=both, selected=["MedicationRequest/d1"]))) == 1


def test_an_anti_inflammatory_alone_gets_no_card(client):
    assert cards(client, call("order-select", drafts=[draft("Ibuprofen")])) == []
    stopped = medicine("Warfarin", "MedicationRequest", status="stopped")
    assert cards(client, call("order-select", medications=[stopped], drafts=[draft("Ibuprofen")])) == []


def test_what_was_not_selected_gets_no_card(client):
    taken = medicine("Warfarin", "MedicationRequest")
    sent = call("order-select", medications=[taken], drafts=[draft("Ibuprofen")], selected=[])

    assert cards(client, sent) == []


def test_an_opioid_before_anything_else_for_back_pain_gets_why_not(client):
    (card,) = cards(client, call("order-sign", conditions=[PAIN], drafts=[draft("Oxycodone 10 mg")]))

    assert "opioid" in card["summary"].lower()
    assert card["source"]["label"]


@pytest.mark.parametrize(
    "more",
    [
        {"conditions": []},
        {"conditions": [PAIN], "medications": [medicine("Naproxen 500 mg", "MedicationRequest")]},
        {"conditions": [PAIN], "medications": [medicine("Paracetamol 1 g", "MedicationRequest")]},
        {"conditions": [PAIN, condition("C61", ICD10)]},
    ],
)
def test_an_opioid_after_others_or_for_something_else_gets_no_card(client, more):
    assert cards(client, call("order-sign", drafts=[draft("Oxycodone 10 mg")], **more)) == []


def test_a_red_flag_in_the_record_is_shown_when_the_record_is_opened(client):
    told = response(answered("saddle-numbness", "present"), answered("bladder-change", "cannot-pass"))
    (card,) = cards(client, call("patient-view", conditions=[PAIN], responses=searched(told)))

    assert card["indicator"] == "critical"


def test_a_stale_danger_sign_is_to_be_asked_again(client):
    told = response(answered("saddle-numbness", "present"), authored="2026-11-20T10:00:00Z")
    (card,) = cards(client, call("patient-view", conditions=[PAIN], responses=searched(told)))

    assert card["indicator"] == "info"
    assert "ask again" in card["summary"]


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"conditions": [PAIN]},
        {"conditions": [condition("E11", ICD10)],
         "observations": searched(observation("8310-5", 39.5, "Cel"))},
        {"conditions": [{**PAIN, "clinicalStatus": concept("urn:x", "resolved")}],
         "observations": searched(observation("8310-5", 39.5, "Cel"))},
    ],
)  # fmt: skip
def test_where_nothing_is_to_be_said_there_is_no_card(client, more):
    assert cards(client, call("patient-view", **more)) == []


def test_the_same_instance_gets_the_same_cards(client):
    sent = call("order-sign", conditions=[PAIN], drafts=[MRI])

    assert cards(client, sent) == cards(client, sent)


@pytest.mark.parametrize("key", ["patient", "conditions", "medications"])
def test_without_what_is_needed_it_is_412_with_what_to_send(client, key):
    sent = call("patient-view")
    del sent["prefetch"][key]
    answer = client.post("/cds-services/pygalgia-patient-view", json=sent)

    assert answer.status_code == 412
    assert answer.json()["errors"][0]["where"] == f"prefetch.{key}"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"hook": "order-sign"}, "hook"),
        ({"hookInstance": "1"}, "hookInstance"),
        ({"context": {"patientId": "../../x"}}, "context.patientId"),
        ({"context": None}, "context.patientId"),
    ],
)
def test_a_call_that_is_none_is_refused_with_its_place(client, change, where):
    answer = client.post("/cds-services/pygalgia-patient-view", json={**call("patient-view"), **change})

    assert answer.status_code == 422
    assert where in {each["where"] for each in answer.json()["errors"]}


def test_another_patient_s_data_or_order_is_refused(client):
    stranger = condition("M54.5", ICD10, subject={"reference": "Patient/other"})
    order = draft("Ibuprofen", subject={"reference": "Patient/other"})
    person = call("patient-view")
    person["prefetch"]["patient"] = patient(id="other")

    for sent in (
        call("patient-view", conditions=[PAIN, stranger]),
        call("order-sign", drafts=[order]),
        person,
    ):
        assert client.post(f"/cds-services/pygalgia-{sent['hook']}", json=sent).status_code == 422


def test_an_unknown_service_is_not_here(client):
    assert client.post("/cds-services/other", json=call("patient-view")).status_code == 404


def test_feedback_is_kept_for_the_editors_without_what_was_written(client, app):
    (card,) = cards(client, call("order-sign", conditions=[PAIN], drafts=[MRI]))
    reason = {"reason": {"code": "specialist-advice"}, "userComment": "Mrs Example asked"}
    row = {"card": card["uuid"], "outcome": "overridden", "overrideReason": reason}
    answer = client.post("/cds-services/pygalgia-order-sign/feedback", json={"feedback": [row]})
    deed = app.state.services.audit.newest(1)[0]

    assert answer.status_code == 200
    assert (deed.actor, deed.action) == ("CDS client open", "overridden: specialist-advice")
    assert deed.subject == "order-sign: lumbar-mri-without-red-flags"
    assert "Example" not in deed.actor + deed.action + deed.subject
    assert (deed.subject, deed.action, 1) in app.state.services.audit.counted("CDS client ")


@pytest.mark.parametrize(
    "row", [{}, {"card": str(uuid4()), "outcome": "accepted"}, {"card": "x", "outcome": "accepted"}]
)
def test_feedback_about_no_card_of_ours_is_refused(client, row):
    assert (
        client.post("/cds-services/pygalgia-order-sign/feedback", json={"feedback": [row]}).status_code == 422
    )


def test_a_page_of_a_record_may_call_it_from_a_browser(client):
    asked = {"origin": "https://ehr.example", "access-control-request-method": "POST",
             "access-control-request-headers": "authorization,content-type"}  # fmt: skip
    answer = client.options("/cds-services/pygalgia-patient-view", headers=asked)

    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    answer = client.options("/fhir/R4/$assess", headers=asked)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert (
        "access-control-allow-origin" not in client.get("/", headers={"origin": "https://x.example"}).headers
    )


def test_an_answer_costs_little_even_with_a_long_history(client):
    """Some hundredths of a second: the hook waits in the work of a clinician."""
    history = [
        condition(code, ICD10, id=f"c{n}") for n, code in enumerate(["E11", "I10", "M16.9", "M54.5"] * 10)
    ]
    labs = [observation("1988-5", n, "mg/L", id=f"o{n}", when="2026-11-28") for n in range(100)]
    sent = call("order-sign", conditions=history, drafts=[MRI], observations=searched(*labs))
    cards(client, sent)

    _, calls = effort.counted(lambda: cards(client, sent))

    assert calls < 200_000


class Ehr:
    """A client with a key of its own."""

    def __init__(self, kind):
        if kind == "ES384":
            self.key = ec.generate_private_key(ec.SECP384R1())
            self.public = jwt.algorithms.ECAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        else:
            self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
            self.public = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        self.algorithm = kind
        self.public["kid"] = kind

    def token(self, service="pygalgia-patient-view", *, headers=None, algorithm=None, key=None, **claims):
        at = NOW.timestamp()
        told = {
            "iss": ISSUER, "aud": f"http://testserver/cds-services/{service}", "iat": at, "exp": at + 60,
            "jti": str(uuid4()), **claims,
        }  # fmt: skip
        told = {name: value for name, value in told.items() if value is not None}
        return jwt.encode(
            told, key or self.key, algorithm=algorithm or self.algorithm,
            headers={"kid": self.algorithm, **(headers or {})},
        )  # fmt: skip


@pytest.fixture(scope="module")
def ehrs():
    return {kind: Ehr(kind) for kind in ("ES384", "RS384")}


@pytest.fixture(scope="module")
def guarded(tmp_path_factory, knowledge, ehrs):
    folder = tmp_path_factory.mktemp("guarded")
    file = folder / "clients.json"
    keys = [each.public for each in ehrs.values()]
    file.write_text(json.dumps({"clients": [{"iss": ISSUER, "keys": keys}]}))
    app = made(folder, knowledge, hook_clients=str(file))
    yield TestClient(app)
    app.state.services.database.close()


def asked(guarded, token, service="pygalgia-patient-view"):
    headers = {"authorization": f"Bearer {token}"} if token is not None else {}
    return guarded.post(f"/cds-services/{service}", json=call("patient-view"), headers=headers)


@pytest.mark.parametrize("kind", ["ES384", "RS384"])
def test_a_registered_client_is_answered(guarded, ehrs, kind):
    assert asked(guarded, ehrs[kind].token()).status_code == 200


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://other.example"},
        {"aud": "http://testserver/cds-services/pygalgia-order-sign"},
        {"aud": "https://elsewhere.example/cds-services/pygalgia-patient-view"},
        {"exp": NOW.timestamp() - 3600},
        {"exp": NOW.timestamp() + 86_400},
        {"iat": NOW.timestamp() + 3600, "exp": NOW.timestamp() + 3660},
        {"exp": None},
        {"iat": None},
        {"jti": None},
        {"iss": None},
        {"headers": {"kid": "other"}},
    ],
)
def test_a_token_that_does_not_hold_is_refused(guarded, ehrs, claims):
    answer = asked(guarded, ehrs["ES384"].token(**claims))

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["errors"][0]["where"].startswith("Authorization")


def test_a_token_is_used_once(guarded, ehrs):
    token = ehrs["ES384"].token()

    assert [asked(guarded, token).status_code for _ in range(2)] == [200, 401]


def test_an_unsigned_or_foreign_token_is_refused(guarded, ehrs):
    own = ehrs["ES384"]
    unsigned = jwt.encode(
        jwt.decode(own.token(), options={"verify_signature": False}), None, algorithm="none"
    )
    secret = own.token(algorithm="HS384", key="a shared secret that is long enough for HS384 ......")
    foreign = own.token(key=ec.generate_private_key(ec.SECP384R1()))
    crossed = ehrs["RS384"].token(headers={"kid": "ES384"})

    for token in (unsigned, secret, foreign, crossed, "x", "a.b.c", "", None):
        assert asked(guarded, token).status_code == 401


def test_without_registered_clients_nobody_is_answered_unless_it_is_opened(tmp_path, knowledge):
    app = made(tmp_path, knowledge)
    answer = TestClient(app).post("/cds-services/pygalgia-patient-view", json=call("patient-view"))
    app.state.services.database.close()

    assert answer.status_code == 401
    assert "PYGALGIA_HOOK_CLIENTS" in answer.json()["errors"][0]["expected"]


@pytest.mark.parametrize(
    "content",
    ["{}", "[]", '{"clients": [{"iss": "a", "keys": [{"kty": "EC"}]}]}',
     '{"clients": [{"iss": "a", "keys": []}]}',
     '{"clients": [{"iss": "a", "keys": [{"kid": "k", "kty": "EC", "crv": "P-384", "x": "AA", "y": "AA"}]}]}',
     '{"clients": [{"iss": "a", "keys": [{"kid": "k", "d": "secret", "kty": "EC"}]}]}'],
)  # fmt: skip
def test_a_wrong_file_of_clients_is_refused(tmp_path, content):
    file = tmp_path / "clients.json"
    file.write_text(content)

    with pytest.raises(RequestError):
        read_clients(file)


@pytest.mark.parametrize("setting", ["hook_clients", "smart_servers", "record_codes"])
def test_a_wrong_file_is_refused_at_the_start(tmp_path, knowledge, setting):
    file = tmp_path / "wrong.yaml"
    file.write_text("{}")
    named = (str(file),) if setting == "record_codes" else str(file)

    with pytest.raises(RequestError):
        made(tmp_path, knowledge, **{setting: named})


def test_every_service_is_called_what_the_files_say():
    assert len({each.id for each in SERVICES}) == len(SERVICES)


@pytest.mark.parametrize(("tongue", "words"), [("de", "Warnzeichen"), ("fr-CA", "drapeau"), ("ar", "رنين")])
def test_a_card_is_in_the_language_that_was_asked_for(client, tongue, words):
    sent = call("order-sign", conditions=[PAIN], drafts=[MRI])
    client.headers["Accept-Language"] = tongue
    (told,) = cards(client, sent)
    del client.headers["Accept-Language"]

    assert words in told["summary"]
    assert len(told["summary"]) < 140
    assert told["source"]["url"] == "https://www.nice.org.uk/guidance/ng59"
    assert {each["code"] for each in told["overrideReasons"]} == {
        "surgery-or-injection-planned", "red-flag-not-recorded", "specialist-advice"
    }  # fmt: skip


def test_no_summary_is_cut_in_any_language(app):
    """A summary of 140 characters or more is cut, and its end is lost."""
    hooks = app.state.services.hooks
    for tongue in languages():
        with using(tongue):
            assert [_(each.row.summary) for each in hooks.rules if len(_(each.row.summary)) >= 140] == []


@pytest.mark.parametrize("code", ["G83.4", "M46.3", "C79.5", "S32.0"])
@pytest.mark.parametrize("order", ["mri", "opioid"])
def test_an_order_for_a_grave_cause_gets_no_card(client, code, order):
    """An emergency MRI for cauda equina syndrome was told that routine imaging changes nothing."""
    draft_ = MRI if order == "mri" else draft("Oxycodone 10 mg")
    reasoned = {**draft_, "reasonCode": [concept(ICD10, code)]}

    assert cards(client, call("order-sign", conditions=[PAIN], drafts=[reasoned])) == []
    known = [PAIN, condition(code, ICD10, id="c9")]
    assert cards(client, call("order-sign", conditions=known, drafts=[draft_])) == []
