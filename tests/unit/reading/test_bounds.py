"""What is read is bounded, in YAML and in JSON alike: nothing that a stranger sends can hold a process."""

import json
import os
from pathlib import Path

import pytest

import effort
from pygalgia.errors import MOST_LISTED, InputError, Problem
from pygalgia.reading import (
    Problems,
    RefusedTextError,
    file_text,
    json_value,
    nearest,
    places,
    read_json_text,
    read_yaml_text,
)


def problems(read, text):
    document, calls = effort.counted(lambda: read(text, path=Path("a"), name="a"))
    assert calls < 2_000 + 8 * len(text)
    return document.problems


BOTH = pytest.mark.parametrize("read", [read_yaml_text, read_json_text])
BEYOND = {
    "lists without end": "[" * 100_000,
    "lists within lists": "[" * 41 + "]" * 41,
    "mappings within mappings": '{"a": ' * 41 + "1" + "}" * 41,
    "values without end": "[" + "1," * 300_000 + "1]",
    "a number of 5,000 digits": f'{{"a": {"9" * 5000}}}',
    "a negative number of 5,000 digits": f'{{"a": -{"9" * 5000}}}',
    "a number that is infinite": '{"a": 1.0e+999}',
    "a key twice": '{"a": 1, "a": 1}',
    "a key twice, deep inside": '{"a": [1, {"b": {"c": 1, "d": 2, "c": 1}}]}',
    "a key twice, written in two ways": '{"a": 1, "\\u0061": 2}',
    "two values": "[1] [2]",
    "a NUL": '{"a": "\x00"}',
}


@BOTH
@pytest.mark.parametrize("text", BEYOND.values(), ids=BEYOND)
def test_a_text_beyond_the_bounds_is_refused_at_once(read, text):
    (problem,) = problems(read, text)
    assert problem.where.startswith("a")


BEYOND_YAML = {
    "blocks without end": "- " * 200_000,
    "keys without end": "? " * 200_000,
    "an alias": "a: &x [1]\nb: *x",
    "an anchor": "a: &x 1",
    "an alias of itself": "&x [*x]",
    "aliases of aliases": "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(9)),
    "a tag": "a: !!python/object:os.system 1",
    "a tag of text": "a: !!str 1",
    "tag lines": "".join(f"%TAG !a{n}! b\n" for n in range(60_000)) + "--- a",
    "a second document": "a: 1\n---\na: 2\n",
    "a key that is a list": "? [a]\n: 1\n",
}


@pytest.mark.parametrize("text", BEYOND_YAML.values(), ids=BEYOND_YAML)
def test_what_yaml_offers_beyond_plain_values_is_refused_at_once(text):
    assert len(problems(read_yaml_text, text)) == 1


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_json_holds_only_numbers_that_can_be_compared(word):
    assert problems(read_json_text, f'{{"a": {word}}}')


def test_ordinary_depth_and_numbers_are_read():
    text = "[" * 39 + '{"a": -1.5e3, "b": 12345678901234567890}' + "]" * 39
    value = json_value(text)
    assert value == json.loads(text)


@BOTH
def test_each_key_that_stands_twice_is_named_with_its_line(read):
    text = '{"a": 1,\n "b": {"c": 1,\n "c": 2},\n "a": 3}'
    assert [each.where for each in problems(read, text)] == ["a:3", "a:4"]


def test_places_are_those_of_every_value():
    text = '{"a": {"b": [10, {"c": "x, ] }"}]},\n "d\\"": [],\n "e": {}}'
    assert dict(places(text)) == {
        (): 1, ("a",): 1, ("a", "b"): 1, ("a", "b", 0): 1, ("a", "b", 1): 1, ("a", "b", 1, "c"): 1,
        ('d"',): 2, ("e",): 3,
    }  # fmt: skip


def test_json_knows_the_line_of_each_part():
    document = read_json_text('{"answers": {\n"x": 1,\n"y": [1,\n2]}}', path=Path("a"), name="a")
    assert document.where(("answers", "y", 1)) == "a:4"
    assert document.where(("answers", "z")) == "a:1"


@pytest.mark.parametrize("name", ["/dev/zero", "/dev/stdin", "pipe", "folder"])
def test_only_a_regular_file_is_read(tmp_path, name, monkeypatch):
    path = tmp_path / name
    if name == "pipe":
        os.mkfifo(path)
    elif name == "folder":
        path.mkdir()
    elif not Path(name).exists() or Path(name).is_file():
        pytest.skip(f"no device {name} here")

    def refused():
        with pytest.raises((RefusedTextError, IsADirectoryError)):
            file_text(path, largest=100)

    _, calls = effort.counted(refused)
    assert calls < 1_000


def test_a_file_that_is_too_large_is_not_read_whole(tmp_path):
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(10**12)
    with pytest.raises(RefusedTextError, match="1,000,000,000,000 bytes"):
        file_text(path, largest=100)


def test_a_hint_is_only_looked_for_where_it_is_read():
    asked = []
    found = Problems()
    for number in range(1000):
        found.add("a", found=str(number), expected="b", fix=lambda: asked.append(1) or "c")
    assert len(asked) == MOST_LISTED
    assert len(found.found) == 1000


def test_a_name_that_nobody_misspelt_is_compared_with_nothing():
    _, calls = effort.counted(lambda: nearest("x" * 1_000_000, [f"finding-{n}" for n in range(500)]))
    assert calls < 50


def test_of_many_problems_the_first_hundred_are_listed_and_the_rest_counted():
    error = InputError([Problem(where=f"w{n}", found="f", expected="e", fix="x") for n in range(12_345)])
    assert len(error.problems) == MOST_LISTED
    assert error.more == 12_245
    assert str(error).startswith("12,345 problems")
    assert str(error).endswith("... and 12,245 more")
    assert len(str(error).splitlines()) == MOST_LISTED + 2


def test_a_problem_can_be_written_whatever_was_sent():
    problem = Problem(where="\ud800" * 9, found="x" * 10**6, expected="\udfff", fix="é")
    assert len(str(problem).encode()) < 2000
    assert "é" in str(problem)
