"""Pages are found by words of their language, however these are typed."""

import pytest

from pygalgia.store.content import HIT_BEGINS, PageContent
from pygalgia.texts import using
from pygalgia.texts.folding import folded
from pygalgia.web.content.search import SearchIndex


def page(name, title, body="", words=""):
    return PageContent(
        page=name, kind="conditions", title=title, words=words, body=body, content_sha256="", parts={}
    )


INDEX = SearchIndex(
    (
        page("es", "Ciática", "El dolor baja por la pierna. " * 10 + "Las sesiones ayudan."),
        page("de", "Gesäßschmerz", "Übungen für die Hüfte"),
        page("fr", "Épaule", "Après l'effort, reposez-vous"),
        page("ar", "ألم الأرداف", "الحُمّى علامةُ خطر", "عرق النسا"),
    )
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ciatica", "es"),
        ("CIÁTICA", "es"),
        ("pierna dolor", "es"),
        ("sesion", "es"),
        ("gesass", "de"),
        ("ubung", "de"),
        ("epaule", "fr"),
        ("effort", "fr"),
        ("الم", "ar"),
        ("الارداف", "ar"),
        ("الحمي", "ar"),
        ("النسا", "ar"),
    ],
)
def test_accents_and_letter_forms_are_no_hindrance(query, found) -> None:
    assert [each.page for each in INDEX.search(query)] == [found]


@pytest.mark.parametrize(
    ("language", "query", "found"),
    [("de", "popo", "de"), ("de", "Gesaess", "de"), ("de", "huefte", "de"), ("ar", "السياتيك", "ar")],
)
def test_what_people_call_otherwise_is_found(language, query, found) -> None:
    assert INDEX.search(query) == ()
    with using(language):
        assert [each.page for each in INDEX.search(query)] == [found]


def test_every_word_first_and_else_any() -> None:
    assert [each.page for each in INDEX.search("ciatica ubungen")] == ["es", "de"]
    assert INDEX.search("") == INDEX.search("?!") == INDEX.search("zzz") == ()


def test_the_snippet_shows_what_was_found() -> None:
    (hit,) = INDEX.search("sesiones")
    assert f"{HIT_BEGINS}sesiones" in hit.snippet
    assert hit.snippet.startswith("…")


def test_folding_leaves_plain_words_alone() -> None:
    assert folded("sitting on the bone") == "sitting on the bone"


def test_the_search_page_finds_in_the_language(site) -> None:
    """In the pseudo-language every page's title has accents, and is found without them."""
    answer = site.client().get("/search?q=coccydynia&lang=en-XA")
    assert "/conditions/coccydynia" in answer.text


def test_a_kept_answer_of_the_api_belongs_to_its_language(site) -> None:
    """What was fetched in one language is not said to be unchanged in another."""
    browser = site.client()
    tag = browser.get("/api/v1/knowledge/conditions").headers["etag"]
    again = {"if-none-match": tag}
    assert browser.get("/api/v1/knowledge/conditions", headers=again).status_code == 304
    assert browser.get("/api/v1/knowledge/conditions?lang=en-XA", headers=again).status_code == 200
