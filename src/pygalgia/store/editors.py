"""Editors: who may answer reports and sign pages, their passwords and their logins."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal, cast, get_args

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from pygalgia.errors import Problem, RequestError
from pygalgia.store.audit import record
from pygalgia.store.database import Database
from pygalgia.store.logins import LONGEST_LOGIN, delete_over, is_over
from pygalgia.store.passwords import PASSWORD_LENGTHS, password_problems
from pygalgia.store.second_factors import SecondFactors
from pygalgia.store.tables import EditorRow, EditorSessionRow
from pygalgia.store.tokens import hashed, new_id, new_token

Role = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
MOST_FAILURES = 5
LOCKED = timedelta(minutes=15)
_LONGEST_NAME = 200
_LONGEST_ADDRESS = 60
_LOGIN = re.compile(r"[!-~]{1,200}")
#: A login is noted as used at most this often, so that reading pages seldom writes.
_NOTE_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """Somebody who may work in the editors' area.

    Attributes:
        qualification: What the name is signed with, such as "GP" or "physiotherapist, MSc".
        role: `reader` sees the queue, `reviewer` also answers and signs, `admin` also manages editors.
    """

    id: str
    login: str
    name: str
    qualification: str
    role: Role
    active: bool
    locked_until: datetime | None

    def may(self, role: Role) -> bool:
        """Return whether this editor has a role or one above it."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Editors:
    """Add editors, let them in, and let them out.

    Source:
        Argon2id with the parameters that argon2-cffi recommends (RFC 9106, second choice: 64 MiB).
    """

    database: Database
    hasher: PasswordHasher = field(default_factory=PasswordHasher)

    def add(
        self, login: str, password: str, *, name: str, role: str, qualification: str = "", by: str
    ) -> Editor:
        """Add an editor.

        Raises:
            RequestError: the login is taken, or something is missing or too weak; every problem listed.
        """
        problems = _problems(login, password, name=name, role=role)
        with self.database.write() as session:
            if session.scalar(select(EditorRow.id).where(EditorRow.login == login.lower())):
                problems.append(
                    _problem("login", repr(login), "a login that nobody has", "choose another one")
                )
            if problems:
                raise RequestError(problems)
            row = EditorRow(
                id=new_id(),
                login=login.lower(),
                name=name.strip(),
                qualification=qualification.strip(),
                role=role,
                password_hash=self.hasher.hash(password),
                active=True,
                created_at=self.database.clock(),
                failures=0,
            )
            session.add(row)
            record(session, self.database.clock(), actor=by, action=f"added as {role}", subject=row.login)
            return _editor(row)

    def everybody(self) -> tuple[Editor, ...]:
        """Return every editor, by login."""
        with self.database.read() as session:
            return tuple(_editor(row) for row in session.scalars(select(EditorRow).order_by(EditorRow.login)))

    def log_in(
        self, login: str, password: str, code: str = "", *, address: str = "", program: str = ""
    ) -> str | None:
        """Return a session token; None where anything is wrong, or the editor is locked out.

        A code is needed of whoever set up a second factor; a wrong one counts as a wrong password does.

        An unknown login takes as long as a wrong password, so that logins cannot be found out.

        Args:
            login: Who wants in.
            password: Theirs.
            code: Of the second factor.
            address: From where, for the editor's own list of logins.
            program: What the browser says of itself, for the same.
        """
        with self.database.read() as session:
            row = session.scalar(select(EditorRow).where(EditorRow.login == login.lower()))
        if not self._verified(row, password):
            return None
        assert row is not None  # noqa: S101 - nobody is never verified
        now = self.database.clock()
        if not SecondFactors(self.database).passes(row.id, code):
            self._count_failure(row, now)
            return None
        token = new_token()
        with self.database.write() as session:
            delete_over(session, now)
            session.add(
                EditorSessionRow(
                    token_sha256=hashed(token),
                    editor_id=row.id,
                    created_at=now,
                    seen_at=now,
                    expires_at=now + LONGEST_LOGIN,
                    address=address[:_LONGEST_ADDRESS],
                    program=program[:_LONGEST_NAME],
                )
            )
            session.execute(
                update(EditorRow).where(EditorRow.id == row.id).values(failures=0, locked_until=None)
            )
            record(session, now, actor=row.login, action="logged in")
        return token

    def confirm(self, editor: Editor, password: str) -> bool:
        """Return whether this is the editor's password; a wrong one counts towards the lock-out."""
        with self.database.read() as session:
            row = session.get(EditorRow, editor.id)
        return self._verified(row, password)

    def logged_in(self, token: str) -> Editor | None:
        """Return who a session token belongs to; None where it has ended or the editor was closed out."""
        now = self.database.clock()
        statement = (
            select(EditorRow, EditorSessionRow.seen_at)
            .join(EditorSessionRow, EditorSessionRow.editor_id == EditorRow.id)
            .where(
                EditorSessionRow.token_sha256 == hashed(token),
                ~is_over(now),
                EditorRow.active,
            )
        )
        with self.database.read() as session:
            found = session.execute(statement).one_or_none()
        if found is None:
            return None
        row, seen_at = found
        if now - seen_at > _NOTE_EVERY:
            with self.database.write() as session:
                session.execute(
                    update(EditorSessionRow)
                    .where(EditorSessionRow.token_sha256 == hashed(token))
                    .values(seen_at=now)
                )
        return _editor(row)

    def log_out(self, token: str) -> None:
        """End one login."""
        with self.database.write() as session:
            session.execute(delete(EditorSessionRow).where(EditorSessionRow.token_sha256 == hashed(token)))

    def change(self, login: str, *, role: str, active: bool, by: str) -> None:
        """Give an editor a role, let them in or close them out (ending their logins); lift a lock-out.

        Raises:
            RequestError: there is no such editor or role, or it is the last active admin.
        """
        with self.database.write() as session:
            row = session.scalar(select(EditorRow).where(EditorRow.login == login))
            problems = (
                [] if role in ROLES else [_problem("role", repr(role), " or ".join(ROLES), "choose one")]
            )
            if row is None:
                problems.append(_problem("login", repr(login), "an editor", "see the list of editors"))
            elif row.role == "admin" and (role != "admin" or not active) and _admins(session) == 1:
                problems.append(_problem("role", "the last admin", "another active admin", "add one first"))
            if problems or row is None:
                raise RequestError(problems)
            row.role, row.active, row.failures, row.locked_until = role, active, 0, None
            if not active:
                session.execute(delete(EditorSessionRow).where(EditorSessionRow.editor_id == row.id))
            action = f"made {role}" if active else "closed out"
            record(session, self.database.clock(), actor=by, action=action, subject=login)

    def set_password(self, login: str, password: str, *, by: str) -> None:
        """Set a password and end every login that used the old one.

        Raises:
            RequestError: there is no such editor, or the password is too short, too long or soon guessed.
        """
        with self.database.write() as session:
            row = session.scalar(select(EditorRow).where(EditorRow.login == login.lower()))
            problems = password_problems(password, (login, row.name if row else ""))
            if row is None:
                problems.append(_problem("login", repr(login), "an editor", "see the list of editors"))
            if problems or row is None:
                raise RequestError(problems)
            row.password_hash, row.failures, row.locked_until = self.hasher.hash(password), 0, None
            session.execute(delete(EditorSessionRow).where(EditorSessionRow.editor_id == row.id))
            record(session, self.database.clock(), actor=by, action="set the password", subject=row.login)

    def _verified(self, row: EditorRow | None, password: str) -> bool:
        given = password[: PASSWORD_LENGTHS[1] + 1]
        stored = _nobody(self.hasher) if row is None else row.password_hash
        matches = self._matches(stored, given)
        if row is None or not row.active:
            return False
        now = self.database.clock()
        if row.locked_until is not None and row.locked_until > now:
            return False
        if not matches:
            self._count_failure(row, now)
        return matches

    def _matches(self, stored: str, given: str) -> bool:
        try:
            return self.hasher.verify(stored, given)
        except VerifyMismatchError:
            return False

    def _count_failure(self, row: EditorRow, now: datetime) -> None:
        counted = (
            update(EditorRow)
            .where(EditorRow.id == row.id)
            .values(failures=EditorRow.failures + 1)
            .returning(EditorRow.failures)
        )
        with self.database.write() as session:
            failures = session.execute(counted).scalar_one()
            record(session, now, actor=row.login, action="gave a wrong password or code")
            if failures >= MOST_FAILURES:
                locked = {"failures": 0, "locked_until": now + LOCKED}
                session.execute(update(EditorRow).where(EditorRow.id == row.id).values(**locked))
                record(session, now, actor=row.login, action="locked out after wrong passwords")


@lru_cache(maxsize=2)
def _nobody(hasher: PasswordHasher) -> str:
    return hasher.hash(new_token())


def _admins(session: Session) -> int:
    return len(session.scalars(select(EditorRow.id).where(EditorRow.role == "admin", EditorRow.active)).all())


def _problem(where: str, found: str, expected: str, fix: str) -> Problem:
    return Problem(where=where, found=found, expected=expected, fix=fix)


def _wrong_role(role: str) -> Problem:
    return _problem("role", repr(role), " or ".join(ROLES), "choose one of them")


def _problems(login: str, password: str, *, name: str, role: str) -> list[Problem]:
    problems = []
    if not _LOGIN.fullmatch(login):
        problems.append(
            _problem("login", repr(login[:80]), "a word or an e-mail address", "use ASCII, without spaces")
        )
    if not name.strip() or len(name) > _LONGEST_NAME:
        problems.append(_problem("name", repr(name[:80]), "the name that signs pages", "give a name"))
    if role not in ROLES:
        problems.append(_wrong_role(role))
    return problems + password_problems(password, (login, name))


def _editor(row: EditorRow) -> Editor:
    return Editor(
        id=row.id,
        login=row.login,
        name=row.name,
        qualification=row.qualification,
        role=cast("Role", row.role),
        active=row.active,
        locked_until=row.locked_until,
    )
