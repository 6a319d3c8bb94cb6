"""How much a case tells."""

from pygalgia.intake import encode_case
from pygalgia.intake.rows import CaseRow


def told(knowledge, **answers):
    row = CaseRow.model_validate(
        {
            "schema": "pygalgia/case/1",
            "id": "x",
            "answers": {k.replace("_", "-"): v for k, v in answers.items()},
        }
    )
    return encode_case(row, knowledge.vocabulary).told


def test_a_list_of_places_that_hurt_is_one_answer(knowledge):
    assert told(knowledge, pain_site=["buttock-left", "calf-left", "foot-left"]) == 1


def test_what_only_follows_from_an_answer_is_no_answer(knowledge):
    assert told(knowledge, neurological_examination="normal") == 1


def test_a_case_that_tells_too_little_is_not_called_routine(knowledge):
    import pygalgia

    row = CaseRow.model_validate(
        {
            "schema": "pygalgia/case/1",
            "id": "x",
            "age_years": 30,
            "answers": {"pain-site": ["buttock"], "fever": False},
        }
    )
    assessment = pygalgia.assess(encode_case(row, knowledge.vocabulary), knowledge)

    assert not assessment.enough_to_rank
    assert assessment.urgency.id == "within-two-weeks"
