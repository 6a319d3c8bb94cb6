"""No line of a plan takes for granted what the person is too young or too old for."""

import re
from dataclasses import fields, is_dataclass

import pytest

from pygalgia.care.of_age import of_this_age
from pygalgia.domain.plan import Avoid, Care, FollowUp, Outlook, Plan, Prevention

#: What is said only to people from this age on, below that one: written anew, not taken from the data.
LIMITS = [
    (r"smok|cigarette", 12, 200), (r"alcohol|drinking|heavy drink", 14, 200), (r"driv(e|ing)\b", 17, 200),
    (r"\b(at work|your work|your job|sick leave|(keep|go) (on )?working)\b", 15, 75),
]  # fmt: skip
EVERY_AGE = [*range(2, 91)]


def whole(base):
    """Return one plan that holds every line of every condition, check and break."""
    lines = [(each, row) for each in base.conditions.values() for row in each.treatment]
    treatment = tuple(
        Care(
            kind=row.kind,
            text=row.text,
            plain=row.plain,
            strength=row.strength,
            for_conditions=(each.id,),
            sources=(),
        )
        for each, row in lines
    )
    avoid = tuple(
        Avoid(text=row.text, plain=row.plain, why="", plain_why="", sources=())
        for _, row in lines
        if row.strength == "outdated"
    )
    outlook = tuple(
        Outlook(condition=each.id, text=each.prognosis.text, plain=each.prognosis.plain, sources=())
        for each in base.conditions.values()
        if each.prognosis
    )
    prevention = tuple(
        Prevention(text=row.text, plain=row.plain, for_conditions=(each.id,), sources=())
        for each in base.conditions.values()
        for row in each.prevention
    )
    return Plan(
        treatment=treatment, avoid=avoid, outlook=outlook, prevention=prevention, follow_up=FollowUp()
    )


def said(thing):
    """Yield every text inside, to any depth."""
    if isinstance(thing, str):
        yield thing
    elif is_dataclass(thing):
        for each in fields(thing):
            yield from said(getattr(thing, each.name))
    elif isinstance(thing, tuple | list):
        for each in thing:
            yield from said(each)


@pytest.mark.parametrize(("words", "youngest", "oldest"), LIMITS)
def test_no_line_speaks_of_what_a_person_of_this_age_does_not_do(knowledge, words, youngest, oldest):
    """The plan of a small child held lines on smoking."""
    plan, named = whole(knowledge.base), re.compile(words, re.IGNORECASE)
    for age in EVERY_AGE:
        kept = list(said(of_this_age(plan, age, knowledge.base.care.of_age)))
        if not youngest <= age < oldest:
            assert [text for text in kept if named.search(text)] == [], age


def test_whoever_is_of_age_or_of_unknown_age_is_told_everything(knowledge):
    plan, rules = whole(knowledge.base), knowledge.base.care.of_age
    assert any("smok" in text for text in said(plan))
    for age in (None, 30, 74):
        assert of_this_age(plan, age, rules) == plan


def test_only_lines_that_name_such_a_thing_are_left_out(knowledge):
    plan, rules = whole(knowledge.base), knowledge.base.care.of_age
    child = of_this_age(plan, 6, rules)
    words = re.compile("smok|alcohol|drinking|driv|work|job|desk", re.IGNORECASE)
    gone = [
        each
        for name in ("treatment", "prevention", "outlook", "avoid")
        for each in getattr(plan, name)
        if each not in getattr(child, name)
    ]
    assert gone
    assert all(words.search(each.text + each.plain) for each in gone)
