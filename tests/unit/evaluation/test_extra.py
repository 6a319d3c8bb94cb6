"""Measuring needs libraries that assessing does not; without them a message says what to install."""

import subprocess
import sys

import pytest

from pygalgia import extras
from pygalgia.errors import RequestError
from pygalgia.evaluation.extra import EXTRA, extra, require


def test_the_evaluation_starts_without_its_heavy_libraries():
    code = (
        "import sys; sys.modules.update(dict.fromkeys(('matplotlib', 'pyarrow', 'scipy')));"
        "import pygalgia.evaluation, pygalgia.evaluation.replay.interviews, pygalgia.evaluation.report.html"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("library", EXTRA.libraries)
def test_a_missing_library_names_the_extra_to_install(library, monkeypatch):
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(RequestError, match=r'no .*pip install "pygalgia\[evaluation\]"'), extra():
        __import__(library)


def test_another_missing_module_stays_the_fault_it_is():
    with pytest.raises(ModuleNotFoundError, match="no_such_module"), extra():
        __import__("no_such_module")


def test_all_missing_libraries_are_named_before_anything_is_measured(monkeypatch):
    monkeypatch.setattr(extras, "find_spec", lambda name: None)
    with pytest.raises(RequestError) as refused:
        require("matplotlib", "scipy")
    assert [problem.found for problem in refused.value.problems] == ["no matplotlib", "no scipy"]


def test_measuring_a_share_without_scipy_names_the_extra(monkeypatch):
    from pygalgia.evaluation.measures.measure import share

    monkeypatch.setitem(sys.modules, "scipy", None)
    with pytest.raises(RequestError, match="no scipy"):
        share([True, False])
