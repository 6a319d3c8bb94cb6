"""A reader doubts a passage, an editor answers it: in a real browser, and usable by everybody."""

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from playwright.sync_api import expect
from test_access import picture, violations

from pygalgia.store.editors import Editors
from pygalgia.web.app import create_app
from pygalgia.web.edge.settings import Settings
from serving import served

PASSWORD = "a long and quiet phrase"
PAGE = "/conditions/coccydynia"
READ = [
    "/conditions", PAGE, f"{PAGE}?view=clinical", "/findings", "/findings/straight-leg-raise", "/mechanisms",
    "/mechanisms/nerve-root-irritation", "/red-flags/saddle-numbness", "/exercises", "/exercises/ex-clam",
    "/sources/kim-suk-1999", "/search?q=sitting", "/changes", "/privacy", "/nowhere",
    "/reports/new?page=conditions/coccydynia",
]  # fmt: skip
INSIDE = [
    "/editor", "/editor/reports/1", "/editor/pages", f"/editor/pages{PAGE}",
    f"/editor/propose{PAGE}", "/editor/sign", "/editor/log", "/editor/people",
    "/editor/password",
]  # fmt: skip


@pytest.fixture(scope="module")
def site(knowledge, tmp_path_factory, chromium):
    """The address of an application of its own, with an admin who can log in and one report."""
    url = f"sqlite:///{tmp_path_factory.mktemp('desk') / 'desk.sqlite3'}"
    app = create_app(Settings(database_url=url, requests_per_minute=0), knowledge=knowledge)
    here = app.state.services
    here.__dict__["editors"] = Editors(here.database, hasher=PasswordHasher.from_parameters(CHEAPEST))
    here.editors.add("ann", PASSWORD, name="Ann Example", role="admin", qualification="GP", by="the test")
    here.reports.submit(PAGE[1:], "Sitting hurts.", note="A note.", address="", content_version="c")
    with served(app) as address:
        yield address


def log_in(page):
    page.goto("/editor/login")
    page.fill("#login", "ann")
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.wait_for_url("**/editor")


def select_lead(page):
    page.evaluate("document.getSelection().selectAllChildren(document.querySelector('p.lead:not(.soft)'))")
    return page.inner_text("p.lead:not(.soft)")


def test_ctrl_enter_on_a_selection_reaches_the_queue_and_is_answered(open_page):
    page = open_page(PAGE)
    passage = select_lead(page)
    page.keyboard.press("Control+Enter")
    assert page.input_value("#report-passage") == passage
    page.fill("#report-note", "Is this so?")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your report is in the editors' queue")).to_be_visible()

    log_in(page)
    page.click(f"li:has-text('{passage[:40]}') a")
    assert page.inner_text("blockquote") == passage
    page.select_option("#state", "kept")
    page.fill("#answer", "The source says so.")
    page.click("text=Save")
    expect(page.locator("h1 .pill")).to_have_text("Checked, stays as it is")
    assert "The source says so." in page.inner_text(".history")


def test_the_button_reports_what_was_selected_by_touch(open_page):
    page = open_page(PAGE, viewport={"width": 360, "height": 700}, has_touch=True)
    passage = select_lead(page)
    button = page.get_by_role("link", name="Report the selected passage")
    expect(button).to_be_in_viewport()
    button.tap()
    assert page.input_value("#report-passage") == passage
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()


def test_without_a_script_the_button_leads_to_a_form(open_page):
    page = open_page(PAGE, java_script_enabled=False)
    page.get_by_role("link", name="Report a doubtful passage").click()
    page.fill("#passage", "Sitting hurts.")
    page.click("text=Send the report")
    assert page.inner_text("h1") == "Thank you"


def test_a_reviewer_signs_a_page_and_readers_see_it(open_page):
    page = open_page("/editor/login")
    log_in(page)
    page.goto("/editor/pages/exercises/ex-clam")
    page.fill("#password", PASSWORD)
    page.click("text=Sign this page")
    page.goto("/exercises/ex-clam")
    assert "Reviewed by Ann Example, GP" in page.inner_text(".review")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (768, "dark"), (360, "dark")])
def test_axe_finds_nothing_on_the_readers_pages(open_page, width, scheme):
    page = open_page("/conditions", color_scheme=scheme, viewport={"width": width, "height": 800})
    found = []
    for path in READ:
        page.goto(path)
        picture(page, f"read{path.replace('/', '-').replace('?', '-')}-{scheme}-{width}")
        found += violations(page, scheme)
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found += [f"{path} is {wider} pixels too wide"] if wider > 0 else []
    page.goto(PAGE)
    select_lead(page)
    page.keyboard.press("Control+Enter")
    found += violations(page, scheme)
    assert found == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_axe_finds_nothing_on_the_editors_pages(open_page, width, scheme):
    page = open_page("/editor/login", color_scheme=scheme, viewport={"width": width, "height": 800})
    found = violations(page, scheme)
    log_in(page)
    for path in INSIDE:
        page.goto(path)
        picture(page, f"editor{path.replace('/', '-')}-{scheme}-{width}")
        found += violations(page, scheme)
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found += [f"{path} is {wider} pixels too wide"] if wider > 0 else []
    assert found == []
