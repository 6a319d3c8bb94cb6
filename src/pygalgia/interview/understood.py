"""What was understood of somebody's own words, ready to be confirmed, corrected or struck."""

from pygalgia.frozen import Frozen
from pygalgia.interview.question import Question, Stop
from pygalgia.interview.state import Given, Interview


class UnderstoodLine(Frozen):
    """One thing to confirm, correct or strike.

    Attributes:
        question: The question that it answers, in the words of whoever answers.
        group: The heading that it stands under.
        heard: The person's words.
        proposed: The answer that was read; None where the person must choose.
        since: What was said of since when, as the interview's word; empty where nothing.
        course: What was said of how it goes, as the interview's word; empty where nothing.
        note: Why it is only a question; empty where it is not.
        is_danger: Whether it is a danger sign.
    """

    question: Question
    group: str
    heard: str
    proposed: Given | None
    since: str = ""
    course: str = ""
    note: str = ""
    is_danger: bool = False


class Understood(Frozen):
    """A reading, ready to be shown.

    Attributes:
        lines: Danger signs first, then by group.
        alarm: What to do at once, if what was read is right; None where nothing is that urgent.
        left: Parts of the text that nothing was read from.
        others: What was understood as said of somebody else, or only imagined: the words.
        is_foreign: Whether the text seems to be in a language that is not read.
        notice: That this is so, in that language; empty where it is not known.
        notice_language: Of the notice, as a BCP 47 tag.
        complaints: Other complaints that it is about, in words.
    """

    lines: tuple[UnderstoodLine, ...] = ()
    alarm: Stop | None = None
    left: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    is_foreign: bool = False
    notice: str = ""
    notice_language: str = ""
    complaints: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.lines or self.is_foreign or self.complaints)


class Agreed(Frozen):
    """An interview with what was agreed.

    Attributes:
        refused: Ids of lines that do not fit the other answers; the interview asks about them.
    """

    interview: Interview
    refused: tuple[str, ...] = ()
