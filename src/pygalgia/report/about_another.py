"""What is written to "you", told to somebody who answered for another: "your child", "the person".

The texts of the knowledge speak to the one who has the pain. Where a parent or a carer reads, the subject
changes with its verbs; what the reader does ("do you know what was found?", "your doctor") stays.
"""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from pygalgia.domain.assessment import Assessment
from pygalgia.domain.plan import Break, Preparation, Programme
from pygalgia.interview.address import named

Thing = TypeVar("Thing")
#: Sentences, or parts of one, in which "you" is the reader.
_READERS = (
    "nobody has told you", "(?:ask|ring) those who saw you", "Do you know", "you should know",
    "Do you have the date", "Have you (?:had|got) the visit", "the visit you need", "what you have seen",
    "Have you seen your midwife", "as you were told", "take someone with you", r"with you\.", r"if you can\.",
    "if you cannot reach", "if you find", "You need no letter", "You can go on", "you are worried",
    "you cannot see on the skin", "You can just walk in", "by yourself", "pace yourself",
    "You need not explain", "your own", "your (?:answers|doctor|GP|visit|country|child|family)",
)  # fmt: skip
_READER = re.compile("|".join(_READERS), re.IGNORECASE)
_ONE_FOR_ALL = re.compile(r"(?:can|cannot|may|might|should|will|could|had|began|fell|lay|need not)\b")
_IRREGULAR = {"have": "has", "are": "is", "do": "does", "go": "goes", "were": "was"}
#: Verbs that follow the first one in a list: "you bleed, lose water, have strong pain".
_MORE = "lose|have|feel|get|start|bleed|faint|sweat|run|bend|need|cannot|leak|limp|train|lift"
_OTHERS = "also|still|now|just|suddenly|no longer"
#: "You" with the verb that follows, and the rest of its clause up to another "you".
_SUBJECT = re.compile(
    rf"(?<!make )(?<!makes )(?<!lets )\b[Yy]ou(?P<between>(?: (?:{_OTHERS}))*) "
    r"(?P<verb>(?!(?:and|on|there|back|of|stop|today|within|every|by|soon|with|after|to|the)\b)\w+)"
    r"(?P<rest>(?:(?!\b[Yy]ou\b)[^.;?!])*)"
)
_BACK = {"Do": "Does", "Are": "Is", "Have": "Has", "Were": "Was"}


def in_words_for(assessment: Assessment, audience: str) -> Assessment:
    """Return the assessment as the reader of this audience is told it: unchanged for the person's own."""
    if audience != "someone-else":
        return assessment
    who = named(assessment.case.age_years)
    return replace(assessment, reasons=_said(assessment.reasons, who), plan=_said(assessment.plan, who))


def about(text: str, who: str) -> str:
    """Return a text with `who` in the place of "you", its verbs with it.

    Examples:
        >>> about("You cannot pass water, or you lose control of your bladder.", "your child")
        'Your child cannot pass water, or loses control of the bladder.'
        >>> about("Go the same day if you get a fever or feel ill.", "your child")
        'Go the same day if your child gets a fever or feels ill.'
        >>> about("Do you know what was found? Ask those who saw you.", "your child")
        'Do you know what was found? Ask those who saw you.'
    """
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"\x00{len(kept) - 1}\x00"

    told = " ".join(_sentence(each, who) for each in re.split(r"(?<=[.?!]) ", _READER.sub(keep, text)))
    return re.sub(r"\x00(\d+)\x00", lambda found: kept[int(found[1])], told).strip()


def _sentence(text: str, who: str) -> str:
    if text == "Do not drive yourself.":
        return ""
    begins_great = text[:1].isupper()
    text = re.sub(r"\b[Aa]t your age\b", lambda each: each[0].replace("your", "this"), text)
    text = re.sub(r"\b([Ww]ith|[Tt]ogether with) your (history|illness)\b", r"\1 this \2", text)
    text = re.sub(r"\bYour\b", "The", re.sub(r"\byour\b", "the", text))
    text = re.sub(r"\b(Do|Are|Have|Were) you\b", lambda each: f"{_BACK[each[1]]} {who}", text)
    text = re.sub(r"\b(Can|Did|Should) you\b", rf"\1 {who}", text)
    # What the first "you" says of its subject is not said again: "cannot pass water, or loses control".
    text = re.sub(r"(?i)^(you(?: [^ ]+){1,7} (?:or|and)) you (?!are\b)", r"\1 ", text)
    text = _SUBJECT.sub(
        lambda each: f"{who}{each['between']} {_third(each['verb'])}{_further(each['rest'])}", text
    )
    text = re.sub(r"\byou\b", who, text)
    return text[:1].upper() + text[1:] if begins_great else text


def _third(verb: str) -> str:
    """Return the verb as it stands after he, she or it.

    Examples:
        >>> _third("have"), _third("pass"), _third("cannot"), _third("carry")
        ('has', 'passes', 'cannot', 'carries')
    """
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if _ONE_FOR_ALL.fullmatch(verb) or verb in ("had", "need not"):
        return verb
    if verb.endswith(("s", "sh", "ch", "x", "o")):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if verb.endswith("y") and verb[-2:-1] not in "aeiou" else f"{verb}s"


def _further(rest: str) -> str:
    """Return the rest of a clause with the further verbs of its subject."""
    return re.sub(
        rf"(?P<joint>, |,? (?:or|and) (?:now )?)(?P<verb>{_MORE})\b(?! of)",
        lambda each: f"{each['joint']}{_third(each['verb'])}",
        rest,
    )


def _said(thing: Thing, who: str) -> Thing:
    """Return everything in plain words of a reason or a plan; exercises speak to who does them."""
    made: Any = thing
    if isinstance(thing, tuple):
        made = tuple(_said(each, who) for each in thing)
    elif isinstance(thing, Programme | Break | Preparation):
        return thing
    elif is_dataclass(thing) and not isinstance(thing, type):
        made = replace(thing, **{each.name: _field(thing, each.name, who) for each in fields(thing)})
    result: Thing = made
    return result


#: Fields that hold plain words.
_PLAIN = frozenset(
    {"plain", "plain_why", "do_now", "condition", "why_blocked", "take_care", "ask_first", "go_at_once_if"}
)


def _field(thing: object, name: str, who: str) -> object:
    value: object = getattr(thing, name)
    if name in _PLAIN and isinstance(value, str):
        return about(value, who)
    if name in _PLAIN and isinstance(value, tuple):
        return tuple(about(each, who) for each in value)
    return _said(value, who)
