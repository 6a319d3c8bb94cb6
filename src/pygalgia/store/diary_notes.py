"""Diaries in the database: one row a note, only ever added, gone with the interview they belong to."""

from dataclasses import dataclass, replace
from datetime import timedelta

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from pygalgia.domain.diary import Diary, Entry
from pygalgia.errors import ConflictError
from pygalgia.store.database import Database
from pygalgia.store.interviews import SavedInterview
from pygalgia.store.tables import DiaryNoteRow, InterviewRow

_ENTRY = TypeAdapter(Entry)
#: A note that says the same within this time is one form sent twice (a double click), not a second note.
SENT_TWICE = timedelta(seconds=5)
#: The smallest step of time that both databases keep.
_NEXT = timedelta(microseconds=1)


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

        Where another window has just added a note of the same moment, this one is kept a microsecond
        after it. The same note sent twice is kept once.

        Raises:
            ConflictError: the interview is gone.
        """
        with self.database.write() as session:
            # The lock makes notes of one interview wait for each other; SQLite has one writer anyway.
            interview = session.get(InterviewRow, saved.id, with_for_update=True)
            if interview is None:
                msg = "the answers that this diary belongs to are gone: nothing was added"
                raise ConflictError(msg)
            interview.expires_at = self.database.clock() + timedelta(days=self.keep_days)
            near = _since(session, saved.id, entry)
            if any(replace(each, at=entry.at) == entry for each in near):
                return
            taken = {each.at for each in near}
            at = entry.at
            while at in taken:
                at += _NEXT
            document = _ENTRY.dump_json(replace(entry, at=at)).decode()
            session.add(DiaryNoteRow(interview_id=saved.id, at=at, document=document))


def _since(session: Session, interview: str, entry: Entry) -> list[Entry]:
    """Return the notes from shortly before this one on."""
    statement = select(DiaryNoteRow.document).where(
        DiaryNoteRow.interview_id == interview, DiaryNoteRow.at >= entry.at - SENT_TWICE
    )
    return [_ENTRY.validate_json(text) for text in session.scalars(statement)]
