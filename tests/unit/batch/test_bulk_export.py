"""A bulk export of health records gets, for each person, the answer of that person's bundle."""

import json

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from pygalgia.cli.app import app
from pygalgia.records import RecordReader, load_codes
from pygalgia.records.bulk import BundleReader, bundles
from record_builders import TODAY


def patient(name: str, born: str) -> dict:
    return {"resourceType": "Patient", "id": name, "gender": "female", "birthDate": born}


def condition(name: str, of: str) -> dict:
    return {
        "resourceType": "Condition",
        "id": name,
        "subject": {"reference": f"Patient/{of}"},
        "clinicalStatus": {"coding": [{"code": "active"}]},
        "code": {"coding": [{"system": "http://snomed.info/sct", "code": "386661006", "display": "Fever"}]},
        "recordedDate": TODAY.isoformat(),
    }


@pytest.fixture
def export(tmp_path):
    folder = tmp_path / "export"
    folder.mkdir()
    people = [patient("b", "1980-01-01"), patient("a", "1950-01-01")]
    (folder / "Patient.ndjson").write_text("\n".join(map(json.dumps, people)))
    said = [
        json.dumps(condition("c1", "a")),
        "{broken",
        json.dumps(condition("c2", "b")),
        json.dumps(condition("c3", "a")),
    ]
    (folder / "Condition.ndjson").write_text("\n".join(said))
    return folder


def test_what_belongs_to_a_person_comes_together(export, tmp_path):
    files = tuple(sorted(export.iterdir()))

    lines = list(bundles(files, tmp_path / "scratch"))

    assert len(lines) == 3
    read = [json.loads(line) for line in lines if "{broken" not in line]
    names = [[each["resource"]["id"] for each in bundle["entry"]] for bundle in read]
    assert names == [["a", "c1", "c3"], ["b", "c2"]]


def test_each_person_is_a_row_and_a_broken_line_is_told(export, tmp_path, knowledge):
    reader = BundleReader(records=RecordReader(knowledge, load_codes(knowledge.base)), today=TODAY)
    whole = bundles(tuple(sorted(export.iterdir())), tmp_path / "scratch")
    expected = [case.age_years for case in map(reader, whole) if not isinstance(case, tuple)]

    done = CliRunner().invoke(
        app, ["batch", str(export), "--from", "fhir", "--out", str(tmp_path / "o.parquet")]
    )

    told = pq.read_table(tmp_path / "o.parquet")
    assert done.exit_code == 2, done.output
    assert told.num_rows == 3
    assert told["problem"].null_count == 2
    named = [row["id"] for row in told.to_pylist() if row["problem"] is None]
    assert named == ["a", "b"]
    assert sorted(int(age) for age in expected) == [TODAY.year - 1980, TODAY.year - 1950]
    assert not list(tmp_path.glob("o.parquet.bundles*"))


def test_what_is_about_nobody_is_no_person(export, tmp_path):
    """An organisation and a practitioner, which every export has, were two people who need care."""
    of_others = [{"resourceType": "Organization", "id": "o"}, {"resourceType": "Practitioner", "id": "p"}]
    (export / "Others.ndjson").write_text("\n".join(map(json.dumps, of_others)))
    lost = [{**condition("c9", "a"), "subject": {"display": "somebody"}}, {"transactionTime": "2026-01-01"}]
    (export / "lost.ndjson").write_text("\n".join(map(json.dumps, lost)))

    CliRunner().invoke(app, ["batch", str(export), "--from", "fhir", "--out", str(tmp_path / "o.parquet")])

    told = pq.read_table(tmp_path / "o.parquet").to_pylist()
    wrong = sorted(row["problem"] for row in told if row["problem"] is not None)
    assert [row["id"] for row in told if row["problem"] is None] == ["a", "b"]
    assert len(told) == 5
    assert any("no resource of FHIR R4" in each for each in wrong)
    assert any("the resource 'Condition' of nobody" in each for each in wrong)
