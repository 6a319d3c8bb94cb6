"""On every page a person can choose a language, and is told what the page is in."""

import re
from datetime import date

import pytest

from pygalgia.web.edge import choosing, tongues
from web_site import Visitor

#: Italian has no messages.
NAMES = {"en": "English", "es": "Español", "ar": "العربية", "it": "Italiano"}
CHECKED = "not yet checked by a native clinician"


@pytest.fixture(autouse=True)
def languages(monkeypatch):
    monkeypatch.setattr(tongues, "offered", lambda: tuple(NAMES))
    monkeypatch.setattr(choosing, "own_names", lambda: NAMES)


@pytest.mark.parametrize(
    "path", ["/", "/conditions?q=hip", "/privacy", "/no-such-page", "/clinician", "/result"]
)
def test_each_language_is_a_link_to_the_same_page_in_its_own_name(site, path):
    page = site.client().get(path, headers={"accept": "text/html"}).text
    place, _, query = path.partition("?")
    for tag, name in NAMES.items():
        link = re.search(rf'<a href="([^"]*)" lang="{tag}" hreflang="{tag}"[^>]*>{name}</a>', page)
        assert link[1].startswith(place)
        assert f"lang={tag}" in link[1]
        assert query in link[1]


def test_the_answer_to_a_form_leads_to_the_page_that_the_form_stands_on(site):
    person = Visitor(site.client()).begin()
    wrong = person.send_page("/interview", person.page("/interview"), do="answer")
    assert wrong.status_code == 422
    assert 'href="/interview?lang=es"' in wrong.text
    asked = person.send("/my-data/delete")
    assert asked.status_code == 200
    # Nothing stands at this address for whoever only follows a link.
    assert 'href="/?lang=es"' in asked.text


def test_a_translated_page_says_who_translated_it_and_that_parts_are_missing(site):
    client = site.client()
    english = client.get("/").text
    assert CHECKED not in english
    # Nothing is translated into this language: all of it stands in English, and the page says so.
    italian = client.get("/?lang=it").text
    assert CHECKED in italian
    assert "still being translated" in italian
    assert "still being translated" not in client.get("/?lang=en-XA").text


def test_a_language_read_from_the_right_says_so_and_leaves_names_of_sources_alone(site, knowledge):
    source = next(iter(knowledge.base.sources))
    page = site.client().get(f"/sources/{source}?lang=ar").text
    assert '<html lang="ar" dir="rtl">' in page
    assert '<h1 class="long-title" lang="en" dir="ltr">' in page


def test_a_reason_in_english_stands_on_no_translated_page_in_plain_words(site, knowledge):
    """Every page of a cause once held one of some twenty English words in its most visible place."""
    reason = knowledge.base.conditions["coccydynia"].action.because[1:]
    assert reason in site.client().get("/conditions/coccydynia").text
    assert reason not in site.client().get("/conditions/coccydynia?lang=ar").text
    assert reason in site.client().get("/conditions/coccydynia?lang=ar&view=clinical").text


def test_editors_are_offered_no_other_language(site):
    assert "hreflang" not in site.client().get("/editor/login").text


def test_what_a_guard_refuses_is_refused_in_the_language_of_the_person(site):
    client = site.client()
    client.get("/?lang=en-XA")
    refused = client.post("/begin", headers={"sec-fetch-site": "cross-site", "accept": "text/html"})
    assert refused.status_code == 403
    assert 'lang="en-XA"' in refused.text


def test_a_signed_page_stays_signed_in_another_language(site):
    """What is signed is the English text: its translation is another text, and not a change of it."""
    ann = site.here.editors.add("ann", "a long and quiet phrase", name="Ann", role="reviewer", by="x")
    content = site.here.english_catalogue.pages["exercises/ex-clam"].content_sha256
    site.here.sign_offs.sign(
        "exercises/ex-clam",
        content_sha256=content,
        editor=ann,
        next_review=date(2099, 1, 1),
    )
    assert "Reviewed by" in site.client().get("/exercises/ex-clam").text
    assert "Révíéwéd by" in site.client().get("/exercises/ex-clam?lang=en-XA").text
