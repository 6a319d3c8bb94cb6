"""Diaries in the database: one row a note, only ever added, gone with the interview they belong to."""

from dataclasses import dataclass
from datetime import timedelta

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from pygalgia.domain.diary import Diary, Entry
from pygalgia.errors import ConflictError
from pygalgia.store.database import Database
from pygalgia.store.interviews import SavedInterview
from pygalgia.store.tables import DiaryNoteRow, InterviewRow

_ENTRY = TypeAdapter(Entry)


@dataclass(frozen=True, slots=True)
class DiaryNotes:
    """Read and add notes. Whoever holds a `SavedInterview` has opened it with a token before."""

    database: Database
    keep_days: int

    def diary(self, saved: SavedInterview, case_id: str) -> Diary:
        """Return the diary of an interview, oldest note first."""
        statement = (
            select(DiaryNoteRow.document)
            .where(DiaryNoteRow.interview_id == saved.id)
            .order_by(DiaryNoteRow.at)
        )
        with self.database.read() as session:
            entries = tuple(_ENTRY.validate_json(text) for text in session.scalars(statement))
        return Diary(case_id=case_id, entries=entries)

    def add(self, saved: SavedInterview, entry: Entry) -> None:
        """Add a note, and keep the interview for the full time from now on.

        Raises:
            ConflictError: there is a note of this very moment, or the interview is gone.
        """
        row = DiaryNoteRow(interview_id=saved.id, at=entry.at, document=_ENTRY.dump_json(entry).decode())
        try:
            with self.database.write() as session:
                interview = session.get(InterviewRow, saved.id)
                if interview is not None:
                    interview.expires_at = self.database.clock() + timedelta(days=self.keep_days)
                session.add(row)
        except IntegrityError as error:
            msg = "there is a note of this moment already, or the answers are gone: load the diary again"
            raise ConflictError(msg) from error
