"""An assessment as somebody who answered for another reads it: "your child", "the person"."""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from pygalgia.domain.another_person import about, named
from pygalgia.domain.assessment import Assessment, Reason
from pygalgia.domain.case import GROWN_UP, Case
from pygalgia.domain.plan import Break, Care, Check, Decision, Prevention, Programme
from pygalgia.texts import Words, _, later, speaks_english

Thing = TypeVar("Thing")
#: Fields that hold plain words.
_WHERE = "\x00"
_READ_OUT = re.compile("“([^”]*)”")
_PLAIN = frozenset(
    {"plain", "plain_why", "do_now", "condition", "why_blocked", "take_care", "ask_first", "go_at_once_if"}
)

_WHO = Words(
    {
        ("female", True): later("A woman"),
        ("female", False): later("A girl"),
        ("male", True): later("A man"),
        ("male", False): later("A boy"),
        ("unknown", True): later("A person"),
        ("unknown", False): later("A child"),
    }
)
_OF_AGE = Words(
    {
        ("female", True): later("A woman of %(age)s"),
        ("female", False): later("A girl of %(age)s"),
        ("male", True): later("A man of %(age)s"),
        ("male", False): later("A boy of %(age)s"),
        ("unknown", True): later("A person of %(age)s"),
        ("unknown", False): later("A child of %(age)s"),
    }
)
_BABY = Words({"female": later("A baby girl"), "male": later("A baby boy"), "unknown": later("A baby child")})


def in_words_for(assessment: Assessment, audience: str) -> Assessment:
    """Return the assessment as the reader of this audience is told it: unchanged for a grown-up's own."""
    assessment = _saying(assessment, audience)
    who = named(assessment.case.age_years, audience)
    if not who:
        return assessment
    if audience == "patient":
        assessment = _bringing(assessment, who)
    return replace(
        assessment,
        reasons=_said(assessment.reasons, who),
        plan=_said(assessment.plan, who),
        changes=_said(assessment.changes, who),
    )


def given_to(case: Case, audience: str) -> str:
    """Return who reads a page for the person: what a clinician made is handed to the patient, or a parent."""
    if audience != "patient":
        return audience
    return "someone-else" if case.age_years is not None and case.age_years < GROWN_UP else "self"


def telling(assessment: Assessment, audience: str) -> Callable[[str], str]:
    """Return what turns a plain text of the knowledge, as of a cause, into one for this reader."""
    who = named(assessment.case.age_years, audience)
    return (lambda text: about(text, who)) if who else str


def _saying(assessment: Assessment, audience: str) -> Assessment:
    """Return the assessment with what to say on the phone in the mouth of whoever rings."""
    said, case = assessment.plan.preparation.say, assessment.case
    is_child = case.age_years is not None and case.age_years < GROWN_UP
    if not speaks_english():
        said = _said_by(said, case, audience=audience, is_child=is_child)
    elif audience != "self" and '"' not in said:
        said = about(said, named(case.age_years, audience))
    elif audience == "patient" or (audience == "someone-else" and not is_child):
        said = re.sub(r'"(?:I have|My child\b[^"]*? has) pain', f'"{who_is_ill(case)} has pain', said)
        said = _read_out(said, case, audience)
    elif audience == "someone-else":
        said = _read_out(said, case, audience)
    elif is_child:
        _, _, rest = said.partition(" has pain")
        begins = said.partition('"')[0]
        said = f'{begins}"I am {case.age_years:.0f} and have pain{rest}' if rest else said
    if said == assessment.plan.preparation.say:
        return assessment
    preparation = replace(assessment.plan.preparation, say=said)
    return replace(assessment, plan=replace(assessment.plan, preparation=preparation))


def _read_out(said: str, case: Case, audience: str) -> str:
    """Return what to say with the words of the page that are read out told of the person, too."""
    who = named(case.age_years, audience)
    return _READ_OUT.sub(lambda found: f"“{about(found[1], who)}”", said)


def _bringing(assessment: Assessment, who: str) -> Assessment:
    """Return the assessment with what the patient should bring; a parent or a carer brings it themselves."""
    preparation = assessment.plan.preparation
    preparation = replace(preparation, bring=tuple(about(each, who) for each in preparation.bring))
    return replace(assessment, plan=replace(assessment.plan, preparation=preparation))


def _said_by(said: str, case: Case, *, audience: str, is_child: bool) -> str:
    """Return what to say on the phone by whoever rings, its sentence about the pain put whole for another."""
    age = "" if case.age_years is None else f"{case.age_years:.0f}"
    of_another = (later("%(who)s has pain"), later("%(who)s has pain in %(where)s"))
    if audience != "self" and not is_child:
        plain, placed = (later("I have pain"), later("I have pain in %(where)s"))
        told, told_where = of_another
    elif audience != "someone-else" and is_child:
        is_baby = case.age_years is not None and case.age_years < 1
        plain = later("My child, a baby, has pain") if is_baby else later("My child of %(age)s has pain")
        placed = (
            later("My child, a baby, has pain in %(where)s")
            if is_baby
            else later("My child of %(age)s has pain in %(where)s")
        )
        of_oneself = (later("I am %(age)s and have pain"), later("I am %(age)s and have pain in %(where)s"))
        told, told_where = of_oneself if audience == "self" else of_another
    else:
        return said
    values = {"who": who_is_ill(case), "age": age}
    before, _mark, after = (_(placed) % {"where": _WHERE, **values}).partition(_WHERE)
    found = re.search(f'{re.escape(before)}([^".“”«»]+){re.escape(after)}', said) if before else None
    if found is not None:
        return said.replace(found[0], _(told_where) % {"where": found[1], **values}, 1)
    return said.replace(_(plain) % values, _(told) % values, 1)


def who_is_ill(case: Case) -> str:
    """Return who is ill, as it is said on the phone: "A woman of 82", "A baby boy"."""
    grown = case.age_years is None or case.age_years >= 18  # noqa: PLR2004 - of age
    if case.age_years is None:
        return _WHO[case.sex, grown]
    if case.age_years < 1:
        return _BABY[case.sex]
    return _OF_AGE[case.sex, grown] % {"age": f"{case.age_years:.0f}"}


def _said(thing: Thing, who: str) -> Thing:
    """Return everything in plain words of a reason or a plan; steps of exercises speak to who does them."""
    made: Any = thing
    if isinstance(thing, tuple):
        made = tuple(_said(each, who) for each in thing)
    elif isinstance(thing, Programme | Break):
        leave_out, stop = _told_all(thing.leave_out_if, who), _told_all(thing.stop_if, who)
        made = replace(thing, leave_out_if=leave_out, stop_if=stop)
    elif is_dataclass(thing) and not isinstance(thing, type):
        made = replace(thing, **{each.name: _field(thing, each.name, who) for each in fields(thing)})
    result: Thing = made
    return result


def _field(thing: object, name: str, who: str) -> object:
    value: object = getattr(thing, name)
    if name in _PLAIN and isinstance(value, str):
        return about(value, who, orders=_tells_what_to_do(thing, name))
    if name in _PLAIN and isinstance(value, tuple):
        return _told_all(value, who)
    return _said(value, who)


def _told_all(texts: tuple[str, ...], who: str) -> tuple[str, ...]:
    return tuple(about(each, who) for each in texts)


def _tells_what_to_do(thing: object, name: str) -> bool:
    """Return whether a text is advice to follow: not what to leave, nor what a cause is."""
    if isinstance(thing, Reason):
        return name == "do_now"
    if isinstance(thing, Care):
        return name == "plain" and thing.kind == "self-care" and not thing.blocked_by
    return name == "plain" and isinstance(thing, Prevention | Check | Decision)
