"""Whatever a page says was found by the extraction: else it could never be translated."""

import pytest

from pygalgia.texts import speaking
from pygalgia.texts.pseudo import Pseudo
from pygalgia.translating.sources import sources

PAGES = (
    "/", "/conditions", "/conditions/coccydynia", "/conditions/coccydynia?view=clinical", "/red-flags",
    "/findings", "/findings/fever", "/exercises", "/exercises/ex-clam", "/mechanisms", "/sources",
    "/search?q=pain", "/changes", "/privacy", "/interview", "/nowhere", "/clinician",
)  # fmt: skip


@pytest.fixture
def asked(monkeypatch):
    """Every message that is looked up, by context and text."""
    said = set()

    class Noting(Pseudo):
        def gettext(self, message):
            said.add((None, message))
            return super().gettext(message)

        def pgettext(self, context, message):
            said.add((context, message))
            return super().pgettext(context, message)

        def ngettext(self, msgid1, msgid2, n):
            said.add((None, msgid1))
            return super().ngettext(msgid1, msgid2, n)

    monkeypatch.setattr(speaking, "Pseudo", Noting)
    return said


def test_every_message_of_the_pages_can_be_translated(site, asked, knowledge) -> None:
    browser = site.client()
    for page in PAGES:
        separator = "&" if "?" in page else "?"
        browser.get(f"{page}{separator}lang=en-XA")
    assert len(asked) > 150
    assert asked - set(sources(knowledge.base)) == set()
