"""An interviewer that remembers the newest answers' situations: a page asks about the same ones three times.

Reading a form, asking the next question and saying why all need the situation after the same answers.
People who have answered alike share it, so nothing in it may name the person: it is worked out for an
interview without an id. At most `_MOST` are held, in memory only, and never written anywhere: many cases and
next steps, which are small, and few situations, which are larger. What a saved document holds is found again
by the whole document, and so by nobody but its person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from pygalgia import Interviewer, Restored, restored
from pygalgia.domain.case import Case
from pygalgia.interview import Ask, Given, Interview, Situation, Stop

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper

_MOST = 400
_MOST_SITUATIONS = 32
_MOST_RESTORED = 64
_NOBODY = "interview"

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Answers:
    """Answers that compare by what they say."""

    key: Key
    interview: Interview = field(compare=False)


class RememberingInterviewer(Interviewer):
    """Leads interviews like any interviewer, and gives the same questions."""

    def situation(self, so_far: Interview) -> Situation:
        """Return where the interview stands."""
        return self._situations(_answers(so_far))

    def next_step(self, so_far: Interview) -> Ask | Stop:
        """Return the next question, or that the interview stops and why."""
        return self._steps(_answers(so_far))

    def restored(self, document: str) -> Restored:
        """Return a saved interview: the page of a question and the answer to it open the same document."""
        return self._restored(document)

    @cached_property
    def _restored(self) -> "_lru_cache_wrapper[Restored]":
        return lru_cache(_MOST_RESTORED)(lambda document: restored(document, self))

    def case(self, so_far: Interview) -> Case:
        """Return the answers so far as a case, under the id of this interview."""
        return replace(self._cases(_answers(so_far)), id=so_far.id)

    @cached_property
    def _cases(self) -> "_lru_cache_wrapper[Case]":
        return lru_cache(_MOST)(lambda answers: super(RememberingInterviewer, self).case(answers.interview))

    @cached_property
    def _situations(self) -> "_lru_cache_wrapper[Situation]":
        return lru_cache(_MOST_SITUATIONS)(
            lambda answers: super(RememberingInterviewer, self).situation(answers.interview)
        )

    @cached_property
    def _steps(self) -> "_lru_cache_wrapper[Ask | Stop]":
        return lru_cache(_MOST)(self._chosen)

    def _chosen(self, answers: _Answers) -> Ask | Stop:
        step = super().next_step(answers.interview)
        # Most of a situation was needed to choose alone; who asks why needs the rest, a moment later.
        self.situation(answers.interview).forget_outlook()
        return step


def _answers(so_far: Interview) -> _Answers:
    steps = tuple((step.question, _frozen(step.given)) for step in so_far.steps)
    key: Key = (steps, so_far.told, so_far.examining, so_far.ended, so_far.again)
    return _Answers(key, replace(so_far, id=_NOBODY))


def _frozen(given: Given) -> object:
    # The kind is part of it: 1, 1.0 and True are equal, and need not mean the same.
    if isinstance(given, Mapping):
        return tuple((name, type(said), said) for name, said in given.items())
    return type(given), given
