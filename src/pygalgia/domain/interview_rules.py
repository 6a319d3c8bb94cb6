"""The rules of an interview, as data: what is asked first, in which lists, at what loss and burden."""

from collections.abc import Callable

from pygalgia.domain.red_flag import Criterion
from pygalgia.domain.timing import SignCourse, Since
from pygalgia.frozen import Frozen


class PersonChoice(Frozen):
    """One answer to a question about the person, and the value that a case holds for it."""

    id: str
    text: str


class PersonQuestion(Frozen):
    """A question about the person and not about a finding: for whom, age, sex, setting, own words.

    Attributes:
        kind: `choice`, `number` (age in years) or `text` (own words; only used to word later questions).
        choices: For choices, in order.
        other: The wording where somebody else has the pain.
        clinician: The wording for a clinician.
        only_for: Who is asked: the ids of `for-whom`; empty for everybody.
        without: Another question about the person: asked only where that was left open. Empty for always.
    """

    id: str
    kind: str
    question: str
    other: str
    clinician: str
    help: str
    why: str
    choices: tuple[PersonChoice, ...] = ()
    only_for: tuple[str, ...] = ()
    without: str = ""


class Tick(Frozen):
    """One line of a list: ticked, the finding is in `state`; without a state it is asked about next.

    Attributes:
        text: Plain words that answer the list's question.
        heading: The line stands under this heading of its own; empty for the list's question.
        beside: Finding of another line: where that is in sight, this one is too. Empty where it stands alone.
        unsaid: Of a line without a state: what its tick counts as while no more is known. Else empty.
        asks: Of a line without a state: the question that its tick leads to, which takes the tick for true.
        neither: Of a line without a state: the answer of somebody whom none of the others fits. It says that
            nothing of the kind is there, so that a tick can be taken back.
        always: Whether it is in sight whenever its sheet is put for the first time: what anybody who takes a
            history asks. Left alone it says nothing, where the advice does not hang on it.
        when: Of a line of the screen: it stands there unless this is known not to hold. None stands always.
    """

    finding: str
    state: str | None
    text: str
    heading: str = ""
    beside: str = ""
    unsaid: str = ""
    asks: str = ""
    neither: str = ""
    always: bool = False
    when: Criterion | None = None


class TickList(Frozen):
    """Several findings asked in one question, with "none of these".

    Attributes:
        id: Kebab-case; a question's id is `screen/<id>` or `list/<id>`.
        why: Plain words: why these are asked together.
    """

    id: str
    question: str
    clinician: str
    why: str
    ticks: tuple[Tick, ...]


class Sheet(Frozen):
    """Lists that are put together as one question, each under its own heading, shortened to what tells most.

    Attributes:
        id: Kebab-case; the question's id is `list/<id>`.
        lists: Their ids.
        history: So many lines that tell causes apart stand on it the first time, and it is put at least
            once, whatever the advice is; 0 where it is put only for what it may change.
    """

    id: str
    question: str
    clinician: str
    why: str
    lists: tuple[str, ...]
    history: int = 0


class SelfCheck(Frozen):
    """An examination that a person can do alone, offered to patients.

    Attributes:
        steps: What to do, in order.
        stop: When not to do it, or to stop.
        because: Why a lay person's own result is worth having.
        instead_of: What it measures: who is not sure of that finding is asked to look, who denies it is not.
            Empty where it measures nothing else.
    """

    finding: str
    question: str
    steps: tuple[str, ...]
    stop: str
    because: str
    sources: tuple[str, ...]
    instead_of: str = ""


class SinceChoice(Frozen):
    """One answer to "since when": a span of time.

    Attributes:
        text: Plain words that answer the question.
        since: The span, with the words that tell it.
    """

    id: str
    text: str
    since: Since


class CourseChoice(Frozen):
    """One answer to "how is it going": a course, or that it is past.

    Attributes:
        course: None where the answer says nothing of it.
        past: None where the answer says nothing of it.
    """

    id: str
    text: str
    course: SignCourse | None = None
    past: bool | None = None


class AskedFirst(Frozen):
    """Danger signs whose time is asked before they alarm, as old trouble says the same.

    Attributes:
        when: While this holds; None is always.
    """

    findings: tuple[str, ...]
    when: Criterion | None


class TimeQuestion(Frozen):
    """The short question about the time of a sign that is there.

    Attributes:
        since_question: Head of the first part: a colon and the sign follow.
        course_question: Head of the second.
        since: Answers to "since when", the newest first: together they cover all time once.
        courses: Answers to "how is it going".
        before_alarm: Which signs it is put about before they alarm, and while what holds.
        seconds: How long it takes to answer.
    """

    question: str
    clinician: str
    since_question: str
    course_question: str
    help: str
    why: str
    since: tuple[SinceChoice, ...]
    courses: tuple[CourseChoice, ...]
    before_alarm: tuple[AskedFirst, ...] = ()
    seconds: float


class OtherWords(Frozen):
    """A text of a question that is said otherwise to some: of one sex, of an age, or who answers for another.

    Attributes:
        of: The text as it stands in the knowledge, whole.
        say: What they read in its place.
        sex: Whose place that is, or None where something else decides.
        below_age: In years; a child of unknown age is below every age. None where something else decides.
        from_age: In years; of unknown age nobody has reached it. None where something else decides.
        audience: Who answers, or None where something else decides.
    """

    of: str
    say: str
    sex: str | None = None
    below_age: float | None = None
    from_age: float | None = None
    audience: str | None = None

    def is_for(self, *, sex: str, age_years: float | None, grown_up: bool | None, audience: str) -> bool:
        """Return whether somebody reads the other words; of whom nothing is known, nobody does."""
        if self.sex is not None:
            return sex == self.sex
        if self.audience is not None:
            return audience == self.audience
        if self.from_age is not None:
            return age_years is not None and age_years >= self.from_age
        if self.below_age is None or age_years is None:
            return self.below_age is not None and grown_up is False
        return age_years < self.below_age


class Losses(Frozen):
    """What not asking costs, in the unit of the losses of triage: an ordinary visit that was not needed.

    What wrong advice costs by the causes that are likely stands there alone (`domain.triage.UrgencyLosses`).

    Attributes:
        held_up: Advice that an open red flag holds up for want of an answer.
        averted: What raising a red flag this many levels above the present advice averts, 0 to 4.
        together: Signs of one danger come together: a further sign's chance is raised to this power, 0 to 1.
        ranking: Cost of a leading condition that is wrong.
        doubt: Cost of one bit of doubt about the condition.
        because: The reason for each of these.
    """

    held_up: float
    averted: tuple[float, ...]
    together: float
    ranking: float
    doubt: float
    because: str


class Effort(Frozen):
    """What a question costs the person: seconds, times how unpleasant it is.

    Attributes:
        unpleasant: Factor by the finding's burden, 0 to 2.
        list_seconds: Reading the question of a list.
        tick_seconds: Each line of a list.
        self_check_seconds: Added for doing an examination alone.
    """

    unpleasant: tuple[float, ...]
    list_seconds: float
    tick_seconds: float
    self_check_seconds: float
    because: str


class Stopping(Frozen):
    """When an interview has asked enough.

    Attributes:
        epsilon: An expected saving of loss below which a question (or a pair) cannot matter.
        line: An expected saving below which a line of a list is not worth reading.
        pairs: How many of the best questions are tried in pairs before stopping.
        most_questions: The longest interview, counted without the opening.
        told_when_asked: What nobody tells unasked, and is so rare that its worth is small. It is asked before
            the end all the same where its being there would by itself mean today or sooner.
    """

    epsilon: float
    line: float
    pairs: int
    most_questions: int
    because: str
    told_when_asked: tuple[str, ...] = ()


class UnfitToTravel(Frozen):
    """Who is fetched in an emergency, and is not told to go as well.

    Attributes:
        when: What was told that makes a faint on the way likely.
        text: Why, for clinicians.
        plain: Why, in plain words.
        do_now: The one order: to ring.
    """

    when: Criterion
    text: str
    plain: str
    do_now: str


class InterviewRules(Frozen):
    """Everything an interview needs beyond findings, conditions and flags.

    Attributes:
        opening: Ids of person questions and findings, in order.
        persons: Person questions by id.
        screen: The emergency screen, in few grouped questions: always asked.
        lists: Further lists.
        sheets: How these are put together, where they are worth it.
        times: The question about the time of a sign.
        most_ticks: The most lines that a sheet shows at once; the rest stands behind "more".
        least_share: A line worth less than this share of the sheet's best line stands there too.
        telling_bits: A line of a history is expected to tell at least so many bits about the cause.
        nearly_equal: Share of the best value per second above which the topic at hand is kept.
        unfit_to_travel: Who is fetched in an emergency.
        in_other_words: Texts that are said otherwise to some.
    """

    opening: tuple[str, ...]
    persons: dict[str, PersonQuestion]
    screen: tuple[TickList, ...]
    lists: tuple[TickList, ...]
    sheets: tuple[Sheet, ...]
    self_checks: tuple[SelfCheck, ...]
    times: TimeQuestion
    losses: Losses
    effort: Effort
    stopping: Stopping
    most_ticks: int
    least_share: float
    telling_bits: float
    nearly_equal: float
    unfit_to_travel: UnfitToTravel | None = None
    in_other_words: tuple[OtherWords, ...] = ()

    def to_be_fetched(self, meets: Callable[[Criterion], bool | None]) -> UnfitToTravel | None:
        """Return that somebody is fetched in an emergency, or None where nothing is known that asks for it.

        Args:
            meets: Whether a test holds for the person; None where that is not known.
        """
        unfit = self.unfit_to_travel
        return unfit if unfit is not None and meets(unfit.when) else None
