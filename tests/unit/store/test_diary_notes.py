"""Diaries in the database: two windows lose nothing of each other."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from pygalgia.domain.diary import Entry
from pygalgia.errors import ConflictError
from pygalgia.store.diary_notes import SENT_TWICE, DiaryNotes
from pygalgia.store.interviews import KEEP_DAYS, Interviews


@pytest.fixture
def notes(database):
    return DiaryNotes(database, keep_days=KEEP_DAYS)


@pytest.fixture
def token(database):
    return Interviews(database).create("{}")


@pytest.fixture
def saved(database, token):
    return Interviews(database).load(token)


def words(notes, saved):
    return [each.note for each in notes.diary(saved, "c").entries]


def test_of_many_notes_at_the_same_moment_none_is_lost(notes, saved, clock):
    wanted = [f"window {number}" for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda said: notes.add(saved, Entry(at=clock(), worst=5, note=said)), wanted))
    kept = notes.diary(saved, "c").entries
    assert sorted(each.note for each in kept) == sorted(wanted)
    assert len({each.at for each in kept}) == len(wanted)
    assert kept[-1].at - kept[0].at < timedelta(seconds=1)


def test_notes_and_answers_saved_at_once_do_not_disturb_each_other(notes, saved, token, database, clock):
    interviews = Interviews(database)

    def act(number):
        if number % 2:
            notes.add(saved, Entry(at=clock(), worst=5, note=str(number)))
        else:
            interviews.save(token, str(number), version=1 + number // 2)

    with ThreadPoolExecutor(2) as pool:
        list(
            pool.map(lambda numbers: [act(number) for number in numbers], (range(0, 20, 2), range(1, 20, 2)))
        )
    assert interviews.load(token).document == "18"
    assert sorted(words(notes, saved), key=int) == [str(number) for number in range(1, 20, 2)]


def test_a_second_note_of_the_same_second_stands_after_the_first(notes, saved, clock):
    notes.add(saved, Entry(at=clock(), worst=5, note="first"))
    notes.add(saved, Entry(at=clock(), worst=4, note="second"))
    assert words(notes, saved) == ["first", "second"]


def test_the_same_note_sent_twice_is_kept_once(notes, saved, clock):
    for _ in range(2):
        notes.add(saved, Entry(at=clock(), worst=5, note="a double click"))
        clock.move(seconds=1)
    assert words(notes, saved) == ["a double click"]


def test_the_same_words_some_time_later_are_a_note_of_their_own(notes, saved, clock):
    for _ in range(2):
        notes.add(saved, Entry(at=clock(), worst=5, note="as before"))
        clock.move(seconds=SENT_TWICE.total_seconds() + 1)
    assert words(notes, saved) == ["as before", "as before"]


def test_a_note_keeps_the_answers_for_the_full_time(notes, saved, token, database, clock):
    clock.move(days=KEEP_DAYS - 1)
    notes.add(saved, Entry(at=clock(), worst=5))
    clock.move(days=KEEP_DAYS - 1)
    assert Interviews(database).load(token) is not None


def test_no_note_is_added_to_answers_that_are_gone(notes, saved, token, database, clock):
    Interviews(database).delete(token)
    with pytest.raises(ConflictError, match="nothing was added"):
        notes.add(saved, Entry(at=clock(), worst=5))
    assert words(notes, saved) == []


def test_deleting_the_answers_deletes_the_diary_and_nobody_elses(notes, saved, token, database, clock):
    interviews = Interviews(database)
    other = interviews.load(interviews.create("{}"))
    for each in (saved, other):
        notes.add(each, Entry(at=clock(), worst=5, note="mine"))
    interviews.delete(token)
    assert (words(notes, saved), words(notes, other)) == ([], ["mine"])
