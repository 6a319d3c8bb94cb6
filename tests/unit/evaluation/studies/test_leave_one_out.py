"""Constants chosen without the set that they are measured on."""

import numpy as np
import pytest

from pygalgia.errors import ModelError
from pygalgia.evaluation.studies.leave_one_out import leave_one_out

#: Set to what each setting scores on its cases: `b` is best on one and two, `a` on three.
SCORES = {
    "a": {"one": [0, 0], "two": [0, 0, 0], "three": [1, 1]},
    "b": {"one": [1, 1], "two": [1, 1, 0], "three": [0, 0]},
}


def scores(setting):
    return {name: np.array(each, dtype=float) for name, each in SCORES[setting].items()}


def test_each_set_is_measured_by_what_the_others_choose():
    found = leave_one_out(["a", "b"], scores)

    rows = {row.name: row for row in found.rows}
    # Without set one: a has 2 of 5, b has 2 of 5. Equally good, so the first stands.
    assert (rows["one"].chosen, rows["one"].score.value, rows["one"].best_here) == ("a", 0, "b")
    # Without set two: a and b have 2 of 4.
    assert (rows["two"].chosen, rows["two"].score.value) == ("a", 0)
    # Without set three: b has 4 of 5 and is then worth nothing where it was not looked at.
    assert (rows["three"].chosen, rows["three"].others, rows["three"].score.value) == ("b", 0.8, 0)
    assert rows["three"].default.value == 1


def test_what_a_choice_is_worth_is_counted_over_all_cases():
    found = leave_one_out(["a", "b"], scores)

    assert found.default.value == pytest.approx(2 / 7)
    assert found.score.value == 0
    assert found.gain.value == pytest.approx(-2 / 7)
    assert found.best == "b"
    assert not found.agreed


def test_a_setting_that_is_better_everywhere_is_always_chosen():
    def better(setting):
        return {name: np.full(4, float(setting)) for name in ("x", "y", "z")}

    found = leave_one_out([1, 3, 2], better)

    assert [row.chosen for row in found.rows] == [3, 3, 3]
    assert found.agreed
    assert found.gain.value == 2


@pytest.mark.parametrize(
    "wrong",
    [
        lambda setting: {"one": np.ones(3)},
        lambda setting: {"one": np.ones(3), "two": np.ones(setting)},
        lambda setting: {"one": np.ones(3), "two": np.ones(0)},
    ],
)
def test_sets_that_cannot_be_compared_are_refused(wrong):
    with pytest.raises(ModelError, match="set"):
        leave_one_out([1, 2], wrong)
