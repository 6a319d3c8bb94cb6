"""The strict reader: refuses what YAML would silently accept, and knows every line."""

from pathlib import Path

import pytest

from pygalgia.reading import read_yaml, read_yaml_text


def read(text):
    return read_yaml_text(text, path=Path("a.yaml"), name="a.yaml")


def test_it_remembers_the_line_of_each_part():
    document = read("a: 1\nb:\n  - x\n  - y: 2\n")

    assert document.value == {"a": 1, "b": ["x", {"y": 2}]}
    assert document.where(("b", 1, "y")) == "a.yaml:4"


def test_a_place_that_is_not_there_is_named_by_what_holds_it():
    assert read("a:\n  b: 1\n").where(("a", "c", "d")) == "a.yaml:1"


def test_a_duplicate_key_is_a_problem_with_its_line():
    (problem,) = read("a: 1\nb: 2\na: 3\n").problems

    assert problem.where == "a.yaml:3"
    assert "second time" in problem.found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("off", "off"),
        ("true", True),
        ("~", None),
        ("2024-04-23", "2024-04-23"),
        ("12:30:45", "12:30:45"),
        ("1E91", "1E91"),
        ("0x1F", "0x1F"),
        ("007", "007"),
        ("1_000", "1_000"),
        ("80+", "80+"),
        ("1e-05", 1e-05),
        (".5", 0.5),
        ("'12'", "12"),
    ],
)
def test_only_true_false_null_and_plain_numbers_are_not_text(text, value):
    assert read(f"a: {text}\n").value == {"a": value}


def test_text_that_is_not_yaml_is_a_problem_with_its_line():
    (problem,) = read("a: [1, 2\nb: 3\n").problems

    assert problem.where.startswith("a.yaml:")
    assert "not YAML" in problem.found


def test_a_file_that_is_not_text_is_a_problem(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xff\xfe")

    (problem,) = read_yaml(path, name="a.yaml").problems

    assert "cannot be read" in problem.found
