"""Messages in templates: `_()`, `ngettext()` and `{% trans %}` of Jinja's own extension.

A message may hold tags; its values are escaped.
"""

from jinja2 import Environment

from pygalgia.texts.listing import colon, parted
from pygalgia.texts.speaking import _, form, in_context, language

EXTENSION = "jinja2.ext.i18n"


def speak(environment: Environment) -> None:
    """Let the templates of an environment that has `EXTENSION` speak the language of the moment."""
    install = environment.install_gettext_callables  # type: ignore[attr-defined] # added by the extension
    install(_, form, newstyle=True, pgettext=in_context)
    environment.globals["language"] = language
    environment.globals["colon"] = colon
    environment.filters["parted"] = parted
