"""Ways through the application, for tests."""

from web_site import ANSWERS

#: Pages that put no question: what was understood of own words, and what is feared and hoped.
BETWEEN = ("/interview/understood", "/interview/last")

_POINT = """
([view, region]) => {
  const shape = document.querySelector(`[data-view="${view}"] [data-region="${region}"]`);
  shape.scrollIntoView({ block: "center" });
  const box = shape.getBoundingClientRect();
  for (let y = box.top + 3; y < box.bottom; y += 3) {
    for (let x = box.left + 3; x < box.right; x += 3) {
      if (document.elementFromPoint(x, y) === shape) return [x, y];
    }
  }
  return null;
}
"""


def begin(page):
    page.click('form[action="/begin"] button')


def question(page):
    """Return the id and the kind of the question that is shown; `go-on` for a page between questions."""
    if page.url.endswith(BETWEEN):
        return "go-on", "go-on"
    return page.input_value('input[name="question"]'), page.get_attribute("form.question", "data-kind")


def answer(page, **own):
    """Answer the question that is shown, and go on."""
    name, kind = question(page)
    if kind == "go-on":
        with page.expect_navigation():
            page.click("button.button--large")
        return
    if kind == "regions":
        # On a phone a script closes the list below the picture: not before it has run.
        page.wait_for_load_state("load")
        page.locator("details.region-list__area").first.evaluate("each => { each.open = true; }")
        page.check("#region-buttock-left")
    elif kind == "several":
        page.check('input[name="none"]')
    elif name == "age":
        page.fill("#value", str(own.get("age", 46)))
    elif kind == "number" and page.locator('input[name="answer"]').count() == 0:
        page.click('button[value="unknown"]')
        return
    elif kind == "text":
        page.fill("#text", "a deep ache")
    else:
        wanted = own.get(name) or ANSWERS.get(name) or ("absent" if kind == "yes-no" else None)
        chosen = page.locator(f'input[name="answer"][value="{wanted}"]')
        (chosen if chosen.count() else page.locator('input[name="answer"]').first).check()
    page.click('button[value="answer"]')
    if page.url.endswith("/interview/understood"):
        page.click('button[value="none"]')


def go_to(page, wanted, **own):
    """Answer questions until one is shown."""
    for _ in range(60):
        if question(page)[0] == wanted:
            return
        answer(page, **own)
    msg = f"{wanted} never came"
    raise AssertionError(msg)


def finish(page, **own):
    """Answer every question up to the result."""
    for _ in range(60):
        if page.url.endswith("/result"):
            return
        answer(page, **own)
    msg = "the interview does not end"
    raise AssertionError(msg)


def point(page, view, region):
    """Return a place on the screen where a click meets this region of this view."""
    return page.evaluate(_POINT, [view, region])


def press(page, view, region):
    page.mouse.click(*point(page, view, region))
