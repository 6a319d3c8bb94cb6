"""Read the conditions: a folder each, of what it is, what is believed of it and what is done about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pygalgia.domain.condition import (
    Action,
    Condition,
    Investigation,
    Link,
    Modifier,
    Note,
    Only,
    Review,
    Treatment,
    Visit,
)
from pygalgia.domain.finding import Finding
from pygalgia.domain.mechanism import Mechanism
from pygalgia.knowledge.beliefs import YES_NO, BeliefReader
from pygalgia.knowledge.files.flags import criterion_if_any
from pygalgia.knowledge.files.shelf import Shelf
from pygalgia.knowledge.rates import doubt_about_basis
from pygalgia.knowledge.rows.common import NoteRow, ReviewRow
from pygalgia.knowledge.rows.conditions import (
    AboutFile,
    ConditionBeliefsFile,
    ConditionCareFile,
    FindingLinkRow,
    InvestigationRow,
    MechanismLinkRow,
    ModifierRow,
    OnlyRow,
    TreatmentRow,
    VisitRow,
)
from pygalgia.knowledge.shares import ShareReader
from pygalgia.reading.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionReader:
    """Reads the conditions against the findings and mechanisms there are."""

    shelf: Shelf
    beliefs: BeliefReader
    findings: Mapping[str, Finding]
    mechanisms: Mapping[str, Mechanism]

    def read(self) -> dict[str, Condition]:
        """Return every condition with its beliefs and shares."""
        shares = ShareReader(figures=self.beliefs.figures, problems=self.shelf.problems)
        conditions = self.shelf.collected("condition", self._folders(shares))
        found = shares.shares()
        return {id_: replace(condition, shares=found[id_]) for id_, condition in conditions.items()}

    def _folders(self, shares: ShareReader) -> Iterable[tuple[Condition, str]]:
        for folder in self._condition_folders():
            about = self.shelf.one(f"{folder}/about.yaml", AboutFile)
            beliefs = self.shelf.one(f"{folder}/beliefs.yaml", ConditionBeliefsFile)
            care = self.shelf.one(f"{folder}/care.yaml", ConditionCareFile)
            if about is None or beliefs is None or care is None:
                continue
            self.shelf.named_as(about[0], about[1].id, "condition", expected=about[0].path.parent.name)
            shares.read(about[1].id, *beliefs)
            self._check_modifiers(*beliefs)
            self.shelf.places["beliefs", about[1].id] = beliefs[0].where(())
            self.shelf.places["care", about[1].id] = care[0].where(())
            yield (
                self._with_links(_condition(about[1], beliefs[1], care[1]), *beliefs),
                about[0].where(()),
            )

    def _check_modifiers(self, document: Document, file: ConditionBeliefsFile) -> None:
        for key, row in (("age", file.age), ("sex", file.sex)):
            doubt = row and doubt_about_basis(row.basis, (row.formula or {}).values())
            if doubt:
                self.shelf.problems.add(
                    document.where((key, "basis")),
                    found=doubt,
                    expected="the basis as it is",
                    fix="name it derived or adjusted",
                )

    def _condition_folders(self) -> list[str]:
        folders = sorted(path.name for path in (self.shelf.root / "conditions").glob("*") if path.is_dir())
        if not folders:
            self.shelf.missing("conditions/")
        return [f"conditions/{name}" for name in folders]

    def _with_links(
        self,
        condition: Condition,
        document: Document,
        row: ConditionBeliefsFile,
    ) -> Condition:
        young, under = row.in_children, ("in_children",)
        return replace(
            condition,
            mechanisms=self._mechanism_links(document, row.mechanisms),
            findings=self._finding_links(document, row.findings),
            child_mechanisms=self._mechanism_links(document, young.mechanisms if young else [], under=under),
            child_findings=self._finding_links(document, young.findings if young else [], under=under),
            child_because=young.because if young else "",
        )

    def _mechanism_links(
        self,
        document: Document,
        stated: Sequence[MechanismLinkRow],
        *,
        under: tuple[str, ...] = (),
    ) -> tuple[Link, ...]:
        links = []
        for index, each in enumerate(stated):
            where = document.where((*under, "mechanisms", index))
            if each.mechanism not in self.mechanisms:
                self.shelf.problems.unknown(
                    where, kind="mechanism", name=each.mechanism, known=self.mechanisms
                )
                continue
            belief = self.beliefs.belief(each, states=YES_NO, where=where)
            if belief is not None:
                links.append(Link(target=each.mechanism, belief=belief))
                self._remember(document, each.mechanism, where)
        self._no_twice(document, [link.target for link in links], at=(*under, "mechanisms"))
        return tuple(links)

    def _finding_links(
        self, document: Document, stated: Sequence[FindingLinkRow], *, under: tuple[str, ...] = ()
    ) -> tuple[Link, ...]:
        links = []
        for index, each in enumerate(stated):
            where = document.where((*under, "findings", index))
            finding = self.findings.get(each.finding)
            if finding is None:
                self.shelf.problems.unknown(where, kind="finding", name=each.finding, known=self.findings)
            elif finding.mechanism is not None or not finding.scored:
                self.shelf.problems.add(
                    where,
                    found=f"a belief about {each.finding!r}",
                    expected="a finding that conditions produce directly",
                    fix=f"give P({finding.mechanism or 'its scored parts'} | condition) instead",
                )
            else:
                belief = self.beliefs.belief(each, states=finding.states, where=where)
                if belief is not None:
                    links.append(Link(target=each.finding, belief=belief))
                    self._remember(document, each.finding, where)
        self._no_twice(document, [link.target for link in links], at=(*under, "findings"))
        return tuple(links)

    def _remember(self, document: Document, target: str, where: str) -> None:
        self.shelf.places.setdefault(("belief", f"{document.path.parent.name}/{target}"), where)

    def _no_twice(self, document: Document, targets: list[str], *, at: tuple[str, ...]) -> None:
        for target in sorted({each for each in targets if targets.count(each) > 1}):
            self.shelf.problems.add(
                document.where(at),
                found=f"two beliefs about {target!r}",
                expected="one belief for each target",
                fix="keep the better founded one",
            )


def _condition(about: AboutFile, beliefs: ConditionBeliefsFile, care: ConditionCareFile) -> Condition:
    # Without its beliefs and shares, which need figures, vocabulary and the other conditions.
    return Condition(
        id=about.id,
        name=about.name,
        plain_name=about.plain_name,
        plain=about.plain,
        group=about.group,
        layer=about.layer,
        icd10=about.icd10,
        icd11=about.icd11,
        split_from=about.split_from or "",
        action=Action(
            urgency=care.action.urgency,
            because=care.action.because,
            sources=tuple(care.action.sources),
            settled=None if care.action.settled is None else care.action.settled.urgency,
            settled_because="" if care.action.settled is None else care.action.settled.because,
            do_now=care.action.do_now,
        ),
        only=_only(beliefs.only),
        age=None if beliefs.age is None else _modifier(beliefs.age),
        sex=None if beliefs.sex is None else _modifier(beliefs.sex),
        see=tuple(_visit(each) for each in care.see),
        investigations=tuple(_investigation(each) for each in care.investigations),
        treatment=tuple(_treatment(each) for each in care.treatment),
        prognosis=None if care.prognosis is None else _note(care.prognosis),
        prevention=tuple(_note(each) for each in care.prevention),
        review=_review(about.review, beliefs.review, care.review),
    )


def _visit(row: VisitRow) -> Visit:
    return Visit(
        service=row.service,
        when=row.when,
        condition=row.condition or "",
        why=row.why,
        sources=tuple(row.sources),
    )


def _investigation(row: InvestigationRow) -> Investigation:
    return Investigation(
        text=row.text,
        plain=row.plain,
        when=row.when,
        condition=row.condition or "",
        why=row.why,
        sources=tuple(row.sources),
    )


def _treatment(row: TreatmentRow) -> Treatment:
    return Treatment(
        kind=row.kind,
        text=row.text,
        plain=row.plain,
        strength=row.strength,
        cautions=tuple(row.cautions),
        when=criterion_if_any(row.when),
        sources=tuple(row.sources),
    )


def _review(*parts: ReviewRow | None) -> Review:
    """A condition is reviewed when each of its files is: by whom, since the first, until the first is due."""
    signed = [part for part in parts if part is not None]
    if len(signed) < len(parts):
        return Review()
    return Review(
        reviewer=", ".join(dict.fromkeys(part.reviewer for part in signed)),
        reviewed_on=min(part.reviewed_on for part in signed),
        next_review=min(part.next_review for part in signed),
    )


def _note(row: NoteRow) -> Note:
    return Note(text=row.text, plain=row.plain, sources=tuple(row.sources))


def _only(row: OnlyRow | None) -> Only:
    if row is None:
        return Only()
    return Only(
        sex=row.sex,
        min_age=row.min_age,
        max_age=row.max_age,
        needs=criterion_if_any(row.needs),
        because=row.because or "",
    )


def _modifier(row: ModifierRow) -> Modifier:
    return Modifier(
        times=dict(row.times), basis=row.basis, figures=tuple(row.figures), because=row.because or ""
    )
