"""The editors' queue and the signatures under pages."""

from datetime import date

import pytest

from pygalgia.errors import ConflictError
from pygalgia.store.audit import Audit
from pygalgia.store.editors import Editor
from pygalgia.store.reports import KEEP_ADDRESS, Reports
from pygalgia.store.sign_offs import SignOffs

ANN = Editor(
    id="e1", login="ann", name="Ann", qualification="GP", role="reviewer", active=True, locked_until=None
)


@pytest.fixture
def reports(database):
    return Reports(database)


def submitted(reports, **rest):
    given = {"note": "", "address": "", "content_version": "0" * 64} | rest
    return reports.submit("conditions/coccydynia", "Sitting hurts.", **given)


def test_a_report_waits_in_the_queue_until_it_is_answered(reports):
    number = submitted(reports, note="I doubt it")
    assert [report.id for report in reports.queue()] == [number]
    reports.answer(number, version=1, state="kept", answer="Checked: the source says so.", editor="ann")
    assert reports.queue() == ()
    done = reports.one(number)
    assert (done.state, done.events[0].answer) == ("kept", "Checked: the source says so.")


def test_two_editors_cannot_answer_the_same_version(reports):
    number = submitted(reports)
    reports.answer(number, version=1, state="in-work", answer="", editor="ann")
    with pytest.raises(ConflictError, match="another editor"):
        reports.answer(number, version=1, state="closed", answer="", editor="bob")
    assert [event.editor for event in reports.one(number).events] == ["ann"]


def test_an_address_is_forgotten_some_time_after_closing(reports, clock):
    waiting, closed = submitted(reports, address="a@example.org"), submitted(reports, address="b@example.org")
    reports.answer(closed, version=1, state="closed", answer="", editor="ann")
    assert reports.forget_addresses() == 0
    clock.move(days=KEEP_ADDRESS.days + 1)
    assert reports.forget_addresses() == 1
    assert (reports.one(waiting).address, reports.one(closed).address) == ("a@example.org", "")


def test_every_step_is_in_the_log(reports, database):
    reports.answer(submitted(reports), version=1, state="closed", answer="", editor="ann")
    assert [(deed.actor, deed.action) for deed in Audit(database).newest()] == [("ann", "report closed")]


@pytest.fixture
def signer(database, quick):
    from pygalgia.store.editors import Editors

    return Editors(database, hasher=quick).add(
        "ann", "a long and quiet phrase", name="Ann", role="reviewer", qualification="GP", by="test"
    )


def test_a_signature_names_who_signed_what_and_until_when(database, signer):
    signs = SignOffs(database)
    signs.sign("conditions/x", content_sha256="a" * 64, editor=signer, next_review=date(2031, 1, 1))
    found = signs.of("conditions/x")
    assert (found.reviewer, found.qualification) == ("Ann", "GP")
    assert (found.content_sha256, found.next_review) == ("a" * 64, date(2031, 1, 1))
    assert signs.of("conditions/y") is None


def test_the_newest_signature_counts_and_a_withdrawn_one_does_not(database, signer):
    signs = SignOffs(database)
    for content in "ab":
        signs.sign("conditions/x", content_sha256=content * 64, editor=signer, next_review=date(2031, 1, 1))
    assert signs.current()["conditions/x"].content_sha256 == "b" * 64
    assert signs.withdraw("conditions/x", editor=signer)
    assert signs.current() == {}
    assert not signs.withdraw("conditions/x", editor=signer)
