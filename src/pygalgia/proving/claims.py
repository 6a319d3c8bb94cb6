"""What is claimed of the flags and of urgency, and the search for a case that shows a claim wrong.

A claim is proved where the solver finds no case at all, among all that there can be.
What lies outside, because it is no matter of logic or not decidable so: docs/proofs.md.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pygalgia.domain.case import Case
from pygalgia.domain.finding import Finding
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.urgency import Urgency
from pygalgia.proving.answers import Answers, Formula
from pygalgia.proving.countermodel import as_case, fewest
from pygalgia.proving.expected_loss import Losses
from pygalgia.proving.flags import Flagged, Tests
from pygalgia.proving.solver import solver
from pygalgia.redflags import raising_states


@dataclass(frozen=True, slots=True)
class Search:
    """One thing to look for.

    Attributes:
        about: What it concerns, such as `fever: present` or a flag's id.
        found: The formula; a case that meets it is what is looked for.
    """

    about: str
    found: Formula


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Something that holds for every case, or that some case must be able to do.

    Attributes:
        id: Short name.
        says: The claim in one sentence.
        searches: What is looked for.
        wants_case: Whether a case must be found for each search; else none may be.
        but: What the claim does not hold for, by what a search is about, each with the reason.
    """

    id: str
    says: str
    searches: "Callable[[Ground], Iterable[Search]]"
    wants_case: bool = False
    but: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What came of a claim.

    Attributes:
        tried: How many searches there were.
        against: What shows it wrong, by what it is about; None instead of a case where none could be found.
        excepted: Searches that failed as the claim says they do.
    """

    claim: Claim
    tried: int
    against: dict[str, Case | None]
    excepted: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against the claim but what it names itself."""
        return not self.against and set(self.excepted) == set(self.claim.but)


@dataclass(frozen=True)
class Ground:
    """Any answers, what the flags make of them, and of each further answer.

    Attributes:
        only: Findings to look at; empty for all. For a part of the proof in a test.
    """

    base: KnowledgeBase
    only: frozenset[str] = frozenset()

    @cached_property
    def flagged(self) -> Flagged:
        """The flags over any answers."""
        return Flagged(tuple(self.base.red_flags.values()), Answers(findings=self.base.findings))

    @property
    def answers(self) -> Answers:
        """Any answers."""
        return self.flagged.answers

    @cached_property
    def consistent(self) -> Formula:
        """That answers do not contradict each other, and that those they are asked under were given."""
        z3, tests = solver(), Tests(self.answers)
        against = [tests.sure(each.when) for each in self.base.contradictions.values()]
        nested = [each for each in self.base.findings.values() if each.asked_if is not None]
        stands = [z3.Or(self.answers.unknown(each.id), self.is_asked(each)) for each in nested]
        return z3.And(z3.Not(z3.Or(against)), *stands)

    def is_asked(self, finding: Finding) -> Formula:
        """Return whether the answer that a finding is asked under was given, if it needs any."""
        z3, asked = solver(), finding.asked_if
        if asked is None:
            return z3.BoolVal(val=True)
        return z3.Or([self.answers.states(asked.finding)[each] for each in asked.states])

    @cached_property
    def asked(self) -> tuple[Finding, ...]:
        """Findings that some flag asks about, or that what it asks about is asked under."""
        names = self.flagged.asked_about
        chosen = [each for name, each in self.base.findings.items() if name in names]
        return tuple(each for each in chosen if not self.only or each.id in self.only)

    @cached_property
    def _after(self) -> dict[tuple[str, str], Flagged]:
        return {}

    def after(self, finding: str, state: str) -> Flagged:
        """Return what the flags make of one more answer."""
        key = (finding, state)
        if key not in self._after:
            self._after[key] = self.flagged.after(self.answers.answered(finding, state))
        return self._after[key]

    @cached_property
    def lay(self) -> frozenset[str]:
        """Findings that a person without training can answer."""
        checks = {each.finding for each in self.base.interview.self_checks}
        return frozenset(
            name for name, each in self.base.findings.items() if each.who == "patient" or name in checks
        )


def prove(claim: Claim, ground: Ground) -> Proof:
    """Return what comes of a claim.

    Raises:
        RequestError: the solver is not installed.
    """
    z3 = solver()
    search = z3.SolverFor("QF_LRA")
    search.add(ground.answers.possible)
    against: dict[str, Case | None] = {}
    excepted, tried = [], 0
    for each in claim.searches(ground):
        tried += 1
        search.push()
        search.add(each.found)
        is_found = search.check() == z3.sat
        if is_found is not claim.wants_case:
            if each.about in claim.but:
                excepted.append(each.about)
            else:
                model = fewest(search, ground.answers) if is_found else None
                against[each.about] = (
                    None if model is None else as_case(model, ground.answers, name=_file_name(each.about))
                )
        search.pop()
    return Proof(claim=claim, tried=tried, against=against, excepted=tuple(excepted))


def _file_name(about: str) -> str:
    return "".join(each if each.isalnum() else "-" for each in about)


def _raised_is_obeyed(ground: Ground) -> Iterator[Search]:
    z3, flagged = solver(), ground.flagged
    for flag, raised in zip(flagged.flags, flagged.raised, strict=True):
        yield Search(flag.id, z3.And(raised, z3.Not(flagged.at_least(Urgency.from_id(flag.urgency)))))


def _stays_raised(ground: Ground) -> Iterator[Search]:
    z3, flagged = solver(), ground.flagged
    for finding, state in _further(ground.asked):
        after = ground.after(finding, state)
        pairs = zip(flagged.raised, after.raised, after.touched, strict=True)
        lost = [z3.And(before, z3.Not(then)) for before, then, touched in pairs if touched]
        yield Search(f"{finding}: {state}", z3.And(ground.answers.unknown(finding), z3.Or(lost)))


def _danger_never_lowers(ground: Ground) -> Iterator[Search]:
    z3, signs = solver(), ground.base.triage.danger_signs
    for finding, state in _further(ground.asked):
        if state in signs.get(finding, ()):
            lower = ground.after(finding, state).is_below(ground.flagged)
            yield Search(f"{finding}: {state}", z3.And(ground.answers.unknown(finding), lower))


def _denial_never_raises(ground: Ground) -> Iterator[Search]:
    z3, raising = solver(), raising_states(ground.flagged.flags)
    for finding, state in _further(ground.asked):
        if state == ground.base.findings[finding].denial and state not in raising.get(finding, ()):
            higher = ground.flagged.is_below(ground.after(finding, state))
            yield Search(f"{finding}: {state}", z3.And(ground.answers.unknown(finding), higher))


def _unknown_is_no_comfort(ground: Ground) -> Iterator[Search]:
    z3, here = solver(), ground.flagged
    for finding in ground.asked:
        every = [ground.after(finding.id, state) for state in finding.states]
        below = [
            z3.And(*(each.at_least(level) for each in every), z3.Not(here.at_least(level)))
            for level in list(Urgency)[1:]
        ]
        yield Search(
            finding.id, z3.And(ground.answers.unknown(finding.id), ground.is_asked(finding), z3.Or(below))
        )


def _further(findings: Sequence[Finding]) -> Iterator[tuple[str, str]]:
    return ((each.id, state) for each in findings for state in each.states)


def _can_be_raised(ground: Ground) -> Iterator[Search]:
    z3, flagged = solver(), ground.flagged
    for flag, raised in zip(flagged.flags, flagged.raised, strict=True):
        yield Search(flag.id, z3.And(raised, ground.consistent))


def _lay_person_can_tell(ground: Ground) -> Iterator[Search]:
    z3, flagged = solver(), ground.flagged
    others = [ground.answers.unknown(name) for name in ground.base.findings if name not in ground.lay]
    for hazard in dict.fromkeys(flag.hazard for flag in flagged.flags):
        raised = [
            each for flag, each in zip(flagged.flags, flagged.raised, strict=True) if flag.hazard == hazard
        ]
        yield Search(hazard, z3.And(z3.Or(raised), ground.consistent, *others))


def _least_loss(ground: Ground) -> Iterator[Search]:
    losses = Losses(ground.base)
    for settled in (False, True):
        for reached, other in losses.pairs:
            name = f"{reached.id} against {other.id}{', settled' if settled else ''}"
            yield Search(name, losses.costs_more(reached, other, settled=settled))


CLAIMS: tuple[Claim, ...] = (
    Claim(
        id="obeyed",
        says="A raised red flag is answered with its own urgency or a higher one.",
        searches=_raised_is_obeyed,
    ),
    Claim(
        id="stays-raised",
        says="No further answer takes a raised red flag back, unless it tells the time of the very sign.",
        searches=_stays_raised,
    ),
    Claim(
        id="danger",
        says="One more danger sign never lowers what the flags ask for.",
        searches=_danger_never_lowers,
        but={
            "ct-abdomen-pelvis: haematoma": "a scan shows one thing here: blood in the muscle says that it "
            "showed no clot, and what an open clot held up then rests on the other signs alone",
        },
    ),
    Claim(
        id="denial",
        says="One more denial never raises what the flags ask for; one that is forgotten never lowers it.",
        searches=_denial_never_raises,
    ),
    Claim(
        id="unknown",
        says='"I don\'t know" never asks for less than the least urgent of the answers it stands for.',
        searches=_unknown_is_no_comfort,
        but={
            "duration": "two flags may each need another stretch of time, so that whichever it is one of "
            "them is raised, and neither while it is not known; every interview asks for it first",
        },
    ),
    Claim(
        id="reachable",
        says="Every red flag can be raised by answers that do not contradict each other and fit one person.",
        searches=_can_be_raised,
        wants_case=True,
    ),
    Claim(
        id="lay",
        says="Every hazard can be told by a person without training, with nobody examining.",
        searches=_lay_person_can_tell,
        wants_case=True,
    ),
    Claim(
        id="loss",
        says="Whatever the probabilities, the level reached step by step is one of least expected loss.",
        searches=_least_loss,
    ),
)
