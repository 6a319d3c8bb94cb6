"""What is over goes by itself."""

import asyncio
import threading

from sqlalchemy import text
from starlette.testclient import TestClient

from pygalgia.errors import StorageAwayError
from pygalgia.store.interviews import KEEP_DAYS
from pygalgia.store.reports import KEEP_ADDRESS
from pygalgia.web.edge import retention


def test_starting_deletes_what_is_over(site, monkeypatch):
    monkeypatch.setattr(type(site.here.database), "close", lambda _: None)  # the other tests go on using it
    token = site.here.interviews.create("{}")
    number = site.here.reports.submit("p", "q", note="", address="a@example.org", content_version="c")
    site.here.reports.answer(number, version=1, state="closed", answer="", editor="ann")
    site.clock.move(days=max(KEEP_DAYS, KEEP_ADDRESS.days) + 1)
    with TestClient(site.app) as client:
        client.get("/privacy")
        for _ in range(100):
            if site.here.reports.one(number).address == "":
                break
            client.get("/privacy")
    site.clock.reset()
    assert site.here.interviews.load(token) is None
    assert site.here.reports.one(number).address == ""


def test_a_database_that_is_away_does_not_end_the_deleting(no_loop, monkeypatch):
    """The store's own error ended it, in silence, until the process was started anew."""
    monkeypatch.setattr(retention, "_EVERY_SECONDS", 0)
    again = threading.Event()

    class Away:
        times = 0

        def delete_expired(self):
            self.times += 1
            if self.times > 1:
                again.set()
            raise StorageAwayError

    async def tried():
        async with retention.in_background(Away(), None, None, None):
            return await asyncio.to_thread(again.wait, 10)

    assert asyncio.run(tried())


def test_starting_deletes_where_editors_were_logged_in(site, monkeypatch):
    monkeypatch.setattr(type(site.here.database), "close", lambda _: None)  # the other tests go on using it
    site.editor("ann", "reader")
    site.clock.move(hours=2)

    def kept():
        with site.here.database.read() as session:
            return session.execute(text("SELECT COUNT(*) FROM editor_sessions")).scalar_one()

    assert kept() == 1
    with TestClient(site.app) as client:
        for _ in range(100):
            client.get("/privacy")
            if not kept():
                break
    site.clock.reset()
    assert kept() == 0
