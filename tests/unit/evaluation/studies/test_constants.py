"""Constants of the ranking over sets: the shipped setting is the shipped ranking."""

import numpy as np
import pytest

from pygalgia import assessing
from pygalgia.domain.case import Case
from pygalgia.domain.urgency import Urgency
from pygalgia.errors import ModelError
from pygalgia.evaluation.measures.ranking import ranks
from pygalgia.evaluation.sets.folder import CaseSet, KeyedCase
from pygalgia.evaluation.sets.key import Expected
from pygalgia.evaluation.sets.truth import truth
from pygalgia.evaluation.studies.constants import SETTINGS, SHIPPED, constants, constants_document

STATES = {"leg-pain-extent": "foot", "straight-leg-raise": "present"}


def keyed(name, condition, **person):
    expected = Expected(
        id=name, condition=condition, acceptable=(), urgency=Urgency.ROUTINE,
        urgency_acceptable=frozenset({Urgency.ROUTINE}), group="g", public_benchmark=False,
    )  # fmt: skip
    case = Case(id=name, sex="male", setting="self", states=STATES, **person)
    return KeyedCase(case=case, expected=expected, file=name)


SETS = [
    CaseSet(name="one", cases=[keyed("a", "lumbar-radiculopathy"), keyed("b", "herpes-zoster")]),
    CaseSet(name="two", cases=[keyed("c", "anorectal-abscess", age_years=9)]),
]  # fmt: skip


def test_the_first_setting_is_the_ranking_as_it_ships(knowledge):
    found = constants(SETS, knowledge)["top3"]

    cases = [each for set_ in SETS for each in set_.cases]
    told = truth([each.expected for each in cases], knowledge.model.conditions)
    probability = np.array([assessing.urgency_and_probability(c.case, knowledge)[1] for c in cases])
    assert SETTINGS[0] == SHIPPED
    assert found.default.value == (ranks(probability, told) <= 3).mean()
    assert [row.name for row in found.rows] == ["one", "two"]


def test_the_document_names_choice_and_worth(knowledge):
    document = constants_document(constants(SETS, knowledge))

    top1 = document["measures"]["top1"]
    assert top1["left_out"][0]["chosen"] in document["settings"]
    assert top1["gain"]["n"] == 3


def test_two_sets_of_one_name_are_refused(knowledge):
    with pytest.raises(ModelError, match="names of their own"):
        constants([SETS[0], SETS[0]], knowledge)
