"""What a person may download and delete: everything that is kept, and only after being asked."""

import json

import pytest

from web_site import token_of

AT_NOON = "2030-01-01T12:00:00+00:00"


@pytest.fixture
def person(site):
    """Give a browser in which the first question was answered."""
    browser = site.client()
    assert browser.post("/begin").status_code == 303
    send(browser, "/interview", question="for-whom", answer="self", do="answer")
    return browser


def send(browser, path, **form):
    """Send a form of our own page, as a browser does."""
    answer = browser.post(path, data=form | {"csrf": token_of(browser.get("/my-data"))})
    assert answer.status_code in (200, 303), answer.text
    return answer


def downloaded(browser):
    answer = browser.get("/my-data/pygalgia-my-data.json")
    assert answer.headers["content-disposition"] == 'attachment; filename="pygalgia-my-data.json"'
    return answer.json()


def test_the_download_holds_answers_diary_links_and_times(person, site):
    send(person, "/diary", worst="6", sleep="lost", done="some", note="ä long drive")
    site.clock.move(hours=1)
    send(person, "/my-data/links", purpose="return")
    send(person, "/my-data/links", purpose="clinician")
    data = downloaded(person)
    assert data["schema"] == "pygalgia/my-data/1"
    assert data["answers"]["steps"] == [{"question": "for-whom", "given": "self"}]
    [note] = data["diary"]
    told = {name: note[name] for name in ("worst", "sleep", "adherence", "note")}
    assert told == {"worst": 6, "sleep": "lost", "adherence": "some", "note": "ä long drive"}
    assert sorted(each["for"] for each in data["private_links"]) == ["clinician", "coming back"]
    assert {each["made_at"] for each in data["private_links"]} == {"2030-01-01T13:00:00+00:00"}
    assert data["kept"] == {
        "first_saved_at": AT_NOON,
        "answers_last_saved_at": AT_NOON,
        "answers_saved_times": 2,
        "deleted_by_itself_at": "2030-04-01T12:00:00+00:00",
    }


def test_a_revoked_link_is_in_the_download_with_the_time_that_it_ended(person, site):
    send(person, "/my-data/links", purpose="return")
    link = person.get("/my-data").text.split("/my-data/links/")[1].split("/revoke")[0]
    site.clock.move(hours=2)
    send(person, f"/my-data/links/{link}/revoke")
    assert downloaded(person)["private_links"] == [
        {"for": "coming back", "made_at": AT_NOON, "revoked_at": "2030-01-01T14:00:00+00:00"}
    ]


def test_the_download_opens_nothing(person):
    link = send(person, "/my-data/links", purpose="return").text.split("/back/")[1].split("<")[0]
    kept = json.dumps(downloaded(person))
    assert link not in kept
    assert not [key for key in person.cookies.values() if key in kept]


def test_no_column_about_the_person_is_missing_from_the_download():
    """A new column must be added to the download, or be named here with why it is left out."""
    from pygalgia.store.tables import DiaryNoteRow, InterviewRow, LinkRow

    told = {
        InterviewRow: {"document", "version", "created_at", "updated_at", "expires_at"},
        DiaryNoteRow: {"document", "at"},  # `at` stands in the document
        LinkRow: {"purpose", "created_at", "revoked_at"},
    }
    # Numbers of rows say nothing about anybody; a key's fingerprint is no use to its owner.
    left_out = {"id", "interview_id", "token_sha256"}
    for row, columns in told.items():
        assert set(row.__table__.columns.keys()) - left_out == columns


def test_two_notes_sent_in_the_same_second_are_both_kept(person):
    for said in ("first", "second"):
        send(person, "/diary", worst="6", note=said)
    assert [each["note"] for each in downloaded(person)["diary"]] == ["first", "second"]


def test_beginning_anew_asks_before_it_deletes(person):
    asked = send(person, "/begin")
    assert asked.headers["location"] == "/begin"
    page = person.get("/begin").text
    assert "cannot be brought back" in page
    assert downloaded(person)["answers"]["steps"]


def test_beginning_anew_deletes_once_it_was_agreed_to(person, site):
    old = dict(person.cookies)
    send(person, "/begin", delete="yes")
    assert downloaded(person)["answers"]["steps"] == []
    elsewhere = site.client()
    elsewhere.cookies.update(old)
    assert elsewhere.get("/interview").status_code == 404


def test_where_nothing_is_kept_nothing_is_asked(site):
    browser = site.client()
    assert browser.get("/begin").headers["location"] == "/"
    assert browser.post("/begin").headers["location"] == "/interview"
