"""An audit of urgency: the least answers with which a careful clinician would insist on a level.

`told.jsonl` holds what people can tell at home, `examined.jsonl` what a first clinician had, as case reports
have it; both hold harmless stories too. They were written with the vocabulary alone, by a reader who had seen
neither the flags nor what the program says. `stories.jsonl` and `further-stories.jsonl` were written without
the vocabulary, by two other readers, and coded by others again, who did not know the levels. All of them are
language models, not yet clinicians. What came out at the first look stands in `docs/evaluation.md`.
"""

import json
from pathlib import Path
from typing import Any

import pytest

import pygalgia
from pygalgia.domain.urgency import Urgency
from pygalgia.intake import encode_case
from pygalgia.intake.rows import CaseRow

FOLDER = Path(__file__).parent / "danger_audit"
AUDIT = [
    json.loads(line)
    for path in sorted(FOLDER.glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]
#: Called higher than the audit allows, with the reason why that stands.
HIGHER = {
    "h-boil-antibiotic-better": "nothing tells the ranking that a boil which answers to antibiotics is over",
    "h-period-ache": "the ranking knows no ordinary period pain",
    "h-zoster-healed": "shingles count as new until the course of the pain is told",
    "v138": "bleeding with a lump there is looked at once; that a camera saw nothing cannot be said",
    "v148": "how long a child has had pain is not told, and long pain is seen within two weeks",
    "v150": "a fever and a leg not used two days ago count until two weeks have passed",
    "v165": "a numb leg of yesterday, gone again, is still asked about",
    "v172": "as w054, and the bumps are red",
    "v176": "soreness in both legs is read as both legs' nerves until the screen is answered",
    "v183": "the list has no threadworms, and how long it lasts is not told",
    "v189": "whether there is a fever is not told",
    "v198": "blood in the urine of one morning cannot be told to be beetroot",
    "w014": "as v183",
    "w024": "strong pain after a birth is seen within two weeks, also when it eases",
    "w035": "whether there is a fever is not told",
    "w043": "a bruise after a sprint holds the torn tendon until it is examined",
    "w054": "the list has no pimple; a lump is weighed as a boil",
    "w055": "a child whose pain lasts is seen within two weeks, growing pains too",
    "w064": "any fever with this pain is seen the same day",
    "w088": "bleeding with a lump at the back passage is looked at once",
    "w093": "as v176",
}
#: Called lower, with the reason why.
LOWER = {
    "v080": "loose stools, bumps that hurt and a fever: an appendix is called today, not now",
    "v087": "a pregnancy that nobody knows of cannot be told",
    "v092": "vomiting with a sore inner thigh is called today; a blown-up belly is not told",
    "v159": "an ache of a week after driving that eases: home is safe, a visit was wanted for the erections",
    "w062": "pain in the toes at night is seen within two weeks",
    "w108": "tuberculosis of the spine without a weak leg is seen within two weeks",
    "w112": "a cracked vertebra under steroids is seen within two weeks",
    "w113": "that a spine is stiff from inflammation cannot be told",
}


@pytest.mark.parametrize("row", AUDIT, ids=lambda row: row["id"])
def test_no_danger_is_called_later_and_nothing_harmless_sooner_than_a_clinician_would(
    knowledge: pygalgia.Knowledge, row: dict[str, Any]
) -> None:
    told = {name: row[name] for name in ("id", "age_years", "sex", "setting", "answers") if name in row}
    case = encode_case(CaseRow.model_validate({"schema": "pygalgia/case/1", **told}), knowledge.vocabulary)

    urgency = pygalgia.assess(case, knowledge).urgency

    assert (urgency >= Urgency.from_id(row["least"])) is (row["id"] not in LOWER), row["why"]
    assert (urgency <= Urgency.from_id(row["most"])) is (row["id"] not in HIGHER), row["why"]


def test_the_audit_is_large_and_has_both_sides() -> None:
    dangers = [row for row in AUDIT if row["least"] in ("same-day", "emergency")]
    assert len(dangers) >= 380
    assert len(AUDIT) - len(dangers) >= 200
