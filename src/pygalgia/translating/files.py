"""Files of messages as they are kept and sent to whoever translates: PO, as gettext has it."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from pygalgia.reading import file_bytes
from pygalgia.texts.catalogues import forms_of, read_messages
from pygalgia.translating.sources import Area, Key, Source

#: What changes with every writing, and would make every file differ.
_CHANGING = (
    '"POT-Creation-Date:',
    '"PO-Revision-Date:',
    '"Generated-By:',
    '"Last-Translator:',
    '"Language-Team:',
)
_HEAD = """\
# pygalgia in the language "{language}": {area}.
# The English text is the key of a translation. How to translate: docs/languages.md
# Licence: CC BY 4.0, see LICENSE-knowledge."""
_WIDTH = 118
#: All messages of a language together are less.
LARGEST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """What a file holds for one message.

    Attributes:
        forms: The text, or one for each plural form of the language; empty ones are not translated.
        stale: It translates another English than the present one: never said.
        previous: That other English; empty where it is not known.
        line: Where it stands in its file, from 1.
        plural: The English for more than one, or None.
    """

    context: str | None
    text: str
    forms: tuple[str, ...]
    plural: str | None = None
    stale: bool = False
    previous: str = ""
    file: str = ""
    line: int = 0

    @property
    def key(self) -> Key:
        """What it is found by."""
        return self.context, self.text

    @property
    def where(self) -> str:
        """File and line."""
        return f"{self.file}:{self.line}"

    @property
    def is_translated(self) -> bool:
        """Whether there is anything that could be said, up to date or not."""
        return any(self.forms)


def plural_forms(language: str) -> int:
    """Return how many plural forms a language has in files of messages."""
    return Catalog(locale=language.replace("-", "_")).num_plurals


def read_file(path: Path, *, language: str, name: str = "") -> dict[Key, Translation]:
    """Return what a file of messages holds, by key.

    Raises:
        ValueError: it is no PO file; the message names the line.
        OSError: it cannot be read.
    """
    shown = name or path.name
    found = {}
    for each in read_messages(file_bytes(path, largest=LARGEST_BYTES), language=language, name=shown):
        if not each.id:
            continue
        text, plural = (each.id, None) if isinstance(each.id, str) else (each.id[0], each.id[1])
        found[each.context, text] = Translation(
            context=each.context,
            text=text,
            plural=plural,
            forms=tuple(forms_of(each)),
            stale=each.fuzzy,
            previous=each.previous_id[0] if each.previous_id else "",
            file=shown,
            line=each.lineno or 1,
        )
    return found


def language_files(root: Path, language: str) -> list[Path]:
    """Return the files of a language, in order of name."""
    return sorted((root / language).glob("*.po"))


def written_file(
    rows: Iterable[tuple[Source, Translation | None]], *, language: str, area: Area | str
) -> bytes:
    """Return a file of messages in order, each with its translation where there is one."""
    catalog = Catalog(
        locale=language.replace("-", "_"),
        project="pygalgia",
        version=area,
        header_comment=_HEAD.format(language=language, area=area),
        fuzzy=False,
    )
    forms = catalog.num_plurals
    for source, given in rows:
        has_plural = source.plural is not None
        blank = ("",) * forms if has_plural else ""
        said = blank if given is None else (given.forms if has_plural else given.forms[0])
        catalog.add(
            (source.text, source.plural) if source.plural is not None else source.text,
            said,
            locations=source.places,
            flags=("fuzzy",) if given is not None and given.stale else (),
            auto_comments=source.hints,
            previous_id=given.previous if given is not None and given.stale and given.previous else (),
            context=source.context,
        )
    file = io.BytesIO()
    write_po(file, catalog, width=_WIDTH, include_previous=True, include_lineno=False)
    lines = file.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_CHANGING)).encode()
