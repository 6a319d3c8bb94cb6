"""What the pages said and since when, and the index to search them."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from pygalgia.store.database import Database
from pygalgia.store.tables import PageVersionRow, StateRow

_PUBLISHED = "published"
#: Stand round a hit in a snippet; no text holds them.
HIT_BEGINS, HIT_ENDS = "\x02", "\x03"
_MOST_WORDS = 12
_ENDINGS = ("ings", "ing", "ies", "es", "ed", "s", "y")
_SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContent:
    """The content of one page, as far as changes and search need it.

    Attributes:
        page: Its path without the first slash, such as `conditions/coccydynia`.
        words: Other names that it is looked for by.
        parts: Name of a part to the hash of what it says.
    """

    page: str
    kind: str
    title: str
    words: str
    body: str
    content_sha256: str
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageChange:
    """One change of one page: `first` (the store began), `new`, `changed` or `removed`."""

    id: int
    page: str
    title: str
    kind: str
    since: datetime
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A page that was found. The snippet holds `HIT_BEGINS` and `HIT_ENDS` round what matched."""

    page: str
    kind: str
    title: str
    snippet: str


@dataclass(frozen=True, slots=True)
class Content:
    """Note what the pages say, and find pages by words."""

    database: Database

    def publish(self, pages: Iterable[PageContent], *, digest: str) -> bool:
        """Note every page that changed and index all of them, unless this content was published before.

        Args:
            digest: Names the content of all pages together.

        Returns:
            Whether anything was done.
        """
        with self.database.write_alone() as session:
            state = session.get(StateRow, _PUBLISHED)
            if state is not None and state.value == digest:
                return False
            listed = tuple(pages)
            self._note(session, listed)
            self._index(session, listed)
            session.merge(StateRow(name=_PUBLISHED, value=digest))
            return True

    def changes(self, most: int = 100) -> tuple[PageChange, ...]:
        """Return the newest changes, newest first; what was there when the store began is no change."""
        statement = (
            select(PageVersionRow)
            .where(PageVersionRow.kind != "first")
            .order_by(PageVersionRow.since.desc(), PageVersionRow.id.desc())
            .limit(most)
        )
        with self.database.read() as session:
            return tuple(_change(row) for row in session.scalars(statement))

    def began(self) -> datetime | None:
        """Return when the first content was published."""
        with self.database.read() as session:
            found: datetime | None = session.scalar(
                select(PageVersionRow.since).order_by(PageVersionRow.id).limit(1)
            )
            return found

    def since(self, page: str) -> datetime | None:
        """Return since when a page has said what it says now."""
        statement = (
            select(PageVersionRow.since)
            .where(PageVersionRow.page == page)
            .order_by(PageVersionRow.id.desc())
            .limit(1)
        )
        with self.database.read() as session:
            found: datetime | None = session.scalar(statement)
            return found

    def search(self, query: str, *, most: int = 40) -> tuple[Hit, ...]:
        """Return the pages that hold every word, or else any of them; best first.

        A word also finds longer ones that begin like it, and its own other endings (sit, sitting).
        """
        words = [_stem(word.lower()) for word in re.findall(r"\w+", query)][:_MOST_WORDS]
        if not words:
            return ()
        return self._search(words, most, every=True) or self._search(words, most, every=False)

    def _search(self, words: list[str], most: int, *, every: bool) -> tuple[Hit, ...]:
        if self.database.is_sqlite:
            statement, wanted = _SQLITE, (" AND " if every else " OR ").join(f'"{word}"*' for word in words)
        else:
            statement, wanted = _POSTGRES, (" & " if every else " | ").join(f"{word}:*" for word in words)
        given = {"wanted": wanted, "most": most, "begins": HIT_BEGINS, "ends": HIT_ENDS}
        if not self.database.is_sqlite:
            given = {"wanted": wanted, "most": most, "options": _HEADLINE}
        with self.database.read() as session:
            return tuple(
                Hit(page=row.page, kind=row.kind, title=row.title, snippet=row.snippet)
                for row in session.execute(text(statement), given)
            )

    def _note(self, session: Session, pages: tuple[PageContent, ...]) -> None:
        now = self.database.clock()
        last = _latest(session)
        is_first = not last
        for page in pages:
            before = last.pop(page.page, None)
            if (
                before is not None
                and before.content_sha256 == page.content_sha256
                and before.kind != "removed"
            ):
                continue
            kind = "changed" if before is not None else "new"
            changed = [] if before is None else _changed(json.loads(before.parts), page.parts)
            if is_first:
                kind = "first"
            session.add(
                PageVersionRow(
                    page=page.page,
                    title=page.title,
                    content_sha256=page.content_sha256,
                    since=now,
                    kind=kind,
                    parts=json.dumps(dict(page.parts), sort_keys=True),
                    changed=json.dumps(changed),
                )
            )
        for name, row in last.items():
            if row.kind != "removed":
                gone = PageVersionRow(
                    page=name,
                    title=row.title,
                    content_sha256="",
                    since=now,
                    kind="removed",
                    parts="{}",
                    changed="[]",
                )
                session.add(gone)

    def _index(self, session: Session, pages: tuple[PageContent, ...]) -> None:
        session.execute(text("DELETE FROM page_search"))
        statement = text(
            "INSERT INTO page_search (page, kind, title, words, body) "
            "VALUES (:page, :kind, :title, :words, :body)"
        )
        rows = [
            {"page": p.page, "kind": p.kind, "title": p.title, "words": p.words, "body": p.body}
            for p in pages
        ]
        if rows:
            session.execute(statement, rows)


# Columns of FTS5, from 0: page, kind, title, words, body. A hit in the title counts most. The snippet
# is of the body.
_SQLITE = (
    "SELECT page, kind, title, snippet(page_search, 4, :begins, :ends, '…', 24) AS snippet FROM page_search "
    "WHERE page_search MATCH :wanted ORDER BY bm25(page_search, 0, 0, 12, 8, 1) LIMIT :most"
)
_POSTGRES = (
    "SELECT page, kind, title, "
    "ts_headline('simple', body, to_tsquery('simple', :wanted), :options) AS snippet "
    "FROM page_search WHERE searched @@ to_tsquery('simple', :wanted) "
    "ORDER BY ts_rank(searched, to_tsquery('simple', :wanted)) DESC, page LIMIT :most"
)
_HEADLINE = f"StartSel={HIT_BEGINS}, StopSel={HIT_ENDS}, MaxWords=26, MinWords=12, MaxFragments=1"


def _stem(word: str) -> str:
    """Return a word without a common ending: the same rule on both databases, unlike their own stemmers."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def _latest(session: Session) -> dict[str, PageVersionRow]:
    newest = select(func.max(PageVersionRow.id)).group_by(PageVersionRow.page)
    rows = session.scalars(select(PageVersionRow).where(PageVersionRow.id.in_(newest)))
    return {row.page: row for row in rows}


def _removed(row: PageVersionRow, now: datetime) -> PageVersionRow:
    return PageVersionRow(
        page=row.page, title=row.title, content_sha256="", since=now, kind="removed", parts="{}", changed="[]"
    )


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    return [name for name in dict.fromkeys((*after, *before)) if before.get(name) != after.get(name)]


def _change(row: PageVersionRow) -> PageChange:
    return PageChange(
        id=row.id,
        page=row.page,
        title=row.title,
        kind=row.kind,
        since=row.since,
        changed=tuple(json.loads(row.changed)),
    )
