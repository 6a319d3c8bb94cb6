"""Proofs of the interview: the abstraction is what the code does, and what is spoilt is found."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from pygalgia import Interviewer
from pygalgia.domain.finding import NOTHING
from pygalgia.interview import Interview, Question
from pygalgia.interview.agenda import _Agenda
from pygalgia.interview.offers import Offers
from pygalgia.interview.question_id import QuestionId
from pygalgia.interview.state import UNTICKED, Step
from pygalgia.proving import CLAIMS, Ground, prove
from pygalgia.proving.denials import only_meant
from pygalgia.proving.paths import flags_have_a_way
from pygalgia.proving.settling import Sheets, held_up_by

CLAIM = {each.id: each for each in CLAIMS}


@pytest.fixture(scope="module")
def ground(knowledge):
    return Ground(knowledge.base, interviewer=Interviewer(knowledge))


def with_rules(base, **changed):
    return replace(base, interview=replace(base.interview, **changed))


def test_no_interview_settles_above_an_open_flag(ground):
    proof = prove(CLAIM["settled"], ground)

    assert proof.holds
    assert proof.tried > 50


def test_a_flag_that_asks_what_no_question_shows_is_found(knowledge):
    base = knowledge.base
    silent = replace(base.findings["leg-weakness"], scored=False)
    spoilt = replace(base, findings={**base.findings, "leg-weakness": silent})

    assert list(prove(CLAIM["settled"], Ground(spoilt)).against) == ["leg-weakness"]


def test_a_sheet_that_has_no_room_for_a_line_and_what_stands_beside_it_is_found(knowledge):
    base = knowledge.base
    named = sorted(held_up_by(base.red_flags))
    sheet = next(each for each in base.interview.sheets if each.id == "danger")
    beside = {tick.beside for tick in Sheets(base).ticks(sheet)} & set(named)
    assert beside

    assert set(prove(CLAIM["settled"], Ground(with_rules(base, most_ticks=1))).against) >= beside
    assert prove(CLAIM["settled"], Ground(with_rules(base, most_ticks=2))).holds


class Worths:
    """A situation in which nothing is worth asking but what must be settled."""

    def __init__(self, askable, other, menu):
        self.place = {each.id: place for place, each in enumerate(askable)}.get
        self.total, self.cost = [0.0] * len(askable), [1.0] * len(askable)
        self.telling, self.other = [1.0] * len(askable), other
        self.likely = np.ones(len(menu.scored))
        self.of_scored = np.full(len(menu.scored), -np.inf)
        for each in askable:
            self.of_scored[menu.place[each.id]] = self.of(each.id)

    def of(self, name):
        return 0.0 if name == self.other else 1e-9

    def leap(self, _least):
        return None


def put(knowledge, name, askable, *, left):
    """Return what the interview's own code asks where just this finding must be settled."""
    findings = knowledge.base.findings
    sheet = str(QuestionId("list", "pain"))
    steps = (Step(question=sheet, given=dict.fromkeys(left, UNTICKED)),) if left else ()
    interview = Interview(id="a", steps=steps)
    here = SimpleNamespace(
        findings=findings,
        askable=askable,
        rules=knowledge.base.interview,
        menu=knowledge.menu,
        extra=frozenset(),
        case=None,
    )
    offers = Offers(interview, here)
    offers.__dict__["worth"] = Worths(askable, name, knowledge.menu)
    offers.__dict__["must_settle"] = frozenset({name})
    agenda = _Agenda(interview=interview, here=here, contradictions={})
    agenda.__dict__["offers"] = offers
    return agenda._settling(list(offers.every()))


def test_the_code_asks_whatever_must_be_settled_however_full_the_sheets_are(knowledge, ground):
    """Every finding, with everything else askable or nothing, its own line left before or not."""
    base = knowledge.base
    scored = [each for each in base.findings.values() if each.scored and each.id in ground.lay]
    lone, tried = [], 0
    for name in sorted(held_up_by(base.red_flags) & ground.lay):
        for askable in (scored, [base.findings[name]]):
            for left in ((), (name,)):
                found = put(knowledge, name, askable, left=left)
                tried += 1
                lone += [] if found is not None and name in found.findings else [name]
    assert tried > 200
    assert lone == []


def test_what_may_be_asked_is_what_is_offered(knowledge):
    """The proof takes it that a scored finding which may be asked has its place among what is weighed."""
    interviewer = Interviewer(knowledge)
    for said in (
        {},
        {"for-whom": "self", "age": 40, "sex": "female"},
        {"for-whom": "patient", "sex": "male"},
    ):
        so_far = interviewer.begin()
        for question, given in said.items():
            so_far = interviewer.answer(so_far, question, given)
        here = interviewer.situation(so_far)
        scored = [each for each in here.menu.scored if here.is_askable(each)]
        assert [each.id for each in here.askable] == [each.id for each in scored]


def test_an_interview_that_asks_nothing_reaches_no_flag(knowledge, ground, monkeypatch):
    flags = knowledge.base.red_flags
    few = replace(
        knowledge.base, red_flags={name: flags[name] for name in ("saddle-numbness", "fever-with-pain")}
    )
    assert all(each.holds for each in flags_have_a_way(Ground(few, interviewer=ground.interviewer)))

    monkeypatch.setattr("pygalgia.proving.paths._STEPS", 5)
    tried = list(flags_have_a_way(Ground(few, interviewer=ground.interviewer)))

    assert [each.about for each in tried if not each.holds] == ["saddle-numbness", "fever-with-pain"]
    assert all(each.case is not None for each in tried)


def test_nothing_is_denied_but_what_was_meant(ground):
    proof = prove(CLAIM["meant"], ground)

    assert proof.holds
    assert proof.tried > 100_000


def first_wrong(ground):
    return next(each.about for each in only_meant(ground) if not each.holds)


def test_a_list_that_denies_what_stands_behind_more_is_found(ground, monkeypatch):
    kept = Question.ticked

    def denies_all(self, ticks, *, unsure=()):
        return {each.finding: each.nothing for each in self.more} | dict(kept(self, ticks, unsure=unsure))

    monkeypatch.setattr(Question, "ticked", denies_all)
    assert first_wrong(ground).startswith("list/")


def test_a_passed_over_question_that_counts_as_no_is_found(ground, monkeypatch):
    kept = Interviewer.answer

    def denies(self, so_far, question, given):
        finding = self.knowledge.base.findings.get(question)
        no = finding.denial if finding is not None and given == "skipped" else None
        return kept(self, so_far, question, given if no is None else no)

    monkeypatch.setattr(Interviewer, "answer", denies)

    assert first_wrong(ground).endswith(": skipped")


def test_a_rule_that_denies_more_than_the_data_says_is_found(ground, monkeypatch):
    kept = Interviewer.case

    def denies(self, so_far):
        case = kept(self, so_far)
        known = dict(case.states)
        if known.get("fever") == "present":
            known.setdefault("chills-rigors", next(iter(NOTHING & {"absent"})))
        return replace(case, states=known)

    monkeypatch.setattr(Interviewer, "case", denies)

    assert first_wrong(ground) == "fever: present"
