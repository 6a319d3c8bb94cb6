"""Whether a clinician has signed a page, and whether that still holds."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pygalgia.store.sign_offs import SignOff
from pygalgia.texts import language, speaks_english

Status = Literal["unreviewed", "signed", "overdue", "changed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Where the review of a page stands."""

    status: Status
    sign_off: SignOff | None = None


def signed_as(page: str) -> str:
    """Return the name that a page is signed under in the language spoken now.

    Whoever vouches for the English has not read its translation: each language has signatures of its own.
    """
    return page if speaks_english() else f"{language()}:{page}"


def review(sign_off: SignOff | None, *, content_sha256: str, today: date) -> Review:
    """Return where the review stands: a signature holds for one content, until a date."""
    if sign_off is None:
        return Review(status="unreviewed")
    if sign_off.content_sha256 != content_sha256:
        return Review(status="changed", sign_off=sign_off)
    return Review(status="overdue" if sign_off.next_review < today else "signed", sign_off=sign_off)
