"""Fit a saved interview to the knowledge of today, line by line: nothing is lost without a word.

An update may rename a finding (its data file then says `renamed_from`), move it to another list, change its
states or remove it. What still fits is kept; what does not is told, and asked again wherever it can be.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from pygalgia.domain.finding import NOTHING
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.errors import CaseError, Problem, SavedError
from pygalgia.frozen import Frozen
from pygalgia.interview import ASK, Given, Interview, QuestionId, Step, answers
from pygalgia.interview.state import SKIPPED, UNKNOWN, UNTICKED
from pygalgia.session.change import Dropped
from pygalgia.session.interviewer import Interviewer
from pygalgia.session.lines import lines_of
from pygalgia.session.validity import refuse_wrong, wrong_line
from pygalgia.texts import _, later

#: Said by `_`.
FIX = later("use an earlier copy of the file, or begin again")


class Restored(Frozen):
    """A saved interview, ready to go on.

    Attributes:
        is_replayed: It was made with other knowledge, or does not say with which.
        dropped: What the present knowledge does not have any more; what can be asked again will be.
    """

    interview: Interview
    is_replayed: bool
    dropped: tuple[Dropped, ...]

    @classmethod
    def unread(
        cls, interview: Interview, interviewer: Interviewer, *, before: Interview
    ) -> "Restored | None":
        """Return what reading the document of an interview gives, without it; None where it may not fit.

        A document holds numbers as numbers with a point, and tells each alarm once.

        Args:
            interview: What the document holds.
            interviewer: What to go on with.
            before: What it was made from, as it was restored: steps that it shares were checked then.
        """
        steps = tuple(
            each if (given := _as_read(each.given)) is each.given else replace(each, given=given)
            for each in interview.steps
        )
        read = replace(interview, steps=steps, told=tuple(dict.fromkeys(interview.told)))
        is_fit = _fits(read, interviewer, checked=before.steps)
        return cls(interview=read, is_replayed=False, dropped=()) if is_fit else None


def revived(was: Interview, interviewer: Interviewer, *, made_with: str | None, name: str = "") -> Restored:
    """Return an interview as the present knowledge can go on with it.

    Args:
        was: As it was saved.
        interviewer: What to go on with.
        made_with: The sha256 of the knowledge it was saved with; None where that is not known.
        name: What it was read from, for messages.

    Raises:
        SavedError: it was saved with this very knowledge and yet does not fit: somebody edited it; or none of
            its answers fits.
    """
    place = name or _("the saved interview")
    is_same = made_with == interviewer.knowledge.base.sha256
    renamed = _with_new_names(was, interviewer.knowledge.renamed)
    if _fits(renamed, interviewer):
        return Restored(interview=renamed, is_replayed=not is_same, dropped=())
    fitting = _Fitting(interviewer, kept=replace(renamed, steps=()))
    for step in renamed.steps:
        fitting.take(step)
    if is_same and fitting.problems:
        raise SavedError(
            [replace(each, where=f"{place}, {each.where}", fix=_(FIX)) for each in fitting.problems]
        )
    interview = fitting.done()
    if was.steps and not interview.steps and not interview.again:
        raise SavedError([_nothing_left(place)])
    return Restored(interview=interview, is_replayed=not is_same, dropped=tuple(fitting.dropped))


def _as_read(given: Given) -> Given:
    if isinstance(given, Mapping):
        if not any(isinstance(said, int) for said in given.values()):
            return given
        return {name: float(said) if isinstance(said, int) else said for name, said in given.items()}
    return float(given) if isinstance(given, int) else given


def _with_new_names(was: Interview, renamed: Mapping[str, str]) -> Interview:
    """Return the interview with the findings of old under their present names."""
    steps = []
    for step in was.steps:
        if step.lines is not None:
            lines = {renamed.get(name, name): said for name, said in step.lines.items()}
            steps.append(replace(step, given=lines))
        else:
            steps.append(replace(step, question=_with_new_name(step, renamed)))
    return replace(was, steps=tuple(steps), again=tuple(renamed.get(name, name) for name in was.again))


def _with_new_name(step: Step, renamed: Mapping[str, str]) -> str:
    if step.id.is_time:
        return str(replace(step.id, name=renamed.get(step.id.name, step.id.name)))
    return renamed.get(step.question, step.question)


def _fits(interview: Interview, interviewer: Interviewer, checked: Iterable[Step] = ()) -> bool:
    base, known = interviewer.knowledge.base, {id(step) for step in checked}
    try:
        for step in interview.steps:
            if id(step) not in known:
                refuse_wrong(step.question, step.given, base)
        interviewer.case(interview)
    except CaseError:
        return False
    return all(name in base.findings for name in interview.again)


@dataclass
class _Fitting:
    """The answers taken over so far, and what was lost on the way."""

    interviewer: Interviewer
    kept: Interview
    dropped: list[Dropped] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    again: list[str] = field(default_factory=list)

    @property
    def base(self) -> KnowledgeBase:
        return self.interviewer.knowledge.base

    def done(self) -> Interview:
        """Return the interview, with what is to be asked again; where something is, it is not at its end."""
        waiting = [name for name in (*self.kept.again, *self.again) if name in self.base.findings]
        unanswered = tuple(dict.fromkeys(name for name in waiting if name not in answers(self.kept)))
        return replace(self.kept, again=unanswered, ended=self.kept.ended and not unanswered)

    def take(self, step: Step) -> None:
        """Take over what fits of one step."""
        if step.lines is not None:
            self._take_lines(step.id, step.lines)
        elif step.id.kind == "person":
            self._take_person(step)
        elif step.id.is_time:
            self._take_time(step)
        else:
            self._take_finding(step.question, step.given)

    def _take_person(self, step: Step) -> None:
        try:
            refuse_wrong(step.question, step.given, self.base)
        except CaseError as error:
            self._drop(step.question, step.question, error.problems[0])
        else:
            self.kept = replace(self.kept.with_step(step), ended=self.kept.ended)

    def _take_time(self, step: Step) -> None:
        """Take over the time of a sign that is still there; it is asked for again where it matters."""
        try:
            refuse_wrong(step.question, step.given, self.base)
        except CaseError as error:
            self._drop(step.question, step.question, error.problems[0])
        else:
            self._keep(step, step.question, step.id.name)

    def _take_finding(self, name: str, given: Given) -> None:
        if name not in self.base.findings:
            self._drop(name, name, _gone(name))
            return
        try:
            refuse_wrong(name, given, self.base)
        except CaseError as error:
            self._drop(name, name, error.problems[0])
        else:
            self._keep(Step(question=name, given=given), name, name)

    def _take_lines(self, asked: QuestionId, lines: Mapping[str, str | float]) -> None:
        known = lines_of(asked, self.base.interview)
        standing: dict[str, str | float] = {}
        for name, said in lines.items():
            if name not in self.base.findings:
                self._drop(str(asked), name, _gone(name))
                self._ask_the_screen_again(asked, known, said)
            elif name not in known:
                self._take_moved(name, said)
            elif (fault := wrong_line(asked, name, said, self.base, lines=known)) is not None:
                self._drop(str(asked), name, fault)
            elif self._keep(Step(question=str(asked), given={**standing, name: said}), str(asked), name):
                standing[name] = said

    def _take_moved(self, name: str, said: str | float) -> None:
        """Take over a line that its list does not hold any more as the answer to the finding itself."""
        if said == ASK:
            self.again.append(name)
        elif said != UNTICKED:
            self._take_finding(name, said)

    def _ask_the_screen_again(self, asked: QuestionId, known: tuple[str, ...], said: str | float) -> None:
        """Ask for what may have taken the place of a danger sign that the screen does not know any more."""
        if asked.kind == "screen" and said not in (UNKNOWN, SKIPPED, UNTICKED, *NOTHING):
            self.again.extend(known)

    def _keep(self, step: Step, question: str, name: str) -> bool:
        """Keep a step if the answers before allow it."""
        longer = self.kept.with_step(step)
        try:
            self.interviewer.case(longer)
        except CaseError as error:
            self._drop(question, name, error.problems[0])
            return False
        # A step never ends an interview that was not ended.
        self.kept = replace(longer, ended=self.kept.ended)
        return True

    def _drop(self, question: str, name: str, fault: Problem) -> None:
        finding = self.base.findings.get(name)
        what = name.replace("-", " ") if finding is None else finding.name
        why = _("this version expects %(expected)s", expected=fault.expected)
        self.problems.append(fault)
        self.dropped.append(Dropped(question=question, why=why, what=what))
        if finding is not None:
            self.again.append(name)


def _gone(name: str) -> Problem:
    return Problem(where=name, found=repr(name), expected=_("another finding in its place"), fix=_(FIX))


def _nothing_left(name: str) -> Problem:
    return Problem(
        where=name,
        found=_("no answer that this version still asks about"),
        expected=_("an interview that fits"),
        fix=_(FIX),
    )
