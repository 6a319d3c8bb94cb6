"""On a phone of 360 pixels no word of any language is cut, runs out of the page or lies upon another."""

import pytest
from steps import answer, begin, question

from pygalgia.texts import languages

PAGES = (
    "/", "/conditions/lumbar-radiculopathy", "/red-flags/cannot-pass-urine", "/exercises/ex-glute-bridge",
    "/clinician",
)  # fmt: skip
OUTSIDE = """
() => {
  const page = document.documentElement, found = [];
  if (page.scrollWidth > page.clientWidth) found.push(`the page is ${page.scrollWidth} wide`);
  const scrolls = (each) => {
    for (let at = each.parentElement; at; at = at.parentElement)
      if (["auto", "scroll"].includes(getComputedStyle(at).overflowX)) return true;
    return false;
  };
  for (const each of document.querySelectorAll("main *, header *, footer *, .tongues *")) {
    const box = each.getBoundingClientRect(), says = [...each.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
    if (!says || !box.width || scrolls(each) || each.closest(".visually-hidden")) continue;
    if (box.left < -1 || box.right > page.clientWidth + 1) found.push(`outside: ${each.textContent.trim()}`);
    const style = getComputedStyle(each);
    if (style.overflowX === "hidden" && each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 2)
      found.push(`cut: ${each.textContent.trim()}`);
  }
  return found;
}
"""


@pytest.fixture
def phone(open_page):
    """Open a page on a phone whose owner reads this language."""

    def opened(language, path="/"):
        return open_page(
            path,
            viewport={"width": 360, "height": 740},
            is_mobile=True,
            has_touch=True,
            extra_http_headers={"accept-language": language},
        )

    return opened


@pytest.mark.parametrize("language", languages())
def test_no_word_is_cut_or_runs_out_of_the_page(phone, language):
    page = phone(language)
    found = {}
    for path in PAGES:
        page.goto(path)
        assert page.locator("html").get_attribute("lang") == language
        found[path] = page.evaluate(OUTSIDE)
    assert {path: each for path, each in found.items() if each} == {}


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_in_an_emergency_the_languages_stand_above_it(phone, language):
    """They once lay upon the first words of the danger."""
    page = phone(language)
    begin(page)
    for _ in range(60):
        if question(page)[0] == "screen/nerves":
            break
        answer(page)
    page.check('input[value="saddle-numbness"]')
    page.click('button[value="answer"]')
    above = page.locator(".tongues summary").evaluate("each => each.getBoundingClientRect().bottom")
    assert above <= page.locator(".urgency").evaluate("each => each.getBoundingClientRect().top") + 1
    assert page.evaluate(OUTSIDE) == []
