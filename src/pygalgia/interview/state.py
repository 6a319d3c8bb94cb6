"""An interview so far: a pure value that can be saved, sent and gone back on.

Nothing in it is worked out: it holds what was answered, in order, and four decisions of the person.
Everything else (the case, the urgency, the next question) follows from it.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, cast

from pygalgia.domain.case import GROWN_UP, Case, Sex
from pygalgia.domain.condition import SETTINGS, CaseSetting
from pygalgia.frozen import Frozen
from pygalgia.interview.question_id import Kind, QuestionId, question_id
from pygalgia.lazy import cached_property

UNKNOWN = "unknown"
SKIPPED = "skipped"
#: A line of a list that was left unticked, where no state says "no such thing": it may be asked again.
UNTICKED = "unticked"

Audience = Literal["self", "someone-else", "patient"]
#: What one question was answered with. A string is a state, a choice, own words, `unknown` or `skipped`; a
#: number is one without a unit; a mapping with `value` and `unit` is a quantity; a tuple lists body regions;
#: any other mapping gives the state (or `unknown`) of each line of a list.
Given = str | float | tuple[str, ...] | Mapping[str, str | float]
Key = tuple[Hashable, ...]
#: Questions whose answers say of no finding whether it is there.
_NO_ANSWER: tuple[Kind, ...] = ("person", "check", "since", "course")


class Step(Frozen, dict=True):
    """One question answered, passed over or not known."""

    question: str
    given: Given

    @cached_property
    def id(self) -> QuestionId:
        """What the question asks about."""
        return question_id(self.question)

    @cached_property
    def lines(self) -> Mapping[str, str | float] | None:
        """Finding to what was said of it, where the step answers a list line by line; else None."""
        return self.given if self.id.is_lines and isinstance(self.given, Mapping) else None

    @cached_property
    def said(self) -> tuple[str, Hashable]:
        """The question and what was given; kinds are told apart: 1, 1.0 and True need not mean the same."""
        given = self.given
        if isinstance(given, Mapping):
            return self.question, tuple((name, type(said), said) for name, said in given.items())
        return self.question, (type(given), given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """The answers so far, in order.

    Attributes:
        steps: Each question once; a question that was never put is not among them.
        told: Alarms (emergency flags, or probable causes without a flag) that are raised, that the person was
            shown, and after which they chose to go on. Any other emergency interrupts.
        examining: Whose findings a clinician is asked for instead of the history: `examiner`, `laboratory`.
        ended: The person asked to stop.
        again: Findings to ask next: an update of the knowledge lost what was said of them, or what was read
            of them from own words may be a part only, as are the places that somebody happens to name.
    """

    id: str
    steps: tuple[Step, ...] = ()
    told: tuple[str, ...] = ()
    examining: tuple[str, ...] = ()
    ended: bool = False
    again: tuple[str, ...] = ()
    _by_question: dict[str, Given] = field(init=False, repr=False, compare=False)
    _said: Key | None = field(default=None, init=False, repr=False, compare=False)
    _answers: "Mapping[str, Given] | None" = field(default=None, init=False, repr=False, compare=False)
    _case: tuple[object, Case] | None = field(default=None, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the steps."""
        object.__setattr__(self, "_by_question", {step.question: step.given for step in self.steps})

    def __repr__(self) -> str:
        """Show the id and a count only: answers are health data and never reach a log."""
        return f"Interview(id={self.id!r}, {len(self.steps)} steps)"

    @property
    def said(self) -> Key:
        """All that was said and decided, and nothing of who did: what is equal leads to the same."""
        if self._said is None:
            steps = tuple(step.said for step in self.steps)
            said: Key = (steps, self.told, self.examining, self.ended, self.again)
            object.__setattr__(self, "_said", said)
            return said
        return self._said

    @property
    def answers(self) -> Mapping[str, Given]:
        """Finding id to what was given for it, `unknown` included; a later step overrides earlier ones."""
        if self._answers is None:
            known = answers_in(self.steps)
            object.__setattr__(self, "_answers", known)
            return known
        return self._answers

    def case(self, vocabulary: object, read: Callable[[], Case]) -> Case:
        """Return the case that these answers make in some vocabulary: read once, and kept with the interview.

        Args:
            vocabulary: What the answers are read with.
            read: Reads them.
        """
        kept = self._case
        if kept is None or kept[0] is not vocabulary:
            kept = (vocabulary, read())
            object.__setattr__(self, "_case", kept)
        return kept[1]

    def given(self, question: str) -> Given | None:
        """Return what a question was answered with, or None where it was not put."""
        return self._by_question.get(question)

    def was_asked(self, question: str) -> bool:
        """Return whether a question was put, whatever came of it."""
        return question in self._by_question

    @property
    def audience(self) -> Audience:
        """For whom the questions are worded; `self` until it is said."""
        said = self.given("for-whom")
        return cast("Audience", said) if said in ("someone-else", "patient") else "self"

    @property
    def age_years(self) -> float | None:
        """Age in years, None where unknown."""
        said = self.given("age")
        return float(said) if isinstance(said, int | float) else None

    @property
    def is_grown_up(self) -> bool | None:
        """Whether the person is no child any more, None where nobody knows.

        Who answers for themselves is none unless they give a child's age.
        """
        if self.age_years is not None:
            return self.age_years >= GROWN_UP
        if self.audience == "self":
            return True
        said = self.given("grown-up")
        return said == "yes" if said in ("yes", "no") else None

    @property
    def sex(self) -> Sex:
        """Sex, `unknown` where it is not said."""
        said = self.given("sex")
        return cast("Sex", said) if said in ("female", "male") else "unknown"

    @property
    def setting(self) -> CaseSetting:
        """Setting: at home, unless a clinician says where; unknown where the clinician does not."""
        if self.audience != "patient":
            return "self"
        said = self.given("setting")
        return cast("CaseSetting", said) if said in SETTINGS else "unknown"

    @property
    def own_words(self) -> str:
        """What the person wrote; empty where nothing."""
        said = self.given("own-words")
        return said if isinstance(said, str) and said not in (UNKNOWN, SKIPPED) else ""

    @property
    def unticked(self) -> frozenset[str]:
        """Findings whose lines were left unticked without that saying anything."""
        return frozenset(
            name for step in self.steps for name, said in (step.lines or {}).items() if said == UNTICKED
        )

    def with_step(self, step: Step) -> "Interview":
        """Return the interview with one more answer, or another answer to the same question."""
        if step.question in self.again:
            # Put once more, it is the newest answer: "back" leads to it.
            rest = tuple(each for each in self.steps if each.question != step.question)
            again = tuple(each for each in self.again if each != step.question)
            return replace(self, steps=(*rest, step), again=again, ended=False)
        if not self.was_asked(step.question):
            return replace(self, steps=(*self.steps, step), ended=False)
        steps = tuple(step if each.question == step.question else each for each in self.steps)
        return replace(self, steps=steps, ended=False)

    def back(self) -> "Interview":
        """Return the interview without its last answer; the same where there is none."""
        return replace(self, steps=self.steps[:-1], ended=False)

    def without(self, questions: frozenset[str]) -> "Interview":
        """Return the interview without these questions."""
        return replace(self, steps=tuple(each for each in self.steps if each.question not in questions))


def answers(interview: Interview) -> Mapping[str, Given]:
    """Return finding id to what was given for it; see `Interview.answers`."""
    return interview.answers


def answers_in(steps: Iterable[Step]) -> dict[str, Given]:
    """Return the same of some steps."""
    result: dict[str, Given] = {}
    for step in steps:
        if step.lines is not None:
            result.update({name: said for name, said in step.lines.items() if said != UNTICKED})
        elif step.id.kind not in _NO_ANSWER:
            result[step.question] = UNKNOWN if step.given == SKIPPED else step.given
    return result


def next_list_id(interview: Interview, name: str) -> QuestionId:
    """Return the id of a list's next appearance."""
    times = sum(step.id.kind == "list" and step.id.name == name for step in interview.steps)
    return QuestionId("list", name, times + 1)
