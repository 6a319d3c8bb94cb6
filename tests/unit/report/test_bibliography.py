"""A source is taken into a reference manager whole, and what is not known is not made up."""

import json
import re
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from pygalgia.cli.app import app
from pygalgia.domain.evidence import Guideline, Printed, Source
from pygalgia.knowledge.load import load_knowledge
from pygalgia.report.bibliography import bibliography, bibtex, csl, known_by, ris

BASE = load_knowledge()
ARTICLE = Source(
    id="a-2001",
    title="Pain & 50% of 3_things",
    kind="cohort",
    authors="van der Berg AB, Kuru Ö et al.",
    year=2001,
    journal="Spine",
    printed=Printed(volume="26", page="1167"),
    doi="10.1000/182",
    url_seen="https://copies.example/1",
)
GUIDELINE = Source(
    id="g",
    title="Low back pain",
    kind="guideline",
    authors="NICE",
    year=2016,
    guideline=Guideline(issuer="NICE", number="NG59", year=2016),
    official_page="https://www.nice.org.uk/guidance/ng59",
)


def test_an_article_in_csl_names_its_people_its_place_and_its_doi():
    assert csl(ARTICLE) == {
        "id": "a-2001",
        "type": "article-journal",
        "title": "Pain & 50% of 3_things",
        "author": [
            {"family": "van der Berg", "given": "AB"},
            {"family": "Kuru", "given": "Ö"},
            {"literal": "others"},
        ],
        "issued": {"date-parts": [[2001]]},
        "container-title": "Spine",
        "volume": "26",
        "page": "1167",
        "DOI": "10.1000/182",
        "URL": "https://doi.org/10.1000/182",
    }


def test_a_guideline_in_csl_is_a_report_of_its_issuer_with_its_number():
    item = csl(GUIDELINE)
    assert (item["type"], item["publisher"], item["number"]) == ("report", "NICE", "NG59")
    assert item["author"] == [{"literal": "NICE"}]


def test_bibtex_writes_out_what_tex_would_read_otherwise():
    entry = bibtex(ARTICLE)
    assert entry.startswith("@article{a-2001,\n")
    assert r"title = {{Pain \& 50\% of 3\_things}}," in entry
    assert "author = {van der Berg, AB and Kuru, Ö and others}," in entry
    assert "author = {{NICE}}," in bibtex(GUIDELINE)
    assert entry.count("{") == entry.count("}")


def test_an_article_of_no_known_journal_is_called_none():
    unplaced = replace(ARTICLE, journal=None, printed=None)
    assert csl(unplaced)["type"] == "article"
    assert bibtex(unplaced).startswith("@misc{")
    assert ris(unplaced).startswith("TY  - GEN\n")


def test_a_record_of_ris_begins_with_its_type_and_ends():
    lines = ris(GUIDELINE).splitlines()
    assert lines[0] == "TY  - RPRT"
    assert lines[-1].strip() == "ER  -"
    assert "IS  - NG59" in lines


@pytest.mark.parametrize("form", ["text", "csl", "bibtex", "ris"])
def test_no_form_gives_the_page_that_was_read(form):
    text = bibliography(BASE.sources.values(), form)
    for source in BASE.sources.values():
        if source.url_seen and source.url_seen != source.address:
            assert f"{source.url_seen}\n" not in text
    assert "copies.example" not in bibliography([ARTICLE], form)


def test_each_source_counts_once_by_the_strongest_of_what_it_is_known_by():
    page_alone = replace(ARTICLE, doi=None, printed=None, journal=None, official_page="https://nice.org.uk/1")
    counts = known_by(
        [ARTICLE, replace(ARTICLE, pmid="1"), replace(ARTICLE, doi=None), GUIDELINE, page_alone]
    )
    assert counts["DOI"] == 2
    assert counts["journal, volume and page alone"] == 1
    assert counts["number of a guideline"] == 1
    assert counts["official page of a body or publisher"] == 1
    whole = known_by(BASE.sources.values())
    assert sum(list(whole.values())[: list(whole).index("all")]) == whole["all"] == len(BASE.sources)
    told = CliRunner().invoke(app, ["knowledge", "sources", "--count"]).output
    assert f"{whole['DOI']:5}  DOI" in told


@pytest.mark.parametrize("form", ["csl", "bibtex", "ris"])
def test_the_command_writes_every_source_once(form, tmp_path):
    out = tmp_path / "sources"
    done = CliRunner().invoke(app, ["knowledge", "sources", "--format", form, "--out", str(out)])
    assert done.exit_code == 0, done.output
    text = out.read_text(encoding="utf-8")
    if form == "csl":
        names = [item["id"] for item in json.loads(text)]
    else:
        names = re.findall(r"^@\w+\{([^,]+),$" if form == "bibtex" else r"^ID  - (.+)$", text, re.MULTILINE)
    assert names == list(BASE.sources)
