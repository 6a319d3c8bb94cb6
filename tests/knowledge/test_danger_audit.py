"""An audit of urgency: the least answers with which a careful clinician would insist on a level.

`told.jsonl` holds what people can tell at home, `examined.jsonl` what a first clinician had, as case reports
have it; both hold harmless stories too. They were written with the vocabulary alone, by a reader who had seen
neither the flags nor what the program says: a language model, not yet a clinician. What came out at the first
look stands in `benchmarks/RESULTS.md`.
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
#: Called higher than the audit allows, with the reason why that stands; none may be called lower.
HIGHER = {
    "h-boil-antibiotic-better": "nothing tells the ranking that a boil which answers to antibiotics is over",
    "h-injection-sore": "a denied redness counts little (decision 9), and an injection much",
    "h-period-ache": "the ranking knows no ordinary period pain",
    "h-zoster-healed": "shingles count as new until the course of the pain is told",
}


@pytest.mark.parametrize("row", AUDIT, ids=lambda row: row["id"])
def test_no_danger_is_called_later_and_nothing_harmless_sooner_than_a_clinician_would(
    knowledge: pygalgia.Knowledge, row: dict[str, Any]
) -> None:
    told = {name: row[name] for name in ("id", "age_years", "sex", "setting", "answers") if name in row}
    case = encode_case(CaseRow.model_validate({"schema": "pygalgia/case/1", **told}), knowledge.vocabulary)

    urgency = pygalgia.assess(case, knowledge).urgency

    assert urgency >= Urgency.from_id(row["least"]), row["why"]
    assert (urgency <= Urgency.from_id(row["most"])) is (row["id"] not in HIGHER), row["why"]


def test_the_audit_is_large_and_has_both_sides() -> None:
    dangers = [row for row in AUDIT if row["id"].startswith("d")]
    assert len(dangers) >= 200
    assert len(AUDIT) - len(dangers) >= 100
