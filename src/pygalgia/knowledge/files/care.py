"""Read the rules of plans and of the watch over the first weeks, and check what they point at."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from pygalgia.domain.care_rules import (
    CareRules,
    CheckRule,
    Choosing,
    Course,
    Fact,
    Fear,
    HazardRoute,
    Instead,
    Meanwhile,
    Measure,
    NewSign,
    OfAge,
    Pathway,
    Radiation,
    Response,
    Route,
    Routing,
    Sign,
    Sitting,
    WarningSign,
    WatchRules,
)
from pygalgia.domain.condition import Note
from pygalgia.domain.exercise import Exercise, MicroBreak
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.logic import leaves
from pygalgia.domain.red_flag import Criterion
from pygalgia.errors import KnowledgeError
from pygalgia.knowledge.files.exercises import read_cautions, read_exercises, read_micro_breaks, unknown_links
from pygalgia.knowledge.files.flags import criterion, criterion_if_any
from pygalgia.knowledge.rows.care import (
    CareFile,
    CheckRow,
    FollowUpFile,
    RadiationRow,
    RouteRow,
    RoutingRow,
    SignRow,
    SignsFile,
)
from pygalgia.knowledge.rows.common import NoteRow
from pygalgia.reading.problems import Problems, parse
from pygalgia.reading.yaml_file import read_yaml

Model = TypeVar("Model", bound=BaseModel)
Item = TypeVar("Item")
_CARE, _FOLLOW_UP, _SIGNS = "care.yaml", "follow_up.yaml", "signs.yaml"


def read_care(root: Path) -> CareRules:
    """Return the rules that plans are made with: `care.yaml`, `follow_up.yaml`, `signs.yaml`.

    Raises:
        KnowledgeError: with every problem in these three files, or in the exercises.
    """
    problems = Problems()
    care = _file(root, _CARE, model=CareFile, problems=problems)
    follow_up = _file(root, _FOLLOW_UP, model=FollowUpFile, problems=problems)
    signs = _file(root, _SIGNS, model=SignsFile, problems=problems)
    cautions = _kept(read_cautions, root, problems)
    exercises = _kept(read_exercises, root, problems)
    breaks = _kept(read_micro_breaks, root, problems)
    if not (care and follow_up and signs and cautions and exercises and breaks):
        raise KnowledgeError(tuple(problems.found))
    return CareRules(
        cautions=cautions,
        exercises={each.id: each for each in exercises},
        micro_breaks={each.id: each for each in breaks},
        choosing=Choosing(**care.choosing.model_dump(exclude={"because"})),
        routing=_routing(care.routing),
        sitting=tuple(Sitting(when=criterion(each.when), like=each.like) for each in care.sitting),
        jobs={each.job: each.routine for each in care.jobs},
        measures=tuple(Measure(**each.model_dump()) for each in care.measures),
        radiation=_radiation(care.radiation),
        of_age=tuple(
            OfAge(words=tuple(each.words), from_years=each.from_years, below_years=each.below_years)
            for each in care.of_age
        ),
        watch=_watch(follow_up),
        fears=tuple(
            Fear(
                id=each.id,
                words=tuple(each.words),
                hazards=tuple(each.hazards),
                plain=each.plain,
                when=criterion_if_any(each.when),
            )
            for each in care.fears
        ),
        signs=tuple(_sign(each) for each in signs.signs),
    )


def _radiation(row: RadiationRow) -> Radiation:
    return Radiation(
        when=criterion(row.when),
        words=tuple(row.words),
        instead=tuple(row.instead),
        condition=row.condition,
    )


def _sign(row: SignRow) -> Sign:
    return Sign(
        id=row.id,
        said=row.said,
        words=tuple(row.words),
        when=criterion_if_any(row.when),
        denied=criterion_if_any(row.denied),
        usual=criterion_if_any(row.usual),
    )


def _file(root: Path, name: str, *, model: type[Model], problems: Problems) -> Model | None:
    return parse(read_yaml(root / name, name=name), model, problems)


def _kept(read: Callable[[Path], Item], root: Path, problems: Problems) -> Item | None:
    """Return what was read, or None after noting why not; what several readers trip over is noted once."""
    try:
        return read(root)
    except KnowledgeError as error:
        problems.found += [each for each in error.problems if each not in problems.found]
        return None


def _routing(row: RoutingRow) -> Routing:
    return Routing(
        emergency=_route(row.emergency),
        ambulance=_route(row.ambulance),
        same_day_unseen=_route(row.same_day_unseen),
        afterwards=_route(row.afterwards),
        unranked=_route(row.unranked),
        if_found=row.if_found,
        self_care=row.self_care,
        hazards={
            each.hazard: HazardRoute(
                hazard=each.hazard,
                suspected=each.suspected,
                call=each.call,
                same_day=each.same_day,
                next=tuple(each.next),
                ambulance=each.ambulance,
            )
            for each in row.hazards
        },
        pathways=tuple(
            Pathway(
                id=each.id,
                when=criterion(each.when),
                instead=dict(each.instead),
                urgent=dict(each.urgent),
                also=tuple(_route(route) for route in each.also),
                bring=tuple(each.bring),
            )
            for each in row.pathways
        ),
        meanwhile=tuple(
            Meanwhile(
                plain=each.plain,
                hazards=tuple(each.hazards),
                not_in=tuple(each.not_in),
                only_today=each.only_today,
                when=criterion_if_any(each.when),
            )
            for each in row.meanwhile
        ),
        bring=tuple(row.bring),
        signs=row.signs,
        say={str(level): text for level, text in row.say.items()},
        facts=tuple(Fact(id=each.id, told=each.told, when=criterion(each.when)) for each in row.facts),
    )


def _route(row: RouteRow) -> Route:
    return Route(
        service=row.service,
        why=row.why,
        plain=row.plain,
        condition=row.condition or "",
        sources=tuple(row.sources),
    )


def _watch(row: FollowUpFile) -> WatchRules:
    decisions = row.decisions
    return WatchRules(
        smallest_change=row.smallest_change,
        checks=_checks(row.checks),
        courses=tuple(
            Course(
                id=each.id,
                groups=tuple(each.groups),
                conditions=tuple(each.conditions),
                when=criterion_if_any(each.when),
                worse=None if each.worse is None else _note(each.worse),
                checks=_checks(each.checks),
            )
            for each in row.courses
        ),
        decisions={
            "better": _note(decisions.better),
            "same": _note(decisions.same),
            "worse": _note(decisions.worse),
            "new-sign": _note(decisions.new_sign),
        },
        exercising=_note(row.exercising),
        booked={"same": _note(row.booked.same)},
        before_visit={"better": _note(row.before_visit.better), "same": _note(row.before_visit.same)},
        warnings=tuple(
            WarningSign(
                id=each.id,
                plain=each.plain,
                already=criterion_if_any(each.already),
                worse=each.worse or "",
                instead=tuple(
                    Instead(when=criterion(other.when), plain=other.plain or "") for other in each.instead
                ),
                when=criterion_if_any(each.when),
                unless_denied=criterion_if_any(each.unless_denied),
                sources=tuple(each.sources),
            )
            for each in row.warnings
        ),
        new_signs=tuple(NewSign(**each.model_dump()) for each in row.new_signs),
        responses=tuple(Response(**each.model_dump()) for each in row.responses),
    )


def _checks(rows: Iterable[CheckRow]) -> tuple[CheckRule, ...]:
    return tuple(CheckRule(day=each.day, levels=tuple(each.levels), note=_note(each)) for each in rows)


def _note(row: NoteRow) -> Note:
    return Note(text=row.text, plain=row.plain, sources=tuple(row.sources))


def check_links(base: KnowledgeBase, problems: Problems) -> None:
    """Note every id in the files of care that nobody else knows, and every hazard without a route."""
    states = {finding.id: finding.states for finding in base.findings.values()}
    hazards = {flag.hazard for flag in base.red_flags.values()}
    known = {
        "service": set(base.services),
        "source": set(base.sources),
        "hazard": hazards,
        "break": set(base.care.micro_breaks),
        "condition": set(base.conditions),
    }
    for where, kind, name in _links(base.care):
        if name not in known[kind]:
            problems.unknown(where, kind=kind, name=name, known=known[kind])
    for name in sorted(hazards - set(base.care.routing.hazards)):
        problems.add(
            _CARE,
            found=f"no route for the hazard {name!r}",
            expected="one for each hazard",
            fix="add it below hazards",
        )
    for where, finding, state in _answers(base.care):
        if finding not in states:
            problems.unknown(where, kind="finding", name=finding, known=states)
        elif state not in states[finding]:
            problems.unknown(where, kind=f"state of {finding}", name=state, known=states[finding])
    pictured: list[Exercise | MicroBreak] = [*base.care.exercises.values(), *base.care.micro_breaks.values()]
    problems.found.extend(
        unknown_links(
            base.care.cautions, pictured, states=states, conditions=base.conditions, sources=base.sources
        )
    )


def _links(rules: CareRules) -> Iterable[tuple[str, str, str]]:
    routing = rules.routing
    routes = [routing.emergency, routing.ambulance, routing.same_day_unseen, routing.afterwards]
    routes.append(routing.unranked)
    routes += [route for pathway in routing.pathways for route in pathway.also]
    for route in routes:
        yield _CARE, "service", route.service
        yield from ((_CARE, "source", name) for name in route.sources)
    yield from ((_CARE, "condition", each.like) for each in rules.sitting)
    yield from ((_CARE, "break", name) for name in rules.jobs.values())
    yield from ((_CARE, "hazard", name) for fear in rules.fears for name in fear.hazards)
    yield from (
        (_CARE, "hazard", name) for each in routing.meanwhile for name in (*each.hazards, *each.not_in)
    )
    for hazard in routing.hazards.values():
        yield _CARE, "hazard", hazard.hazard
        yield from ((_CARE, "service", name) for name in (hazard.same_day, *hazard.next))
    for pathway in routing.pathways:
        pairs = (*pathway.instead.items(), *pathway.urgent.items())
        yield from ((_CARE, "service", name) for pair in pairs for name in pair)
    checks = [*rules.watch.checks, *(each for course in rules.watch.courses for each in course.checks)]
    watch = rules.watch
    told = (watch.decisions, watch.booked, watch.before_visit)
    decided = [watch.exercising, *(note for each in told for note in each.values())]
    decided += [each.worse for each in watch.courses if each.worse is not None]
    notes = [*(each.note for each in checks), *decided]
    yield from (
        (_FOLLOW_UP, "condition", name) for course in rules.watch.courses for name in course.conditions
    )
    cited = [*(each.sources for each in notes), *(each.sources for each in rules.watch.warnings)]
    yield from ((_FOLLOW_UP, "source", name) for sources in cited for name in sources)


def _answers(rules: CareRules) -> Iterable[tuple[str, str, str]]:
    for sign in rules.watch.new_signs:
        yield _FOLLOW_UP, sign.finding, sign.state
    for response in rules.watch.responses:
        yield from ((_FOLLOW_UP, finding, state) for finding, state in response.findings.items())
    criteria: list[tuple[str, Criterion]] = [(_CARE, each.when) for each in rules.routing.pathways]
    criteria += [(_CARE, each.when) for each in rules.routing.facts]
    criteria += [(_CARE, each.when) for each in rules.sitting]
    criteria += [(_CARE, each.when) for each in rules.fears if each.when is not None]
    criteria += [(_CARE, each.when) for each in rules.routing.meanwhile if each.when is not None]
    criteria += [
        (_FOLLOW_UP, rule)
        for each in rules.watch.warnings
        for rule in (each.when, each.already, each.unless_denied, *(other.when for other in each.instead))
        if rule is not None
    ]
    criteria += [(_FOLLOW_UP, each.when) for each in rules.watch.courses if each.when is not None]
    criteria += [
        (_SIGNS, rule)
        for each in rules.signs
        for rule in (each.when, each.denied, each.usual)
        if rule is not None
    ]
    for where, rule in criteria:
        for leaf in leaves(rule):
            if leaf.finding is not None:
                yield from ((where, leaf.finding, state) for state in leaf.states)
