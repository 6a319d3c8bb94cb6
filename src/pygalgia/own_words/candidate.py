"""What was understood of a text: candidate answers, none of which counts before the person agrees."""

from dataclasses import dataclass, field
from typing import Literal

from pygalgia.domain.timing import SignCourse

#: Whom something is about.
About = Literal["the person", "another"]
Language = Literal["english", "spanish", "other"]
#: Why a candidate is a question and no answer.
Doubt = Literal["", "two-ways", "unclear", "imagined", "somebody-else", "another-time", "corrected"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """When something is said to have begun, how it goes, and whether it is over: as answers hold it.

    Attributes:
        since: A length of time with its unit, or a word of the interview.
    """

    since: tuple[float, str] | str | None = None
    course: SignCourse | None = None
    past: bool | None = None

    def __bool__(self) -> bool:
        """Whether anything is known of it."""
        return self != Time()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One thing that a text seems to say.

    Attributes:
        finding: The finding's id.
        state: The state that it seems to be in; None where the words leave it open and it must be asked.
        words: The words that it was read from.
        start: Where they begin in the text (included).
        end: Where they end (excluded).
        value: A number, in `unit` (a UCUM code).
        unit: Its unit.
        regions: Body regions, for the list of places that hurt.
        time: Since when, how it goes, whether it is over.
        about: Whom it is about.
        negated: Whether it was read as denied.
        uncertain: Whether the words themselves are unsure.
        hypothetical: Whether it is only imagined, feared or asked about.
        doubt: Why it is a question and no answer.
        confidence: How surely the words mean this, 0 to 1; a judgement of the lexicon, not a probability.
        is_danger: Whether it is a danger sign.
    """

    finding: str
    state: str | None
    words: str
    start: int
    end: int
    value: float | None = None
    unit: str = ""
    regions: tuple[str, ...] = ()
    time: Time = Time()
    about: About = "the person"
    negated: bool = False
    uncertain: bool = False
    hypothetical: bool = False
    doubt: Doubt = ""
    confidence: float = 0.9
    is_danger: bool = False

    @property
    def is_answer(self) -> bool:
        """Whether it proposes an answer of the person, to be confirmed, and is no mere question."""
        return not self.doubt and (self.state is not None or self.value is not None or bool(self.regions))


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What a text says of the person it is about.

    Attributes:
        is_another: Whether somebody writes for another.
    """

    age_years: float | None = None
    sex: Literal["female", "male"] | None = None
    is_another: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was understood of one text.

    Attributes:
        text: The text, as it was written.
        candidates: Danger signs first, then in the order of the text.
        person: What it says of the person.
        language: `other` where it does not seem to be one that can be read: nothing is guessed then.
        notice: Where it is in a language that is not read: that this is so, in that language, if known.
        notice_language: Of the notice, as a BCP 47 tag.
        not_understood: Parts of the text, start (included) and end (excluded), that nothing was read from.
        other_complaints: Other complaints that it names, where it names none of this project's.
    """

    text: str
    candidates: tuple[Candidate, ...] = ()
    person: Person = field(default_factory=Person)
    language: Language = "english"
    notice: str = ""
    notice_language: str = ""
    not_understood: tuple[tuple[int, int], ...] = ()
    other_complaints: tuple[str, ...] = ()

    @property
    def answers(self) -> tuple[Candidate, ...]:
        """The candidates that propose an answer."""
        return tuple(each for each in self.candidates if each.is_answer)

    @property
    def dangers(self) -> tuple[Candidate, ...]:
        """Danger signs that seem to be there, or may be."""
        return tuple(
            each
            for each in self.candidates
            if each.is_danger and not each.negated and each.about == "the person"
        )

    def __repr__(self) -> str:
        """Show counts only: what people write of themselves never reaches a log."""
        return f"Reading({len(self.text)} characters, {len(self.candidates)} candidates)"
