"""Interviews over the shipped knowledge: the functions that the terminal, the web and FHIR drive.

An `Interview` is a plain value; an `Interviewer` holds the knowledge and turns answers into the next one.
The same answers always lead to the same question, so a face needs to keep nothing but the interview.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pygalgia import assessing, interview
from pygalgia.assessing import Knowledge
from pygalgia.domain.assessment import Assessment
from pygalgia.domain.case import Case
from pygalgia.domain.finding import NOTHING
from pygalgia.errors import CaseError, Problem
from pygalgia.intake import Vocabulary, encode_case
from pygalgia.intake.rows import Answer, CaseRow, QuantityRow, TimedRow
from pygalgia.interview import (
    ASK,
    LIKELY_CAUSES,
    Agreed,
    Ask,
    Examination,
    Given,
    Interview,
    Question,
    Situation,
    Step,
    Stop,
    Understood,
    Why,
    question_id,
)
from pygalgia.interview.address import addressed, fitting, name_in, spoken_of
from pygalgia.interview.sign_time import told_times
from pygalgia.interview.state import SKIPPED, UNKNOWN, UNTICKED
from pygalgia.interview.telling_time import Told, timing_of
from pygalgia.interview.wording import NEITHER, for_sex, person_question
from pygalgia.session import confirming
from pygalgia.session.change import NOT_WITH_IT, Changed, Dropped, what_holds, with_states
from pygalgia.session.lines import lines_of
from pygalgia.session.validity import problem, refuse_wrong, wrong
from pygalgia.session.words import answer_in_words, put_again, question_in_words
from pygalgia.texts import _

#: Questions about the person that follow all others and that no advice depends on.
LAST_WORDS = ("fear", "hope")


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
        if question_id(question).kind == "check":
            after = self._checked(so_far, question, given)
        else:
            after = self._with_answer(so_far, question, given)
        self.case(after)
        return self._still_told(so_far, after)

    def change(self, so_far: Interview, question: str, given: Given) -> Changed:
        """Return the interview with an earlier answer changed, and which later answers no longer hold.

        Raises:
            CaseError: the answer is none of those that the question has.
        """
        changed = self._with_answer(so_far, question, given)
        newest = next(step for step in changed.steps if step.question == question)
        kept, dropped = replace(changed, steps=()), list[Dropped]()
        for step in changed.steps:
            left, lost = self._still_holds(kept, step, newest)
            dropped.extend(lost)
            if left is not None:
                kept = kept.with_step(left)
        self.case(kept)
        return Changed(
            interview=self._still_told(so_far, self._to_ask_again(kept, dropped)), dropped=tuple(dropped)
        )

    def go_on(self, so_far: Interview) -> Interview:
        """Return the interview continued after an emergency or after it was ended, by the person's choice.

        What is raised now does not interrupt any more; any other emergency does, and so does one of these
        that is raised again after an answer took it back.
        """
        return replace(so_far, told=tuple(sorted(self._raised(so_far))), ended=False)

    def end(self, so_far: Interview) -> Interview:
        """Return the interview ended at the person's request."""
        return replace(so_far, ended=True)

    def last_words(self, so_far: Interview, stop: Stop) -> tuple[Question, ...]:
        """Return what may still be said before the result: what the person fears, and what they hope.

        Nothing where help must come first, where the person wanted the result, or where it was put already;
        and nothing to a clinician, who hears it from the patient.
        """
        if stop.kind in ("emergency", "requested") or so_far.audience == "patient":
            return ()
        rules = self.knowledge.base.interview
        return tuple(
            person_question(rules.persons[name], so_far.audience)
            for name in LAST_WORDS
            if not so_far.was_asked(name)
        )

    def understood(self, text: str, so_far: Interview) -> Understood:
        """Return what a text in somebody's own words seems to say, to be confirmed. See `confirming`."""
        return confirming.understood(text, so_far, self)

    def agreed(self, so_far: Interview, given: Mapping[str, Given], shown: Understood) -> Agreed:
        """Return the interview with what the person agreed to of what was understood. See `confirming`."""
        return confirming.agreed(so_far, given, shown, self)

    def examine(self, so_far: Interview, *, laboratory: bool = False) -> Interview:
        """Return the interview in examination mode: the next questions are tests, with or without results."""
        who = ("examiner", "laboratory") if laboratory else ("examiner",)
        return replace(so_far, examining=who, ended=False)

    def put(self, so_far: Interview) -> tuple[tuple[Question, Given], ...]:
        """Return every question that was put with its answer, in order, to show or to change."""
        return tuple((self._put_again(so_far, step), step.given) for step in so_far.steps)

    def in_words(self, so_far: Interview, step: Step) -> tuple[str, str]:
        """Return the question and the answer of a step in words."""
        base = self.knowledge.base
        asked = question_in_words(step, so_far.audience, base)
        asked = fitting(asked, so_far, base.interview.in_other_words)
        name = "" if step.id.kind == "person" else name_in(so_far)
        return spoken_of(step.question, asked, name) if name else asked, answer_in_words(step, base)

    def question_again(self, so_far: Interview, index: int) -> Question:
        """Return the question of an earlier step as it was put: of a list, the lines that were answered.

        It can be put whatever was changed since; only lines that are answered are on it, so that nothing
        new is answered by sending it as it stands.
        """
        step, base = so_far.steps[index], self.knowledge.base
        if not step.id.is_lines:
            before = replace(
                so_far, steps=so_far.steps[:index], ended=False, told=(*base.red_flags, LIKELY_CAUSES)
            )
            asked = self.next_step(before)
            if isinstance(asked, Ask) and asked.question.id == step.question:
                return asked.question
        return self._put_again(so_far, step)

    def _put_again(self, so_far: Interview, step: Step) -> Question:
        base = self.knowledge.base
        question = for_sex(put_again(step, so_far.audience, base), so_far.sex, base.findings)
        return addressed(question, so_far, base.interview.in_other_words)

    def is_number(self, step: Step) -> bool:
        """Return whether a step was answered with a number, with or without a unit."""
        if isinstance(step.given, Mapping):
            return step.lines is None
        return isinstance(step.given, int | float)

    def why(self, so_far: Interview, question: Question) -> Why:
        """Return why a question is asked now, in plain words."""
        if not question.findings:
            return Why(text=question.why, more_likely=(), less_likely=(), flags=())
        here = self.situation(so_far)
        reason = interview.why(question.findings, replace(here, declined=frozenset()))
        return (
            reason if len(question.findings) == 1 else replace(reason, text=f"{question.why} {reason.text}")
        )

    def examinations(
        self, so_far: Interview, *, most: int = 6, laboratory: bool = False
    ) -> tuple[Examination, ...]:
        """Return the examinations worth doing now, each with its before and after."""
        who = frozenset({"laboratory" if laboratory else "examiner"})
        here = replace(self.situation(so_far), who=who, extra=frozenset())
        # A laboratory takes its own time: three minutes are the clinician's.
        return interview.examinations(
            here, most=most, seconds=None if laboratory else interview.THREE_MINUTES
        )

    def assess(self, so_far: Interview) -> Assessment:
        """Return the whole assessment of the answers so far."""
        return assessing.assess(self.case(so_far), self.knowledge)

    def case(self, so_far: Interview) -> Case:
        """Return the answers so far as a case; contradictions in it are left for the interview to ask about.

        Raises:
            CaseError: an answer does not fit its question, or the others.
        """
        vocabulary = self._vocabulary
        return so_far.case(vocabulary, lambda: encode_case(self.case_row(so_far), vocabulary, where=_place))

    def case_so_far(self, so_far: Interview) -> Case:
        """Return the case without what a tick promised to ask next: no alarm comes before that was asked."""
        pending = [name for name, said in interview.answers(so_far).items() if said == ASK]
        return self.case(with_states(so_far, dict.fromkeys(pending, UNKNOWN)) if pending else so_far)

    def case_row(self, so_far: Interview) -> CaseRow:
        """Return the answers so far in the form of a case file.

        Raises:
            CaseError: an answer does not fit its question.
        """
        try:
            return CaseRow(
                schema_="pygalgia/case/1",
                id=so_far.id,
                age_years=so_far.age_years,
                sex=so_far.sex,
                setting=so_far.setting,
                answers=self.answers(so_far),
            )
        except ValidationError as error:
            raise CaseError([_unfit(each) for each in error.errors(include_url=False)]) from error

    def answers(self, so_far: Interview) -> dict[str, Answer]:
        """Return the answers as a case file holds them; what is not known is left out."""
        steps = [step.given for step in so_far.steps if isinstance(step.given, Mapping)]
        ticked = {name for given in steps for name, said in given.items() if said == ASK}
        known: dict[str, Answer] = {}
        for name, given in so_far.answers.items():
            answer = self._answer(name, given, was_ticked=name in ticked)
            if answer is not None:
                known[name] = answer
        for name, told in told_times(so_far).items():
            if name in known:
                known[name] = self._timed(known[name], told)
        return known

    def _timed(self, answer: Answer, told: Told) -> Answer:
        """Return an answer with what was told of its time; what is not there has none."""
        if not isinstance(answer, str) or answer in NOTHING:
            return answer
        timing = timing_of(told, self.knowledge.base.interview.times)
        return TimedRow(state=answer, since=told[0], course=timing.course, past=timing.past)

    def situation(self, so_far: Interview) -> Situation:
        """Return where the interview stands."""
        plain = assessing.situation(self.case_so_far(so_far), self.knowledge)
        given = interview.answers(so_far)
        checks = {each.finding for each in self.knowledge.base.interview.self_checks}
        return replace(
            plain,
            who=frozenset(so_far.examining or {"patient"}),
            extra=frozenset() if so_far.audience == "patient" else frozenset(checks),
            declined=frozenset(name for name, said in given.items() if said in (UNKNOWN, SKIPPED))
            | self._left_alone(so_far, plain),
            grown_up=so_far.is_grown_up,
        )

    def _left_alone(self, so_far: Interview, here: Situation) -> frozenset[str]:
        """Return what stood in sight, said nothing where it was left unticked, and is not asked again.

        What speaks for a danger may be asked again, so whatever an open flag waits for, and what is told
        only when asked; and so may what has no "no".
        """
        left = so_far.unticked & here.menu.deniable
        return left.difference(here.raising, here.rules.stopping.told_when_asked)

    @cached_property
    def _unsaid(self) -> dict[str, str]:
        """Finding id to what a tick of its line counts as while no more is known."""
        rules = self.knowledge.base.interview
        return {
            tick.finding: tick.unsaid
            for each in (*rules.screen, *rules.lists)
            for tick in each.ticks
            if tick.unsaid
        }

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        """The vocabulary without contradictions: an interview asks about them instead of refusing them."""
        return replace(self.knowledge.vocabulary, contradictions={})

    def _raised(self, so_far: Interview) -> frozenset[str]:
        """Return the alarms that the answers so far raise."""
        return frozenset(each.id for each in assessing.alarms(self.case_so_far(so_far), self.knowledge))

    def _still_told(self, before: Interview, after: Interview) -> Interview:
        """Return the interview with what was told kept while it lasts: what is raised anew is told anew."""
        if not after.told:
            return after
        lasting = self._raised(before) & self._raised(after)
        return replace(after, told=tuple(each for each in after.told if each in lasting))

    def _with_answer(self, so_far: Interview, question: str, given: Given) -> Interview:
        refuse_wrong(question, given, self.knowledge.base)
        if question in so_far.again:
            given = self._added_to(so_far.answers.get(question), given)
        return so_far.with_step(Step(question=question, given=self._line_by_line(so_far, question, given)))

    def _added_to(self, marked: Given | None, given: Given) -> Given:
        """Return what is given where places were marked already: whoever has nothing to add keeps them.

        A place whose side was added since goes: what was read was "buttock" alone.
        """
        if not isinstance(marked, tuple):
            return given
        places = given if isinstance(given, tuple) else marked
        regions = self.knowledge.base.regions
        sided = {regions[name].base for name in places if regions[name].side}
        return tuple(name for name in places if regions[name].side or regions[name].base not in sided)

    def _line_by_line(self, so_far: Interview, question: str, given: Given) -> Given:
        """Return a list that was passed over as a whole with each of its lines passed over."""
        asked = question_id(question)
        if not (asked.is_lines and given in (UNKNOWN, SKIPPED)):
            return given
        before = so_far.given(question)
        if isinstance(before, Mapping):
            return dict.fromkeys(before, str(given))
        shown = self._shown(so_far, question)
        # Passing over never takes back what another question has already told.
        lines = lines_of(asked, self.knowledge.base.interview)
        open_ = [name for name in lines if name not in interview.answers(so_far)]
        return dict.fromkeys(shown or open_, str(given))

    def _shown(self, so_far: Interview, question: str) -> tuple[str, ...]:
        """Return the findings of a question that is asked right now; none where it is not."""
        step = self.next_step(so_far)
        return step.question.findings if isinstance(step, Ask) and step.question.id == question else ()

    def _answer(self, name: str, given: Given, *, was_ticked: bool) -> Answer | None:
        if isinstance(given, str):
            if given in (UNKNOWN, SKIPPED, ASK):
                # "Cancer, but I do not know which" is more than nothing.
                return self._unsaid.get(name) if was_ticked else None
            return given
        if isinstance(given, Mapping):
            return QuantityRow(value=float(given["value"]), unit=str(given["unit"]))
        return list(given) if isinstance(given, tuple) else given

    def _checked(self, so_far: Interview, question: str, given: Given) -> Interview:
        """Return the interview after a contradiction was asked about: the chosen answer is asked again."""
        known = question_id(question).name in self.knowledge.base.contradictions
        if not known or not isinstance(given, str):
            raise wrong(
                question,
                given,
                expected=_("the id of one of the findings"),
                fix=_("ask for the next step again"),
            )
        involved = self._shown(so_far, question)
        if given in (NEITHER, UNKNOWN, SKIPPED):
            return with_states(so_far, dict.fromkeys(involved, UNKNOWN))
        if given not in involved:
            raise wrong(
                question, given, expected=" or ".join((*involved, NEITHER)), fix=_("choose one of them")
            )
        return with_states(so_far, {given: ASK})

    def _still_holds(
        self, kept: Interview, step: Step, newest: Step
    ) -> tuple[Step | None, tuple[Dropped, ...]]:
        """Return what is left of a step beside a changed answer, and what was dropped, line by line.

        Args:
            kept: What holds of the answers before the step.
            step: The step.
            newest: The changed answer: where the two do not go together, it holds.
        """
        if step.question == newest.question:
            return newest, ()
        if _is_overruled(step, newest):
            return None, (Dropped(question=step.question, why=_(NOT_WITH_IT)),)
        left, why = what_holds(kept, step, self.case(kept), self.knowledge.base)
        dropped = (Dropped(question=step.question, why=why),) if why else ()
        if left is None or self._goes_with(kept, left, newest):
            return left, dropped
        if left.lines is None:
            return None, (*dropped, Dropped(question=step.question, why=_(NOT_WITH_IT)))
        lines = dict[str, str | float]()
        for name, said in left.lines.items():
            if self._goes_with(kept, replace(left, given={**lines, name: said}), newest):
                lines[name] = said
        findings = self.knowledge.base.findings
        lost = tuple(
            Dropped(question=step.question, why=_(NOT_WITH_IT), what=findings[name].name, finding=name)
            for name in left.lines
            if name not in lines
        )
        return (replace(left, given=lines) if lines else None), (*dropped, *lost)

    def _goes_with(self, kept: Interview, step: Step, newest: Step) -> bool:
        """Return whether a step can stand beside the changed answer, as far as that can stand by now."""
        longer = kept.with_step(step)
        if self._is_case(longer.with_step(newest)):
            return True
        return not self._is_case(kept.with_step(newest)) and self._is_case(longer)

    def _is_case(self, so_far: Interview) -> bool:
        try:
            self.case(so_far)
        except CaseError:
            return False
        return True

    def _to_ask_again(self, kept: Interview, dropped: Iterable[Dropped]) -> Interview:
        """Return the interview with what a change took out to be asked again, as soon as it can be asked."""
        base, known = self.knowledge.base, interview.answers(kept)
        lost = [each.finding or each.question for each in dropped]
        again = [name for name in (*kept.again, *lost) if name in base.findings and name not in known]
        return replace(kept, again=tuple(dict.fromkeys(again)))


def _is_overruled(step: Step, newest: Step) -> bool:
    """Return whether a line of a changed list says another thing than its own question was answered with."""
    said = (newest.lines or {}).get(step.question)
    return said not in (None, ASK, UNKNOWN, SKIPPED, UNTICKED) and said != step.given


def _unfit(detail: ErrorDetails) -> Problem:
    return problem(
        ".".join(map(str, detail["loc"])),
        detail.get("input"),
        expected=detail["msg"],
        fix=_("correct the answer"),
    )


def _place(location: tuple[str | int, ...]) -> str:
    return str(location[-1])
