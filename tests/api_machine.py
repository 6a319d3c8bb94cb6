"""A program that leads interviews by the JSON API, as a machine of states: repeats, old and odd things.

The API keeps nothing: the program holds the interview. After every answer of the API:

- No status but 200 and 4xx; a refusal says where, what was found and what was expected.
- Question, stop, urgency and the interview are those that the library gives for the same answers.
- The same request gives the same answer once more, and an answer that was taken is in the interview.
"""

import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

import faces
from interview_machine import NONSENSE, WORDS, an_answer, lines
from pygalgia import as_row, restored
from pygalgia.interview import Ask
from pygalgia.interview.state import SKIPPED, UNKNOWN

NEXT = "/api/v1/next-question"
#: Bodies that are no request at all.
BODIES = (
    b"", b"[]", b"null", b"{", b'{"interview": {"steps": [{"question": "fever"}]}}', b'{"action": "dance"}',
    b'{"interview": {"schema": "pygalgia/interview/9"}}', b'{"answer": {"question": "age", "given": NaN}}',
    b'{"answer": {"question": "age", "given": 1e999}}', b'{"action": "back", "action": "end"}',
    b'{"interview": {"told": "no-list", "again": [3]}}', b"\xff\xfe", b"[" * 5000,
)  # fmt: skip


class ApiMachine(RuleBasedStateMachine):
    """One program."""

    leader = client = None
    counts: ClassVar[Counter[str]] = Counter()

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.past = []
        self.last = self._ask({})

    @property
    def ours(self):
        """The interview, as the library reads what the program holds."""
        return restored(json.dumps(self.last["interview"]), self.leader).interview

    def _post(self, body):
        answer = self.client.post(NEXT, json=body)
        assert answer.status_code in (200, 422), (body, answer.status_code, answer.text)
        told = json.loads(answer.content, parse_constant=pytest.fail)
        if answer.status_code == 422:
            assert told["errors"]
            assert all(each[part] for each in told["errors"] for part in ("where", "found", "expected"))
            return None
        return told

    def _ask(self, body):
        """Send what must be taken, and keep the answer once it is what the library says."""
        told = self._post(body)
        assert told is not None, f"refused: {body}"
        self._take(told)
        return told

    def _take(self, told):
        self.last = told
        step = self.leader.next_step(self.ours)
        asked = step.question.id if isinstance(step, Ask) else None
        stopped = None if isinstance(step, Ask) else step.kind
        assert told["urgency"] == self.leader.situation(self.ours).urgency.id
        assert (told["ask"] and told["ask"]["question"]["id"]) == asked
        assert (told["stop"] and told["stop"]["kind"]) == stopped
        assert told["dropped"] == []
        assert told["interview"] == json.loads(json.dumps(as_row(self.ours, self.leader)))
        self.past.append(told)

    def _question(self):
        """Return the question that is asked; where it stopped, the program chooses to go on, if it may."""
        if self.last["stop"] and self.last["stop"]["can_continue"]:
            self._act("continue")
        step = self.leader.next_step(self.ours)
        return step.question if isinstance(step, Ask) else None

    def _act(self, action):
        self._ask({"interview": self.last["interview"], "action": action})
        self.counts[action] += 1

    # What the program does.

    @initialize(
        whose=st.sampled_from(["self", "someone-else", "patient"]),
        age=st.sampled_from([9.0, 33.0, 47.0, 81.0, UNKNOWN]),
        count=st.integers(0, 14),
    )
    def answer_quietly(self, whose, age, count):
        own = {"age": age, "for-whom": whose}
        for _ in range(count):
            question = self._question()
            if question is None:
                return
            self._answer(question, {"given": own.get(question.id, SKIPPED)})

    def _answer(self, question, how):
        before = {each["question"]: each for each in self.last["interview"]["steps"]}
        told = self._ask({"interview": self.last["interview"], "answer": {"question": question.id, **how}})
        if question.id.startswith("check/"):
            return
        after = {each["question"]: each for each in told["interview"]["steps"]}
        assert question.id in after, f"{question.id} was acknowledged and is not there"
        assert {name: after[name] for name in before} == before, "an answer went with another"

    @rule(data=st.data(), count=st.integers(1, 3), least=st.integers(0, 1))
    def answer(self, data, count, least):
        for _ in range(count):
            question = self._question()
            if question is None:
                return
            if question.kind == "several":
                ticks, unsure = lines(data.draw, question, least=least)
                self._answer(question, {"ticked": ticks, "unsure": unsure})
            else:
                given = an_answer(data.draw, question, self.leader.knowledge.base.regions)
                self._answer(question, {"given": list(given) if isinstance(given, tuple) else given})
            self.counts["answered"] += 1

    @rule(how=st.sampled_from([UNKNOWN, SKIPPED]))
    def pass_over(self, how):
        question = self._question()
        if question is not None:
            self._answer(question, {"given": how})
            self.counts["passed over"] += 1

    @rule(action=st.sampled_from(["back", "continue", "end"]))
    def act(self, action):
        before = self.last["interview"]["steps"]
        self._act(action)
        assert self.last["interview"]["steps"] == (before[:-1] if action == "back" else before)

    @rule(data=st.data())
    def go_on_from_an_older_answer(self, data):
        """Do what a program does that lost the last answers of the API."""
        self.last = data.draw(st.sampled_from(self.past))
        self.counts["forked"] += 1

    @rule()
    def repeat(self):
        """Send the same interview without an answer: the same question, urgency and interview."""
        before = self.last
        assert self._ask({"interview": before["interview"]}) == before
        self.counts["repeated"] += 1

    @precondition(lambda self: self.last["interview"]["steps"])
    @rule(data=st.data())
    def answer_an_earlier_question(self, data):
        """Answer what was answered before: taken in its place, or refused, never half."""
        step = data.draw(st.sampled_from(self.ours.steps))
        if step.id.is_lines or step.id.kind == "check":
            return
        index = self.ours.steps.index(step)
        given = an_answer(
            data.draw, self.leader.question_again(self.ours, index), self.leader.knowledge.base.regions
        )
        body = {"question": step.question, "given": list(given) if isinstance(given, tuple) else given}
        told = self._post({"interview": self.last["interview"], "answer": body})
        self.counts["answered again" if told else "answered again: refused"] += 1
        if told:
            before = self.last["interview"]["steps"]
            self._take(told)
            after = told["interview"]["steps"]
            assert [each for at, each in enumerate(after) if at != index] == [
                each for at, each in enumerate(before) if at != index
            ]

    @rule(data=st.data(), given=st.sampled_from(NONSENSE))
    def answer_nonsense(self, data, given):
        asked = self.last["ask"] and self.last["ask"]["question"]["id"]
        name = data.draw(st.sampled_from([asked or "age", "no-such-question", "list/x/2", "check/x", ""]))
        how = data.draw(st.sampled_from(["given", "ticked", "unsure"]))
        value = list(given) if isinstance(given, tuple) else given
        body = {"interview": self.last["interview"], "answer": {"question": name, how: value}}
        answer = self.client.post(
            NEXT, content=json.dumps(body).encode(), headers={"content-type": "application/json"}
        )
        assert answer.status_code in (200, 400, 422), answer.text
        if answer.status_code == 200:
            self._take(answer.json())
        self.counts["sent nonsense"] += 1

    @rule(body=st.sampled_from(BODIES))
    def send_what_is_no_request(self, body):
        answer = self.client.post(NEXT, content=body, headers={"content-type": "application/json"})
        assert 400 <= answer.status_code < 500, (body, answer.status_code)
        assert answer.json()["errors"]
        self.counts["refused"] += 1

    @rule(text=st.sampled_from(WORDS))
    def read_own_words(self, text):
        answer = self.client.post("/api/v1/read", json={"text": text})
        assert answer.status_code == 200, answer.text
        known = self.leader.knowledge.base.findings
        assert all(each["finding"] in known for each in answer.json()["candidates"])
        self.counts["read own words"] += 1

    @rule()
    def compare(self):
        """Hold the interview, a case file and `/assess` against each other."""
        folder = Path(self.folder.name)
        said = faces.holds_in_every_face(self.ours, self.leader, folder=folder, client=self.client)
        assert said.urgency == self.last["urgency"]
        self.counts[f"compared: {said.urgency}"] += 1

    def teardown(self):
        if faces.holds_so_far():
            self.compare()
        self.folder.cleanup()
        self.counts["programs"] += 1


def api_machine(leader, client):
    """Return the machine over a running application and an interviewer with the same knowledge."""
    return type("Programs", (ApiMachine,), {"leader": leader, "client": client, "counts": Counter()})
