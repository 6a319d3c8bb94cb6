"""Random walks through an interview, as a program leads it and as the API does: answers, back, stop, go on.

After every step:

- An emergency flag that is raised and was not told comes next, or since when its sign is there.
- Where it ends as settled, nothing that must be settled is left.
- Nothing is denied that was not answered so, ruled out by a rule of the data or drawn otherwise on the body.
- What is saved and read back leads to the same step, and is as if it had not been read; so does the
  API, step by step, where it is asked.
"""

import math
import random
from dataclasses import dataclass, field

from pygalgia import Interviewer, Restored, restored, saved
from pygalgia.domain.finding import NOTHING
from pygalgia.interview import Ask, Stop
from pygalgia.interview.stopping import must_settle

LOUD = 0.25


class BrokenError(AssertionError):
    """What must hold does not; the message tells the walk."""


def is_about_time(step):
    """Return whether a step asks since when a sign is there, or how it goes."""
    return isinstance(step, Ask) and step.question.id.startswith(("since/", "course/"))


@dataclass
class InterviewWalk:
    """One interview, answered at random.

    Attributes:
        client: Of a web application, to lead the same interview by the API; None where nothing is compared.
    """

    interviewer: Interviewer
    seed: int
    client: object = None
    steps: int = 0
    emergencies: int = 0
    stops: list[str] = field(default_factory=list)
    _checked: object = None

    def run(self, most: int) -> "InterviewWalk":
        """Walk at most so many steps."""
        rng, leader = random.Random(self.seed), self.interviewer
        so_far, kept = leader.begin(), {}
        loud = rng.choice([0.05, LOUD])
        for _ in range(most):
            step = leader.next_step(so_far)
            self.steps += 1
            self._check(so_far, step)
            if self.client is not None:
                kept = self._same_by_the_api(kept, so_far, step)
            act, so_far = self._act(rng, so_far, step, loud)
            if act is None:
                break
            if self.client is not None:
                kept = self._by_the_api(kept, act)
        return self

    def _act(self, rng, so_far, step, loud):
        """Return what is done next, as the API takes it, and the interview after it."""
        leader = self.interviewer
        if isinstance(step, Stop):
            self.stops.append(step.kind)
            if not step.can_continue or rng.random() < LOUD:
                return None, so_far
            self.emergencies += step.kind == "emergency"
            return {"action": "continue"}, leader.go_on(so_far)
        chance = rng.random()
        if chance < 0.06 and so_far.steps:
            return {"action": "back"}, so_far.back()
        if chance < 0.08:
            return {"action": "end"}, leader.end(so_far)
        question = step.question
        if question.kind == "several":
            lines = [each.id for each in question.lines]
            ticks = [each for each in lines if rng.random() < loud]
            unsure = [each for each in lines if each not in ticks and rng.random() < 0.05]
            given = question.ticked(ticks, unsure=unsure)
            answer = {"question": question.id, "ticked": ticks, "unsure": unsure}
        else:
            given = self._single(rng, question)
            answer = {"question": question.id, "given": list(given) if isinstance(given, tuple) else given}
        return {"answer": answer}, leader.answer(so_far, question.id, given)

    def _single(self, rng, question):
        if question.kind == "regions":
            return tuple(rng.sample(list(self.interviewer.knowledge.base.regions), rng.choice([1, 1, 2, 4])))
        if question.kind == "text":
            return "skipped"
        if question.id == "age":
            return rng.choice(["unknown", rng.randrange(101), rng.randrange(18, 90)])
        choices = [each.id for each in question.options] or ["unknown"]
        return rng.choice([*choices, "unknown"])

    def _check(self, so_far, step):
        leader = self.interviewer
        case = leader.case_so_far(so_far)
        standing = leader.knowledge.judge.standing(case)
        untold = [
            each.flag.id
            for each in standing.holding
            if each.verdict == "raised"
            and each.flag.urgency == "emergency"
            and each.flag.id not in so_far.told
        ]
        is_emergency = isinstance(step, Stop) and step.kind == "emergency"
        if untold and not is_emergency and not is_about_time(step) and not so_far.ended:
            self._broken(so_far, f"{untold} did not interrupt")
        if leader.situation(so_far).urgency < standing.level:
            self._broken(so_far, "a flag was outvoted")
        if isinstance(step, Stop) and step.kind == "settled":
            left = must_settle(leader.situation(so_far))
            if left:
                self._broken(so_far, f"settled with {sorted(left)} open")
        if isinstance(step, Ask) and not (math.isfinite(step.value) and step.value >= 0):
            self._broken(so_far, f"a question worth {step.value}")
        origins = {name: case.origins.get(name) for name, said in case.states.items() if said in NOTHING}
        meant = leader.answers(so_far)
        for name, origin in origins.items():
            if origin == "answered" and name not in meant:
                self._broken(so_far, f"{name} was denied by nobody")
        again = restored(saved(so_far, leader), leader).interview
        if leader.case_so_far(again) != case or again.told != so_far.told:
            self._broken(so_far, "read back it is another")
        unread = Restored.unread(so_far, leader, before=self._checked or leader.begin())
        self._checked = so_far
        if unread is None or (again, again.said) != (unread.interview, unread.interview.said):
            self._broken(so_far, "unread it is another than read back")

    def _by_the_api(self, kept, act):
        answer = self.client.post("/api/v1/next-question", json={"interview": kept, **act})
        if answer.status_code != 200:
            msg = f"seed {self.seed}: {act} was refused: {answer.text}"
            raise BrokenError(msg)
        self._last = answer.json()
        return self._last["interview"]

    def _same_by_the_api(self, kept, so_far, step):
        if not kept:
            self._last = self.client.post("/api/v1/next-question", json={}).json()
        told = self._last
        ours = (step.question.id, None) if isinstance(step, Ask) else (None, step.kind)
        theirs = (
            told["ask"]["question"]["id"] if told["ask"] else None,
            told["stop"]["kind"] if told["stop"] else None,
        )
        urgency = self.interviewer.situation(so_far).urgency.id
        if (ours, urgency) != (theirs, told["urgency"]):
            msg = f"seed {self.seed}: {ours} {urgency}, and by the API {theirs} {told['urgency']}"
            raise BrokenError(msg)
        return told["interview"]

    def _broken(self, so_far, what):
        steps = [(each.question, each.given) for each in so_far.steps]
        msg = f"seed {self.seed}: {what} after {steps}"
        raise BrokenError(msg)
