"""Say a message in the language of whoever is spoken to now.

The language is kept in a context variable: each request, task and thread has its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations

from pygalgia.texts.pseudo import Pseudo

ENGLISH = "en"
#: A language that nobody speaks, in which every message is seen to be one: what is not was not marked.
PSEUDO = "en-XA"

_now: ContextVar[str] = ContextVar("language", default=ENGLISH)


@contextmanager
def using(language: str) -> Iterator[None]:
    """Speak this language (a BCP 47 tag, as "es" or "ar") inside the block."""
    token = _now.set(language)
    try:
        yield
    finally:
        _now.reset(token)


def language() -> str:
    """Return the BCP 47 tag of the language that is spoken now; English unless somebody chose another."""
    return _now.get()


def speaks_english() -> bool:
    """Return whether English is spoken now: only then may code take sentences apart or turn them around."""
    return language() == ENGLISH


def _(message: str, /, **values: object) -> str:
    """Return a message in the language spoken now, with its values; in English where there is none."""
    return _filled(_messages().gettext(message), values)


def in_context(context: str, message: str, /, **values: object) -> str:
    """Return a message whose English would be ambiguous without its context ("left": a side, or gone)."""
    return _filled(_messages().pgettext(context, message), values)


def many(one: str, more: str, n: int, /, **values: object) -> str:
    """Return the form of a message that the language wants for `n` things, which it may hold as `%(n)s`."""
    return _filled(form(one, more, n), {"n": n, **values})


def form(one: str, more: str, n: int) -> str:
    """Return the form of a message for `n` things, its values not yet filled in."""
    return _messages().ngettext(one, more, n)


def later(message: str) -> str:
    """Mark a message that is said elsewhere, by `_`, once the language is known (a table of words)."""
    return message


def _messages() -> NullTranslations:
    return Pseudo() if language() == PSEUDO else NullTranslations()


def _filled(message: str, values: dict[str, object]) -> str:
    return message % values if values else message
