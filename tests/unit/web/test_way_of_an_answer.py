"""One answer goes the way that docs/architecture.md draws, from the posted form to the page of the result."""

import re
import threading
from pathlib import Path

import pytest

from web_site import Visitor, field_of, filled_in

ROOT = Path(__file__).parents[3]
STEP = re.compile(r"`(src/pygalgia/[\w/]+\.py)::(\w+)`")


def drawn(opening, closing):
    """Return the functions that the map names between two of its sentences, in order."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    return [f"{path}::{name}" for path, name in STEP.findall(text.split(opening)[1].split(closing)[0])]


def called_by(send):
    """Return the project's functions that a request calls, in the order of their first calls."""
    first: dict[str, None] = {}

    def note(frame, event, _argument):
        name = frame.f_code.co_filename
        if event == "call" and "/src/pygalgia/" in name:
            path = "src/pygalgia/" + name.split("/src/pygalgia/")[1]
            first.setdefault(f"{path}::{frame.f_code.co_name}")

    threading.setprofile(note)
    try:
        answer = send()
    finally:
        threading.setprofile(None)
    assert answer.status_code in {200, 303}
    return list(first)


@pytest.fixture
def visitor(site):
    site.here.__dict__.pop("interviewer", None)
    visitor = Visitor(site.client()).begin()
    visitor.answer()
    return visitor


def test_a_posted_answer_takes_the_way_on_the_map(visitor):
    page = visitor.page("/interview")
    form = filled_in(page, {}) | {"question": field_of(page, "question"), "csrf": visitor.token}
    way = drawn("`POST /interview`", "`GET /result`")

    called = called_by(lambda: visitor.browser.post("/interview", data=form))
    assert len(way) > 10
    assert [step for step in called if step in way] == way


def test_the_result_is_made_in_the_order_on_the_map(visitor):
    way = drawn("`GET /result`", "The command line goes the same way")

    called = called_by(lambda: visitor.browser.get("/result"))
    assert len(way) > 20
    assert [step for step in called if step in way] == way
