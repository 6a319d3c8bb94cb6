"""A commit says what to do in a short line, and moves no red flag with its verdict unsaid."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pygalgia.knowledge import DATA
from script_modules import module_of

FLAG = "src/pygalgia/knowledge/data/red_flags/cauda-equina.yaml"
VERDICT = "tests/knowledge/vignettes/nerves.yaml"
SAID = "redflags: ask for numbness\n\nVerdict-change: two studies show it comes first.\n"


@pytest.fixture(scope="module")
def commits():
    return module_of("scripts/commits.py")


@pytest.fixture
def repository(tmp_path, project):
    """An empty repository with the hook installed as `make hooks` does."""
    (tmp_path / "scripts" / "hooks").mkdir(parents=True)
    for name in ("scripts/commits.py", "scripts/hooks/commit-msg"):
        (tmp_path / name).write_bytes((project / name).read_bytes())
        (tmp_path / name).chmod(0o755)
    git(tmp_path, "init", "-q")
    git(tmp_path, "config", "core.hooksPath", "scripts/hooks")
    return tmp_path


def git(where, *words):
    told = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    told |= {
        f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(
        ["git", *words],
        cwd=where,
        capture_output=True,
        text=True,
        check=False,
        env=own | told | {"PATH": path},
    )


def commit(where, message, *files):
    for name in files:
        (where / name).parent.mkdir(parents=True, exist_ok=True)
        with (where / name).open("a") as file:
            file.write("changed\n")
    git(where, "add", "-A")
    return git(where, "commit", "-m", message)


@pytest.mark.parametrize(
    "subject",
    [
        "web: show the source",
        "triage, redflags: say why",
        "Merge branch 'main'",
        'Revert "web: show it"',
        "x: a" + "b" * 56,
    ],
)
def test_a_short_line_with_its_layer_is_taken(commits, subject):
    assert commits.faults(subject + "\n\nBecause.\n# On branch main\n", []) == []


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("", "nothing"),
        ("show the source", "not `layer: do the thing`"),
        ("web: Show the source", "not `layer: do the thing`"),
        ("web: show the source.", "without a full stop"),
        ("web: added the source", "say what to do"),
        ("x: a" + "b" * 57, "61 characters; at most 60"),
    ],
)
def test_another_line_is_refused_with_what_is_wrong(commits, subject, words):
    (found,) = commits.faults(subject, [])
    assert words in found


def test_a_flag_and_its_verdict_together_need_a_line_that_says_so(commits):
    (found,) = commits.faults("redflags: ask for numbness", [FLAG, VERDICT])
    assert FLAG in found
    assert "Verdict-change: reason" in found
    assert commits.faults(SAID, [FLAG, VERDICT]) == []
    assert commits.faults("redflags: ask for numbness\n\nVerdict-change:", [FLAG, VERDICT]) == [found]


@pytest.mark.parametrize("file", [FLAG, VERDICT])
def test_either_alone_needs_no_such_line(commits, file):
    assert commits.faults("redflags: ask for numbness", [file, "docs/hazards.md"]) == []


def test_the_places_of_flags_and_verdicts_are_there(commits, project):
    assert DATA / "red_flags" in {project / name.rstrip("/") for name in commits.RULES}
    assert all((project / name).is_dir() for name in (*commits.RULES, *commits.VERDICTS))


def test_the_hook_lets_no_wrong_commit_be_made(repository):
    assert "not `layer: do the thing`" in commit(repository, "Begin.", FLAG).stderr
    assert commit(repository, "redflags: begin", FLAG).returncode == 0
    assert "Verdict-change" in commit(repository, "redflags: go on", FLAG, VERDICT).stderr
    assert commit(repository, SAID, FLAG, VERDICT).returncode == 0
    assert git(repository, "log", "--format=%s").stdout.split("\n")[:2] == [
        "redflags: ask for numbness",
        "redflags: begin",
    ]


def test_history_is_looked_at_from_the_exempt_commit_on(repository, commits):
    git(repository, "config", "core.hooksPath", "none")
    commit(repository, "As it was", FLAG, VERDICT)
    exempt = git(repository, "rev-parse", "HEAD").stdout.strip()
    commit(repository, "redflags: begin", FLAG, VERDICT)
    commit(repository, SAID, FLAG, VERDICT)

    (found,) = commits.history(exempt, root=repository)
    assert "one commit" in found


def end_of(repository, place):
    """Return a clone that holds the last commit alone."""
    git(repository, "clone", "-q", "--depth", "1", f"file://{repository}", str(place))
    return place


def test_a_clone_of_the_last_commit_alone_says_so_and_is_looked_at(repository, commits, tmp_path):
    git(repository, "config", "core.hooksPath", "none")
    commit(repository, "redflags: begin", FLAG)
    exempt = git(repository, "rev-parse", "HEAD").stdout.strip()
    commit(repository, "As it was", FLAG)

    found, missing = commits.looked_at(exempt, root=end_of(repository, tmp_path / "end"))

    assert "not `layer: do the thing`" in found[0]
    assert "only the last 1 commits are here" in missing
    assert "git fetch --unshallow" in missing
    assert commits.looked_at(exempt, root=repository) == (found, "")


def test_another_history_is_not_looked_at_and_that_is_said(repository, commits):
    git(repository, "config", "core.hooksPath", "none")
    commit(repository, "As it was", FLAG)

    assert commits.looked_at(root=repository) == (
        [],
        "another history, without 9f0b0664 from which the rule holds: it was not looked at",
    )


def test_a_copy_without_history_says_so(commits, tmp_path):
    found, missing = commits.looked_at(root=tmp_path)

    assert found == []
    assert "no history" in missing


def test_the_check_looks_at_the_history(project):
    recipe = (project / "Makefile").read_text().partition("\ncheck:")[2].partition("\n\n")[0]

    assert "scripts/commits.py history" in recipe


def test_make_installs_the_hook(project):
    assert "git config core.hooksPath scripts/hooks" in (project / "Makefile").read_text()
    assert os.access(project / "scripts" / "hooks" / "commit-msg", os.X_OK)
