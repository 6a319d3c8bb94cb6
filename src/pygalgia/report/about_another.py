"""An assessment as somebody who answered for another reads it: "your child", "the person"."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from pygalgia.domain.another_person import about, named
from pygalgia.domain.assessment import Assessment
from pygalgia.domain.case import GROWN_UP, Case
from pygalgia.domain.plan import Break, Programme

Thing = TypeVar("Thing")
#: Fields that hold plain words.
_PLAIN = frozenset(
    {"plain", "plain_why", "do_now", "condition", "why_blocked", "take_care", "ask_first", "go_at_once_if"}
)


def in_words_for(assessment: Assessment, audience: str) -> Assessment:
    """Return the assessment as the reader of this audience is told it: unchanged for a grown-up's own."""
    assessment = _saying(assessment, audience)
    if audience != "someone-else":
        return assessment
    who = named(assessment.case.age_years)
    return replace(
        assessment,
        reasons=_said(assessment.reasons, who),
        plan=_said(assessment.plan, who),
        changes=_said(assessment.changes, who),
    )


def telling(assessment: Assessment, audience: str) -> Callable[[str], str]:
    """Return what turns a plain text of the knowledge, as of a cause, into one for this reader."""
    if audience != "someone-else":
        return str
    who = named(assessment.case.age_years)
    return lambda text: about(text, who)


def _saying(assessment: Assessment, audience: str) -> Assessment:
    """Return the assessment with what to say on the phone in the mouth of whoever rings."""
    said, case = assessment.plan.preparation.say, assessment.case
    is_child = case.age_years is not None and case.age_years < GROWN_UP
    if audience == "someone-else" and not is_child:
        said = said.replace('"I have ', f'"{who_is_ill(case)} has ')
    elif audience == "self" and is_child:
        _, _, rest = said.partition(" has pain")
        begins = said.partition('"')[0]
        said = f'{begins}"I am {case.age_years:.0f} and have pain{rest}' if rest else said
    if said == assessment.plan.preparation.say:
        return assessment
    preparation = replace(assessment.plan.preparation, say=said)
    return replace(assessment, plan=replace(assessment.plan, preparation=preparation))


def who_is_ill(case: Case) -> str:
    """Return who is ill, as it is said on the phone: "A woman of 82", "A baby boy"."""
    grown = case.age_years is None or case.age_years >= 18  # noqa: PLR2004 - of age
    nouns = {"female": "woman" if grown else "girl", "male": "man" if grown else "boy"}
    noun = nouns.get(case.sex, "person" if grown else "child")
    if case.age_years is None:
        return f"A {noun}"
    return f"A {noun} of {case.age_years:.0f}" if case.age_years >= 1 else f"A baby {noun}"


def _said(thing: Thing, who: str) -> Thing:
    """Return everything in plain words of a reason or a plan; exercises speak to who does them."""
    made: Any = thing
    if isinstance(thing, tuple):
        made = tuple(_said(each, who) for each in thing)
    elif isinstance(thing, Programme | Break):
        return thing
    elif is_dataclass(thing) and not isinstance(thing, type):
        made = replace(thing, **{each.name: _field(thing, each.name, who) for each in fields(thing)})
    result: Thing = made
    return result


def _field(thing: object, name: str, who: str) -> object:
    value: object = getattr(thing, name)
    if name in _PLAIN and isinstance(value, str):
        return about(value, who)
    if name in _PLAIN and isinstance(value, tuple):
        return tuple(about(each, who) for each in value)
    return _said(value, who)
