"""A server that is killed: whatever it had acknowledged is there when it starts again."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import httpx2 as httpx
import pytest

RUN = [sys.executable, "-c", "from pygalgia.cli import main; main()"]
_YOUNGEST, _OLDEST = 20, 90
_ENOUGH = 12


@pytest.fixture
def environment(tmp_path):
    url = f"sqlite:///{tmp_path / 'store.sqlite3'}"
    return os.environ | {"PYGALGIA_DATABASE_URL": url, "PYTHONWARNINGS": "ignore"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(environment):
    """Give a running server's process and a browser for it; end it in any case."""
    port = free_port()
    with subprocess.Popen(
        [*RUN, "serve", "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=5) as browser:
                wait_for(browser)
                yield process, browser
        finally:
            process.kill()


def wait_for(browser):
    for _ in range(300):
        try:
            return browser.get("/privacy")
        except httpx.TransportError:
            time.sleep(0.1)
    msg = "the server does not answer"
    raise AssertionError(msg)


def write_until_the_end(browser, csrf, told):
    """Change the age and write a note, over and over; keep the numbers that were acknowledged."""
    try:
        for number in range(_OLDEST - _YOUNGEST):
            age = {"question": "age", "value": str(_YOUNGEST + number), "do": "answer", "csrf": csrf}
            assert browser.post("/interview/answers/1", data=age).status_code == 200
            told["ages"].append(_YOUNGEST + number)
            note = {"worst": "5", "note": str(number), "csrf": csrf}
            assert browser.post("/diary", data=note).status_code == 303
            told["notes"].append(str(number))
    except httpx.TransportError:
        pass


def begin(browser):
    """Answer the first two questions and return the token that forms send back."""
    assert browser.post("/begin").status_code == 303
    csrf = re.search(r'name="csrf" value="(\w+)"', browser.get("/my-data").text)[1]
    for answer in ({"question": "for-whom", "answer": "self"}, {"question": "age", "value": "18"}):
        sent = browser.post("/interview", data=answer | {"do": "answer", "csrf": csrf})
        assert sent.status_code == 303
    return csrf


def test_a_killed_server_loses_at_most_the_answer_in_flight(environment):
    told = {"ages": [], "notes": []}
    with serving(environment) as (process, browser):
        csrf = begin(browser)
        writing = threading.Thread(target=write_until_the_end, args=(browser, csrf, told))
        writing.start()
        while len(told["notes"]) < _ENOUGH and writing.is_alive():
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
        writing.join(10)
        assert not writing.is_alive()
        cookies = browser.cookies
    with serving(environment) as (_, browser):
        browser.cookies = cookies
        kept = browser.get("/my-data/pygalgia-my-data.json").json()
    assert len(told["notes"]) >= _ENOUGH
    assert kept["answers"]["steps"][1]["given"] in (told["ages"][-1], told["ages"][-1] + 1)
    notes = [each["note"] for each in kept["diary"]]
    assert notes in (told["notes"], [*told["notes"], str(len(told["notes"]))])
