"""A source is known by something, by nothing that another has, and its link leads where it will hold."""

import json
import shutil
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from pygalgia.errors import KnowledgeError
from pygalgia.knowledge import DATA
from pygalgia.knowledge.files.evidence import read_hosts
from pygalgia.knowledge.files.identity import doubt_about
from pygalgia.knowledge.files.retractions import Retractions, read_retractions
from pygalgia.knowledge.files.shelf import Shelf
from pygalgia.knowledge.load import load_knowledge
from pygalgia.reading.document import Document
from pygalgia.reading.problems import Problems
from script_modules import module_of

BASE = load_knowledge()
HOSTS = read_hosts(Shelf(root=DATA))
#: A source with an official page, and one with a DOI.
PAGE, ARTICLE = "acr-lbp-2021", "adelmanesh-2015"


@pytest.fixture
def copied(tmp_path):
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


def changed(root, name, **fields):
    """Write keys of a source anew; None takes one away. Return the problems that reading tells."""
    path = root / f"evidence/sources/{name}.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.split(":")[0] not in fields]
    told = [f"{key}: {json.dumps(value)}" for key, value in fields.items() if value is not None]
    path.write_text("\n".join([kept[0], *told, *kept[1:]]) + "\n", encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(root, cached=False)
    return [str(each) for each in caught.value.problems]


def test_every_source_is_known_by_something():
    assert len(BASE.sources) > 700
    assert [name for name, source in BASE.sources.items() if not source.identities] == []


def test_every_link_of_a_source_leads_to_a_host_on_the_list():
    links = [source.address for source in BASE.sources.values() if source.address]
    assert len(links) > 700
    assert [link for link in links if doubt_about(link, HOSTS)] == []


def test_every_host_on_the_list_is_led_to():
    led_to = {
        (urlsplit(each.address or "").hostname or "").removeprefix("www.") for each in BASE.sources.values()
    }
    assert led_to - {""} <= HOSTS
    spare = HOSTS - led_to
    given = {
        (urlsplit(s.official_page or "").hostname or "").removeprefix("www.") for s in BASE.sources.values()
    }
    assert spare <= given | {"pubmed.ncbi.nlm.nih.gov", "pmc.ncbi.nlm.nih.gov"}


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://www.scribd.com/document/1/park2020", "unknown host scribd.com"),
        ("https://bestpractice-bmj-com.proxy.example/topics/1", "unknown host"),
        ("http://120.26.44.124:3004/details/1", "bare address"),
        ("https://bibliotheek.example:2400/topics/1", "port 2400"),
        ("ftp://doi.org/10.1000/1", "no address of the web"),
        ("nonsense", "no address of the web"),
    ],
)
def test_a_link_that_may_not_hold_is_doubted(address, words):
    assert words in (doubt_about(address, HOSTS) or "")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "fields", "words"),
    [
        (PAGE, {"official_page": None}, "without an identity"),
        (PAGE, {"official_page": "https://copies.example/1"}, "the unknown host copies.example"),
        (ARTICLE, {"doi": "https://doi.org/10.1000/182"}, "doi = "),
        (ARTICLE, {"doi": "10.1000"}, "doi = "),
        (ARTICLE, {"doi": "10.1000/182/full"}, "ends in a view of the article"),
        (ARTICLE, {"pmid": "PMC123"}, "pmid = "),
        (PAGE, {"kind": "rumour"}, "kind = "),
        (PAGE, {"title": "Gluteal pain (table 2)"}, "'(table 2)' in the title"),
        (PAGE, {"title": "Gluteal pain (title as in the address)"}, "in the title"),
        (ARTICLE, {"authors": "Li C (editor)"}, "'(' among the authors"),
        (ARTICLE, {"authors": "Li C and colleagues"}, "'and colleagues' among the authors"),
        (ARTICLE, {"authors": "Li C, et al"}, "', et al' among the authors"),
        (
            PAGE,
            {"printed": {"volume": "1", "page": "2"}, "year": None},
            "volume and page of no journal or year",
        ),
    ],
)
def test_what_is_wrong_with_a_source_is_told_in_its_file_and_line(copied, name, fields, words):
    found = changed(copied, name, **fields)
    assert any(each.startswith(f"evidence/sources/{name}.yaml:") and words in each for each in found), found


@pytest.mark.slow
def test_one_publication_under_two_ids_is_told(copied):
    doi = BASE.sources[ARTICLE].doi.upper()
    found = changed(copied, PAGE, doi=doi)
    assert any("one source for one publication" in each and ARTICLE in each for each in found), found


@pytest.mark.slow
def test_a_figure_cited_by_none_is_told_where_it_stands(copied):
    path = copied / f"evidence/sources/{ARTICLE}.yaml"
    extra = (
        "  - {id: adelmanesh-2015/zzz, condition: x, finding: y, measure: rate, value: 0.5, verified: true}\n"
    )
    path.write_text(path.read_text(encoding="utf-8") + extra, encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(copied, cached=False)
    assert any(
        str(each).startswith(f"evidence/sources/{ARTICLE}.yaml:") and "adelmanesh-2015/zzz" in str(each)
        for each in caught.value.problems
    )


def retracted(root, **identity):
    """List a publication as taken back."""
    path = root / "evidence/retractions.yaml"
    text = path.read_text(encoding="utf-8")
    told = "".join(f"    {key}: {json.dumps(value)}\n" for key, value in identity.items())
    path.write_text(f"{text}  - notice: said by its journal\n{told}", encoding="utf-8")


def test_a_publication_that_was_taken_back_is_refused(copied):
    retracted(copied, doi=BASE.sources[ARTICLE].doi.upper())
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(copied, cached=False)
    told = [str(each) for each in caught.value.problems]
    assert len(told) == 1
    assert told[0].startswith(f"evidence/sources/{ARTICLE}.yaml:")
    assert "retracted publication" in told[0]


def doubts_about_title(title):
    problems = Problems()
    document = Document(path=DATA, name="x.yaml", value=None)
    Retractions(notices={}, compared=frozenset()).check(
        replace(BASE.sources[ARTICLE], title=title, pmid=None, doi=None), document, problems
    )
    return [str(each) for each in problems.found]


@pytest.mark.parametrize(
    "title",
    [
        "RETRACTED: Gluteal trigger points",
        "[Retracted] Gluteal trigger points",
        "Retraction: Gluteal trigger points",
        "Gluteal trigger points (withdrawn article)",
    ],
)
def test_a_title_that_says_it_was_taken_back_is_refused(title):
    assert ["taken back" in each for each in doubts_about_title(title)] == [True]


def test_a_title_that_speaks_of_retracted_muscles_is_not_taken_back():
    assert doubts_about_title("Muscles retracted after avulsion of the hamstrings") == []


@pytest.mark.parametrize("identity", [{"pmid": "99999998"}, {"doi": "10.1000/99999998"}])
def test_an_identifier_that_no_check_compared_is_told_in_its_file_and_line(copied, identity):
    found = changed(copied, ARTICLE, **identity)
    assert any(
        each.startswith(f"evidence/sources/{ARTICLE}.yaml:") and "no check for retractions" in each
        for each in found
    ), found


def test_what_was_compared_is_written_under_its_check_and_what_is_on_the_list_is_not(copied, monkeypatch):
    script = module_of("scripts/retractions.py")
    listed = copied.parent / "listed.txt"
    monkeypatch.setattr(script, "DATA", copied)
    monkeypatch.setattr(script, "FILE", copied / "evidence" / "retractions.yaml")
    before = script.FILE.read_text(encoding="utf-8")
    listed.write_text(f"10.1000/1\n{BASE.sources[ARTICLE].doi.upper()}\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=f"{ARTICLE}: {BASE.sources[ARTICLE].doi}"):
        script.main("retraction-watch-2026", listed)
    assert script.FILE.read_text(encoding="utf-8") == before
    path = copied / f"evidence/sources/{ARTICLE}.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(BASE.sources[ARTICLE].doi, "10.1000/new(1)"), encoding="utf-8")
    listed.write_text("10.1000/1\n", encoding="utf-8")
    script.main("retraction-watch-2026", listed)
    told = read_retractions(Shelf(root=copied)).compared
    assert "doi 10.1000/new(1)" in told
    assert told - {"doi 10.1000/new(1)"} == read_retractions(Shelf(root=DATA)).compared - {
        f"doi {BASE.sources[ARTICLE].doi.lower()}"
    }
