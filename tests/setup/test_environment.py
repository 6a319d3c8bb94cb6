"""Setting up goes on where it stopped, uses the machine's own index, and says what to do where it cannot."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
STUB = """#!{python}
import json, os, sys
if "--help" in sys.argv:
    print({usage!r})
else:
    with open({log!r}, "a") as log:
        log.write(json.dumps([sys.argv[1:], dict(os.environ)]) + "\\n")
    sys.exit({code})
"""


@pytest.fixture
def stub(tmp_path, monkeypatch):
    """Put a uv on the PATH that installs nothing and writes down what it was told; returns what it heard."""
    import json

    log = tmp_path / "heard"
    programs = tmp_path / "bin"
    programs.mkdir()

    def put(*, usage="--require-hashes --group", code=0):
        program = programs / "uv"
        text = STUB.format(python=sys.executable, usage=usage, log=str(log), code=code)
        program.write_text(text, encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(programs), prepend=os.pathsep)
        return lambda: [json.loads(row) for row in log.read_text().splitlines()] if log.exists() else []

    return put


@pytest.fixture
def quick(environment, monkeypatch):
    """The script, with an environment that is made in a moment: no pip is put into it."""

    def make_anew(venv):
        shutil.rmtree(venv, ignore_errors=True)
        (venv / "bin").mkdir(parents=True)
        program = venv / "bin" / "python"
        program.unlink(missing_ok=True)
        program.symlink_to(sys.executable)
        (venv / "made-in").write_text(environment.made_in(venv), encoding="utf-8")

    monkeypatch.setattr(environment, "make_anew", make_anew)
    return environment


def test_what_is_in_place_is_not_set_up_again(quick, stub):
    heard = stub()
    quick.set_up("run")
    once = len(heard())
    quick.set_up("run")
    assert once == len(heard()) > 0


def test_a_changed_lock_file_is_followed(quick, stub):
    heard = stub()
    quick.set_up("run")
    once = len(heard())
    Path("locks/run.txt").write_text("another==1", encoding="utf-8")
    quick.set_up("run")
    assert len(heard()) > once


def test_what_is_set_up_for_tests_serves_to_run_and_not_the_reverse(quick, stub):
    heard = stub()
    quick.set_up("test")
    once = len(heard())
    quick.set_up("run")
    assert len(heard()) == once
    Path("locks/run.txt").write_text("another==1", encoding="utf-8")
    quick.set_up("run")
    again = len(heard())
    quick.set_up("test")
    assert len(heard()) > again


def test_a_set_up_that_failed_is_done_again_at_the_next_command(quick, stub):
    heard = stub(code=1)
    with pytest.raises(quick.SetUpError, match="give the same command again"):
        quick.set_up("run")
    heard = stub(code=0)
    quick.set_up("run")
    assert [words[:2] for words, _ in heard()][-2:] == [["pip", "sync"], ["pip", "install"]]


def test_what_was_ended_while_packages_were_put_in_place_is_made_anew(quick, stub, monkeypatch):
    """A package that lost files would otherwise count as installed."""
    stub()
    quick.set_up("run")
    Path("locks/run.txt").write_text("another==1", encoding="utf-8")

    def killed(run, name):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(quick, "fill", killed)
        with pytest.raises(KeyboardInterrupt):
            quick.set_up("run")
    made = []
    monkeypatch.setattr(
        quick, "make_anew", lambda venv, before=quick.make_anew: made.append(venv) or before(venv)
    )
    Path(".venv/half-installed").touch()
    quick.set_up("run")
    assert made
    assert not Path(".venv/half-installed").exists()
    assert not quick.UNFINISHED.exists()


def test_an_environment_that_was_moved_here_is_made_anew(quick, stub):
    """Its programs name the folder that they were made in, and would not start."""
    heard = stub()
    quick.set_up("run")
    once = len(heard())
    here = Path.cwd()
    there = here.with_name("moved")
    here.rename(there)
    os.chdir(there)
    quick.set_up("run")
    assert len(heard()) > once
    assert str(there) in Path(".venv/made-in").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("pip", "variable", "value"),
    [
        (
            {"PIP_INDEX_URL": "https://index.example/simple"},
            "UV_DEFAULT_INDEX",
            "https://index.example/simple",
        ),
        ({"PIP_EXTRA_INDEX_URL": "file:///one file:///two"}, "UV_INDEX", "file:///one file:///two"),
        ({"PIP_FIND_LINKS": "/one /two"}, "UV_FIND_LINKS", "/one,/two"),
        ({"PIP_CERT": "/etc/own.pem"}, "SSL_CERT_FILE", "/etc/own.pem"),
        ({"PIP_PROXY": "http://proxy.example:3128"}, "ALL_PROXY", "http://proxy.example:3128"),
        ({"PIP_TRUSTED_HOST": "index.example"}, "UV_INSECURE_HOST", "index.example"),
    ],
)
def test_uv_looks_for_packages_where_pip_does(pip, variable, value, quick, stub, monkeypatch):
    for name, text in {"PIP_CONFIG_FILE": os.devnull, **pip}.items():
        monkeypatch.setenv(name, text)
    heard = stub()
    quick.set_up("run")
    assert {variables.get(variable) for _, variables in heard()} == {value}


def test_the_configuration_file_of_pip_counts_too(quick, stub, monkeypatch, tmp_path):
    own = tmp_path / "pip.conf"
    own.write_text(
        "[global]\nindex-url = https://index.example/a\n[install]\nindex-url = https://index.example/b\n"
    )
    monkeypatch.setenv("PIP_CONFIG_FILE", str(own))
    heard = stub()
    quick.set_up("run")
    assert {variables["UV_DEFAULT_INDEX"] for _, variables in heard()} == {"https://index.example/b"}


def test_an_index_given_to_uv_itself_comes_first(quick, stub, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", "https://index.example/pip")
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://index.example/uv")
    heard = stub()
    quick.set_up("run")
    assert {variables["UV_DEFAULT_INDEX"] for _, variables in heard()} == {"https://index.example/uv"}


def test_a_uv_too_old_for_the_lock_files_is_passed_over(quick, stub, monkeypatch):
    heard = stub(usage="--nothing-that-we-need")
    monkeypatch.setattr(quick, "pinned_uv", lambda venv: Path("the-pinned-uv"))
    told = []
    monkeypatch.setattr(quick, "checked", lambda command, variables: told.append(command[0]))
    quick.set_up("run")
    assert set(told) == {"the-pinned-uv"}
    assert heard() == []


def test_without_the_module_venv_it_says_what_to_install(environment, monkeypatch):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(
        environment.SetUpError, match=r"ensurepip is missing\.\n.*apt-get install python3-venv"
    ):
        environment.make_anew(Path(".venv"))


def test_a_folder_that_cannot_be_written_to_is_named(environment):
    Path("closed").write_text("a file where a folder is needed", encoding="utf-8")
    with pytest.raises(
        environment.SetUpError, match=r"Cannot make .*closed.*: Not a directory.\n.*may write"
    ):
        environment.make_anew(Path("closed") / ".venv")


@pytest.mark.slow
def test_a_half_made_environment_is_made_anew(environment, stub):
    """What an interruption leaves: a folder with an interpreter and no pip."""
    heard = stub()
    half = Path(".venv/bin")
    half.mkdir(parents=True)
    (half / "python").symlink_to(sys.executable)
    environment.set_up("run")
    assert Path(".venv/bin/pip").exists()
    assert heard()


def make(*words, path, folder):
    """What `make` returns and says in a folder that holds the Makefile alone, with a bare PATH."""
    shutil.copy(PROJECT / "Makefile", folder)
    bare = {"PATH": str(path), "HOME": str(folder)}
    command = [shutil.which("make"), "--no-print-directory", *words]
    done = subprocess.run(command, cwd=folder, env=bare, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def test_without_python_make_says_what_is_needed(tmp_path):
    code, said = make("run", path=tmp_path / "nothing", folder=tmp_path)
    assert code
    assert "needs Python 3.11 or newer, and none was found" in said
    assert "apt-get install python3 python3-venv" in said


def test_a_python_that_is_too_old_is_named_with_its_version(tmp_path):
    old = tmp_path / "python"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.8.18 && exit\n[ -z "$2" ] || exit 1\n')
    old.chmod(0o755)
    code, said = make("run", f"PYTHON={old}", path="/usr/bin:/bin", folder=tmp_path)
    assert code
    assert "needs Python 3.11 or newer, not Python 3.8.18" in said


def test_a_python_that_does_not_run_is_named(tmp_path):
    code, said = make("run", "PYTHON=/no/python", path="/usr/bin:/bin", folder=tmp_path)
    assert code
    assert "/no/python does not run" in said
