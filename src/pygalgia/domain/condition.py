"""A condition: a cause of the pain."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from pygalgia.domain.belief import Basis, Belief
from pygalgia.domain.red_flag import Criterion
from pygalgia.frozen import Frozen, field

Setting = Literal["self", "primary-care", "emergency", "specialist"]
#: Settings that a prior states a factor for.
OtherSetting = Literal["self", "emergency", "specialist"]
SETTINGS: tuple[Setting, ...] = ("self", "primary-care", "emergency", "specialist")
#: The setting that the shares are stated for.
BASE_SETTING: Setting = "primary-care"
#: Where a case comes from; unknown where nobody says.
CaseSetting = Literal["self", "primary-care", "emergency", "specialist", "unknown"]
Population = Literal["adults", "children"]
POPULATIONS: tuple[Population, ...] = ("adults", "children")
#: What the conditions are grouped by, and the layer of tissue that hurts.
Group = Literal[
    "spine", "local-infection-and-inflammation", "sciatic-nerve", "joint", "circulation",
    "muscle-and-tendon", "bone", "tumour", "pelvic-organs", "child", "load-and-posture", "widespread", "none",
]  # fmt: skip
Layer = Literal["skin", "fat", "muscle-and-tendon", "deep", "referred"]
VisitWhen = Literal["first", "next", "if"]
TestWhen = Literal["now", "if", "avoid"]
TreatmentKind = Literal["self-care", "physiotherapy", "medicine", "procedure", "operation", "support"]
#: Of the evidence for a treatment; `outdated` marks what should no longer be done.
Strength = Literal["strong", "moderate", "weak", "judged", "outdated"]

#: First age of each band, in whole years. The last band has no upper end.
AGE_BANDS: tuple[tuple[str, int], ...] = (
    ("0-3", 0),
    ("4-9", 4),
    ("10-13", 10),
    ("14-17", 14),
    ("18-29", 18),
    ("30-39", 30),
    ("40-49", 40),
    ("50-59", 50),
    ("60-69", 60),
    ("70-79", 70),
    ("80+", 80),
)
ADULT_AGE = 18
#: The condition that stands for "none of these".
UNLISTED = "unlisted"


class Link(Frozen):
    """A belief of one condition about one finding or one mechanism."""

    target: str
    belief: Belief


class Share(Frozen):
    """The share of a condition in one population and setting.

    Shares of one population and setting sum to 1. `low` and `high` bound the middle 90 % of what is
    believed possible.
    """

    population: Population
    setting: Setting
    p: float
    low: float
    high: float
    basis: Basis
    figures: tuple[str, ...] = ()
    because: str = ""


class Modifier(Frozen):
    """Factors on the prior, by age band or by sex; a band that is not named has the factor 1."""

    times: dict[str, float]
    basis: Basis
    figures: tuple[str, ...] = ()
    because: str = ""


class Only(Frozen):
    """Hard exclusions: outside these the prior is zero. None means no limit.

    Attributes:
        needs: A circumstance that the condition cannot do without: where it is known not to hold, the
            condition is out of the question; where it is not known, it is asked.
    """

    sex: str | None = None
    min_age: float | None = None
    max_age: float | None = None
    needs: Criterion | None = None
    because: str = ""


class Action(Frozen):
    """The level of urgency that a condition needs: what another level costs stands in the rules of triage.

    Attributes:
        settled: The level it needs once the illness is old and steady, or None where that changes nothing.
            When it is, the rules of triage say (`settled_when`).
        settled_because: Why it needs another level then.
        do_now: What to do at once where it is likely enough to be the reason, in plain words; empty where
            the level says all.
    """

    urgency: str
    because: str
    sources: tuple[str, ...] = ()
    settled: str | None = None
    settled_because: str = ""
    do_now: str = ""

    def needed(self, *, settled: bool) -> str:
        """Return the level that is needed in an illness that is settled, or in any other."""
        return self.settled if settled and self.settled is not None else self.urgency


class Visit(Frozen):
    """A service to see: `first`, `next`, or `if` something holds (then `condition` says what)."""

    service: str
    when: VisitWhen
    condition: str = ""
    why: str
    sources: tuple[str, ...] = ()


class Investigation(Frozen):
    """A test to do now, to do if something holds, or to avoid; with its reason."""

    text: str
    plain: str
    when: TestWhen
    condition: str = ""
    why: str
    sources: tuple[str, ...] = ()


class Treatment(Frozen):
    """One thing that is done about a condition.

    Attributes:
        kind: Closed list.
        strength: Of the evidence, `judged` where no publication stands behind it; `outdated` marks what
            should no longer be done.
        cautions: Ids of cautions that block or limit it.
        when: For whom it is meant; it is left out where that certainly does not hold.
    """

    kind: TreatmentKind
    text: str
    plain: str
    strength: Strength
    cautions: tuple[str, ...] = ()
    when: Criterion | None = None
    sources: tuple[str, ...] = ()


class Note(Frozen):
    """A statement with its sources: `text` for clinicians, `plain` for everybody."""

    text: str
    plain: str
    sources: tuple[str, ...] = ()


class Review(Frozen):
    """Who has signed a page, and when it is due again. ISO dates; None where nobody has."""

    reviewer: str | None = None
    reviewed_on: str | None = None
    next_review: str | None = None


#: Finding or mechanism to state to probability.
Rates = Mapping[str, Mapping[str, float]]
#: Effective sample size of a rate that rests on opinions alone.
OPINION_N = 8.0


class Condition(Frozen):
    """A cause of the pain: a disease, an injury, or `unlisted` (none of these).

    Attributes:
        split_from: The condition that held this one under its name before; empty where none did.
        mechanisms: What it believes of mechanisms.
        findings: What it believes of direct findings.
        child_mechanisms: Those of `mechanisms` that differ before 18, because one name stands for another
            injury or disease in the young.
        child_findings: Those of `findings` that differ before 18.
        child_because: Why they differ; empty where none does.
        pooled_findings: Population to finding to its states' rates, where independent opinions were pooled
            with what is stated. A population that is missing has the rates of adults.
        pooled_mechanisms: The same for mechanisms.
    """

    id: str
    name: str
    plain_name: str
    plain: str
    group: str
    layer: str
    icd10: str
    icd11: str
    action: Action
    split_from: str = ""
    only: Only = Only()
    shares: tuple[Share, ...] = ()
    age: Modifier | None = None
    sex: Modifier | None = None
    mechanisms: Sequence[Link] = ()
    findings: Sequence[Link] = ()
    child_mechanisms: Sequence[Link] = ()
    child_findings: Sequence[Link] = ()
    child_because: str = ""
    pooled_findings: Mapping[Population, Rates] = field(default_factory=dict)
    pooled_mechanisms: Mapping[Population, Rates] = field(default_factory=dict)
    see: tuple[Visit, ...] = ()
    investigations: tuple[Investigation, ...] = ()
    treatment: tuple[Treatment, ...] = ()
    prognosis: Note | None = None
    prevention: tuple[Note, ...] = ()
    review: Review = Review()

    def mechanisms_in(self, who: Population) -> tuple[Link, ...]:
        """Return the beliefs about mechanisms that the model uses in one population."""
        return _used(self.stated_mechanisms(who), self.pooled_mechanisms, who)

    def findings_in(self, who: Population) -> tuple[Link, ...]:
        """Return the beliefs about direct findings that the model uses in one population."""
        return _used(self.stated_findings(who), self.pooled_findings, who)

    def finding_rates(self, who: Population) -> Iterator[tuple[str, Mapping[str, float], float]]:
        """Yield of each of `findings_in` the finding, its states' rates and the effective sample size."""
        rates, own = self._pooled_findings(who), self.stated_findings(who)
        sizes = {link.target: link.belief.n for link in own}
        yield from (
            (link.target, link.belief.states, link.belief.n) for link in own if link.target not in rates
        )
        yield from ((name, states, sizes.get(name, OPINION_N)) for name, states in rates.items())

    def finding_belief(self, who: Population, finding: str) -> Belief | None:
        """Return the belief about one of `findings_in`, or None where it has none of its own."""
        own = next((link.belief for link in self.stated_findings(who) if link.target == finding), None)
        states = self._pooled_findings(who).get(finding)
        return own if states is None else _pooled(own, states)

    def _pooled_findings(self, who: Population) -> Rates:
        return self.pooled_findings.get(who, self.pooled_findings.get("adults", {}))

    def stated_mechanisms(self, who: Population) -> tuple[Link, ...]:
        """Return its own beliefs about mechanisms in one population."""
        return _over(self.mechanisms, self.child_mechanisms if who == "children" else ())

    def stated_findings(self, who: Population) -> tuple[Link, ...]:
        """Return its own beliefs about direct findings in one population."""
        return _over(self.findings, self.child_findings if who == "children" else ())

    @property
    def links(self) -> tuple[Link, ...]:
        """Every belief that it states, of whatever population."""
        return (*self.mechanisms, *self.findings, *self.child_mechanisms, *self.child_findings)


def _over(links: Sequence[Link], instead: Sequence[Link]) -> tuple[Link, ...]:
    merged = {link.target: link for link in (*links, *instead)}
    return tuple(merged.values())


def _used(stated: tuple[Link, ...], pooled: Mapping[Population, Rates], who: Population) -> tuple[Link, ...]:
    """Return the beliefs that the model uses: those stated, with pooled rates where there are any."""
    rates = pooled.get(who, pooled.get("adults", {}))
    own = {link.target: link.belief for link in stated}
    kept = tuple(link for link in stated if link.target not in rates)
    made = (Link(target=name, belief=_pooled(own.get(name), states)) for name, states in rates.items())
    return (*kept, *made)


def _pooled(own: Belief | None, states: Mapping[str, float]) -> Belief:
    if own is None:
        return Belief(states=dict(states), basis="judged", because="", n=OPINION_N, pooled=True)
    return replace(own, states=dict(states), formula=None, pooled=True)
