"""Each request is answered in the language that it asks for."""

import pytest

from pygalgia.texts import PSEUDO
from pygalgia.web.edge import tongues

KNOWN = ("en", "es", "ar")


@pytest.fixture(autouse=True)
def languages(monkeypatch) -> None:
    monkeypatch.setattr(tongues, "offered", lambda: KNOWN)


@pytest.mark.parametrize(
    ("address", "headers", "tag"),
    [
        ("/", {}, "en"),
        ("/?lang=es", {}, "es"),
        ("/?lang=es", {"accept-language": "ar"}, "es"),
        ("/?lang=xx", {"accept-language": "ar"}, "ar"),
        ("/", {"accept-language": "fr, ar;q=0.3"}, "ar"),
        ("/", {"accept-language": "ar", "cookie": "pygalgia-language=es"}, "es"),
        ("/", {"cookie": "pygalgia-language=../../etc"}, "en"),
        ("/?lang=en", {"cookie": "pygalgia-language=es"}, "en"),
        ("/?lang=en-XA", {}, PSEUDO),
        ("/", {"accept-language": "en-XA"}, "en"),
        ("/api/v1/conditions", {"accept-language": "es"}, "es"),
        ("/api/v1/conditions", {"cookie": "pygalgia-language=es"}, "en"),
        ("/editor?lang=es", {}, "en"),
    ],
)
def test_a_link_goes_before_a_choice_and_a_choice_before_the_browser(site, address, headers, tag) -> None:
    """Programs have no memory, the editors' area is English, and what is no language is passed over."""
    answer = site.client().get(address, headers=headers)
    assert answer.headers["content-language"] == tag
    assert "Accept-Language" in answer.headers["vary"]


def test_the_choice_is_kept_in_a_cookie_that_holds_nothing_else(site) -> None:
    answer = site.client().get("/?lang=es")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("pygalgia-language=es;")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert '<html lang="es"' in answer.text
    assert "set-cookie" not in site.client().get("/").headers
    assert "set-cookie" not in site.client().get("/api/v1/conditions?lang=es").headers


def test_a_static_file_has_no_language(site) -> None:
    assert "content-language" not in site.client().get("/static/css/tokens.css").headers


def test_the_pages_of_a_language_are_made_of_its_knowledge(site) -> None:
    """The pseudo-language shows it: the texts of the knowledge stand out, and in English none does."""
    page = site.client().get("/conditions/coccydynia?lang=en-XA").text
    assert "~" in page
    assert "~" not in site.client().get("/conditions/coccydynia?lang=en").text
