"""Lead an interview: answer, change, say it in words, keep it, and judge it anew with a diary.

Other packages of the project import from here; programs and faces import from `pygalgia` itself.
"""

from pygalgia.session.change import Changed, Dropped
from pygalgia.session.diary import Course
from pygalgia.session.interviewer import Interviewer
from pygalgia.session.restoring import Restored
from pygalgia.session.saving import InterviewRow, as_row, from_row, restored, saved

__all__ = [
    "Changed",
    "Course",
    "Dropped",
    "InterviewRow",
    "Interviewer",
    "Restored",
    "as_row",
    "from_row",
    "restored",
    "saved",
]
