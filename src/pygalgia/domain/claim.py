"""What the two source articles say, or leave out, and where the product answers it."""

from dataclasses import dataclass
from typing import Literal

Article = Literal["first", "second"]
Verdict = Literal[
    "supported", "supported-with-limits", "contested", "outdated", "wrong", "not-a-medical-claim"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim of a source article.

    Attributes:
        correction: What is true instead, or besides; empty where nothing needs to be said.
        implemented_by: Links such as `condition:hip-fracture` or `planned:...`.
    """

    id: str
    article: Article
    kind: str
    claim: str
    verdict: Verdict
    correction: str
    sources: tuple[str, ...]
    implemented_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission:
    """What both articles leave out. `urgency` is that of somebody who has it."""

    id: str
    topic: str
    matters: str
    urgency: str
    sources: tuple[str, ...]
    implemented_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Every claim and every omission, in the order of the files."""

    claims: tuple[Claim, ...]
    omissions: tuple[Omission, ...]
