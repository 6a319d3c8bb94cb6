"""An adjusted belief must depend on its figure, and not give back what was judged before."""

from dataclasses import replace

import pytest

import builders
from pygalgia.domain.belief import Belief
from pygalgia.domain.evidence import Figure
from pygalgia.knowledge.adjusted import depends, given_back
from pygalgia.knowledge.rates import Rates


def figure(value, *, n=None):
    return Figure(
        id="s/a", source="s", condition="c", finding="f", measure="proportion", value=value, n=n,
        people="referred", reference_standard="MRI",
    )  # fmt: skip


def adjusted(p, formula):
    plain = builders.yes(p)
    return replace(plain, basis="adjusted", figures=("s/a",), formula={"present": formula})


@pytest.mark.parametrize(
    ("formula", "value", "said"),
    [
        ("f1 * 0.5", 0.4, True),
        ("0.05 + f1", 0.4, True),
        ("5.2 / (5.2 + f1 * sqrt(f1))", 12.0, True),
        ("f1 * 0.38", 1.0, False),
        ("min(0.95, f1 / 0.2)", 0.6, False),
        ("(f1 * 7 + 0.536 * 934) / 941", 0.57, False),
        ("(f1 * n1 + 0.536 * 934) / (n1 + 934)", 0.57, False),
    ],
    ids=["factor", "summand", "time", "all of them times the value", "cap", "seven among 900", "by size"],
)
def test_a_figure_bears_on_a_value_that_follows_it(formula, value, said):
    belief = adjusted(0.3, formula)

    assert depends(belief, [figure(value, n=7)], rates=Rates()) is said


def base(belief: Belief):
    noise = builders.finding("noise", background=builders.yes(0.2))
    pump = builders.condition("pump", share=1.0, findings={"noise": belief})
    return builders.base(findings=[noise], mechanisms=[], conditions=[pump])


@pytest.mark.parametrize(
    ("p", "formula", "told"),
    [
        (0.352, "f1 * 0.88", True),
        (0.35, "1 - f1 - 0.25", True),
        (0.37, "f1 * 0.92", False),
        (0.35, "f1 * 0.5", False),
        (0.35, "1 - f1", False),
        (0.35, "f1 * n1 / (n1 + 2)", False),
    ],
    ids=["fitted factor", "fitted summand", "moved", "half", "complement", "size"],
)
def test_a_constant_that_gives_back_the_judged_value_is_told(p, formula, told):
    before, now = base(builders.yes(0.35)), base(adjusted(p, formula))

    problems = [str(each) for each in given_back(before, now)]

    assert bool(problems) is told
    assert all("conditions/pump/beliefs.yaml" in each and "noise" in each for each in problems)


def test_what_rested_on_a_figure_before_is_passed_over():
    assert not list(given_back(base(adjusted(0.35, "f1")), base(adjusted(0.352, "f1 * 0.88"))))
