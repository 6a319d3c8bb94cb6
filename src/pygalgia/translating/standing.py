"""How far a language is: what is translated, stale, missing, and what nobody says any more."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from pygalgia.translating.files import Translation, language_files, read_file
from pygalgia.translating.sources import Area, Key, Source

#: A text that shares less than this with an older one is another text.
_ALIKE = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The messages of one language beside the English ones.

    Attributes:
        translated: By key, what is said.
        stale: By key of the present English, a translation of what it was before: not said.
        unused: What translates no message of today and resembles none.
    """

    sources: Mapping[Key, Source]
    translated: Mapping[Key, Translation]
    stale: Mapping[Key, Translation]
    unused: tuple[Translation, ...]

    def of(self, key: Key) -> Translation | None:
        """Return what there is for a message, said or stale."""
        return self.translated.get(key) or self.stale.get(key)

    def missing(self) -> Iterator[Source]:
        """Yield the messages for which there is nothing at all."""
        return (each for key, each in self.sources.items() if self.of(key) is None)

    def rows(self, area: Area) -> list[tuple[Source, Translation | None]]:
        """Return the messages of an area in order, each with what there is for it."""
        return [(each, self.of(key)) for key, each in self.sources.items() if each.area == area]


def standing(sources: Mapping[Key, Source], root: Path, language: str) -> Standing:
    """Return how far a language below `root` is; a file that cannot be read is as if it were empty.

    `pygalgia texts check` says what is wrong with it.
    """
    kept: dict[Key, Translation] = {}
    for path in language_files(root, language):
        try:
            kept |= read_file(path, language=language, name=f"{language}/{path.name}")
        except ValueError:
            continue
    return beside(sources, {key: each for key, each in kept.items() if each.is_translated})


def beside(sources: Mapping[Key, Source], kept: Mapping[Key, Translation]) -> Standing:
    """Return translations beside the messages of today.

    One whose English changed is stale: it goes to the message of the same place (the same context, or in
    code one of much the same words). One whose message only moved to another place is as good as before.
    """
    translated = {key: each for key, each in kept.items() if key in sources and not each.stale}
    stale = {key: each for key, each in kept.items() if key in sources and each.stale}
    loose = [each for key, each in kept.items() if key not in sources]
    open_keys = [key for key in sources if key not in translated and key not in stale]
    moved = {(_field(each.context), each.text): each for each in loose if not each.stale}
    used: set[Key] = set()
    for key in open_keys:
        same = moved.get((_field(key[0]), key[1]))
        if same is not None and (same.plural is None) == (sources[key].plural is None):
            translated[key] = replace(same, context=key[0])
            used.add(same.key)
    by_place: dict[str | None, list[Translation]] = {}
    for each in loose:
        if each.key not in used:
            by_place.setdefault(each.context, []).append(each)
    for key in open_keys:
        if key in translated:
            continue
        near = _nearest(sources[key], by_place.get(key[0], []))
        if near is not None:
            stale[key] = _outdated(near, sources[key])
            used.add(near.key)
    return Standing(
        sources=sources,
        translated=translated,
        stale=stale,
        unused=tuple(each for each in loose if each.key not in used),
    )


def _field(context: str | None) -> str | None:
    """Return the field of a text of the knowledge: its place may change, and what it is said for stays."""
    if context is None or "/" not in context:
        return context
    parts = context.split("/")
    return "state-names" if "state-names" in parts else parts[-1]


def _nearest(source: Source, olds: list[Translation]) -> Translation | None:
    alike = [
        (SequenceMatcher(None, old.text, source.text).ratio(), old)
        for old in olds
        if (old.plural is None) == (source.plural is None)
    ]
    best = max(alike, key=lambda each: each[0], default=None)
    return best[1] if best is not None and best[0] >= _ALIKE else None


def _outdated(old: Translation, source: Source) -> Translation:
    return replace(old, text=source.text, plural=source.plural, stale=True, previous=old.previous or old.text)
