"""Somebody who denies all that can be asked: what one more answer means beside that."""

from dataclasses import replace

from pygalgia.assessing import Knowledge
from pygalgia.domain.case import Case, KnownSex
from pygalgia.domain.logic import applies


def denying(age: float, sex: KnownSex, knowledge: Knowledge) -> Case:
    """Return the case of somebody of this age who denies all that a person can be asked by itself."""
    person = Case(id="denying", age_years=age, sex=sex, setting="self", states={})
    denied = {
        each.id: each.denial
        for each in knowledge.base.findings.values()
        if each.who == "patient"
        and each.denial is not None
        and each.asked_if is None
        and applies(each, person)
    }
    return replace(person, states=denied)
