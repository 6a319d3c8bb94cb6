"""Speak of the person who has the pain to somebody else: a parent, a carer, a friend.

The texts of the knowledge speak to the one who has the pain ("your leg"), and the lines of its lists stand in
that person's mouth ("my leg"). Where somebody else reads, each sentence names the person once, and its verb
goes with the name; from there on it says "they", which takes the verbs of "you". What the reader does ("your
doctor", "do you know what was found?") stays.

This turns English sentences round and nothing else: in any other language a text stays as it is, and `notice`
says once, above it, whom "you" means.
"""

import re
from functools import lru_cache

from pygalgia.domain.case import GROWN_UP
from pygalgia.texts import _, speaks_english

#: Parts of a sentence in which "you" is the reader.
_READERS = (
    "You told us", "nobody has told you", "(?:ask|ring) those who saw you", "Do you know", "you should know",
    "Do you have the date", "Have you (?:had|got) the visit", "the visit you need", "what you have seen",
    "Have you seen your midwife", "Have you (?:newly )?(?:seen|noticed)", "under your hand",
    "as you were told", "take someone with you", r"with you\.",
    r",? if you can\.",
    "if you cannot reach", "if you find", "You need no letter", "You can go on", "you are worried",
    "you cannot see on the skin", "You can just walk in", "by yourself", "pace yourself",
    "You need not explain", "your own(?! doctor)", "your (?:answers|doctor|GP|visit|country|child|family)",
    "One of your answers",
)  # fmt: skip
_ASKING = {
    "do": "does", "are": "is", "have": "has", "were": "was",
    "can": "can", "could": "could", "did": "did", "had": "had", "should": "should",
}  # fmt: skip
#: After these, or at the end of a clause, "you" is whom something is done to.
_DONE_TO = (
    "told|tells?|makes?|stops?|wakes?|keeps?|sends?|sent|sees?|behind|for|lets?|around|with|of|to|from|helps?"
    "|cost|harm|brings?|gives?|move"
)
#: Words after "you" that are no verb of it.
_NO_VERB = (
    "and|or|on|if|up|down|without|first|there|back|of|stop|today|within|every|by|soon|with|after|to|the|from|more"
    "|feel well"
)
_ADVERBS = "also|still|now|just|suddenly|no longer"


def _spoken(readers: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds each mention of the person, and of the reader, who stays."""
    return re.compile(
        rf"(?P<reader>{'|'.join(readers)})"
        r"|(?P<age>\bat your age\b)"
        r"|(?P<self>\byourself\b)"
        rf"|\b(?P<asking>{'|'.join(_ASKING)}) you\b"
        rf"|(?P<before>\b(?:{_DONE_TO}) )you\b"
        r"|(?P<end>\byou\b(?=[’'?.,;:)]|$))"
        rf"|\byou(?P<between>(?: (?:{_ADVERBS}))*) (?P<verb>(?!(?:{_NO_VERB})\b)\w+)"
        r"(?P<rest>(?:(?!\byour?\b)[^.;?!])*)"
        r"|(?P<object>\byou\b)"
        r"|(?P<owns>\byours?\b)",
        re.IGNORECASE,
    )


_SPOKEN = _spoken(_READERS)
#: How a patient is named to the clinician who answers.
_PATIENT = "the patient"
#: The same to a clinician: nobody else is "you", and what is for whoever goes is said of nobody.
_SPOKEN_OF_PATIENT = _spoken(("You told us",))
_TO_CLINICIAN = (
    (re.compile(r"\bof your answers\b"), "of the answers"),
    (re.compile(r"\b[Yy]our (?:own )?(?=(?:answers|doctor|midwife|GP|visit|country|family)\b)"), "the "),
    (re.compile(r"\b[Yy]our child\b"), _PATIENT),
    (re.compile(r"\bif you can\b(?= *[.,;])"), "if possible"),
    (re.compile(r"\b(Take (?:someone|the scan \w+)) with you\b"), r"\1 along"),
    (re.compile(r"\bYou need not explain\b"), "Nothing need be explained"),
    (re.compile(r"\bby yourself\b"), "without advice"),
    (re.compile(r"\bYou need no\b"), "There is no need for a"),
)
#: A baby notices nothing of itself: whoever answers has noticed it.
_NOTICED = re.compile(r"Have you (?:newly )?noticed any of these(?: as well)?")
_SENTENCE = re.compile(r"(?<=[.?!]) ")
_ONE_FOR_ALL = re.compile(r"(?:can|cannot|may|might|must|should|will|could|had|began|fell|lay|did)\b")
#: Of these, those that another verb hangs on.
_HELPING = frozenset({"can", "cannot", "may", "might", "must", "should", "will", "could"})
_IRREGULAR = {"have": "has", "are": "is", "do": "does", "go": "goes", "were": "was"}
#: Verbs that follow the first one in a list: "you bleed, lose water, have strong pain".
_MORE = (
    "lose|have|feel|get|start|bleed|faint|sweat|drink|run|bend|need|cannot|leak|limp|train|lift|are|do|sneeze|strain"
    "|sit|stand|walk|press|lie"
)
#: After "cannot" the verbs that follow still hang on it ("cannot move or stand"), but for those of a state.
_HANGING = re.compile("sit|stand|walk|press|lie|bend|lift|train|run|start|sneeze|strain|do")
_FURTHER = re.compile(rf"(?P<joint>, (?!do\b)|,? (?:or|and) (?:now )?)(?P<verb>{_MORE})\b(?! of)")
#: What is told to do with a part of the body: whose it is goes without saying.
_ORDER = re.compile(
    r"(?:Do not|Keep|Raise|Sit|Walk|Lean|Use|Take breaks|Put|Stretch|Warm|Rest|Strengthen|Bend) ",
    re.IGNORECASE,
)
#: What only the one who has the pain can do: somebody else is told that the person should.
_DEEDS = (
    "eat|drink|lie|sit|stand|walk|stay (?:active|warm|as)|rest,|rest (?:and|a little|briefly)|try"
    "|stop running|smoke|load the leg|take no more|avoid|use (?:crutches|a stick)"
    "|keep (?:moving|drinking|walking|active)|get up|squat|train|swim|cycle|strengthen"
    "|stretch|wash first|move|do some"
)
_DEED = re.compile(rf"(?P<no>do not )?(?P<deed>(?:{_DEEDS})(?=[ ,.;]|$))", re.IGNORECASE)
_DEED_TOO = re.compile(rf"(?P<joint>,? and |, )do not (?=(?:{_DEEDS}|let|drive|strain|press or rub)\b)")
#: Orders to whoever is alone, which nobody else needs.
_ALONE = ("Do not drive yourself.",)
_OWN_WORDS = {
    "yourself": "themselves", "yours": "theirs", "your": "their", "you": "they",
    "i am": "they are", "i was": "they were", "and am": "and are", "i": "they", "my": "their", "me": "them",
}  # fmt: skip
_OBJECT = re.compile(rf"\b({_DONE_TO}) you\b|\byou\b(?=[?.,;:]|$)", re.IGNORECASE)
_OWN = re.compile(r"\b(yourself|yours|your|you|I am|I was|and am|I|my|me)\b")
#: Parts of help in which "you" is whoever reads it.
_READING = re.compile(
    r"(\bYou may leave\b|\bif you do not know\b|\bI am not sure\b|\bYou said\b|\bYour answers\b)",
    re.IGNORECASE,
)
_OWN_FIRST = re.compile(r"^(Yourself|Yours|Your|You|My)\b|(?<=[.?!] )(Yourself|Yours|Your|You|My)\b")


def named(age_years: float | None, audience: str = "someone-else") -> str:
    """Return how the person with the pain is named to somebody else; empty to that person."""
    if audience == "patient":
        return _("the patient")
    if audience == "self":
        return ""
    return _("your child") if age_years is not None and age_years < GROWN_UP else _("the person")


def notice() -> str:
    """Return what somebody else is told above texts that speak to the person; empty where none is needed."""
    if speaks_english():
        return ""
    return _("What stands here speaks to the person who has the pain: “you” means that person.")


def notice_to_the_young(age_years: float | None) -> str:
    """Return what a child who answers alone is told above the result; empty for a grown-up."""
    if age_years is None or age_years >= GROWN_UP:
        return ""
    return _(
        "You are under 16: show this page to a parent or another grown-up. “The child” and “your child” "
        "mean you."
    )


def about(text: str, name: str, *, orders: bool = False) -> str:
    """Return a text that speaks to the person as one that speaks of them, named once in each sentence.

    Args:
        text: In the knowledge's own words.
        name: As of `named`.
        orders: Whether it tells the person what to do: what the reader cannot do for them is then told as
            what they should do. Of what to leave, or of a cause, it is not true.

    Examples:
        >>> about("You cannot pass water, or you lose control of your bladder.", "your child")
        'Your child cannot pass water, or they lose control of their bladder.'
        >>> about("Go the same day if you get a fever or feel ill.", "your child")
        'Go the same day if your child gets a fever or feels ill.'
        >>> about("Is your leg weak?", "your child")
        'Is your child’s leg weak?'
        >>> about("Do you know what was found? Ask those who saw you.", "your child")
        'Do you know what was found? Ask those who saw you.'
        >>> about("Your leg is weak. Ask your doctor, if you can.", "the patient")
        'The patient’s leg is weak. Ask the doctor, if possible.'
        >>> about("Lie still and do not let anyone pull on your leg.", "your child", orders=True)
        'Your child should lie still and should not let anyone pull on their leg.'
    """
    return _about(text, name, orders=orders) if speaks_english() else text


#: As many as the knowledge has lines for one way of naming somebody, about.
_kept = lru_cache(maxsize=2048)


@_kept
def _about(text: str, name: str, *, orders: bool) -> str:
    if name == _PATIENT:
        for told, put in _TO_CLINICIAN:
            text = told.sub(put, text)
    else:
        text = _NOTICED.sub(r"\g<0> in you", text)
    sentences = [each for each in _SENTENCE.split(text) if each not in _ALONE]
    return " ".join(_sentence(each, name, orders=orders) for each in sentences).strip()


def line_about(text: str) -> str:
    """Return a line of a list, or help, about somebody who was named before: "they", "their", "them".

    Examples:
        >>> line_about("My leg is numb"), line_about("I cannot pass urine")
        ('Their leg is numb', 'they cannot pass urine')
        >>> line_about("You may leave it open.")
        'You may leave it open.'
    """
    return _line_about(text) if speaks_english() else text


@_kept
def _line_about(text: str) -> str:
    parts = _READING.split(text)
    return "".join(part if place % 2 else _part_about(part) for place, part in enumerate(parts))


def _part_about(text: str) -> str:
    text = _OBJECT.sub(lambda found: f"{found[1]} them" if found[1] else "them", text)
    text = _OWN_FIRST.sub(lambda found: _OWN_WORDS[found[0].lower()].capitalize(), text)
    return _OWN.sub(lambda found: _OWN_WORDS[found[0].lower()], text)


def _sentence(text: str, name: str, *, orders: bool) -> str:
    told = _Told(name, "the" if _ORDER.match(text) else f"{name}’s")
    spoken = _SPOKEN_OF_PATIENT if name == _PATIENT else _SPOKEN
    deed = _DEED.match(text) if orders else None
    if deed is None:
        said = spoken.sub(told.said, text)
    else:
        told.is_named = True
        rest = spoken.sub(told.said, _DEED_TOO.sub(r"\g<joint>should not ", text[deed.end() :]))
        said = f"{name} should {'not ' if deed['no'] else ''}{deed['deed'].lower()}{rest}"
    return said[:1].upper() + said[1:] if text[:1].isupper() else said


class _Told:
    """One sentence while it is told: whether it has named the person yet."""

    def __init__(self, name: str, whose: str) -> None:
        self.name, self.whose = name, whose
        self.is_named = False

    def said(self, found: re.Match[str]) -> str:
        """Return what stands in place of one mention of the person."""
        kind = found.lastgroup
        if kind == "reader":
            return found[0]
        if kind == "asking":
            return self._asking(found)
        if kind == "rest":
            return self._subject(found)
        if kind == "owns":
            return self._owner(found)
        fixed = {"age": found[0].replace("your", "this"), "self": "themselves"}
        return fixed.get(kind or "") or f"{found['before'] or ''}{self._whom()}"

    def _asking(self, found: re.Match[str]) -> str:
        verb = found["asking"]
        if self._again():
            return f"{verb} they"
        third = _ASKING[verb.lower()]
        return f"{third.capitalize() if verb[0].isupper() else third} {self.name}"

    def _subject(self, found: re.Match[str]) -> str:
        if self._again():
            return f"they{found['between']} {found['verb']}{found['rest']}"
        hangs = found["verb"] in _HELPING
        return f"{self.name}{found['between']} {_third(found['verb'])}{_further(found['rest'], hangs=hangs)}"

    def _owner(self, found: re.Match[str]) -> str:
        if found["owns"].lower() == "yours":
            return "theirs"
        if not self.is_named and self.whose == "the":
            return "the"
        return "their" if self._again() else self.whose

    def _whom(self) -> str:
        return "them" if self._again() else self.name

    def _again(self) -> bool:
        """Return whether the person was named before in this sentence; they are from now on."""
        before, self.is_named = self.is_named, True
        return before


def _third(verb: str) -> str:
    """Return the verb as it stands after he, she or it.

    Examples:
        >>> _third("have"), _third("pass"), _third("cannot"), _third("carry")
        ('has', 'passes', 'cannot', 'carries')
    """
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if _ONE_FOR_ALL.fullmatch(verb):
        return verb
    if verb.endswith("ed") and not verb.endswith("eed"):
        return verb
    if verb.endswith(("s", "sh", "ch", "x", "o")):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if verb.endswith("y") and verb[-2:-1] not in "aeiou" else f"{verb}s"


def _further(rest: str, *, hangs: bool) -> str:
    """Return the rest of a clause with the further verbs of its subject; some hang on a "cannot"."""

    def verb(each: re.Match[str]) -> str:
        bare = hangs and _HANGING.fullmatch(each["verb"])
        return f"{each['joint']}{each['verb'] if bare else _third(each['verb'])}"

    return _FURTHER.sub(verb, rest)
