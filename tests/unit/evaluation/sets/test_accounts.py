"""A set of people's accounts: what lies beside the coded cases, and what is wrong with it."""

import json

import pytest

from pygalgia.domain.urgency import Urgency
from pygalgia.evaluation.sets.folder import read_folder

ACCOUNTS = [
    {"id": "a1", "age_years": 30, "sex": "female", "setting": "self", "presentation": "My bum hurts."},
    {"id": "a2", "age_years": 61, "sex": "male", "setting": "self", "presentation": "Numb down below."},
]
KEY = [
    {"id": "a1", "condition": "proximal-hamstring-tendinopathy", "urgency": "self-care",
     "urgency_acceptable": ["routine"]},
    {"id": "a2", "condition": "cauda-equina-syndrome", "urgency": "emergency"},
]  # fmt: skip
READING = [
    {
        "id": "a1",
        "causes": ["proximal-hamstring-tendinopathy", "lumbar-radiculopathy"],
        "urgency": "routine",
        "why": "x",
    },
    {"id": "a2", "causes": ["lumbar-radiculopathy"], "urgency": "same-day", "why": "y"},
]


def write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


@pytest.fixture
def people(tmp_path):
    """A set of two accounts, one of them of an emergency, read by one reader."""
    folder = tmp_path / "people"
    write(folder / "accounts.jsonl", ACCOUNTS)
    write(folder / "key.jsonl", KEY)
    write(folder / "readings" / "expert.jsonl", READING)
    (folder / "readings" / "README.md").write_text("Read by one person who saw the words alone.")
    for row, answers in zip(ACCOUNTS, ({"fever": False}, {"saddle-numbness": True}), strict=True):
        case = {name: row[name] for name in ("id", "age_years", "sex", "setting")}
        text = json.dumps({"schema": "pygalgia/case/1", **case, "answers": answers})
        (folder / f"{row['id']}.json").write_text(text)
    return folder


def test_a_set_of_accounts_holds_words_answers_and_readings(people, knowledge):
    found = read_folder(people, knowledge)

    assert [each.case.id for each in found.cases] == ["a1", "a2"]
    assert found.accounts.rows["a1"].presentation == "My bum hurts."
    (reading,) = found.readings.readings
    assert (reading.name, reading.rows["a2"].urgency) == ("expert", Urgency.SAME_DAY)
    assert (found.skipped, found.notes) == ([], [])


def test_published_cases_have_neither_accounts_nor_readings(people, knowledge):
    (people / "accounts.jsonl").unlink()
    (people / "readings" / "expert.jsonl").unlink()

    found = read_folder(people, knowledge)

    assert found.accounts is None
    assert found.readings.readings == []


def test_a_reading_that_nobody_signs_is_listed(people, knowledge):
    (people / "readings" / "README.md").unlink()

    assert ["no word on who read" in each.found for each in read_folder(people, knowledge).skipped] == [True]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"id": "a1", "causes": ["sciatica-of-old"], "urgency": "routine"}, "sciatica-of-old"),
        ({"id": "a1", "causes": [], "urgency": "routine"}, "causes"),
        ({"id": "a1", "causes": ["proximal-hamstring-tendinopathy"], "urgency": "soon"}, "urgency"),
        ({"id": "a2", "causes": ["proximal-hamstring-tendinopathy"], "urgency": "routine"}, "a second time"),
    ],
)
def test_what_is_wrong_with_a_reading_is_listed_and_the_rest_read(people, knowledge, row, words):
    write(people / "readings" / "expert.jsonl", [READING[1], row])

    found = read_folder(people, knowledge)

    assert words in str(found.skipped[0])
    assert set(found.readings.readings[0].rows) == {"a2"}


def test_accounts_and_cases_that_do_not_go_together_are_noted(people, knowledge):
    (people / "a1.json").unlink()
    write(people / "accounts.jsonl", [ACCOUNTS[0], ACCOUNTS[1] | {"age_years": 16}])

    notes = " ".join(read_folder(people, knowledge).notes)

    assert "1 accounts have no coded case: a1." in notes
    assert "another age or sex than their account: a2." in notes
