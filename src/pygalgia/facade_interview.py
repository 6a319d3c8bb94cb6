"""Interviews over the shipped knowledge: the functions that the terminal, the web and FHIR drive.

An `Interview` is a plain value; an `Interviewer` holds the knowledge and turns answers into the next one.
The same answers always lead to the same question, so a face needs to keep nothing but the interview.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from pygalgia import facade, interview
from pygalgia.domain.assessment import Assessment
from pygalgia.domain.case import Case
from pygalgia.domain.finding import NOTHING, Finding
from pygalgia.domain.logic import applies
from pygalgia.errors import CaseError, Problem
from pygalgia.facade import Knowledge
from pygalgia.intake import Vocabulary, encode_case
from pygalgia.intake.rows import Answer, CaseRow, QuantityRow
from pygalgia.interview import (
    ASK,
    Ask,
    Examination,
    Given,
    Interview,
    Question,
    Situation,
    Step,
    Stop,
    Why,
    wording,
)
from pygalgia.interview.state import CHECK, LIST, PERSON, SCREEN, SKIPPED, UNKNOWN, UNTICKED
from pygalgia.interview.wording import NEITHER
from pygalgia.redflags import verdicts

OTHER = "other"
#: An answer is quoted in a message up to this many characters.
WIDEST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """An answer that no longer holds after another was changed, and why, in plain words."""

    question: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """An interview after an earlier answer was changed."""

    interview: Interview
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True)
class Interviewer:
    """Leads interviews; immutable, safe to share between threads."""

    knowledge: Knowledge

    def begin(self, *, id_: str = "interview") -> Interview:
        """Return an interview without any answer."""
        return Interview(id=id_)

    def next_step(self, so_far: Interview) -> Ask | Stop:
        """Return the next question, or that the interview stops and why."""
        return interview.next_step(
            so_far, self.situation(so_far), contradictions=self.knowledge.base.contradictions
        )

    def answer(self, so_far: Interview, question: str, given: Given) -> Interview:
        """Return the interview with one more answer, or with another answer to a question already put.

        Args:
            so_far: The interview.
            question: The question's id.
            given: A state or choice, a number, a quantity, regions, or `Question.ticked(...)` for a list;
                `unknown` for "I don't know", `skipped` to pass over.

        Raises:
            CaseError: the answer is none of those that the question has; the interview is left as it was.
        """
        if question.startswith(CHECK):
            return self._checked(so_far, question, given)
        self._refuse_wrong(question, given)
        after = so_far.with_step(Step(question=question, given=self._line_by_line(so_far, question, given)))
        self.case(after)
        return after

    def change(self, so_far: Interview, question: str, given: Given) -> Changed:
        """Return the interview with an earlier answer changed, and which later answers no longer hold.

        Raises:
            CaseError: the answer is none of those that the question has.
        """
        self._refuse_wrong(question, given)
        changed = so_far.with_step(Step(question=question, given=self._line_by_line(so_far, question, given)))
        kept, dropped = replace(changed, steps=()), []
        for step in changed.steps:
            left, why = self._still_holds(kept, step)
            if why:
                dropped.append(Dropped(question=step.question, why=why))
            if left is not None:
                kept = kept.with_step(left)
        return Changed(interview=kept, dropped=tuple(dropped))

    def go_on(self, so_far: Interview) -> Interview:
        """Return the interview continued after an emergency or after it was ended, by the person's choice."""
        return replace(so_far, continued=True, ended=False)

    def end(self, so_far: Interview) -> Interview:
        """Return the interview ended at the person's request."""
        return replace(so_far, ended=True)

    def examine(self, so_far: Interview, *, laboratory: bool = False) -> Interview:
        """Return the interview in examination mode: the next questions are tests, with or without results."""
        who = ("examiner", "laboratory") if laboratory else ("examiner",)
        return replace(so_far, examining=who, ended=False)

    def put(self, so_far: Interview) -> tuple[tuple[Question, Given], ...]:
        """Return every question that was put with its answer, in order, to show or to change."""
        return tuple((self._again(so_far, step), step.given) for step in so_far.steps)

    def _again(self, so_far: Interview, step: Step) -> Question:
        base, rules = self.knowledge.base, self.knowledge.base.interview
        if step.question in PERSON:
            return wording.person_question(rules.persons[step.question], so_far.audience)
        if not (step.question.startswith((SCREEN, LIST)) and isinstance(step.given, Mapping)):
            return wording.finding_question(base.findings[step.question], so_far.audience)
        name, shown = step.question.split("/")[1], step.given
        sheet = next((each for each in rules.sheets if each.id == name), None)
        rows = [
            each for each in (*rules.screen, *rules.lists) if each.id in (sheet.lists if sheet else (name,))
        ]
        ticks = [(row, tick) for row in rows for tick in row.ticks if tick.finding in shown]
        top = sheet or rows[0]
        return wording.list_question(
            top, ticks, id_=step.question, findings=base.findings, audience=so_far.audience
        )

    def why(self, so_far: Interview, question: Question) -> Why:
        """Return why a question is asked now, in plain words."""
        if not question.findings:
            return Why(text=question.why, more_likely=(), less_likely=(), flags=())
        here = self.situation(so_far)
        every = verdicts(here.case, self.knowledge.base.red_flags.values(), findings=here.findings)
        reason = interview.why(question.findings, replace(here, declined=frozenset(), verdicts=every))
        return (
            reason if len(question.findings) == 1 else replace(reason, text=f"{question.why} {reason.text}")
        )

    def examinations(
        self, so_far: Interview, *, most: int = 6, laboratory: bool = False
    ) -> tuple[Examination, ...]:
        """Return the examinations worth doing now, each with its before and after."""
        who = frozenset({"laboratory" if laboratory else "examiner"})
        return interview.examinations(replace(self.situation(so_far), who=who, extra=frozenset()), most=most)

    def assess(self, so_far: Interview) -> Assessment:
        """Return the whole assessment of the answers so far."""
        return facade.assess(self.case(so_far), self.knowledge)

    def case(self, so_far: Interview) -> Case:
        """Return the answers so far as a case; contradictions in it are left for the interview to ask about.

        Raises:
            CaseError: an answer does not fit its question, or the others.
        """
        row = CaseRow(
            schema_="pygalgia/case/1",
            id=so_far.id,
            age_years=so_far.age_years,
            sex=so_far.sex,
            setting=so_far.setting,
            answers=self.answers(so_far),
        )
        return encode_case(row, self._vocabulary, where=_place)

    def answers(self, so_far: Interview) -> dict[str, Answer]:
        """Return the answers as a case file holds them; what is not known is left out."""
        steps = [step.given for step in so_far.steps if isinstance(step.given, Mapping)]
        ticked = {name for given in steps for name, said in given.items() if said == ASK}
        known = {
            name: self._answer(name, given, was_ticked=name in ticked)
            for name, given in interview.answers(so_far).items()
        }
        return {name: answer for name, answer in known.items() if answer is not None}

    def situation(self, so_far: Interview) -> Situation:
        """Return where the interview stands."""
        case = self.case(so_far)
        plain = facade.situation(case, self.knowledge)
        given = interview.answers(so_far)
        checks = {each.finding for each in self.knowledge.base.interview.self_checks}
        return replace(
            plain,
            who=frozenset(so_far.examining or {"patient"}),
            extra=frozenset() if so_far.audience == "patient" else frozenset(checks),
            declined=frozenset(name for name, said in given.items() if said in (UNKNOWN, SKIPPED)),
        )

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        """The vocabulary without contradictions: an interview asks about them instead of refusing them."""
        return replace(self.knowledge.vocabulary, contradictions={})

    def _line_by_line(self, so_far: Interview, question: str, given: Given) -> Given:
        """Return a list that was passed over as a whole with each of its lines passed over."""
        if not (question.startswith((SCREEN, LIST)) and given in (UNKNOWN, SKIPPED)):
            return given
        before = so_far.given(question)
        if isinstance(before, Mapping):
            return dict.fromkeys(before, str(given))
        step = self.next_step(so_far)
        shown = step.question.findings if isinstance(step, Ask) and step.question.id == question else ()
        # Passing over never takes back what another question has already told.
        open_ = [name for name in self._lines(question) if name not in interview.answers(so_far)]
        return dict.fromkeys(shown or open_, str(given))

    def _lines(self, question: str) -> tuple[str, ...]:
        """Return the findings of a list, shown or not."""
        rules, name = self.knowledge.base.interview, question.split("/")[1]
        sheet = next((each.lists for each in rules.sheets if each.id == name), ())
        lists = {name} if question.startswith(SCREEN) else set(sheet)
        rows = rules.screen if question.startswith(SCREEN) else (*rules.screen, *rules.lists)
        return tuple(dict.fromkeys(tick.finding for row in rows if row.id in lists for tick in row.ticks))

    def _answer(self, name: str, given: Given, *, was_ticked: bool) -> Answer | None:
        if given in (UNKNOWN, SKIPPED):
            # "Cancer, but I do not know which" is more than nothing.
            return OTHER if was_ticked and OTHER in self.knowledge.base.findings[name].states else None
        if given == ASK:
            return None
        if isinstance(given, Mapping):
            return QuantityRow(value=float(given["value"]), unit=str(given["unit"]))
        return list(given) if isinstance(given, tuple) else given

    def _checked(self, so_far: Interview, question: str, given: Given) -> Interview:
        """Return the interview after a contradiction was asked about: the chosen answer is asked again."""
        row = self.knowledge.base.contradictions.get(question.removeprefix(CHECK))
        if row is None or not isinstance(given, str):
            raise _wrong(
                question, given, expected="the id of one of the findings", fix="ask for the next step again"
            )
        step = self.next_step(so_far)
        involved = step.question.findings if isinstance(step, Ask) and step.question.id == question else ()
        if given in (NEITHER, UNKNOWN, SKIPPED):
            return _with(so_far, dict.fromkeys(involved, UNKNOWN))
        if given not in involved:
            raise _wrong(
                question, given, expected=" or ".join((*involved, NEITHER)), fix="choose one of them"
            )
        return _with(so_far, {given: ASK})

    def _still_holds(self, kept: Interview, step: Step) -> tuple[Step | None, str]:
        """Return what is left of a step after an earlier change, and why a part was dropped, if any."""
        if step.question in PERSON:
            rules = self.knowledge.base.interview.persons.get(step.question)
            due = rules is None or not rules.only_for or kept.audience in rules.only_for
            return (step, "") if due else (None, "it is not asked any more")
        case = self.case(kept)
        if isinstance(step.given, Mapping) and step.question.startswith((SCREEN, LIST)):
            fits = {name: said for name, said in step.given.items() if not self._misfit(case, name)}
            gone = [
                name
                for name in step.given
                if name not in fits and step.given[name] not in (UNKNOWN, *NOTHING)
            ]
            why = ", ".join(self.knowledge.base.findings[name].name for name in gone)
            return (replace(step, given=fits) if fits else None), (f"no longer fits: {why}" if why else "")
        misfit = self._misfit(case, step.question)
        if misfit:
            return None, misfit
        try:
            self.case(kept.with_step(step))
        except CaseError:
            return None, "it does not go with the changed answer"
        return step, ""

    def _misfit(self, case: Case, name: str) -> str:
        finding = self.knowledge.base.findings.get(name)
        if finding is None:
            return "it is not asked any more"
        if not applies(finding, case):
            return "it does not apply to this person"
        parent = finding.asked_if
        if parent is not None and case.states.get(parent.finding) not in parent.states:
            return "it depended on the answer that was changed"
        return ""

    def _refuse_wrong(self, question: str, given: Given) -> None:
        """Refuse an answer that the question does not have.

        Raises:
            CaseError: with where, found, expected and fix.
        """
        if question in PERSON:
            self._refuse_wrong_person(question, given)
        elif question.startswith((SCREEN, LIST)):
            self._refuse_wrong_list(question, given)
        elif question not in self.knowledge.base.findings:
            raise _wrong(
                question, question, expected="the id of a question", fix="ask for the next step again"
            )

    def _refuse_wrong_person(self, question: str, given: Given) -> None:
        row = self.knowledge.base.interview.persons[question]
        if given in (UNKNOWN, SKIPPED):
            return
        if row.kind == "choice" and given not in {each.id for each in row.choices}:
            expected = ", ".join(each.id for each in row.choices)
            raise _wrong(question, given, expected=f"one of {expected}, unknown", fix="choose one of them")
        if row.kind == "text" and not isinstance(given, str):
            raise _wrong(question, given, expected="text", fix="write it in words")
        if row.kind == "number":
            is_number = isinstance(given, int | float) and not isinstance(given, bool)
            if not (is_number and 0 <= given <= 120):  # type: ignore[operator]  # noqa: PLR2004 - oldest age of a case
                raise _wrong(
                    question, given, expected="a number of years from 0 to 120, or unknown", fix="correct it"
                )

    def _refuse_wrong_list(self, question: str, given: Given) -> None:
        if given in (UNKNOWN, SKIPPED):
            return
        lines, findings = self._lines(question), self.knowledge.base.findings
        if not lines or not isinstance(given, Mapping):
            raise _wrong(
                question,
                given,
                expected="a state for each line, unknown or skipped",
                fix="use Question.ticked",
            )
        problems = [
            _problem(
                f"{question} ({finding})",
                state,
                expected=_states(findings[finding]) if finding in lines else "a finding of this list",
            )
            for finding, state in given.items()
            if finding not in lines
            or state not in (*findings[finding].states, UNKNOWN, SKIPPED, UNTICKED, ASK)
        ]
        if problems:
            raise CaseError(problems)


def _with(so_far: Interview, states: Mapping[str, str]) -> Interview:
    """Return the interview with these findings' answers replaced, wherever they were given."""
    steps = []
    for step in so_far.steps:
        if isinstance(step.given, Mapping) and step.question.startswith((SCREEN, LIST)):
            mended = {name: states.get(name, said) for name, said in step.given.items()}
            steps.append(replace(step, given=mended))
        elif step.question not in states:
            steps.append(step)
        elif states[step.question] != ASK:
            steps.append(replace(step, given=states[step.question]))
    return replace(so_far, steps=tuple(steps))


def _states(finding: Finding) -> str:
    return f"one of {', '.join(finding.states)}, unknown"


def _place(location: tuple[str | int, ...]) -> str:
    return str(location[-1])


def _problem(where: str, found: object, *, expected: str, fix: str = "choose one of them") -> Problem:
    text = repr(found)
    return Problem(
        where=where,
        found=text if len(text) <= WIDEST else text[: WIDEST - 3] + "...",
        expected=expected,
        fix=fix,
    )


def _wrong(where: str, found: object, *, expected: str, fix: str) -> CaseError:
    return CaseError([_problem(where, found, expected=expected, fix=fix)])
