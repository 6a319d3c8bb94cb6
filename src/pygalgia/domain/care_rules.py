"""The rules that turn an assessment into a plan, as data."""

from pygalgia.domain.condition import Note
from pygalgia.domain.exercise import Cautions, Exercise, MicroBreak
from pygalgia.domain.red_flag import Criterion
from pygalgia.frozen import Frozen, field


class Sign(Frozen):
    """What the conditions of sentences name, and what decides it.

    Attributes:
        said: The sign as it stands after "because of".
        words: How conditions name it.
        when: It is there; None where answers can only deny it.
        denied: It is not there, where `when` alone leaves that open.
        usual: It has been so for long and calls for nothing, whatever `when` says: it counts as denied.
    """

    id: str
    said: str
    words: tuple[str, ...]
    when: Criterion | None = None
    denied: Criterion | None = None
    usual: Criterion | None = None


class Fear(Frozen):
    """What people fear, and what can be said to it in general.

    Attributes:
        words: Beginnings of words that tell it.
        hazards: Hazards whose warning signs are about it; none where no sign is.
        when: For whom it is answered so: where this is certain. None for everybody.
    """

    id: str
    words: tuple[str, ...]
    hazards: tuple[str, ...]
    plain: str
    when: Criterion | None = None


class Choosing(Frozen):
    """How many conditions, exercises and breaks a plan is made of.

    Attributes:
        covered: Likely conditions are taken until their probabilities reach this sum, 0 to 1.
        most: At most so many likely conditions.
        smallest: No further condition below this probability, 0 to 1.
        dangers: At most so many conditions to exclude first.
        remote: A danger below this probability, 0 to 1, and not urgent, waits for the first visit: that
            visit decides on its tests and specialists.
        exercises: So many exercises to start with; the others are kept for later.
        breaks: So many short breaks to start with.
    """

    covered: float = 1.0
    most: int = 4
    smallest: float = 0.0
    dangers: int = 3
    remote: float = 0.0
    exercises: int = 5
    breaks: int = 2


class Route(Frozen):
    """A service and why it is the one; `condition` follows "if"."""

    service: str
    why: str
    plain: str
    condition: str = ""
    sources: tuple[str, ...] = ()


class HazardRoute(Frozen):
    """Where a danger of one kind is dealt with, and how it is told to the person who may have it.

    Attributes:
        same_day: Whom to see the same day.
        next: Who takes over.
        ambulance: Whether to call one.
        suspected: What it may be, in plain words, after "This may be".
        call: What to say on the phone, after "My buttock hurts, and".
    """

    hazard: str
    same_day: str
    suspected: str
    call: str
    next: tuple[str, ...] = ()
    ambulance: bool = False


class Fact(Frozen):
    """A fact that everybody is asked for who rings or goes: `told` without a subject, after "Important:"."""

    id: str
    told: str
    when: Criterion


class Meanwhile(Frozen):
    """What to do until somebody is seen.

    Attributes:
        hazards: Told only where a warning sign of one of these is raised; empty for all.
        not_in: Not told where one of these may be.
        only_today: Told only to who has to be seen today.
        when: For whom; None for everybody.
    """

    plain: str
    hazards: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    only_today: bool = False
    when: Criterion | None = None


class Pathway(Frozen):
    """Another way for some people: children, pregnancy.

    Attributes:
        instead: Service to the one that takes its place.
        urgent: The same where somebody has to be seen today.
        also: Services to see besides.
    """

    id: str
    when: Criterion
    instead: dict[str, str]
    also: tuple[Route, ...]
    bring: tuple[str, ...] = ()
    urgent: dict[str, str] = field(default_factory=dict)


class Sitting(Frozen):
    """Who needs breaks whatever the cause is: they get those of the condition `like`."""

    when: Criterion
    like: str


class OfAge(Frozen):
    """What a line of a plan takes for granted, such as smoking or a job: it is told to people of these ages.

    Attributes:
        words: Beginnings of words that name it, in English.
        from_years: Youngest age, or None.
        below_years: The first age that is too old, or None.
    """

    words: tuple[str, ...]
    from_years: float | None = None
    below_years: float | None = None


class Radiation(Frozen):
    """Tests with rays wait where it holds (pregnancy).

    Attributes:
        words: What names such a test.
        instead: What names a test without rays: where a test offers both, it does not wait.
        condition: What it waits for, in words that follow "if".
    """

    when: Criterion
    words: tuple[str, ...]
    instead: tuple[str, ...]
    condition: str


class Measure(Frozen):
    """What people do without asking; not to be done where a caution on its class holds."""

    caution_class: str
    text: str
    plain: str


class Routing(Frozen):
    """Whom to see at each urgency; `say` by urgency id, and `signs` with the `{signs}` that were found.

    Attributes:
        facts: What is told with the pain where it is so, the most deciding first.
        meanwhile: What to do until somebody is seen.
        unranked: Whom to see where too little is known to say what the cause may be.
        if_found: What a remote danger's tests and specialists wait for, in words that follow "if".
    """

    emergency: Route
    ambulance: Route
    same_day_unseen: Route
    afterwards: Route
    unranked: Route
    if_found: str
    self_care: str
    hazards: dict[str, HazardRoute]
    pathways: tuple[Pathway, ...]
    bring: tuple[str, ...]
    signs: str
    say: dict[str, str]
    facts: tuple[Fact, ...] = ()
    meanwhile: tuple[Meanwhile, ...] = ()


class CheckRule(Frozen):
    """A check on some day, at these urgencies (ids)."""

    day: int
    levels: tuple[str, ...]
    note: Note


class Instead(Frozen):
    """What is told in place of a line where a test holds for certain; nothing where `plain` is empty."""

    when: Criterion
    plain: str = ""


class WarningSign(Frozen):
    """A sign on which to go at once, for everybody or where `when` holds.

    Attributes:
        already: The sign is there today; then `worse` is told in its place.
        instead: For whom the line says it otherwise; the first that holds counts, before `already`.
        when: For whom it is told: where this is certain. None for everybody.
        unless_denied: It is told while this is there or not known: who was not sure of it looks for it.
    """

    id: str
    plain: str
    already: Criterion | None = None
    worse: str = ""
    instead: tuple[Instead, ...] = ()
    when: Criterion | None = None
    unless_denied: Criterion | None = None
    sources: tuple[str, ...] = ()


class NewSign(Frozen):
    """A new symptom that a diary can note: the finding and state it stands for, in plain words."""

    finding: str
    state: str
    plain: str


class Response(Frozen):
    """How the pain answers to load, to rest or to movement, and what that says: finding to state."""

    kind: str
    answer: str
    plain: str
    findings: dict[str, str] = field(default_factory=dict)


class Course(Frozen):
    """When to look again where one kind of cause leads; it takes the place of the checks for everybody.

    Attributes:
        groups: Groups of conditions that it holds for.
        conditions: Single conditions that it holds for, whatever their group.
        when: For whom; None for everybody.
        worse: What to do if it gets worse, in place of the decision for everybody; None for that one.
    """

    id: str
    checks: tuple[CheckRule, ...]
    groups: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    when: Criterion | None = None
    worse: Note | None = None


class WatchRules(Frozen):
    """The watch over the first weeks.

    Attributes:
        courses: By leading cause and age; the first that holds.
        smallest_change: Points of 0 to 10 that count as better or worse.
        decisions: `better`, `same`, `worse`, `new-sign` to what to do then.
        exercising: What comes first of `worse` and `new-sign` where exercises were given.
        booked: Decisions that hold instead where an ordinary visit is booked.
        before_visit: Decisions that hold instead where a visit within two weeks is due.
    """

    smallest_change: float
    checks: tuple[CheckRule, ...]
    decisions: dict[str, Note]
    exercising: Note
    booked: dict[str, Note]
    before_visit: dict[str, Note]
    warnings: tuple[WarningSign, ...]
    new_signs: tuple[NewSign, ...]
    responses: tuple[Response, ...]
    courses: tuple[Course, ...] = ()


class CareRules(Frozen):
    """Everything that plans are made with, besides the conditions themselves.

    Attributes:
        jobs: A kind of sitting to the short break that suits it.
        signs: What decides the conditions of sentences.
        of_age: What only people of some age do.
    """

    cautions: Cautions
    exercises: dict[str, Exercise]
    micro_breaks: dict[str, MicroBreak]
    choosing: Choosing
    routing: Routing
    sitting: tuple[Sitting, ...]
    jobs: dict[str, str]
    measures: tuple[Measure, ...]
    watch: WatchRules
    signs: tuple[Sign, ...] = ()
    fears: tuple[Fear, ...] = ()
    radiation: Radiation | None = None
    of_age: tuple[OfAge, ...] = ()
