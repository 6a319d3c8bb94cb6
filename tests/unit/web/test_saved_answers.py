"""Answers saved under earlier knowledge: what an update lost is said first, and asked again."""

import json

import pytest

from web_site import Visitor

PERSON = [("for-whom", "self"), ("age", 46), ("sex", "male"), ("pain-site", ["buttock-left"])]


@pytest.fixture
def visitor(site):
    return Visitor(site.client()).begin()


def keep(site, visitor, lines):
    """Put answers of the old web format where the visitor's interview is kept."""
    steps = [{"question": name, "given": said} for name, said in (*PERSON, ("screen/nerves", lines))]
    row = {"schema": "pygalgia/interview/1", "id": "a", "steps": steps, "continued": False}
    token = visitor.browser.cookies[next(name for name in visitor.browser.cookies if "person" in name)]
    kept = site.here.interviews.load(token)
    site.here.interviews.save(token, json.dumps(row), version=kept.version)
    return token


@pytest.mark.parametrize("path", ["/interview", "/result", "/my-data"])
def test_a_lost_answer_is_said_before_any_other_page(site, visitor, path):
    keep(site, visitor, {"saddle-numbness": "absent", "a-sign-of-old": "present"})

    assert visitor.browser.get(path).headers["location"] == "/interview/answers"
    page = visitor.page("/interview/answers")
    assert "a sign of old" in page
    assert "The questions have changed" in page


def test_it_is_said_once_and_then_asked_again(site, visitor):
    token = keep(site, visitor, {"saddle-numbness": "quite", "leg-weakness": "absent"})

    assert "Numb" in visitor.page("/interview/answers")
    assert "The questions have changed" not in visitor.page("/interview/answers")
    assert visitor.question() == "saddle-numbness"
    assert json.loads(site.here.interviews.load(token).document)["schema"] == "pygalgia/interview/2"


def test_a_form_sent_in_between_changes_nothing(site, visitor):
    csrf = visitor.token
    token = keep(site, visitor, {"saddle-numbness": "quite"})
    before = site.here.interviews.load(token).document

    answer = visitor.browser.post("/interview", data={"csrf": csrf, "do": "stop"})

    assert answer.headers["location"] == "/interview/answers"
    assert site.here.interviews.load(token).document == before


def test_an_emergency_kept_in_the_old_format_is_still_one(site, visitor):
    keep(site, visitor, {"saddle-numbness": "present"})

    assert "Emergency" in visitor.page("/result")


def test_a_clinician_is_told_what_is_missing(site, visitor):
    token = keep(site, visitor, {"saddle-numbness": "absent", "a-sign-of-old": "present"})
    link = site.here.interviews.share(token, "clinician")

    page = site.client().get(f"/case/{link}")

    assert page.status_code == 200
    assert "a sign of old" in page.text
