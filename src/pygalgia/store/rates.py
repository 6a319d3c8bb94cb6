"""How often one address may ask, counted in the database for all processes together.

An address is not kept: only a keyed digest of it, with a key that this database made for itself, until its
bucket is full again.
"""

import hmac
import secrets
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from pygalgia.store.database import Database
from pygalgia.store.tables import RateRow, StateRow

_KEY = "rates-key"


@dataclass(frozen=True)
class SharedRates:
    """Buckets that fill steadily and are emptied by requests, one for each kind and address."""

    database: Database

    def wait_seconds(
        self, kind: str, address: str, *, burst: float, per_minute: float, price: float = 1
    ) -> float:
        """Take a request out and return 0, or return how long to wait until there is one.

        Args:
            kind: Which limit it is.
            address: Who asks.
            burst: So many at once.
            per_minute: So many in a minute afterwards.
            price: As how many requests it counts; the whole bucket at most.
        """
        price, rate = min(price, burst), per_minute / 60
        now = self.database.clock().timestamp()
        name = self._name(kind, address)
        with self.database.write() as session:
            self._begin(session, name, burst, now)
            row = session.scalars(select(RateRow).where(RateRow.name == name).with_for_update()).one()
            # Clocks of two machines may differ: time never runs back here.
            level = min(burst, row.level + max(0.0, now - row.at) * rate)
            row.at = max(now, row.at)
            row.level = level - price if level >= price else level
            row.full_at = row.at + (burst - row.level) / rate
        return 0.0 if level >= price else (price - level) / rate

    def forget_full(self) -> int:
        """Delete every bucket that is full again; return how many."""
        statement = delete(RateRow).where(RateRow.full_at <= self.database.clock().timestamp())
        gone = statement.returning(RateRow.name)
        return self.database.remove(lambda session: len(session.execute(gone).all()))

    def _begin(self, session: Session, name: str, burst: float, now: float) -> None:
        full = {"name": name, "level": burst, "at": now, "full_at": now}
        # Only the one in use is loaded: the other would take three megabytes.
        if self.database.is_sqlite:
            from sqlalchemy.dialects.sqlite import insert
        else:
            from sqlalchemy.dialects.postgresql import insert  # type: ignore[assignment]
        session.execute(insert(RateRow).values(full).on_conflict_do_nothing())

    def _name(self, kind: str, address: str) -> str:
        return hmac.new(self._key, f"{kind} {address}".encode(), sha256).hexdigest()

    @cached_property
    def _key(self) -> bytes:
        """The key of this database: made by the first process that asks, the same for all."""
        with self.database.write_alone() as session:
            known = session.get(StateRow, _KEY)
            if known is None:
                known = StateRow(name=_KEY, value=secrets.token_hex(32))
                session.add(known)
            return bytes.fromhex(known.value)
