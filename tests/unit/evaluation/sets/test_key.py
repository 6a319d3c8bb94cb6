"""Keys: their forms, and what is refused in them."""

import json

import pytest

import builders
from pygalgia.domain.urgency import Urgency
from pygalgia.errors import RequestError
from pygalgia.evaluation.sets.key import read_key

CONDITIONS = {name: builders.condition(name, share=0.5) for name in ("worn-belt", "dry-tank")}
ROW = {"id": "a", "condition": "worn-belt", "urgency": "routine"}


@pytest.fixture
def read(tmp_path):
    """Read a key given as text."""

    def read_(text, name="key.jsonl"):
        path = tmp_path / name
        path.write_text(text if isinstance(text, str) else json.dumps(text), encoding="utf-8")
        return read_key(path, CONDITIONS)

    return read_


def lines(*rows):
    return "\n".join(json.dumps(row) for row in rows)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("key.jsonl", lines(ROW)),
        ("key.json", json.dumps([ROW])),
        ("key.json", json.dumps({"cases": [ROW]})),
        ("key.json", json.dumps({"a": {"condition": "worn-belt", "urgency": "routine"}})),
        ("key.yaml", "- id: a\n  condition: worn-belt\n  urgency: routine\n"),
        (
            "key.jsonl",
            lines({"id": "a", "condition_id": "worn-belt", "urgency": "routine", "citation": "x"}) + "\n\n",
        ),
    ],
)
def test_every_form_gives_the_same_row(read, name, text):
    key = read(text, name)

    assert key.problems == []
    assert key.unused == set()
    (row,) = key.rows.values()
    assert (row.id, row.condition, row.urgency, row.acceptable) == ("a", "worn-belt", Urgency.ROUTINE, ())
    assert row.group == "none"


def test_what_is_due_is_always_acceptable(read):
    key = read(lines(ROW | {"acceptable": ["dry-tank", "worn-belt"], "urgency_acceptable": ["self-care"]}))

    row = key.rows["a"]
    assert row.acceptable == ("dry-tank",)
    assert row.urgency_acceptable == {Urgency.SELF_CARE, Urgency.ROUTINE}


def test_empty_alternatives_may_be_null(read):
    assert read(lines(ROW | {"acceptable": None, "urgency_acceptable": None})).problems == []


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (ROW | {"condition": "worn-bolt"}, ["key.jsonl:1", "worn-bolt", "worn-belt"]),
        (ROW | {"acceptable": ["dry-tunk"]}, ["dry-tunk", "dry-tank"]),
        (ROW | {"urgency": "soon"}, ["urgency", "soon", "same-day"]),
        ({"id": "a", "urgency": "routine"}, ["condition"]),
    ],
)
def test_a_wrong_row_is_refused_and_named(read, row, words):
    key = read(lines(row))

    assert key.rows == {}
    assert key.refused == {"a"}
    for each in words:
        assert each in str(key.problems[0])


def test_a_wrong_row_leaves_the_others_alone(read):
    key = read(lines(ROW | {"condition": "x"}, ROW | {"id": "b"}) + "\n{broken")

    assert list(key.rows) == ["b"]
    assert len(key.problems) == 2
    assert "key.jsonl:3" in str(key.problems[1])


def test_two_answers_for_one_case_are_both_refused(read):
    key = read(lines(ROW, ROW | {"urgency": "emergency"}))

    assert key.rows == {}
    assert "second time" in str(key.problems[0])


def test_a_repeated_row_is_used_once_and_named(read):
    key = read(lines(ROW, ROW))

    assert list(key.rows) == ["a"]
    assert len(key.problems) == 1


def test_a_column_that_nothing_reads_is_told(read):
    assert read(lines(ROW | {"urgency_aceptable": []})).unused == {"urgency_aceptable"}


@pytest.mark.parametrize("text", ["42", '"x"', "{", "[" * 100_000])
def test_what_is_not_a_key_is_refused(read, text):
    with pytest.raises(RequestError, match=r"key\.json"):
        read(text, "key.json")


def test_a_missing_key_is_refused(tmp_path):
    with pytest.raises(RequestError, match="cannot be read"):
        read_key(tmp_path / "none.jsonl", CONDITIONS)
