"""A belief must be backed by what it names, and say how much it weighs."""

from dataclasses import replace

import pytest

from pygalgia.domain.belief import Belief
from pygalgia.domain.evidence import Figure
from pygalgia.domain.mechanism import Manifestation, Mechanism
from pygalgia.knowledge.beliefs import YES_NO, BeliefReader, evaluate
from pygalgia.knowledge.quality import quality
from pygalgia.knowledge.rates import Rates, holds_constant
from pygalgia.knowledge.rows.common import BeliefRow
from pygalgia.reading import Problems


def figure(id_, value, **rest):
    plain = Figure(
        id=id_, source="s", condition="c", finding="f", measure="sensitivity", value=value,
        people="referred", reference_standard="MRI", **rest,
    )  # fmt: skip
    return replace(plain, quality=quality(plain, "cohort"))


FIGURES = {
    "s/a": figure("s/a", 0.64, n=100),
    "s/b": figure("s/b", 0.40, n=300),
    "s/post": figure("s/post", 0.64, n=100, post_test=True),
}


def read(over=YES_NO, **row):
    problems = Problems()
    belief = BeliefReader(figures=FIGURES, problems=problems).belief(
        BeliefRow.model_validate(row), states=over, where="here"
    )
    return belief, [str(each) for each in problems.found]


def test_a_measured_belief_takes_the_figures_value():
    belief, problems = read(p=0.64, basis="measured", figures=["s/a"])

    assert problems == []
    assert belief.states == {"absent": 0.36, "present": 0.64}
    assert belief.n == 50


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"p": 0.7, "basis": "measured", "figures": ["s/a"]}, "0.64"),
        ({"p": 0.64, "basis": "measured", "figures": ["s/a", "s/b"]}, "2 figures"),
        ({"p": 0.64, "basis": "measured", "figures": ["s/post"]}, "post-test"),
        ({"p": 0.64, "basis": "measured", "figures": ["s/aa"]}, "s/a"),
        ({"p": 0.64, "basis": "judged"}, "without a reason"),
        ({"p": 0.5, "basis": "derived", "figures": ["s/a"]}, "without figures and a formula"),
        ({"p": 0.5, "basis": "derived", "figures": ["s/a"], "formula": "1 - f1"}, "0.3600"),
        ({"p": 0.5, "basis": "derived", "figures": ["s/a"], "formula": "f2"}, "formula"),
        ({"p": 0.5, "basis": "derived", "figures": ["s/a"], "formula": "__import__('os')"}, "formula"),
        (
            {"p": 0.32, "basis": "derived", "figures": ["s/a"], "formula": "f1 * 0.5"},
            "derived formula with a constant",
        ),
        (
            {"p": 0.64, "basis": "adjusted", "figures": ["s/a"], "formula": "f1", "because": "x"},
            "adjusted formula without a constant",
        ),
        ({"p": 0.32, "basis": "adjusted", "figures": ["s/a"], "formula": "f1 * 0.5"}, "without a reason"),
        ({"basis": "judged", "because": "x"}, "both or neither"),
        (
            {"p": 0.5, "states": {"absent": 0.5, "present": 0.5}, "basis": "judged", "because": "x"},
            "both or neither",
        ),
    ],
)
def test_a_belief_that_its_basis_does_not_carry_is_refused(row, words):
    belief, problems = read(**row)

    assert belief is None
    assert any(words in problem for problem in problems), problems


def test_an_adjusted_belief_follows_its_formula():
    belief, problems = read(
        p=0.46,
        basis="adjusted",
        figures=["s/a", "s/b"],
        formula="(f1 * 100 + f2 * 300) / 400",
        because="by their sizes",
    )

    assert problems == []
    assert belief.formula == {"present": "(f1 * 100 + f2 * 300) / 400"}


@pytest.mark.parametrize(
    ("p", "formula"),
    [(0.46, "(f1 * n1 + f2 * n2) / (n1 + n2)"), (0.36, "1 - f1"), (0.784, "1 - (1 - f1) * (1 - f2)")],
)
def test_sizes_of_figures_and_complements_are_nobodys_choice(p, formula):
    """Pooling two samples by size once counted as adjusted, as a judged multiplier does."""
    belief, problems = read(p=p, basis="derived", figures=["s/a", "s/b"], formula=formula)

    assert problems == []
    assert belief.basis == "derived"


@pytest.mark.parametrize("formula", ["f1 * 1", "1 - 0.3 - f1", "2 * (1 - f1)", "0.95 - f1", "2 * 1 - f1"])
def test_any_other_number_is_somebodys_choice(formula):
    assert holds_constant([formula])


def test_a_size_that_a_figure_does_not_tell_cannot_be_named():
    untold = {"s/a": replace(FIGURES["s/a"], n=None)}
    problems = Problems()
    stated = {"p": 0.64, "basis": "derived", "figures": ["s/a"], "formula": "f1 * n1 / n1"}
    row = BeliefRow.model_validate(stated)

    BeliefReader(figures=untold, problems=problems).belief(row, states=YES_NO, where="here")

    assert any("n1" in str(each) for each in problems.found)


@pytest.mark.parametrize("states", [{"x": 0.5, "y": 0.4}, {"x": 0.5, "z": 0.5}, {"x": 1 - 1e-9}])
def test_states_must_be_complete_and_sum_to_one(states):
    problems = Problems()
    row = BeliefRow.model_validate({"states": states, "basis": "judged", "because": "x"})

    belief = BeliefReader(figures=FIGURES, problems=problems).belief(row, states=("x", "y"), where="here")

    assert belief is None
    assert problems.found


def test_formulas_are_arithmetic_only():
    assert evaluate("sqrt(f1) + max(f1, 0.5)", {"f1": 0.25}) == 1.0
    with pytest.raises(ValueError, match="cannot evaluate"):
        evaluate("open('x')", {})


def known_rates():
    def belief(**states):
        return Belief(states=states, basis="judged", because="x", n=8.0)

    shown = Manifestation(
        finding="fever",
        present=belief(absent=0.2, present=0.8),
        absent=belief(absent=0.98, present=0.02),
    )
    graded = Manifestation(
        finding="leg-pain",
        present=belief(none=0.2, thigh=0.3, foot=0.5),
        absent=belief(none=0.8, thigh=0.1, foot=0.1),
    )
    mechanism = Mechanism(
        id="infection-response",
        name="x",
        plain="x",
        background=belief(absent=0.97, present=0.03),
        manifestations=(shown, graded),
    )
    return Rates(mechanisms={mechanism.id: mechanism}, conditions={"cellulitis": 4.5})


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("present(fever)", 0.8),
        ("(f1 - absent(fever)) / (present(fever) - absent(fever))", (0.64 - 0.02) / 0.78),
        ("present(leg-pain, thigh, foot)", 0.8),
        ("background(infection-response) * 2", 0.06),
        ("min(f1, 0.5) + rate(cellulitis)", 5.0),
    ],
)
def test_a_formula_takes_a_rate_from_where_it_is_believed(formula, value):
    assert evaluate(formula, {"f1": 0.64}, rates=known_rates()) == pytest.approx(value)


@pytest.mark.parametrize(
    "formula", ["present(fevers)", "present(leg-pain)", "background(fever)", "share(fever)"]
)
def test_a_formula_that_names_a_rate_nobody_believes_is_refused(formula):
    with pytest.raises(ValueError, match=r"no rate .*\("):
        evaluate(formula, {}, rates=known_rates())


def test_a_belief_may_rest_on_other_rates_alone():
    problems = Problems()
    reader = BeliefReader(figures={}, problems=problems, rates=known_rates())
    row = BeliefRow.model_validate(
        {"p": 0.4, "basis": "adjusted", "formula": "present(fever) / 2", "because": "half of them"}
    )

    assert reader.belief(row, states=YES_NO, where="here").present == 0.4
    assert problems.found == []


def test_a_hand_set_size_beside_a_figure_is_refused():
    problems = Problems()
    figure = next(iter(FIGURES.values()))
    row = BeliefRow.model_validate({"p": figure.value, "basis": "measured", "figures": [figure.id], "n": 60})

    assert BeliefReader(figures=FIGURES, problems=problems).belief(row, states=YES_NO, where="here") is None

    assert "figures' grades" in str(problems.found[0])
