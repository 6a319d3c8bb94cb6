"""Textbook pictures of joint, child, infection, circulation, tumour and pelvic organs: each is recognised."""

from pathlib import Path

import pytest

from pygalgia.assessing import urgency_and_probability
from pygalgia.domain.urgency import Urgency
from pygalgia.intake import encode_case
from pygalgia.intake.rows import CaseRow
from pygalgia.reading import read_yaml

FOLDER = Path(__file__).parent / "typical"
GROUPS = (
    "hip-joint", "child", "skin-and-soft-tissue", "circulation", "tumour-and-deep-infection", "pelvic-organs",
)  # fmt: skip
PICTURES = [
    pytest.param(picture, id=f"{picture['condition']}-{group}-{number}")
    for group in GROUPS
    for number, picture in enumerate(read_yaml(FOLDER / f"{group}.yaml", name=group).value["typical"])
]
#: The picture's condition stands among this many unless the picture says and explains otherwise.
FIRST = 3


@pytest.fixture(scope="module")
def assessed(knowledge):
    """Return a function from a picture to its urgency and the conditions, likeliest first."""

    def answer(picture):
        row = CaseRow.model_validate(
            {"schema": "pygalgia/case/1", "id": "t", **picture["person"], "answers": picture["answers"]}
        )
        found, probability = urgency_and_probability(encode_case(row, knowledge.vocabulary), knowledge)
        order = [knowledge.model.conditions[column] for column in (-probability).argsort(kind="stable")]
        return found.urgency, order

    return answer


@pytest.mark.parametrize("picture", PICTURES)
def test_a_textbook_picture_is_among_the_first(assessed, picture):
    _, order = assessed(picture)

    rank = order.index(picture["condition"]) + 1

    assert rank <= picture.get("first", FIRST), f"{picture['because']}; before it: {order[: rank - 1]}"


@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_that_cannot_wait_is_not_told_to_wait(assessed, knowledge, picture):
    urgency, _ = assessed(picture)

    needed = Urgency.from_id(knowledge.base.conditions[picture["condition"]].action.urgency)

    assert needed < Urgency.SAME_DAY or urgency >= needed, picture["because"]


@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_that_may_stand_lower_says_why(picture):
    assert ("first" in picture) == ("known_limit" in picture)
