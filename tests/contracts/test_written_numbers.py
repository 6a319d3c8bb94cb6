"""A number is read in one way by every face, and what could be two numbers is asked about by all."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from starlette.datastructures import FormData

from pygalgia import Interviewer
from pygalgia.cli.dialogue import Dialogue
from pygalgia.cli.typed import Misread
from pygalgia.cli.typed import read as typed
from pygalgia.domain.written_number import Doubt, figure, read_quantity
from pygalgia.errors import CaseError, RequestError
from pygalgia.interview import Ask, Question
from pygalgia.web.api.interview import advance
from pygalgia.web.api.rows import InterviewRequest
from pygalgia.web.edge.forms import Form
from pygalgia.web.person.forms import Faulty, given_in

VOLUME = ("mL", "L")
DURATION = ("h", "d", "wk", "mo", "a")

READ = [
    ("1200", VOLUME, (1200, "mL")),
    ("1 200", VOLUME, (1200, "mL")),
    ("1\u202f200 mL", VOLUME, (1200, "mL")),
    ("1'200", VOLUME, (1200, "mL")),
    ("1,200.5", VOLUME, (1200.5, "mL")),
    ("1.200,5", VOLUME, (1200.5, "mL")),
    ("1,200,300", VOLUME, (1200300, "mL")),
    ("1.2 L", VOLUME, (1.2, "L")),
    ("0,200 L", VOLUME, (0.2, "L")),
    ("38,4", ("Cel", "[degF]"), (38.4, "Cel")),
    ("101 °F", ("Cel", "[degF]"), (101, "[degF]")),
    ("6 weeks", ("d", "wk"), (6, "wk")),
    ("6", ("d", "wk"), (6, "d")),
]  # fmt: skip
ASKED = [
    ("1,200", VOLUME), ("1.200", VOLUME), ("12,345 mL", VOLUME), ("6 parsecs", DURATION), ("6 7", DURATION),
    ("about 6", DURATION), ("6-8 weeks", DURATION), ("1e3", VOLUME), ("", VOLUME), ("six", DURATION),
    ("38..4", ("Cel",)), ("²", VOLUME),
]  # fmt: skip


def question(units):
    return Question(id="a-number", kind="number", text="?", units=units)


def on_the_web(text, units):
    """Return how a number is read; where it is plain, it is read back first, and sent once more."""
    sent = [("do", "answer"), ("value", text)]
    taken = given_in(Form(FormData(sent)), question(units))
    if isinstance(taken, Faulty) and taken.message.startswith("You wrote"):
        taken = given_in(Form(FormData([*sent, ("read", taken.read)])), question(units))
    return None if isinstance(taken, Faulty) else (taken["value"], taken["unit"])


def in_the_terminal(text, units):
    try:
        taken = typed(text, question(units), regions={})
    except Misread:
        return None
    return taken["value"], taken["unit"]


@pytest.mark.parametrize("face", [on_the_web, in_the_terminal])
@pytest.mark.parametrize(("text", "units", "expected"), READ)
def test_what_is_plain_is_read(face, text, units, expected):
    assert face(text, units) == expected


@pytest.mark.parametrize("face", [on_the_web, in_the_terminal])
@pytest.mark.parametrize(("text", "units"), ASKED)
def test_what_is_doubtful_is_asked_about(face, text, units):
    """A comma before thousands was read as a decimal mark: 1,200 mL in the bladder became 1.2."""
    assert face(text, units) is None


def test_the_question_names_both_readings():
    doubt = read_quantity("1,200", VOLUME)
    assert isinstance(doubt, Doubt)
    assert "1.2" in doubt.message
    assert "1200" in doubt.message


@given(st.floats(0, 1e6, allow_nan=False), st.sampled_from(DURATION))
def test_what_is_echoed_reads_as_the_same_number(value, unit):
    """Whoever types what was echoed says what was read; a doubt is no wrong number."""
    read = read_quantity(figure(value), DURATION, chosen=unit)
    if isinstance(read, Doubt):
        assert "can be read as" in read.message or "e" in figure(value)
    else:
        assert read.value == pytest.approx(value, rel=1e-9)
        again = read_quantity(str(read), DURATION)
        assert again == read


@given(st.text(max_size=12))
def test_no_text_is_read_as_a_number_that_its_digits_do_not_say(text):
    read = read_quantity(text, VOLUME)
    if not isinstance(read, Doubt):
        said = "".join(each for each in text if each.isdigit())
        assert said.strip("0") in figure(read.value).replace(".", "") or said.lstrip("0").startswith(
            figure(read.value).replace(".", "").lstrip("0")
        )


@pytest.fixture(scope="module")
def interviewer(knowledge):
    return Interviewer(knowledge)


def over_the_api(interviewer, given_):
    asked = {"answer": {"question": "duration", "given": given_}}
    return advance(interviewer, InterviewRequest.model_validate(asked))["interview"]["steps"]


def test_the_api_reads_a_number_in_text_as_every_face_does(interviewer):
    steps = over_the_api(interviewer, {"value": "1 200", "unit": "d"})
    assert steps == [{"question": "duration", "given": {"value": 1200.0, "unit": "d"}}]


@pytest.mark.parametrize(
    "said",
    [
        {"value": "1,200", "unit": "d"},
        {"value": "6 weeks", "unit": "d"},
        {"value": 6},
        {"valu": 6, "unit": "d"},
    ],
)
def test_the_api_refuses_what_is_doubtful(interviewer, said):
    """Text in place of a number ended in an error of the server."""
    with pytest.raises((CaseError, RequestError)):
        over_the_api(interviewer, said)


def talk(interviewer, lines, begun):
    """Return what the terminal prints while lines are typed."""
    left, console = iter(lines), Console(width=100, record=True, file=io.StringIO())

    def ask(_):
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    from pygalgia.cli.dialogue import Left

    with pytest.raises(Left):
        Dialogue(interviewer=interviewer, keep=lambda _: None, console=console, ask=ask).run(begun)
    return console.export_text()


def opened(interviewer, *, until):
    here = interviewer.begin()
    answers = {"for-whom": "self", "age": 46, "sex": "male", "pain-site": ("buttock-left",)}
    while isinstance(step := interviewer.next_step(here), Ask) and step.question.id != until:
        here = interviewer.answer(here, step.question.id, answers.get(step.question.id, "unknown"))
    return here


def test_the_terminal_echoes_a_number_with_its_unit(interviewer):
    assert "Read as 46 years." in talk(interviewer, ["46"], opened(interviewer, until="age"))


def test_the_terminal_says_what_enter_means_on_the_emergency_screen(interviewer):
    """An empty line denied every danger sign, and nobody was told."""
    shown = talk(interviewer, [""], opened(interviewer, until="screen/nerves"))
    assert "Enter alone means none of these" in shown
    assert "Noted: none of these" in shown


def test_the_terminal_says_what_enter_means_after_an_emergency(interviewer):
    here = opened(interviewer, until="screen/nerves")
    question = interviewer.next_step(here).question
    lines = [str(1 + [each.id for each in question.options].index("saddle-numbness"))]
    shown = talk(interviewer, lines, here)
    assert "Enter alone: no, stop here and get help" in shown
