"""The interview of people of whom a case tells only a part, by what is taken of the rest.

A case that somebody wrote down is silent about most findings; a person who is asked is not. What they would
say is not known, so that three ways bracket it: they know nothing more; they deny what stands on the
emergency screen and know nothing else; they deny everything. Lines behind "more" are left unticked, which
says nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pygalgia import assessing
from pygalgia.domain.case import Case
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.urgency import Urgency
from pygalgia.evaluation.progress import Progress, silent
from pygalgia.evaluation.replay.interviews import COMPLAINT, outcome
from pygalgia.interview import Ask, Given, Interview, Question, given_by
from pygalgia.interview.state import UNKNOWN
from pygalgia.session import Interviewer

Rest = Literal["unknown", "screen denied", "denied"]
RESTS: tuple[Rest, ...] = ("unknown", "screen denied", "denied")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One case, interviewed.

    Attributes:
        statements: Questions and lines in sight, after the first complaint.
        told: Urgency of the case as it was written down.
        urgency: Urgency of the answers.
        leading: The leading condition by the answers.
        stop: Why the interview stopped.
    """

    case: str
    interview: Interview
    questions: int
    statements: int
    told: Urgency
    urgency: Urgency
    leading: str
    stop: str


def asked(
    cases: Sequence[Case], knowledge: assessing.Knowledge, *, rest: Rest, progress: Progress = silent
) -> list[Asked]:
    """Return how an interview of each case goes.

    Args:
        cases: Encoded cases.
        knowledge: What to interview with.
        rest: What is taken of everything that a case does not tell.
        progress: Told of every case.
    """
    player = _Player(Interviewer(knowledge), rest)
    return [player.of(case) for case in progress(cases, f"Asking (rest {rest})", len(cases))]


@dataclass(frozen=True, slots=True)
class _Player:
    interviewer: Interviewer
    rest: Rest

    def of(self, case: Case) -> Asked:
        interview, statements = self.interviewer.begin(id_=case.id), 0
        while isinstance(step := self.interviewer.next_step(interview), Ask):
            counts = step.question.id not in COMPLAINT
            statements += step.question.statements if counts else 0
            given = given_where(case, step.question, rest=self.rest, base=self.interviewer.knowledge.base)
            interview = self.interviewer.answer(interview, step.question.id, given)
        knowledge = self.interviewer.knowledge
        urgency, leading = outcome(self.interviewer.case(interview), knowledge)
        return Asked(
            case=case.id,
            interview=interview,
            questions=sum(each.question not in COMPLAINT for each in interview.steps),
            statements=statements,
            told=outcome(case, knowledge)[0],
            urgency=urgency,
            leading=leading,
            stop=step.kind,
        )


def given_where(case: Case, question: Question, *, rest: Rest, base: KnowledgeBase) -> Given:
    """Return how somebody answers a question of whom a case tells only a part.

    Args:
        case: What is known.
        question: What is asked.
        rest: What is taken of everything that the case does not tell.
        base: The findings, and the lists of the interview.
    """
    given = given_by(case, question, times=base.interview.times)
    if question.kind == "several":
        said = given if isinstance(given, dict) else dict.fromkeys(question.findings, UNKNOWN)
        denied = {
            each.finding: each.nothing for each in question.options if _denies(each.finding, rest, base)
        }
        return {name: denied.get(name, what) if what == UNKNOWN else what for name, what in said.items()}
    if given == UNKNOWN and _denies(question.id, rest, base):
        return base.findings[question.id].denial or UNKNOWN
    return given


def _denies(name: str, rest: Rest, base: KnowledgeBase) -> bool:
    if rest == "screen denied":
        return any(tick.finding == name for row in base.interview.screen for tick in row.ticks)
    return rest == "denied" and name in base.findings
