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
from pygalgia.texts import listed, lowered

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

    In an emergency they are the signs of it, unless those are read out besides. Else first come the danger
    signs on which a warning sign rests that counts or that holds the urgency up, each with its time: what is
    read out names the danger, and not what was seen ("one swollen leg"). Then the facts that everybody is
    asked for and that stand in one of these; then the other danger signs; then the other facts.

    Args:
        case: What was told.
        verdicts: Of the red flags.
        urgency: Of the case.
        declared: The facts that everybody is asked for.
        findings: Every finding by id.
        meets: Whether a test holds for the case.
        read_out: Whether the raised warning signs are read out besides.
    """
    raised = sorted((each for each in verdicts if each.verdict == "raised"), key=lambda each: -each.urgency)
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
    behind = [each.told for each in there if not asked.isdisjoint(_asked_by(each))]
    signs = [name for name in _signs([*raised, *holding], case, findings) if name not in told]
    others = (name for name in case.states if _is_noticed_danger(findings[name], case) and name not in told)
    since = words(["duration"]) if urgency > Urgency.ROUTINE and is_there("duration", case) else []
    said = (*words(signs), *behind, *words(others), *since, *(each.told for each in there))
    return tuple(dict.fromkeys(said))[:MOST]


def _named(finding: Finding, case: Case) -> str:
    """Return a sign as it is told, a danger sign with its answer where it has more of them than yes and no.

    Empty for other signs with several answers: those are in the first person.
    """
    name, state = lowered(finding.name), case.states[finding.id]
    timing = case.times.get(finding.id)
    since = timing.words if timing else ""
    if state == "present":
        return f"{name} ({since})" if since else name
    if not finding.critical and finding.id != "duration":
        return ""
    answer = lowered(finding.state_names[state])
    return f"{name} ({listed([answer, since], 'apart') if since else answer})"


def _is_noticed_danger(finding: Finding, case: Case) -> bool:
    """Return whether a danger sign that people notice themselves is there, whatever it counts for."""
    return finding.critical and finding.who == "patient" and is_there(finding.id, case)


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
