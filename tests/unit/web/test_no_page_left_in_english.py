"""Every kind of page, drawn in the pseudo-language, holds no word that was not marked for translation."""

import re

import pytest

from said_in_brackets import outside_brackets
from web_site import Visitor, field_of, filled_in

#: Pages of the knowledge, one of each kind, and those around them.
READERS = (
    "/", "/conditions", "/red-flags", "/findings", "/mechanisms", "/exercises", "/sources", "/search",
    "/search?q=sitting", "/search?q=sittnig", "/changes", "/privacy", "/conditions/coccydynia",
    "/conditions/coccydynia?view=clinical", "/conditions/unlisted", "/reports/new?page=conditions/coccydynia",
    "/reports/thanks", "/no-such-page", "/conditions/no-such-page", "/result", "/back/no-such-link",
    "/clinician",
)  # fmt: skip
#: Answers on which everything stops.
DANGER = {"screen/nerves": "saddle-numbness"}
#: What somebody writes of their own accord.
OWN_WORDS = ("a deep ache",)


def browser(site):
    """Return a browser that has chosen the pseudo-language."""
    client = site.client()
    client.headers["accept"] = "text/html"
    client.get("/?lang=en-XA")
    return client


@pytest.fixture
def person(site):
    return Visitor(browser(site)).begin()


def left_in_english(pages, *, names=()):
    """Return what is in no message, by page; pages that hold none are left out."""
    found = {name: outside_brackets(text, names=names) for name, text in pages.items()}
    assert all('lang="en-XA"' in text for text in pages.values())
    return {name: texts for name, texts in found.items() if texts}


def test_what_everybody_can_read(site, knowledge):
    base = knowledge.base
    entries = {
        "findings": base.findings,
        "mechanisms": base.mechanisms,
        "red-flags": base.red_flags,
        "exercises": {**base.care.exercises, **base.care.micro_breaks},
        "sources": base.sources,
    }
    one_of_each = [f"/{kind}/{list(each)[place]}" for kind, each in entries.items() for place in (0, -1)]
    client = browser(site)
    pages = {path: client.get(path).text for path in (*READERS, *one_of_each)}
    assert left_in_english(pages, names=[each.named for each in base.sources.values()]) == {}


def test_what_a_person_is_asked_and_told(person):
    pages = {}
    for number in range(60):
        page = person.browser.get("/interview")
        if page.status_code != 200:
            break
        pages[field_of(page.text, "question")] = page.text
        if number % 4 == 1:
            wrong = person.send_page("/interview", page.text, do="answer")
            pages[f"{number}, sent empty"] = wrong.text if wrong.status_code == 422 else page.text
        person.send_page("/interview", page.text, **filled_in(page.text, {}))
    pages |= {
        path: person.page(path)
        for path in (
            "/interview/last", "/result", "/interview/answers", "/interview/answers/2", "/diary", "/my-data",
            "/begin",
        )
    }  # fmt: skip
    pages["a wrong note"] = person.send("/diary", worst="99").text
    person.send("/diary", worst="4", sleep="good", done="all", note="7")
    pages["diary"] = person.page("/diary")
    pages["asked before it is deleted"] = person.send("/my-data/delete").text
    assert left_in_english(pages, names=OWN_WORDS) == {}


def test_what_was_understood_of_own_words(person):
    person.go_to("own-words")
    told = "Pain in my right buttock for 3 weeks, worse sitting. No fever."
    person.send("/interview", question="own-words", do="answer", text=told)
    assert left_in_english({"understood": person.page("/interview/understood")}) == {}


def test_an_emergency_and_what_stands_behind_it(site, person):
    person.go_to("screen/nerves")
    person.answer(**DANGER)
    pages = {"emergency": person.page("/result"), "everything": person.page("/result?show=all")}
    assert "urgency--emergency" in pages["emergency"]
    assert left_in_english(pages) == {}


def test_what_is_shared_with_a_clinician_and_what_they_examine(site, person):
    person.finish()
    pages = {
        purpose: person.send("/my-data/links", purpose=purpose).text for purpose in ("clinician", "return")
    }
    links = {purpose: re.search(r"/(?:case|back)/[\w-]+", text)[0] for purpose, text in pages.items()}
    other = Visitor(browser(site)).begin()
    pages |= {f"opened: {purpose}": other.page(link) for purpose, link in links.items()}
    clinician = browser(site)
    clinician.post("/clinician/begin")
    Visitor(clinician).finish()
    for path in (
        "/clinician/examination",
        "/clinician/examination?laboratory=true",
        "/clinician/summary",
        "/result",
    ):
        pages[path] = clinician.get(path).text
    assert left_in_english(pages, names=OWN_WORDS) == {}
