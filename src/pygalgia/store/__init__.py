"""What is kept: interviews, diaries, reports, sign-offs. SQLite or PostgreSQL."""

from pygalgia.store.database import Database, open_database
from pygalgia.store.interviews import Interviews, Link, SavedInterview

__all__ = ["Database", "Interviews", "Link", "SavedInterview", "open_database"]
