"""A red flag's rule as sentences with links, for people who want to check it."""

from dataclasses import dataclass

from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.red_flag import Criterion
from pygalgia.texts import _
from pygalgia.texts.listing import listed
from pygalgia.web.content.words import SEXES


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
            said = _("yes") if test.states == ("present",) else _("no")
        else:
            said = listed(
                [_("“%(words)s”", words=found.state_names.get(each, each)) for each in test.states], "or"
            )
        return Rule(text=_("%(finding)s: %(answer)s", finding=found.name, answer=said), finding=found.id)
    for inner, heading in (
        (test.all_of, _("All of")),
        (test.any_of, _("Any of")),
        (test.of, _("At least %(n)s of", n=test.at_least)),
    ):
        if inner:
            return Rule(text=heading, parts=tuple(in_words(each, base) for each in inner))
    if test.sex is not None:
        return Rule(text=_("Sex: %(sex)s", sex=SEXES[test.sex]))
    return Rule(text=_ages(test))


def _ages(test: Criterion) -> str:
    low = "" if test.min_age is None else f"{test.min_age:g}"
    high = "" if test.below_age is None else f"{test.below_age:g}"
    if low and high:
        return _("Age: %(low)s years or older and younger than %(high)s years", low=low, high=high)
    if low:
        return _("Age: %(low)s years or older", low=low)
    return _("Age: younger than %(high)s years", high=high)
