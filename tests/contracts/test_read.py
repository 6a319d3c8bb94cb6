"""`pygalgia read` and `POST /api/v1/read`: one reading, nothing kept, nothing of it in a message."""

import io
import json
import subprocess
import sys

import pytest
from rich.console import Console
from starlette.testclient import TestClient

from pygalgia import Interviewer
from pygalgia.cli.dialogue import Dialogue
from pygalgia.own_words import LONGEST, as_document, lexicon, read
from pygalgia.web.app import create_app
from pygalgia.web.edge.settings import Settings

RUN = [sys.executable, "-c", "from pygalgia.cli import main; main()", "read"]
TEXT = "No fever but I can't feel my bum. My dad had cancer."


@pytest.fixture(scope="module")
def client(tmp_path_factory, knowledge):
    url = f"sqlite:///{tmp_path_factory.mktemp('read') / 'read.sqlite3'}"
    made = create_app(
        Settings(database_url=url, hosts=("testserver",), requests_per_minute=0), knowledge=knowledge
    )
    yield TestClient(made)
    made.state.services.database.close()


def run(*arguments, told=""):
    return subprocess.run(
        [*RUN, *arguments], input=told, capture_output=True, text=True, timeout=120, check=False
    )


def expected(knowledge):
    return json.loads(json.dumps(as_document(read(TEXT, lexicon(), knowledge.base), knowledge.base)))


def test_the_command_reads_an_argument_or_standard_input(knowledge):
    assert json.loads(run(TEXT, "--format", "json").stdout) == expected(knowledge)
    assert json.loads(run("--format", "json", told=TEXT + "\n").stdout) == expected(knowledge)


def test_the_command_shows_danger_signs_first_and_says_that_nothing_counts_yet():
    said = run(TEXT).stdout
    assert said.index("Danger signs") < said.index("Understood")
    assert "Nothing of this counts before the person agrees." in said


def test_a_text_that_is_too_long_is_refused_without_being_repeated():
    done = run(told="x" * (LONGEST + 1))
    assert done.returncode == 2
    assert "at most 5,000" in done.stderr
    assert "xxx" not in done.stderr


def test_the_api_gives_the_same_reading(client, knowledge):
    answer = client.post("/api/v1/read", json={"text": TEXT})
    assert answer.status_code == 200
    assert answer.json() == expected(knowledge)
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("body", [{"text": "x" * (LONGEST + 1)}, {"text": 7}, {}, {"text": "a", "more": 1}])
def test_the_api_refuses_anything_else(client, body):
    assert client.post("/api/v1/read", json=body).status_code == 422


STORY = "Pain in my right buttock for 3 weeks, worse sitting, no fever, my foot is numb."


def told(knowledge, *typed):
    """Return the answers of somebody who tells a story in the terminal, and what was printed."""
    interviewer = Interviewer(knowledge)
    lines = iter(["1", "46", "1", STORY, *typed, "stop"])
    console = Console(width=80, record=True, file=io.StringIO())
    dialogue = Dialogue(
        interviewer=interviewer, keep=lambda _: None, console=console, ask=lambda _: next(lines)
    )
    return interviewer.answers(dialogue.run(interviewer.begin())), console.export_text()


def test_in_the_terminal_danger_signs_are_asked_one_by_one_and_the_rest_kept_at_once(knowledge):
    answers, printed = told(knowledge, "y", "n", "")
    assert answers["leg-numbness"] == "present"
    assert answers["fever"] == "absent"
    assert answers["pain-site"] == ["buttock-right"]
    assert "You wrote “no fever”" in printed


def test_in_the_terminal_a_line_is_struck_by_its_number(knowledge):
    answers, _ = told(knowledge, "", "", "1 3")
    assert not {"leg-numbness", "fever", "pain-site", "worse-sitting"} & answers.keys()
    assert "duration" in answers


def test_in_the_terminal_everything_can_be_left_out(knowledge):
    answers, _ = told(knowledge, "", "", "none")
    assert not {"pain-site", "duration"} & answers.keys()
