"""The messages of one language, read from its PO files: compiled once, and kept under their content.

A language is a folder of `data/` named by its BCP 47 tag that holds PO files, one for each area. A file that
cannot be read, or a translation that does not fit its English, is left out with a warning, and English is
said: nothing of it raises. `pygalgia texts check` tells the translator of the same faults.
"""

import io
import os
import re
from collections.abc import Iterator
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pygalgia.texts.fitting import misfits
from pygalgia.texts.lacking import SaidInEnglish
from pygalgia.user_cache import cache_folder
from pygalgia.writing import whole_file

if TYPE_CHECKING:
    from logging import Logger

    from babel.messages.catalog import Catalog, Message

DATA = Path(__file__).parent / "data"
#: What stands in the code and templates, and what stands in the knowledge (its contexts hold a slash).
Part = Literal["code", "knowledge"]
PARTS: tuple[Part, ...] = ("code", "knowledge")
#: Raised by one whenever what is kept is made in another way.
_SHAPE = 2
_MOST_KEPT = 24
_LINE = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr(\[[0-9]\])?)?\s*"(?:[^"\\]|\\.)*"')


def languages(root: Path = DATA) -> tuple[str, ...]:
    """Return the tags of all languages that have messages, English not among them, in order."""
    if not root.is_dir():
        return ()
    return tuple(sorted(each.name for each in root.iterdir() if any(each.glob("*.po"))))


@lru_cache(maxsize=64)
def catalogue(language: str, part: Part = "code", root: Path = DATA) -> NullTranslations:
    """Return the messages of a language; those that it lacks are said in English."""
    files = sorted((root / language).glob("*.po")) if language in languages(root) else []
    if not files:
        return SaidInEnglish()
    try:
        contents = [(each, each.read_bytes()) for each in files]
        digest = _digest(language, contents)
        kept = _fetched(language, part, digest)
        if kept is None:
            compiled = _compiled(language, contents)
            _keep(language, digest, compiled)
            kept = compiled[part]
        said = GNUTranslations(io.BytesIO(kept))
        said.add_fallback(SaidInEnglish())
    except Exception:  # noqa: BLE001 - whatever is wrong with a translation, English can be said
        _log().warning("the messages of %s cannot be read: English is said", language, exc_info=True)
        return SaidInEnglish()
    return said


def read_messages(content: bytes, *, language: str, name: str) -> "Catalog":
    """Return the messages of one PO file, each with its line.

    Raises:
        ValueError: it is no PO file.
    """
    from babel.core import UnknownLocaleError
    from babel.messages.pofile import PoFileError, read_po

    try:
        # Lines that end as in other systems, and a byte order mark, are those of a translator's tools.
        text = content.decode("utf-8-sig")
        _check_lines(text, name)
        return read_po(io.StringIO(text), locale=language.replace("-", "_"), abort_invalid=True)
    except PoFileError as error:
        message = f"{name}:{error.lineno + 1}: {error.args[0]}"
        raise ValueError(message) from error
    except (UnknownLocaleError, UnicodeDecodeError) as error:
        message = f"{name}: {error}"
        raise ValueError(message) from error


def _check_lines(text: str, name: str) -> None:
    """Refuse a line whose quotes are not closed: Babel would drop its last letter without a word."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#") and not _LINE.fullmatch(line.strip()):
            message = f"{name}:{number}: a line that is no message and no text in quotes"
            raise ValueError(message)


def is_of_knowledge(message: "Message") -> bool:
    """Return whether a message belongs to the knowledge, by its context."""
    return "/" in (message.context or "")


def forms_of(message: "Message") -> list[str]:
    """Return the text of a message, or one for each plural form; empty ones are not translated."""
    return [message.string] if isinstance(message.string, str) else list(message.string or [])


def unfit(message: "Message", *, forms: int) -> Iterator[str]:
    """Yield why a translated message cannot be said; `forms` is the number of plural forms it needs."""
    if isinstance(message.id, str) and not isinstance(message.string, str):
        yield "plural forms; expected one text"
        return
    is_plural, given = not isinstance(message.id, str), forms_of(message)
    if is_plural and (len(given) != forms or not all(given)):
        yield f"{len([each for each in given if each])} plural forms; expected {forms}"
        return
    english = message.id if isinstance(message.id, str) else message.id[1]
    for form in given:
        for each in misfits(english, form, plural=is_plural, filled=not is_of_knowledge(message)):
            yield f"{each.found}; expected {each.expected}"


def _compiled(language: str, contents: list[tuple[Path, bytes]]) -> dict[Part, bytes]:
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo

    wholes = {part: Catalog(locale=language.replace("-", "_"), fuzzy=False) for part in PARTS}
    for path, content in contents:
        try:
            read = read_messages(content, language=language, name=path.name)
        except ValueError as error:
            _log().warning("%s cannot be read: English is said in its place", error)
            continue
        for message in _sayable(read, path, forms=wholes["code"].num_plurals):
            part: Part = "knowledge" if is_of_knowledge(message) else "code"
            wholes[part].add(message.id, message.string, context=message.context)
    made: dict[Part, bytes] = {}
    for part, whole in wholes.items():
        file = io.BytesIO()
        write_mo(file, whole)
        made[part] = file.getvalue()
    return made


def _sayable(read: "Catalog", path: Path, *, forms: int) -> "Iterator[Message]":
    """Yield what is translated, up to date and fits."""
    for message in read:
        if not message.id or message.fuzzy or not any(forms_of(message)):
            continue
        faults = list(unfit(message, forms=forms))
        for fault in faults:
            _log().warning("%s:%s: %s: English is said in its place", path, message.lineno, fault)
        if not faults:
            yield message


def _digest(language: str, contents: list[tuple[Path, bytes]]) -> str:
    import hashlib

    total = hashlib.sha256(f"{_SHAPE} {language}".encode())
    for path, content in contents:
        total.update(path.name.encode() + b"\0" + content)
    return total.hexdigest()[:32]


def _path(language: str, part: Part, digest: str) -> Path:
    return cache_folder() / f"texts-{language}-{part}-{digest}.mo"


def _fetched(language: str, part: Part, digest: str) -> bytes | None:
    path = _path(language, part, digest)
    try:
        if hasattr(os, "getuid") and path.stat().st_uid != os.getuid():
            return None
        return path.read_bytes()
    except OSError:
        return None


def _keep(language: str, digest: str, compiled: dict[Part, bytes]) -> None:
    """Keep what was compiled; a folder that cannot be written to is no error."""
    try:
        cache_folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        for part, content in compiled.items():
            with whole_file(_path(language, part, digest)) as file:
                file.write(content)
        newest = sorted(cache_folder().glob("texts-*.mo"), key=lambda each: each.stat().st_mtime)
        for old in newest[:-_MOST_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return


def _log() -> "Logger":
    """Return where it is told what cannot be read: most starts speak English and read no messages."""
    import logging

    return logging.getLogger(__name__)
