"""Recent changes and search."""

import pytest

from pygalgia.store.content import Content, PageContent


def page(name, *, title="Title", body="", words="", parts=None):
    parts = parts or {"text": body}
    return PageContent(
        page=name,
        kind="condition",
        title=title,
        words=words,
        body=body,
        content_sha256=str(sorted(parts.items())),
        parts=parts,
    )


@pytest.fixture
def content(database):
    return Content(database)


def test_what_was_there_from_the_start_is_no_change(content):
    assert content.publish([page("a")], digest="1")
    assert content.changes() == ()
    assert content.since("a") is not None


def test_the_same_content_is_published_once(content):
    content.publish([page("a")], digest="1")
    assert not content.publish([page("a", body="other")], digest="1")


def test_a_change_names_the_page_and_its_parts(content, clock):
    content.publish([page("a", parts={"urgency": "1", "tests": "1"}), page("b")], digest="1")
    clock.move(days=1)
    content.publish([page("a", parts={"urgency": "1", "tests": "2", "care": "1"}), page("c")], digest="2")
    told = {(change.page, change.kind, change.changed) for change in content.changes()}
    assert told == {("a", "changed", ("tests", "care")), ("b", "removed", ()), ("c", "new", ())}


def test_a_page_that_comes_back_is_a_change(content):
    content.publish([page("a"), page("b")], digest="1")
    content.publish([page("a")], digest="2")
    content.publish([page("a"), page("b")], digest="3")
    assert [change.kind for change in content.changes()] == ["changed", "removed"]


@pytest.fixture
def searched(content):
    content.publish(
        [
            page("coccyx", title="Tail-bone pain", words="coccydynia", body="Sitting on a hard chair hurts."),
            page(
                "sciatica",
                title="Irritated nerve root",
                words="sciatica",
                body="Pain runs down the leg when sitting.",
            ),
            page("abscess", title="Abscess", body="A painful swelling with fever."),
        ],
        digest="1",
    )
    return content


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("coccydynia", ["coccyx"]),
        ("COCCY", ["coccyx"]),
        ("sitting leg", ["sciatica"]),
        ("swellings", ["abscess"]),
        ("fever elephants", ["abscess"]),
        ("elephants", []),
        ("", []),
        ("!!! \"' ) OR *", []),
    ],
)
def test_pages_are_found_by_words_and_their_beginnings(searched, query, found):
    assert [hit.page for hit in searched.search(query)] == found


def test_a_hit_in_the_title_comes_first(searched):
    assert searched.search("pain")[0].page == "coccyx"


def test_a_snippet_marks_what_matched(searched):
    assert "\x02fever\x03" in searched.search("fever")[0].snippet


@pytest.mark.parametrize(
    "query", ['"', "a AND", "NEAR(", "* *", "x:y & !", "'; DROP TABLE page_search; --", "\x00"]
)
def test_no_query_breaks_the_search(searched, query):
    searched.search(query)
    assert searched.search("fever")
