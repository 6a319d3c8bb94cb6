"""What the two source articles say, or leave out, and where the product answers it."""

from typing import Literal

from pygalgia.frozen import Frozen

Article = Literal["first", "second"]
Verdict = Literal[
    "supported", "supported-with-limits", "contested", "outdated", "wrong", "not-a-medical-claim"
]


class Claim(Frozen):
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


class Omission(Frozen):
    """What both articles leave out. `urgency` is that of somebody who has it."""

    id: str
    topic: str
    matters: str
    urgency: str
    sources: tuple[str, ...]
    implemented_by: tuple[str, ...]


class Ledger(Frozen):
    """Every claim and every omission, in the order of the files."""

    claims: tuple[Claim, ...]
    omissions: tuple[Omission, ...]
