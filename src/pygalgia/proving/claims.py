"""What is claimed of the flags and of urgency, and the search for a case that shows a claim wrong.

A claim is proved where the solver finds no case at all, among all that there can be.
What lies outside, because it is no matter of logic or not decidable so: docs/proofs.md.
"""

from collections.abc import Iterator, Sequence

from pygalgia.domain.finding import Finding
from pygalgia.domain.urgency import Urgency
from pygalgia.proving.claim import Claim, Ground, Search
from pygalgia.proving.denials import only_meant
from pygalgia.proving.expected_loss import Losses
from pygalgia.proving.paths import flags_have_a_way, hazards_have_a_way
from pygalgia.proving.settling import cannot_settle
from pygalgia.proving.solver import solver
from pygalgia.redflags import raising_states


def _raised_is_obeyed(ground: Ground) -> Iterator[Search]:
    z3, flagged = solver(), ground.flagged
    for flag, raised in zip(flagged.flags, flagged.raised, strict=True):
        yield Search(flag.id, z3.And(raised, z3.Not(flagged.at_least(Urgency.from_id(flag.urgency)))))


def _stays_raised(ground: Ground) -> Iterator[Search]:
    z3, flagged = solver(), ground.flagged
    for finding, state in _further(ground.asked):
        after = ground.after(finding, state)
        pairs = zip(flagged.raised, after.raised, after.touched, strict=True)
        lost = [z3.And(before, z3.Not(then)) for before, then, touched in pairs if touched]
        yield Search(f"{finding}: {state}", z3.And(ground.answers.unknown(finding), z3.Or(lost)))


def _danger_never_lowers(ground: Ground) -> Iterator[Search]:
    z3, signs = solver(), ground.base.triage.danger_signs
    for finding, state in _further(ground.asked):
        if state in signs.get(finding, ()):
            lower = ground.after(finding, state).is_below(ground.flagged)
            yield Search(f"{finding}: {state}", z3.And(ground.answers.unknown(finding), lower))


def _denial_never_raises(ground: Ground) -> Iterator[Search]:
    z3, raising = solver(), raising_states(ground.flagged.flags)
    for finding, state in _further(ground.asked):
        if state == ground.base.findings[finding].denial and state not in raising.get(finding, ()):
            higher = ground.flagged.is_below(ground.after(finding, state))
            yield Search(f"{finding}: {state}", z3.And(ground.answers.unknown(finding), higher))


def _unknown_is_no_comfort(ground: Ground) -> Iterator[Search]:
    z3, here = solver(), ground.flagged
    for finding in ground.asked:
        every = [ground.after(finding.id, state) for state in finding.states]
        below = [
            z3.And(*(each.at_least(level) for each in every), z3.Not(here.at_least(level)))
            for level in list(Urgency)[1:]
        ]
        yield Search(
            finding.id, z3.And(ground.answers.unknown(finding.id), ground.is_asked(finding), z3.Or(below))
        )


def _further(findings: Sequence[Finding]) -> Iterator[tuple[str, str]]:
    return ((each.id, state) for each in findings for state in each.states)


def _can_be_raised(ground: Ground) -> Iterator[Search]:
    z3, flagged = solver(), ground.flagged
    for flag, raised in zip(flagged.flags, flagged.raised, strict=True):
        yield Search(flag.id, z3.And(raised, ground.consistent))


def _lay_person_can_tell(ground: Ground) -> Iterator[Search]:
    z3, flagged = solver(), ground.flagged
    others = [ground.answers.unknown(name) for name in ground.base.findings if name not in ground.lay]
    for hazard in dict.fromkeys(flag.hazard for flag in flagged.flags):
        raised = [
            each for flag, each in zip(flagged.flags, flagged.raised, strict=True) if flag.hazard == hazard
        ]
        yield Search(hazard, z3.And(z3.Or(raised), ground.consistent, *others))


def _least_loss(ground: Ground) -> Iterator[Search]:
    losses = Losses(ground.base)
    for settled in (False, True):
        for reached, other in losses.pairs:
            name = f"{reached.id} against {other.id}{', settled' if settled else ''}"
            yield Search(name, losses.costs_more(reached, other, settled=settled))


CLAIMS: tuple[Claim, ...] = (
    Claim(
        id="obeyed",
        says="A raised red flag is answered with its own urgency or a higher one.",
        searches=_raised_is_obeyed,
    ),
    Claim(
        id="stays-raised",
        says="No further answer takes a raised red flag back, unless it tells the time of the very sign.",
        searches=_stays_raised,
    ),
    Claim(
        id="danger",
        says="One more danger sign never lowers what the flags ask for.",
        searches=_danger_never_lowers,
        but={
            "ct-abdomen-pelvis: haematoma": "a scan shows one thing here: blood in the muscle says that it "
            "showed no clot, and what an open clot held up then rests on the other signs alone",
        },
    ),
    Claim(
        id="denial",
        says="One more denial never raises what the flags ask for; one that is forgotten never lowers it.",
        searches=_denial_never_raises,
    ),
    Claim(
        id="unknown",
        says='"I don\'t know" never asks for less than the least urgent of the answers it stands for.',
        searches=_unknown_is_no_comfort,
        but={
            "duration": "two flags may each need another stretch of time, so that whichever it is one of "
            "them is raised, and neither while it is not known; every interview asks for it first",
        },
    ),
    Claim(
        id="reachable",
        says="Every red flag can be raised by answers that do not contradict each other and fit one person.",
        searches=_can_be_raised,
        wants_case=True,
    ),
    Claim(
        id="lay",
        says="Every hazard can be told by a person without training, with nobody examining.",
        searches=_lay_person_can_tell,
        wants_case=True,
    ),
    Claim(
        id="loss",
        says="Whatever the probabilities, the level reached step by step is one of least expected loss.",
        searches=_least_loss,
    ),
    Claim(
        id="settled",
        says="No interview ends as settled while a flag above the advice holds it up and can be asked about.",
        searches=cannot_settle,
    ),
    Claim(
        id="way",
        says="Every hazard is raised on some way through the interview by a person without training.",
        shown=hazards_have_a_way,
    ),
    Claim(
        id="way-of-each-flag",
        says="So is every single flag that such a person can raise at all.",
        shown=flags_have_a_way,
        is_long=True,
        but={
            "child-injury-not-explained": "whether the injury of a child is explained is for a clinician to "
            "judge, and is not asked in front of others",
        },
    ),
    Claim(
        id="meant",
        says="Nothing is denied but by its own answer, by its line in sight of a list that was sent without "
        "it, or by a rule of the data; never by passing over.",
        shown=only_meant,
    ),
)
