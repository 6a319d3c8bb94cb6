"""What the tests of the set-up share: its folder, its lock files, and the script that sets it up."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from script_modules import module_of

PROJECT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Pin:
    """One package of a lock file."""

    requirement: str
    hashes: tuple[str, ...]


@pytest.fixture(scope="session")
def project():
    return PROJECT


@pytest.fixture(scope="session")
def pins():
    """The packages of a lock file, by the file's name."""

    def read(name):
        text = (PROJECT / "locks" / f"{name}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
        rows = [line.split("--hash=") for line in text.splitlines() if line and not line.startswith("#")]
        return [Pin(row[0].strip(), tuple(each.strip() for each in row[1:])) for row in rows]

    return read


@pytest.fixture
def environment(monkeypatch, tmp_path):
    """The script that sets up an environment, at work in an empty copy of the project."""
    module = module_of("scripts/environment.py")
    home = tmp_path / "a folder" / "pygalgia"
    (home / "locks").mkdir(parents=True)
    for name in ("run", "test", "uv"):
        (home / "locks" / f"{name}.txt").write_text("", encoding="utf-8")
    (home / "pyproject.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(home)
    for name in [name for name in module.os.environ if re.match("UV_|PIP_|SSL_|UPGRADE", name)]:
        monkeypatch.delenv(name)
    return module
