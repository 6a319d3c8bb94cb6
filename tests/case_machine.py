"""A case file that somebody writes, as a machine of states: told, denied, timed, taken back and misspelt.

The file is the face; nobody asks. After every comparison:

- Python, the API, a batch and `pygalgia assess` as a process of its own say the same, or all refuse it.
- One more danger sign lowers nothing.
- JSON and YAML of the same answers are the same case.
"""

import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import ClassVar

import yaml
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

import faces
import pygalgia
from pygalgia.domain.condition import SETTINGS
from pygalgia.domain.timing import COURSES
from pygalgia.domain.urgency import Urgency
from pygalgia.errors import CaseError

SINCE = ("today", "two-weeks", "weeks", "months", {"value": 3, "unit": "d"}, {"value": 2, "unit": "a"})
#: What stands in a file by mistake, under the key of an answer.
ODD = (None, [], {}, "", "perhaps", -4.0, 1e308, ["left-ear"], {"value": 3, "unit": "furlong"}, {"state": []})


class CaseMachine(RuleBasedStateMachine):
    """One case file."""

    knowledge = client = None
    counts: ClassVar[Counter[str]] = Counter()

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.document = {
            "schema": "pygalgia/case/1", "id": "written",
            "sex": "unknown", "setting": "unknown", "answers": {},
        }  # fmt: skip
        base = self.knowledge.base
        self.findings = [each for each in base.findings.values() if each.kind != "regions"]
        self.dangers = sorted(base.triage.danger_signs)

    def tell(self, act):
        self.counts[act] += 1

    @property
    def answers(self):
        return self.document["answers"]

    def _judged(self):
        """Return what Python says of the file; None where it refuses it in our words."""
        path = Path(self.folder.name) / "written.json"
        path.write_text(json.dumps(self.document), encoding="utf-8")
        try:
            case = pygalgia.read_case(path, self.knowledge)
        except CaseError as error:
            refused = error.problems
        else:
            return faces.judged(case, self.knowledge)
        assert refused
        return None

    def _put(self, finding, state):
        """Answer a finding, and first the question under which it is asked at all."""
        parent = finding.asked_if
        if parent is not None:
            self.answers.setdefault(parent.finding, parent.states[0])
        self.answers[finding.id] = state

    # What is written.

    @rule(data=st.data())
    def tell_of_a_finding(self, data):
        finding = data.draw(st.sampled_from(self.findings))
        state = data.draw(st.sampled_from([*finding.states, "unknown"]))
        if finding.scale is not None and data.draw(st.booleans()):
            unit, scale = data.draw(st.sampled_from(finding.scale.units)), finding.scale
            amount = data.draw(st.floats(scale.minimum, scale.maximum))
            state = {"value": round((amount - unit.offset) / unit.factor, 3), "unit": unit.code}
        self._put(finding, state)
        self.tell("told")

    @rule(data=st.data(), count=st.integers(1, 12))
    def deny(self, data, count):
        for _ in range(count):
            finding = data.draw(st.sampled_from(self.findings))
            if finding.denial is not None and finding.id not in self.answers:
                self.answers[finding.id] = finding.denial
        self.tell("denied")

    @rule(data=st.data())
    def tell_of_a_danger(self, data):
        """Tell of one more danger sign: where the file is taken before and after, nothing is lowered."""
        base = self.knowledge.base
        open_ = [
            name for name in self.dangers if name not in self.answers and base.findings[name].asked_if is None
        ]
        name = data.draw(st.sampled_from(open_))
        before = self._judged()
        self.answers[name] = data.draw(st.sampled_from(sorted(base.triage.danger_signs[name])))
        after = self._judged()
        if before is not None and after is not None:
            levels = [Urgency.from_id(each.urgency) for each in (before, after)]
            assert levels[0] <= levels[1], f"{name} lowered the urgency"
            self.tell("one more danger")

    @precondition(lambda self: self.answers)
    @rule(data=st.data(), course=st.sampled_from([None, *COURSES]), since=st.sampled_from([None, *SINCE]),
          past=st.sampled_from([None, None, True, False]))  # fmt: skip
    def time(self, data, course, since, past):
        """Say when something began and how it goes; of some answers that is wrong, and all say so."""
        name = data.draw(st.sampled_from(sorted(self.answers)))
        state = self.answers[name]
        if isinstance(state, str):
            told = {"since": since, "course": course, "past": past}
            self.answers[name] = {
                "state": state, **{part: said for part, said in told.items() if said is not None},
            }  # fmt: skip
            self.tell("timed")

    @precondition(lambda self: self.answers)
    @rule(data=st.data())
    def take_back(self, data):
        del self.answers[data.draw(st.sampled_from(sorted(self.answers)))]
        self.tell("taken back")

    @rule(
        age=st.one_of(st.none(), st.integers(0, 110), st.sampled_from([-1.0, 17.99, 120.0, 121.0])),
        sex=st.sampled_from(["female", "male", "unknown"]),
        setting=st.sampled_from([*SETTINGS, "unknown"]),
    )
    def say_who(self, age, sex, setting):
        self.document |= {"sex": sex, "setting": setting}
        self.document.pop("age_years", None)
        if age is not None:
            self.document["age_years"] = age
        self.tell("said who")

    @rule(data=st.data())
    def mark(self, data):
        regions = sorted(self.knowledge.base.regions)
        self.answers["pain-site"] = data.draw(
            st.lists(st.sampled_from(regions), min_size=1, max_size=3, unique=True)
        )
        self.tell("marked")

    @rule(data=st.data(), odd=st.sampled_from(ODD))
    def misspell(self, data, odd):
        """Write what is no answer: it is taken or refused alike by Python and the API; then it is mended."""
        name = data.draw(st.sampled_from([*sorted(self.answers), "no-such-finding", "saddle-numbness"]))
        before = dict(self.answers)
        self.answers[name] = odd
        ours, told = self._judged(), faces.by_the_api(self.document, self.client)
        assert (ours is None) == (told is None), (name, odd)
        self.document["answers"] = before
        self.tell("misspelt")

    @rule()
    def compare(self):
        self._same_in_every_face()

    def _same_in_every_face(self):
        """Hold Python, the API and a batch against each other; return what they say."""
        ours = self._judged()
        told = [
            faces.by_the_api(self.document, self.client),
            *faces.by_a_batch([self.document], self.knowledge),
            self._as_yaml(),
        ]
        for each in told:
            assert (each is None) == (ours is None), (each, ours)
            assert each is None or each.is_as(ours), (each, ours)
        self.tell("compared: refused by all" if ours is None else f"compared: {ours.urgency}")
        return ours

    def _as_yaml(self):
        path = Path(self.folder.name) / "written.yaml"
        path.write_text(yaml.safe_dump(self.document), encoding="utf-8")
        try:
            return faces.judged(pygalgia.read_case(path, self.knowledge), self.knowledge)
        except CaseError:
            return None

    def teardown(self):
        """Ask the process too, which takes longest, of the file as it is at the end."""
        if faces.holds_so_far():
            ours = self._same_in_every_face()
            told = faces.by_a_process(Path(self.folder.name) / "written.json")
            assert (told is None) == (ours is None), (told, ours)
            assert told is None or told.is_as(ours), (told, ours)
            self.tell("processes")
        self.folder.cleanup()


def case_machine(knowledge, client):
    """Return the machine over some knowledge and a running application with the same."""
    return type("Files", (CaseMachine,), {"knowledge": knowledge, "client": client, "counts": Counter()})
