"""What the report tells of each single case: reasons for its urgency, and the weight of each answer."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pygalgia import assessing, inference
from pygalgia.domain.case import Case
from pygalgia.domain.urgency import Urgency
from pygalgia.evaluation.report.charts import waterfall
from pygalgia.evaluation.report.charts.canvas import Picture
from pygalgia.evaluation.run import Evaluation, leading_conditions
from pygalgia.inference.explanation import DECIBANS

if TYPE_CHECKING:
    from pygalgia.inference.model import FloatArray

#: Answers drawn one by one, none of them below this weight in decibans; the rest is drawn as one bar.
DRAWN = 14
SMALLEST_DRAWN = 0.4
#: Conditions listed for a case.
LISTED = 5
#: Reasons told, the strongest first.
REASONS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldReading:
    """One reading of a text as the report shows it.

    Attributes:
        causes: Name, and whether it is right, the likeliest first.
    """

    reader: str
    causes: tuple[tuple[str, bool], ...]
    urgency: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldCase:
    """One case as the report shows it.

    Attributes:
        leading: Name, probability and whether it is right, most probable first.
        reasons: Why the urgency is what it is.
        pictures: Weight of evidence for what leads, and for what was found where that differs.
        account: What the person told, in a set of accounts; else empty.
        readings: What blind readers made of the text.
    """

    id: str
    due: str
    given: str
    verdict: str
    found: str
    rank: int | None
    probability: float
    person: str
    answers: int
    leading: tuple[tuple[str, float, bool], ...]
    reasons: tuple[tuple[str, str], ...]
    pictures: tuple[Picture, ...]
    account: str = ""
    readings: tuple[ToldReading, ...] = ()


def told_case(evaluation: Evaluation, row: int, *, rank: float, verdict: str) -> ToldCase:
    """Return what to tell of one case."""
    each, knowledge = evaluation.cases.cases[row], evaluation.knowledge
    own, conditions = evaluation.own, knowledge.base.conditions
    assert own.probability is not None  # noqa: S101 - pygalgia ranks
    assert own.urgency is not None  # noqa: S101 - and gives urgency
    right = {each.expected.condition, *each.expected.acceptable}
    leading = leading_conditions(evaluation, row, LISTED)
    drawn = dict.fromkeys((leading[0][0], each.expected.condition))
    age = "age unknown" if each.case.age_years is None else f"{each.case.age_years:g} years"
    return ToldCase(
        id=each.case.id,
        due=each.expected.urgency.id,
        given=Urgency(int(own.urgency[row])).id,
        verdict=verdict,
        found=conditions[each.expected.condition].name,
        rank=int(rank) if np.isfinite(rank) else None,
        probability=float(own.probability[row][evaluation.truth.right[row]].sum()),
        person=f"{each.case.sex}, {age}, {each.case.setting}",
        answers=int(evaluation.known[row]),
        leading=tuple((conditions[name].name, p, name in right) for name, p in leading),
        reasons=tuple(
            (reason.urgency.id, reason.text) for reason in evaluation.triages[row].reasons[:REASONS]
        ),
        pictures=tuple(evidence(each.case, knowledge, name) for name in drawn),
        account=_account(evaluation, each.case.id),
        readings=tuple(_readings(evaluation, each.case.id, right)),
    )


def _account(evaluation: Evaluation, name: str) -> str:
    accounts = evaluation.cases.accounts
    return accounts.rows[name].presentation if accounts is not None and name in accounts.rows else ""


def _readings(evaluation: Evaluation, name: str, right: AbstractSet[str]) -> Iterator[ToldReading]:
    conditions = evaluation.knowledge.base.conditions
    for reading in evaluation.cases.readings.readings:
        if name in reading.rows:
            read = reading.rows[name]
            causes = tuple((conditions[cause].name, cause in right) for cause in read.causes)
            yield ToldReading(reader=reading.name, causes=causes, urgency=read.urgency.id, why=read.why)


def evidence(case: Case, knowledge: assessing.Knowledge, condition: str) -> Picture:
    """Return the waterfall of one condition in one case."""
    model, findings = knowledge.model_for(case), knowledge.base.findings
    log_prior = model.priors.log_prior(case)
    chosen = model.selected(case, findings)
    rows = np.array([row for _, row in chosen], dtype=np.int32)
    column = model.conditions.index(condition)
    weights: FloatArray = inference.weights(model, inference.posterior(model, log_prior, rows), rows).decibans
    steps = sorted(
        (
            (_label(name, case, knowledge), float(weights[place, column]))
            for place, (name, _) in enumerate(chosen)
        ),
        key=lambda step: -abs(step[1]),
    )
    name = knowledge.base.conditions[condition].name
    if not np.isfinite(log_prior[column]):
        return waterfall(f"{name}: excluded by age or sex", 0.0, [])
    start = float(log_prior[column]) * DECIBANS
    told = [step for step in steps[:DRAWN] if abs(step[1]) >= SMALLEST_DRAWN]
    rest = steps[len(told) :]
    if rest:
        told.append((f"{len(rest)} lesser answers", sum(weight for _, weight in rest)))
    return waterfall(f"Weight of evidence for {name}", start, told)


def _label(name: str, case: Case, knowledge: assessing.Knowledge) -> str:
    finding, state = knowledge.base.findings[name], case.states[name]
    word = {"present": "yes", "absent": "no"}.get(state, finding.state_names.get(state, state))
    return f"{finding.name}: {word}"
