"""A card: a sentence, why, the source, what to do instead, and reasons to go on all the same.

Source:
    HL7 CDS Hooks 2.0, CDS Service Response and Feedback. Ids of cards are UUIDs of version 8 (RFC 9562):
    they follow from the hook's instance and the rule, and end in the rule's number, which feedback tells.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

Indicator = Literal["info", "warning", "critical"]
#: Characters that a summary has less than.
LONGEST_SUMMARY = 140
_REASONS = "urn:pygalgia:override-reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card.

    Attributes:
        rule: The id of the rule that it comes from.
        number: Of the rule, 0 to 255.
        detail: In markdown.
        source: A label and an address, "" where there is none.
        take_out: What taking the orders out is called; empty where that is not proposed.
        orders: References of the orders that it is about.
        reasons: Code and words of reasons to go on all the same.
        link: Label and address of an app to open; empty where there is none.
        app_context: What the app is told.
    """

    rule: str
    number: int
    instance: str
    summary: str
    detail: str
    indicator: Indicator
    source: tuple[str, str]
    take_out: str = ""
    orders: tuple[str, ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()
    link: tuple[str, str] = ("", "")
    app_context: str = field(default="")

    @property
    def row(self) -> dict[str, Any]:
        """The card as the service answers with it."""
        label, url = self.source
        told: dict[str, Any] = {
            "uuid": card_id(self.instance, self.rule, self.number),
            "summary": shortened(self.summary),
            "detail": self.detail,
            "indicator": self.indicator,
            "source": {"label": label, **({"url": url} if url else {})},
        }
        if self.take_out:
            actions = [
                {"type": "delete", "description": self.take_out, "resourceId": name} for name in self.orders
            ]
            own = card_id(self.instance, self.rule + "/suggestion", self.number)
            told["suggestions"] = [{"label": self.take_out, "uuid": own, "actions": actions}]
            told["selectionBehavior"] = "any"
        if self.reasons:
            told["overrideReasons"] = [
                {"code": code, "system": _REASONS, "display": words} for code, words in self.reasons
            ]
        if self.link[1]:
            link = {"label": self.link[0], "url": self.link[1], "type": "smart"}
            told["links"] = [link | ({"appContext": self.app_context} if self.app_context else {})]
        return told


def shortened(summary: str) -> str:
    """Return a summary of less than 140 characters."""
    return summary if len(summary) < LONGEST_SUMMARY else summary[: LONGEST_SUMMARY - 2] + "…"


def card_id(instance: str, rule: str, number: int) -> str:
    """Return the id of a card: the same for the same instance and rule, ending in the rule's number."""
    digest = bytearray(hashlib.sha256(f"{instance}|{rule}".encode()).digest()[:16])
    digest[6] = 0x80 | (digest[6] & 0x0F)
    digest[8] = 0x80 | (digest[8] & 0x3F)
    digest[15] = number
    return str(UUID(bytes=bytes(digest)))


def rule_number(card: str) -> int | None:
    """Return the number of the rule that a card came from; None where it is no id of ours."""
    try:
        told = UUID(card)
    except ValueError:
        return None
    return told.bytes[15] if told.version == 8 else None  # noqa: PLR2004 - the version of our ids
