"""A server of our own and a real browser. Without one, these tests are skipped, and the count is shown."""

import shutil
import sys
from pathlib import Path

import pytest

from pygalgia.web.app import create_app
from pygalgia.web.edge.settings import Settings
from serving import served

sys.path.insert(0, str(Path(__file__).parent))
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def pytest_collection_modifyitems(items):
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    if BROWSER is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(knowledge, tmp_path_factory):
    """The address of the application, served from a thread of this process with a database of its own."""
    if BROWSER is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    database = tmp_path_factory.mktemp("site") / "test.sqlite3"
    app = create_app(Settings(database_url=f"sqlite:///{database}"), knowledge=knowledge)
    with served(app) as address:
        yield address


@pytest.fixture
def open_page(chromium, site):
    """Open a page in a fresh profile; a request to any other place, or a script error, fails the test."""
    contexts, faults = [], []

    def opened(path="/", **options):
        context = chromium.new_context(base_url=site, **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: _note_outside(request.url, site, faults))
        page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
        page.on("console", lambda message: _note_refused(message.text, faults))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults


def _note_outside(url, site, faults):
    if not url.startswith((site, "data:", "blob:")):
        faults.append(f"asked another place: {url}")


def _note_refused(text, faults):
    if "Content Security Policy" in text:
        faults.append(text)
