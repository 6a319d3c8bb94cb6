"""What whoever rings or goes should not leave out: a fever, a blood thinner, a fall, a pregnancy."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pygalgia.care.deciding import Meets
from pygalgia.domain.care_rules import Fact
from pygalgia.domain.case import Case
from pygalgia.domain.finding import Finding
from pygalgia.domain.logic import leaves
from pygalgia.domain.red_flag import FlagVerdict
from pygalgia.domain.told import is_there, is_told, signs_told
from pygalgia.domain.urgency import Urgency
from pygalgia.texts import lowered

#: More than these are not taken in on the phone, and fewer in an emergency.
MOST = 4
MOST_IN_AN_EMERGENCY = 3


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
    """Return what to say besides the pain: a few things that were told, the most deciding first.

    In an emergency they are the signs of it, unless those are read out besides; else, first come the facts
    that everybody is asked for, those before the others that stand in a warning sign that counts or that
    holds the urgency up; then the danger signs of these.

    Args:
        case: What was told.
        verdicts: Of the red flags.
        urgency: Of the case.
        declared: The facts that everybody is asked for.
        findings: Every finding by id.
        meets: Whether a test holds for the case.
        read_out: Whether the raised warning signs are read out besides: they are not told twice.
    """
    raised = [each for each in verdicts if each.verdict == "raised"]
    holding = [each for each in verdicts if each.verdict == "open" and each.floor == urgency]
    there = [each for each in declared if meets(each.when) is True]
    told = {name: each.told for each in reversed(there) for name in _asked_by(each)}

    def words(names: Iterable[str]) -> list[str]:
        said_so = (name for name in names if name in told or is_told(name, case, findings))
        return [said for name in said_so if (said := told.get(name) or _named(findings[name], case))]

    if urgency == Urgency.EMERGENCY and not read_out:
        grave = [each for each in raised if each.urgency == urgency] or raised
        first = words(_signs(grave, case, findings, every=True))
        return tuple(dict.fromkeys((*first, *(each.told for each in there))))[:MOST_IN_AN_EMERGENCY]
    asked = set(_signs([*raised, *holding], case, findings))
    asked |= {name for each in raised for name in each.because_of}
    there.sort(key=lambda each: asked.isdisjoint(_asked_by(each)))
    signs = words(_signs(holding if read_out else [*raised, *holding], case, findings))
    return tuple(dict.fromkeys((*(each.told for each in there), *signs)))[:MOST]


def _named(finding: Finding, case: Case) -> str:
    """Return a sign as it is told, a danger sign with its answer where it has more of them than yes and no.

    Empty for other signs with several answers: those are in the first person.
    """
    name, state = lowered(finding.name), case.states[finding.id]
    if state == "present":
        return name
    return f"{name} ({lowered(finding.state_names[state])})" if finding.critical else ""


def _signs(
    verdicts: Iterable[FlagVerdict], case: Case, findings: Mapping[str, Finding], *, every: bool = False
) -> Iterator[str]:
    """Yield the danger signs that are there: of the rules, and those of which a time is wanted."""
    for each in verdicts:
        yield from signs_told(each.flag, case, findings, every=every)
        if each.verdict == "open":
            yield from (name for name in each.because_of if is_there(name, case) and findings[name].critical)


def _asked_by(fact: Fact) -> set[str]:
    return {leaf.finding for leaf in leaves(fact.when) if leaf.finding is not None}
