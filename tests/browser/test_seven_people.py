"""Seven people and a practitioner read their result on a phone: each line fits who reads it.

The questions are answered without drawing them; what is read is a real page. Pictures are kept where
PYGALGIA_SCREENSHOTS names a folder, with a table of heights and statements.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from test_access import violations

from seven_people import PEOPLE, walk

PICTURES = os.environ.get("PYGALGIA_SCREENSHOTS")
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
#: Pixels: whatever opens on demand is closed. A page of all answers open was 6,400 to 13,300.
HIGHEST = 2000


@dataclass
class Asking:
    """Gets and posts in the browser's own session, without drawing a page."""

    requests: object

    def get(self, path):
        return self.requests.get(path).text()

    def post(self, path, form):
        pairs = [(name, each) for name, value in form.items()
                 for each in (value if isinstance(value, list) else [value])]  # fmt: skip
        body = "&".join(f"{name}={_quoted(each)}" for name, each in pairs)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        return self.requests.post(path, data=body, headers=headers).text()


def _quoted(text):
    from urllib.parse import quote_plus

    return quote_plus(str(text))


@pytest.fixture
def result_of(open_page):
    """Open the result of one of them on a phone."""

    def opened(name):
        page = open_page("/", **PHONE)
        begin = "/clinician/begin" if name == "practitioner" else "/begin"
        put = walk(Asking(page.context.request), PEOPLE[name], begin=begin)
        page.goto("/result")
        _keep(page, name, put)
        return page

    return opened


def _keep(page, name, put):
    if PICTURES:
        folder = Path(PICTURES)
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"seven-{name}.png", full_page=True)
        ends = page.evaluate("document.documentElement.scrollHeight")
        with (folder / "seven.txt").open("a", encoding="utf-8") as table:
            table.write(f"{name}: {put} statements, {ends} px, first screen ends at {_essential(page)} px\n")


def _essential(page):
    """Return where how soon, whom, what now and what not end."""
    last = page.locator(".at-a-glance, .urgency").last
    return round(last.evaluate("each => each.getBoundingClientRect().bottom + window.scrollY"))


def told(page):
    """Return what stands on the page, what opens on demand as well."""
    return re.sub(r"\s+", " ", page.locator("main").evaluate("each => each.textContent"))


@pytest.mark.parametrize("name", [each for each in PEOPLE if each != "practitioner"])
def test_one_screen_answers_and_the_rest_opens_on_demand(result_of, name):
    page = result_of(name)

    assert page.evaluate("document.documentElement.scrollHeight") <= HIGHEST
    assert _essential(page) <= PHONE["viewport"]["height"]
    words = told(page)
    assert not re.search(r"\b1 others\b|\b9\d in 100\b|\bIn 1 days\b|If if\b", words)
    # An examiner's and a laboratory's findings are no matter of what a person can notice.
    assert not re.search(r"anal tone|C-reactive|straight leg raise would", words, re.IGNORECASE)
    assert violations(page) == []


def test_sciatica_moves_and_is_told_of_the_leg(result_of):
    words = told(result_of("sciatica"))

    assert "Keep moving as pain allows" in words
    assert "steroid injection brought relief" not in words


def test_a_parent_reads_of_the_child(result_of):
    page = result_of("child")
    assert "in a child" in told(page)
    page.goto("/result?show=all")

    words = told(page)
    assert "Your child cannot pass water" in words
    assert "You feel numb" not in words
    assert "My child of 9 has pain in the left groin" in words
    assert "Most people are much better" not in words


def test_a_smoker_with_claudication_sees_the_doctor_who_measures_first(result_of):
    words = told(result_of("claudication"))

    assert re.search(r"Whom\s*Doctor in primary care", words)
    assert "Vascular surgery" in words
    assert "If you smoke, stop" in words


def test_late_pregnancy_brings_no_rays_and_no_tumour_centre(result_of):
    words = told(result_of("pregnant"))

    for rays in re.findall(r"An X-ray[^.]*\.([^.]*)\.", words):
        assert "If" in rays
    assert "tumour centre" not in words
    assert not re.search(r"Then\s*Oncology", words)


def test_a_runner_stops_today(result_of):
    words = told(result_of("runner"))

    assert "Be seen today" in words
    assert "Stop running today" in words
    assert "You can go on" not in words


def test_an_emergency_says_the_danger_the_deed_and_a_number_on_one_screen(result_of):
    page = result_of("saddle")

    assert "cauda equina" in page.locator(".urgency").text_content()
    assert page.locator('a[href="tel:999"]').is_visible()
    assert page.locator("#causes").count() == 0
    bottom = page.locator(".urgency").evaluate("each => each.getBoundingClientRect().bottom")
    assert bottom <= PHONE["viewport"]["height"]


def test_sitting_is_looked_after_at_home(result_of):
    words = told(result_of("driver"))

    assert "You can treat this at home for now" in words
    assert "Oncology" not in words


def test_a_practitioner_reads_the_case_on_one_screen_and_opens_the_rest(result_of):
    """The result of a clinician was 10,800 pixels long: everything stood open."""
    page = result_of("practitioner")

    height = PHONE["viewport"]["height"]
    assert _essential(page) <= height
    assert page.evaluate("document.documentElement.scrollHeight") <= 3 * height
    glance = re.sub(r"\s+", " ", page.locator(".at-a-glance").text_content())
    assert page.locator(".at-a-glance dt").first.text_content() == "Raised"
    assert "Greater trochanteric" in glance
    assert re.search(r"Examine.*(abduct|trochanter)", glance, re.IGNORECASE)
    assert violations(page) == []


def test_a_practitioner_gets_the_tests_for_this_picture(result_of):
    page = result_of("practitioner")
    page.goto("/clinician/examination")

    words = told(page)
    assert "anal tone" not in words.lower()
    assert re.search("abduct|trochanter", words, re.IGNORECASE)
    assert violations(page) == []


def test_what_is_feared_is_asked_on_one_screen_and_answered_in_the_result(open_page):
    page = open_page("/", **PHONE)
    walk(Asking(page.context.request), PEOPLE["driver"])
    page.goto("/interview")
    button = page.locator('button:has-text("See the result")')

    assert button.evaluate("each => each.getBoundingClientRect().bottom") <= PHONE["viewport"]["height"]
    assert violations(page) == []
    page.fill("#fear", "that it is cancer")
    button.click()
    page.wait_for_url("**/result")
    assert "Many people with this pain fear cancer" in told(page)


def test_back_and_focus_behave(result_of):
    page = result_of("driver")

    page.click('summary:has-text("Choose your country")')
    page.select_option("#country", label="Australia")
    page.click('button:has-text("Use these numbers")')
    page.wait_for_url("**/result")
    assert page.locator('a[href="tel:000"]').count() > 0
    page.go_back()
    assert page.locator("h1").is_visible()
