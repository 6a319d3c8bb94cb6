"""A language that nobody speaks: messages in brackets, with accents, and longer by a third.

What stands on a page without brackets was not marked for translation, and what is cut would be cut in German.
"""

import re
from gettext import NullTranslations

_ACCENTS = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")
#: What must stay: placeholders, tags and entities.
_KEPT = re.compile(r"(%\(\w+\)[sd]|\{\w+\}|%%|<[^>]+>|&\w+;)")


class Pseudo(NullTranslations):
    """Messages as the pseudo-language has them."""

    def gettext(self, message: str) -> str:
        """Return one message."""
        return accented(message)

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002 - as gettext has it
        """Return one message of a context."""
        return accented(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the message for one thing or for more."""
        return accented(msgid1 if n == 1 else msgid2)


def accented(message: str) -> str:
    """Return a message in brackets, accented and a third longer; placeholders and tags stay as they are."""
    parts = _KEPT.split(message)
    said = "".join(part if _KEPT.fullmatch(part) else part.translate(_ACCENTS) for part in parts)
    return f"[{said}{'~' * (len(message) // 3)}]"
