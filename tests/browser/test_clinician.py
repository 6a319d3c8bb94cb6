"""The clinician: before and after of each test, and a case shared by its link."""

from steps import begin, finish, go_to

SHARED = "h1#urgency"


def examining(open_page):
    page = open_page("/clinician")
    page.click('form[action="/clinician/begin"] button')
    go_to(page, "screen/nerves")
    page.goto("/clinician/examination")
    return page


def test_each_test_shows_before_and_after_for_every_result(open_page):
    page = examining(open_page)

    rows = page.locator(".test").first.locator("tbody tr").all()

    assert len(rows) >= 2
    assert all("→" in row.inner_text() for row in rows)


def test_a_recorded_result_moves_to_what_was_found(open_page):
    page = examining(open_page)
    test = page.locator(".test").first
    name = test.get_attribute("id")

    test.locator("input[type=radio]").last.check()
    test.locator('button[value="answer"]').click()

    assert page.locator(f"#{name}").count() == 0
    assert page.locator(".examine__now .answers > div").count() == 1


def test_a_result_out_of_range_is_refused_with_what_is_expected(open_page):
    page = examining(open_page)
    test = page.locator(".test", has=page.locator("input[name=value]")).first

    test.locator("input[name=value]").fill("4000")
    test.locator('button[value="answer"]').click()

    assert "expected" in page.locator("[role=alert]").inner_text()


def test_a_shared_case_is_read_without_a_cookie_and_ends_when_revoked(open_page):
    page = open_page("/")
    begin(page)
    finish(page)
    page.goto("/my-data")
    page.click('button[value="clinician"]')
    link = page.inner_text("#link")

    other = open_page(link)
    assert other.locator(SHARED).count() == 1
    assert other.context.cookies() == []
    assert other.locator("form").count() == 0

    page.click("form[action$='/revoke'] button")
    assert other.goto(link).status == 404


def test_a_clinicians_link_does_not_open_the_answers_for_writing(open_page):
    page = open_page("/")
    begin(page)
    go_to(page, "sex")
    page.goto("/my-data")
    page.click('button[value="clinician"]')
    token = page.inner_text("#link").rsplit("/", 1)[1]

    assert open_page("/").goto(f"/back/{token}").status == 404


def test_the_examination_fits_a_phone(open_page):
    page = open_page("/clinician", viewport={"width": 360, "height": 740})
    page.click('form[action="/clinician/begin"] button')
    go_to(page, "sex")
    for path in ("/clinician/examination", "/clinician/examination?laboratory=true", "/clinician/summary"):
        page.goto(path)
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(wide), path
