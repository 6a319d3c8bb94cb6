"""How much one answer less, or a wrong one, changes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from pygalgia import assessing
from pygalgia.domain.case import Case
from pygalgia.domain.finding import NOTHING
from pygalgia.domain.urgency import Urgency
from pygalgia.evaluation.measures.measure import Measure, mean, share
from pygalgia.evaluation.progress import Progress, silent
from pygalgia.evaluation.sets.truth import Flags, Truth
from pygalgia.evaluation.studies.perturbed import answered, with_made_up_answers, with_wrong_answers, without
from pygalgia.inference.model import FloatArray

#: Times each random change is drawn anew for each case.
REPEATS = 5
WRONG = (1, 2, 3)
UNKNOWN_SHARES = (0.25, 0.5)
TOP = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What one changed case did.

    Attributes:
        lower: Urgency fell.
        higher: Urgency rose.
        first_moved: Another condition leads.
        top3_moved: The first three are no longer the same three.
        kept_right: The right condition is among the first three, or was not before either.
    """

    lower: bool
    higher: bool
    first_moved: bool
    top3_moved: bool
    kept_right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One kind of change over all cases; each case weighs the same, however many trials it had."""

    id: str
    label: str
    trials: int
    urgency_lower: Measure
    urgency_higher: Measure
    first_moved: Measure
    top3_moved: Measure
    right_kept: Measure


@dataclass(slots=True, kw_only=True)
class Robustness:
    """Every kind of change.

    Attributes:
        reassurance: Share of reassuring answers that, turned into unknown, lowered urgency: must be 0.
        violations: Case and finding of each that did.
    """

    changes: list[Change] = field(default_factory=list)
    reassurance: Measure
    violations: list[tuple[str, str]] = field(default_factory=list)

    def metrics(self) -> dict[str, Measure]:
        """Return them flat."""
        flat = {"reassurance_lowered_urgency": self.reassurance}
        for change in self.changes:
            flat[f"{change.id}_urgency_lower"] = change.urgency_lower
            flat[f"{change.id}_urgency_higher"] = change.urgency_higher
            flat[f"{change.id}_top3_moved"] = change.top3_moved
        return flat


def robustness(
    cases: Sequence[Case],
    knowledge: assessing.Knowledge,
    truth: Truth,
    *,
    seed: int = 0,
    progress: Progress = silent,
) -> Robustness:
    """Return how often urgency and the first three change when answers do."""
    kinds = _kinds(knowledge)
    trials: dict[str, list[list[Trial]]] = {name: [] for name, _, _ in kinds}
    lowered: list[bool] = []
    violations: list[tuple[str, str]] = []
    for row, case in enumerate(progress(cases, "Changing answers", len(cases))):
        before = assessing.urgency_and_probability(case, knowledge)
        right = truth.right[row]
        for place, (name, _, vary) in enumerate(kinds):
            rng = np.random.default_rng([seed, row, place])
            changed = [assessing.urgency_and_probability(each, knowledge) for each in vary(case, rng)]
            trials[name].append(
                [_trial((before[0].urgency, before[1]), (t.urgency, p), right) for t, p in changed]
            )
        for finding in _reassuring(case, knowledge):
            after, _ = assessing.urgency_and_probability(
                without(case, [finding], knowledge.base.findings), knowledge
            )
            lowered.append(after.urgency < before[0].urgency)
            if lowered[-1]:
                violations.append((case.id, finding))
    changes = [_change(name, label, trials[name], seed) for name, label, _ in kinds]
    return Robustness(changes=changes, reassurance=share(lowered), violations=violations)


Vary = Callable[[Case, np.random.Generator], Iterator[Case]]


def _kinds(knowledge: assessing.Knowledge) -> list[tuple[str, str, Vary]]:
    findings = knowledge.base.findings

    def drop_each(case: Case, _: np.random.Generator) -> Iterator[Case]:
        return (without(case, [name], findings) for name in answered(case, findings))

    def drop_share(part: float) -> Vary:
        def vary(case: Case, rng: np.random.Generator) -> Iterator[Case]:
            names = answered(case, findings)
            for _ in range(REPEATS):
                picked = rng.permutation(len(names))[: round(part * len(names))]
                yield without(case, [names[index] for index in picked], findings)

        return vary

    def wrong(number: int) -> Vary:
        return lambda case, rng: (with_wrong_answers(case, number, findings, rng) for _ in range(REPEATS))

    def made_up(number: int) -> Vary:
        return lambda case, rng: (with_made_up_answers(case, number, findings, rng) for _ in range(REPEATS))

    kinds: list[tuple[str, str, Vary]] = [("drop_one", "One answer left out, each in turn", drop_each)]
    for part in UNKNOWN_SHARES:
        label = f"{100 * part:.0f} % of the answers turned into unknown"
        kinds.append((f"unknown_{100 * part:.0f}", label, drop_share(part)))
    for many in WRONG:
        label = "1 answer turned into another" if many == 1 else f"{many} answers turned into others"
        kinds.append((f"wrong_{many}", label, wrong(many)))
    for many in WRONG:
        label = "1 complaint added" if many == 1 else f"{many} complaints added"
        kinds.append((f"made_up_{many}", f"{label}, not there in truth", made_up(many)))
    return kinds


def _reassuring(case: Case, knowledge: assessing.Knowledge) -> list[str]:
    """Return the answers "there is no such thing" to questions of red flags."""
    return [
        name
        for name, state in case.states.items()
        if name in knowledge.raising and state in NOTHING and state not in knowledge.raising[name]
    ]


def _trial(before: tuple[Urgency, FloatArray], after: tuple[Urgency, FloatArray], right: Flags) -> Trial:
    first_before = np.argsort(-before[1], kind="stable")[:TOP]
    first_after = np.argsort(-after[1], kind="stable")[:TOP]
    return Trial(
        lower=after[0] < before[0],
        higher=after[0] > before[0],
        first_moved=bool(first_before[0] != first_after[0]),
        top3_moved=set(first_before.tolist()) != set(first_after.tolist()),
        kept_right=bool(right[first_after].any() or not right[first_before].any()),
    )


def _change(name: str, label: str, trials: list[list[Trial]], seed: int) -> Change:
    def of(part: str) -> Measure:
        shares = [
            float(np.mean([getattr(trial, part) for trial in each])) if each else np.nan for each in trials
        ]
        return mean(shares, seed=seed)

    return Change(
        id=name,
        label=label,
        trials=sum(map(len, trials)),
        urgency_lower=of("lower"),
        urgency_higher=of("higher"),
        first_moved=of("first_moved"),
        top3_moved=of("top3_moved"),
        right_kept=of("kept_right"),
    )
