"""Which question next, what it would change, and when to stop. Pure functions of the answers so far."""

from pygalgia.interview.change import changes
from pygalgia.interview.situation import Situation
from pygalgia.interview.value import next_questions

__all__ = ["Situation", "changes", "next_questions"]
