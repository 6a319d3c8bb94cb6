"""A finding: one observable thing and the states it can be in."""

from collections.abc import Collection
from typing import Literal

from pygalgia.domain.belief import Belief
from pygalgia.domain.timing import TimeTest
from pygalgia.frozen import Frozen, field

FindingKind = Literal["yes-no", "choice", "number", "regions"]
Who = Literal["patient", "examiner", "laboratory"]
#: Code systems that a finding may be named in.
CodeSystem = Literal["snomed", "loinc", "hpo", "icpc", "icd10", "icd11"]

ABSENT = "absent"
PRESENT = "present"
UNKNOWN = "unknown"
#: States that say "there is no such thing".
NOTHING = frozenset({ABSENT, "none", "normal", "never", "not-pregnant"})


class Unit(Frozen):
    """A UCUM unit that a number may be given in: `value * factor + offset` is the finding's own unit."""

    code: str
    factor: float = 1.0
    offset: float = 0.0


class Bin(Frozen):
    """A named range of a number: from the previous bin's `below` (included) to `below` (excluded).

    `below` is None for the last bin.
    """

    state: str
    below: float | None


class Scale(Frozen):
    """How a number is read: its units, the values that are possible at all, and its bins in order.

    The first unit is the one that bins, minimum and maximum are in.
    """

    units: tuple[Unit, ...]
    minimum: float
    maximum: float
    bins: tuple[Bin, ...]


class Asked(Frozen):
    """Another finding is in one of these states: `asked_if` needs it, `not_while` is put off by it."""

    finding: str
    states: tuple[str, ...]


class Implication(Frozen):
    """An answer that settles other findings: where `state` is answered, `finding` is `then`.

    With `time`, only where the answer's time is known to meet it.

    An answer that the person gave outright always wins over an implied one.
    """

    state: str
    finding: str
    then: str
    time: TimeTest | None = None


class RegionRule(Frozen):
    """How a list of body regions fills a finding: the first rule whose regions meet the list wins.

    A rule without regions is the fallback. The state `unknown` leaves the finding open: its regions may
    mean it, or may not.
    """

    state: str
    regions: tuple[str, ...]


class NotHad(Frozen):
    """What somebody says for whom a question has no answer: never had the treatment, does no sport.

    Nothing follows from it, as from "I don't know".

    Attributes:
        text: Plain words, an answer of its own.
        share: How many say so, 0 to 1: asking them teaches nothing.
    """

    text: str
    share: float


class AskedOf(Frozen):
    """Whom a finding is asked of. It can be there in others all the same: what they tell counts.

    Attributes:
        min_age: Youngest age in years, or None.
        max_age: Oldest age in years, or None.
        not_pregnant: Nobody who is known to be pregnant is asked.
        not_while: Nobody who is known to have this answer is asked: no treatment has been tried, and no
            two cycles have passed, on a pain of two days.
    """

    min_age: float | None = None
    max_age: float | None = None
    not_pregnant: bool = False
    not_while: Asked | None = None


class Finding(Frozen):
    """One observable thing: a symptom, a fact of history, an examination sign or a test result.

    Attributes:
        id: Stable kebab-case id.
        name: Clinical name, short.
        topic: The file it stands in: findings of one topic are asked together.
        kind: `yes-no`, `choice`, `number` (answered as a value with a unit, or as a bin's name) or
            `regions` (a list of body regions; never scored itself).
        states: Every state that can be scored, in order. `unknown` is not a state.
        state_names: State to plain words, for choices and numbers.
        who: Who can answer it.
        question: The question to a patient, reading grade 8 or lower.
        clinician: The wording for a clinician.
        help: What the question means or how the sign is elicited, in plain words, for whoever is asked.
        coding: What whoever encodes a report should know beside it; empty where nothing.
        not_had: Who has no answer to give, or None where everybody has one.
        why: Why it is asked, in plain words.
        mechanism: The mechanism that produces it, or None where conditions do so directly.
        background: Belief for every condition that states none; None where a mechanism is the parent
            or the finding is never scored.
        scored: Whether it moves the ranking (`pain-site` and summaries do not).
        asked_if: Parent answer without which the finding is neither asked nor scored.
        asked_of: Whom it is asked of, or None for everybody it applies to.
        superseded_by: Findings that say the same more exactly: where one of them is known, this one is
            neither asked nor scored, so that one observation never counts twice.
        implies: What its answers settle.
        from_regions: How a list of regions fills it.
        scale: For numbers.
        denies: Whether its empty state says that nothing is there. False where it is an answer like
            the others (a treatment that did nothing).
        critical: Whether an unanswered one may hold urgency up.
        only_sex: The sex it applies to, or None.
        only_sex_of: State to the one sex that can be in it: nobody of the other is shown it.
        min_age: Youngest age in years it applies to, or None.
        max_age: Oldest age in years it applies to, or None.
        seconds: How long a person needs to answer it.
        burden: How unpleasant it is: 0 none, 1 personal or uncomfortable, 2 painful or costly.
        synonyms: Other words people use.
        codes: Code system to the codes that mean the same.
        renamed_from: Ids it had before: what was saved under them is read as this one.
    """

    id: str
    name: str
    topic: str
    kind: FindingKind
    states: tuple[str, ...]
    state_names: dict[str, str]
    who: Who
    question: str
    clinician: str
    help: str
    why: str
    coding: str = ""
    not_had: NotHad | None = None
    mechanism: str | None = None
    background: Belief | None = None
    scored: bool = True
    asked_if: Asked | None = None
    asked_of: AskedOf | None = None
    superseded_by: tuple[str, ...] = ()
    implies: tuple[Implication, ...] = ()
    from_regions: tuple[RegionRule, ...] = ()
    scale: Scale | None = None
    critical: bool = False
    denies: bool = True
    only_sex: str | None = None
    only_sex_of: dict[str, str] = field(default_factory=dict)
    min_age: float | None = None
    max_age: float | None = None
    seconds: float = 8.0
    burden: int = 0
    synonyms: tuple[str, ...] = ()
    codes: dict[CodeSystem, tuple[str, ...]] = field(default_factory=dict)
    renamed_from: tuple[str, ...] = ()

    def is_superseded(self, known: Collection[str]) -> bool:
        """Return whether a finding that says the same more exactly is among the known ones."""
        return bool(self.superseded_by) and any(name in known for name in self.superseded_by)

    @property
    def denial(self) -> str | None:
        """The state that says that nothing is there: a "no", or a normal result; None where there is none."""
        empty = [state for state in self.states if state in NOTHING]
        if not self.denies or not empty:
            return None
        return "normal" if "normal" in empty else empty[0]

    @property
    def fallback(self) -> str | None:
        """The state where no region of its rules is marked; None where regions do not fill it."""
        return next((rule.state for rule in self.from_regions if not rule.regions), None)
