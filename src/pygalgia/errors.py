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
        return f"{self.where}: found {self.found}; expected {self.expected}. Fix: {self.fix}."


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

    subject = "the input"

    def __init__(self, problems: tuple[Problem, ...] | list[Problem]) -> None:
        """Keep the problems and list them, one numbered line each."""
        self.problems = tuple(problems[:MOST_LISTED])
        self.more = len(problems) - len(self.problems)
        listed = "\n".join(f"  {number}. {problem}" for number, problem in enumerate(self.problems, 1))
        rest = f"\n  ... and {self.more:,} more" if self.more else ""
        count = len(problems)
        super().__init__(f"{count:,} problem{'s' if count != 1 else ''} in {self.subject}:\n{listed}{rest}")


class KnowledgeError(InputError):
    """A knowledge file is wrong: the engine refuses to start."""

    subject = "the knowledge base"


class CaseError(InputError):
    """A case file or an answer is wrong."""

    subject = "the case"


class SavedError(InputError):
    """A saved interview or diary is damaged or was made by another knowledge version."""

    subject = "the saved file"


class RequestError(InputError):
    """An option, folder or file that the caller named cannot be used."""

    subject = "the request"


class ConflictError(PygalgiaError):
    """Somebody else changed the same thing first; nothing was overwritten. Load it again."""


class StorageFullError(PygalgiaError):
    """There is no room left to keep something; nothing was changed."""


class StorageAwayError(PygalgiaError):
    """What is kept cannot be reached, or may not be changed just now; nothing was changed."""


class ModelError(PygalgiaError):
    """Arrays or encodings that do not belong to the model at hand."""
