"""What an interview says next: a question, or that it stops and why."""

from collections.abc import Iterable, Mapping
from typing import Literal

from pygalgia.domain.urgency import Urgency
from pygalgia.frozen import Frozen
from pygalgia.interview.state import UNKNOWN

QuestionKind = Literal["choice", "yes-no", "number", "regions", "several", "text"]
Phase = Literal["contradiction", "opening", "screen", "follow-up", "examination"]
StopKind = Literal["emergency", "settled", "nothing-left", "limit", "requested"]


class Option(Frozen):
    """One way to answer.

    Attributes:
        id: What is given back for it. In a list it is `finding` or `finding=state`.
        text: Plain words.
        finding: In a list: the finding that this line is about.
        state: The state it stands for; empty where a tick leads to a question of its own.
        heading: In a list put together from several: the heading it stands under; empty otherwise.
        nothing: In a list: the state if the line is left unticked; `unticked` where no state says so.
    """

    id: str
    text: str
    finding: str = ""
    state: str = ""
    heading: str = ""
    nothing: str = ""


class Question(Frozen):
    """A question, ready to be shown.

    Attributes:
        id: A person question, a finding's id, `screen/...`, `list/...` or `check/...`;
            `since/...` and `course/...` ask for the time of a finding that is there.
        kind: `several` is a list of lines to tick, with "none of these".
        text: The question, in the words of whoever answers.
        help: What it means, or how to do a self-check.
        why: One sentence on why it is asked. `why()` of the interviewer says more.
        said: The person's own words that this question is about; empty where there are none.
        marked: For regions: those that are marked already, as read from own words.
        options: For `choice`, `yes-no` and `several`. Regions and numbers have none.
        more: Further lines of a list, shown on demand: one that is not ticked says nothing.
        units: For numbers: UCUM codes, the first is the default.
        minimum: For numbers: least possible value, in the first unit.
        maximum: For numbers: greatest possible value, in the first unit.
        steps: For a self-check: what to do.
        caution: For a self-check: when not to do it.
        findings: The findings that it settles.
    """

    id: str
    kind: QuestionKind
    text: str
    help: str = ""
    why: str = ""
    topic: str = ""
    said: str = ""
    marked: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    more: tuple[Option, ...] = ()
    units: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    steps: tuple[str, ...] = ()
    caution: str = ""
    findings: tuple[str, ...] = ()

    @property
    def statements(self) -> int:
        """How many statements somebody has to read: each line of a list in sight, else one."""
        return len(self.options) if self.kind == "several" else 1

    @property
    def lines(self) -> tuple[Option, ...]:
        """Every line of a list, in sight or behind "more"."""
        return (*self.options, *self.more)

    def ticked(self, ticks: Iterable[str], *, unsure: Iterable[str] = ()) -> Mapping[str, str]:
        """Return the answer to a list: ticked lines hold, unsure ones are unknown, all others are not there.

        Args:
            ticks: Option ids, those behind "more" included; none at all is "none of these".
            unsure: Option ids.

        Raises:
            KeyError: an id that is not one of the options.
        """
        known = {option.id: option for option in self.lines}
        chosen = [known[name] for name in ticks]
        doubtful = {known[name].finding for name in unsure}
        answer = {each.finding: each.nothing for each in self.options} | dict.fromkeys(doubtful, UNKNOWN)
        # The first line of a finding is its gravest: it wins where two are ticked.
        for option in sorted(chosen, key=self.lines.index, reverse=True):
            answer[option.finding] = option.state or ASK
        return answer


#: Stands in a list's answer for a tick that leads to a question of its own.
ASK = "ask"


class Ask(Frozen):
    """The next question.

    Attributes:
        phase: Why it comes now.
        value: Expected saving of loss, >= 0; 0 where it is asked for another reason.
        number: Its place in the interview, from 1.
    """

    question: Question
    phase: Phase
    value: float
    number: int


class Stop(Frozen):
    """The interview ends here, or can be continued by choice.

    Attributes:
        kind: `emergency`: a red flag was raised, or probable causes ask for help at once. `settled`: nothing
            left could change the advice by more than epsilon. `nothing-left`: no question is left. `limit`:
            the longest interview. `requested`: the person stopped.
        reason: Plain words.
        do_now: What to do at once, for an emergency; else empty.
        still_open: Plain names of what was not settled.
        greatest_value: The best remaining question's expected saving of loss; None where not worked out.
        can_continue: Whether going on is possible.
        urgency: Of the answers so far.
    """

    kind: StopKind
    reason: str
    do_now: tuple[str, ...] = ()
    still_open: tuple[str, ...] = ()
    greatest_value: float | None = None
    can_continue: bool = False
    urgency: Urgency
