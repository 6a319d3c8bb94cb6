"""The pages of the person in pain, as they are sent: no browser is needed to see what they say and take."""

import re
from html import unescape

import pytest
from icalendar import Calendar

from web_site import Visitor, field_of, fields_of, token_of

#: Whole ways through the site: with `make test`, not with `make quick`.
pytestmark = pytest.mark.slow


@pytest.fixture
def person(site):
    """A person who has begun."""
    return Visitor(site.client()).begin()


def test_no_cookie_is_set_before_the_first_answer_is_wanted(site):
    visitor = Visitor(site.client())
    for path in ("/", "/begin", "/clinician"):
        assert "set-cookie" not in visitor.browser.get(path).headers
    visitor.begin()
    assert list(visitor.browser.cookies) == ["pygalgia-person"]


def test_a_person_gets_from_the_first_question_to_the_paper(person):
    person.finish()
    result = person.page("/result")
    assert result.count('class="urgency urgency--') == 1
    # Urgency comes before anything else that the page says.
    assert result.index('id="urgency"') < result.index("<h2")
    paper = person.browser.get("/result/pygalgia.pdf")
    assert paper.content.startswith(b"%PDF")
    assert paper.headers["content-disposition"] == 'attachment; filename="pygalgia.pdf"'


def test_going_back_shows_the_question_before(person):
    person.answer()
    assert person.question() == "age"
    person.send("/interview", do="back")
    assert person.question() == "for-whom"


def test_why_a_question_was_asked_is_told_as_things_stood_then(person):
    person.go_to("screen/nerves")
    assert 'class="reason" data-question="screen/nerves"' in person.page("/interview/why")
    assert 'data-question="age"' in person.page("/interview/answers/1/why")
    assert person.browser.get("/interview/answers/99/why").status_code == 404


def test_a_form_without_an_answer_is_not_taken_for_one(person):
    answer = person.send("/interview", question="for-whom", do="answer")
    assert answer.status_code == 422
    assert "Choose one of the answers, or “I don’t know”." in answer.text
    assert person.question() == "for-whom"


def test_an_answer_that_cannot_be_is_refused_with_what_is_expected(person):
    person.go_to("age")
    answer = person.send("/interview", question="age", do="answer", value="200")
    assert answer.status_code == 422
    assert "between 0 and 120" in answer.text
    assert field_of(answer.text, "question") == "age"
    assert 'value="200"' in answer.text


def test_what_was_ticked_stands_there_again_when_the_form_was_faulty(person):
    person.go_to("screen/nerves")
    line = fields_of(person.page("/interview"), "tick")[0]
    answer = person.send("/interview", question="screen/nerves", do="answer", tick=line, none="yes")
    assert answer.status_code == 422
    assert re.search(rf'value="{line}"\s*checked', answer.text)


def test_an_answer_to_a_question_that_is_no_longer_asked_is_not_taken(person):
    """A form from a page opened before another window went on answered the wrong question."""
    person.answer()
    for late in ({"question": "for-whom", "answer": "patient"}, {"question": "sex", "answer": "male"}, {}):
        answer = person.send("/interview", do="answer", value="30", **late)
        assert answer.status_code == 409
        assert "another window" in answer.text or "an older one" in answer.text
    assert person.question() == "age"
    assert "30 years" not in person.page("/interview/answers")


def test_what_another_window_saved_meanwhile_is_not_written_over(person, site):
    from pygalgia.store.interviews import Interviews

    token = person.browser.cookies["pygalgia-person"]
    load, saved_elsewhere = Interviews.load, []

    def and_another_window_saves(self, given):
        found = load(self, given)
        if given == token and not saved_elsewhere:
            saved_elsewhere.append(given)
            self.save(token, found.document, version=found.version)
        return found

    csrf = person.token
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Interviews, "load", and_another_window_saves)
        answer = person.browser.post(
            "/interview", data={"csrf": csrf, "question": "for-whom", "answer": "self", "do": "answer"}
        )
    assert answer.status_code == 409
    assert person.question() == "for-whom"


def test_a_changed_answer_leads_to_the_answers_again(person):
    person.go_to("own-words")
    again = person.page("/interview/answers/1")
    assert field_of(again, "question") == "age"
    changed = person.send("/interview/answers/1", question="age", do="answer", value="30")
    assert changed.status_code == 200
    assert ">30 years<" in changed.text


def test_a_changed_answer_says_which_later_ones_no_longer_hold(person):
    person.go_to("screen/nerves", pregnancy="pregnant")
    pages = {index: person.page(f"/interview/answers/{index}") for index in range(4)}
    index = next(each for each, page in pages.items() if field_of(page, "question") == "sex")
    changed = person.send_page(f"/interview/answers/{index}", pages[index], do="answer", answer="male")
    assert "“pregnant now”: it does not apply to this person" in changed.text


def _answers(person):
    return person.page("/interview/answers")


def test_a_faulty_change_changes_nothing(person):
    person.go_to("own-words")
    before = _answers(person)
    for typed in ("old", "300"):
        sent = person.send("/interview/answers/1", question="age", do="answer", value=typed)
        assert sent.status_code == 422
    assert _answers(person) == before


@pytest.mark.parametrize("index", ["-1", "99"])
def test_an_answer_that_was_never_given_cannot_be_changed(person, index):
    person.answer()
    assert person.browser.get(f"/interview/answers/{index}").status_code == 404
    assert person.send(f"/interview/answers/{index}", do="answer", answer="self").status_code == 404


def test_a_person_may_stop_at_any_time_and_go_on(person):
    person.go_to("sex")
    assert person.send("/interview", do="stop").headers["location"] == "/result"
    assert person.question() is None
    assert 'action="/interview/go-on"' in person.page("/result")
    person.send("/interview/go-on")
    assert person.question() == "sex"


def test_a_danger_sign_ends_the_interview_at_once(person):
    person.go_to("screen/nerves")
    person.answer(**{"screen/nerves": "saddle-numbness"})
    assert person.question() is None
    result = person.page("/result")
    assert "urgency--emergency" in result
    assert re.search(r"\b(999|112|911)\b", result.split("</section>")[0])


def test_where_danger_is_still_open_the_person_is_not_told_that_there_is_no_sign_of_it(person):
    """What could not be ruled out is not called safe."""
    person.go_to("sex")
    person.send("/interview", do="stop")
    result = person.page("/result")
    assert "could not be ruled out" in result
    assert "There is no sign of danger" not in result


def test_opening_questions_that_an_answer_rules_out_are_not_counted(site):
    """A man was never asked about pregnancy; a woman of seventy was not either, and yet it was counted."""

    def count(**own):
        page = Visitor(site.client()).begin().go_to("duration", **own).page("/interview")
        return int(re.search(r"You and the pain: \d+ of (\d+)", page)[1])

    assert count(sex="female", age="70") == count(sex="male", age="70") == count(sex="male") < count()


def test_the_diary_keeps_a_note_draws_it_and_shows_a_script_as_text(person):
    person.finish()
    person.send("/diary", worst="6", note="sat too long <script>alert(1)</script>")
    diary = person.page("/diary")
    assert diary.count('class="chart__dot"') == 1
    assert "sat too long &lt;script&gt;" in diary
    assert "<script>alert" not in diary


def test_an_unknown_time_zone_is_a_fault_and_never_utc(person):
    """The calendar was made in UTC without a word: every time in it was wrong by hours."""
    person.finish()
    for zone in ("", "?zone=", "?zone=Nowhere/Land", "?zone=../etc/passwd"):
        answer = person.browser.get(f"/diary/pygalgia.ics{zone}")
        assert answer.status_code == 422, zone
        assert "Choose your time zone" in answer.text
        assert "BEGIN:VCALENDAR" not in answer.text


def test_the_calendar_holds_the_days_and_times_that_were_chosen(person):
    person.finish()
    form = "form=yes&zone=America/New_York&part=exercises&day=TU&day=SA&at=07:15"
    events = Calendar.from_ical(person.page(f"/diary/pygalgia.ics?{form}")).walk("VEVENT")
    assert {each["DTSTART"].dt.strftime("%H:%M") for each in events} == {"07:15"}
    assert {tuple(each["RRULE"]["BYDAY"]) for each in events} == {("TU", "SA")}
    assert {each["DTSTART"].dt.tzinfo.key for each in events} == {"America/New_York"}


def test_a_calendar_of_nothing_is_asked_about(person):
    person.finish()
    for form in ["", "&part=checks", "&part=exercises&day=XX", "&part=exercises&day=MO&at=25:00"]:
        assert person.browser.get(f"/diary/pygalgia.ics?form=yes&zone=UTC{form}").status_code == 422, form


def test_a_service_stands_once_and_by_its_name(person, knowledge):
    """Some stood twice, and one was called "The part of a hospital that is open day and night, if"."""
    person.finish()
    whom = unescape(person.page("/result")).split('id="whom"')[1].split("</section>")[0]
    named = re.findall(r"<h3>([^<]+)</h3>", whom)
    assert named
    assert len(named) == len(set(named))
    assert set(named) <= {each.name for each in knowledge.base.services.values()}


def test_deleting_asks_once(person):
    person.finish()
    asked = person.send("/my-data/delete")
    assert "Yes, delete everything" in asked.text
    assert person.browser.get("/result").status_code == 200
    person.send("/my-data/delete", sure="yes")
    assert person.browser.get("/result").status_code == 404


@pytest.mark.parametrize("worst", ["", "11", "-1", "²", "6.5"])
def test_a_note_without_a_number_from_0_to_10_is_asked_about(person, worst):
    answer = person.send("/diary", worst=worst)
    assert answer.status_code == 422
    assert "from 0 to 10" in answer.text
    assert "chart__dot" not in person.page("/diary")


def test_a_note_holds_only_signs_and_words_that_were_offered(person):
    person.send("/diary", worst="6", sign=["nothing", "fever"], sleep="badly", done="never", note="n" * 5000)
    [note] = person.browser.get("/my-data/pygalgia-my-data.json").json()["diary"]
    assert (note["sleep"], note["adherence"], note["note"]) == (None, None, "n" * 1000)
    assert "nothing" not in note["signs"]


def test_a_story_is_kept_up_to_its_longest(person):
    person.go_to("own-words")
    person.send("/interview", question="own-words", do="answer", text="a" * 9000)
    steps = person.browser.get("/my-data/pygalgia-my-data.json").json()["answers"]["steps"]
    assert steps[-1] == {"question": "own-words", "given": "a" * 5000}


def test_deleting_leaves_nothing_behind(person):
    person.go_to("sex")
    person.send("/my-data/delete", sure="yes")
    assert list(person.browser.cookies) == []
    assert person.browser.get("/interview").status_code == 404


def test_a_private_link_opens_the_answers_elsewhere_until_it_is_revoked(person, site):
    person.go_to("sex")
    link = _link(person, "return")
    elsewhere = Visitor(site.client())
    # A program that only previews the link opens nothing.
    assert "set-cookie" not in elsewhere.browser.get(link).headers
    elsewhere.browser.post(link)
    assert elsewhere.question() == "sex"
    person.send(re.search(r"/my-data/links/[\w-]+/revoke", person.page("/my-data"))[0])
    assert elsewhere.browser.get("/interview").status_code == 404
    assert elsewhere.browser.get(link).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_opens_nothing_sets_no_cookie(site, method):
    answer = getattr(site.client(), method)("/back/nothing-of-ours")
    assert answer.status_code == 404
    assert "set-cookie" not in answer.headers


def test_a_link_is_shown_once_and_never_again(person):
    link = _link(person, "return")
    assert link not in person.page("/my-data")


def test_a_link_names_the_address_that_people_see(person, site):
    from dataclasses import replace

    site.here.__dict__["settings"], before = (
        replace(site.here.settings, public_url="https://pain.example.org"),
        site.here.settings,
    )
    try:
        made = person.send("/my-data/links", purpose="clinician").text
    finally:
        site.here.__dict__["settings"] = before
    assert "https://pain.example.org/case/" in made


def _link(person, purpose):
    return re.search(r"/(?:back|case)/[\w-]+", person.send("/my-data/links", purpose=purpose).text)[0]


@pytest.mark.parametrize("path", ["/interview", "/interview/answers", "/result", "/diary", "/my-data"])
def test_without_answers_a_page_says_where_to_begin(site, path):
    page = site.client().get(path)
    assert page.status_code == 404
    assert "There are no answers here" in page.text


@pytest.mark.parametrize("path", ["/pictures/nothing/start.svg", "/pictures/ex-clam/nothing.svg"])
def test_a_picture_that_is_not_there_says_so(site, path):
    assert site.client().get(path).status_code == 404


def test_the_token_of_a_page_is_that_of_its_cookie(person, site):
    other = Visitor(site.client()).begin()
    assert token_of(person.browser.get("/interview")) != token_of(other.browser.get("/interview"))


def test_the_time_of_a_sign_is_asked_told_again_and_changed(person):
    nerves = {"screen/nerves": ["leg-weakness"]}
    person.go_to("since/leg-weakness", **nerves)
    page = person.page("/interview")
    assert "When did this begin: a weak leg or foot?" in unescape(page)
    assert fields_of(page, "answer") == ["today", "two-weeks", "weeks", "months"]
    assert person.send_page("/interview", page, do="answer", answer="yesterday").status_code == 422
    person.send_page("/interview", page, do="answer", answer="today")
    assert person.question() != "course/leg-weakness"

    answers = unescape(person.page("/interview/answers"))
    assert "When did this begin: a weak leg or foot?" in answers
    assert "today or yesterday" in answers
    person.finish(**nerves)
    result = unescape(person.page("/result?show=all"))
    assert "yes, began today or yesterday" in result


def at_last(person):
    """Answer every question; return the page before the result."""
    person.finish()
    assert person.browser.get("/interview").headers["location"] == "/interview/last"
    return person.page("/interview/last")


def test_what_a_person_fears_is_asked_at_the_end_and_answered_in_the_result(person):
    page = at_last(person)
    assert fields_of(page, "question") == []

    sent = person.send("/interview/last", fear="that it is cancer", hope="")
    assert sent.headers["location"] == "/result"
    told = unescape(person.page("/result"))
    assert told.index("that it is cancer") < told.index('id="why"')
    assert "Many people with this pain fear cancer" in told
    assert person.browser.get("/interview").headers["location"] == "/result"


def test_whoever_says_nothing_at_the_end_is_not_asked_again(person):
    at_last(person)
    person.send("/interview/last", fear="", hope="")

    assert person.browser.get("/interview").headers["location"] == "/result"
    assert person.browser.get("/interview/last").headers["location"] == "/result"


def test_an_emergency_and_a_clinician_are_not_asked_what_they_fear(site, person):
    person.go_to("screen/nerves")
    page = person.page("/interview")
    person.send_page("/interview", page, do="answer", tick=["saddle-numbness"])
    assert person.browser.get("/interview/last").headers["location"] == "/result"

    clinician = Visitor(site.client()).begin("/clinician/begin")
    clinician.finish()
    assert clinician.browser.get("/interview").headers["location"] == "/result"


def test_whoever_revokes_the_link_they_came_by_can_still_read_and_delete(person, site):
    """Two browsers, both by links; the last one revoked its own, and nobody could delete the answers."""
    person.go_to("sex")
    link = _link(person, "return")
    elsewhere = Visitor(site.client())
    elsewhere.browser.post(link)
    page = elsewhere.page("/my-data")
    assert page.count("open in this browser") == 1

    elsewhere.send(re.search(r"/my-data/links/[\w-]+/revoke", page)[0])

    assert site.client().get(link).status_code == 404
    assert elsewhere.question() == "sex"
    # What took its place is listed too, so that it can be revoked from the first browser.
    person.send(re.search(r"/my-data/links/[\w-]+/revoke", person.page("/my-data"))[0])
    assert elsewhere.browser.get("/interview").status_code == 404
    assert person.question() == "sex"
