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


def calls(send, *, among):
    """Return the functions of a way that a request calls, in order; a repetition at once counts once."""
    called: list[str] = []

    def note(frame, event, _argument):
        place = frame.f_code.co_filename
        if event == "call" and "/src/pygalgia/" in place:
            step = f"src/pygalgia/{place.split('/src/pygalgia/')[1]}::{frame.f_code.co_name}"
            if step in among and called[-1:] != [step]:
                called.append(step)

    threading.setprofile(note)
    try:
        answer = send()
    finally:
        threading.setprofile(None)
    assert answer.status_code in {200, 303}
    return called


def missed(way, called):
    """Return the steps of a way that were not called after those before them."""
    left = iter(called)
    return [step for step in way if step not in left]


@pytest.fixture
def visitor(site):
    site.here.__dict__.pop("_interviewers", None)
    visitor = Visitor(site.client()).begin()
    visitor.answer()
    return visitor


def test_a_posted_answer_takes_the_way_on_the_map(site, visitor):
    page = visitor.page("/interview")
    form = filled_in(page, {}) | {"question": field_of(page, "question"), "csrf": visitor.token}
    # As in another process than that which drew the page: it has kept what it opened.
    site.here.__dict__.pop("_interviewers", None)
    way = drawn("`POST /interview`", "`GET /result`")

    called = calls(lambda: visitor.browser.post("/interview", data=form), among=way)
    assert len(way) > 10
    assert missed(way, called) == []


def test_the_result_is_made_in_the_order_on_the_map(site, visitor):
    # As in a process that has not met these answers: what another request has worked out is not called again.
    site.here.__dict__.pop("_interviewers", None)
    way = drawn("`GET /result`", "The command line goes the same way")

    called = calls(lambda: visitor.browser.get("/result"), among=way)
    assert len(way) > 20
    assert missed(way, called) == []


def test_a_step_out_of_order_is_missed():
    assert missed(["a", "b"], ["b", "a"]) == ["b"]
    assert missed(["a", "b"], ["b", "a", "a", "b"]) == []
