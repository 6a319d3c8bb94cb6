"""A question's id says what kind of question it is, and is read and written in one place."""

import re
from pathlib import Path

import pytest

import pygalgia
from pygalgia.interview import QuestionId, question_id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("age", QuestionId("person", "age")),
        ("fever", QuestionId("finding", "fever")),
        ("screen/cord", QuestionId("screen", "cord")),
        ("list/worse", QuestionId("list", "worse")),
        ("list/worse/3", QuestionId("list", "worse", 3)),
        ("check/fever-and-normal", QuestionId("check", "fever-and-normal")),
    ],
)
def test_an_id_is_read_and_written_back(text, expected):
    assert question_id(text) == expected
    assert str(expected) == text


def test_only_screens_and_lists_are_answered_line_by_line():
    assert [question_id(each).is_lines for each in ("screen/a", "list/b/2", "fever", "age", "check/c")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_no_other_module_takes_an_id_apart():
    source = Path(pygalgia.__file__).parent
    apart = re.compile(
        r"""\.split\(["']/["']\)|startswith\(\(?["'](screen|list|check)/|["'](screen|list|check)/["']"""
    )
    found = [
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if path.name != "question_id.py" and apart.search(path.read_text(encoding="utf-8"))
    ]
    # A message's context has parts too: translators' tools take that apart.
    found = [name for name in found if not name.startswith("translating/")]
    assert found in ([], ["report/citations.py"])
