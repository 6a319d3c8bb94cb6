"""Build the knowledge base from its files: every part read, converted and cross-checked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from pygalgia.domain.belief import Belief
from pygalgia.domain.condition import Condition, Link
from pygalgia.domain.contradiction import Contradiction
from pygalgia.domain.evidence import Figure, Guidance, Source
from pygalgia.domain.finding import ABSENT, PRESENT, Finding
from pygalgia.domain.interview_rules import InterviewRules
from pygalgia.domain.knowledge_base import KnowledgeBase, Region, Service
from pygalgia.domain.mechanism import Manifestation, Mechanism
from pygalgia.domain.red_flag import Criterion, RedFlag
from pygalgia.domain.triage import TriageRules
from pygalgia.errors import KnowledgeError
from pygalgia.knowledge import coherence, convert, interview_file, rows
from pygalgia.knowledge.beliefs import YES_NO, BeliefReader
from pygalgia.knowledge.care_file import check_links, read_care
from pygalgia.knowledge.rates import Rates
from pygalgia.knowledge.shares import ShareReader
from pygalgia.reading.problems import Problems, parse
from pygalgia.reading.yaml_file import Document, read_yaml
from pygalgia.version import VERSION

Model = TypeVar("Model", bound=BaseModel)
Item = TypeVar(
    "Item", Finding, Mechanism, Condition, RedFlag, Figure, Source, Guidance, Region, Service, Contradiction
)


@dataclass(slots=True)
class Loader:
    """One reading of the files: collects problems, raises once at the end."""

    root: Path
    problems: Problems = field(default_factory=Problems)
    places: dict[tuple[str, str], str] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    findings: dict[str, Finding] = field(default_factory=dict)
    mechanisms: dict[str, Mechanism] = field(default_factory=dict)

    def load(self, digest: str) -> KnowledgeBase:
        """Return the whole base.

        Raises:
            KnowledgeError: with every problem.
        """
        sources, self.figures = self._read_evidence()
        guidance = self._collect("guidance", self._guidance())
        self.findings = self._collect("finding", self._findings())
        self.mechanisms = self._collect("mechanism", self._mechanisms())
        conditions = self._conditions()
        base = KnowledgeBase(
            version=VERSION,
            sha256=digest,
            regions=self._collect("region", self._regions()),
            marking=self._marking(),
            findings=self.findings,
            mechanisms=self.mechanisms,
            conditions=conditions,
            red_flags=self._collect("red flag", self._flags()),
            contradictions=self._collect("contradiction", self._contradictions()),
            services=self._collect("service", self._services()),
            care=read_care(self.root),
            triage=self._triage(),
            interview=self._interview(sources),
            figures=self.figures,
            sources=sources,
            guidance=guidance,
            unused_figures=self._unused(),
        )
        coherence.check(base, self.problems, places=self.places)
        check_links(base, self.problems)
        if self.problems.found:
            raise KnowledgeError(tuple(self.problems.found))
        return base

    def _beliefs(self) -> BeliefReader:
        rates = Rates(findings=self.findings, mechanisms=self.mechanisms)
        return BeliefReader(figures=self.figures, problems=self.problems, rates=rates)

    def _documents(self, folder: str) -> list[Document]:
        paths = sorted((self.root / folder).glob("*.yaml"))
        if not paths:
            self._missing(folder + "/")
        return [self._read(path) for path in paths]

    def _read(self, path: Path) -> Document:
        return read_yaml(path, name=path.relative_to(self.root).as_posix())

    def _missing(self, name: str) -> None:
        self.problems.add(name, found="nothing", expected="knowledge files", fix="install the package again")

    def _one(self, name: str, model: type[Model]) -> tuple[Document, Model] | None:
        path = self.root / name
        if not path.exists():
            self._missing(name)
            return None
        document = self._read(path)
        row = parse(document, model, self.problems)
        return None if row is None else (document, row)

    def _parsed(self, folder: str, model: type[Model]) -> list[tuple[Document, Model]]:
        pairs = ((document, parse(document, model, self.problems)) for document in self._documents(folder))
        return [(document, row) for document, row in pairs if row is not None]

    def _read_evidence(self) -> tuple[dict[str, Source], dict[str, Figure]]:
        sources: list[tuple[Source, str]] = []
        figures: list[tuple[Figure, str]] = []
        for document, file in self._parsed("evidence/sources", rows.SourceFile):
            self._named_as(document, file.id, "source", expected=document.path.stem)
            sources.append((convert.source(file), document.where(("id",))))
            for index, row in enumerate(file.figures):
                where = document.where(("figures", index))
                self._in_source(row.id, file.id, where)
                figures.append((convert.figure(row, source=file.id), where))
        return self._collect("source", sources), self._collect("figure", figures)

    def _named_as(self, document: Document, name: str, kind: str, *, expected: str) -> None:
        if name != expected:
            self.problems.add(
                document.where(("id",)),
                found=f"the {kind} id {name!r}",
                expected=f"{expected!r}, as the file is called",
                fix="rename one of them",
            )

    def _in_source(self, figure: str, source: str, where: str) -> None:
        if not figure.startswith(f"{source}/"):
            self.problems.add(
                where,
                found=f"the figure id {figure!r}",
                expected=f"an id that begins with {source}/",
                fix="move the figure to the file of its source, or rename it",
            )

    def _guidance(self) -> Iterable[tuple[Guidance, str]]:
        for document, file in self._parsed("evidence/guidance", rows.GuidanceFile):
            for index, row in enumerate(file.guidance):
                yield convert.guidance(row), document.where(("guidance", index))

    def _collect(self, kind: str, items: Iterable[tuple[Item, str]]) -> dict[str, Item]:
        result: dict[str, Item] = {}
        for item, where in items:
            if item.id in result:
                self.problems.add(
                    where,
                    found=f"the {kind} id {item.id!r} again (first in {self.places[kind, item.id]})",
                    expected="each id once",
                    fix="rename or merge one of them",
                )
                continue
            result[item.id] = item
            self.places[kind, item.id] = where
        return result

    def _findings(self) -> Iterable[tuple[Finding, str]]:
        for document, file in self._parsed("findings", rows.FindingsFile):
            for index, row in enumerate(file.findings):
                where = document.where(("findings", index))
                bare = convert.finding(row, topic=file.topic)
                background = None
                if row.background is not None:
                    place = document.where(("findings", index, "background"))
                    background = self._beliefs().belief(row.background, states=bare.states, where=place)
                yield replace(bare, background=background), where

    def _mechanisms(self) -> Iterable[tuple[Mechanism, str]]:
        for document, row in self._parsed("mechanisms", rows.MechanismRow):
            background = self._beliefs().belief(
                row.background, states=YES_NO, where=document.where(("background",))
            )
            manifestations = [
                made
                for index, each in enumerate(row.manifestations)
                if (made := self._manifestation(each, document.where(("manifestations", index)))) is not None
            ]
            if background is not None:
                yield (
                    Mechanism(
                        id=row.id,
                        name=row.name,
                        plain=row.plain,
                        background=background,
                        manifestations=tuple(manifestations),
                    ),
                    document.where(()),
                )

    def _manifestation(self, row: rows.ManifestationRow, where: str) -> Manifestation | None:
        finding = self.findings.get(row.finding)
        if finding is None:
            self.problems.unknown(where, kind="finding", name=row.finding, known=self.findings)
            return None
        reader = self._beliefs()
        present = reader.belief(row.present, states=finding.states, where=where + " (present)")
        absent = reader.belief(row.absent, states=finding.states, where=where + " (absent)")
        if present is None or absent is None:
            return None
        return Manifestation(finding=row.finding, present=present, absent=absent)

    def _conditions(self) -> dict[str, Condition]:
        shares = ShareReader(figures=self.figures, problems=self.problems)
        conditions = self._collect("condition", self._folders(shares))
        found = shares.shares()
        return {id_: replace(condition, shares=found[id_]) for id_, condition in conditions.items()}

    def _folders(self, shares: ShareReader) -> Iterable[tuple[Condition, str]]:
        for folder in self._condition_folders():
            about = self._one(f"{folder}/about.yaml", rows.AboutFile)
            beliefs = self._one(f"{folder}/beliefs.yaml", rows.ConditionBeliefsFile)
            care = self._one(f"{folder}/care.yaml", rows.ConditionCareFile)
            if about is None or beliefs is None or care is None:
                continue
            self._named_as(about[0], about[1].id, "condition", expected=about[0].path.parent.name)
            shares.read(about[1].id, *beliefs)
            self.places["beliefs", about[1].id] = beliefs[0].where(())
            self.places["care", about[1].id] = care[0].where(())
            yield (
                self._with_links(convert.condition(about[1], beliefs[1], care[1]), *beliefs),
                about[0].where(()),
            )

    def _condition_folders(self) -> list[str]:
        folders = sorted(path.name for path in (self.root / "conditions").glob("*") if path.is_dir())
        if not folders:
            self._missing("conditions/")
        return [f"conditions/{name}" for name in folders]

    def _with_links(
        self,
        condition: Condition,
        document: Document,
        row: rows.ConditionBeliefsFile,
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
        stated: Sequence[rows.MechanismLinkRow],
        *,
        under: tuple[str, ...] = (),
    ) -> tuple[Link, ...]:
        links = []
        for index, each in enumerate(stated):
            where = document.where((*under, "mechanisms", index))
            if each.mechanism not in self.mechanisms:
                self.problems.unknown(where, kind="mechanism", name=each.mechanism, known=self.mechanisms)
                continue
            belief = self._beliefs().belief(each, states=YES_NO, where=where)
            if belief is not None:
                links.append(Link(target=each.mechanism, belief=belief))
        self._no_twice(document, [link.target for link in links], at=(*under, "mechanisms"))
        return tuple(links)

    def _finding_links(
        self, document: Document, stated: Sequence[rows.FindingLinkRow], *, under: tuple[str, ...] = ()
    ) -> tuple[Link, ...]:
        links = []
        for index, each in enumerate(stated):
            where = document.where((*under, "findings", index))
            finding = self.findings.get(each.finding)
            if finding is None:
                self.problems.unknown(where, kind="finding", name=each.finding, known=self.findings)
            elif finding.mechanism is not None or not finding.scored:
                self.problems.add(
                    where,
                    found=f"a belief about {each.finding!r}",
                    expected="a finding that conditions produce directly",
                    fix=f"give P({finding.mechanism or 'its scored parts'} | condition) instead",
                )
            else:
                belief = self._beliefs().belief(each, states=finding.states, where=where)
                if belief is not None:
                    links.append(Link(target=each.finding, belief=belief))
        self._no_twice(document, [link.target for link in links], at=(*under, "findings"))
        return tuple(links)

    def _no_twice(self, document: Document, targets: list[str], *, at: tuple[str, ...]) -> None:
        for target in sorted({each for each in targets if targets.count(each) > 1}):
            self.problems.add(
                document.where(at),
                found=f"two beliefs about {target!r}",
                expected="one belief for each target",
                fix="keep the better founded one",
            )

    def _flags(self) -> Iterable[tuple[RedFlag, str]]:
        for document, file in self._parsed("red_flags", rows.FlagsFile):
            for index, row in enumerate(file.flags):
                yield convert.red_flag(row, hazard=file.hazard), document.where(("flags", index))

    def _regions(self) -> Iterable[tuple[Region, str]]:
        read = self._one("regions.yaml", rows.RegionsFile)
        if read is None:
            return
        document, file = read
        for index, row in enumerate(file.regions):
            yield (
                Region(id=row.id, base=row.base, side=row.side, name=row.name, plain=row.plain),
                document.where(("regions", index)),
            )

    def _marking(self) -> Belief:
        certain = Belief(states={ABSENT: 0.0, PRESENT: 1.0}, basis="judged", n=1)
        read = self._one("regions.yaml", rows.RegionsFile)
        if read is None:
            return certain
        document, file = read
        return (
            self._beliefs().belief(file.marking, states=YES_NO, where=document.where(("marking",))) or certain
        )

    def _contradictions(self) -> Iterable[tuple[Contradiction, str]]:
        read = self._one("contradictions.yaml", rows.ContradictionsFile)
        if read is None:
            return
        document, file = read
        for index, row in enumerate(file.contradictions):
            when = Criterion(all_of=tuple(convert.test(each) for each in row.all))
            where = document.where(("contradictions", index))
            yield Contradiction(id=row.id, when=when, text=row.text, fix=row.fix), where

    def _services(self) -> Iterable[tuple[Service, str]]:
        read = self._one("services.yaml", rows.ServicesFile)
        if read is None:
            return
        document, file = read
        for index, row in enumerate(file.services):
            yield Service(**row.model_dump()), document.where(("services", index))

    def _triage(self) -> TriageRules:
        read = self._one("triage.yaml", rows.TriageFile)
        if read is None:
            return TriageRules(
                masses=(), conclusive_at=1, enough_answers=0, floor_when_inconclusive="emergency"
            )
        return convert.triage(read[1])

    def _interview(self, sources: Iterable[str]) -> InterviewRules:
        read = self._one("interview.yaml", interview_file.InterviewFile)
        if read is None:
            return interview_file.NONE
        document, file = read
        interview_file.check(file, document, self.problems, findings=self.findings, sources=sources)
        return interview_file.interview_rules(file)

    def _unused(self) -> dict[str, str]:
        read = self._one("evidence/unused.yaml", rows.UnusedFile)
        if read is None:
            return {}
        return {row.figure: row.because for row in read[1].unused}
