"""Short invented stories, each with the verdicts that must follow. A clinician can write and dispute them."""

from pathlib import Path

import pytest

from pygalgia.domain.urgency import Urgency
from pygalgia.intake import encode_case
from pygalgia.intake.rows import CaseRow
from pygalgia.reading import read_yaml

FOLDER = Path(__file__).parent / "vignettes"
VIGNETTES = [
    vignette
    for path in sorted(FOLDER.glob("*.yaml"))
    for vignette in read_yaml(path, name=path.name).value["vignettes"]
]


def test_there_are_vignettes():
    assert len(VIGNETTES) >= 30


@pytest.mark.parametrize("vignette", VIGNETTES, ids=lambda vignette: vignette["name"])
def test_the_flags_say_what_the_story_demands(knowledge, vignette):
    row = CaseRow.model_validate(
        {"schema": "pygalgia/case/1", "id": "v", **vignette["person"], "answers": vignette["answers"]}
    )
    case = encode_case(row, knowledge.vocabulary)
    found = knowledge.judge.standing(case).verdicts
    by_verdict = {
        kind: {each.flag.id for each in found if each.verdict == kind}
        for kind in ("raised", "excluded", "open")
    }
    urgency = max((each.urgency for each in found), default=Urgency.SELF_CARE)
    expected = vignette["expect"]

    assert by_verdict["raised"] == set(expected.get("raised", [])), vignette["because"]
    assert by_verdict["excluded"] >= set(expected.get("excluded", []))
    assert by_verdict["open"] >= set(expected.get("open", []))
    assert Urgency.from_id(expected["urgency_at_least"]) <= urgency
    assert urgency <= Urgency.from_id(expected["urgency_at_most"])
