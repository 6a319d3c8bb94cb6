"""An assessment in the words of one country: its emergency number and the names of its services."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from pygalgia.domain.assessment import Assessment
from pygalgia.domain.knowledge_base import Country
from pygalgia.domain.plan import Referral
from pygalgia.texts import later, speaks_english

#: How the data writes the number where the country is not known.
ANY_NUMBER = later("999, 112 or 911")
#: The same in any language: three numbers with its own words between them.
_ANY_NUMBER = re.compile(r"999\D{1,12}112\D{1,14}911")
Thing = TypeVar("Thing")


def in_country(assessment: Assessment, country: Country | None) -> Assessment:
    """Return the assessment with the country's number and names; unchanged where it is not known."""
    if country is None:
        return assessment
    return replace(
        assessment,
        reasons=_said(assessment.reasons, country),
        plan=_said(assessment.plan, country),
    )


def in_words_of(text: str, country: Country | None) -> str:
    """Return a text with the country's number in place of "999, 112 or 911"."""
    if country is None:
        return text
    if not speaks_english():
        return _ANY_NUMBER.sub(country.emergency, text)
    return text.replace(ANY_NUMBER, country.emergency)


def _said(thing: Thing, country: Country) -> Thing:
    made: Any = thing
    if isinstance(thing, str):
        made = in_words_of(thing, country)
    elif isinstance(thing, tuple):
        made = tuple(_said(each, country) for each in thing)
    elif is_dataclass(thing) and not isinstance(thing, type):
        changed = {each.name: _said(getattr(thing, each.name), country) for each in fields(thing)}
        made = replace(thing, **changed)
        if isinstance(made, Referral):
            made = replace(made, name=_name(made, country))
    result: Thing = made
    return result


def _name(each: Referral, country: Country) -> str:
    """Return what the service is called there, without what follows its name.

    Who reads another language than English reads both: what it is, and what it is called there.
    """
    names = {"uk": each.uk, "us": each.us}
    local = names.get(country.names)
    if not speaks_english():
        return f"{each.name} ({local})" if local and local != each.name else each.name
    name = local or each.name
    return name[:1].upper() + name[1:]
