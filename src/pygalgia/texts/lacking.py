"""What was asked for and has no translation yet: a page that had to say some of it in English can say so."""

from contextvars import ContextVar
from gettext import NullTranslations

_lacked: ContextVar[bool] = ContextVar("lacked", default=False)
#: Language to how many texts of the knowledge it lacks: those for everybody, and those for clinicians alone.
_knowledge: dict[str, tuple[int, int]] = {}
#: Language to those texts.
_texts: dict[str, frozenset[str]] = {}


class SaidInEnglish(NullTranslations):
    """Says each message in English, and remembers that it had to."""

    def gettext(self, message: str) -> str:
        """Return one message."""
        note_lack()
        return message

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002 - as gettext has it
        """Return one message of a context."""
        note_lack()
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the message for one thing or for more."""
        note_lack()
        return msgid1 if n == 1 else msgid2


def note_lack() -> None:
    """Note that something was lacking in this request."""
    _lacked.set(True)


def forget_lacking() -> bool:
    """Return whether something was lacking since this request began, or since this was last asked."""
    before = _lacked.get()
    _lacked.set(False)
    return before


def remember_lacking(
    language: str, *, for_everybody: int, for_clinicians: int, texts: frozenset[str] = frozenset()
) -> None:
    """Keep how many texts of the knowledge a language lacks, and which."""
    _knowledge[language] = (for_everybody, for_clinicians)
    _texts[language] = texts


def lacking_texts(language: str) -> frozenset[str]:
    """Return the English texts of the knowledge that have no translation, or none that is up to date."""
    return _texts.get(language, frozenset())


def is_lacking(language: str, *, for_clinicians: bool = False) -> bool:
    """Return whether this request, or the knowledge in this language, had to say something in English.

    Args:
        language: BCP 47.
        for_clinicians: Whether what only clinicians read counts too.
    """
    everybody, clinicians = _knowledge.get(language, (0, 0))
    return _lacked.get() or everybody > 0 or (for_clinicians and clinicians > 0)
