"""Every error the package raises on purpose.

PygalgiaError
├── InputError           what the caller gave cannot be used; every problem is listed
│   ├── KnowledgeError   a knowledge file is wrong: refuse to start
│   ├── CaseError        a case file or an answer is wrong
│   ├── SavedError       a saved interview or diary is damaged or belongs to another version
│   └── RequestError     an option, folder or file that the caller named cannot be used
├── StorageFullError     no room is left to keep something
├── StorageAwayError     what is kept cannot be reached or changed just now
├── ConflictError        somebody else changed the same thing first
└── ModelError           arrays or encodings that do not belong together
"""

from collections.abc import Callable
from dataclasses import dataclass

__all__ = [
    "CaseError",
    "ConflictError",
    "InputError",
    "KnowledgeError",
    "ModelError",
    "Problem",
    "PygalgiaError",
    "RequestError",
    "SavedError",
    "StorageAwayError",
    "StorageFullError",
]


@dataclass(slots=True)
class _Voice:
    """Says the messages of this module: in English, until `pygalgia.texts` lends its language."""

    say: Callable[..., str]
    count: Callable[..., str]


_VOICE = _Voice(
    say=lambda message, **values: message % values if values else message,
    count=lambda one, more, n, /, **values: (one if n == 1 else more) % {"n": n, **values},
)


def lend_voice(say: Callable[..., str], count: Callable[..., str]) -> None:
    """Let errors speak by these: as `_` and `many` of `pygalgia.texts`, which stands above this module."""
    _VOICE.say, _VOICE.count = say, count


def _(message: str, /, **values: object) -> str:
    return _VOICE.say(message, **values)


def many(one: str, more: str, n: int, /, **values: object) -> str:
    """Return the form of a message for `n` things, in the voice of the moment."""
    return _VOICE.count(one, more, n, **values)


def later(message: str) -> str:
    """Mark a message that is said elsewhere."""
    return message


#: Problems that one error lists; the rest is a number.
MOST_LISTED = 100
_LONGEST = {"where": 300, "found": 300, "expected": 2000, "fix": 1000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong in one place, in words that a clinician can act on.

    Every text is short enough to be read and can be written in any Unicode encoding, whatever was sent.
    """

    where: str
    found: str
    expected: str
    fix: str

    def __post_init__(self) -> None:
        """Shorten the texts, and write out what is half a character."""
        for name, longest in _LONGEST.items():
            text: str = getattr(self, name)
            if len(text) > longest or not text.isascii():
                object.__setattr__(self, name, _printable(text, longest))

    def __str__(self) -> str:
        """Return one line: where, found, expected, fix."""
        return _(
            "%(where)s: found %(found)s; expected %(expected)s. Fix: %(fix)s.",
            where=self.where,
            found=self.found,
            expected=self.expected,
            fix=self.fix,
        )


def _printable(text: str, longest: int) -> str:
    text = text if len(text) <= longest else text[: longest - 1] + "…"
    return text.encode("utf-8", "backslashreplace").decode()


class PygalgiaError(Exception):
    """Base of every error that the package raises on purpose."""


class InputError(PygalgiaError):
    """Raised once with every problem found, never only with the first.

    Attributes:
        problems: The first hundred.
        more: How many there are beside them.
    """

    subject = later("the input")

    def __init__(self, problems: tuple[Problem, ...] | list[Problem]) -> None:
        """Keep the problems and list them, one numbered line each."""
        self.problems = tuple(problems[:MOST_LISTED])
        self.more = len(problems) - len(self.problems)
        listed = "\n".join(f"  {number}. {problem}" for number, problem in enumerate(self.problems, 1))
        rest = "\n  " + _("... and %(number)s more", number=f"{self.more:,}") if self.more else ""
        super().__init__(f"{self._head(len(problems))}\n{listed}{rest}")

    def _head(self, count: int) -> str:
        return many(
            "%(n)s problem in %(subject)s:",
            "%(n)s problems in %(subject)s:",
            count,
            n=f"{count:,}",
            subject=_(self.subject),
        )


class KnowledgeError(InputError):
    """A knowledge file is wrong: the engine refuses to start."""

    subject = later("the knowledge base")


class CaseError(InputError):
    """A case file or an answer is wrong."""

    subject = later("the case")


class SavedError(InputError):
    """A saved interview or diary is damaged or was made by another knowledge version."""

    subject = later("the saved file")


class RequestError(InputError):
    """An option, folder or file that the caller named cannot be used."""

    subject = later("the request")


class ConflictError(PygalgiaError):
    """Somebody else changed the same thing first; nothing was overwritten. Load it again."""


class StorageFullError(PygalgiaError):
    """There is no room left to keep something; nothing was changed."""


class StorageAwayError(PygalgiaError):
    """What is kept cannot be reached, or may not be changed just now; nothing was changed."""


class ModelError(PygalgiaError):
    """Arrays or encodings that do not belong to the model at hand."""
