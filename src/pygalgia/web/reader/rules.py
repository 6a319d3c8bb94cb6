"""A red flag's rule as sentences with links, for people who want to check it."""

from dataclasses import dataclass

from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.red_flag import Criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A test in words: a line of its own (`finding` names its page), or a heading with parts below it."""

    text: str
    finding: str | None = None
    parts: tuple["Rule", ...] = ()


def in_words(test: Criterion, base: KnowledgeBase) -> Rule:
    """Return a test in words."""
    if test.finding is not None:
        found = base.findings[test.finding]
        if found.kind == "yes-no":
            said = "yes" if test.states == ("present",) else "no"
        else:
            said = " or ".join(f"“{found.state_names.get(state, state)}”" for state in test.states)
        return Rule(text=f"{found.name}: {said}", finding=found.id)
    for inner, heading in (
        (test.all_of, "All of"),
        (test.any_of, "Any of"),
        (test.of, f"At least {test.at_least} of"),
    ):
        if inner:
            return Rule(text=heading, parts=tuple(in_words(each, base) for each in inner))
    if test.sex is not None:
        return Rule(text=f"Sex: {test.sex}")
    low = "" if test.min_age is None else f"{test.min_age:g} years or older"
    high = "" if test.below_age is None else f"younger than {test.below_age:g} years"
    return Rule(text="Age: " + " and ".join(each for each in (low, high) if each))
