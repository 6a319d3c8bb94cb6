"""How long choosing the next question takes, and how a straightforward loop compares.

    .venv/bin/python benchmarks/interview.py [rounds]

Promise: 5 ms of processor time at the 99th percentile, from the answers to the question. The loop infers the
posterior anew for every possible answer, one at a time, with numpy and no look ahead at red flags.
"""

import os
import sys
import time
from collections.abc import Callable
from functools import partial

# As the command line and the web application have it: what a second thread waits is counted as work.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from pygalgia import assessing, inference
from pygalgia.domain.case import Case
from pygalgia.errors import CaseError
from pygalgia.interview import Ask, Interview, given_by
from pygalgia.session import Interviewer

PROMISED_MS = 5.0
ANSWERED = 0.8


def main() -> None:
    """Interview simulated people; print the times of every step."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    knowledge = assessing.load()
    interviewer = Interviewer(knowledge)
    rng = np.random.default_rng(0)
    for case in [person(knowledge, rng) for _ in range(3)]:
        list(interviews(interviewer, case))
    own, loop = [], []
    for case in [person(knowledge, rng) for _ in range(rounds)]:
        for place, interview in enumerate(interviews(interviewer, case)):
            own.append(timed(partial(interviewer.next_step, interview)))
            if place % 5 == 0:
                loop.append(timed(partial(naive, interviewer, interview)))
    p50, p99 = np.quantile(own, (0.5, 0.99))
    print(f"next question: p50 {p50:.2f} ms, p99 {p99:.2f} ms, {len(own)} steps (promised: {PROMISED_MS} ms)")
    print(f"straightforward loop: p50 {np.median(loop):.1f} ms, {np.median(loop) / p50:.0f} times as long")
    sys.exit(0 if p99 <= PROMISED_MS else 1)


def person(knowledge: assessing.Knowledge, rng: np.random.Generator) -> Case:
    """Return a made-up person who can answer four questions in five."""
    findings = [each for each in knowledge.base.findings.values() if each.who == "patient" and each.states]
    known = [each for each in findings if rng.random() < ANSWERED]
    states = {each.id: str(rng.choice(each.states, p=_mostly_first(len(each.states)))) for each in known}
    sex = str(rng.choice(["female", "male"]))
    return Case(id="p", sex=sex, setting="self", age_years=float(rng.integers(3, 95)), states=states)  # type: ignore[arg-type]


def _mostly_first(size: int) -> list[float]:
    return [0.85, *[0.15 / (size - 1)] * (size - 1)] if size > 1 else [1.0]


def interviews(interviewer: Interviewer, case: Case) -> list[Interview]:
    """Return every state of an interview of this person."""
    interview, seen = interviewer.begin(), []
    while isinstance(step := interviewer.next_step(interview), Ask):
        seen.append(interview)
        given = given_by(case, step.question)
        try:
            interview = interviewer.answer(interview, step.question.id, given)
        except CaseError:
            interview = interviewer.answer(interview, step.question.id, "unknown")
    return [*seen, interview]


def naive(interviewer: Interviewer, interview: Interview) -> str:
    """Return the finding with the greatest expected information, one posterior at a time."""
    here = interviewer.situation(interview)
    model, case = here.model, here.case
    log_prior, known = model.priors.log_prior(case), model.rows(case, here.findings)
    best, most = "", -np.inf
    for finding in here.askable:
        gain = 0.0
        for state in finding.states:
            row = model.state_row[finding.id, state]
            after = inference.posterior(model, log_prior, np.append(known, row).astype(np.int32))
            # A condition that is out of the question has a score of -inf before and after.
            gained = np.where(np.isneginf(after.log_score), -np.inf, after.log_score) - np.where(
                np.isneginf(here.posterior.log_score), 0.0, here.posterior.log_score
            )
            chance = float(np.exp(gained) @ here.posterior.probability)
            gain += chance * float((after.probability * np.log(np.maximum(after.probability, 1e-300))).sum())
        if gain > most:
            best, most = finding.id, gain
    return best


def timed(call: Callable[[], object]) -> float:
    """Return the milliseconds of processor time that a call takes: the least of three."""
    times = []
    for _ in range(3):
        start = time.thread_time()
        call()
        times.append((time.thread_time() - start) * 1e3)
    return min(times)


if __name__ == "__main__":
    main()
