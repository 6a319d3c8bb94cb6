"""What the project is made of can be told, built again to the byte, and holds no secret."""

import json
import re
import subprocess
import sys

import pytest

from script_modules import module_of

#: Forms of keys that have one; no name of a variable, so that nothing harmless is found.
SECRETS = re.compile(
    r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\n[A-Za-z0-9+/=]{40}|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}"
    r"|github_pat_[A-Za-z0-9_]{60}|xox[abprs]-[A-Za-z0-9-]{20}|pypi-AgEI[A-Za-z0-9_-]{50}|sk-[A-Za-z0-9]{40}"
    r"|AIza[0-9A-Za-z_-]{35}|eyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20}"
)
BUILD = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d"]


@pytest.fixture(scope="module")
def sbom():
    return module_of("scripts/sbom.py")


def test_every_locked_package_stands_in_the_bill_of_materials(project, sbom):
    for name in ("run", "test"):
        lock = (project / "locks" / f"{name}.txt").read_text()
        pinned = {line.split("==")[0].partition("[")[0] for line in lock.splitlines() if "==" in line}
        made = sbom.document(lock, version="1")
        assert {each["name"] for each in made["components"]} == {
            re.sub(r"[-_.]+", "-", each).lower() for each in pinned
        }
        assert all(each["hashes"] and each["purl"].startswith("pkg:pypi/") for each in made["components"])
        assert made["dependencies"][0]["dependsOn"] == [each["bom-ref"] for each in made["components"]]


def test_the_same_lock_gives_the_same_bill(project, sbom):
    lock = (project / "locks" / "run.txt").read_text()
    assert json.dumps(sbom.document(lock, version="1")) == json.dumps(sbom.document(lock, version="1"))
    assert sbom.document(lock, version="1")["serialNumber"] != sbom.document("", version="1")["serialNumber"]


def test_a_wheel_built_twice_is_the_same_to_the_byte(project, tmp_path):
    pytest.importorskip("hatchling")
    made = []
    for name in ("first", "second"):
        subprocess.run([*BUILD, str(tmp_path / name)], cwd=project, check=True, capture_output=True)
        made.append(next((tmp_path / name).glob("*.whl")).read_bytes())
    assert made[0] == made[1]


def test_no_file_of_the_project_holds_a_secret(project):
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=project, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("the files are told by git, and this is no clone")
    names = [name for name in listed.stdout.decode().split("\0") if name]
    assert len(names) > 500
    found = [name for name in names if SECRETS.search(_text(project / name))]
    assert found == []


def test_a_secret_would_be_found():
    for each in ("AKIA" + "A" * 16, "ghp_" + "a" * 36, "-----BEGIN " + "PRIVATE KEY-----\n" + "A" * 64):
        assert SECRETS.search(f"key = {each}")


def _text(path):
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
