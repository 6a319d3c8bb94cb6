"""From a record to an interview: launched, read, shown, confirmed; nothing counts before that."""

import json
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from fhir_server import answers_html, running
from pygalgia import restored
from pygalgia.web.app import create_app
from pygalgia.web.edge.settings import Settings
from record_builders import ICD10, condition
from web_site import Visitor

START = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)


class Clock:
    now = START

    def __call__(self):
        return self.now


@pytest.fixture
def server():
    with running() as made:
        yield made


@pytest.fixture
def site(tmp_path, knowledge, server):
    file = tmp_path / "servers.json"
    file.write_text(
        json.dumps({"servers": [{"iss": server.iss, "client_id": "pygalgia", "allow_private": True}]})
    )
    clock = Clock()
    settings = Settings(
        database_url=f"sqlite:///{tmp_path / 'smart.sqlite3'}",
        hosts=("testserver",),
        requests_per_minute=0,
        smart_servers=str(file),
    )
    app = create_app(settings, knowledge=knowledge, clock=clock)
    app.state.clock = clock
    yield app
    app.state.services.database.close()


@pytest.fixture
def browser(site):
    return TestClient(site, follow_redirects=False)


def launched(browser, server, launch="xyz"):
    """Return the address that the browser comes back to after the person agreed."""
    begun = browser.get("/smart/launch", params={"iss": server.iss, "launch": launch})
    assert begun.status_code == 302, begun.text
    code, asked = server.authorize(begun.headers["location"])
    assert asked["redirect_uri"] == "http://testserver/smart/callback"
    return f"/smart/callback?state={asked['state']}&code={code}"


def confirmable(browser, server, launch="xyz"):
    back = browser.get(launched(browser, server, launch))
    assert (back.status_code, back.headers["location"]) == (303, "/smart/confirm")
    return browser.get("/smart/confirm")


def token_in(page):
    return re.search(r'name="csrf" value="(\w+)"', page.text)[1]


def interview_of(site, browser):
    here = site.state.services
    token = browser.cookies["pygalgia-person"]
    return restored(here.interviews.load(token).document, here.interviewer).interview


@pytest.mark.parametrize("launch", ["xyz", ""])
def test_what_is_confirmed_begins_an_interview(site, browser, server, launch):
    page = confirmable(browser, server, launch)
    assert "Blood thinners" in page.text
    assert "38.4 Cel" in page.text
    facts = ["diabetes", "anticoagulants", "temperature"]
    done = browser.post("/smart/confirm", data={"csrf": token_in(page), "fact": facts})
    case = site.state.services.interviewer.case(interview_of(site, browser))

    assert done.headers["location"] == "/interview"
    assert case.states["diabetes"] == case.states["anticoagulants"] == "present"
    assert case.values["temperature"] == pytest.approx(38.4)
    assert (case.age_years, case.sex) == (46, "female")
    assert browser.get("/interview").status_code == 200


def test_what_is_unticked_counts_for_nothing(site, browser, server):
    page = confirmable(browser, server)
    browser.post("/smart/confirm", data={"csrf": token_in(page), "fact": ["diabetes"]})
    case = site.state.services.interviewer.case(interview_of(site, browser))

    assert case.states["diabetes"] == "present"
    assert "anticoagulants" not in case.states


def test_nothing_is_kept_before_it_is_confirmed(site, browser, server):
    confirmable(browser, server)

    assert "pygalgia-person" not in browser.cookies


def test_it_is_confirmed_once(browser, server):
    page = confirmable(browser, server)
    form = {"csrf": token_in(page), "fact": ["diabetes"]}

    assert [browser.post("/smart/confirm", data=form).status_code for _ in range(2)] == [303, 403]


def test_another_browser_or_state_cannot_come_back(site, browser, server):
    back = launched(browser, server)
    stranger = TestClient(site, follow_redirects=False)

    assert stranger.get(back).status_code == 403
    assert browser.get(re.sub("state=[^&]*", "state=guessed", back)).status_code == 403
    assert browser.get(back).status_code == 403, "a launch is answered once, rightly or not"


def test_a_launch_that_took_too_long_is_over(site, browser, server):
    back = launched(browser, server)
    site.state.clock.now = START + timedelta(minutes=11)

    assert browser.get(back).status_code == 403


def test_a_refusal_of_the_record_is_said(browser, server):
    back = urlsplit(launched(browser, server))
    state = parse_qs(back.query)["state"][0]
    answer = browser.get("/smart/callback", params={"state": state, "error": "access_denied"})

    assert answer.status_code == 403
    assert "refused" in answer.text


def test_a_server_that_answers_html_begins_nothing(browser, server):
    server.bad["/fhir/Patient"] = answers_html
    answer = browser.get(launched(browser, server))

    assert answer.status_code == 502
    assert "text/html" in answer.text
    assert browser.get("/smart/confirm").status_code == 404


def test_a_server_that_is_not_registered_is_not_asked(browser):
    answer = browser.get("/smart/launch", params={"iss": "http://169.254.169.254/latest", "launch": "x"})

    assert answer.status_code == 502
    assert "a registered server" in answer.text


def test_another_person_s_resource_begins_nothing(browser, server):
    stranger = condition("E11", ICD10, id="x", subject={"reference": "Patient/other"})
    server.resources["Condition"].append(stranger)

    assert browser.get(launched(browser, server)).status_code == 422
    assert browser.get("/smart/confirm").status_code == 404


def test_a_form_of_another_site_confirms_nothing(browser, server):
    page = confirmable(browser, server)
    form = {"csrf": token_in(page), "fact": ["diabetes"]}

    assert browser.post("/smart/confirm", data={**form, "csrf": "0" * 64}).status_code == 403
    elsewhere = browser.post("/smart/confirm", data=form, headers={"sec-fetch-site": "cross-site"})
    assert elsewhere.status_code == 403


def test_without_registered_servers_there_is_no_launch(tmp_path, knowledge):
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'a.sqlite3'}", hosts=("testserver",))
    app = create_app(settings, knowledge=knowledge)
    answer = TestClient(app).get("/smart/launch", params={"iss": "https://ehr.example"})
    app.state.services.database.close()

    assert answer.status_code == 404


def test_somebody_s_own_answers_in_the_browser_are_not_replaced(browser, server):
    Visitor(browser).begin().go_to("sex")
    page = confirmable(browser, server)
    answer = browser.post("/smart/confirm", data={"csrf": token_in(page), "fact": ["diabetes"]})

    assert answer.status_code == 409
