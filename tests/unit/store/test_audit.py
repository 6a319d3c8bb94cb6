"""Each line of the log seals those before it: what is changed, added or taken out later shows."""

import os
import subprocess
import sys

import pytest
from sqlalchemy import text

from pygalgia.store.audit import AUDIT_KEY, Audit

DEEDS = ("logged in", "report closed", "signed 0123", "logged in")


@pytest.fixture
def audit(database):
    made = Audit(database)
    for each in DEEDS:
        made.note(actor="ann", action=each, subject="page")
    return made


def change(audit, statement):
    with audit.database.write() as session:
        session.execute(text(statement))


def test_a_log_that_nobody_touched_is_whole(audit):
    found = audit.sealed()
    assert (found.lines, found.older, found.broken_at) == (len(DEEDS), 0, None)
    assert len(found.newest) == 64


@pytest.mark.parametrize("line", [1, 2, 3, 4])
@pytest.mark.parametrize("column", ["actor", "action", "subject", "at"])
def test_a_changed_line_shows_wherever_it_stands(audit, line, column):
    value = "'2020-01-01 00:00:00.000000'" if column == "at" else "'somebody'"
    change(audit, f"UPDATE audit SET {column} = {value} WHERE id = {line}")  # noqa: S608 - ours
    assert audit.sealed().broken_at == line


@pytest.mark.parametrize("line", [1, 2, 3])
def test_a_line_that_was_taken_out_shows_at_the_next(audit, line):
    change(audit, f"DELETE FROM audit WHERE id = {line}")  # noqa: S608 - ours
    assert audit.sealed().broken_at == line + 1


def test_lines_cut_off_at_the_end_show_from_the_code_written_down(audit):
    before = audit.sealed().newest
    change(audit, "DELETE FROM audit WHERE id = 4")
    found = audit.sealed()
    assert found.broken_at is None
    assert found.newest != before


def test_whoever_has_not_the_key_cannot_seal_a_line(audit, monkeypatch):
    """A forger who knows the rule, and all that the database holds, writes with another key."""
    monkeypatch.setenv(AUDIT_KEY, "kept elsewhere")
    audit.note(actor="bob", action="logged in", subject="")
    monkeypatch.delenv(AUDIT_KEY)
    audit.note(actor="forger", action="signed ffff", subject="page")
    monkeypatch.setenv(AUDIT_KEY, "kept elsewhere")
    change(audit, "DELETE FROM audit WHERE id <= 4")
    change(audit, "UPDATE audit SET seal = '' WHERE id <= 4")
    assert audit.sealed().broken_at == 5


def test_lines_from_before_the_sealing_are_counted_and_not_believed(audit):
    change(audit, "UPDATE audit SET seal = '' WHERE id <= 2")
    found = audit.sealed()
    assert (found.older, found.broken_at) == (2, 3)


def test_the_command_says_which_line_is_broken(audit):
    url = audit.database.engine.url.render_as_string(hide_password=False)

    def told():
        return subprocess.run(
            [sys.executable, "-c", "from pygalgia.cli import main; main()", "db", "log"],
            env=os.environ | {"PYGALGIA_DATABASE_URL": url},
            capture_output=True,
            text=True,
            check=False,
        )

    assert "4 lines, each following from the one before" in told().stdout
    change(audit, "UPDATE audit SET actor = 'bob' WHERE id = 3")
    broken = told()
    assert (broken.returncode, broken.stderr.split(" does")[0]) == (1, "Line 3")
