"""An ordinary acute low back has a cause of its own; a danger sign with it counts as it always did."""

from pathlib import Path
from typing import Any

import pytest

from pygalgia import assessing
from pygalgia.domain.case import Case
from pygalgia.domain.urgency import Urgency
from pygalgia.intake import encode_case
from pygalgia.intake.rows import CaseRow
from pygalgia.reading import read_yaml

FILE = read_yaml(Path(__file__).parent / "acute_backs.yaml", name="acute_backs.yaml").value
PEOPLE: list[dict[str, Any]] = FILE["people"]
#: What is less likely than this is on no list that a person reads.
WORTH_NAMING = 0.01

each_person = pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person["id"])


def case_of(person: dict[str, Any], knowledge: assessing.Knowledge, **answers: Any) -> Case:
    told = FILE["denied"] | person["answers"] | answers
    row = CaseRow.model_validate(
        {"schema": "pygalgia/case/1", "id": person["id"], **person["person"], "answers": told}
    )
    return encode_case(row, knowledge.vocabulary)


@each_person
def test_no_dangerous_cause_is_among_the_first_two_of_a_back_that_went(person, knowledge):
    _, probability = assessing.urgency_and_probability(case_of(person, knowledge), knowledge)
    first_two = sorted(zip(probability, knowledge.model.conditions, strict=True), reverse=True)[:2]
    needs = {each.id: Urgency.from_id(each.action.urgency) for each in knowledge.base.conditions.values()}
    dangerous = {name for p, name in first_two if p > WORTH_NAMING and needs[name] >= Urgency.SAME_DAY}
    assert not dangerous
    assert first_two[0][1] in {"acute-lumbago", "nonspecific-low-back-pain"}


@each_person
def test_a_back_that_went_can_be_looked_after_at_home(person, knowledge):
    """Without a danger sign neither a scan nor a visit in haste is advised (NICE NG59)."""
    triage, _ = assessing.urgency_and_probability(case_of(person, knowledge), knowledge)
    assert triage.urgency <= Urgency.ROUTINE


@each_person
def test_a_danger_sign_with_a_back_that_went_counts_as_it_always_did(person, knowledge):
    triage, _ = assessing.urgency_and_probability(case_of(person, knowledge, **person["danger"]), knowledge)
    assert triage.urgency.id == person["then"]
    assert any(reason.kind == "red-flag" for reason in triage.reasons)
