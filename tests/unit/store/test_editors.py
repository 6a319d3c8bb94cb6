"""Editors: passwords, logins, lock-out and roles."""

import pytest

from pygalgia.errors import RequestError
from pygalgia.store.audit import Audit
from pygalgia.store.editors import LOCKED, MOST_FAILURES, Editors
from pygalgia.store.logins import LONGEST_IDLE

GOOD = "a long and quiet phrase"


@pytest.fixture
def editors(database, quick):
    made = Editors(database, hasher=quick)
    made.add("ann", GOOD, name="Ann Example", role="admin", by="command line")
    return made


def test_the_right_password_lets_in_and_the_wrong_does_not(editors):
    assert editors.logged_in(editors.log_in("ann", GOOD)).name == "Ann Example"
    assert editors.log_in("ann", GOOD + "!") is None
    assert editors.log_in("nobody", GOOD) is None


def test_the_database_holds_neither_password_nor_token(editors, database):
    from sqlalchemy import text

    token = editors.log_in("ann", GOOD)
    with database.read() as session:
        kept = str(session.execute(text("SELECT * FROM editors")).all())
        kept += str(session.execute(text("SELECT * FROM editor_sessions")).all())
    assert GOOD not in kept
    assert token not in kept
    assert "$argon2id$" in kept


def test_wrong_passwords_lock_out_even_the_right_one_for_a_while(editors, clock):
    for _ in range(MOST_FAILURES):
        assert editors.log_in("ann", "wrong wrong wrong") is None
    assert editors.log_in("ann", GOOD) is None
    clock.move(seconds=LOCKED.total_seconds())
    assert editors.log_in("ann", GOOD) is not None


def test_a_good_login_forgets_earlier_failures(editors):
    for _ in range(MOST_FAILURES - 1):
        editors.log_in("ann", "wrong wrong wrong")
    assert editors.log_in("ann", GOOD) is not None
    assert editors.log_in("ann", "wrong wrong wrong") is None
    assert editors.log_in("ann", GOOD) is not None


def test_a_login_ends_after_an_idle_hour_and_after_eight_busy_ones(editors, clock):
    idle = editors.log_in("ann", GOOD)
    clock.move(seconds=LONGEST_IDLE.total_seconds())
    assert editors.logged_in(idle) is None
    busy = editors.log_in("ann", GOOD)
    for _ in range(16):
        assert editors.logged_in(busy) is not None
        clock.move(minutes=30)
    assert editors.logged_in(busy) is None


def test_logging_out_ends_this_login_only(editors):
    here, there = editors.log_in("ann", GOOD), editors.log_in("ann", GOOD)
    editors.log_out(here)
    assert editors.logged_in(here) is None
    assert editors.logged_in(there) is not None


def test_closing_an_editor_out_ends_the_login_at_once(editors):
    editors.add("bob", GOOD, name="Bob", role="reviewer", by="ann")
    token = editors.log_in("bob", GOOD)
    editors.change("bob", role="reviewer", active=False, by="ann")
    assert editors.logged_in(token) is None
    assert editors.log_in("bob", GOOD) is None


def test_a_new_password_ends_every_login(editors):
    token = editors.log_in("ann", GOOD)
    editors.set_password("ann", "another long phrase", by="ann")
    assert editors.logged_in(token) is None
    assert editors.log_in("ann", GOOD) is None
    assert editors.log_in("ann", "another long phrase") is not None


def test_the_last_admin_cannot_be_taken_away(editors):
    with pytest.raises(RequestError, match="last admin"):
        editors.change("ann", role="reader", active=True, by="ann")


def test_every_problem_of_a_new_editor_is_listed(editors):
    with pytest.raises(RequestError) as raised:
        editors.add("ann", "short", name=" ", role="boss", by="ann")
    assert {problem.where for problem in raised.value.problems} == {"login", "name", "role", "password"}


def test_no_message_shows_a_password(editors):
    with pytest.raises(RequestError) as raised:
        editors.add("bob", "hunter2", name="Bob", role="reader", by="ann")
    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize(
    ("role", "may"), [("reader", [1, 0, 0]), ("reviewer", [1, 1, 0]), ("admin", [1, 1, 1])]
)
def test_a_role_may_what_the_roles_below_it_may(editors, role, may):
    editor = editors.add(f"x-{role}", GOOD, name="X", role=role, by="ann")
    assert [editor.may(each) for each in ("reader", "reviewer", "admin")] == [bool(each) for each in may]


def test_every_wrong_password_is_in_the_log(editors, database):
    for _ in range(MOST_FAILURES):
        editors.log_in("ann", "wrong wrong wrong")
    newest = [deed.action for deed in Audit(database).newest()][: MOST_FAILURES + 1]
    assert newest[0] == "locked out after wrong passwords"
    assert newest[1:] == ["gave a wrong password or code"] * MOST_FAILURES


def test_the_log_says_who_did_what(editors, database):
    editors.log_in("ann", GOOD)
    told = [(deed.actor, deed.action) for deed in Audit(database).newest()]
    assert told == [("ann", "logged in"), ("command line", "added as admin")]
