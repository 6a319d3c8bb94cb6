"""What is built from this folder holds what a user needs and nothing else, and works without the extras."""

import subprocess
import sys
import tarfile
import zipfile

import pytest

from pygalgia import __version__
from pygalgia.extras import EXTRA_OF

# An interpreter that does not find the libraries of the extras, as after a plain `pip install pygalgia`.
PLAIN = f"""
import sys

class Lacking:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {sorted(EXTRA_OF)}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Lacking())
from pygalgia.cli.main import main
sys.argv[0] = "pygalgia"
main()
"""


@pytest.fixture(scope="module")
def built(project, tmp_path_factory):
    """The names inside the wheel and inside the source archive."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(build, cwd=project, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        in_wheel = set(wheel.namelist())
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        in_archive = {name.partition("/")[2] for name in archive.getnames()}
    return in_wheel, in_archive


@pytest.fixture
def plain(tmp_path):
    """Run the command line without the extras, from an empty folder."""

    def run(*words):
        command = [sys.executable, "-c", PLAIN, *words]
        return subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
        )

    return run


def test_the_wheel_holds_the_package_with_its_data_and_licences(built):
    in_wheel, _ = built
    for needed in (
        "pygalgia/py.typed",
        "pygalgia/cli/examples/hamstring.yaml",
        "pygalgia/web/static/fonts/OFL.txt",
    ):
        assert needed in in_wheel
    assert {name.rpartition("/")[2] for name in in_wheel if "/licenses/" in name} == {
        "LICENSE",
        "LICENSE-knowledge",
    }
    assert any(name.startswith("pygalgia/knowledge/data/") for name in in_wheel)


def test_neither_archive_holds_what_only_developers_need(built):
    in_wheel, in_archive = built
    assert {name.partition("/")[0] for name in in_wheel} == {"pygalgia", f"pygalgia-{__version__}.dist-info"}
    beside = {name.partition("/")[0] for name in in_archive}
    documents = {"README.md", "CHANGELOG.md", "INTENDED_USE.md", "LICENSE", "LICENSE-knowledge"}
    assert beside == {"src", "pyproject.toml", "PKG-INFO", ".gitignore", *documents}
    unwanted = ("/tests/", "/test_", "__pycache__", ".pyc", ".sqlite")
    assert not [name for name in in_wheel | in_archive if any(each in name for each in unwanted)]


def test_the_example_in_the_package_is_the_published_case(project):
    shipped = project / "src" / "pygalgia" / "cli" / "examples" / "hamstring.yaml"
    assert shipped.read_bytes() == (project / "cases" / "dev" / "s058.yaml").read_bytes()


@pytest.mark.parametrize("format_", ["terminal", "text", "json", "html"])
def test_the_plain_package_assesses(format_, plain):
    done = plain("assess", "--example", "--format", format_)
    assert (done.returncode, done.stderr) == (0, "")
    assert "hamstring" in done.stdout.lower()


def test_the_plain_package_interviews_and_checks_its_knowledge(plain, project):
    asked = plain("interview", "--answers", str(project / "cases" / "dev" / "s058.yaml"))
    assert (asked.returncode, asked.stderr) == (0, "")
    assert plain("knowledge", "lint").returncode == 0


@pytest.mark.parametrize(
    ("words", "extra"),
    [
        (("serve",), "web"),
        (("db", "upgrade"), "web"),
        (("assess", "--example", "--format", "pdf", "--out", "report.pdf"), "pdf"),
        (("simulate", "10", "--out", "cohort.parquet"), "evaluation"),
        (("batch", "cases.parquet", "--out", "answers.parquet"), "batch"),
    ],
)
def test_what_needs_an_extra_names_it_in_one_sentence(words, extra, plain):
    done = plain(*words)
    assert done.returncode == 2
    assert f'pip install "pygalgia[{extra}]"' in done.stderr
    assert "Traceback" not in done.stderr


def test_an_import_that_fails_for_another_reason_stays_a_fault():
    from pygalgia.extras import refusal

    assert refusal(ModuleNotFoundError("No module named 'nothing'", name="nothing")) is None


@pytest.mark.parametrize(
    ("words", "found"), [((), "no case file"), (("case.yaml", "--example"), "a case file and --example")]
)
def test_assess_takes_a_case_or_the_example(words, found, plain):
    done = plain("assess", *words)
    assert done.returncode == 2
    assert f"found {found}; expected one of the two" in done.stderr
