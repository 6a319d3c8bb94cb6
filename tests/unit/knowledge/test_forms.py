"""Every knowledge file has a form, and the schemas that editors use say the same as the forms."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from pygalgia.knowledge import DATA
from pygalgia.knowledge.forms import FORMS, schemas
from pygalgia.knowledge.rows.conditions import TreatmentRow

SCHEMAS = Path(__file__).parents[3] / "docs" / "schemas"


def test_the_committed_schemas_are_current():
    kept = {path.name: path.read_text(encoding="utf-8") for path in SCHEMAS.glob("*.json")}

    assert kept == dict(schemas()), "run: pygalgia knowledge schema"


def test_every_knowledge_file_has_one_form():
    found = [path for pattern, _ in FORMS.values() for path in DATA.glob(pattern)]

    assert len(found) == len(set(found))
    assert set(found) == set(DATA.rglob("*.yaml"))


def test_a_schema_refuses_unknown_keys_and_names_the_closed_words():
    schema = json.loads(dict(schemas())["condition-about.json"])

    assert schema["additionalProperties"] is False
    assert "sciatic-nerve" in schema["properties"]["group"]["enum"]
    assert schema["required"] == ["id", "name", "plain_name", "plain", "group", "layer", "icd10", "icd11"]


@pytest.mark.parametrize(
    ("strength", "sources", "is_fine"),
    [
        ("strong", [], False),
        ("weak", [], False),
        ("judged", ["someone-2020"], False),
        ("moderate", ["someone-2020"], True),
        ("judged", [], True),
        ("outdated", [], True),
    ],
)
def test_the_strength_of_evidence_stands_beside_a_source(strength, sources, is_fine):
    """Forty-two treatments were called strong or moderate evidence that nothing stood behind."""
    row = {"kind": "medicine", "text": "a tablet", "plain": "a tablet", "strength": strength}
    if is_fine:
        TreatmentRow(**row, sources=sources)
    else:
        with pytest.raises(ValidationError, match="judged"):
            TreatmentRow(**row, sources=sources)
