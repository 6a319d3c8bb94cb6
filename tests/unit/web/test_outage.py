"""The database is away: people are told so calmly, keep the emergency advice in sight, and lose nothing."""

import re

import psycopg
import pytest
from sqlalchemy import event

from web_site import Visitor, filled_in

#: Whole ways through the site: with `make test`, not with `make quick`.
pytestmark = pytest.mark.slow

PAGES = ("/", "/interview", "/result", "/my-data", "/interview/answers")


def refuse_connections(*_):
    msg = "connection refused"
    raise psycopg.OperationalError(msg)


def refuse_writing(connection, *_):
    connection.execute("PRAGMA query_only=ON")


@pytest.fixture
def outage(site):
    """Begin and end an outage: of a disk that may only be read, or of a server that is not there."""
    engine = site.here.database.engine
    kind, listener = (
        ("connect", refuse_writing) if site.here.database.is_sqlite else ("do_connect", refuse_connections)
    )

    class Outage:
        def begin(self):
            event.listen(engine, kind, listener)
            engine.dispose()

        def end(self):
            if event.contains(engine, kind, listener):
                event.remove(engine, kind, listener)
            engine.dispose()

    made = Outage()
    yield made
    made.end()


def calm(answer):
    """Return whether an answer says that the fault is ours, for a while, and whom to ring in an emergency."""
    return (
        answer.status_code == 503
        and int(answer.headers["Retry-After"]) > 0
        and "This is our fault" in answer.text
        and len(re.findall(r'href="tel:\d+"', answer.text)) > 1
    )


def test_no_page_breaks_during_an_outage_and_none_tells_of_its_cause(site, outage):
    visitor = Visitor(site.client()).begin().go_to("screen/nerves")
    outage.begin()
    for path in PAGES:
        answer = visitor.browser.get(path)
        assert answer.status_code < 400 or answer.status_code == 404 or calm(answer), (
            path,
            answer.status_code,
        )
        assert "psycopg" not in answer.text
        assert "sqlite" not in answer.text.lower()


def test_an_answer_that_cannot_be_kept_is_not_said_to_be(site, outage):
    """It can be sent again from the same page once the database is back; what was kept before is there."""
    visitor = Visitor(site.client()).begin().go_to("screen/nerves")
    page = visitor.page("/interview")
    outage.begin()
    assert calm(visitor.send_page("/interview", page, **filled_in(page, {})))
    outage.end()
    assert visitor.question() == "screen/nerves"
    assert visitor.send_page("/interview", page, **filled_in(page, {})).status_code == 303
    assert visitor.question() != "screen/nerves"


def test_programs_that_need_nothing_kept_are_served_all_the_while(site, outage):
    case = {"schema": "pygalgia/case/1", "id": "a", "answers": {"saddle-numbness": True}}
    outage.begin()
    answer = site.client().post("/api/v1/assess", json=case)
    assert (answer.status_code, answer.json()["urgency"]["level"]) == (200, "emergency")
