"""What is told of how sure a cause is holds on cases whose answer is known."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import pygalgia
from pygalgia import assessing
from pygalgia.domain.condition import UNLISTED
from pygalgia.report.certainty import frequency
from pygalgia.report.fit import case_mix
from pygalgia.report.words import percent

#: The sets that development may look at.
SETS = ("dev", "second", "third", "fourth", "people")
CASES = Path(__file__).parents[3] / "cases"
#: Less likely causes are on no list that a person opens.
TOLD_FROM = 0.05
#: Fewer causes than these, told with the same number, say nothing of it.
ENOUGH = 20


@pytest.fixture(scope="module")
def rated(knowledge) -> list[tuple[float, bool]]:
    """Return each cause that is told in some case: its probability, and whether it was right or accepted."""
    return [pair for name in SETS for pair in _rated(CASES / name, knowledge)]


def _rated(folder: Path, knowledge: assessing.Knowledge) -> Iterator[tuple[float, bool]]:
    with (folder / "key.jsonl").open() as lines:
        keys = {key["id"]: key for key in map(json.loads, lines)}
    for path in sorted(folder.glob("*.yaml")):
        case = pygalgia.read_case(path, knowledge)
        key = keys[case.id]
        right = {key["condition"], *key.get("acceptable", [])}
        _, probability = assessing.urgency_and_probability(case, knowledge)
        for name, p in zip(knowledge.model.conditions, probability.tolist(), strict=True):
            if p >= TOLD_FROM and name != UNLISTED:
                yield p, name in right


def test_of_ten_causes_told_alike_about_as_many_were_right_as_is_told(rated):
    """People read "6 in 10 people with these answers have it" of a number that was nobody's frequency."""
    told = np.array([frequency(p, (p, p)).sure + frequency(p, (p, p)).perhaps for p, _ in rated])
    right = np.array([is_right for _, is_right in rated])
    for tenths in np.unique(told):
        alike = right[told == tenths]
        if alike.size >= ENOUGH:
            spread = 2 * np.sqrt(0.25 / alike.size)
            assert abs(alike.mean() - tenths / 10) < 0.1 + spread, (tenths, alike.size, alike.mean())


def test_no_cause_is_told_as_surer_than_the_surest_were_right(rated):
    surest = np.array([is_right for p, is_right in rated if p > 0.97])
    assert surest.size >= ENOUGH
    assert surest.mean() > 0.9
    assert percent(0.999) == ">95%"


def test_a_mix_that_was_tested_says_how_its_first_causes_came_out(knowledge):
    found = assessing.assess(pygalgia.read_case(CASES / "dev" / "s058.yaml", knowledge), knowledge, draws=5)
    assert "No such people have been counted" in case_mix(found)
