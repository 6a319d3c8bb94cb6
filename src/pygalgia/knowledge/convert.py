"""Turn rows, as written in the files, into the frozen objects that the program uses."""

from pygalgia.domain.condition import (
    Action,
    Condition,
    Investigation,
    Modifier,
    Note,
    Only,
    Review,
    Treatment,
    Visit,
)
from pygalgia.domain.evidence import Figure, Guidance, Source
from pygalgia.domain.finding import ABSENT, PRESENT, Asked, Bin, Finding, Implication, RegionRule, Scale, Unit
from pygalgia.domain.red_flag import Criterion, Floor, RedFlag
from pygalgia.domain.triage import MassRule, TriageRules
from pygalgia.knowledge import rows


def figure(row: rows.FigureRow, *, source: str) -> Figure:
    """Return a figure of the source with this id."""
    return Figure(
        id=row.id,
        source=source,
        condition=row.condition,
        finding=row.finding,
        measure=row.measure,
        value=row.value,
        ci=(row.ci[0], row.ci[1]) if row.ci and len(row.ci) == 2 else None,  # noqa: PLR2004 - low and high
        n=row.n,
        population=row.population or "",
        reference_standard=row.reference_standard,
        post_test=row.post_test,
        background=row.background,
        note=row.note or "",
    )


def source(row: rows.SourceFile) -> Source:
    """Return a source."""
    return Source(
        id=row.id,
        title=row.title,
        kind=row.kind,
        url_seen=row.url_seen,
        publisher=row.publisher,
        authors=row.authors,
        year=row.year,
        journal=row.journal,
        doi=row.doi,
        pmid=None if row.pmid is None else str(row.pmid),
    )


def guidance(row: rows.GuidanceRow) -> Guidance:
    """Return a piece of guidance."""
    return Guidance(
        id=row.id,
        source=row.source,
        condition=row.condition,
        topic=row.topic,
        statement=row.statement,
        strength=row.strength,
    )


def finding(row: rows.FindingRow, *, topic: str) -> Finding:
    """Return a finding without its background belief, which needs the figures."""
    states, names = _states(row)
    return Finding(
        id=row.id,
        name=row.name,
        topic=topic,
        kind=row.kind,
        states=states,
        state_names=names,
        who=row.who,
        question=row.question,
        clinician=row.clinician,
        help=row.help,
        why=row.why,
        mechanism=row.mechanism,
        scored=row.scored and row.kind != "regions",
        asked_if=None if row.asked_if is None else _asked(row.asked_if),
        superseded_by=tuple(row.superseded_by),
        implies=tuple(Implication(state=i.state, finding=i.finding, then=i.then) for i in row.implies),
        from_regions=tuple(RegionRule(state=r.state, regions=tuple(r.regions)) for r in row.from_regions),
        scale=None if row.scale is None else _scale(row.scale),
        critical=row.critical,
        only_sex=row.only_sex,
        min_age=row.min_age,
        max_age=row.max_age,
        seconds=row.seconds,
        burden=row.burden,
        synonyms=tuple(row.synonyms),
        codes={system: tuple(codes) for system, codes in row.codes.items()},
        renamed_from=tuple(row.renamed_from),
    )


def _states(row: rows.FindingRow) -> tuple[tuple[str, ...], dict[str, str]]:
    if row.kind == "yes-no":
        return (ABSENT, PRESENT), {ABSENT: "no", PRESENT: "yes"} | (row.states or {})
    if row.scale is not None:
        names = {each.state: each.name for each in row.scale.bins}
        return tuple(names), names
    return tuple(row.states or ()), dict(row.states or {})


def _asked(row: rows.AskedRow) -> Asked:
    return Asked(finding=row.finding, states=tuple(row.states))


def _scale(row: rows.ScaleRow) -> Scale:
    return Scale(
        units=tuple(Unit(code=u.code, factor=u.factor, offset=u.offset) for u in row.units),
        minimum=row.minimum,
        maximum=row.maximum,
        bins=tuple(Bin(state=b.state, below=b.below) for b in row.bins),
    )


def condition(
    about: rows.AboutFile, beliefs: rows.ConditionBeliefsFile, care: rows.ConditionCareFile
) -> Condition:
    """Return a condition without its beliefs and shares, which need figures, vocabulary and the others."""
    return Condition(
        id=about.id,
        name=about.name,
        plain_name=about.plain_name,
        plain=about.plain,
        group=about.group,
        layer=about.layer,
        icd10=about.icd10,
        icd11=about.icd11,
        action=Action(
            urgency=care.action.urgency,
            act_at=care.action.act_at,
            because=care.action.because,
            sources=tuple(care.action.sources),
        ),
        only=_only(beliefs.only),
        age=None if beliefs.age is None else _modifier(beliefs.age),
        sex=None if beliefs.sex is None else _modifier(beliefs.sex),
        see=tuple(_visit(each) for each in care.see),
        investigations=tuple(_investigation(each) for each in care.investigations),
        treatment=tuple(_treatment(each) for each in care.treatment),
        prognosis=None if care.prognosis is None else note(care.prognosis),
        prevention=tuple(note(each) for each in care.prevention),
        review=_review(about.review, beliefs.review, care.review),
    )


def _visit(row: rows.VisitRow) -> Visit:
    return Visit(
        service=row.service,
        when=row.when,
        condition=row.condition or "",
        why=row.why,
        sources=tuple(row.sources),
    )


def _investigation(row: rows.InvestigationRow) -> Investigation:
    return Investigation(
        text=row.text,
        plain=row.plain,
        when=row.when,
        condition=row.condition or "",
        why=row.why,
        sources=tuple(row.sources),
    )


def _treatment(row: rows.TreatmentRow) -> Treatment:
    return Treatment(
        kind=row.kind,
        text=row.text,
        plain=row.plain,
        strength=row.strength,
        cautions=tuple(row.cautions),
        sources=tuple(row.sources),
    )


def _review(*parts: rows.ReviewRow | None) -> Review:
    """A condition is reviewed when each of its files is: by whom, since the first, until the first is due."""
    signed = [part for part in parts if part is not None]
    if len(signed) < len(parts):
        return Review()
    return Review(
        reviewer=", ".join(dict.fromkeys(part.reviewer for part in signed)),
        reviewed_on=min(part.reviewed_on for part in signed),
        next_review=min(part.next_review for part in signed),
    )


def note(row: rows.NoteRow) -> Note:
    """Return a statement with its sources."""
    return Note(text=row.text, plain=row.plain, sources=tuple(row.sources))


def _only(row: rows.OnlyRow | None) -> Only:
    if row is None:
        return Only()
    return Only(sex=row.sex, min_age=row.min_age, max_age=row.max_age, because=row.because or "")


def _modifier(row: rows.ModifierRow) -> Modifier:
    return Modifier(
        times=dict(row.times), basis=row.basis, figures=tuple(row.figures), because=row.because or ""
    )


def red_flag(row: rows.FlagRow, *, hazard: str) -> RedFlag:
    """Return a red flag."""
    return RedFlag(
        id=row.id,
        name=row.name,
        hazard=hazard,
        urgency=row.urgency,
        when=test(row.when),
        floors=tuple(
            Floor(
                urgency=f.urgency,
                unless=None if f.unless is None else test(f.unless),
                only_if=None if f.only_if is None else test(f.only_if),
            )
            for f in row.floors
        ),
        text=row.text,
        plain=row.plain,
        do_now=row.do_now,
        sources=tuple(row.sources),
        omissions=tuple(row.omissions),
        conditions=tuple(row.conditions),
    )


def test(row: rows.CriterionRow) -> Criterion:
    """Return one test of a rule."""
    return Criterion(
        finding=row.finding,
        states=tuple(row.states),
        all_of=tuple(test(each) for each in row.all),
        any_of=tuple(test(each) for each in row.any),
        at_least=row.at_least,
        of=tuple(test(each) for each in row.of),
        min_age=row.min_age,
        below_age=row.below_age,
        sex=row.sex,
    )


def triage(row: rows.TriageFile) -> TriageRules:
    """Return the rules of triage."""
    return TriageRules(
        masses=tuple(MassRule(urgency=m.urgency, at_least=m.at_least, because=m.because) for m in row.masses),
        conclusive_at=row.conclusive_at,
        enough_answers=row.enough_answers,
        floor_when_inconclusive=row.floor_when_inconclusive,
    )
