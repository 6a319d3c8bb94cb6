"""`pygalgia interview`: what the command promises to people and to scripts."""

import io
import json
import subprocess
import sys

import pytest
from rich.console import Console

from pygalgia import read_case
from pygalgia.cli.dialogue import Dialogue, Left
from pygalgia.cli.interview import SaveFile
from pygalgia.cli.typed import Command, Misread, read
from pygalgia.interview import Ask, Option, Question, given_by
from pygalgia.session import Interviewer, restored

CASE = {"schema": "pygalgia/case/1", "id": "a", "age_years": 46, "sex": "female", "setting": "self",
        "answers": {"pain-site": ["buttock-left"], "saddle-numbness": True}}  # fmt: skip
LIST = Question(
    id="screen/x",
    kind="several",
    text="?",
    options=tuple(
        Option(id=f"f{n}", text=f"f{n}", finding=f"f{n}", state="present", nothing="absent")
        for n in (1, 2, 3)
    ),
)
NUMBER = Question(
    id="duration", kind="number", text="?", options=(Option(id="days", text="days"),), units=("d", "wk", "mo")
)


@pytest.fixture(scope="module")
def interviewer(knowledge):
    return Interviewer(knowledge)


def command(*arguments, **options):
    line = [sys.executable, "-c", "from pygalgia.cli import main; main()", "interview", *arguments]
    return subprocess.run(
        line, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False, **options
    )


def dialogue(interviewer, typed, *, keep=lambda _: None, width=80):
    lines = iter(typed)
    console = Console(width=width, record=True, file=io.StringIO())
    return Dialogue(
        interviewer=interviewer, keep=keep, console=console, ask=lambda _: next_line(lines)
    ), console


def next_line(lines):
    try:
        return next(lines)
    except StopIteration:
        raise EOFError from None


def test_a_case_file_drives_it_without_a_terminal(tmp_path):
    (tmp_path / "case.json").write_text(json.dumps(CASE))

    done = command(
        "--answers", str(tmp_path / "case.json"), "--format", "json", "--save", str(tmp_path / "s.json")
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["urgency"]["level"] == "emergency"
    assert json.loads((tmp_path / "s.json").read_text())["schema"] == "pygalgia/interview/2"


def test_without_a_terminal_it_says_what_to_do():
    done = command()

    assert done.returncode == 2
    assert "no terminal" in done.stderr
    assert "--answers" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_truncated_save_is_refused_without_a_traceback(tmp_path):
    (tmp_path / "case.json").write_text(json.dumps(CASE))
    (tmp_path / "cut.json").write_text('{"schema": "pygalgia/inter')

    done = command("--resume", str(tmp_path / "cut.json"), "--answers", str(tmp_path / "case.json"))

    assert done.returncode == 2
    assert "cut.json:1" in done.stderr
    assert "Traceback" not in done.stderr


def test_leaving_keeps_every_answer(interviewer, tmp_path):
    file = SaveFile(tmp_path / "kept.json", is_asked_for=True, interviewer=interviewer)
    talk, _ = dialogue(interviewer, ["1", "46", "1"], keep=file.keep)

    with pytest.raises(Left) as left:
        talk.run(interviewer.begin())

    kept = restored((tmp_path / "kept.json").read_text(), interviewer).interview
    assert kept == left.value.interview
    assert [step.given for step in kept.steps] == ["self", 46.0, "female"]
    assert list(tmp_path.iterdir()) == [tmp_path / "kept.json"]


def test_health_data_does_not_stay_behind_unasked(interviewer, tmp_path):
    file = SaveFile(tmp_path / "own.json", is_asked_for=False, interviewer=interviewer)
    file.keep(interviewer.begin())

    file.finish()

    assert not list(tmp_path.iterdir())


def test_it_can_be_read_at_twenty_columns(interviewer):
    talk, console = dialogue(interviewer, ["1", "46", "2", "", "5l", "4", "3", "a"], width=20)

    with pytest.raises(Left):
        talk.run(interviewer.begin())

    shown = console.export_text()
    assert "Has any of this" in shown
    assert max(len(line) for line in shown.splitlines()) <= 20


def test_back_why_and_stop_work_at_a_question(interviewer):
    talk, console = dialogue(interviewer, ["1", "back", "2", "why", "46", "stop"])

    done = talk.run(interviewer.begin())

    shown = console.export_text()
    assert done.given("for-whom") == "someone-else"
    assert "Many causes belong to an age." in shown
    assert "You asked to stop here." in shown


@pytest.mark.parametrize(
    ("typed", "question", "given"),
    [
        ("1 3", LIST, {"f1": "present", "f2": "absent", "f3": "present"}),
        ("", LIST, {"f1": "absent", "f2": "absent", "f3": "absent"}),
        ("1, 2?", LIST, {"f1": "present", "f2": "unknown", "f3": "absent"}),
        ("?", LIST, "unknown"),
        ("skip", LIST, "skipped"),
        ("why", LIST, Command("why")),
        ("3 weeks", NUMBER, {"value": 3.0, "unit": "wk"}),
        ("2,5", NUMBER, {"value": 2.5, "unit": "d"}),
        ("a", NUMBER, "days"),
    ],
)
def test_what_is_typed_is_read_as_meant(typed, question, given):
    assert read(typed, question, regions={}) == given


@pytest.mark.parametrize(
    ("typed", "question"), [("4", LIST), ("x", LIST), ("soon", NUMBER), ("3 stone", NUMBER)]
)
def test_what_cannot_be_read_is_asked_again(typed, question):
    with pytest.raises(Misread, match="Type"):
        read(typed, question, regions={})


def test_regions_are_typed_by_number_and_side(knowledge):
    question = Question(id="pain-site", kind="regions", text="?")
    places = list(dict.fromkeys(each.base for each in knowledge.base.regions.values()))
    buttock, thigh, coccyx = (places.index(each) + 1 for each in ("buttock", "posterior-thigh", "coccyx"))

    given = read(f"{buttock}l {thigh}b {coccyx}", question, regions=knowledge.base.regions)

    assert given == ("buttock-left", "posterior-thigh-left", "posterior-thigh-right", "coccyx")


def test_what_a_person_fears_is_asked_at_the_end_of_the_terminal_too(interviewer, knowledge, tmp_path):
    (tmp_path / "case.json").write_text(json.dumps(CASE | {"answers": {"pain-site": ["buttock-left"]}}))
    case = read_case(tmp_path / "case.json", knowledge)
    so_far = interviewer.answer(interviewer.begin(), "for-whom", "self")
    while isinstance(step := interviewer.next_step(so_far), Ask):
        given = given_by(case, step.question, times=knowledge.base.interview.times)
        so_far = interviewer.answer(so_far, step.question.id, given)
    talk, console = dialogue(interviewer, ["that it is cancer", ""])

    done = talk.run(so_far)

    assert done.given("fear") == "that it is cancer"
    assert done.given("hope") == "skipped"
    assert "What do you fear it may be?" in console.export_text()
