"""The page that shows what was read from a person's own words."""

import re

import pytest

from web_site import Visitor, as_shown

STORY = "Pain in my right buttock for 3 weeks, worse sitting. No fever. The cat is called Tom."
PLACE = "/interview/understood"


@pytest.fixture
def person(site):
    """Somebody who has just begun."""
    return Visitor(site.client()).begin()


@pytest.fixture
def told(person):
    """Somebody who has written the whole story."""
    person.go_to("own-words")
    answer = person.send("/interview", question="own-words", do="answer", text=STORY)
    assert answer.headers["location"] == PLACE
    return person


def steps(person):
    answers = person.browser.get("/my-data/pygalgia-my-data.json").json()["answers"]["steps"]
    return {each["question"]: each.get("given") for each in answers}


def test_the_story_leads_to_one_page_that_shows_what_was_understood(told):
    page = told.page(PLACE)
    for words in (
        "my right buttock",
        "worse sitting",
        "No fever",
        "The cat is called Tom.",
        "Not understood",
    ):
        assert words in page
    assert page.index("Please check these first") < page.index("Where it hurts")


def test_a_denied_danger_sign_is_never_ticked_for_anybody(told):
    form = as_shown(told.page(PLACE), PLACE)
    assert "answer-fever" not in form
    assert form["answer-worse-sitting"] == ["present"]


def test_agreeing_to_the_page_as_it_opens_stores_what_it_showed(told):
    form = as_shown(told.page(PLACE), PLACE)
    assert told.browser.post(PLACE, data=form | {"do": "agree"}).headers["location"] == "/interview"
    stored = steps(told)
    assert stored["pain-site"] == ["buttock-right"]
    assert stored["duration"] == {"value": 3, "unit": "wk"}
    assert "fever" not in stored


def test_a_line_is_corrected_and_another_struck(told):
    form = as_shown(told.page(PLACE), PLACE)
    changed = form | {
        "value-duration": "2 months",
        "answer-worse-sitting": "struck",
        "answer-fever": "present",
    }
    told.browser.post(PLACE, data=changed | {"do": "agree"})
    stored = steps(told)
    assert stored["duration"] == {"value": 2, "unit": "mo"}
    assert stored["fever"] == "present"
    assert "worse-sitting" not in stored


def test_places_are_corrected_on_the_same_page_and_not_asked_again(told):
    form = as_shown(told.page(PLACE), PLACE)
    told.browser.post(PLACE, data=form | {"region": ["buttock-right", "foot-right"], "do": "agree"})
    assert set(steps(told)["pain-site"]) == {"buttock-right", "foot-right"}
    assert 'name="region"' not in told.page("/interview")


def test_each_place_can_be_ticked_once_on_the_page(told):
    boxes = re.findall(r'name="region" value="([a-z-]+)"', told.page(PLACE))
    assert len(boxes) == len(set(boxes))
    assert {"buttock-right", "buttock-left", "foot-right"} <= set(boxes)


def test_places_that_were_corrected_stay_so_beside_a_fault(told):
    form = as_shown(told.page(PLACE), PLACE)
    wrong = form | {"region": "foot-right", "value-duration": "a while", "do": "agree"}
    page = told.browser.post(PLACE, data=wrong).text
    assert as_shown(page, PLACE)["region"] == ["foot-right"]


def test_everything_can_be_left_out(told):
    form = as_shown(told.page(PLACE), PLACE)
    told.browser.post(PLACE, data=form | {"do": "none"})
    assert "pain-site" not in steps(told)


def test_a_number_that_is_none_is_asked_about_and_nothing_stored(told):
    form = as_shown(told.page(PLACE), PLACE)
    answer = told.browser.post(PLACE, data=form | {"value-duration": "a while", "do": "agree"})
    assert answer.status_code == 422
    assert "That is not a number" in answer.text
    assert "pain-site" not in steps(told)


def test_a_danger_sign_in_the_story_shows_what_to_do_before_anything_else(person):
    person.go_to("own-words")
    person.send(
        "/interview", question="own-words", do="answer", text="I can't pee and my private parts are numb"
    )
    page = person.page(PLACE)
    assert page.index("If we understood you right, get help now.") < page.index("<h1>Is this what you meant?")
    form = as_shown(page, PLACE)
    person.browser.post(PLACE, data=form | {"do": "agree"})
    assert person.browser.get("/interview").headers["location"] == "/result"


def test_another_language_is_said_to_be_one(person):
    person.go_to("own-words")
    person.send(
        "/interview", question="own-words", do="answer", text="Seit drei Wochen tut mir das Gesäß weh"
    )
    page = person.page(PLACE)
    assert "We read English and Spanish only so far" in page
    assert '<p class="lead" lang="de" dir="auto">Wir lesen bisher' in page
    assert "get help now" in page


def test_markup_in_a_story_is_only_text(person):
    person.go_to("own-words")
    person.send(
        "/interview", question="own-words", do="answer", text="<script>alert(1)</script> my leg is numb"
    )
    assert "<script>alert" not in person.page(PLACE)


def test_answers_that_were_not_offered_are_not_taken(told):
    form = as_shown(told.page(PLACE), PLACE)
    told.browser.post(
        PLACE,
        data=form
        | {
            "answer-worse-sitting": "nonsense",
            "region": "nowhere",
            "answer-night-pain": "present",
            "do": "agree",
        },
    )
    assert not {"worse-sitting", "pain-site", "night-pain"} & steps(told).keys()


def test_the_page_asks_for_our_own_token(told):
    assert told.browser.post(PLACE, data={"do": "agree"}).status_code == 403


def test_without_a_story_there_is_nothing_to_confirm(person):
    person.go_to("own-words")
    assert person.browser.get(PLACE).headers["location"] == "/interview"
    assert re.search(r'name="text"', person.page("/interview"))
