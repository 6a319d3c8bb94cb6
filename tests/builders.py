"""Small knowledge bases for tests: engines that fail to start, so that no clinical number hides in a test."""

from itertools import pairwise

from pygalgia.domain.belief import Belief
from pygalgia.domain.care_rules import CareRules, Choosing, Route, Routing, WatchRules
from pygalgia.domain.case_mix import CaseMix, CaseMixes
from pygalgia.domain.condition import SETTINGS, Action, Condition, Link, Note, Only, Share
from pygalgia.domain.exercise import Cautions
from pygalgia.domain.finding import Finding
from pygalgia.domain.interview_rules import (
    CourseChoice,
    Effort,
    InterviewRules,
    Losses,
    SinceChoice,
    Stopping,
    TimeQuestion,
)
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.mechanism import Manifestation, Mechanism
from pygalgia.domain.telling import Marking, Telling
from pygalgia.domain.timing import Since
from pygalgia.domain.triage import TriageRules, UrgencyLosses


def yes(p: float, *, n: float = 50.0) -> Belief:
    """Return a belief about a yes-no thing."""
    return Belief(states={"absent": 1 - p, "present": p}, basis="judged", because="a test", n=n)


def over(*probabilities: float, n: float = 50.0) -> Belief:
    """Return a belief over the states s0, s1, ..."""
    total = sum(probabilities)
    states = {f"s{index}": p / total for index, p in enumerate(probabilities)}
    return Belief(states=states, basis="judged", because="a test", n=n)


def finding(id_: str, *, states: tuple[str, ...] = ("absent", "present"), **rest: object) -> Finding:
    """Return a finding with plain wording."""
    kind = "yes-no" if states == ("absent", "present") else "choice"
    names = {state: state for state in states}
    return Finding(
        id=id_, name=id_, topic="engine", kind=kind, states=states, state_names=names, who="patient",
        question=f"{id_}?", clinician=id_, help="-", why="-", **rest,  # type: ignore[arg-type]
    )  # fmt: skip


def condition(
    id_: str,
    *,
    share: float,
    mechanisms: dict[str, Belief] | None = None,
    findings: dict[str, Belief] | None = None,
    urgency: str = "routine",
    only: Only | None = None,
) -> Condition:
    """Return a condition whose share is the same in all settings and populations."""
    shares = tuple(
        Share(
            population=population,
            setting=setting,
            p=share,
            low=share / 2,
            high=min(share * 2, 1),
            basis="judged",
        )
        for population in ("adults", "children")
        for setting in SETTINGS
    )
    return Condition(
        id=id_, name=id_, plain_name=id_, plain="-", group="none", layer="deep", icd10="-", icd11="-",
        action=Action(urgency=urgency, because="a test"), only=only or Only(), shares=shares,
        mechanisms=tuple(Link(target=name, belief=belief) for name, belief in (mechanisms or {}).items()),
        findings=tuple(Link(target=name, belief=belief) for name, belief in (findings or {}).items()),
    )  # fmt: skip


def mechanism(id_: str, *, background: float, findings: dict[str, tuple[Belief, Belief]]) -> Mechanism:
    """Return a mechanism; `findings` maps a finding to its rates at work and not at work."""
    manifestations = tuple(
        Manifestation(finding=name, present=present, absent=absent)
        for name, (present, absent) in findings.items()
    )
    return Mechanism(id=id_, name=id_, plain="-", background=yes(background), manifestations=manifestations)


def time_question() -> TimeQuestion:
    """Return a question about the time of a sign: this or last day, two weeks, weeks, months."""
    ends = [0.0, 2.0, 14.0, 90.0, float("inf")]
    return TimeQuestion(
        question="when?", clinician="when?", since_question="since?", course_question="how?",
        help="-", why="-",
        since=tuple(
            SinceChoice(id=name, text=name, since=Since(from_days=start, below_days=end, words=name))
            for name, (start, end) in zip(
                ("today", "two-weeks", "weeks", "months"), pairwise(ends), strict=True
            )
        ),
        courses=(
            CourseChoice(id="growing", text="growing", course="growing", past=False),
            CourseChoice(id="same", text="same", course="same", past=False),
            CourseChoice(id="gone", text="gone", past=True),
        ),
        seconds=10,
    )  # fmt: skip


def rules(**rest: object) -> InterviewRules:
    """Return the rules of an interview without opening and lists unless given."""
    parts: dict[str, object] = {
        "opening": (), "persons": {}, "screen": (), "lists": (), "sheets": (), "self_checks": (),
        "times": time_question(),
        "losses": Losses(
            held_up=1, averted=(0, 2, 6, 20, 40), together=0.5, ranking=1, doubt=0.1, because="a test",
        ),
        "effort": Effort(
            unpleasant=(1, 1.5, 3), list_seconds=6, tick_seconds=2.5, self_check_seconds=60, because="a test"
        ),
        "stopping": Stopping(epsilon=0.05, line=0.01, pairs=4, most_questions=30, because="a test"),
        "most_ticks": 8, "least_share": 0.04, "telling_bits": 0.01, "nearly_equal": 0.7,
        **rest,
    }  # fmt: skip
    return InterviewRules(**parts)  # type: ignore[arg-type]


def no_care() -> CareRules:
    """Return rules that plan nothing: no exercises, cautions, checks or hazards."""
    route = Route(service="workshop", why="-", plain="-")
    return CareRules(
        cautions=Cautions(by_id={}, defaults=(), stop_if=()),
        exercises={},
        micro_breaks={},
        choosing=Choosing(),
        routing=Routing(
            emergency=route, ambulance=route, same_day_unseen=route, afterwards=route, unranked=route,
            if_found="-", self_care="-",
            hazards={}, pathways=(), bring=(), signs="", say={},
        ),
        sitting=(),
        jobs={},
        measures=(),
        watch=WatchRules(
            smallest_change=2, checks=(), decisions={}, exercising=Note(text="-", plain="-"), booked={},
            before_visit={}, warnings=(), new_signs=(), responses=(),
        ),
    )  # fmt: skip


def relied_on(*, denied: float = 1e-12, marking: float = 0.7) -> Telling:
    """Return a telling in which every answer counts in full, unless given."""
    never = yes(denied)
    whos = ("patient", "examiner", "laboratory")
    return Telling(
        denied=dict.fromkeys(whos, never), known_better={}, marking=Marking(always=yes(marking), power=0)
    )


def as_stated() -> CaseMixes:
    """Return the one case mix that takes the shares as they are."""
    mix = CaseMix(id="consulting", name="consulting", share_power=1, person_power=1, because="a test")
    return CaseMixes(default=mix.id, harm=mix.id, mixes={mix.id: mix}, adult_ages={})


def triage_rules(**rest: object) -> TriageRules:
    """Return rules of triage: every level too late costs 2, every step too early 1, unless given."""
    levels = ("routine", "within-two-weeks", "same-day", "emergency")
    parts: dict[str, object] = {
        "losses": UrgencyLosses(
            too_late=dict.fromkeys(levels, 2.0), too_early=dict.fromkeys(levels, 1.0), because="a test"
        ),
        "emergency_needs_factor": 2.0,
        "danger_signs": {},
        "conclusive_at": 0.5,
        "enough_answers": 0,
        "floor_when_inconclusive": "routine",
        **rest,
    }
    return TriageRules(**parts)  # type: ignore[arg-type]


def base(
    *, findings: list[Finding], mechanisms: list[Mechanism], conditions: list[Condition], **rest: object
) -> KnowledgeBase:
    """Return a knowledge base without evidence, red flags or services unless given."""
    parts: dict[str, object] = {
        "regions": {},
        "opinions": {},
        "telling": relied_on(),
        "case_mixes": as_stated(),
        "red_flags": {},
        "contradictions": {},
        "services": {},
        "care": no_care(),
        "figures": {},
        "sources": {},
        "guidance": {},
        "unused_figures": {},
        "countries": {},
        "triage": triage_rules(),
        "interview": rules(),
        **rest,
    }
    return KnowledgeBase(
        version="0", sha256="0" * 64,
        findings={each.id: each for each in findings},
        mechanisms={each.id: each for each in mechanisms},
        conditions={each.id: each for each in conditions},
        **parts,  # type: ignore[arg-type]
    )  # fmt: skip
