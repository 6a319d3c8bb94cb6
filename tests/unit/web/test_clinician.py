"""The clinician's pages: before and after of each test, and a case shared by its link."""

import re

import pytest

from web_site import Visitor, field_of, fields_of

EXAMINATION = "/clinician/examination"


@pytest.fixture
def patient(site):
    """A clinician with a patient, far enough to examine."""
    return Visitor(site.client()).begin("/clinician/begin").go_to("screen/nerves")


def offered(page):
    """Return the form of each test that is offered."""
    return [part.split("</form>")[0] for part in page.split('action="/clinician/examination"')[1:]]


def test_each_test_shows_before_and_after_for_every_result(patient):
    for form in offered(patient.page(EXAMINATION)):
        rows = form.split("<tbody>")[1].split("</tbody>")[0].split("<tr>")[1:]
        assert len(rows) >= 2
        assert all("→" in row for row in rows)


def test_a_recorded_result_moves_to_what_was_found(patient):
    form = offered(patient.page(EXAMINATION))[0]
    name = field_of(form, "finding")
    answer = patient.send(EXAMINATION, finding=name, answer=fields_of(form, "answer")[-1], do="answer")
    assert answer.headers["location"] == EXAMINATION
    page = patient.page(EXAMINATION)
    assert name not in [field_of(each, "finding") for each in offered(page)]
    assert page.split("<h2>Found so far</h2>")[1].split("</dl>")[0].count("<dt>") == 1


def test_a_result_of_the_laboratory_leads_back_to_the_laboratory(patient):
    form = offered(patient.page(f"{EXAMINATION}?laboratory=true"))[0]
    answer = patient.send(EXAMINATION, finding=field_of(form, "finding"), do="unknown", laboratory="yes")
    assert answer.headers["location"] == f"{EXAMINATION}?laboratory=true"


@pytest.mark.parametrize("given", [{"value": "4000"}, {"value": "warm"}, {"answer": "no such state"}, {}])
def test_a_result_that_cannot_be_is_refused_and_nothing_is_noted(patient, given):
    form = next(each for each in offered(patient.page(EXAMINATION)) if 'name="value"' in each)
    answer = patient.send(EXAMINATION, finding=field_of(form, "finding"), do="answer", **given)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "Found so far" not in patient.page(EXAMINATION)


def test_a_test_that_is_not_known_is_not_there(patient):
    assert patient.send(EXAMINATION, finding="no such test", answer="present").status_code == 404


def test_a_shared_case_is_read_without_a_cookie_and_ends_when_revoked(site):
    person = Visitor(site.client()).begin().finish()
    link = re.search(r"/case/[\w-]+", person.send("/my-data/links", purpose="clinician").text)[0]
    other = site.client()
    page = other.get(link)
    assert 'id="urgency"' in page.text
    assert "set-cookie" not in page.headers
    assert "<form" not in page.text.split("<main")[1].split("</main>")[0]
    person.send(re.search(r"/my-data/links/[\w-]+/revoke", person.page("/my-data"))[0])
    assert other.get(link).status_code == 404


def test_a_clinicians_link_does_not_open_the_answers_for_writing(site):
    person = Visitor(site.client()).begin().go_to("sex")
    made = person.send("/my-data/links", purpose="clinician").text
    token = re.search(r"/case/([\w-]+)", made)[1]
    other = site.client()
    assert other.get(f"/back/{token}").status_code == 404
    assert other.post(f"/back/{token}").status_code == 404
    other.cookies["pygalgia-person"] = token
    assert other.get("/interview").status_code == 404


def test_a_link_to_come_back_is_not_a_clinicians(site):
    person = Visitor(site.client()).begin().go_to("sex")
    made = person.send("/my-data/links", purpose="return").text
    token = re.search(r"/back/([\w-]+)", made)[1]
    assert site.client().get(f"/case/{token}").status_code == 404


def test_the_summary_is_text_to_copy(patient):
    assert "For the clinician" in patient.page("/clinician/summary")
