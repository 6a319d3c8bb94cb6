"""A condition that was split off is still found by programs that know the older id."""

from pygalgia import assessing
from pygalgia.intake import encode_case
from pygalgia.intake.rows import CaseRow
from pygalgia.report.document import as_document


def test_what_was_split_off_names_a_condition_that_stands_for_itself(knowledge):
    parents = {each.id: each.split_from for each in knowledge.base.conditions.values() if each.split_from}

    assert parents["bone-stress-injury"] == "pelvic-avulsion-or-stress-fracture"
    assert not set(parents) & set(parents.values())


def test_the_document_shows_the_older_id_on_what_was_split_off_and_only_there(knowledge):
    row = CaseRow.model_validate(
        {
            "schema": "pygalgia/case/1",
            "id": "t",
            "age_years": 24,
            "sex": "female",
            "answers": {"pain-site": ["groin-left"], "endurance-running": "present"},
        }
    )
    assessment = assessing.assess(encode_case(row, knowledge.vocabulary), knowledge, draws=20)
    document = as_document(assessment)

    told = {each["id"]: each.get("split_from") for each in document["conditions"]}
    assert told["bone-stress-injury"] == "pelvic-avulsion-or-stress-fracture"
    assert told["pelvic-avulsion-or-stress-fracture"] is None
