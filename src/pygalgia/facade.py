"""The one door that every interface goes through: flags first, then ranking, then urgency, then plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pygalgia import care, inference, interview
from pygalgia.domain.assessment import Assessment, Evidence, MechanismAtWork, Provenance, Ranked
from pygalgia.domain.belief import Belief
from pygalgia.domain.case import Case
from pygalgia.domain.condition import Population
from pygalgia.domain.finding import NOTHING
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.logic import flag_findings, holds
from pygalgia.domain.mechanism import Manifestation
from pygalgia.domain.red_flag import FlagVerdict, Floor
from pygalgia.domain.urgency import Urgency
from pygalgia.inference.interval import DRAWS
from pygalgia.inference.model import FloatArray, IndexArray, population
from pygalgia.intake import Vocabulary, read_case_file, vocabulary
from pygalgia.knowledge import DATA, load_knowledge
from pygalgia.redflags import raising_states, verdicts
from pygalgia.triage import Thresholds, Triage, thresholds, triage

#: Conditions below this probability are not listed.
SMALLEST_LISTED = 0.001
#: Weights below this many decibans (a factor of 1.1) are not told.
SMALLEST_TOLD = 0.4
#: The condition that stands for "none of these".
UNLISTED = "unlisted"


@dataclass(frozen=True)
class Knowledge:
    """The knowledge base, compiled once; immutable, safe to share between threads."""

    base: KnowledgeBase

    @cached_property
    def model(self) -> inference.Model:
        """The compiled arrays, with the beliefs of adults."""
        return inference.compile_model(self.base)

    @cached_property
    def child_model(self) -> inference.Model:
        """The compiled arrays, with the beliefs of children where they differ."""
        return inference.compile_model(self.base, "children")

    def model_for(self, case: Case) -> inference.Model:
        """Return the arrays for a person of this age."""
        return self.child_model if population(case.age_years) == "children" else self.model

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What a case can say."""
        return vocabulary(self.base)

    @cached_property
    def raising(self) -> dict[str, frozenset[str]]:
        """Finding id to the states that speak for some red flag."""
        return raising_states(self.base.red_flags.values())

    @cached_property
    def watch(self) -> interview.Watch:
        """The red flags as arrays, for weighing every answer that could come next."""
        return interview.compile_watch(self.base.red_flags.values(), self.base.findings)

    @cached_property
    def loss(self) -> interview.DecisionLoss:
        """What wrong advice costs, by condition."""
        urgencies = [Urgency.from_id(each.action.urgency) for each in self.base.conditions.values()]
        return interview.decision_loss(urgencies, self.base.interview.losses)

    @cached_property
    def thresholds(self) -> Thresholds:
        """The thresholds of triage as arrays."""
        return thresholds(tuple(self.base.conditions.values()), self.base.triage)

    def levels(self, probability: FloatArray) -> NDArray[np.int64]:
        """Return (k,) the urgency that expected harm asks for, given (k, C) probabilities."""
        rules = self.thresholds
        alone = ((probability >= rules.act_at) * rules.urgency).max(axis=1)
        reached = probability @ rules.in_mass.T >= rules.mass_at_least
        together = np.where(reached, rules.mass_urgency, 0).max(axis=1, initial=0)
        levels: NDArray[np.int64] = np.maximum(alone, together).astype(np.int64)
        return levels

    @cached_property
    def flags_touched(self) -> dict[str, tuple[int, ...]]:
        """Finding id to the places, in the order of the red flags, of those that its answer can decide."""
        touched: dict[str, set[int]] = {name: set() for name in self.base.findings}
        for place, flag in enumerate(self.base.red_flags.values()):
            for name in flag_findings(flag):
                parent = self.base.findings[name].asked_if
                for each in (name, *(() if parent is None else (parent.finding,))):
                    touched[each].add(place)
        return {name: tuple(sorted(places)) for name, places in touched.items()}

    @cached_property
    def direct(self) -> dict[Population, dict[tuple[str, str], Belief]]:
        """Population to (condition, finding) to the condition's own belief about it."""
        populations: tuple[Population, ...] = ("adults", "children")
        return {
            who: {
                (c.id, link.target): link.belief
                for c in self.base.conditions.values()
                for link in c.findings_in(who)
            }
            for who in populations
        }

    @cached_property
    def manifestations(self) -> dict[str, Manifestation]:
        """Finding id to its two rates, where a mechanism produces it."""
        return {each.finding: each for m in self.base.mechanisms.values() for each in m.manifestations}


def load(root: Path = DATA) -> Knowledge:
    """Return the knowledge that ships with the package, or that below another folder.

    Raises:
        KnowledgeError: with every problem in every file.
    """
    return Knowledge(base=load_knowledge(root))


def read_case(path: Path | str, knowledge: Knowledge) -> Case:
    """Return the case in a file, JSON or YAML.

    Raises:
        CaseError: with every problem in it.
    """
    return read_case_file(Path(path), knowledge.vocabulary)


def assess(case: Case, knowledge: Knowledge, *, draws: int = DRAWS, seed: int = 0) -> Assessment:
    """Return the whole assessment of a case.

    The same case, knowledge, draws and seed give the same assessment, everywhere.

    Args:
        case: A case read by `pygalgia.intake`.
        knowledge: What to assess it with.
        draws: Draws behind the intervals, at least 1.
        seed: Seed of the draws.
    """
    return _Assessing(case=case, knowledge=knowledge).assessment(draws=draws, seed=seed)


def urgency_and_probability(case: Case, knowledge: Knowledge) -> tuple[Triage, FloatArray]:
    """Return urgency and (C,) posterior only: for evaluations and batches, without reasons and plan."""
    assessing = _Assessing(case=case, knowledge=knowledge)
    return assessing.triage, assessing.posterior.probability


def situation(case: Case, knowledge: Knowledge) -> interview.Situation:
    """Return where an interview stands, judging only the flags that count in it."""
    return _Assessing(case=case, knowledge=knowledge).quick_situation


@dataclass
class _Assessing:
    """One case being assessed: each step is worked out once, when it is first needed."""

    case: Case
    knowledge: Knowledge

    @property
    def base(self) -> KnowledgeBase:
        return self.knowledge.base

    @property
    def model(self) -> inference.Model:
        return self.knowledge.model_for(self.case)

    @cached_property
    def log_prior(self) -> FloatArray:
        return self.model.priors.log_prior(self.case)

    @cached_property
    def rows(self) -> IndexArray:
        return self.model.rows(self.case, self.base.findings)

    @cached_property
    def posterior(self) -> inference.Posterior:
        return inference.posterior(self.model, self.log_prior, self.rows)

    @cached_property
    def verdicts(self) -> tuple[FlagVerdict, ...]:
        return verdicts(self.case, self.base.red_flags.values(), findings=self.base.findings)

    @cached_property
    def enough_to_rank(self) -> bool:
        return self.case.told >= self.base.triage.enough_answers

    @cached_property
    def triage(self) -> Triage:
        return triage(
            self.verdicts,
            dict(zip(self.model.conditions, self.cautious.tolist(), strict=True)),
            conditions=self.base.conditions,
            rules=self.base.triage,
            enough_to_rank=self.enough_to_rank,
        )

    @cached_property
    def cautious(self) -> FloatArray:
        is_reassuring = np.array(
            [
                state in NOTHING and state not in self.knowledge.raising.get(finding, {state})
                for finding, state in self._answers()
            ],
            dtype=np.bool_,
        )
        return inference.cautious_probability(
            self.model, self.log_prior, self.rows[~is_reassuring], self.rows[is_reassuring]
        )

    @cached_property
    def situation(self) -> interview.Situation:
        return interview.Situation(
            case=self.case,
            model=self.model,
            posterior=self.posterior,
            findings=self.base.findings,
            conditions=self.base.conditions,
            verdicts=self.verdicts,
            raising=self.knowledge.raising,
            urgency=self.triage.urgency,
            urgency_of=self.urgency_of,
            levels=self.knowledge.levels,
            watch=self.knowledge.watch,
            look=self.look,
            loss=self.knowledge.loss,
            rules=self.base.interview,
        )

    @cached_property
    def look(self) -> interview.Look:
        return self.knowledge.watch.look(self.case)

    @cached_property
    def quick_situation(self) -> interview.Situation:
        """As `situation`, with the verdicts of only those flags that are raised or hold the urgency up."""
        look, flags = self.look, self.knowledge.watch.flags
        holding = {
            place for place in look.open if any(self._is_in_force(floor) for floor in flags[place].floors)
        }
        places = sorted(look.raised | holding)
        judged = verdicts(self.case, [flags[place] for place in places], findings=self.base.findings)
        level = max((each.urgency for each in judged), default=Urgency.SELF_CARE)
        return interview.Situation(
            case=self.case,
            model=self.model,
            posterior=self.posterior,
            findings=self.base.findings,
            conditions=self.base.conditions,
            verdicts=judged,
            raising=self.knowledge.raising,
            urgency=self._at_least(level),
            urgency_of=self.urgency_of,
            levels=self.knowledge.levels,
            watch=self.knowledge.watch,
            look=self.look,
            loss=self.knowledge.loss,
            rules=self.base.interview,
        )

    def _is_in_force(self, floor: Floor) -> bool:
        """Return whether an open flag's floor holds the urgency up: as `redflags` judges it."""
        holding = partial(holds, case=self.case, findings=self.base.findings)
        if floor.only_if is not None and holding(floor.only_if) is not True:
            return False
        return floor.unless is None or holding(floor.unless) is not True

    def _at_least(self, flagged: Urgency) -> Urgency:
        """Return the urgency: of the flags, of expected harm, and of knowing too little."""
        level = max(self.knowledge.thresholds.level(self.cautious), flagged)
        if not self.enough_to_rank:
            level = max(level, Urgency.from_id(self.base.triage.floor_when_inconclusive))
        return level

    @cached_property
    def flag_urgencies(self) -> list[Urgency]:
        return [each.urgency for each in self.verdicts]

    def urgency_of(self, case: Case) -> Urgency:
        """Return the exact urgency with other answers, judging anew only the flags they touch."""
        changed = {
            n for n in {*case.states, *self.case.states} if case.states.get(n) != self.case.states.get(n)
        }
        places = sorted({place for name in changed for place in self.knowledge.flags_touched[name]})
        flags = list(self.base.red_flags.values())
        judged = verdicts(case, [flags[place] for place in places], findings=self.base.findings)
        urgencies = dict(enumerate(self.flag_urgencies)) | dict(
            zip(places, (each.urgency for each in judged), strict=True)
        )
        other = _Assessing(case=case, knowledge=self.knowledge)
        return other._at_least(max(urgencies.values(), default=Urgency.SELF_CARE))

    def assessment(self, *, draws: int, seed: int) -> Assessment:
        ranked = self.ranking(draws=draws, seed=seed)
        return Assessment(
            case=self.case,
            urgency=self.triage.urgency,
            reasons=self.triage.reasons,
            red_flags=self.verdicts,
            conditions=ranked,
            mechanisms=self.mechanisms(),
            enough_to_rank=self.enough_to_rank,
            conclusive=self.enough_to_rank and self.leads_clearly(ranked),
            changes=interview.changes(self.situation),
            next_questions=interview.next_questions(self.situation),
            plan=care.make_plan(
                care.Circumstances(
                    case=self.case,
                    ranked=[(each.id, each.probability) for each in ranked],
                    urgency=self.triage.urgency,
                    reasons=self.triage.reasons,
                    verdicts=self.verdicts,
                    findings=self.base.findings,
                    cautions=self.base.care.cautions,
                ),
                conditions=self.base.conditions,
                services=self.base.services,
                rules=self.base.care,
            ),
            provenance=Provenance(version=self.base.version, knowledge_sha256=self.base.sha256),
        )

    def leads_clearly(self, ranked: tuple[Ranked, ...]) -> bool:
        """Return whether one listed condition leads, even at the low end of its interval."""
        leading = ranked[0]
        runner_up = max((each.probability for each in ranked[1:]), default=0.0)
        return (
            leading.id != UNLISTED
            and leading.probability >= self.base.triage.conclusive_at
            and leading.interval[0] > runner_up
        )

    def ranking(self, *, draws: int, seed: int) -> tuple[Ranked, ...]:
        spread = self.model.priors.log_spread(self.case)
        intervals = inference.draw_posteriors(
            self.model, self.log_prior, spread, self.rows, draws=draws, seed=seed
        ).interval()
        weights = inference.weights(self.model, self.posterior, self.rows)
        answers = self._answers()
        order = np.argsort(-self.posterior.probability, kind="stable")
        return tuple(
            self._ranked(int(column), intervals[column], weights.decibans[:, column], answers)
            for column in order
            if self.posterior.probability[column] >= SMALLEST_LISTED
        )

    def _answers(self) -> list[tuple[str, str]]:
        """Return the finding and state behind each of `rows`."""
        selected = self.model.selected(self.case, self.base.findings)
        return [(finding, self.case.states[finding]) for finding, _ in selected]

    def _ranked(
        self, column: int, interval: FloatArray, decibans: FloatArray, answers: list[tuple[str, str]]
    ) -> Ranked:
        condition = self.base.conditions[self.model.conditions[column]]
        told = sorted(self._evidence(condition.id, decibans, answers), key=lambda each: -abs(each.decibans))
        point = float(self.posterior.probability[column])
        return Ranked(
            id=condition.id,
            name=condition.name,
            plain_name=condition.plain_name,
            group=condition.group,
            probability=point,
            # The point estimate is exact, the interval drawn: it must hold the point all the same.
            interval=(min(float(interval[0]), point), max(float(interval[1]), point)),
            prior=float(np.exp(self.log_prior[column])),
            evidence_for=tuple(each for each in told if each.decibans > 0),
            evidence_against=tuple(each for each in told if each.decibans < 0),
        )

    def _evidence(
        self, condition: str, decibans: FloatArray, answers: list[tuple[str, str]]
    ) -> Iterator[Evidence]:
        for (finding, state), weight in zip(answers, decibans.tolist(), strict=True):
            if abs(weight) < SMALLEST_TOLD:
                continue
            mechanism = self.base.findings[finding].mechanism
            expected, background = self._rates(condition, finding)
            figures = tuple(dict.fromkeys((*expected.figures, *background.figures)))
            yield Evidence(
                finding=finding,
                state=state,
                decibans=weight,
                mechanism=mechanism,
                expected=expected.states[state],
                background=background.states[state],
                basis=expected.basis,
                figures=figures,
                sources=tuple(dict.fromkeys(self.base.figures[name].source for name in figures)),
            )

    def _rates(self, condition: str, finding: str) -> tuple[Belief, Belief]:
        shared = self.knowledge.manifestations.get(finding)
        if shared is not None:
            return shared.present, shared.absent
        background = self.base.findings[finding].background
        assert background is not None  # noqa: S101 - coherence: one or the other
        own = self.knowledge.direct[population(self.case.age_years)]
        return own.get((condition, finding), background), background

    def mechanisms(self) -> tuple[MechanismAtWork, ...]:
        probability = inference.mechanism_probability(self.model, self.posterior)
        known = [
            MechanismAtWork(
                id=name,
                name=self.base.mechanisms[name].name,
                plain=self.base.mechanisms[name].plain,
                probability=float(probability[index]),
            )
            for index, name in enumerate(self.model.mechanisms)
            if self.posterior.log_ratio[index] != 0
        ]
        return tuple(sorted(known, key=lambda each: -each.probability))
