"""The clinician's pages in a real browser; what they say is tested without one."""

from steps import go_to


def test_the_examination_fits_a_phone(open_page):
    page = open_page("/clinician", viewport={"width": 360, "height": 740})
    page.click('form[action="/clinician/begin"] button')
    go_to(page, "sex")
    for path in ("/clinician/examination", "/clinician/examination?laboratory=true", "/clinician/summary"):
        page.goto(path)
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(wide), path
