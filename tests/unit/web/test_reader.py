"""The reader's pages: complete, linked, numbered, and honest about their review."""

import re
from html import unescape
from xml.etree import ElementTree as ET

import pytest

from pygalgia.knowledge import DATA
from pygalgia.knowledge.files.evidence import read_hosts
from pygalgia.knowledge.files.identity import doubt_about
from pygalgia.knowledge.files.shelf import Shelf
from pygalgia.report.bibliography import bibliography
from pygalgia.report.citations import reference
from pygalgia.store.content import PageContent
from pygalgia.web.content.catalogue import KINDS, Catalogue

ATOM = "{http://www.w3.org/2005/Atom}"


def some_of_each_kind(knowledge):
    base = knowledge.base
    pictured = [*base.care.exercises, *base.care.micro_breaks]
    every = {
        "conditions": base.conditions, "findings": base.findings, "mechanisms": base.mechanisms,
        "red-flags": base.red_flags, "exercises": pictured, "sources": base.sources,
    }  # fmt: skip
    return [
        f"/{kind}/{name}" for kind, names in every.items() for name in list(names)[:: max(1, len(names) // 4)]
    ]


def test_every_kind_of_page_is_there_and_leads_nowhere_that_is_not(site, knowledge):
    client, known = site.client(), set(site.here.catalogue.pages)
    for path in some_of_each_kind(knowledge):
        page = client.get(path)
        assert page.status_code == 200, path
        for address in re.findall(
            r'href="/((?:conditions|findings|mechanisms|red-flags|exercises|sources)/[^"?#]+)', page.text
        ):
            assert unescape(address) in known, f"{path} links to {address}"


@pytest.mark.slow
def test_every_link_to_elsewhere_leads_to_a_host_that_will_hold(site, knowledge):
    """Readers were led to proxies, bare addresses and copies: where a page was read stood as its link."""
    client, hosts = site.client(), read_hosts(Shelf(root=DATA))
    pages = [f"/sources/{name}" for name in knowledge.base.sources] + some_of_each_kind(knowledge)
    links = {link for path in pages for link in re.findall(r'href="(https?://[^"]+)"', client.get(path).text)}
    assert len(links) > 700
    assert [link for link in links if doubt_about(unescape(link), hosts)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_is_in_the_list_of_its_kind(site, kind):
    listed, number, of = set(), 1, 1
    while number <= of:
        text = site.client().get(f"/{kind}?page={number}").text
        here = set(re.findall(rf'href="/({kind}/[^"]+)"', text))
        assert len(here) <= 100
        listed |= here
        of, number = max([1, *map(int, re.findall(r"Page \d+ of (\d+)", text))]), number + 1
    assert listed == {path for path, page in site.here.catalogue.pages.items() if page.kind == kind}


def test_a_list_is_searched_by_all_words_and_the_search_survives_turning_the_page(site, knowledge):
    client = site.client()
    found = client.get("/sources?q=deep+GLUTEAL").text
    listed = re.findall(r'href="/sources/([^"]+)"', found)
    assert listed
    assert "park-2020" in listed
    for name in listed:
        told = reference(knowledge.base.sources[name]).lower() + name
        assert "deep" in told, name
        assert "gluteal" in told, name
    assert "q=pain&amp;page=2" in client.get("/sources?q=pain").text
    assert "Nothing here holds all these words" in client.get("/sources?q=zzzz").text
    assert client.get("/sources?page=999").status_code == 200
    assert client.get("/sources?page=0").status_code == 422
    assert "<script>x" not in client.get("/sources?q=%3Cscript%3Ex").text


def test_a_citation_can_be_copied_as_text_bibtex_and_ris(site):
    page = unescape(site.client().get("/sources/adelmanesh-2015").text)
    for form in ("@article{adelmanesh-2015,", "TY  - JOUR", "ER  - ", "<summary>Text</summary>"):
        assert form in page


def test_a_source_is_found_by_each_thing_that_it_is_known_by(site, knowledge):
    client = site.client()
    for name in list(knowledge.base.sources)[::40]:
        for identity in knowledge.base.sources[name].identities:
            found = client.get("/sources", params={"q": identity.split(" ", 1)[1]}).text
            assert f'href="/sources/{name}"' in found, identity


@pytest.mark.parametrize(
    ("ending", "form", "called"),
    [
        ("json", "csl", "citationstyles.csl+json"),
        ("bib", "bibtex", "bibtex"),
        ("ris", "ris", "research-info"),
    ],
)
def test_the_list_that_is_shown_is_taken_into_a_reference_manager_whole(
    site, knowledge, ending, form, called
):
    client, sources = site.client(), knowledge.base.sources
    assert f'href="/sources.{ending}"' in client.get("/sources").text
    whole = client.get(f"/sources.{ending}")
    assert whole.text == bibliography(sources.values(), form)
    assert called in whole.headers["content-type"]
    assert f'filename="pygalgia-sources.{ending}"' in whole.headers["content-disposition"]
    assert f'href="/sources.{ending}?q=Adelmanesh"' in client.get("/sources?q=Adelmanesh").text
    some = client.get(f"/sources.{ending}?q=Adelmanesh").text
    assert sum(name in some for name in ("adelmanesh-2015", "adelmanesh-2016")) == 2
    assert "park-2020" not in some
    assert client.get("/sources.exe").status_code == 404


def test_the_first_paragraph_of_a_cause_numbers_what_its_outlook_and_urgency_rest_on(site, knowledge):
    for name in ("acute-lumbago", "coccydynia", "proximal-hamstring-strain"):
        entry = knowledge.base.conditions[name]
        lead = site.client().get(f"/conditions/{name}").text.split('class="lead"')[1].split("<div")[0]
        behind = {*(entry.prognosis.sources if entry.prognosis else ()), *entry.action.sources}
        assert len(re.findall(r'href="#source-', lead)) == len(behind)
        assert "The rest is judged" in lead


def test_a_sign_that_a_source_stands_behind_in_part_is_not_called_judged_alone(site):
    beside = re.compile(
        r'class="sign__basis">\s*<span class="basis basis--([a-z-]+)"[^<]*</span>\s*(<span class="cites">)?'
    )
    told = [
        each
        for name in ("lumbar-radiculopathy", "cellulitis")
        for each in beside.findall(site.client().get(f"/conditions/{name}").text)
    ]
    assert {basis for basis, cited in told if cited} >= {"partly-judged", "adjusted"}
    assert {basis for basis, cited in told if not cited} == {"judged"}


@pytest.mark.parametrize("view", ["plain", "clinical"])
def test_every_number_beside_a_statement_leads_to_a_source_below(site, knowledge, view):
    for name in list(knowledge.base.conditions)[::9]:
        page = site.client().get(f"/conditions/{name}?view={view}").text
        named = set(re.findall(r'href="#(source-\d+)"', page))
        listed = re.findall(r'id="(source-\d+)"', page)
        assert named == set(listed)
        assert len(listed) == len(set(listed))


def test_every_number_of_the_model_shows_what_it_rests_on(site, knowledge):
    condition = knowledge.base.conditions["coccydynia"]
    page = site.client().get("/conditions/coccydynia?view=clinical").text
    beliefs = len(condition.shares) + len(condition.mechanisms) + len(condition.findings)
    assert len(re.findall(r'class="basis basis--(measured|derived|adjusted|judged)"', page)) >= beliefs


def test_every_page_says_that_no_clinician_has_reviewed_it(site, knowledge):
    for path in some_of_each_kind(knowledge):
        assert "Not yet reviewed by a clinician.</strong>" in site.client().get(path).text


@pytest.mark.parametrize(
    "path",
    ["/conditions/nothing", "/findings/<b>", "/exercises/x", "/sources/x", "/red-flags/x", "/mechanisms/x"],
)
def test_a_page_that_is_not_there_says_so(site, path):
    answer = site.client().get(path, headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert "This page is not here" in answer.text
    assert "<b>" not in answer.text


def test_a_wrong_wording_is_refused_in_words(site):
    answer = site.client().get("/conditions/coccydynia?view=poetic", headers={"accept": "text/html"})
    assert answer.status_code == 422
    assert "/query/view" in answer.text


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("sciatica", "/conditions/lumbar-radiculopathy"),
        ("tail bone", "/conditions/coccydynia"),
        ("clam", "/exercises/ex-clam"),
    ],
)
def test_a_search_finds_the_page(site, query, path):
    assert f'href="{path}"' in site.client().get("/search", params={"q": query}).text


def test_a_misspelt_search_suggests(site):
    assert "Did you mean" in site.client().get("/search?q=coxydynia").text


def test_a_search_shows_what_was_searched_as_text(site):
    shown = site.client().get("/search", params={"q": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in shown


def test_what_matched_is_marked_and_the_rest_escaped(site):
    shown = site.client().get("/search?q=sitting").text
    assert re.search(r"<mark>[Ss]itting</mark>", shown)


@pytest.fixture
def changed(site):
    """Publish a change of one page, and take it back afterwards."""
    pages = dict(site.here.catalogue.pages)
    before = pages["conditions/coccydynia"]
    parts = dict(before.parts) | {"treatment": "other"}
    pages[before.page] = PageContent(
        page=before.page, kind=before.kind, title=before.title, words=before.words, body=before.body,
        content_sha256="1" * 64, parts=parts,
    )  # fmt: skip
    site.clock.move(days=1)
    site.here.content.publish(pages.values(), digest="changed")
    yield site
    site.here.content.publish(site.here.catalogue.pages.values(), digest=site.here.catalogue.digest)


def test_a_change_is_told_with_its_part(changed):
    page = changed.client().get("/changes").text
    assert "Tail bone pain" in page
    assert "treatment" in page


def test_the_feed_is_atom_and_tells_the_same(changed):
    answer = changed.client().get("/changes.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.text)  # noqa: S314 - our own answer
    entry = feed.find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text.startswith("Tail bone pain")
    assert entry.find(f"{ATOM}link").get("href") == "http://testserver/conditions/coccydynia"
    assert all(feed.find(f"{ATOM}{name}") is not None for name in ("id", "updated", "author"))


def test_a_signature_is_among_the_changes(site):
    from datetime import date

    ann = site.here.editors.add("ann", "a long and quiet phrase", name="Ann", role="reviewer", by="x")
    site.here.sign_offs.sign(
        "conditions/coccydynia", content_sha256="a", editor=ann, next_review=date(2031, 1, 1)
    )
    assert "Ann" in site.client().get("/changes").text


def test_the_name_of_all_content_is_kept_for_the_next_start_which_makes_no_page(site):
    base = site.here.english.base
    kept = Catalogue(base).kept_digest

    again = Catalogue(base)
    assert again.kept_digest == kept
    assert "pages" not in vars(again)
    assert Catalogue(base).digest == kept
