"""Saved interviews: opened by a token only, never overwritten unseen, gone in time."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from pygalgia.errors import ConflictError
from pygalgia.store.interviews import Interviews


@pytest.fixture
def interviews(database):
    return Interviews(database, keep_days=90)


def test_a_token_opens_what_was_saved_with_it(interviews):
    token = interviews.create('{"a": "ä"}')
    saved = interviews.load(token)
    assert (saved.document, saved.version) == ('{"a": "ä"}', 1)


def test_another_token_opens_nothing(interviews):
    token = interviews.create("{}")
    assert interviews.load(token[:-1] + ("a" if token[-1] != "a" else "b")) is None
    assert interviews.load("") is None
    assert interviews.load("' OR 1=1 --") is None


def test_the_database_does_not_hold_the_token(interviews, database):
    token = interviews.create("{}")
    with database.read() as session:
        rows = str(session.execute(text("SELECT * FROM links")).all())
    assert token not in rows


def test_a_save_from_an_old_version_changes_nothing(interviews):
    token = interviews.create("first")
    assert interviews.save(token, "second", version=1) == 2
    with pytest.raises(ConflictError, match="another window"):
        interviews.save(token, "late", version=1)
    assert interviews.load(token).document == "second"


def test_of_many_saves_at_once_exactly_one_wins(interviews):
    token = interviews.create("start")

    def attempt(number):
        try:
            interviews.save(token, f"by {number}", version=1)
        except ConflictError:
            return None
        return f"by {number}"

    with ThreadPoolExecutor(8) as pool:
        won = [each for each in pool.map(attempt, range(16)) if each]
    assert won == [interviews.load(token).document]


def test_many_people_answering_at_once_lose_nothing(interviews):
    tokens = [interviews.create("0") for _ in range(8)]

    def answer(token):
        for step in range(10):
            interviews.save(token, str(step + 1), version=step + 1)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(answer, tokens))
    assert [interviews.load(token).document for token in tokens] == ["10"] * 8


def test_an_interview_is_closed_as_soon_as_its_time_is_over(interviews, clock):
    token = interviews.create("{}")
    clock.move(days=90)
    assert interviews.load(token) is None
    with pytest.raises(ConflictError, match="gone"):
        interviews.save(token, "{}", version=1)
    assert interviews.share(token, "clinician") is None


def test_saving_keeps_an_interview_longer(interviews, clock):
    token = interviews.create("{}")
    clock.move(days=60)
    interviews.save(token, "{}", version=1)
    clock.move(days=60)
    assert interviews.load(token) is not None


def test_what_has_expired_is_deleted_with_its_links(interviews, clock, database):
    old = interviews.create("old")
    interviews.share(old, "clinician")
    clock.move(days=60)
    young = interviews.create("young")
    clock.move(days=40)
    assert interviews.delete_expired() == 1
    with database.read() as session:
        assert session.execute(text("SELECT document FROM interviews")).scalars().all() == ["young"]
        assert session.execute(text("SELECT count(*) FROM links")).scalar() == 1
    assert interviews.load(young) is not None


def test_deleting_takes_the_links_along(interviews):
    token = interviews.create("{}")
    shared = interviews.share(token, "clinician")
    assert interviews.delete(token)
    assert not interviews.delete(token)
    assert interviews.load_shared(shared) is None


def test_a_clinicians_link_shows_but_cannot_change_or_delete(interviews):
    token = interviews.create("{}")
    shared = interviews.share(token, "clinician")
    assert interviews.load_shared(shared).document == "{}"
    assert interviews.load(shared) is None
    assert interviews.share(shared, "return") is None
    assert interviews.links(shared) == ()
    assert not interviews.delete(shared)
    with pytest.raises(ConflictError, match="gone"):
        interviews.save(shared, "forged", version=1)
    assert interviews.load_shared(token) is None


def test_a_link_to_come_back_does_all_that_the_own_key_does(interviews):
    token = interviews.create("{}")
    back = interviews.share(token, "return")
    interviews.save(back, "from another device", version=1)
    assert interviews.load(token).document == "from another device"


def test_a_revoked_link_opens_nothing_and_the_others_still_do(interviews):
    token = interviews.create("{}")
    gone = interviews.share(token, "clinician")
    revoked = interviews.links(token)[0].id
    kept = interviews.share(token, "clinician")
    assert interviews.revoke(token, revoked)
    assert not interviews.revoke(token, revoked)
    assert interviews.load_shared(gone) is None
    assert interviews.load_shared(kept) is not None
    assert interviews.load(token) is not None


def test_nobody_revokes_the_link_of_another(interviews):
    mine, theirs = interviews.create("mine"), interviews.create("theirs")
    shared = interviews.share(theirs, "clinician")
    assert not interviews.revoke(mine, interviews.links(theirs)[0].id)
    assert interviews.load_shared(shared) is not None


def test_what_is_shown_of_an_interview_holds_no_answer(interviews):
    saved = interviews.load(interviews.create('{"fever": "present"}'))
    assert "fever" not in repr(saved)
