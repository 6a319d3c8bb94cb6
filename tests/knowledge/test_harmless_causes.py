"""Harmless, common causes lead where people tell them, and never calm the danger that looks like them."""

from pathlib import Path
from typing import Any

import pytest

from pygalgia import assessing
from pygalgia.domain.case import Case
from pygalgia.domain.urgency import Urgency
from pygalgia.intake import encode_case
from pygalgia.intake.rows import CaseRow
from pygalgia.reading import read_yaml

FILE: dict[str, dict[str, list[dict[str, Any]]]] = read_yaml(
    Path(__file__).parent / "harmless_causes.yaml", name="harmless_causes.yaml"
).value


def _told(kind: str) -> list[Any]:
    return [
        pytest.param(cause, person, id=person["id"])
        for cause, people in FILE.items()
        for person in people[kind]
    ]


def case_of(person: dict[str, Any], knowledge: assessing.Knowledge) -> Case:
    row = CaseRow.model_validate(
        {"schema": "pygalgia/case/1", "id": person["id"], **person["person"], "answers": person["answers"]}
    )
    return encode_case(row, knowledge.vocabulary)


@pytest.mark.parametrize(("cause", "person"), _told("harmless"))
def test_a_harmless_cause_leads_and_is_not_told_too_urgent(cause, person, knowledge):
    found, probability = assessing.urgency_and_probability(case_of(person, knowledge), knowledge)

    assert knowledge.model.conditions[int(probability.argmax())] == cause, person["text"]
    assert found.urgency <= Urgency.from_id(person["most"]), person["text"]


@pytest.mark.parametrize(("cause", "person"), _told("twins"))
def test_the_danger_that_looks_like_it_stays_urgent(cause, person, knowledge):
    found, _ = assessing.urgency_and_probability(case_of(person, knowledge), knowledge)

    assert found.urgency >= Urgency.from_id(person["least"]), (cause, person["text"])


def test_every_harmless_cause_has_people_and_twins():
    for cause, people in FILE.items():
        assert len(people["harmless"]) >= 3, cause
        assert len(people["twins"]) >= 2, cause
