"""The editors' queue: passages that readers doubt, what became of them, and by whom."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from sqlalchemy import func, select, update

from pygalgia.errors import ConflictError
from pygalgia.store.audit import record
from pygalgia.store.database import Database
from pygalgia.store.tables import ReportEventRow, ReportRow

State = Literal["new", "in-work", "corrected", "kept", "closed"]
STATES: tuple[State, ...] = get_args(State)
OPEN_STATES = ("new", "in-work")
#: After this time in a closed state, the reader's address is forgotten.
KEEP_ADDRESS = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportEvent:
    """One step of the work on a report."""

    at: datetime
    editor: str
    state: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A doubtful passage.

    Attributes:
        content_version: The knowledge that the reader saw (its SHA-256).
        address: Where to answer; empty where none was given. Never shown outside the editors' area.
        version: Rises with each step; a step names the version that it was made from.
    """

    id: int
    created_at: datetime
    page: str
    passage: str
    note: str
    address: str
    content_version: str
    state: str
    version: int
    events: tuple[ReportEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class Reports:
    """Take reports in, list them, and note what became of them."""

    database: Database

    def submit(self, page: str, passage: str, *, note: str, address: str, content_version: str) -> int:
        """Put a report in the queue and return its number."""
        row = ReportRow(
            created_at=self.database.clock(),
            page=page,
            passage=passage,
            note=note,
            address=address,
            content_version=content_version,
            state="new",
            version=1,
        )
        with self.database.write() as session:
            session.add(row)
            session.flush()
            return row.id

    def queue(self, states: tuple[str, ...] = OPEN_STATES, *, most: int = 200) -> tuple[Report, ...]:
        """Return the reports in these states, oldest first."""
        statement = select(ReportRow).where(ReportRow.state.in_(states)).order_by(ReportRow.id).limit(most)
        with self.database.read() as session:
            return tuple(_report(row) for row in session.scalars(statement))

    def counts(self) -> dict[str, int]:
        """Return how many reports are in each state."""
        with self.database.read() as session:
            rows = session.execute(select(ReportRow.state, func.count()).group_by(ReportRow.state)).all()
        counted = {state: int(count) for state, count in rows}
        return {state: counted.get(state, 0) for state in STATES}

    def one(self, number: int) -> Report | None:
        """Return a report with its history, or None."""
        events = select(ReportEventRow).where(ReportEventRow.report_id == number).order_by(ReportEventRow.id)
        with self.database.read() as session:
            row = session.get(ReportRow, number)
            return (
                None if row is None else _report(row, tuple(_event(each) for each in session.scalars(events)))
            )

    def about(self, page: str) -> tuple[Report, ...]:
        """Return the reports about a page, newest first."""
        statement = select(ReportRow).where(ReportRow.page == page).order_by(ReportRow.id.desc()).limit(100)
        with self.database.read() as session:
            return tuple(_report(row) for row in session.scalars(statement))

    def answer(self, number: int, *, version: int, state: State, answer: str, editor: str) -> None:
        """Note a step: the new state, what was answered, and who did it.

        Raises:
            ConflictError: another editor was faster, or there is no such report; nothing was changed.
        """
        now = self.database.clock()
        statement = (
            update(ReportRow)
            .where(ReportRow.id == number, ReportRow.version == version)
            .values(state=state, version=version + 1)
            .returning(ReportRow.id)
        )
        with self.database.write() as session:
            if session.execute(statement).scalar_one_or_none() is None:
                msg = "another editor answered this report: load it again"
                raise ConflictError(msg)
            session.add(ReportEventRow(report_id=number, at=now, editor=editor, state=state, answer=answer))
            record(session, now, actor=editor, action=f"report {state}", subject=f"report {number}")

    def forget_addresses(self) -> int:
        """Delete the addresses of reports that were closed long ago; return how many."""
        long_ago = self.database.clock() - KEEP_ADDRESS
        last = (
            select(func.max(ReportEventRow.at))
            .where(ReportEventRow.report_id == ReportRow.id)
            .scalar_subquery()
        )
        statement = (
            update(ReportRow)
            .where(ReportRow.state.not_in(OPEN_STATES), ReportRow.address != "", last < long_ago)
            .values(address="")
            .returning(ReportRow.id)
            .execution_options(synchronize_session=False)
        )
        with self.database.write() as session:
            return len(session.execute(statement).all())


def _report(row: ReportRow, events: tuple[ReportEvent, ...] = ()) -> Report:
    return Report(
        id=row.id,
        created_at=row.created_at,
        page=row.page,
        passage=row.passage,
        note=row.note,
        address=row.address,
        content_version=row.content_version,
        state=row.state,
        version=row.version,
        events=events,
    )


def _event(row: ReportEventRow) -> ReportEvent:
    return ReportEvent(at=row.at, editor=row.editor, state=row.state, answer=row.answer)
