"""What all tests share: the helpers beside this file, the shipped knowledge, and no network."""

import sys
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))
# The same examples at every run, as in continuous integration: an example kept from an earlier run, or from a
# spoilt program, once failed a sound one.
settings.load_profile("ci")


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory):
    """Keep the user's cache folder out of it."""
    patch = pytest.MonkeyPatch()
    patch.setenv("PYGALGIA_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
    yield
    patch.undo()


@pytest.fixture(scope="session")
def knowledge():
    """The knowledge that ships with the package."""
    import pygalgia

    return pygalgia.load()
