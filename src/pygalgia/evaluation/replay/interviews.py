"""Replay interviews from encoded cases: how few questions, how soon an emergency, how near to knowing all.

Each case answers the questions that an interview puts: what the case says, and "I don't know" where it is
silent. The first complaint (for whom, where seen, age and sex) is given; everything else is asked, the body
map included, and counts as a question. The same cases answer the same lists in other orders for comparison.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Literal

import numpy as np

from pygalgia import assessing
from pygalgia.domain.case import Case
from pygalgia.domain.finding import NOTHING
from pygalgia.domain.urgency import Urgency
from pygalgia.evaluation.measures.measure import Measure, Places, resampled, share
from pygalgia.evaluation.progress import Progress, silent
from pygalgia.inference.model import FloatArray
from pygalgia.interview import (
    Ask,
    Candidate,
    Interview,
    Question,
    Situation,
    Stop,
    candidates,
    given_by,
    next_step,
)
from pygalgia.session import Interviewer

Policy = Literal["expected loss", "information gain", "fixed order", "random order"]
OWN: Policy = "expected loss"
POLICIES: tuple[Policy, ...] = (OWN, "information gain", "fixed order", "random order")
#: What the first complaint tells: given, not counted.
COMPLAINT = frozenset({"for-whom", "setting", "age", "grown-up", "sex", "own-words"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """One case, interviewed.

    Attributes:
        questions: Put after the first complaint.
        until_emergency: Questions until the urgency was `emergency` for good; None where it never was.
        urgency: At the end.
        leading: At the end.
        answerable_urgency: With every answer of the case that a patient can give.
        answerable_leading: The same, for the leading condition.
        whole_urgency: With the whole case, examination and results included.
        whole_leading: The same, for the leading condition.
        known: Findings that the case tells and a patient can: answered outright, or marked on the body map.
        found: Those of them that the interview got to know.
        tests: Examinations and results asked for afterwards, in cases that a clinician saw.
        examined_urgency: After these.
        examined_leading: The same.
        stop: Why the interview stopped.
    """

    case: str
    policy: Policy
    questions: int
    until_emergency: int | None
    urgency: Urgency
    leading: str
    answerable_urgency: Urgency
    answerable_leading: str
    whole_urgency: Urgency
    whole_leading: str
    known: int
    found: int
    tests: int
    examined_urgency: Urgency
    examined_leading: str
    stop: str


def replay(
    cases: Sequence[Case],
    knowledge: assessing.Knowledge,
    *,
    policy: Policy = OWN,
    budget: Mapping[str, int] | None = None,
    seed: int = 0,
    progress: Progress = silent,
) -> list[Replay]:
    """Return how an interview of each case went.

    Args:
        cases: Encoded cases.
        knowledge: What to interview with.
        policy: How the next question is chosen. All but the first choose among the same lists and questions.
        budget: Case id to the number of questions after which the other policies stop.
        seed: Of the random order.
        progress: Told of every case.
    """
    rng = np.random.default_rng(seed)
    choose = None if policy == OWN else partial(_choose, policy=policy, rng=rng)
    interviewer = Interviewer(knowledge)
    run = _Run(interviewer=interviewer, policy=policy, choose=choose, budget=budget or {})
    return [run.of(case) for case in progress(cases, f"Interviewing ({policy})", len(cases))]


def compared(
    cases: Sequence[Case], knowledge: assessing.Knowledge, *, seed: int = 0, progress: Progress = silent
) -> dict[Policy, list[Replay]]:
    """Return the interviews under every policy; the others put as many questions as our own, case by case."""
    own = replay(cases, knowledge, progress=progress)
    budget = {each.case: each.questions for each in own}
    others = {
        policy: replay(cases, knowledge, policy=policy, budget=budget, seed=seed, progress=progress)
        for policy in POLICIES[1:]
    }
    return {OWN: own, **others}


def document(results: Mapping[Policy, Sequence[Replay]], *, seed: int = 0) -> dict[str, object]:
    """Return what `interview.json` holds: the metrics of each policy, and each interview of our own."""
    return {
        "schema": "pygalgia/interview-evaluation/1",
        "first_complaint": sorted(COMPLAINT),
        "policies": {
            policy: {name: each.as_row() for name, each in metrics(replays, seed=seed).items()}
            for policy, replays in results.items()
        },
        "cases": [
            {
                name: value.id if isinstance(value, Urgency) else value
                for name, value in asdict(each).items()
                if name != "policy"
            }
            for each in results[OWN]
        ],
    }


def metrics(replays: Sequence[Replay], *, seed: int = 0) -> dict[str, Measure]:
    """Return the measures of one policy; medians and ratios with bootstrap intervals, shares with exact ones.

    Three kinds of "all information" are told apart: what a patient can answer (`same_urgency`), the whole
    record (`..._as_whole_record`), and the whole record after the examination (`..._after_examination`).
    """
    emergencies = [each for each in replays if each.answerable_urgency is Urgency.EMERGENCY]
    recognised = [each for each in emergencies if each.until_emergency is not None]
    finished = [each for each in replays if each.stop != "emergency"]
    return {
        "questions_median": _median([each.questions for each in replays], seed),
        "questions_until_emergency_median": _median([each.until_emergency or 0 for each in recognised], seed),
        "emergencies_recognised": share([each.until_emergency is not None for each in emergencies]),
        "emergency_never_lower": share([each.urgency is Urgency.EMERGENCY for each in emergencies]),
        "same_urgency": share([each.urgency == each.answerable_urgency for each in replays]),
        "urgency_too_low": share([each.urgency < each.answerable_urgency for each in replays]),
        "same_leading": share([each.leading == each.answerable_leading for each in replays]),
        "same_leading_unless_stopped_for_emergency": share(
            [each.leading == each.answerable_leading for each in finished]
        ),
        "same_urgency_as_whole_record": share([each.urgency == each.whole_urgency for each in replays]),
        "same_leading_as_whole_record": share([each.leading == each.whole_leading for each in replays]),
        "same_urgency_after_examination": share(
            [each.examined_urgency == each.whole_urgency for each in replays]
        ),
        "same_leading_after_examination": share(
            [each.examined_leading == each.whole_leading for each in replays]
        ),
        "tests_median": _median([each.tests for each in replays if each.tests], seed),
        "finding_recall": _ratio(replays, "found", "known", seed),
        "findings_per_question": _ratio(replays, "found", "questions", seed),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    interviewer: Interviewer
    policy: Policy
    choose: Callable[[tuple[Candidate, ...], Situation], Candidate] | None
    budget: Mapping[str, int]

    def of(self, case: Case) -> Replay:
        knowledge = self.interviewer.knowledge
        interview, trace, stop = self._interviewed(case)
        examined = self._examined(case, interview) if stop.kind != "emergency" else interview
        known = told(case, knowledge)
        answers = self.interviewer.case(interview).states
        urgency, leading = outcome(self.interviewer.case(interview), knowledge)
        whole, answerable = outcome(case, knowledge), outcome(answerable_part(case, knowledge), knowledge)
        after = outcome(self.interviewer.case(examined), knowledge)
        return Replay(
            case=case.id,
            policy=self.policy,
            questions=len(trace),
            until_emergency=_until_emergency([*trace, urgency]),
            urgency=urgency,
            leading=leading,
            answerable_urgency=answerable[0],
            answerable_leading=answerable[1],
            whole_urgency=whole[0],
            whole_leading=whole[1],
            known=len(known),
            found=sum(1 for name in known if name in answers),
            tests=len(examined.steps) - len(interview.steps),
            examined_urgency=after[0],
            examined_leading=after[1],
            stop=stop.kind,
        )

    def _interviewed(self, case: Case) -> tuple[Interview, list[Urgency], Stop]:
        """Return the interview, the urgency before each question after the complaint, and why it stopped."""
        interview = self.interviewer.begin(id_=case.id)
        trace: list[Urgency] = []
        while True:
            here = self.interviewer.situation(interview)
            step = self._next(interview, here, len(trace))
            if isinstance(step, Stop):
                return interview, trace, step
            if step.question.id not in COMPLAINT:
                trace.append(here.urgency)
            interview = _answered(self.interviewer, interview, step.question, case)

    def _next(self, interview: Interview, here: Situation, asked: int) -> Ask | Stop:
        step = next_step(interview, here, contradictions=self.interviewer.knowledge.base.contradictions)
        if self.choose is None or (isinstance(step, Ask) and step.phase in ("opening", "contradiction")):
            return step
        if isinstance(step, Stop) and step.kind == "emergency":
            return step
        possible = candidates(interview, here)
        if asked >= self.budget.get(interview.id, 0) or not possible:
            return Stop(kind="limit", reason="as many questions as compared with", urgency=here.urgency)
        chosen = self.choose(possible, here)
        return Ask(question=chosen.question, phase=chosen.phase, value=chosen.value, number=0)

    def _examined(self, case: Case, interview: Interview) -> Interview:
        """Return the interview with the examination and the results that a clinician would be asked for."""
        if case.setting == "self" or self.choose is not None:
            return interview
        examined = self.interviewer.examine(self.interviewer.go_on(interview), laboratory=True)
        while True:
            step = self.interviewer.next_step(examined)
            if isinstance(step, Ask):
                examined = _answered(self.interviewer, examined, step.question, case)
            elif step.kind == "emergency":
                examined = self.interviewer.go_on(examined)
            else:
                return examined


def _answered(interviewer: Interviewer, so_far: Interview, question: Question, case: Case) -> Interview:
    """Return the interview with the answer that a case gives to a question."""
    times = interviewer.knowledge.base.interview.times
    return interviewer.answer(so_far, question.id, given_by(case, question, times=times))


def held(case: Case, interviewer: Interviewer) -> tuple[Interview, Stop, int]:
    """Return the interview of somebody of whom a case is known, why it stopped, and the statements shown.

    Statements, like questions, count from after the first complaint.
    """
    interview, statements = interviewer.begin(id_=case.id), 0
    while isinstance(step := interviewer.next_step(interview), Ask):
        statements += step.question.statements if step.question.id not in COMPLAINT else 0
        interview = _answered(interviewer, interview, step.question, case)
    return interview, step, statements


def _choose(
    possible: tuple[Candidate, ...], here: Situation, *, policy: Policy, rng: np.random.Generator
) -> Candidate:
    if policy == "fixed order":
        return possible[0]
    if policy == "random order":
        return possible[int(rng.integers(len(possible)))]
    gain = _information(here)
    return max(possible, key=lambda each: sum(gain.get(name, 0.0) for name in each.findings))


def _information(here: Situation) -> dict[str, float]:
    """Return finding id to the expected drop of the ranking's entropy in bits.

    Source:
        Lindley DV. On a measure of the information provided by an experiment. Ann Math Stat 1956;27:986-1005.
    """
    if not here.candidates:
        return {}
    now, then = _bits(here.posterior.probability[None, :]), _bits(here.outlook.probability)
    gains = np.add.reduceat(here.outlook.chance * (now - then), here.starts)
    return dict(zip((finding.id for finding in here.askable), gains.tolist(), strict=True))


def _bits(probability: FloatArray) -> FloatArray:
    result: FloatArray = -(probability * np.log2(np.maximum(probability, 1e-300))).sum(axis=1)
    return result


def outcome(case: Case, knowledge: assessing.Knowledge) -> tuple[Urgency, str]:
    """Return the urgency and the leading condition of a case."""
    triage, probability = assessing.urgency_and_probability(case, knowledge)
    return triage.urgency, knowledge.model.conditions[int(probability.argmax())]


def answerable_part(case: Case, knowledge: assessing.Knowledge) -> Case:
    """Return the case with only those answers that a patient can give."""
    findings = knowledge.base.findings
    checks = (
        {each.finding for each in knowledge.base.interview.self_checks} if case.setting == "self" else set()
    )
    kept = {n: s for n, s in case.states.items() if findings[n].who == "patient" or n in checks}
    return replace(case, states=kept)


def told(case: Case, knowledge: assessing.Knowledge) -> frozenset[str]:
    """Return the findings that a case tells and a patient can: answered, or marked on the body map."""
    return frozenset(
        name
        for name, state in case.states.items()
        if knowledge.base.findings[name].who == "patient"
        and (
            case.origins.get(name) == "answered"
            or (case.origins.get(name) == "from-regions" and state not in NOTHING)
        )
    )


def _until_emergency(trace: Sequence[Urgency]) -> int | None:
    """Return after how many questions the urgency was `emergency` and stayed so."""
    if trace[-1] is not Urgency.EMERGENCY:
        return None
    calm = [place for place, urgency in enumerate(trace) if urgency is not Urgency.EMERGENCY]
    return calm[-1] + 1 if calm else 0


def _median(values: Sequence[int], seed: int) -> Measure:
    numbers = np.array(values, dtype=np.float64)
    return resampled(lambda places: float(np.median(numbers[places])), numbers.size, seed=seed)


def _ratio(replays: Sequence[Replay], over: str, under: str, seed: int) -> Measure:
    top = np.array([getattr(each, over) for each in replays], dtype=np.float64)
    bottom = np.array([getattr(each, under) for each in replays], dtype=np.float64)

    def ratio(places: Places) -> float:
        total = float(bottom[places].sum())
        return float(top[places].sum()) / total if total else float("nan")

    return resampled(ratio, len(replays), seed=seed)
