"""What the page of one question shows: how far one is, what was answered before, and how answers read."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pygalgia.domain.finding import ABSENT, NOTHING, PRESENT
from pygalgia.domain.interview_rules import InterviewRules
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.facade_interview import Interviewer
from pygalgia.interview import ASK, Ask, Given, Interview, Question, Step
from pygalgia.interview.state import LIST, PERSON, SCREEN, SKIPPED, UNKNOWN, UNTICKED
from pygalgia.interview.wording import finding_question, person_question

#: UCUM codes in words.
UNITS = {
    "a": "years", "mo": "months", "wk": "weeks", "d": "days", "h": "hours", "min": "minutes", "m": "metres",
    "km": "kilometres", "[ft_i]": "feet", "[yd_i]": "yards", "[mi_i]": "miles", "Cel": "°C", "[degF]": "°F",
    "{score}": "out of 10", "mm": "mm on a 100 mm line", "1": "", "mm[Hg]": "mmHg", "/min": "a minute",
    "10*9/L": "×10⁹/L", "10*3/uL": "×10³/µL", "ug/L": "µg/L", "/uL": "/µL", "ukat/L": "µkat/L",
    "/mm3": "/mm³",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the interview and how much of it is done.

    Attributes:
        total: How many questions the part has; where nobody can know yet, how many it has at most.
        is_most: Whether `total` is only the most that there can be.
    """

    name: str
    done: int
    total: int
    current: bool
    is_most: bool = False

    @property
    def share(self) -> float:
        """How full the part's bar is, 0 to 1."""
        return min(self.done / self.total, 1.0) if self.total else 1.0

    @property
    def words(self) -> str:
        """The same in words, honest about what is not known."""
        if not self.current:
            return self.name
        if self.is_most:
            return f"{self.name}: {self.total - self.done} more at most, often fewer"
        return f"{self.name}: {min(self.done + 1, self.total)} of {self.total}"


def progress(interview: Interview, ask: Ask, base: KnowledgeBase) -> tuple[Part, ...]:
    """Return the three parts of an interview: what is counted is counted, what is open is called open."""
    rules = base.interview
    opening = [name for name in rules.opening if _is_due(name, interview, rules)]
    opened = sum(1 for name in opening if interview.was_asked(name))
    if ask.phase != "opening":
        opening = [name for name in opening if interview.was_asked(name)]
    screened = sum(1 for step in interview.steps if step.question.startswith(SCREEN))
    later = len(interview.steps) - opened - screened
    screens = max(len(rules.screen), screened + (ask.phase == "screen"))
    in_screen = ask.phase == "screen" or (screened < screens and ask.phase in ("follow-up", "contradiction"))
    return (
        Part(name="You and the pain", done=opened, total=len(opening), current=ask.phase == "opening"),
        Part(name="Safety", done=screened, total=screens, current=ask.phase != "opening" and in_screen),
        Part(
            name="The cause",
            done=later,
            total=max(rules.stopping.most_questions - screened, later + 1),
            current=ask.phase != "opening" and not in_screen,
            is_most=True,
        ),
    )


def _is_due(name: str, interview: Interview, rules: InterviewRules) -> bool:
    if interview.was_asked(name):
        return True
    row = rules.persons.get(name)
    if row is not None:
        return not row.only_for or interview.audience in row.only_for
    return name != "pregnancy" or interview.sex != "male"


def question_again(interview: Interview, index: int, interviewer: Interviewer) -> Question | None:
    """Return the question of an earlier step as it was put; None where it cannot be put again by itself."""
    step = interview.steps[index]
    before = replace(interview, steps=interview.steps[:index], ended=False, continued=True)
    asked = interviewer.next_step(before)
    if isinstance(asked, Ask) and asked.question.id == step.question:
        return asked.question
    base = interviewer.knowledge.base
    if step.question in PERSON:
        return person_question(base.interview.persons[step.question], interview.audience)
    finding = base.findings.get(step.question)
    return None if finding is None else finding_question(finding, interview.audience)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One line of "your answers"."""

    index: int
    question: str
    answer: str


def answered(interview: Interview, interviewer: Interviewer) -> tuple[Answered, ...]:
    """Return every step in words."""
    base = interviewer.knowledge.base
    return tuple(
        Answered(index=index, question=_asked(step, interview, base), answer=in_words(step, base))
        for index, step in enumerate(interview.steps)
    )


def _asked(step: Step, interview: Interview, base: KnowledgeBase) -> str:
    if step.question in PERSON:
        return person_question(base.interview.persons[step.question], interview.audience).text
    if step.question.startswith((SCREEN, LIST)):
        name = step.question.split("/")[1]
        rules = base.interview
        screens = {row.id: row.question for row in rules.screen}
        texts = {row.id: row.question for row in rules.lists} | {row.id: row.question for row in rules.sheets}
        if step.question.startswith(SCREEN):
            texts = screens
        return texts.get(name, name)
    return finding_question(base.findings[step.question], interview.audience).text


def in_words(step: Step, base: KnowledgeBase) -> str:
    """Return what a step was answered with, in words."""
    given = step.given
    if given in (UNKNOWN, SKIPPED):
        return "I don’t know" if given == UNKNOWN else "passed over"
    if isinstance(given, Mapping):
        if step.question.startswith((SCREEN, LIST)):
            return _ticked(given, base)
        return f"{given['value']:g} {UNITS.get(str(given['unit']), given['unit'])}"
    if isinstance(given, tuple):
        return ", ".join(base.regions[name].plain for name in given if name in base.regions)
    if step.question in PERSON:
        return _person(step.question, given, base)
    return _state(step.question, str(given), base)


def _ticked(given: Mapping[str, str | float], base: KnowledgeBase) -> str:
    quiet = {UNKNOWN, SKIPPED}
    there = [_line(name, str(state), base) for name, state in given.items() if not _is_nothing(state, quiet)]
    unsure = [base.findings[name].name for name, state in given.items() if state in quiet]
    said = "; ".join(there) or "none of these"
    return f"{said} (not sure: {'; '.join(unsure)})" if unsure else said


def _is_nothing(state: str | float, quiet: set[str]) -> bool:
    return state in NOTHING or state == UNTICKED or state in quiet


def _line(name: str, state: str, base: KnowledgeBase) -> str:
    finding = base.findings[name]
    if state in (PRESENT, ASK) or finding.kind == "yes-no":
        return finding.name
    return f"{finding.name}: {finding.state_names.get(state, state)}"


def _state(name: str, state: str, base: KnowledgeBase) -> str:
    finding = base.findings[name]
    if finding.kind == "yes-no":
        return {PRESENT: "yes", ABSENT: "no"}.get(state, state)
    return finding.state_names.get(state, state)


def _person(name: str, given: Given, base: KnowledgeBase) -> str:
    if isinstance(given, float | int):
        return f"{given:g} years"
    choices = {each.id: each.text for each in base.interview.persons[name].choices}
    return choices.get(str(given), str(given))
