"""The ledger of claims: whole, every link followed, the page up to date."""

from pathlib import Path

import pytest
import typer

import pygalgia.knowledge
from pygalgia.cli.app import app
from pygalgia.domain.claim import Claim, Ledger
from pygalgia.errors import KnowledgeError
from pygalgia.knowledge.claims import read_ledger, unresolved
from pygalgia.report.claims_page import claims_page

DATA = Path(pygalgia.knowledge.__file__).parent / "data"
ROOT = Path(__file__).parents[2]
LEDGER = read_ledger(DATA)
COMMANDS = set(typer.main.get_command(app).commands)


def test_all_87_claims_and_29_omissions_are_there():
    assert [each.id for each in LEDGER.claims] == [f"c{number:03}" for number in range(1, 88)]
    assert [each.id for each in LEDGER.omissions] == [f"o{number:02}" for number in range(1, 30)]


def test_every_link_and_source_leads_somewhere(knowledge):
    assert unresolved(LEDGER, knowledge.base, commands=COMMANDS, repository=ROOT) == ()


@pytest.mark.parametrize(
    "link",
    [
        "condition:lumbago",
        "module:pygalgia.care.nothing",
        "command:dance",
        "document:docs/nothing.md",
        "who:knows",
    ],
)
def test_a_link_that_leads_nowhere_is_found(knowledge, link):
    claim = Claim(
        id="c1",
        article="first",
        kind="cause",
        claim="-",
        verdict="wrong",
        correction="",
        sources=("nobody",),
        implemented_by=(link,),
    )
    dead = unresolved(
        Ledger(claims=(claim,), omissions=()), knowledge.base, commands=COMMANDS, repository=ROOT
    )

    assert dead == (f"c1: {link}", "c1: source nobody")


def test_what_is_not_plainly_supported_is_corrected():
    silent = [each.id for each in LEDGER.claims if each.verdict not in {"supported", "not-a-medical-claim"}]

    assert [each.id for each in LEDGER.claims if each.id in silent and not each.correction] == []


def test_each_omission_that_is_a_danger_has_a_red_flag():
    dangers = [each for each in LEDGER.omissions if each.urgency in {"same-day", "emergency"}]

    assert dangers
    assert [
        each.id for each in dangers if not any(link.startswith("flag:") for link in each.implemented_by)
    ] == []


def test_the_page_is_what_the_ledger_says(knowledge):
    written = (ROOT / "docs" / "claims.md").read_text(encoding="utf-8")

    assert written == claims_page(LEDGER, knowledge.base), (
        "run: pygalgia knowledge claims --out docs/claims.md"
    )


def test_a_claim_listed_twice_is_refused(tmp_path):
    for name in ("claims-first-article", "claims-second-article", "claims-omissions"):
        text = (DATA / f"{name}.yaml").read_text(encoding="utf-8")
        (tmp_path / f"{name}.yaml").write_text(text.replace("id: c046", "id: c045"), encoding="utf-8")

    with pytest.raises(KnowledgeError, match="'c045' a second time"):
        read_ledger(tmp_path)
