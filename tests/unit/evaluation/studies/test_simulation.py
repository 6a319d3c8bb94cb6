"""Simulated patients: they follow the world they are drawn from."""

import numpy as np
import pytest

import builders
from pygalgia import assessing
from pygalgia.domain.contradiction import Contradiction
from pygalgia.domain.finding import Asked
from pygalgia.domain.red_flag import Criterion
from pygalgia.evaluation.studies.simulated.asking import UNKNOWN
from pygalgia.evaluation.studies.simulated.design import design
from pygalgia.evaluation.studies.simulated.patients import Source
from pygalgia.evaluation.studies.simulated.study import (
    LARGEST_BLOCK,
    believed_world,
    blocks,
    cohort,
    drawn_world,
    independent_world,
    study,
    tally,
)
from pygalgia.evaluation.studies.simulated.tally import Tally
from pygalgia.evaluation.studies.simulated.world import drawn

MANY = 20_000


def engine(n=8.0):
    """An engine in which two noises come from one mechanism."""
    yes = lambda p: builders.yes(p, n=n)  # noqa: E731 - the same effective size everywhere
    findings = [
        builders.finding("rattle", mechanism="loose"),
        builders.finding("squeak", mechanism="loose"),
        builders.finding("smoke", background=yes(0.1)),
        builders.finding("smoke-colour", states=("s0", "s1", "s2"), background=builders.over(1, 2, 1, n=n),
                         asked_if=Asked(finding="smoke", states=("present",))),
        builders.finding("warm", background=yes(0.5)),
        builders.finding("frozen", background=yes(0.5)),
    ]  # fmt: skip
    loose = builders.mechanism(
        "loose", background=0.1, findings={name: (yes(0.9), yes(0.1)) for name in ("rattle", "squeak")}
    )
    conditions = [
        builders.condition("belt", share=0.5, mechanisms={"loose": yes(0.8)}),
        builders.condition("tank", share=0.3, findings={"smoke": yes(0.7)}),
        builders.condition("none", share=0.2),
    ]
    contradiction = Contradiction(
        id="warm-and-frozen",
        when=Criterion(
            all_of=tuple(Criterion(finding=each, states=("present",)) for each in ("warm", "frozen"))
        ),
        text="-",
        fix="-",
    )
    return assessing.Knowledge(
        base=builders.base(
            findings=findings, mechanisms=[loose], conditions=conditions, contradictions={"x": contradiction}
        )
    )


def source(**rest):
    return Source(knowledge=engine(), design=design(), **rest)


def column(where, name):
    return where.where.findings.index(name)


@pytest.fixture(scope="module")
def believed():
    """Very many patients of the world as believed."""
    drawing = source()
    rng = np.random.default_rng(0)
    return drawing, drawing.draw(MANY, believed_world(drawing, rng), rng)


def test_conditions_come_as_often_as_believed(believed):
    _, patients = believed

    shares = np.bincount(patients.condition, minlength=3) / MANY

    np.testing.assert_allclose(shares, [0.5, 0.3, 0.2], atol=0.015)


def rate(drawing, patients, name, condition):
    """Return how often a finding is present among those of a condition of whom it is known."""
    states = patients.states[patients.condition == condition, column(drawing, name)]
    return (states[states != UNKNOWN] == 1).mean()


def test_direct_findings_come_as_often_as_believed(believed):
    drawing, patients = believed

    assert rate(drawing, patients, "smoke", 1) == pytest.approx(0.7, abs=0.03)
    assert rate(drawing, patients, "smoke", 0) == pytest.approx(0.1, abs=0.03)


def test_findings_of_a_mechanism_come_together(believed):
    drawing, patients = believed
    pair = patients.states[:, [column(drawing, "rattle"), column(drawing, "squeak")]]
    both = pair[(pair != UNKNOWN).all(axis=1) & (patients.condition == 0)]

    assert (both == 1).all(axis=1).mean() == pytest.approx(0.8 * 0.81 + 0.2 * 0.01, abs=0.03)


def test_with_mechanisms_off_they_come_independently():
    drawing, rng = source(), np.random.default_rng(1)
    patients = drawing.draw(MANY, independent_world(drawing, rng), rng)
    pair = patients.states[:, [column(drawing, "rattle"), column(drawing, "squeak")]]
    both = pair[(pair != UNKNOWN).all(axis=1) & (patients.condition == 0)]

    single = 0.8 * 0.9 + 0.2 * 0.1
    assert (both == 1).all(axis=1).mean() == pytest.approx(single**2, abs=0.03)


def test_a_child_question_is_only_known_where_its_parent_asks_for_it(believed):
    drawing, patients = believed
    child = patients.states[:, column(drawing, "smoke-colour")] != UNKNOWN
    parent = patients.states[:, column(drawing, "smoke")]

    assert child.any()
    assert (parent[child] == 1).all()


def test_nobody_says_two_things_that_contradict(believed):
    drawing, patients = believed
    warm, frozen = (patients.states[:, column(drawing, name)] for name in ("warm", "frozen"))

    assert not ((warm == 1) & (frozen == 1)).any()
    assert (warm == 1).any()


def test_volunteered_complaints_are_known_more_often(believed):
    drawing, patients = believed
    talking, rng = source(volunteered=3.0), np.random.default_rng(0)
    talkers = talking.draw(MANY, believed_world(talking, rng), rng)
    place = column(drawing, "smoke")

    def present(of):
        known = of.states[:, place]
        return (known[known != UNKNOWN] == 1).mean()

    assert present(talkers) >= present(patients)


def test_drawn_worlds_centre_on_what_is_believed():
    drawing, rng = source(), np.random.default_rng(2)
    model = drawing.knowledge.model

    worlds = [drawn(model, drawing.where, rng) for _ in range(3000)]

    rows = drawing.where.plain
    for mean, stated in (
        (np.mean([each.rates for each in worlds], axis=0)[rows], np.exp(model.log_direct)[rows]),
        (np.mean([each.q for each in worlds], axis=0), model.q),
        (np.mean([each.present for each in worlds], axis=0)[rows], model.p_if_present[rows]),
    ):
        np.testing.assert_allclose(mean, stated, atol=0.02)


def test_states_of_a_drawn_world_sum_to_one():
    drawing = source()
    world = drawn_world(drawing, np.random.default_rng(3))
    smoke = [drawing.knowledge.model.state_row["smoke", state] for state in ("absent", "present")]
    rattle = [drawing.knowledge.model.state_row["rattle", state] for state in ("absent", "present")]

    np.testing.assert_allclose(world.rates[smoke].sum(axis=0), 1)
    assert world.present[rattle].sum() == pytest.approx(1)


def test_conditions_on_the_background_share_one_draw_of_it():
    drawing = source()
    world = drawn_world(drawing, np.random.default_rng(4))
    row = drawing.knowledge.model.state_row["smoke", "present"]

    assert world.rates[row, 0] == world.rates[row, 2]
    assert world.rates[row, 0] != world.rates[row, 1]


def test_the_model_is_calibrated_over_worlds_drawn_from_its_beliefs():
    """A patient meets each belief once: over many worlds the mean of every belief is all that counts."""
    drawing, total = source(), Tally()

    for patients in cohort(drawing, MANY, drawn_world, seed=0, worlds=400):
        tally(total, drawing, patients, drawing.knowledge.model)

    assert total.n == MANY
    assert total.metrics()["ece"].value <= 0.03


def test_the_same_seed_gives_the_same_patients():
    first, second, other = (
        np.concatenate([each.states for each in cohort(source(), 500, drawn_world, seed=seed)])
        for seed in (7, 7, 8)
    )

    np.testing.assert_array_equal(first, second)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("number", [1, 7, 200, 12_345, 3_000_000])
def test_blocks_hold_everybody_and_none_is_too_large(number):
    sizes = blocks(number)

    assert sum(sizes) == number
    assert min(sizes) >= 1
    assert max(sizes) <= LARGEST_BLOCK
    assert max(sizes) - min(sizes) <= 1


def test_the_study_measures_every_world_with_and_without_mechanisms():
    result = study(engine(), 400)

    names = {outcome.id for outcome in result.outcomes}
    assert names == {"believed", "drawn", "wrong", "independent", "volunteered", "thorough"}
    assert all(outcome.own.n == outcome.naive.n == 400 for outcome in result.outcomes)
    assert "simulated_drawn_ece" in result.metrics()
    assert "simulated_independent_naive_bayes_brier" in result.metrics()


def test_the_shipped_model_is_calibrated_on_its_own_patients(knowledge):
    drawing, total = Source(knowledge=knowledge, design=design()), Tally()

    for patients in cohort(drawing, 6000, drawn_world, seed=0, worlds=60):
        tally(total, drawing, patients, knowledge.model)

    assert total.metrics()["ece"].value <= 0.03


def test_men_are_not_asked_about_pregnancy(knowledge):
    drawing, rng = Source(knowledge=knowledge, design=design()), np.random.default_rng(0)
    patients = drawing.draw(2000, believed_world(drawing, rng), rng)
    for place, finding in enumerate(drawing.findings):
        known = patients.states[:, place] != UNKNOWN
        if finding.only_sex is not None:
            assert not (known & (patients.sex != ("female", "male").index(finding.only_sex))).any()
        if finding.min_age is not None:
            assert (patients.age_years[known] >= finding.min_age).all()
