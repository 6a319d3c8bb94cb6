"""What has no translation stands in English, visibly, and a screen reader is told that it is English."""

import pytest

from pygalgia.texts import using
from pygalgia.web.edge import tongues
from pygalgia.web.edge.left_in_english import marked

TEXTS = frozenset({"Don't wait.", "no weight", "Call <now>."})
ENGLISH = '<span lang="en" dir="ltr">{}</span>'


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>Don&#39;t wait.</p>", f"<p>{ENGLISH.format('Don&#39;t wait.')}</p>"),
        ("<li> no weight </li>", f"<li> {ENGLISH.format('no weight')} </li>"),
        (
            "<p>Warum: Don&#39;t wait. [wird übersetzt] Ende.</p>",
            f"<p>Warum: {ENGLISH.format('Don&#39;t wait.')} [wird übersetzt] Ende.</p>",
        ),
        ("<p>Call &lt;now&gt;.</p>", f"<p>{ENGLISH.format('Call &lt;now&gt;.')}</p>"),
        ("<p>Sie sagen no weight dazu</p>", None),
        ("<title>no weight</title>", None),
        ("<select><option>no weight</option></select>", None),
        ('<script>"x"</script><a title="no weight">ja</a>', None),
        ("<p>alles übersetzt</p>", None),
    ],
)
def test_what_has_no_translation_is_marked_where_it_stands(page: str, expected: str | None) -> None:
    with using("de"):
        assert marked(page, TEXTS) == (expected or page)


def test_a_page_that_lacks_nothing_is_left_alone() -> None:
    assert marked("<p>no weight</p>", frozenset()) == "<p>no weight</p>"


def test_an_emergency_without_a_translation_is_told_in_english_and_marked(
    site, knowledge, monkeypatch
) -> None:
    """A changed English makes its translation stale: it is never said; English is, and says so."""
    monkeypatch.setattr(tongues, "offered", lambda: ("en", "it"))
    flag = knowledge.base.red_flags["cannot-pass-urine"]
    page = site.client().get("/red-flags/cannot-pass-urine?lang=it", headers={"accept": "text/html"}).text
    assert f"{ENGLISH.format(flag.plain)} [being translated]" in page
    assert f"{ENGLISH.format(flag.do_now)} [being translated]" in page
    assert ENGLISH.format(flag.name) in page
