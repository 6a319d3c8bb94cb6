"""What whoever rings or goes should not leave out: a fever, a blood thinner, a fall, a pregnancy."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pygalgia.care.deciding import Meets
from pygalgia.domain.care_rules import Fact
from pygalgia.domain.case import Case
from pygalgia.domain.finding import Finding
from pygalgia.domain.logic import leaves
from pygalgia.domain.red_flag import FlagVerdict
from pygalgia.domain.told import is_there, signs_told
from pygalgia.domain.urgency import Urgency
from pygalgia.texts import lowered

#: More than these are not taken in on the phone.
MOST = 4


def facts_to_tell(
    case: Case,
    verdicts: Sequence[FlagVerdict],
    *,
    urgency: Urgency,
    declared: Iterable[Fact],
    findings: Mapping[str, Finding],
    meets: Meets,
    read_out: bool = False,
) -> tuple[str, ...]:
    """Return what to say besides the pain: at most `MOST` things that were told, and nothing else.

    First come the facts that everybody is asked for, those before the others that stand in a warning sign
    that counts or that holds the urgency up; then the danger signs of these.

    Args:
        case: What was told.
        verdicts: Of the red flags.
        urgency: Of the case.
        declared: The facts that everybody is asked for.
        findings: Every finding by id.
        meets: Whether a test holds for the case.
        read_out: Whether the raised warning signs, or what they are signs of, are said besides: not twice.
    """
    raised = [each for each in verdicts if each.verdict == "raised"]
    holding = [each for each in verdicts if each.verdict == "open" and each.floor == urgency]
    asked = set(_signs([*raised, *holding], case, findings))
    asked |= {name for each in raised for name in each.because_of}
    there = [each for each in declared if meets(each.when) is True]
    there.sort(key=lambda each: asked.isdisjoint(_asked_by(each)))
    said = {name for each in there for name in _asked_by(each)}
    signs = _signs(holding if read_out else [*raised, *holding], case, findings)
    others = (lowered(findings[name].name) for name in signs if name not in said)
    return tuple(dict.fromkeys((*(each.told for each in there), *others)))[:MOST]


def _signs(verdicts: Iterable[FlagVerdict], case: Case, findings: Mapping[str, Finding]) -> Iterator[str]:
    """Yield the danger signs that are there: of the rules, and those of which a time is wanted."""
    for each in verdicts:
        yield from signs_told(each.flag, case, findings)
        if each.verdict == "open":
            yield from (name for name in each.because_of if is_there(name, case) and findings[name].critical)


def _asked_by(fact: Fact) -> set[str]:
    return {leaf.finding for leaf in leaves(fact.when) if leaf.finding is not None}
