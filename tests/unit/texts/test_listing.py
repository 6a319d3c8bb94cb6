"""Several things in one sentence are joined as each language joins them, however many there are."""

import re
from pathlib import Path

import pytest

import pygalgia
from pygalgia.texts import using
from pygalgia.texts.listing import colon, listed, parted


@pytest.mark.parametrize(
    ("tag", "both", "either", "apart"),
    [
        ("en", "a, b and c", "a, b or c", "a, b, c"),
        ("de", "a, b und c", "a, b oder c", "a, b, c"),
        ("es", "a, b y c", "a, b o c", "a, b, c"),
        ("fr", "a, b et c", "a, b ou c", "a, b, c"),
        ("ar", "a وb وc", "a أو b أو c", "a، b، c"),
        ("en-XA", "a, b, c", "a, b, c", "a, b, c"),
    ],
)
def test_things_are_joined_as_the_language_does(tag, both, either, apart):
    with using(tag):
        assert (listed("abc"), listed("abc", "or"), listed("abc", "apart")) == (both, either, apart)
        assert [listed(things, joint) for things in ("", "a") for joint in ("and", "or", "apart")] == [
            "", "", "", "a", "a", "a",
        ]  # fmt: skip


@pytest.mark.parametrize("tag", ["es", "de", "fr", "ar", "pt-BR", "zh", "xx"])
@pytest.mark.parametrize("joint", ["and", "or", "apart"])
@pytest.mark.parametrize("number", range(6))
def test_no_number_of_things_is_too_many(tag, joint, number):
    with using(tag):
        said = listed("abcdef"[:number], joint)
    assert all(each in said for each in "abcdef"[:number])


@pytest.mark.parametrize(("tag", "told"), [("en", "a, b; c"), ("fr", "a, b\u202f; c"), ("ar", "a, b؛ c")])
def test_what_holds_commas_is_parted_as_the_language_parts_it(tag, told):
    """A result in Arabic once held the semicolons of English, and one in French no space before them."""
    with using(tag):
        assert parted(["a, b", "c"]) == told
        assert colon() == ("\u00a0: " if tag == "fr" else ": ")


def test_nobody_joins_by_a_semicolon_of_english():
    """What is shown goes through `parted`; English alone are evaluation, records and the pages of editors."""
    package = Path(pygalgia.__file__).parent
    rooms = ("report", "session", "interview", "care", "cli", "web")
    english = {"entry.py", "claims_page.py", "deciding.py"}
    found = [
        path.name
        for room in rooms
        for path in (*(package / room).rglob("*.py"), *(package / room).rglob("*.html"))
        if path.name not in english
        and re.search(r"""["']; ["']\.join|join\(["']; ["']\)""", path.read_text())
    ]
    assert found == []
