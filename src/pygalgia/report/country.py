"""An assessment in the words of one country: its emergency number and the names of its services."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from pygalgia.domain.assessment import Assessment
from pygalgia.domain.knowledge_base import Country
from pygalgia.domain.plan import Referral
from pygalgia.texts import _, later

#: How the data writes the number where the country is not known. A language writes it in one way everywhere.
ANY_NUMBER = later("999, 112 or 911")
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
    return text if country is None else text.replace(_(ANY_NUMBER), country.emergency)


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
    """Return what the service is called there, without what follows its name."""
    names = {"uk": each.uk, "us": each.us}
    name = names.get(country.names, each.name)
    return name[:1].upper() + name[1:]
