"""A second factor of editors: codes of an authenticator, each good once, and recovery codes.

Source:
    RFC 6238 (time-based one-time passwords) over RFC 4226: HMAC-SHA-1, six digits, half a minute.
"""

import base64
import hmac
import secrets
import struct
from dataclasses import dataclass

from sqlalchemy import delete, select, update

from pygalgia.store.audit import record
from pygalgia.store.database import Database
from pygalgia.store.tables import EditorRow, SecondFactorRow
from pygalgia.store.tokens import hashed

#: Seconds that a code is of.
STEP = 30
DIGITS = 6
#: A clock may be so many steps wrong, either way.
LEEWAY = 1
RECOVERY_CODES = 10
_SECRET_BYTES = 20
#: 120 bits: with fewer than 112 a plain digest would not do (ASVS 6.5.2).
_RECOVERY_BYTES = 15


def code_at(secret: str, step: int) -> str:
    """Return the code of a half minute, counted from 1970.

    Args:
        secret: In Base32.
        step: Whole half minutes since the beginning of 1970 in UTC.
    """
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", step), "sha1")
    place = digest[-1] & 0xF
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


@dataclass(frozen=True, slots=True)
class SecondFactors:
    """Set a second factor up, ask for it, and take it away."""

    database: Database

    def is_on(self, editor_id: str) -> bool:
        """Return whether a login of this editor needs a code."""
        with self.database.read() as session:
            row = session.get(SecondFactorRow, editor_id)
        return row is not None and row.confirmed

    def begin(self, editor_id: str) -> str:
        """Return a new secret for an authenticator; nothing asks for it before it is confirmed.

        Raises:
            ValueError: there is one already that is asked for.
        """
        secret = base64.b32encode(secrets.token_bytes(_SECRET_BYTES)).decode()
        with self.database.write() as session:
            row = session.get(SecondFactorRow, editor_id)
            if row is not None and row.confirmed:
                msg = "take the present one away first"
                raise ValueError(msg)
            if row is None:
                session.add(
                    SecondFactorRow(
                        editor_id=editor_id, secret=secret, confirmed=False, last_step=0, recovery=""
                    )
                )
            else:
                row.secret = secret
        return secret

    def confirm(self, editor_id: str, code: str, *, by: str) -> tuple[str, ...] | None:
        """Turn the second factor on by a first code, and return the recovery codes: they are told once.

        None where the code is wrong, or nothing was begun.
        """
        with self.database.read() as session:
            row = session.get(SecondFactorRow, editor_id)
        if row is None or row.confirmed or not self._use_step(row, code):
            return None
        codes = tuple(
            base64.b32encode(secrets.token_bytes(_RECOVERY_BYTES)).decode() for _ in range(RECOVERY_CODES)
        )
        with self.database.write() as session:
            session.execute(
                update(SecondFactorRow)
                .where(SecondFactorRow.editor_id == editor_id)
                .values(confirmed=True, recovery="\n".join(hashed(each) for each in codes))
            )
            record(session, self.database.clock(), actor=by, action="set up a second factor", subject=by)
        return codes

    def passes(self, editor_id: str, code: str) -> bool:
        """Return whether a login may pass: no second factor is on, or the code is right and not used yet."""
        with self.database.read() as session:
            row = session.get(SecondFactorRow, editor_id)
        if row is None or not row.confirmed:
            return True
        return self._use_step(row, code) or self._use_recovery(row, code)

    def remove(self, login: str, *, by: str) -> bool:
        """Take a second factor away and return whether there was one."""
        with self.database.write() as session:
            editor_id = session.scalar(select(EditorRow.id).where(EditorRow.login == login.lower()))
            gone = session.execute(
                delete(SecondFactorRow)
                .where(SecondFactorRow.editor_id == editor_id)
                .returning(SecondFactorRow.editor_id)
            ).all()
            if gone:
                now = self.database.clock()
                record(session, now, actor=by, action="took the second factor away", subject=login.lower())
        return bool(gone)

    def _use_step(self, row: SecondFactorRow, code: str) -> bool:
        given = "".join(code.split())
        now = int(self.database.clock().timestamp()) // STEP
        near = range(max(now - LEEWAY, row.last_step + 1), now + LEEWAY + 1)
        fitting = [step for step in near if hmac.compare_digest(code_at(row.secret, step), _ascii(given))]
        if not fitting:
            return False
        # Two logins at once with the same code: one of them finds the step used.
        with self.database.write() as session:
            used = session.execute(
                update(SecondFactorRow)
                .where(SecondFactorRow.editor_id == row.editor_id, SecondFactorRow.last_step < fitting[0])
                .values(last_step=fitting[0])
                .returning(SecondFactorRow.editor_id)
            ).all()
        return bool(used)

    def _use_recovery(self, row: SecondFactorRow, code: str) -> bool:
        left, digest = row.recovery.split("\n"), hashed("".join(code.split()).upper())
        if digest not in left:
            return False
        fewer = "\n".join(each for each in left if each != digest)
        with self.database.write() as session:
            used = session.execute(
                update(SecondFactorRow)
                .where(SecondFactorRow.editor_id == row.editor_id, SecondFactorRow.recovery == row.recovery)
                .values(recovery=fewer)
                .returning(SecondFactorRow.editor_id)
            ).all()
        return bool(used)


def _ascii(text: str) -> str:
    """Return digits as they are; anything else can be no code, and cannot be compared either."""
    return text if text.isascii() else ""
