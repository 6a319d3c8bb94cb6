"""A formula names the rates of other things: twenty-eight once held a rate of fever corrected since."""

import re
from itertools import combinations

import pytest

#: A pattern's own two rates, as in (f1 - 0.015) / (0.79 - 0.015).
PAIR = re.compile(r"\((\d*\.\d+) - (\d*\.\d+)\)")
ROUNDED = 0.006


def rates_of(mechanism):
    """Yield the two rates of each finding, for each run of its states."""
    for shown in mechanism.manifestations:
        states = list(shown.present.states)
        for first, last in combinations(range(len(states) + 1), 2):
            run = states[first:last]
            yield (
                sum(shown.present.states[state] for state in run),
                sum(shown.absent.states[state] for state in run),
                shown.finding,
            )


def copied(formula, mechanism):
    """Return the findings whose two rates a formula writes out."""
    pairs = [(float(high), float(low)) for high, low in PAIR.findall(formula)]
    return [
        finding
        for present, absent, finding in rates_of(mechanism)
        for high, low in pairs
        if abs(present - high) < ROUNDED and abs(absent - low) < ROUNDED
    ]


def test_no_formula_copies_the_rates_of_its_pattern(knowledge):
    base = knowledge.base
    found = [
        f"{condition.id}, {link.target}: name present({finding}) and absent({finding})"
        for condition in base.conditions.values()
        for link in (*condition.mechanisms, *condition.child_mechanisms)
        for formula in (link.belief.formula or {}).values()
        for finding in copied(formula, base.mechanisms[link.target])
    ]

    assert found == []


@pytest.mark.parametrize(
    ("formula", "findings"),
    [
        ("(f1 - 0.015) / (0.79 - 0.015)", ["fever"]),
        ("(f1 - absent(fever)) / (present(fever) - absent(fever))", []),
        ("f1 * 0.79", []),
    ],
)
def test_a_copied_rate_is_seen(knowledge, formula, findings):
    assert copied(formula, knowledge.base.mechanisms["infection-response"]) == findings
