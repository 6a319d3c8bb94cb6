"""An interview as a machine of states: whatever a person does, in whatever order, what must hold holds.

Hypothesis draws the acts, and shortens a list of acts that breaks something. After every act:

- What was acknowledged is there as it was given, unless the person took it back, or was told that it went.
- What is saved and read back is the same interview.
- An emergency that is raised and was not told is the next step, and no flag is outvoted.
- Every probability lies in [0, 1], together they are 1, and a case file and the API say the same.
"""

import tempfile
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import faces
from interview_walks import is_about_time
from pygalgia import restored, saved
from pygalgia.domain.finding import NOTHING
from pygalgia.domain.urgency import Urgency
from pygalgia.errors import CaseError
from pygalgia.interview import LIKELY_CAUSES, Ask, Stop
from pygalgia.interview.state import SKIPPED, UNKNOWN, UNTICKED

#: What people write, and what programs send.
WORDS = (
    "It hurts deep in my left buttock since three weeks, worse when I sit. No fever.",
    "My saddle area is numb and I cannot pass water since this morning",
    "Desde ayer me duele la nalga y tengo fiebre",
    "ich weiß es nicht",
    "not numb, but my mother had cancer; I fell six weeks ago",
    "\u2028\u0085 \u202e 😀 <b>x</b> '; --",
    "a",
)
#: What goes without a word where its question does not concern the person any more.
QUIET = {*NOTHING, UNKNOWN, SKIPPED, UNTICKED}
#: No answer to any question.
NONSENSE = (
    "no-such-state",
    float("nan"),
    -1.0,
    10.0**30,
    {"value": 1.0, "unit": "furlong"},
    {},
    (),
    ("left-ear",),
    {"no-such-finding": "present"},
)


def numbers(question):
    """Return quantities that somebody may type, in any unit of the question, and some that are none."""
    low, high = question.minimum or 0.0, question.maximum or 500.0
    return st.one_of(st.floats(low, high), st.integers(int(low), int(high)).map(float))


def an_answer(draw, question, regions):
    """Return one answer that the question offers, as `Interviewer.answer` takes it."""
    if question.kind == "several":
        ticks, unsure = lines(draw, question)
        return question.ticked(ticks, unsure=unsure)
    if question.kind == "regions":
        return tuple(draw(st.lists(st.sampled_from(sorted(regions)), min_size=1, max_size=3, unique=True)))
    if question.kind == "text":
        return draw(st.sampled_from(WORDS))
    if question.kind == "number" and not (question.options and draw(st.booleans())):
        value = draw(numbers(question))
        if question.id == "age":
            return value
        return {"value": value, "unit": question.units[0]}
    return draw(st.sampled_from([each.id for each in question.options]))


def lines(draw, question, *, least=0):
    """Return which lines of a list are ticked, mostly few, and of which somebody is not sure."""
    ids = [each.id for each in question.lines]
    ticks = draw(st.lists(st.sampled_from(ids), min_size=least, max_size=2, unique=True))
    unsure = draw(st.lists(st.sampled_from([each.id for each in question.options]), max_size=1))
    return ticks, [each for each in unsure if each not in ticks]


class InterviewMachine(RuleBasedStateMachine):
    """One interview."""

    leader = client = None
    counts: ClassVar[Counter[str]] = Counter()

    def __init__(self):
        super().__init__()
        self.now = self.leader.begin()
        self.folder = tempfile.TemporaryDirectory()

    @property
    def said(self):
        return {each.question: each.given for each in self.now.steps}

    def _told(self, act):
        self.counts[act] += 1

    # What the person does.

    @initialize(
        count=st.integers(0, 18),
        age=st.sampled_from([9.0, 33.0, 47.0, 81.0, UNKNOWN]),
        whose=st.sampled_from(["self", "self", "someone-else", "patient"]),
    )
    def answer_quietly(self, count, age, whose):
        """Answer the first questions without a danger, so that the later ones are met too."""
        own = {"age": age, "for-whom": whose}
        for _ in range(count):
            step = self.leader.next_step(self.now)
            if isinstance(step, Stop):
                break
            question = step.question
            given = SKIPPED
            if question.kind == "several":
                given = question.ticked([])
            elif question.id in own:
                given = own[question.id]
            elif question.kind == "regions":
                given = ("buttock-left", "posterior-thigh-left")
            elif question.kind in ("choice", "yes-no"):
                quiet = [each.id for each in question.options if each.id in NOTHING]
                given = (quiet or [question.options[0].id])[0]
            self.now = self.leader.answer(self.now, question.id, given)

    @rule(data=st.data(), count=st.integers(1, 4))
    def answer(self, data, count):
        for _ in range(count):
            step = self._asked()
            if step is not None:
                given = an_answer(data.draw, step.question, self.leader.knowledge.base.regions)
                self._take(step.question, given)
                self._told("answered")

    @rule(data=st.data(), count=st.integers(1, 4))
    def answer_loudly(self, data, count):
        """Go on until a list is asked, and tick something in it."""
        for _ in range(count):
            step = self._asked()
            if step is None:
                return
            if step.question.kind != "several":
                self._take(
                    step.question, an_answer(data.draw, step.question, self.leader.knowledge.base.regions)
                )
                continue
            ticks, unsure = lines(data.draw, step.question, least=1)
            self._take(step.question, step.question.ticked(ticks, unsure=unsure))
            self._told("told something of a list")

    @rule(how=st.sampled_from([UNKNOWN, SKIPPED]))
    def pass_over(self, how):
        step = self._asked()
        if step is not None:
            self._take(step.question, how)
            self._told(f"passed over as {how}")

    def _asked(self):
        """Return the question that is asked; where it stopped, the person chooses to go on, if they may."""
        step = self.leader.next_step(self.now)
        if isinstance(step, Stop) and step.can_continue:
            self.now = self.leader.go_on(self.now)
            self._told("went on")
            step = self.leader.next_step(self.now)
        if isinstance(step, Stop):
            self._told(f"nothing asked: {step.kind}")
            return None
        return step

    def _take(self, question, given):
        """Answer what is asked: an answer that is offered is taken, and nothing else goes."""
        before = self.said
        self.now = self.leader.answer(self.now, question.id, given)
        gone = {*self.now.told} - self._raised() - {LIKELY_CAUSES}
        assert not gone, f"{sorted(gone)} would not interrupt once they are raised again"
        if question.id.startswith("check/"):
            return
        after = self.said
        assert question.id in after, f"{question.id} was acknowledged and is not there"
        assert {name: after.get(name) for name in before if name != question.id} == {
            name: said for name, said in before.items() if name != question.id
        }, "an answer went with another"
        assert given in (UNKNOWN, SKIPPED) or after[question.id] == given

    @rule(data=st.data(), given=st.sampled_from(NONSENSE))
    def answer_nonsense(self, data, given):
        """Send what is no answer: it is refused in our words, or the question has it after all."""
        step = self.leader.next_step(self.now)
        if isinstance(step, Stop):
            return
        before = self.now
        name = data.draw(st.sampled_from([step.question.id, "no-such-question", "list/x/2", "check/x"]))
        with suppress(CaseError):
            self.now = self.leader.answer(self.now, name, given)
        if self.now is before:
            self._told("refused")

    @precondition(lambda self: self.now.steps)
    @rule(data=st.data())
    def change(self, data):
        """Put an earlier question again, and answer it otherwise."""
        index = data.draw(st.integers(0, len(self.now.steps) - 1))
        step = self.now.steps[index]
        if step.id.kind == "check":
            return
        question = self.leader.question_again(self.now, index)
        assert question.id == step.question
        given = data.draw(st.sampled_from([UNKNOWN, SKIPPED, None]))
        if given is None:
            given = an_answer(data.draw, question, self.leader.knowledge.base.regions)
        before = self.said
        changed = self.leader.change(self.now, question.id, given)
        self.now = changed.interview
        self._nothing_lost_unsaid(before, changed.dropped, but=question.id)
        self._told("changed")

    def _nothing_lost_unsaid(self, before, dropped, *, but):
        after = self.said
        whole = {each.question for each in dropped if not each.finding}
        parts = {(each.question, each.finding) for each in dropped if each.finding}
        for name, said in before.items():
            if name == but or name in whole:
                continue
            for finding, line in lost_lines(said, after.get(name)).items():
                assert (name, finding) in parts, f"{finding} of {name} went unsaid: {line}"

    @rule()
    def back(self):
        before = self.now
        self.now = before.back()
        assert self.now.steps == before.steps[:-1]
        self._told("went back")

    @rule()
    def end(self):
        self.now = self.leader.end(self.now)
        assert not isinstance(self.leader.next_step(self.now), Ask)
        self._told("stopped")

    @precondition(lambda self: self.now.audience == "patient")
    @rule(laboratory=st.booleans())
    def examine(self, laboratory):
        before = self.said
        self.now = self.leader.examine(self.now, laboratory=laboratory)
        assert self.said == before
        self._told("went on to examine")

    @rule(data=st.data(), text=st.sampled_from(WORDS))
    def agree(self, data, text):
        """Confirm some of what was read from own words, and strike the rest."""
        shown = self.leader.understood(text, self.now)
        given = {
            each.question.id: each.proposed
            for each in shown.lines
            if each.proposed is not None and data.draw(st.booleans())
        }
        before = self.said
        agreed = self.leader.agreed(self.now, given, shown)
        self.now = agreed.interview
        assert all(self.said.get(name) == said for name, said in before.items())
        for name, said in given.items():
            assert name in agreed.refused or self.said[name] == said, (
                f"{name} was agreed to, and is not there"
            )
        self._told("agreed to own words")

    @rule()
    def save_and_resume(self):
        back = restored(saved(self.now, self.leader), self.leader)
        assert not back.dropped
        assert back.interview == self.now
        self.now = back.interview
        self._told("resumed")

    @rule()
    def compare(self):
        """Hold the interview, a case file and the API against each other."""
        folder = Path(self.folder.name)
        said = faces.holds_in_every_face(self.now, self.leader, folder=folder, client=self.client)
        self._told(f"compared: {said.urgency}")

    # What must hold.

    @invariant()
    def no_danger_waits_unsaid(self):
        case, step = self.leader.case_so_far(self.now), self.leader.next_step(self.now)
        urgency = self.leader.situation(self.now).urgency
        standing = self.leader.knowledge.judge.standing(case)
        assert urgency >= standing.level, "a flag was outvoted"
        emergencies = self._raised()
        if emergencies:
            assert urgency is Urgency.EMERGENCY, emergencies
        if emergencies - {*self.now.told} and not self.now.ended:
            # Of an old illness it is asked first since when: a danger waits for that answer and no other.
            assert isinstance(step, Stop) or is_about_time(step), emergencies
            assert step.kind == "emergency", emergencies

    def _raised(self):
        """Return the emergency flags that are raised."""
        standing = self.leader.knowledge.judge.standing(self.leader.case_so_far(self.now))
        return {
            each.flag.id
            for each in standing.verdicts
            if each.verdict == "raised" and each.urgency is Urgency.EMERGENCY
        }

    @invariant()
    def read_back_it_is_the_same(self):
        back = restored(saved(self.now, self.leader), self.leader)
        assert (back.interview, back.dropped) == (self.now, ())

    def teardown(self):
        if faces.holds_so_far():
            self.compare()
        self.folder.cleanup()
        self._told("interviews")


def lost_lines(said, now):
    """Return what was told and is not there any more as it was: line by line, or as a whole under ""."""
    if not isinstance(said, dict) or not isinstance(now or {}, dict):
        said, now = {"": said}, {"": now}
    now = now or {}
    return {
        name: line
        for name, line in said.items()
        if now.get(name) != line and not (isinstance(line, str) and line in QUIET)
    }


def interview_machine(leader, *, client=None):
    """Return the machine over what an interviewer knows, with counts of its own.

    Args:
        leader: The interviewer.
        client: Of the web application, to compare with its API; None: not compared.
    """
    return type("Interviews", (InterviewMachine,), {"leader": leader, "client": client, "counts": Counter()})
