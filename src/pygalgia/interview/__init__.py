"""Which question next, what it would change, and when to stop. Pure functions of the answers so far."""

from pygalgia.interview.agenda import candidates, next_step
from pygalgia.interview.alarm import LIKELY_CAUSES, Alarm, alarms
from pygalgia.interview.candidate import Candidate
from pygalgia.interview.change import changes
from pygalgia.interview.examination import THREE_MINUTES, Examination, Moved, Outcome, examinations
from pygalgia.interview.loss import DecisionLoss, decision_loss
from pygalgia.interview.menu import Menu, compile_menu
from pygalgia.interview.opening import opening_questions
from pygalgia.interview.question import ASK, Ask, Option, Question, Stop
from pygalgia.interview.question_id import QuestionId, question_id
from pygalgia.interview.reason import Why, why
from pygalgia.interview.reply import given_by
from pygalgia.interview.situation import Situation
from pygalgia.interview.state import Audience, Given, Interview, Step, answers
from pygalgia.interview.telling_time import Times
from pygalgia.interview.understood import Agreed, Understood, UnderstoodLine
from pygalgia.interview.value import Worth, next_questions

__all__ = [
    "ASK",
    "LIKELY_CAUSES",
    "THREE_MINUTES",
    "Agreed",
    "Alarm",
    "Ask",
    "Audience",
    "Candidate",
    "DecisionLoss",
    "Examination",
    "Given",
    "Interview",
    "Menu",
    "Moved",
    "Option",
    "Outcome",
    "Question",
    "QuestionId",
    "Situation",
    "Step",
    "Stop",
    "Times",
    "Understood",
    "UnderstoodLine",
    "Why",
    "Worth",
    "alarms",
    "answers",
    "candidates",
    "changes",
    "compile_menu",
    "decision_loss",
    "examinations",
    "given_by",
    "next_questions",
    "next_step",
    "opening_questions",
    "question_id",
    "why",
]
