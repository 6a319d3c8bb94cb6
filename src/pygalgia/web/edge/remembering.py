"""An interviewer that remembers the newest answers' situations: a page asks about the same ones three times.

Reading a form, asking the next question and saying why all need the situation after the same answers.
People who have answered alike share it, so nothing in it may name the person: it is worked out for an
interview without an id. At most `_MOST` are held, in memory only, and never written anywhere: many cases and
next steps, which are small, and few situations, which are larger: a page that asks makes one and needs it to
its end, the answer to it needs none. What a saved document holds is found again
by the whole document, and so by nobody but its person.
"""

from dataclasses import replace
from functools import cached_property

from pygalgia import Interviewer, Restored, restored
from pygalgia.domain.case import Case
from pygalgia.interview import Ask, Interview, Situation, Stop
from pygalgia.web.edge.newest import Newest

_MOST = 400
#: More than pages are made at once.
_MOST_SITUATIONS = 12
_MOST_RESTORED = 64
_NOBODY = "interview"


class RememberingInterviewer(Interviewer):
    """Leads interviews like any interviewer, and gives the same questions."""

    def situation(self, so_far: Interview) -> Situation:
        """Return where the interview stands."""
        return self._situations.get(
            so_far.said, lambda: super(RememberingInterviewer, self).situation(_of_nobody(so_far))
        )

    def next_step(self, so_far: Interview) -> Ask | Stop:
        """Return the next question, or that the interview stops and why."""
        return self._steps.get(so_far.said, lambda: self._chosen(_of_nobody(so_far)))

    def case(self, so_far: Interview) -> Case:
        """Return the answers so far as a case, under the id of this interview."""
        known = self._cases.get(
            so_far.said, lambda: super(RememberingInterviewer, self).case(_of_nobody(so_far))
        )
        return known if so_far.id == _NOBODY else replace(known, id=so_far.id)

    def restored(self, document: str) -> Restored:
        """Return a saved interview: the page of a question and the answer to it open the same document."""
        return self._restored.get(document, lambda: restored(document, self))

    def remember(self, document: str, interview: Interview, *, before: Interview) -> None:
        """Remember what a document holds that was just saved: whoever opens it next need not read it.

        Args:
            document: What was saved.
            interview: What it holds.
            before: What that was made from, as it was restored.
        """
        read = Restored.unread(interview, self, before=before)
        if read is not None:
            self._restored.keep(document, read)

    @cached_property
    def _restored(self) -> Newest[Restored]:
        return Newest(_MOST_RESTORED)

    @cached_property
    def _cases(self) -> Newest[Case]:
        return Newest(_MOST)

    @cached_property
    def _situations(self) -> Newest[Situation]:
        return Newest(_MOST_SITUATIONS)

    @cached_property
    def _steps(self) -> Newest[Ask | Stop]:
        return Newest(_MOST)

    def _chosen(self, so_far: Interview) -> Ask | Stop:
        step = super().next_step(so_far)
        # Most of a situation was needed to choose alone; who asks why needs the rest, a moment later.
        self.situation(so_far).forget_outlook()
        return step


def _of_nobody(so_far: Interview) -> Interview:
    return replace(so_far, id=_NOBODY)
