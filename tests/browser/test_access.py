"""Everybody can use every kind of page: axe finds nothing wrong, in light and in dark."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from steps import answer, begin, finish, go_to, question

#: Where pictures of each page are kept, to be looked at; unset: nowhere.
PICTURES = os.environ.get("PYGALGIA_SCREENSHOTS")
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    # What passes is counted, not described: four megabytes less for the page of a result.
    "resultTypes": ["violations"],
}
#: What can differ once a page kind is sound in light and wide: colours, and what the width moves.
LOOKS = RULES | {"runOnly": {"type": "rule", "values": ["color-contrast", "target-size"]}}


def picture(page, name):
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def violations(page, scheme="light"):
    """Return what axe finds: everything in light, in the dark what may differ there."""
    # Closed parts are read too once they are opened.
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    found = Axe().run(page, options=RULES if scheme == "light" else LOOKS).response["violations"]
    return [f"{page.url} {each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"][:3]]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_axe_finds_nothing_on_the_pages_of_a_person(open_page, scheme, width):
    page = open_page("/", color_scheme=scheme, viewport={"width": width, "height": 800})
    found = violations(page, scheme)
    picture(page, f"front-{scheme}-{width}")
    begin(page)
    seen = set()
    while not page.url.endswith("/result"):
        name, kind = question(page)
        if (kind, name == "pain-layer") not in seen:
            seen.add((kind, name == "pain-layer"))
            found += violations(page, scheme)
            picture(page, f"question-{name.replace('/', '-')}-{scheme}-{width}")
        answer(page)
    for path in ("/result", "/interview/answers", "/my-data", "/diary"):
        page.goto(path)
        picture(page, f"{path[1:].replace('/', '-')}-{scheme}-{width}")
        found += violations(page, scheme)

    assert found == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_axe_finds_nothing_on_the_page_of_what_was_understood(open_page, scheme, width):
    page = open_page("/", color_scheme=scheme, viewport={"width": width, "height": 800})
    begin(page)
    go_to(page, "own-words")
    page.fill("#text", "I can't pee, my bum is numb, no fever, pain in my right buttock for 3 weeks, 7/10.")
    page.click('button[value="answer"]')
    assert page.url.endswith("/interview/understood")

    assert violations(page, scheme) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_a_clinician(open_page, scheme):
    page = open_page("/clinician", color_scheme=scheme)
    found = violations(page, scheme)
    page.click('form[action="/clinician/begin"] button')
    go_to(page, "onset")
    for path in ("/clinician/examination", "/clinician/examination?laboratory=true", "/clinician/summary"):
        page.goto(path)
        picture(page, f"{path[1:].replace('/', '-').replace('?', '-')}-{scheme}")
        found += violations(page, scheme)
    page.goto("/my-data")
    page.click('button[value="clinician"]')
    page.goto(page.inner_text("#link"))
    picture(page, f"case-{scheme}")
    found += violations(page, scheme)

    assert found == []


def test_an_error_keeps_its_place_for_a_screen_reader(open_page):
    page = open_page("/")
    begin(page)

    page.click('button[value="answer"]')

    assert page.get_attribute("#fault", "role") == "alert"
    assert violations(page) == []


def test_the_pictures_of_exercises_are_seen(open_page):
    page = open_page("/")
    begin(page)
    finish(page)
    pictures = page.locator(".exercise__pictures img")
    for each in pictures.all():
        each.evaluate("e => { e.loading = 'eager'; }")
    page.wait_for_load_state("networkidle")

    assert all(each.evaluate("e => e.complete && e.naturalWidth > 0") for each in pictures.all())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_pale_words_in_light_and_in_dark(open_page, scheme):
    page = open_page("/privacy", color_scheme=scheme)
    page.evaluate(
        "Object.assign(document.querySelector('main p').style, {color: '#888', background: '#999'})"
    )

    assert any("color-contrast" in each for each in violations(page, scheme))
