"""The body map: drawn regions and listed places are the same, however one marks them."""

import re
from pathlib import Path

import pytest
from steps import begin, go_to, point, press

import pygalgia.web
from pygalgia.web.bodymap.views import AREAS, body_figures, listed

FIGURES = {figure.id: figure for figure in body_figures()}
DRAWN = {place.region for figure in FIGURES.values() for place in figure.places}
SHEET = Path(pygalgia.web.__file__).parent / "static" / "css" / "bodymap.css"


@pytest.fixture
def body_map(open_page):
    page = open_page("/")
    begin(page)
    go_to(page, "pain-site")
    page.wait_for_selector("[data-bodymap][data-ready]")
    return page


def test_every_drawn_region_is_one_of_the_knowledge(knowledge):
    assert set(knowledge.base.regions) >= DRAWN


def test_every_drawn_region_is_in_the_list_too(knowledge):
    offered = {
        region for _, parts in listed(knowledge.base.regions) for part in parts for region, _ in part.regions
    }

    assert offered >= DRAWN


def test_every_part_of_the_list_is_drawn_somewhere(knowledge):
    # A spot inside another place that is drawn, too small to be pressed: it stands in the list alone.
    small = {"coccyx-tip", "natal-cleft", "urethra"}
    bases = {base for _, parts in AREAS for base in parts} - small

    assert {knowledge.base.regions[region].base for region in DRAWN} == bases


def test_the_style_sheet_colours_every_drawn_region():
    assert set(re.findall(r'data-region="([a-z-]+)"', SHEET.read_text(encoding="utf-8"))) == DRAWN


def test_back_and_front_show_left_on_opposite_sides():
    assert (FIGURES["back"].left, FIGURES["front"].left) == ("left", "right")


@pytest.mark.parametrize("view", FIGURES)
def test_every_region_of_a_view_can_be_pressed(body_map, view):
    body_map.check(f"#view-{view}", force=True)

    out_of_reach = {
        place.region for place in FIGURES[view].places if point(body_map, view, place.region) is None
    }

    assert out_of_reach == set()


def test_a_click_marks_and_a_second_click_takes_it_back(body_map):
    press(body_map, "near", "buttock-left")
    assert body_map.is_checked("#region-buttock-left")
    assert body_map.locator(".chip", has_text="left buttock").count() == 1

    press(body_map, "near", "buttock-left")
    assert not body_map.is_checked("#region-buttock-left")


def test_the_left_buttock_lies_left_of_the_middle_from_behind(body_map):
    left = point(body_map, "near", "buttock-left")
    right = point(body_map, "near", "buttock-right")

    assert left[0] < right[0]


def test_a_region_is_marked_by_keyboard(body_map):
    body_map.locator('[data-view="near"] [data-region="coccyx"]').focus()

    body_map.keyboard.press("Space")

    assert body_map.is_checked("#region-coccyx")
    assert body_map.get_attribute('[data-view="near"] [data-region="coccyx"]', "aria-checked") == "true"


def test_a_tick_in_the_list_colours_the_picture(body_map):
    colour = "e => getComputedStyle(e).fill"
    shape = body_map.locator('[data-view="near"] [data-region="sit-bone-right"]')
    before = shape.evaluate(colour)

    body_map.check("#region-sit-bone-right")

    # The colour fades in: wait for it as a person does, and fail if it never comes.
    body_map.wait_for_function(
        """before => getComputedStyle(
            document.querySelector('[data-view="near"] [data-region="sit-bone-right"]')
        ).fill !== before""",
        arg=before,
        timeout=5000,
    )
    assert shape.evaluate(colour) != before
