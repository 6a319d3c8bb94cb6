"""The whole answer to one case, with its reasons, sources and provenance."""

from typing import Literal

from pygalgia.domain.case import Case
from pygalgia.domain.case_mix import CaseMix
from pygalgia.domain.finding import Who
from pygalgia.domain.plan import Plan
from pygalgia.domain.red_flag import FlagVerdict
from pygalgia.domain.timing import Timing
from pygalgia.domain.urgency import Urgency
from pygalgia.frozen import Frozen


class Reason(Frozen):
    """Why the urgency is at least this.

    Attributes:
        kind: A raised flag, a probability above its threshold, or a danger not yet excluded.
        id: The flag, condition or rule.
        do_now: What to do at once; empty where the level alone says it.
        findings: Findings behind it, or still needed.
    """

    kind: Literal["red-flag", "threshold", "not-excluded"]
    id: str
    urgency: Urgency
    text: str
    plain: str
    do_now: str
    sources: tuple[str, ...]
    findings: tuple[str, ...]


class Evidence(Frozen):
    """One known answer's weight for one condition.

    Attributes:
        decibans: Positive speaks for the condition; 10 make it ten times as likely.
        mechanism: The mechanism it speaks through, or None.
        expected: P(state | condition), or P(state | mechanism at work) where it speaks through one.
        background: P(state) at the background rate, or P(state | mechanism not at work).
        basis: Basis of `expected`.
        figures: Figures behind both rates.
        sources: Publications behind those figures.
        timing: What was said of the answer's time, or None.
    """

    finding: str
    state: str
    decibans: float
    mechanism: str | None
    expected: float
    background: float
    basis: str
    figures: tuple[str, ...]
    sources: tuple[str, ...]
    timing: Timing | None = None


class Ranked(Frozen):
    """One condition's place in the ranking.

    Attributes:
        probability: Exact posterior under the stated beliefs.
        interval: Middle 95 % of the posterior under drawn tables.
        prior: Its probability before any answer, at this age, sex and setting.
        fit: How well the answers suit it, whatever its frequency: the sum of all weights, in decibans
            against "nothing but background rates".
        evidence_for: Strongest first.
        evidence_against: Strongest first.
        split_from: The older id that held this condition before it had its own; empty where none did.
    """

    id: str
    name: str
    plain_name: str
    group: str
    probability: float
    interval: tuple[float, float]
    prior: float
    fit: float
    evidence_for: tuple[Evidence, ...]
    evidence_against: tuple[Evidence, ...]
    split_from: str = ""


class MechanismAtWork(Frozen):
    """How probable it is that a mechanism is at work."""

    id: str
    name: str
    plain: str
    probability: float


class Change(Frozen):
    """What one answer, still unknown, would change.

    Attributes:
        who: Who can notice it: `patient`, or `examiner` and `laboratory`, which only clinicians are told.
        leading: The condition that would lead, where that differs; else None.
        urgency: The urgency that would follow, where that differs; else None.
        text: The sentence to show.
    """

    finding: str
    state: str
    who: Who
    leading: str | None
    urgency: Urgency | None
    text: str
    plain: str


class Suggested(Frozen):
    """A question worth asking next: why, and how much it would tell (expected reduction of loss, >= 0)."""

    finding: str
    why: str
    value: float


class Provenance(Frozen):
    """What made this assessment."""

    version: str
    knowledge_sha256: str


class Assessment(Frozen):
    """Everything that is said about one case.

    Attributes:
        case: The case as understood: with what its answers imply.
        enough_to_rank: False where too little is known; the ranking is then close to the priors.
        conclusive: Whether one listed condition leads clearly, the whole of its interval considered.
        conditions: Every condition above 0.1 %, most probable first.
        fits_best: The same rows, those first that the answers fit best.
        case_mix: The population whose frequencies the probabilities assume.
        changes: What single answers would change, the most important first.
        next_questions: Worth asking, the most valuable first.
    """

    case: Case
    urgency: Urgency
    reasons: tuple[Reason, ...]
    red_flags: tuple[FlagVerdict, ...]
    conditions: tuple[Ranked, ...]
    fits_best: tuple[Ranked, ...]
    case_mix: CaseMix
    mechanisms: tuple[MechanismAtWork, ...]
    enough_to_rank: bool
    conclusive: bool
    changes: tuple[Change, ...]
    next_questions: tuple[Suggested, ...]
    plan: Plan
    provenance: Provenance
