"""When something breaks off, the emergency advice stays in sight; nobody's answers are replaced unasked."""

import re
from datetime import timedelta

import pytest

from web_site import Visitor, token_of

#: Whole ways through the site: with `make test`, not with `make quick`.
pytestmark = pytest.mark.slow


@pytest.fixture
def person(site):
    """A person who has answered up to the emergency screen."""
    return Visitor(site.client()).begin().go_to("screen/nerves")


def advises(page):
    """Return whether a page says which signs cannot wait, with numbers that can be rung."""
    return "cannot pass urine" in page.text and len(re.findall(r'href="tel:\d+"', page.text)) > 1


@pytest.mark.parametrize("to", ["screen/nerves", None])
def test_a_result_without_the_emergency_screen_does_not_call_it_safe(site, to):
    """Whoever stopped before it, or knew none of it, was told that there is no sign of danger."""
    visitor = Visitor(site.client()).begin().go_to("screen/nerves", sex="male")
    while to is None and (question := visitor.question()) is not None:
        visitor.send(
            "/interview", question=question, do="unknown", csrf=token_of(visitor.browser.get("/interview"))
        )
    if to is not None:
        visitor.send("/interview", do="stop")
    result = visitor.page("/result")
    assert "There is no sign of danger" not in result
    assert "could be ruled out" in result


def test_a_result_after_the_emergency_screen_says_that_no_sign_was_found(site):
    visitor = Visitor(site.client()).begin().finish(sex="male")
    assert "There is no sign of danger" in visitor.page("/result")


DANGER = {"question": "screen/nerves", "do": "answer", "tick": ["saddle-numbness"]}


def test_a_danger_sign_sent_without_a_session_is_met_with_the_emergency_numbers(person):
    csrf = token_of(person.browser.get("/interview"))
    person.browser.cookies.clear()
    sent = person.browser.post("/interview", data=DANGER | {"csrf": csrf})
    assert sent.status_code == 404
    assert advises(sent)


def test_an_expired_session_shows_the_emergency_numbers(person, site):
    csrf = token_of(person.browser.get("/interview"))
    site.clock.moment += timedelta(days=1000)
    for sent in (
        person.browser.post("/interview", data=DANGER | {"csrf": csrf}),
        person.browser.get("/interview"),
        person.browser.get("/result"),
    ):
        assert sent.status_code == 404
        assert advises(sent)


def test_a_form_of_another_interview_shows_the_emergency_numbers(person):
    """Another tab had begun anew: the answer was refused, with no word of what cannot wait."""
    csrf = token_of(person.browser.get("/interview"))
    assert person.send("/begin", delete="yes").status_code == 303
    sent = person.browser.post("/interview", data=DANGER | {"csrf": csrf})
    assert sent.status_code == 403
    assert advises(sent)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/nothing", 404),
        ("put", "/begin", 405),
        ("get", "/back/nothing", 404),
        ("get", "/case/x", 404),
    ],
)
def test_every_error_page_shows_the_emergency_numbers(site, method, path, status):
    page = getattr(site.client(), method)(path)
    assert page.status_code == status
    assert advises(page)


def test_an_unforeseen_error_shows_the_emergency_numbers(person, monkeypatch):
    from pygalgia.web.person import interview

    def breaks(*_args, **_rest):
        raise RuntimeError

    monkeypatch.setattr(interview, "given_in", breaks)
    page = person.page("/interview")
    sent = person.send_page("/interview", page, do="answer", none="yes")
    assert sent.status_code == 500
    assert advises(sent)


def test_a_notice_about_an_old_page_shows_the_emergency_numbers(person):
    sent = person.send("/interview", question="list/habits", do="answer", none="yes")
    assert sent.status_code == 409
    assert advises(sent)


def answers(person):
    return person.browser.get("/my-data/pygalgia-my-data.json").json()["answers"]["steps"]


def test_an_interview_about_a_patient_replaces_a_persons_own_only_once_that_was_agreed(person):
    """One press on the clinicians' page took a person's answers out of reach."""
    before = answers(person)
    asked = person.send("/clinician/begin")
    assert asked.status_code == 200
    assert "instead" in asked.text
    assert answers(person) == before
    assert person.send("/clinician/begin", instead="yes").status_code == 303
    assert answers(person) != before


def test_beginning_with_a_patient_from_the_first_page_asks_too(person):
    before = answers(person)
    assert person.send("/begin", **{"for-whom": "patient"}).headers["location"] == "/begin"
    assert answers(person) == before


def test_a_clinician_goes_from_one_patient_to_the_next_unasked(site):
    clinician = Visitor(site.client()).begin("/clinician/begin")
    assert clinician.send("/clinician/begin").status_code == 303


def test_a_return_link_replaces_a_persons_own_answers_only_once_that_was_agreed(person, site):
    other = Visitor(site.client()).begin().go_to("sex")
    link = re.search(r"/back/[\w-]+", other.send("/my-data/links", purpose="return").text)[0]
    before = answers(person)

    assert "other answers in this browser" in person.page(link)
    assert person.browser.post(link).status_code == 200
    assert answers(person) == before
    assert person.browser.post(link, data={"instead": "yes"}).status_code == 303
    assert answers(person) == answers(other)


def test_a_return_link_opens_where_nothing_is_replaced(person, site):
    link = re.search(r"/back/[\w-]+", person.send("/my-data/links", purpose="return").text)[0]
    assert site.client().post(link).status_code == 303
    # One's own link in one's own browser replaces nothing.
    assert person.browser.post(link).status_code == 303


def test_an_editor_who_is_logged_in_can_answer_every_form_of_an_interview(site):
    """Beside the cookie of an editor, forms of an interview were refused: 403."""
    editor = Visitor(site.editor("ann", "admin")).begin()
    editor.go_to("screen/nerves").answer()
    for path, form in (
        ("/interview", {"do": "back"}),
        ("/interview", {"do": "stop"}),
        ("/interview/go-on", {}),
        ("/diary", {"worst": "3"}),
        ("/result/told", {"fear": "a"}),
        ("/my-data/links", {"purpose": "clinician"}),
    ):
        page = editor.browser.get("/my-data")
        sent = editor.browser.post(path, data={"csrf": token_of(page)} | form)
        assert sent.status_code in (200, 303), path
