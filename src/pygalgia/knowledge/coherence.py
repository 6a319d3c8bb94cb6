"""Checks on the whole: do the parts fit together, and are the numbers possible at all?"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from math import inf

from pygalgia.domain.condition import AGE_BANDS, Condition, Link
from pygalgia.domain.finding import PRESENT, UNKNOWN, Finding
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.logic import leaves
from pygalgia.domain.red_flag import Criterion, RedFlag
from pygalgia.domain.timing import TimeTest
from pygalgia.domain.urgency import Urgency
from pygalgia.reading.problems import Problems

Places = Mapping[tuple[str, str], str]


def check(base: KnowledgeBase, problems: Problems, *, places: Places) -> None:
    """Note everything in which the parts do not fit together."""
    _check_findings(base, problems, places)
    _check_old_names(base, problems, places)
    _check_parents(base, problems, places)
    _check_conditions(base, problems, places)
    _check_flags(base, problems, places)
    _check_sources(base, problems, places)
    _check_use_of_figures(base, problems, places)


def _check_findings(base: KnowledgeBase, problems: Problems, places: Places) -> None:
    bases = {region.base for region in base.regions.values()}
    for finding in base.findings.values():
        where = places["finding", finding.id]
        _check_form(finding, problems, where)
        for target, states in _references(finding):
            _check_state(base, problems, where, target, states)
        for implied in finding.implies:
            _check_state(base, problems, where, finding.id, (implied.state,))
        for rule in finding.from_regions:
            # `unknown` keeps the fallback away where a place is not precise; it cannot be the fallback.
            if rule.state != UNKNOWN or not rule.regions:
                _check_state(base, problems, where, finding.id, (rule.state,))
            for region in rule.regions:
                if region not in bases:
                    problems.unknown(where, kind="region", name=region, known=bases)


def _check_old_names(base: KnowledgeBase, problems: Problems, places: Places) -> None:
    """An id that was given up is never used again: what was saved under it would change its meaning."""
    taken: dict[str, str] = {}
    for finding in base.findings.values():
        for old in finding.renamed_from:
            if old in base.findings or old in taken:
                problems.add(
                    places["finding", finding.id],
                    found=f"the old id {old!r} of {finding.id}",
                    expected=f"an id that no other finding has or had (here: {taken.get(old, old)})",
                    fix="give the other finding another id",
                )
            taken[old] = finding.id


def _references(finding: Finding) -> Iterator[tuple[str, tuple[str, ...]]]:
    if finding.asked_if is not None:
        yield finding.asked_if.finding, finding.asked_if.states
    for implied in finding.implies:
        yield implied.finding, (implied.then,)
    for name in finding.superseded_by:
        yield name, ()


def _check_form(finding: Finding, problems: Problems, where: str) -> None:
    if finding.kind in ("choice", "number") and len(finding.states) < 2:  # noqa: PLR2004 - a choice needs two
        problems.add(
            where, found=f"{finding.id} with {len(finding.states)} states", expected="two or more", fix="add"
        )
    if finding.scored and (finding.mechanism is None) == (finding.background is None):
        problems.add(
            where,
            found=f"{finding.id} with both or neither of mechanism and background",
            expected="exactly one parent: a mechanism, or the conditions (then a background belief)",
            fix="give one of them",
        )
    if finding.scale is not None:
        edges = [each.below for each in finding.scale.bins]
        rising = [edge for edge in edges[:-1] if edge is not None]
        if edges[-1] is not None or len(rising) != len(edges) - 1 or rising != sorted(set(rising)):
            problems.add(
                where, found=f"bins of {finding.id}", expected="rising edges, none on the last", fix="mend"
            )


def _check_state(
    base: KnowledgeBase, problems: Problems, where: str, finding: str, states: Iterable[str]
) -> None:
    known = base.findings.get(finding)
    if known is None:
        problems.unknown(where, kind="finding", name=finding, known=base.findings)
        return
    for state in states:
        if state not in known.states:
            problems.unknown(where, kind=f"state of {finding}", name=state, known=known.states)


def _check_parents(base: KnowledgeBase, problems: Problems, places: Places) -> None:
    told = {(m.id, each.finding) for m in base.mechanisms.values() for each in m.manifestations}
    wanted = {(f.mechanism, f.id) for f in base.findings.values() if f.mechanism is not None}
    for mechanism, finding in sorted(wanted - told, key=str):
        problems.add(
            places["finding", finding],
            found=f"{finding} with the parent {mechanism}",
            expected=f"its two rates in mechanisms/{mechanism}.yaml",
            fix="add a manifestation there",
        )
    for mechanism, finding in sorted(told - wanted):
        problems.add(
            places["mechanism", mechanism],
            found=f"a manifestation {finding}",
            expected="a finding whose parent is this mechanism",
            fix="remove it or change the finding's parent",
        )


def _check_conditions(base: KnowledgeBase, problems: Problems, places: Places) -> None:
    bands = {name for name, _ in AGE_BANDS}
    for condition in base.conditions.values():
        where = places["beliefs", condition.id]
        for modifier, known in ((condition.age, bands), (condition.sex, {"female", "male"})):
            for name in set(modifier.times if modifier else ()) - known:
                problems.unknown(where, kind="age band or sex", name=name, known=known)
        if condition.split_from and condition.split_from not in base.conditions:
            problems.unknown(
                places["condition", condition.id],
                kind="condition",
                name=condition.split_from,
                known=base.conditions,
            )
        _check_settled(condition, problems, places)
        for visit in condition.see:
            if visit.service not in base.services:
                where_seen = places["care", condition.id]
                problems.unknown(where_seen, kind="service", name=visit.service, known=base.services)
        _check_against_background(base, condition, problems, places)
        _check_total_probability(base, condition, problems, where)


def _check_settled(condition: Condition, problems: Problems, places: Places) -> None:
    """An old and steady illness may need less haste, never more: not knowing how old it is counts as new."""
    settled = condition.action.settled
    if settled is not None and Urgency.from_id(settled) >= Urgency.from_id(condition.action.urgency):
        problems.add(
            places["care", condition.id],
            found=f"{settled} once settled, {condition.action.urgency} before",
            expected="a level below that of a fresh illness",
            fix="lower it, or leave `settled` out",
        )


def _place_of(condition: Condition, link: Link, places: Places) -> str:
    """Return where a belief stands; the earlier of two that share a target, in adults and in children."""
    return places.get(("belief", f"{condition.id}/{link.target}"), places["beliefs", condition.id])


def _check_against_background(
    base: KnowledgeBase, condition: Condition, problems: Problems, places: Places
) -> None:
    for link in (*condition.findings, *condition.child_findings):
        background = base.findings[link.target].background
        if background is not None and PRESENT in background.states:
            place = _place_of(condition, link, places)
            _check_direction(condition, link, background.present, problems=problems, where=place)
    for link in (*condition.mechanisms, *condition.child_mechanisms):
        rate = base.mechanisms[link.target].background.present
        place = _place_of(condition, link, places)
        _check_direction(condition, link, rate, problems=problems, where=place)


def _check_direction(
    condition: Condition, link: Link, rate: float, *, problems: Problems, where: str
) -> None:
    p = link.belief.present
    if (p < rate) == link.belief.against:
        return
    said = "marked `against`, but the" if link.belief.against else "below its"
    problems.add(
        where,
        found=f"{condition.id}: P({link.target}) = {p:g}, {said} background rate {rate:g}",
        expected="`against: true` where a belief lies below the background, and only there",
        fix="add or remove the mark, or correct one of the two numbers",
    )


def _check_total_probability(
    base: KnowledgeBase, condition: Condition, problems: Problems, where: str
) -> None:
    """P(finding) can never be less than P(condition) x P(finding | condition)."""
    share = max(
        (s.p for s in condition.shares if s.setting == "primary-care" and s.population == "adults"), default=0
    )
    for link in condition.findings:
        background = base.findings[link.target].background
        for state, p in link.belief.states.items():
            # The background counts everybody who consults, this condition's own people included.
            if background is not None and share * p > background.states[state] + 0.02:
                problems.add(
                    where,
                    found=f"{condition.id}: share {share:.3f} x P({link.target}={state}) {p:g}",
                    expected=f"at most the rate {background.states[state]:g} of everybody",
                    fix="correct the background rate, the belief or the share",
                )


def _check_flags(base: KnowledgeBase, problems: Problems, places: Places) -> None:
    for flag in base.red_flags.values():
        where = places["red flag", flag.id]
        for test in flag_tests(flag):
            _check_test(base, test, problems, where)
        _check_floors(base, flag, problems, where)
        for name in flag.conditions:
            if name not in base.conditions:
                problems.unknown(where, kind="condition", name=name, known=base.conditions)

    for name, states in base.triage.danger_signs.items():
        _check_state(base, problems, places["triage", ""], name, states)
    _check_calming(base, problems, places)
    for contradiction in base.contradictions.values():
        for test in _depths(contradiction.when):
            _check_test(base, test, problems, places["contradiction", contradiction.id])


def _check_floors(base: KnowledgeBase, flag: RedFlag, problems: Problems, where: str) -> None:
    """What lifts a floor is known and never alarms: one more danger sign would lower the urgency."""
    for test in (each for floor in flag.floors if floor.unless for each in _depths(floor.unless)):
        if test.time is not None and test.time.presumed:
            problems.add(
                where,
                found=f"a test on {test.finding} that is presumed, under `unless`",
                expected="a floor that gives way only to what is known",
                fix="remove `presumed`",
            )
    signs = base.triage.danger_signs
    lifting = [leaf for floor in flag.floors if floor.unless is not None for leaf in leaves(floor.unless)]
    for leaf in lifting:
        for state in sorted(set(leaf.states) & set(signs.get(leaf.finding or "", ()))):
            problems.add(
                where,
                found=f"a floor of {flag.id} that {leaf.finding}: {state} lifts",
                expected="no danger sign of triage.yaml in `unless`",
                fix="take the state out of `unless`",
            )


def _check_calming(base: KnowledgeBase, problems: Problems, places: Places) -> None:
    """Only what some flag takes for a danger can be calmed, and what lifts a floor is none."""
    tests = (each for flag in base.red_flags.values() for each in _depths(flag.when))
    asked = {each.finding for each in tests if each.finding is not None}
    for rule in base.calming.values():
        where = places["calming", rule.id]
        for name in rule.findings:
            test = Criterion(finding=name, states=(), time=rule.when)
            _check_time(base, test, rule.when, problems=problems, where=where)
            if name not in asked:
                problems.unknown(where, kind="danger sign", name=name, known=asked)


def flag_tests(flag: RedFlag) -> Iterator[Criterion]:
    """Return every test of a flag, its floors' included, at every depth."""
    tops = [flag.when]
    for floor in flag.floors:
        tops += [test for test in (floor.unless, floor.only_if) if test is not None]
    for top in tops:
        yield from _depths(top)


def _depths(test: Criterion) -> Iterator[Criterion]:
    yield test
    for inner in (*test.all_of, *test.any_of, *test.of):
        yield from _depths(inner)


def _check_test(base: KnowledgeBase, test: Criterion, problems: Problems, where: str) -> None:
    forms = [
        test.finding is not None,
        bool(test.all_of),
        bool(test.any_of),
        test.at_least is not None,
        test.min_age is not None or test.below_age is not None,
        test.sex is not None,
    ]
    if (
        sum(forms) != 1
        or (test.at_least is None) != (not test.of)
        or (test.finding is None) != (not test.states)
    ):
        problems.add(
            where,
            found="a test of no form or of two",
            expected="one form",
            fix="see docs/knowledge-format.md",
        )
    if test.finding is not None:
        _check_state(base, problems, where, test.finding, test.states)
    if test.time is not None:
        _check_time(base, test, test.time, problems=problems, where=where)


def _check_time(
    base: KnowledgeBase, test: Criterion, time: TimeTest, *, problems: Problems, where: str
) -> None:
    """A test on time belongs to a finding, asks something, and every answer of the interview decides it."""
    asks = replace(time, presumed=False)
    if test.finding is None or asks == TimeTest() or (time.now and time.past):
        problems.add(
            where,
            found="a test on time without a finding, without a question, or for both now and past",
            expected="a finding with since_below_days, since_at_least_days, course, or one of now and past",
            fix="see docs/knowledge-format.md",
        )
    edges = {each.since.below_days for each in base.interview.times.since}
    for days in (time.since_below_days, time.since_at_least_days):
        if days is not None and days not in edges:
            problems.add(
                where,
                found=f"a test on {test.finding} at {days:g} days",
                expected=f"one of {', '.join(f'{each:g}' for each in sorted(edges - {inf}))} days",
                fix="use a limit that the interview's answers tell apart (interview.yaml, times)",
            )


def _check_sources(base: KnowledgeBase, problems: Problems, places: Places) -> None:
    for kind, id_, names in _citations(base):
        for name in names:
            if name not in base.sources:
                problems.unknown(places[kind, id_], kind="source", name=name, known=base.sources)


def _citations(base: KnowledgeBase) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for figure in base.figures.values():
        yield "figure", figure.id, (figure.source,)
    for guidance in base.guidance.values():
        yield "guidance", guidance.id, (guidance.source,)
    for flag in base.red_flags.values():
        yield "red flag", flag.id, flag.sources
    for condition in base.conditions.values():
        for sources in _cited_by(condition):
            yield "care", condition.id, sources


def _cited_by(condition: Condition) -> Iterator[tuple[str, ...]]:
    yield condition.action.sources
    yield from (each.sources for each in condition.see)
    yield from (each.sources for each in condition.investigations)
    yield from (each.sources for each in condition.treatment)
    yield from (each.sources for each in condition.prevention)
    if condition.prognosis is not None:
        yield condition.prognosis.sources


def used_figures(base: KnowledgeBase) -> dict[str, list[str]]:
    """Return figure id to what uses it, in words."""
    users: dict[str, list[str]] = {}
    for figures, user in _users(base):
        for figure in figures:
            users.setdefault(figure, []).append(user)
    return users


def _users(base: KnowledgeBase) -> Iterator[tuple[tuple[str, ...], str]]:
    for finding in base.findings.values():
        if finding.background is not None:
            yield finding.background.figures, f"background of {finding.id}"
    yield base.telling.marking.figures, "how likely a region is marked"
    for mechanism in base.mechanisms.values():
        yield mechanism.background.figures, f"background of {mechanism.id}"
        for each in mechanism.manifestations:
            yield each.present.figures, f"{each.finding} where {mechanism.id} is at work"
            yield each.absent.figures, f"{each.finding} where {mechanism.id} is not at work"
    for condition in base.conditions.values():
        yield from _users_in(condition)


def _users_in(condition: Condition) -> Iterator[tuple[tuple[str, ...], str]]:
    for link in condition.links:
        yield link.belief.figures, f"{link.target} in {condition.id}"
    for modifier in (condition.age, condition.sex):
        yield (modifier.figures if modifier else ()), f"prior of {condition.id}"
    for share in condition.shares:
        if share.setting == "primary-care":
            yield share.figures, f"prior of {condition.id}, {share.population}"


def _check_use_of_figures(base: KnowledgeBase, problems: Problems, places: Places) -> None:
    used = used_figures(base)
    for name in base.figures:
        if name not in used and name not in base.unused_figures:
            problems.add(
                places["figure", name],
                found=f"the figure {name!r}, which no belief uses",
                expected="every figure used, or listed in evidence/unused.yaml with a reason",
                fix="use it in a belief, or list it",
            )
    for name in base.unused_figures:
        if name not in base.figures:
            problems.unknown("evidence/unused.yaml", kind="figure", name=name, known=base.figures)
        elif name in used:
            problems.add(
                "evidence/unused.yaml",
                found=f"{name!r}",
                expected="only unused figures",
                fix="remove it: it is used",
            )
