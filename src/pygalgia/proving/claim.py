"""A claim, and the search for a case that shows it wrong, among all the cases that there can be."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from pygalgia.domain.case import Case
from pygalgia.domain.finding import Finding
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.proving.answers import Answers, Formula
from pygalgia.proving.countermodel import as_case, fewest
from pygalgia.proving.flags import Flagged, Tests
from pygalgia.proving.solver import solver
from pygalgia.session import Interviewer


@dataclass(frozen=True, slots=True)
class Search:
    """One thing to look for.

    Attributes:
        about: What it concerns, such as `fever: present` or a flag's id.
        found: The formula; a case that meets it is what is looked for.
    """

    about: str
    found: Formula


@dataclass(frozen=True, slots=True)
class Tried:
    """One way that was tried.

    Attributes:
        about: What it concerns.
        holds: Whether the claim held.
        case: A case that shows it wrong, where there is one.
    """

    about: str
    holds: bool
    case: Case | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Something that holds for every case, or that some case must be able to do.

    One that is no formula as a whole has a proof of its own: each of a finite number of ways is tried.

    Attributes:
        id: Short name.
        says: The claim in one sentence.
        searches: What is looked for by the solver.
        shown: Tries every way instead.
        is_long: Whether it is proved only where it is asked for by name.
        wants_case: Whether a case must be found for each search; else none may be.
        but: What the claim does not hold for, by what a search is about, each with the reason.
    """

    id: str
    says: str
    searches: "Callable[[Ground], Iterable[Search]] | None" = None
    shown: "Callable[[Ground], Iterable[Tried]] | None" = None
    wants_case: bool = False
    is_long: bool = False
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
        interviewer: Who leads the interviews that are tried; None where none is.
    """

    base: KnowledgeBase
    only: frozenset[str] = frozenset()
    interviewer: Interviewer | None = None

    @property
    def leader(self) -> Interviewer:
        """Who leads the interviews.

        Raises:
            ValueError: the ground was laid without one.
        """
        if self.interviewer is None:
            msg = "a claim of interviews needs somebody who leads them"
            raise ValueError(msg)
        return self.interviewer

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

    @property
    def asked_names(self) -> tuple[str, ...]:
        """The ids of `asked`."""
        return tuple(each.id for each in self.asked)

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
    against: dict[str, Case | None] = {}
    excepted, tried = [], 0
    for each in _by_search(claim, ground) if claim.shown is None else claim.shown(ground):
        tried += 1
        if each.holds:
            continue
        if each.about in claim.but:
            excepted.append(each.about)
        else:
            against[each.about] = each.case
    return Proof(claim=claim, tried=tried, against=against, excepted=tuple(excepted))


def _by_search(claim: Claim, ground: Ground) -> Iterator[Tried]:
    z3 = solver()
    search = z3.SolverFor("QF_LRA")
    search.add(ground.answers.possible)
    for each in claim.searches(ground) if claim.searches else ():
        search.push()
        search.add(each.found)
        is_found = search.check() == z3.sat
        wrong = is_found is not claim.wants_case
        shows = wrong and is_found and each.about not in claim.but
        yield Tried(each.about, not wrong, case_of(search, ground, each.about) if shows else None)
        search.pop()


def case_of(search: Formula, ground: Ground, about: str) -> Case:
    """Return a case with few answers that meets what a search holds; there must be one."""
    return as_case(fewest(search, ground.answers), ground.answers, name=_file_name(about))


def _file_name(about: str) -> str:
    return "".join(each if each.isalnum() else "-" for each in about)
