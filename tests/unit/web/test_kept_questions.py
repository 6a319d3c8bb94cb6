"""What is kept of a question's page is what everybody sees: nobody's answers, and of one knowledge."""

import re
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from pygalgia import Knowledge
from pygalgia.web.app import create_app
from pygalgia.web.edge.settings import Settings
from web_site import Visitor


def shown(page):
    """Return a page without the token of its reader."""
    return re.sub(r'name="csrf" value="\w+"', "", page)


@pytest.mark.parametrize(
    ("question", "filled", "said"),
    [
        ("age", {"value": "seven"}, 'value="seven"'),
        ("screen/nerves", {"tick": "saddle-numbness", "none": "yes"}, " checked>"),
    ],
)
def test_nobody_sees_what_another_person_sent(site, question, filled, said):
    ann, bob = (Visitor(site.client()).begin().go_to(question) for _ in range(2))
    before = ann.page("/interview")
    refused = ann.send_page("/interview", before, **filled)

    assert refused.status_code == 422
    assert said in refused.text
    assert said not in before
    assert shown(bob.page("/interview")) == shown(ann.page("/interview")) == shown(before)


def test_nobody_sees_what_another_person_marked_before(site):
    ann, bob = (Visitor(site.client()).begin().go_to("pain-site") for _ in range(2))
    before = ann.page("/interview")
    ann.answer()
    newest = max(map(int, re.findall(r"/interview/answers/(\d+)", ann.page("/interview/answers"))))
    again = ann.page(f"/interview/answers/{newest}")

    assert re.search('id="region-buttock-left"[^>]* checked', again)
    assert shown(bob.page("/interview")) == shown(before)


def test_pages_of_two_knowledges_in_one_process_are_told_apart(site, knowledge, tmp_path):
    here = Visitor(site.client()).begin().go_to("pain-site").page("/interview")
    regions = knowledge.base.regions
    other = replace(
        knowledge.base,
        sha256="1" * 64,
        regions={**regions, "coccyx": replace(regions["coccyx"], plain="the very end of the back")},
    )
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'web.sqlite3'}", hosts=("testserver",))
    app = create_app(settings, knowledge=Knowledge(base=other))
    there = Visitor(TestClient(app, follow_redirects=False)).begin().go_to("pain-site").page("/interview")
    app.state.services.database.close()

    assert "the very end of the back" not in here
    assert "the very end of the back" in there
