"""Every page that is made from the knowledge base, and the hash of what each one says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import msgspec

from pygalgia.domain.condition import Condition
from pygalgia.domain.evidence import Source
from pygalgia.domain.exercise import Exercise, MicroBreak
from pygalgia.domain.finding import Finding
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.mechanism import Mechanism
from pygalgia.domain.red_flag import RedFlag
from pygalgia.knowledge import cache
from pygalgia.report import citations
from pygalgia.report.citations import citation
from pygalgia.store import content as store_content
from pygalgia.store.content import PageContent
from pygalgia.texts import later
from pygalgia.web.content.search import SearchIndex
from pygalgia.web.content.uses import Users, users

_KIND, _DIGEST = "pages", "digest"
#: Kind of page to the words for one of them and for all, in the order of the menus.
KINDS: dict[str, tuple[str, str]] = {
    "conditions": (later("cause"), later("Causes")),
    "red-flags": (later("warning sign"), later("Warning signs")),
    "findings": (later("sign or test"), later("Signs and tests")),
    "mechanisms": (later("pattern"), later("Patterns behind the signs")),
    "exercises": (later("exercise"), later("Exercises and short breaks")),
    "sources": (later("source"), later("Sources")),
}


@dataclass(frozen=True)
class Catalogue:
    """The pages of one knowledge base."""

    base: KnowledgeBase

    @cached_property
    def pages(self) -> dict[str, PageContent]:
        """Path without the first slash to what stands there."""
        return {page.page: page for page in self._all()}

    def listed(self) -> Iterator[PageContent]:
        """Yield every page; they are made once somebody asks for the first."""
        yield from self.pages.values()

    @cached_property
    def digest(self) -> str:
        """A name for the content of all pages together."""
        return sha256("".join(page.content_sha256 for page in self.pages.values()).encode()).hexdigest()

    @cached_property
    def kept_digest(self) -> str:
        """The same, for the knowledge that ships: kept from an earlier start.

        Making every page reads all that the knowledge holds, which takes ten megabytes for good.
        """
        name = sha256(f"{self.base.sha256} {_state_of_pages()}".encode()).hexdigest()
        kept = cache.fetch_parts(_KIND, name)
        if kept is not None:
            return bytes(kept[_DIGEST]).decode()
        cache.keep_parts(_KIND, name, {_DIGEST: self.digest.encode()})
        return self.digest

    @cached_property
    def entries(self) -> dict[str, Mapping[str, object]]:
        """Kind of page to id to what the page is about."""
        care = self.base.care
        return {
            "conditions": self.base.conditions,
            "red-flags": self.base.red_flags,
            "findings": self.base.findings,
            "mechanisms": self.base.mechanisms,
            "exercises": {**care.exercises, **care.micro_breaks},
            "sources": self.base.sources,
        }

    @cached_property
    def index(self) -> SearchIndex:
        """The words of all pages, in whatever language they are."""
        return SearchIndex(tuple(self.pages.values()))

    @cached_property
    def users(self) -> Users:
        """Source to the pages that rest on it."""
        return users(self.base, self.entries["exercises"])

    def _all(self) -> Iterator[PageContent]:
        for kind, entries in self.entries.items():
            for name, entry in entries.items():
                yield self._page(f"{kind}/{name}", kind, entry)

    def _page(self, path: str, kind: str, entry: object) -> PageContent:
        title, words, body, parts = _content(entry)
        hashes = {part: _hash(said) for part, said in parts.items()}
        return PageContent(
            page=path,
            kind=kind,
            title=title,
            words=words,
            body=body,
            content_sha256=_hash(hashes),
            parts=hashes,
        )


def _state_of_pages() -> str:
    """Return a hash of the modules that make pages of the knowledge."""
    made_by = (
        *sorted(Path(__file__).parent.glob("*.py")),
        Path(citations.__file__),
        Path(store_content.__file__),
    )
    return sha256(b"".join(each.read_bytes() for each in made_by)).hexdigest()


def _hash(said: object) -> str:
    return sha256(msgspec.json.encode(said, order="deterministic")).hexdigest()


Parts = dict[str, object]


def _content(entry: object) -> tuple[str, str, str, Parts]:
    """Return title, other names, text to search, and the named parts whose changes are told."""
    if isinstance(entry, Condition):
        return _condition(entry)
    if isinstance(entry, Finding):
        return _finding(entry)
    if isinstance(entry, RedFlag):
        return _red_flag(entry)
    if isinstance(entry, Mechanism):
        return _mechanism(entry)
    if isinstance(entry, Exercise | MicroBreak):
        return _exercise(entry)
    assert isinstance(entry, Source)  # noqa: S101 - every kind is above
    return entry.named, " ".join((entry.id, *entry.identities)), citation(entry), {"citation": entry}


def _condition(entry: Condition) -> tuple[str, str, str, Parts]:
    advice = [each.plain for each in entry.treatment] + [each.plain for each in entry.prevention]
    seen = [each.why for each in entry.see]
    outlook = [entry.prognosis.plain] if entry.prognosis else []
    parts: Parts = {
        "what it is": (
            entry.name,
            entry.plain_name,
            entry.plain,
            entry.group,
            entry.layer,
            entry.icd10,
            entry.icd11,
        ),
        "how urgent it is": entry.action,
        "how common it is": (entry.shares, entry.age, entry.sex, entry.only),
        "its signs and their numbers": entry.links,
        "whom to see": entry.see,
        "tests": entry.investigations,
        "treatment": entry.treatment,
        "outlook": entry.prognosis,
        "prevention": entry.prevention,
    }
    return (
        entry.plain_name,
        f"{entry.name} {entry.icd10} {entry.icd11}",
        " ".join([entry.plain, *outlook, *advice, *seen]),
        parts,
    )


def _finding(entry: Finding) -> tuple[str, str, str, Parts]:
    parts: Parts = {
        "the question": (
            entry.name,
            entry.question,
            entry.clinician,
            entry.help,
            entry.why,
            entry.state_names,
        ),
        "its background rate": entry.background,
        "when it is asked": (
            entry.asked_if,
            entry.only_sex,
            entry.only_sex_of,
            entry.min_age,
            entry.max_age,
            entry.implies,
            entry.scale,
        ),
    }
    words = " ".join((*entry.synonyms, entry.clinician))
    return entry.name, words, f"{entry.question} {entry.help} {entry.why}", parts


def _red_flag(entry: RedFlag) -> tuple[str, str, str, Parts]:
    parts: Parts = {
        "what it says": (entry.name, entry.text, entry.plain),
        "what to do": (entry.urgency, entry.do_now),
        "its rule": (entry.when, entry.floors),
        "its sources": entry.sources,
    }
    return entry.name, entry.hazard.replace("-", " "), f"{entry.plain} {entry.do_now} {entry.text}", parts


def _mechanism(entry: Mechanism) -> tuple[str, str, str, Parts]:
    parts: Parts = {
        "what it is": (entry.name, entry.plain),
        "its numbers": (entry.background, entry.manifestations),
    }
    return entry.plain, entry.name, entry.name, parts


def _exercise(entry: Exercise | MicroBreak) -> tuple[str, str, str, Parts]:
    parts: Parts = {
        "what to do": (entry.name, entry.steps, entry.pictures),
        "how much": (entry.dose,) if isinstance(entry, Exercise) else (entry.every, entry.length),
        "when not to do it": (entry.avoid_if, entry.stop_if),
        "whom it helps": entry.helps,
        "its sources": entry.sources,
    }
    aim = entry.aim if isinstance(entry, Exercise) else entry.every
    return entry.name, entry.id, f"{aim} {' '.join(entry.steps)}", parts
