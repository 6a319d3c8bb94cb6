"""Every link that leaves the program leads where it will hold: pages, papers, JSON, API, exports."""

import json
import re
import zlib
from dataclasses import asdict
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import pygalgia
from pygalgia import assessing
from pygalgia.knowledge import DATA
from pygalgia.knowledge.files.evidence import read_hosts
from pygalgia.knowledge.files.identity import doubt_about
from pygalgia.knowledge.files.shelf import Shelf
from pygalgia.report import as_document
from pygalgia.report.bibliography import bibliography
from pygalgia.report.clinician_page import clinician_page
from pygalgia.report.page import page
from pygalgia.report.paper import paper
from pygalgia.report.patient_page import patient_page
from pygalgia.report.plain_text import plain_text
from pygalgia.web.app import create_app
from pygalgia.web.edge.settings import Settings
from web_site import Visitor

HOSTS = read_hosts(Shelf(root=DATA))
#: Names of forms and vocabularies: they are compared, never followed.
NAMES = ("http://www.w3.org/", "https://json-schema.org/", "http://snomed.info/sct", "http://loinc.org")
CASES = sorted((Path(__file__).parents[2] / "cases" / "dev").glob("*.yaml"))[::11]


def links_in(text: str) -> set[str]:
    """Return every address of the web in a text, whatever form the text has."""
    found = re.findall(r"https?://[^\s\"'<>\\)\]}|`]+", unescape(text))
    return {each.rstrip(".,;:") for each in found if not each.startswith(NAMES)}


def links_of_paper(pdf: bytes) -> set[str]:
    """Return every address that a PDF leads to, in its streams and outside them."""
    parts = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, flags=re.DOTALL):
        try:
            parts.append(zlib.decompress(stream))
        except zlib.error:
            continue
    found = [each for part in parts for each in re.findall(rb"/URI\s*\((.*?)(?<!\\)\)", part)]
    return {re.sub(rb"\\(.)", rb"\1", each).decode() for each in found}


def doubtful(links: set[str]) -> list[str]:
    return sorted(f"{link}: {doubt}" for link in links if (doubt := doubt_about(link, HOSTS)))


@pytest.fixture(scope="module")
def client(tmp_path_factory, knowledge):
    url = f"sqlite:///{tmp_path_factory.mktemp('links') / 'links.sqlite3'}"
    settings = Settings(database_url=url, hosts=("testserver",), requests_per_minute=0)
    app = create_app(settings, knowledge=knowledge)
    yield TestClient(app)
    app.state.services.database.close()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_link_of_an_assessment_holds_in_each_of_its_forms(path, knowledge):
    assessment = assessing.assess(pygalgia.read_case(path, knowledge), knowledge)
    forms = {
        "json": links_in(json.dumps(as_document(assessment))),
        "html": links_in(page(assessment, knowledge.base)),
        "text": links_in(plain_text(assessment, knowledge.base)),
        "paper": links_of_paper(paper(assessment, knowledge.base)),
    }
    assert {name: doubtful(links) for name, links in forms.items() if doubtful(links)} == {}
    assert forms["html"]
    assert forms["text"]
    assert hosts_named(assessment, knowledge.base) - HOSTS == set()


def hosts_named(assessment, base) -> set[str]:
    """Return the hosts that the paper prints: there a reference ends in a DOI or a host, without a link."""
    printed = json.dumps([asdict(clinician_page(assessment, base)), asdict(patient_page(assessment, base))])
    found = re.findall(r"\b(?:[a-z0-9-]+\.)+(?:org|com|net|edu|gov|uk|nl|de|fr|eu|au|ca)\b", printed)
    return {host.removeprefix("www.") for host in found}


@pytest.mark.parametrize("form", ["text", "csl", "bibtex", "ris"])
def test_every_link_of_the_exported_sources_holds(form, knowledge):
    links = links_in(bibliography(knowledge.base.sources.values(), form))
    assert len(links) > 500
    assert doubtful(links) == []


def test_every_link_of_the_pages_of_a_person_holds(client):
    person = Visitor(client)
    client.follow_redirects = False
    person.begin().finish()
    paths = ("/", "/read", "/privacy", "/changes", "/changes.atom", "/result", "/my-data", "/sources")
    pages = {path: links_in(client.get(path).text) for path in paths}
    pages["paper"] = links_of_paper(client.get("/result/pygalgia.pdf").content)
    pages["kept"] = links_in(client.get("/my-data/pygalgia-my-data.json").text)
    assert {
        path: told
        for path, links in pages.items()
        if (told := doubtful({each for each in links if "//testserver" not in each}))
    } == {}


def test_every_link_that_the_api_answers_holds(client, knowledge):
    base = knowledge.base
    kinds = {
        "conditions": base.conditions, "findings": base.findings, "red-flags": base.red_flags,
        "mechanisms": base.mechanisms, "sources": base.sources, "figures": base.figures,
    }  # fmt: skip
    links, answered = set(), 0
    for kind, names in kinds.items():
        for name in names if kind == "sources" else list(names)[::20]:
            answer = client.get(f"/api/v1/knowledge/{kind}/{name}")
            answered += answer.status_code == 200
            links |= links_in(answer.text)
    links |= links_in(client.get("/api/v1/openapi.json").text) | links_in(
        client.get("/api/v1/knowledge").text
    )
    assert answered > 700
    assert len(links) > 500
    assert doubtful(links) == []
