"""A page may be old when it is sent: it never stores what it did not show, and is never dropped unsaid."""

import json
import re

import pytest

from web_site import Visitor, as_shown, field_of, fields_of

#: Whole ways through the site: with `make test`, not with `make quick`.
pytestmark = pytest.mark.slow


@pytest.fixture
def person(site):
    """A person who has begun."""
    return Visitor(site.client()).begin()


@pytest.fixture
def window(site, person):
    """A second window of the same browser."""
    other = site.client()
    other.cookies.update(dict(person.browser.cookies))
    return Visitor(other)


def steps(person):
    """Return question to what is stored for it."""
    kept = json.loads(person.page("/my-data/pygalgia-my-data.json"))["answers"]["steps"]
    return {each["question"]: each.get("lines", each.get("given")) for each in kept}


def place(person, question):
    """Return the address at which an answer is changed."""
    return f"/interview/answers/{list(steps(person)).index(question)}"


def change(person, question, **form):
    """Change an answer on its page."""
    at = place(person, question)
    return person.send_page(at, person.page(at), do="answer", **form)


def test_not_sure_is_shown_again_and_sent_unchanged_it_stays_not_sure(person):
    """A line marked as not sure was not shown when its list was opened again, and was stored as a no."""
    person.go_to("screen/nerves")
    lines = fields_of(person.page("/interview"), "tick")
    bladder = next(each for each in lines if each.startswith("bladder-change"))
    unsure = ["saddle-numbness", bladder]
    person.send_page(
        "/interview", person.page("/interview"), do="answer", tick=["leg-numbness"], unsure=unsure
    )
    before = steps(person)
    assert (
        before["screen/nerves"]["saddle-numbness"] == before["screen/nerves"]["bladder-change"] == "unknown"
    )
    at = place(person, "screen/nerves")
    form = as_shown(person.page(at), at)

    assert "saddle-numbness" in form["unsure"]
    assert person.browser.post(at, data=form | {"do": "answer"}).status_code == 200
    assert steps(person) == before


def test_not_sure_survives_a_fault_of_the_form(person):
    person.go_to("screen/nerves")
    form = {"do": "answer", "none": "yes", "unsure": ["saddle-numbness"]}
    page = person.send_page("/interview", person.page("/interview"), **form)
    assert page.status_code == 422
    assert as_shown(page.text, "/interview")["unsure"] == ["saddle-numbness"]


@pytest.mark.parametrize("own", [{}, {"screen/nerves": ["leg-numbness", "cancer-history"]}])
def test_no_page_that_is_sent_as_it_opens_changes_an_answer(person, own):
    person.finish(**own)
    before = steps(person)
    for question in before:
        at = place(person, question)
        sent = person.browser.post(at, data=as_shown(person.page(at), at) | {"do": "answer"})
        assert sent.status_code == 200, question
        assert steps(person) == before, question


def test_everything_passed_over_stays_passed_over(person):
    person.go_to("screen/nerves")
    person.send(
        "/interview", question="screen/nerves", do="skip", csrf=field_of(person.page("/interview"), "csrf")
    )
    before = steps(person)
    at = place(person, "screen/nerves")
    person.browser.post(at, data=as_shown(person.page(at), at) | {"do": "answer"})
    assert set(before["screen/nerves"].values()) == {"skipped"}
    assert steps(person) == before


def a_list_with_an_old_page(person):
    """Return the list that is asked, and the token of a page that showed other lines than it does now."""
    person.go_to("screen/nerves")
    old = field_of(person.page("/interview"), "csrf")
    person.answer()
    return person.question(), old


def test_a_list_opened_before_an_answer_was_changed_stores_no_line_that_it_did_not_show(person):
    """An old list stored lines that it had never shown as absent."""
    question, old = a_list_with_an_old_page(person)
    sent = person.send("/interview", csrf=old, question=question, do="answer", none="yes")

    assert sent.status_code == 422
    assert "This list has changed" in sent.text
    assert question not in steps(person)


def test_what_was_ticked_on_an_old_list_is_kept_on_the_new_one(person):
    question, old = a_list_with_an_old_page(person)
    line = fields_of(person.page("/interview"), "tick")[0]
    sent = person.send("/interview", csrf=old, question=question, do="answer", tick=[line])
    assert as_shown(sent.text, "/interview")["tick"] == [line]
    assert question not in steps(person)


def test_a_list_that_does_not_say_what_it_showed_is_shown_again(person):
    person.go_to("screen/nerves")
    sent = person.send("/interview", question="screen/nerves", do="answer", none="yes")
    assert sent.status_code == 422
    assert person.question() == "screen/nerves"


def test_the_page_of_a_change_writes_on_its_own_question_alone(person, window):
    """A page left open wrote its "none of these" on another question, and took a fever back."""
    person.go_to("screen/sudden").answer()
    at = place(person, "screen/sudden")
    old = person.page(at)
    while "screen/illness" in steps(window) or "screen/sudden" in steps(window):
        window.send("/interview", do="back")
    window.answer()
    index = len(steps(window)) - 1
    last = list(steps(window))[index]
    ill = change(window, last, tick=[fields_of(window.page(place(window, last)), "tick")[0]])
    assert ill.status_code in (200, 303)
    before = steps(window)

    late = person.send_page(at, old, do="answer", none="yes")

    assert late.status_code == 409
    assert steps(window) == before


def test_a_change_goes_to_the_question_that_the_form_names(person):
    """The address alone decided, and other answers may have come or gone since the page was opened."""
    person.go_to("own-words")
    person.send(place(person, "age"), question="sex", do="answer", value="30", answer="male")
    assert (steps(person)["age"], steps(person)["sex"]) == (46, "male")


def test_an_answer_changed_in_another_window_is_not_overwritten_unasked(person, window):
    person.go_to("own-words")
    at = place(person, "age")
    old = person.page(at)
    change(window, "age", value="30")
    late = person.send_page(at, old, do="answer", value="64")
    assert late.status_code == 409
    assert steps(person)["age"] == 30
    # What was sent stands there, and holds once it is sent again.
    assert as_shown(late.text, at)["value"] == ["64"]
    assert person.browser.post(at, data=as_shown(late.text, at) | {"do": "answer"}).status_code == 200
    assert steps(person)["age"] == 64


def test_the_second_of_two_windows_is_told_that_its_answer_does_not_hold(person, window):
    """The answer of the second window was dropped without a word."""
    person.go_to("sex")
    old = window.page("/interview")
    person.send_page("/interview", old, do="answer", answer="male")
    second = window.send_page("/interview", old, do="answer", answer="female")
    assert second.status_code == 409
    assert "in another window" in second.text
    assert steps(window)["sex"] == "male"
    at = place(window, "sex")
    assert as_shown(second.text, at)["answer"] == ["female"]


def test_the_same_form_sent_twice_is_no_reason_to_ask(person):
    person.go_to("sex")
    page = person.page("/interview")
    for _ in range(2):
        sent = person.send_page("/interview", page, do="answer", answer="male")
        assert (sent.status_code, sent.headers["location"]) == (303, "/interview")


def test_back_pressed_twice_takes_one_answer_away(person):
    person.go_to("sex")
    page = person.page("/interview")
    for _ in range(2):
        person.send_page("/interview", page, do="back")
    assert person.question() == "age"


def test_an_answer_that_comes_after_the_end_is_not_dropped_without_a_word(person, window):
    person.go_to("sex")
    old = window.page("/interview")
    person.send("/interview", do="stop")
    late = window.send_page("/interview", old, do="answer", answer="male")
    assert late.headers["location"] == "/result?late=yes"
    assert "nothing of it was stored" in window.page("/result?late=yes")


def test_every_answer_can_be_changed_whatever_was_changed_before(person):
    """After one change an answer of the emergency screen could not be corrected any more: 404."""
    person.go_to("screen/nerves").answer(**{"screen/nerves": "leg-weakness"})
    person.answer()
    person.answer()
    change(person, "screen/nerves", none="yes")
    for index in range(len(steps(person))):
        assert person.browser.get(f"/interview/answers/{index}").status_code == 200


def test_a_change_of_the_place_takes_out_single_lines_says_so_and_asks_again(person):
    """A marked place contradicted one line of a list: the whole list went, or nothing could be read."""
    person.go_to("pain-site").send("/interview", question="pain-site", do="unknown")
    person.go_to("list/pain")
    ticked = [each for each in fields_of(person.page("/interview"), "tick") if each == "night-pain"]
    person.send_page("/interview", person.page("/interview"), do="answer", tick=ticked)
    assert steps(person)["list/pain"]["site-low-back"] == "absent"

    changed = change(person, "pain-site", region=["buttock-left", "low-back"])

    assert changed.status_code == 200
    assert "it does not go with the changed answer" in changed.text
    assert steps(person)["list/pain"]["night-pain"] == "present"
    assert "site-low-back" not in steps(person)["list/pain"]
    assert person.browser.get("/result").status_code == 200


def test_what_a_change_took_out_is_asked_again_where_it_can_be(person):
    person.go_to("pain-site").send("/interview", question="pain-site", do="unknown")
    person.go_to("list/pain").answer()
    change(person, "pain-site", region=["buttock-left", "low-back"])
    # The low back is answered by its place now; without any place, the line that was lost is open.
    at = place(person, "pain-site")
    person.send_page(at, person.page(at), do="unknown")
    assert person.question() == "site-low-back"


def test_a_change_that_raises_an_emergency_leads_to_it(person):
    person.go_to("screen/nerves").answer()
    changed = change(person, "screen/nerves", tick=["saddle-numbness"])
    assert (changed.status_code, changed.headers["location"]) == (303, "/result")


def test_a_fault_keeps_the_unit(person):
    """Six weeks became six days: the unit fell back to the first."""
    person.go_to("duration")
    sent = person.send("/interview", question="duration", do="answer", value="six", unit="wk")
    assert sent.status_code == 422
    assert as_shown(sent.text, "/interview")["unit"] == ["wk"]


def test_a_unit_that_was_written_is_not_set_aside_for_the_one_beside_the_field(person):
    person.go_to("duration")
    sent = person.send("/interview", question="duration", do="answer", value="6 weeks", unit="d")
    assert "is it 6 weeks or 6 days" in sent.text
    form = as_shown(sent.text, "/interview")
    assert (form["value"], form["unit"]) == (["6"], ["wk"])
    person.browser.post("/interview", data=form | {"do": "answer"})
    assert steps(person)["duration"] == {"value": 6.0, "unit": "wk"}


def test_a_number_that_was_read_is_echoed_with_its_unit(person):
    person.go_to("duration")
    back = person.send("/interview", question="duration", do="answer", value="6 weeks", unit="wk")
    assert "You wrote 6 weeks" in back.text
    assert "duration" not in steps(person)
    form = as_shown(back.text, "/interview")
    person.browser.post("/interview", data=form | {"do": "answer"})
    assert steps(person)["duration"] == {"value": 6.0, "unit": "wk"}
    echo = re.search(r'<p class="echo.*?</p>', person.page("/interview"))[0]
    assert "6 weeks" in echo
    assert place(person, "duration") in echo


def test_a_number_beside_a_chosen_answer_is_asked_about(person):
    person.go_to("duration")
    form = {"question": "duration", "do": "answer", "value": "6", "unit": "wk", "answer": "days"}
    assert person.send("/interview", **form).status_code == 422
