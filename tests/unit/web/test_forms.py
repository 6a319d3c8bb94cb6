"""What a form says is taken as it is meant, or asked about; nothing turns into a "no" by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import FormData

from pygalgia.interview import Option, Question
from pygalgia.web.bodymap.curves import closed, mirrored
from pygalgia.web.edge.forms import Form
from pygalgia.web.person.diary_chart import diary_chart
from pygalgia.web.person.forms import Faulty, given_in
from pygalgia.web.visit.charts import likelihood, out_of_a_hundred

LINES = Question(
    id="list/a",
    kind="several",
    text="?",
    options=(
        Option(id="rattle", text="a rattle", finding="rattle", state="present", nothing="absent"),
        Option(id="smoke", text="smoke", finding="smoke", state="present", nothing="absent"),
    ),
)
HEAT = Question(id="heat", kind="number", text="?", units=("Cel", "[degF]"), minimum=30, maximum=44)
AGE = Question(id="age", kind="number", text="?", units=("a",), minimum=0, maximum=120)
YES_NO = Question(
    id="rattle",
    kind="yes-no",
    text="?",
    options=(Option(id="present", text="yes"), Option(id="absent", text="no")),
)


def form(*fields):
    return Form(FormData([("do", "answer"), *fields]))


def test_an_unticked_line_is_not_there_once_something_is_said():
    assert given_in(form(("tick", "rattle")), LINES) == {"rattle": "present", "smoke": "absent"}


def test_an_empty_list_is_asked_about_and_never_taken_for_no():
    assert isinstance(given_in(form(), LINES), Faulty)


def test_not_sure_about_a_line_is_unknown():
    assert given_in(form(("unsure", "smoke"), ("none", "")), LINES) == {
        "rattle": "absent",
        "smoke": "unknown",
    }


def test_none_of_these_beside_a_tick_is_asked_about():
    assert isinstance(given_in(form(("tick", "rattle"), ("none", "yes")), LINES), Faulty)


@pytest.mark.parametrize("question", [LINES, HEAT, AGE, YES_NO])
@pytest.mark.parametrize(("button", "meaning"), [("unknown", "unknown"), ("skip", "skipped")])
def test_every_question_can_be_not_known_or_passed_over(question, button, meaning):
    assert given_in(Form(FormData([("do", button)])), question) == meaning


def test_a_decimal_comma_is_read():
    sent = (("value", "38,4"), ("unit", "Cel"), ("read", "38.4|Cel"))
    assert given_in(form(*sent), HEAT) == {"value": 38.4, "unit": "Cel"}


@pytest.mark.parametrize("read", ["", "38|Cel", "38.4|[degF]"])
def test_a_number_that_was_not_read_back_does_not_count_yet(read):
    taken = given_in(form(("value", "38,4"), ("unit", "Cel"), ("read", read)), HEAT)
    assert isinstance(taken, Faulty)
    assert "38.4 °C" in taken.message
    assert taken.read == "38.4|Cel"


@pytest.mark.parametrize(
    "text", ["", "warm", "nan", "inf", "1e999", "38.4 K", "38 39", "1,200", "38.", "about 38"]
)
def test_what_is_no_number_is_asked_about(text):
    assert isinstance(given_in(form(("value", text)), HEAT), Faulty)


@pytest.mark.parametrize("text", ["-1", "121"])
def test_an_age_nobody_has_is_asked_about(text):
    assert isinstance(given_in(form(("value", text)), AGE), Faulty)


@given(st.text())
def test_no_text_is_taken_for_an_answer_that_was_not_offered(text):
    taken = given_in(form(("answer", text)), YES_NO)

    assert isinstance(taken, Faulty) or taken in ("present", "absent")


@given(st.floats(0, 1))
def test_every_probability_has_words(probability):
    assert likelihood(probability)
    assert out_of_a_hundred(probability).endswith("in 100")


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 10)), max_size=30))
def test_every_note_lies_inside_the_chart(entries):
    chart = diary_chart(sorted(entries), [3, 14, 42])

    assert all(0 <= dot.x <= 400 and 0 <= dot.y <= 200 for dot in chart.dots)


def test_a_worse_day_is_drawn_higher():
    low, high = diary_chart([(0, 2), (1, 9)], []).dots

    assert high.y < low.y


def test_a_point_given_twice_is_a_corner():
    square = [(0, 0), (0, 0), (2, 0), (2, 0), (2, 2), (2, 2), (0, 2), (0, 2)]

    # Control points that lie on the corners themselves: straight edges.
    assert closed(square).startswith("M0.0,0.0C0.0,0.0 2.0,0.0 2.0,0.0")


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=1))
def test_mirroring_twice_changes_nothing(points):
    assert mirrored(mirrored(points)) == points
