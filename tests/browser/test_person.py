"""A person from the first page to the PDF: by mouse, by keyboard alone, without JavaScript, on a phone."""

from playwright.sync_api import expect
from steps import answer, begin, finish, go_to, press, question

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def is_wider_than_the_screen(page):
    page.wait_for_load_state()
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def test_a_person_gets_from_the_first_page_to_the_pdf(open_page):
    page = open_page("/", accept_downloads=True)

    begin(page)
    finish(page)

    assert page.locator(".urgency h1").count() == 1
    assert page.locator("h1").first.evaluate("h => h.getBoundingClientRect().top") < 400
    # The papers open on demand, as everything but the answer itself.
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    with page.expect_download() as download:
        page.click('a[href="/result/pygalgia.pdf"]')
    assert download.value.path().read_bytes().startswith(b"%PDF")


def test_a_number_is_echoed_with_its_unit_before_it_is_sent(open_page):
    page = open_page("/")
    begin(page)
    go_to(page, "age")
    page.fill("#value", "46")
    assert page.inner_text(".number__echo") == "46 years"
    # What is doubtful is left to the server, which asks.
    page.fill("#value", "1,200")
    assert page.inner_text(".number__echo") == ""
    page.fill("#value", "46")
    page.click('button[value="answer"]')
    assert "46 years" in page.inner_text(".echo")


def test_everything_can_be_done_by_keyboard_alone(open_page):
    page = open_page("/")
    page.locator('form[action="/begin"] button').focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/interview")

    for _ in range(60):
        if page.url.endswith("/result"):
            break
        _answer_by_keyboard(page)

    assert page.url.endswith("/result")


def _answer_by_keyboard(page):
    _, kind = question(page)
    if kind == "go-on":
        _tab_to(page, "button.button--large")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        return
    wanted = {"regions": "input[name=region]", "several": "input[name=none]", "text": "#text"}.get(kind)
    if wanted is None:
        wanted = "input[name=answer]" if page.locator("input[name=answer]").count() else "#value"
    _tab_to(page, wanted)
    if wanted in ("#text", "#value"):
        page.keyboard.type("40")
    else:
        page.keyboard.press("Space")
    _tab_to(page, 'button[value="answer"]')
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _tab_to(page, selector):
    for _ in range(160):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    msg = f"no way to {selector} by keyboard"
    raise AssertionError(msg)


def test_the_core_path_needs_no_javascript(open_page):
    page = open_page("/", java_script_enabled=False)

    begin(page)
    finish(page)

    assert page.locator(".urgency h1").count() == 1


def test_no_page_is_wider_than_a_phone(open_page):
    page = open_page("/", **PHONE)
    assert not is_wider_than_the_screen(page)
    begin(page)
    for _ in range(60):
        assert not is_wider_than_the_screen(page), page.url
        if page.url.endswith("/result"):
            break
        answer(page)
    for path in ("/interview/answers", "/my-data", "/diary", "/clinician/summary"):
        page.goto(path)
        assert not is_wider_than_the_screen(page), path


def test_the_page_of_what_was_understood_fits_a_phone_and_needs_no_javascript(open_page):
    page = open_page("/", java_script_enabled=False, **PHONE)
    begin(page)
    go_to(page, "own-words")
    page.fill(
        "#text", "Pain in my right buttock for 3 weeks, down to the calf, 7/10, worse sitting. No fever."
    )
    page.click('button[value="answer"]')
    assert page.url.endswith("/interview/understood")
    sizes = page.locator("html").evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert sizes[0] <= sizes[1]
    page.click('button[value="agree"]')
    assert question(page)[0] == "pain-site"
    assert page.is_checked("#region-buttock-right")
    page.click('button[value="answer"]')
    assert question(page)[0] not in ("pain-site", "duration", "worse-sitting")


def test_nothing_overlaps_at_200_percent_zoom(open_page):
    # 200 % of a screen of 1280 by 800 is a screen of 640 by 400 with everything twice as large.
    page = open_page("/", viewport={"width": 640, "height": 400}, device_scale_factor=2)
    begin(page)
    go_to(page, "pain-site")

    assert not is_wider_than_the_screen(page)


def test_why_a_question_is_asked_is_told_on_the_spot(open_page):
    page = open_page("/")
    begin(page)
    go_to(page, "screen/nerves")
    page.click("details.why summary")

    told = page.locator("details.why p")
    expect(told.locator("a")).to_have_count(0)
    assert "It also belongs to a safety check" in told.inner_text()
    assert page.url.endswith("/interview")


def test_why_a_question_is_asked_stands_behind_a_link_without_scripts(open_page):
    page = open_page("/", java_script_enabled=False)
    begin(page)
    go_to(page, "screen/nerves")
    page.click("details.why summary")
    page.click("details.why a")

    assert "It also belongs to a safety check" in page.inner_text(".reason")
    page.click("main a.button")
    assert question(page)[0] == "screen/nerves"


def test_why_of_another_question_is_not_told_where_another_window_went_on(open_page):
    page = open_page("/")
    begin(page)
    go_to(page, "screen/nerves")
    other = page.context.new_page()
    other.goto("/interview")
    answer(other)
    with page.expect_response("**/interview/why"):
        page.click("details.why summary")
    page.wait_for_load_state("networkidle")

    assert page.locator("details.why a").is_visible()


def test_none_of_these_and_a_tick_exclude_each_other(open_page):
    page = open_page("/")
    begin(page)
    go_to(page, "screen/nerves")

    page.check('input[name="none"]')
    page.locator('input[name="tick"]').first.check()

    assert not page.is_checked('input[name="none"]')


def test_the_diary_keeps_a_note_and_draws_it(open_page):
    page = open_page("/", accept_downloads=True)
    begin(page)
    finish(page)
    page.goto("/diary")

    page.check('input[name="worst"][value="6"]', force=True)
    page.fill("#note", "sat too long <script>alert(1)</script>")
    page.click("text=Add to the diary")

    assert page.locator(".chart__dot").count() == 1
    assert page.locator("td", has_text="sat too long <script>").count() == 1
    page.click("text=Put this into my calendar")
    assert page.input_value("#zone") != ""
    with page.expect_download() as download:
        page.click("text=Make the calendar")
    assert download.value.path().read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_beginning_anew_asks_once_also_without_javascript(open_page):
    page = open_page("/", java_script_enabled=False)
    begin(page)
    go_to(page, "sex")
    page.goto("/")

    page.click("text=Begin anew")
    page.click("text=Keep them and continue")
    assert question(page)[0] == "sex"

    page.goto("/")
    page.click("text=Begin anew")
    page.click("text=Delete them and begin anew")
    assert question(page)[0] == "for-whom"


def test_a_tap_on_the_picture_marks_a_place_on_a_phone(open_page):
    page = open_page("/", **PHONE)
    begin(page)
    go_to(page, "pain-site")
    page.wait_for_selector("[data-bodymap][data-ready]")

    press(page, "near", "buttock-right")

    assert page.is_checked("#region-buttock-right")
