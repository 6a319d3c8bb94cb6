"""Say a message in the language of whoever is spoken to now.

The language is kept in a context variable: each request, task and thread has its own.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations

from pygalgia.texts.catalogues import catalogue
from pygalgia.texts.pseudo import Pseudo, accented

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
    # The empty message is the head of a file of messages.
    return _filled(_messages().gettext(message), values) if message else ""


def in_context(context: str, message: str, /, **values: object) -> str:
    """Return a message whose English would be ambiguous without its context ("left": a side, or gone).

    The context holds no slash: those are of the knowledge.
    """
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


def knowledge_texts(language: str) -> Callable[[str, str], str]:
    """Return what says a text of the knowledge in a language, given its context and its English."""
    if language == PSEUDO:
        return lambda _context, text: accented(text)
    return catalogue(language, "knowledge").pgettext


def remember_english(language: str, texts: Mapping[str, str]) -> None:
    """Keep what the English of each translated text of the knowledge is, for `english`."""
    _english[language] = texts


def english(text: str) -> str:
    """Return the English of a text of the knowledge in the language spoken now; the text where it has none.

    What takes sentences apart (their conditions, what they name) reads the English and says the translation.
    """
    return _english.get(language(), {}).get(text, text)


_english: dict[str, Mapping[str, str]] = {}
_ENGLISH_MESSAGES = NullTranslations()


def _messages() -> NullTranslations:
    now = language()
    if now == ENGLISH:
        return _ENGLISH_MESSAGES
    return Pseudo() if now == PSEUDO else catalogue(now)


def _filled(message: str, values: dict[str, object]) -> str:
    return message % values if values else message
