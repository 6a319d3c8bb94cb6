"""The lock files mean the same to every installer, today and after the next release of anything in them."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FILES = ("run", "test", "uv", "pip-oldest", "pip-newest")
LATER = "99999.0"


@pytest.mark.parametrize("name", FILES)
def test_every_package_of_a_lock_file_has_one_version_and_its_hashes(name, pins):
    read = pins(name)
    assert read
    for pin in read:
        assert re.search(r"==[^=<>~*]+$", pin.requirement.split(";")[0].strip()), pin.requirement
        assert pin.hashes, pin.requirement
        assert all(re.fullmatch("sha256:[0-9a-f]{64}", each) for each in pin.hashes), pin.requirement


def test_no_committed_file_of_the_set_up_names_an_index(project):
    """A machine's own index must do: one that a file names may be out of its reach."""
    files = [*(project / "locks").iterdir(), *(project / "scripts").iterdir()]
    files += [project / name for name in ("Makefile", ".ci/run", "pyproject.toml", "Containerfile")]
    named = r"https?://(?!127\.0\.0\.1)\S+|--(extra-|default-)?index(-url)?[= ]\S+\.\S+|--find-links[= ]/"
    found = {
        path.name: re.findall(named, path.read_text(encoding="utf-8")) for path in files if path.is_file()
    }
    assert not {name: rows for name, rows in found.items() if rows}


def test_what_is_tested_is_what_is_run(pins):
    to_run = {pin.requirement.split(";")[0] for pin in pins("run")}
    assert to_run <= {pin.requirement.split(";")[0] for pin in pins("test")}


def test_the_lock_files_hold_all_that_pyproject_asks_for(project, pins):
    """Whoever adds a dependency and forgets `make lock` is told here."""
    described = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    optional = described["project"]["optional-dependencies"]
    groups = described["dependency-groups"]
    wanted = {
        "run": described["project"]["dependencies"] + optional["web"] + groups["build"],
        "test": described["project"]["dependencies"] + groups["dev"],
        "uv": groups["uv"],
        "pip-oldest": groups["pip-oldest"],
        "pip-newest": groups["pip-newest"],
    }
    for name, extra in optional.items():
        # Half a gigabyte and built from source: whoever wants it brings it.
        wanted["test"] += extra if name != "spark" else []
    for name, asked in wanted.items():
        locked = {}
        for pin in pins(name):
            requirement = Requirement(pin.requirement)
            locked[canonicalize_name(requirement.name)] = str(requirement.specifier).removeprefix("==")
        for each in map(Requirement, asked):
            version = locked.get(canonicalize_name(each.name))
            assert version, f"{each.name} is not in locks/{name}.txt: run make lock"
            assert each.specifier.contains(version, prereleases=True), (
                f"locks/{name}.txt: {each} is {version}"
            )


@pytest.fixture(scope="module")
def here(pins):
    """The pins of locks/test.txt that are for this machine and are installed on it."""
    found = [Requirement(pin.requirement) for pin in pins("test")]
    found = [pin for pin in found if pin.marker is None or pin.marker.evaluate()]
    missing = [pin.name for pin in found if not _installed(pin.name)]
    if missing:
        pytest.skip(f"only where make set up the environment: {', '.join(missing)} missing")
    return found


@pytest.fixture(scope="module")
def index(here, tmp_path_factory):
    """An index with each pinned version and a later one: tiny wheels that ask for what the real ones do."""
    root = tmp_path_factory.mktemp("index")
    hashes = {}
    for pin in here:
        name = canonicalize_name(pin.name)
        folder = root / name
        folder.mkdir()
        version = str(pin.specifier).removeprefix("==")
        hashes[name] = _wheel(folder, pin.name, version)
        _wheel(folder, pin.name, LATER)
        links = "".join(f'<a href="{path.name}">{path.name}</a>' for path in folder.glob("*.whl"))
        (folder / "index.html").write_text(
            f"<!DOCTYPE html><html><body>{links}</body></html>", encoding="utf-8"
        )
    return root, hashes


@pytest.mark.slow
@pytest.mark.parametrize("age", ["oldest", "newest"])
def test_every_pip_since_python_3_11_reads_the_lock_as_it_stands(age, here, index, tmp_path):
    """The pip of Python 3.11 once took the newest coverage, where the lock named the plain package only."""
    done, chosen = _resolved(_pip(age), here, index, tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]
    assert chosen == {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in here}


@pytest.mark.slow
def test_without_the_extras_the_oldest_pip_would_stop(here, index, tmp_path):
    """That the test above can fail: it did, on the lock files as they once were."""
    stripped = [Requirement(f"{pin.name}{pin.specifier}") for pin in here]
    done, _ = _resolved(_pip("oldest"), stripped, index, tmp_path)
    assert done.returncode
    assert "require" in done.stderr


def _installed(name):
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _pip(age):
    if age == "oldest" and sys.version_info >= (3, 12):
        pytest.skip("the pip of Python 3.11.0 does not start on a later Python")
    folder = Path(sys.prefix) / "pips" / age
    if not (Path(sys.prefix) / "holds-test").exists():
        pytest.skip("only where make set up the environment, with both pips")
    return folder


def _wheel(folder, name, version):
    """Write a wheel that holds nothing and asks for what the installed package asks for; its hash."""
    real = distribution(name).metadata
    info = f"{re.sub('[-.]+', '_', name)}-{version}.dist-info"
    described = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    for field in ("Provides-Extra", "Requires-Dist"):
        described += [f"{field}: {value}" for value in real.get_all(field) or []]
    files = {
        f"{info}/METADATA": "\n".join(described) + "\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},sha256={_digest(text)},{len(text)}\n" for path, text in files.items())
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n"
    path = folder / f"{info.removesuffix('.dist-info')}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for inside, text in files.items():
            archive.writestr(inside, text)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _digest(text):
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def _resolved(pip, wanted, index, tmp_path):
    """What a pip does with these pins, and the versions that it chose, by name."""
    root, hashes = index
    lock = tmp_path / "lock.txt"
    rows = [f"{pin} --hash=sha256:{hashes[canonicalize_name(pin.name)]}\n" for pin in wanted]
    lock.write_text("".join(rows), encoding="utf-8")
    report = tmp_path / "report.json"
    where = ["--index-url", root.as_uri(), "--no-cache-dir", "--disable-pip-version-check", "--isolated"]
    what = ["--dry-run", "--ignore-installed", "--require-hashes", "--report", str(report), "-r", str(lock)]
    alone = {
        "PYTHONPATH": str(pip),
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "PIP_CONFIG_FILE": os.devnull,
    }
    command = [sys.executable, "-m", "pip", "install", "--quiet", *where, *what]
    done = subprocess.run(command, env=alone, capture_output=True, text=True, check=False)
    if done.returncode:
        return done, {}
    rows = [row["metadata"] for row in json.loads(report.read_text(encoding="utf-8"))["install"]]
    return done, {canonicalize_name(row["name"]): row["version"] for row in rows}
