"""Textbook pictures, written without a look at the beliefs: a condition must be found where it is typical."""

from pathlib import Path
from typing import Any

import pytest

from pygalgia import assessing
from pygalgia.assessing import Knowledge
from pygalgia.domain.case import Case
from pygalgia.domain.urgency import Urgency
from pygalgia.intake import encode_case
from pygalgia.intake.rows import CaseRow
from pygalgia.reading import read_yaml

FOLDER = Path(__file__).parent / "typical"
FILES = ("spine", "pelvis-and-nerves", "muscle-and-tendon")
#: How far down the ranking a condition may stand where its picture says nothing else.
AMONG_THE_FIRST = 3
#: Urgencies that the condition's picture must reach by itself.
PRESSING = {Urgency.SAME_DAY, Urgency.EMERGENCY}
PICTURES: list[dict[str, Any]] = [
    picture
    for name in FILES
    for picture in read_yaml(FOLDER / f"{name}.yaml", name=f"{name}.yaml").value["typical"]
]

each_picture = pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture["condition"])


def case_of(picture: dict[str, Any], knowledge: Knowledge) -> Case:
    row = CaseRow.model_validate(
        {
            "schema": "pygalgia/case/1",
            "id": picture["condition"],
            **picture["person"],
            "answers": picture["answers"],
        }
    )
    return encode_case(row, knowledge.vocabulary)


def test_no_condition_is_painted_twice():
    painted = [picture["condition"] for picture in PICTURES]
    assert len(painted) == len(set(painted)) == 39


@each_picture
def test_a_typical_picture_is_ranked_among_the_first(picture, knowledge):
    _, probability = assessing.urgency_and_probability(case_of(picture, knowledge), knowledge)
    order = sorted(
        zip(probability.tolist(), knowledge.model.conditions, strict=True), key=lambda pair: -pair[0]
    )
    ranked = [name for _, name in order]
    place = ranked.index(picture["condition"]) + 1
    assert place <= picture.get("first", AMONG_THE_FIRST), (picture["because"], ranked[:5])
    if "first" in picture:
        assert place > AMONG_THE_FIRST, "the known limit has gone: take `first` and `known_limit` out"
        assert picture["known_limit"], "a lower place needs its reason"


@each_picture
def test_a_typical_picture_of_something_pressing_is_called_pressing(picture, knowledge):
    demanded = Urgency.from_id(knowledge.base.conditions[picture["condition"]].action.urgency)
    found, _ = assessing.urgency_and_probability(case_of(picture, knowledge), knowledge)
    assert found.urgency >= demanded or demanded not in PRESSING, picture["because"]


def test_some_pictures_are_of_something_pressing(knowledge):
    demanded = {
        Urgency.from_id(knowledge.base.conditions[picture["condition"]].action.urgency)
        for picture in PICTURES
    }
    assert demanded >= PRESSING
