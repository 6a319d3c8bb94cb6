"""Answers are worked out in the thread that requests come through; what would wait is handed to another."""

import threading

import pytest
from sqlalchemy import text

from pygalgia.web.person import interview as route
from web_site import Visitor


@pytest.fixture
def threads(monkeypatch):
    """Return the threads in which answers are worked out."""
    seen = []

    def note(work):
        def noted(*given):
            seen.append(threading.current_thread().name)
            return work(*given)

        return noted

    for name in ("_asked", "_answered"):
        monkeypatch.setattr(route, name, note(getattr(route, name)))
    return seen


def is_handed_over(name):
    return name.startswith("AnyIO worker")


def test_an_answer_wakes_no_other_thread_unless_the_database_is_elsewhere(site, threads):
    visitor = Visitor(site.client()).begin()
    visitor.answer()
    threads.clear()
    visitor.answer()
    assert threads
    assert {is_handed_over(each) for each in threads} == {not site.here.database.is_sqlite}


def test_an_answer_beside_another_writer_waits_for_it_and_is_kept(site, threads):
    """It keeps nobody else waiting: another thread waits."""
    if not site.here.database.is_sqlite:
        pytest.skip("PostgreSQL has many writers at once")
    visitor = Visitor(site.client()).begin()
    visitor.answer()
    before = visitor.question()
    begun, over = threading.Event(), threading.Event()

    def write():
        with site.here.database.write() as session:
            session.execute(text("UPDATE interviews SET version = version"))
            begun.set()
            over.wait(1)

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait()
    threads.clear()
    visitor.answer()
    over.set()
    writer.join()
    assert any(is_handed_over(each) for each in threads)
    assert visitor.question() != before


def test_words_that_have_to_be_read_are_read_elsewhere(site, threads):
    visitor = Visitor(site.client()).begin().go_to("own-words")
    page = visitor.page("/interview")
    threads.clear()
    visitor.send_page("/interview", page, question="own-words", text="it burns down the leg", do="answer")
    assert is_handed_over(threads[0])
