"""What is noted in the diary is kept as it was said, and reaches everything that is shown of the case."""

import re
from html import unescape

import pytest

from pygalgia.web.person import result as route
from web_site import Visitor, as_shown, opened

#: Whole ways through the site: with `make test`, not with `make quick`.
pytestmark = pytest.mark.slow

EMERGENCY = "urgency--emergency"


@pytest.fixture
def person(site):
    """A man whose answers raised nothing."""
    visitor = Visitor(site.client()).begin().finish(sex="male")
    assert EMERGENCY not in visitor.page("/result")
    return visitor


def notes(person):
    return person.browser.get("/my-data/pygalgia-my-data.json").json()["diary"]


def words(page):
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", page)))


@pytest.mark.parametrize(
    ("ticked", "state"),
    [
        (["bladder-change=cannot-pass"], "cannot-pass"),
        (["bladder-change=incontinent"], "incontinent"),
        (["bladder-change=incontinent", "bladder-change=cannot-pass"], "cannot-pass"),
    ],
)
def test_a_sign_is_kept_in_the_state_whose_line_was_ticked(person, ticked, state):
    """What stands as “cannot pass water” was kept as losing water, the state of a later line."""
    person.send("/diary", worst="3", sign=ticked)
    assert notes(person)[0]["signs"] == {"bladder-change": state}


def test_every_line_of_the_form_is_one_of_its_own(person, knowledge):
    offered = re.findall(r'name="sign" value="([^"]*)"', person.page("/diary"))
    signs = knowledge.base.care.watch.new_signs
    assert offered == [f"{each.finding}={each.state}" for each in signs]
    for each in signs:
        assert each.state in knowledge.base.findings[each.finding].states


def test_a_danger_sign_without_a_number_is_kept_and_answered_at_once(person):
    """It was refused for want of the number, and the ticks were lost."""
    sent = person.send("/diary", sign=["saddle-numbness=present"])
    assert (sent.status_code, sent.headers["location"]) == (303, "/result")
    assert notes(person)[0]["signs"] == {"saddle-numbness": "present"}
    assert notes(person)[0]["worst"] is None
    assert EMERGENCY in person.page("/result")
    assert person.browser.get("/diary").status_code == 200


def test_a_fault_keeps_what_was_filled_in(person):
    sent = person.send("/diary", worst="", sleep="lost", done="some", note="a bad day")
    assert sent.status_code == 422
    form = as_shown(sent.text, "/diary")
    assert (form["sleep"], form["done"], form["note"]) == (["lost"], ["some"], ["a bad day"])


def test_a_danger_sign_of_the_diary_is_in_all_that_is_shown_of_the_case(person, site):
    """The result, the paper and the clinician's link went on saying self-care."""
    person.send("/diary", worst="3", sign=["bladder-change=cannot-pass", "saddle-numbness=present"])
    result = person.page("/result")
    assert EMERGENCY in result
    assert re.search(r'href="tel:\d+"', result)

    seen = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(route, "paper", lambda assessment, *_, **__: seen.append(assessment.urgency.id) or b"")
        person.browser.get("/result/pygalgia.pdf")
    assert seen == ["emergency"]

    link = re.search(r"/case/[\w-]+", person.send("/my-data/links", purpose="clinician").text)[0]
    assert EMERGENCY in site.client().get(link).text


def test_a_danger_sign_of_the_diary_interrupts_the_interview_until_the_person_goes_on(site):
    person = Visitor(site.client()).begin().go_to("list/pain")
    person.send("/diary", sign=["saddle-numbness=present"])
    assert person.question() is None
    page = person.page("/result")
    assert EMERGENCY in page
    person.browser.post("/interview/go-on", data=as_shown(page, "/interview/go-on"))
    assert person.question() == "list/pain"
    person.answer()
    assert person.question() is not None, "told once, it does not interrupt again"
    # The same sign once more is no news; another one is.
    assert person.send("/diary", sign=["saddle-numbness=present"]).headers["location"] == "/diary"


def test_a_danger_sign_of_the_diary_comes_before_the_last_words(person):
    """Whoever opened a finished interview again was asked what they fear and hope, and not told."""
    assert "/interview/last" in opened(person.browser, "/interview", most=4)[0]
    person.send("/diary", sign=["saddle-numbness=present"])
    path, page = opened(person.browser, "/interview", most=4)
    assert path == "/result"
    assert EMERGENCY in page.text
    person.browser.post("/interview/go-on", data=as_shown(page.text, "/interview/go-on"))
    assert "/interview/last" in opened(person.browser, "/interview", most=4)[0]


def test_going_on_passes_only_the_emergency_that_the_page_showed(site):
    """A page left open let go on after an emergency that another window had raised since."""
    person = Visitor(site.client()).begin().go_to("sex")
    person.send("/interview", do="stop")
    old = as_shown(person.page("/result"), "/interview/go-on")
    person.send("/interview/go-on")
    person.go_to("screen/nerves").answer(**{"screen/nerves": "saddle-numbness"})
    person.browser.post("/interview/go-on", data=old)
    assert person.question() is None
    now = as_shown(person.page("/result"), "/interview/go-on")
    person.browser.post("/interview/go-on", data=now)
    assert person.question() is not None


def test_a_note_tells_again_what_an_answer_took_back(site):
    """A walk went on after an emergency, went back, and noted the same sign: it was taken for told."""
    person = Visitor(site.client()).begin().go_to("screen/nerves")
    person.answer(**{"screen/nerves": "saddle-numbness"})
    person.browser.post("/interview/go-on", data=as_shown(person.page("/result"), "/interview/go-on"))
    person.send("/interview", do="back")
    assert person.question() == "screen/nerves"
    assert person.send("/diary", sign=["saddle-numbness=present"]).headers["location"] == "/result"


def test_an_emergency_of_a_note_and_an_answer_together_interrupts(site):
    """Neither the water lost in the diary nor the weak leg in the answers is one alone."""
    person = Visitor(site.client()).begin().go_to("screen/nerves")
    assert person.send("/diary", sign=["bladder-change=incontinent"]).headers["location"] == "/diary"
    assert person.question() == "screen/nerves"
    person.answer(**{"screen/nerves": "leg-weakness"})
    assert person.question() is None
    assert EMERGENCY in person.page("/result")
