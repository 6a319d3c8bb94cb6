"""The commands that serve the web application and look after its database."""

import os
import socket
import subprocess
import sys
import time
from urllib.request import urlopen

import pytest

RUN = [sys.executable, "-c", "from pygalgia.cli import main; main()"]


@pytest.fixture
def environment(tmp_path):
    url = f"sqlite:///{tmp_path / 'store.sqlite3'}"
    return os.environ | {"PYGALGIA_DATABASE_URL": url, "PYTHONWARNINGS": "ignore"}


def run(*arguments, environment, typed=""):
    return subprocess.run(
        [*RUN, *arguments],
        env=environment,
        input=typed,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_database_is_made_backed_up_and_restored(environment, tmp_path):
    assert run("db", "upgrade", environment=environment).returncode == 0
    added = run(
        "editor",
        "add-admin",
        "ann",
        "--name",
        "Ann",
        environment=environment,
        typed="a long and quiet phrase\n",
    )
    assert (added.returncode, added.stdout) == (0, "Added ann. Log in at /editor.\n")
    file = tmp_path / "backup.gz"
    assert run("db", "backup", str(file), environment=environment).returncode == 0
    refused = run("db", "restore", str(file), environment=environment)
    assert refused.returncode == 2
    assert "--replace" in refused.stderr
    assert run("db", "restore", str(file), "--replace", environment=environment).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "changes", "says"),
    [
        (["db", "backup", "/nowhere/x.gz"], {}, "pygalgia db upgrade"),
        (["db", "restore", "/nowhere/x.gz"], {}, "no such file"),
        (["db", "upgrade"], {"PYGALGIA_DATABASE_URL": "mysql://a:hunter2@b/c"}, "postgresql://"),
        (["serve"], {"PYGALGIA_KEEP_DAYS": "soon"}, "a whole number from 1 to 3650"),
        (["editor", "set-password", "nobody"], {}, "pygalgia db upgrade"),
    ],
)
def test_what_is_wrong_is_said_without_a_traceback(environment, arguments, changes, says):
    failed = run(*arguments, environment=environment | changes)
    assert failed.returncode == 2
    assert says in failed.stderr
    assert "Traceback" not in failed.stderr
    assert "hunter2" not in failed.stderr


def test_serving_prints_the_address_and_answers_there(environment):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen(
        [*RUN, "serve", "--port", str(port)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert f"http://127.0.0.1:{port}" in process.stdout.readline()
            assert b"pygalgia" in _answer(port)
        finally:
            process.terminate()
        assert "Traceback" not in process.stderr.read()


def test_a_port_in_use_is_said(environment):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        failed = run("serve", "--port", str(taken.getsockname()[1]), environment=environment)
    assert failed.returncode == 2
    assert "choose another port" in failed.stderr


def _answer(port):
    for _ in range(300):
        try:
            with urlopen(f"http://127.0.0.1:{port}/privacy", timeout=5) as answer:
                return answer.read()
        except OSError:
            time.sleep(0.1)
    return b""
