"""Messages in templates: `_()`, `ngettext()` and `{% trans %}` of Jinja's own extension; parts that are kept.

A message may hold tags; its values are escaped.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache
from threading import Lock

from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup

from pygalgia.texts.lacking import forget_lacking, note_lack
from pygalgia.texts.listing import colon, parted
from pygalgia.texts.speaking import _, form, in_context, language, speaks_english

EXTENSION = "jinja2.ext.i18n"
#: Parts of pages that are kept, of all languages together.
MOST_KEPT = 256


def speak(environment: Environment) -> None:
    """Let the templates of an environment that has `EXTENSION` speak the language of the moment."""
    install = environment.install_gettext_callables  # type: ignore[attr-defined] # added by the extension
    install(_, form, newstyle=True, pgettext=in_context)
    # The extension asks its context twice for each message: a page holds fifty.
    environment.globals["_"] = environment.globals["gettext"] = _said
    environment.globals["language"] = language
    environment.globals["colon"] = colon
    environment.filters["parted"] = parted


def _said(message: str, /, **values: object) -> Markup:
    """Return a message as newstyle gettext has it: it may hold tags, and its values are escaped."""
    if not values and speaks_english():
        return _in_english(message)
    return Markup(_(message)) % values  # noqa: S704 - our own message; its values are escaped here


@lru_cache(maxsize=4096)
def _in_english(message: str) -> Markup:
    return Markup(_(message)) % {}  # noqa: S704 - as above


class Kept(Extension):
    """`{% kept KEY %}...{% endkept %}`: a part of a template that is drawn once for each key.

    The key says all that the part depends on, the language too; with `none` it is drawn each time.
    """

    tags = {"kept"}  # noqa: RUF012 - as Jinja declares it

    def __init__(self, environment: Environment) -> None:
        """Nothing is kept yet."""
        super().__init__(environment)
        self._parts: dict[Hashable, tuple[str, bool]] = {}
        self._lock = Lock()

    def parse(self, parser: Parser) -> nodes.Node:
        """Return the part as a block that is called where it is not kept."""
        line = next(parser.stream).lineno
        key = parser.parse_expression()
        body = parser.parse_statements(("name:endkept",), drop_needle=True)
        place = nodes.Const(f"{parser.name}:{line}")
        return nodes.CallBlock(self.call_method("_kept", [place, key]), [], [], body).set_lineno(line)

    def _kept(self, place: str, key: Hashable, caller: Callable[[], str]) -> str:
        if key is None:
            return caller()
        part = self._parts.get((place, key))
        if part is None:
            part = self._keep((place, key), _with_lacks(caller))
        text, lacks = part
        if lacks:
            note_lack()
        return text

    def _keep(self, key: Hashable, part: tuple[str, bool]) -> tuple[str, bool]:
        """Keep a part in the place of the oldest, which is drawn again if it is wanted again."""
        with self._lock:
            if len(self._parts) >= MOST_KEPT:
                del self._parts[next(iter(self._parts))]
            self._parts[key] = part
        return part


def _with_lacks(draw: Callable[[], str]) -> tuple[str, bool]:
    """Return a part of a page, and whether some of it had to be said in English."""
    before = forget_lacking()
    text = draw()
    lacks = forget_lacking()
    if before:
        note_lack()
    return text, lacks
