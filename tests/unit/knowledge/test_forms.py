"""Every knowledge file has a form, and the schemas that editors use say the same as the forms."""

import json
from pathlib import Path

from pygalgia.knowledge import DATA
from pygalgia.knowledge.forms import FORMS, schemas

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
