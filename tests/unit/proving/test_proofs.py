"""Proofs: formulas mean what the judge of flags means, and a broken rule is found with a case to show it."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
import z3

import pygalgia
from pygalgia.domain.red_flag import Criterion, Floor
from pygalgia.domain.urgency import Urgency
from pygalgia.errors import RequestError
from pygalgia.proving import CLAIMS, Ground, prove
from pygalgia.proving.answers import Answers, number
from pygalgia.proving.solver import solver
from pygalgia.proving.words import case_file, told

CASES = sorted(path for folder in Path("cases").iterdir() for path in folder.glob("*.yaml"))
CLAIM = {each.id: each for each in CLAIMS}


def facts(case, answers):
    """Return a case as values for the free variables of the formulas."""
    pairs = []
    for finding in answers.findings:
        pairs += [
            (variable, z3.BoolVal(case.states.get(finding) == state))
            for state, variable in answers.states(finding).items()
        ]
        time, told_ = case.times.get(finding), answers.told[finding]
        since = time and time.since
        known, start, stop = told_.since
        pairs += [
            (known, z3.BoolVal(since is not None)),
            (start, number(since.from_days if since else 0)),
            (stop, number(min(since.below_days, 1e9) if since else 1)),
        ]
        pairs += [
            (goes, z3.BoolVal(bool(time) and time.course == name)) for name, goes in told_.courses.items()
        ]
        over, still = told_.past
        past = time.past if time else None
        pairs += [(over, z3.BoolVal(past is True)), (still, z3.BoolVal(past is False))]
    person = answers.person
    pairs += [(person.sexes[sex], z3.BoolVal(case.sex == sex)) for sex in person.sexes]
    pairs += [
        (person.has_age, z3.BoolVal(case.age_years is not None)),
        (person.age, number(case.age_years or 0)),
    ]
    return pairs


def values(groups, pairs):
    """Return the truth of every formula: all put into one term, so that what they share is judged once."""
    formulas = [each for group in groups for each in group]
    held = z3.Function("held", *[z3.BoolSort()] * len(formulas), z3.BoolSort())
    judged = z3.simplify(z3.substitute(held(*formulas), *pairs)).children()
    found = iter([z3.is_true(each) for each in judged])
    return [[next(found) for _ in group] for group in groups]


@pytest.fixture(scope="module")
def ground(knowledge):
    return Ground(knowledge.base)


@pytest.mark.parametrize("path", CASES[::40], ids=lambda path: path.stem)
def test_the_formulas_say_of_a_case_what_the_judge_says(knowledge, ground, path):
    case = pygalgia.read_case(path, knowledge)
    pairs, flagged = facts(case, ground.answers), ground.flagged
    standing = knowledge.judge.standing(case)

    levels = list(Urgency)[1:]
    asked_for = [flagged.at_least(each) for each in levels]
    possible, raised, is_open, reached = values(
        [[ground.answers.possible], flagged.raised, flagged.open, asked_for], pairs
    )
    assert possible == [True]
    assert raised == standing.raised.tolist()
    assert is_open == standing.open.tolist()
    assert reached == [each <= standing.level for each in levels]


def spoilt(knowledge, flag, **changed):
    flags = dict(knowledge.base.red_flags)
    flags[flag] = replace(flags[flag], **changed)
    return replace(knowledge.base, red_flags=flags)


def test_a_floor_that_danger_lifts_is_found_with_a_case(knowledge):
    lifted = Floor(urgency="same-day", unless=Criterion(finding="leg-weakness", states=("present",)))
    base = spoilt(knowledge, "saddle-numbness", floors=(lifted,))

    proof = prove(CLAIM["danger"], Ground(base, only=frozenset({"leg-weakness"})))

    assert not proof.holds
    case = proof.against["leg-weakness: present"]
    assert "leg-weakness" not in case.states
    assert "FAILS  danger" in told(proof)
    assert "leg-weakness: present: " in told(proof)


def test_a_floor_that_no_answer_brings_back_is_no_comfort(knowledge):
    """A rule that every answer to a question meets, and not knowing does not."""
    every = knowledge.base.findings["onset"].states
    base = spoilt(knowledge, "saddle-numbness", when=Criterion(finding="onset", states=every), floors=())

    proof = prove(CLAIM["unknown"], Ground(base, only=frozenset({"onset"})))

    assert proof.against["onset"] is not None


def test_a_flag_that_contradicts_itself_is_found(knowledge):
    both = tuple(
        Criterion(finding="onset", states=(state,)) for state in knowledge.base.findings["onset"].states[:2]
    )
    base = spoilt(knowledge, "saddle-numbness", when=Criterion(all_of=both), floors=())

    proof = prove(CLAIM["reachable"], Ground(base))

    assert proof.against == {"saddle-numbness": None}
    assert "saddle-numbness: no case can do it" in told(proof)


def test_an_exception_that_is_not_needed_is_said(knowledge):
    claim = replace(CLAIM["obeyed"], but={"saddle-numbness": "for a test"})

    proof = prove(claim, Ground(knowledge.base))

    assert not proof.holds
    assert "holds now, and needs no exception" in told(proof)


@pytest.mark.parametrize("claim", ["obeyed", "reachable", "lay", "loss"])
def test_a_claim_holds(ground, claim):
    assert prove(CLAIM[claim], ground).holds


@pytest.mark.parametrize("claim", ["stays-raised", "danger", "denial", "unknown"])
def test_a_claim_on_each_answer_holds_for_the_signs_of_the_cauda_equina(knowledge, claim):
    """All answers are tried by `make check`."""
    names = frozenset({"saddle-numbness", "bladder-change", "bowel-control-change", "leg-weakness", "onset"})

    proof = prove(replace(CLAIM[claim], but={}), Ground(knowledge.base, only=names))

    assert proof.tried >= 3
    assert proof.holds


def test_a_case_that_shows_a_claim_wrong_can_be_read_as_a_case(knowledge, tmp_path):
    lifted = Floor(urgency="same-day", unless=Criterion(finding="leg-weakness", states=("present",)))
    base = spoilt(knowledge, "saddle-numbness", floors=(lifted,))
    (case,) = prove(CLAIM["danger"], Ground(base, only=frozenset({"leg-weakness"}))).against.values()

    (tmp_path / "case.yaml").write_text(case_file(case), encoding="utf-8")

    assert pygalgia.read_case(tmp_path / "case.yaml", knowledge).states.items() >= case.states.items()


def test_without_the_solver_a_proof_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "z3", None)
    solver.cache_clear()
    with pytest.raises(RequestError, match=r'no z3.*pip install "pygalgia\[proof\]"'):
        solver()


def test_answers_are_in_one_state_and_tell_no_time_of_what_is_unknown(knowledge):
    answers = Answers(findings=knowledge.base.findings)
    search = z3.Solver()
    search.add(answers.possible)
    fever = answers.states("fever")

    assert search.check(fever["present"], fever["absent"]) == z3.unsat
    assert search.check(answers.unknown("fever"), answers.told["fever"].since[0]) == z3.unsat
    assert search.check(fever["present"], answers.told["fever"].since[0]) == z3.sat
