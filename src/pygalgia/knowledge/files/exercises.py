"""Read the exercises, the short breaks, the cautions and the poses of their pictures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pygalgia.domain.exercise import (
    AvoidIf,
    Caution,
    Cautions,
    Dose,
    Exercise,
    MicroBreak,
    Progression,
    Scene,
)
from pygalgia.domain.logic import leaves
from pygalgia.domain.urgency import Urgency
from pygalgia.errors import KnowledgeError, Problem
from pygalgia.knowledge.files.flags import criterion
from pygalgia.knowledge.files.poses import scene
from pygalgia.knowledge.rows.exercises import (
    CautionRow,
    CautionsFile,
    CautionTestRow,
    ExerciseFile,
    MicroBreakRow,
    MicroBreaksFile,
    PicturedRow,
)
from pygalgia.knowledge.rows.poses import SceneFile
from pygalgia.reading.document import Document
from pygalgia.reading.problems import Problems, parse
from pygalgia.reading.yaml_file import read_yaml


def read_exercises(root: Path) -> tuple[Exercise, ...]:
    """Return every exercise below `root`, in order of id.

    Raises:
        KnowledgeError: with every problem in these files.
    """
    return _Reading(root=root).exercises()


def read_micro_breaks(root: Path) -> tuple[MicroBreak, ...]:
    """Return every short break, in the order of the file.

    Raises:
        KnowledgeError: with every problem in these files.
    """
    return _Reading(root=root).micro_breaks()


def read_cautions(root: Path) -> Cautions:
    """Return the closed list of cautions.

    Raises:
        KnowledgeError: with every problem in the file.
    """
    return _Reading(root=root).cautions()


@dataclass(slots=True)
class _Reading:
    """One reading of the files: collects problems, raises once at the end."""

    root: Path
    problems: Problems = field(default_factory=Problems)

    def cautions(self) -> Cautions:
        document = self._document("cautions.yaml")
        row = parse(document, CautionsFile, self.problems)
        self._refuse()
        assert row is not None  # noqa: S101 - a file that could not be read is a problem
        listed = [each.id for each in row.cautions]
        for number, name in enumerate(listed):
            if name in listed[:number]:
                self._twice(document.where(("cautions", number, "id")), name)
        for number, name in enumerate(row.default_cautions):
            self._known(document.where(("default_cautions", number)), name, listed)
        self._refuse()
        return Cautions(
            by_id={each.id: _caution(each) for each in row.cautions},
            defaults=tuple(row.default_cautions),
            stop_if=tuple(row.default_stop_if),
        )

    def exercises(self) -> tuple[Exercise, ...]:
        cautions = self.cautions()
        read: list[Exercise] = []
        for path in sorted((self.root / "exercises").glob("*.yaml")):
            document = self._document(f"exercises/{path.name}")
            row = parse(document, ExerciseFile, self.problems)
            drawn = self._scene(path.stem)
            if row is not None and drawn is not None:
                self._check(row, drawn, document=document, cautions=cautions)
                read.append(_exercise(row, drawn, stop_if=cautions.stop_if))
        self._refuse()
        return tuple(read)

    def micro_breaks(self) -> tuple[MicroBreak, ...]:
        document = self._document("micro_breaks.yaml")
        file = parse(document, MicroBreaksFile, self.problems)
        cautions = self.cautions()
        read: list[MicroBreak] = []
        for row in file.micro_breaks if file is not None else []:
            drawn = self._scene(row.id)
            if drawn is not None:
                self._check(row, drawn, document=document, cautions=cautions)
                read.append(_micro_break(row, drawn))
        self._refuse()
        return tuple(read)

    def _document(self, name: str) -> Document:
        return read_yaml(self.root / name, name=name)

    def _scene(self, name: str) -> Scene | None:
        document = self._document(f"exercises/poses/{name}.yaml")
        row = parse(document, SceneFile, self.problems)
        if row is not None and row.id != name:
            self.problems.add(
                document.where(("id",)), found=repr(row.id), expected=repr(name), fix="name it like its file"
            )
        return None if row is None else scene(row)

    def _check(self, row: PicturedRow, drawn: Scene, *, document: Document, cautions: Cautions) -> None:
        """Note unknown cautions and pictures that do not match the frames."""
        for each in row.avoid_if:
            self._known(document.where(("avoid_if",)), each.caution, cautions.by_id)
        frames = [picture_name(row.id, pose.name) for pose in drawn.poses]
        if row.pictures != frames:
            self.problems.add(
                document.where(("pictures",)),
                found=", ".join(row.pictures),
                expected=", ".join(frames),
                fix="list the frames of the pose file, in their order",
            )

    def _known(self, where: str, name: str, known: Iterable[str]) -> None:
        if name not in (listed := list(known)):
            self.problems.unknown(where, kind="caution", name=name, known=listed)

    def _twice(self, where: str, name: str) -> None:
        self.problems.add(where, found=f"{name!r} a second time", expected="each id once", fix="remove one")

    def _refuse(self) -> None:
        if self.problems.found:
            raise KnowledgeError(tuple(self.problems.found))


def picture_name(name: str, frame: str) -> str:
    """Return the file name of a picture: the exercise and the frame."""
    return f"{name}-{frame}.svg"


def _caution(row: CautionRow) -> Caution:
    urgencies = [Urgency.from_id(each.urgency_at_least) for each in row.when if each.urgency_at_least]
    return Caution(
        id=row.id,
        name=row.name,
        plain=row.plain,
        classes=tuple(row.classes),
        effect=row.effect,
        tests=tuple(criterion(each) for each in row.when if _is_test(each)),
        suspected={
            each.condition: each.at_least_p for each in row.when if each.condition and each.at_least_p
        },
        urgency=min(urgencies, default=None),
        any_red_flag=any(each.red_flag is not None for each in row.when),
        sources=tuple(row.sources),
        note=row.note or "",
    )


def _is_test(row: CautionTestRow) -> bool:
    return row.condition is None and row.urgency_at_least is None and row.red_flag is None


def _exercise(row: ExerciseFile, drawn: Scene, *, stop_if: tuple[str, ...]) -> Exercise:
    basis = row.dose_basis
    return Exercise(
        id=row.id,
        name=row.name,
        aim=row.aim,
        position=row.position,
        steps=tuple(row.steps),
        dose=Dose(
            **row.dose.model_dump(), basis=basis.basis, because=basis.because, sources=tuple(basis.sources)
        ),
        helps=tuple(row.helps),
        avoid_if=_avoid_if(row),
        stop_if=(*row.stop_if, *stop_if),
        progression=Progression(**row.progression.model_dump()),
        equipment=tuple(row.equipment),
        sided=row.sided,
        sources=tuple(row.sources),
        verified=row.verified,
        note=row.note or "",
        pictures=tuple(row.pictures),
        picture_text=row.picture_text,
        scene=drawn,
    )


def _micro_break(row: MicroBreakRow, drawn: Scene) -> MicroBreak:
    return MicroBreak(
        id=row.id,
        name=row.name,
        every=row.every,
        every_minutes=row.every_minutes,
        length=row.length,
        length_minutes=row.length_minutes,
        steps=tuple(row.steps),
        helps=tuple(row.helps),
        avoid_if=_avoid_if(row),
        stop_if=tuple(row.stop_if),
        basis=row.basis,
        because=row.because,
        sources=tuple(row.sources),
        verified=row.verified,
        note=row.note or "",
        pictures=tuple(row.pictures),
        picture_text=row.picture_text,
        scene=drawn,
    )


def _avoid_if(row: PicturedRow) -> tuple[AvoidIf, ...]:
    return tuple(AvoidIf(caution=each.caution, text=each.text) for each in row.avoid_if)


def unknown_links(
    cautions: Cautions,
    pictured: Iterable[Exercise | MicroBreak],
    *,
    states: Mapping[str, Iterable[str]],
    conditions: Iterable[str],
    sources: Iterable[str],
) -> tuple[Problem, ...]:
    """Return every id that these files name and nobody else knows.

    Args:
        states: Finding id to the states it can be in.
        conditions: Known condition ids.
        sources: Known source ids.
    """
    problems = Problems()
    named = {"condition": set(conditions), "source": set(sources)}
    links = [link for each in pictured for link in _links(each)]
    links += [link for caution in cautions.by_id.values() for link in _caution_links(caution)]
    for where, kind, name in links:
        if name not in named[kind]:
            problems.unknown(where, kind=kind, name=name, known=named[kind])
    for caution in cautions.by_id.values():
        _check_states(caution, states, problems=problems)
    return tuple(problems.found)


_Link = tuple[str, str, str]


def _links(each: Exercise | MicroBreak) -> list[_Link]:
    dose = each.dose.sources if isinstance(each, Exercise) else ()
    conditions: list[_Link] = [(each.id, "condition", name) for name in each.helps]
    return conditions + [(each.id, "source", name) for name in (*each.sources, *dose)]


def _caution_links(caution: Caution) -> list[_Link]:
    where = f"cautions.yaml, {caution.id}"
    conditions: list[_Link] = [(where, "condition", name) for name in caution.suspected]
    return conditions + [(where, "source", name) for name in caution.sources]


def _check_states(caution: Caution, states: Mapping[str, Iterable[str]], *, problems: Problems) -> None:
    where = f"cautions.yaml, {caution.id}"
    for test in (leaf for each in caution.tests for leaf in leaves(each)):
        if test.finding is None:
            continue
        if test.finding not in states:
            problems.unknown(where, kind="finding", name=test.finding, known=states)
            continue
        for state in test.states:
            if state not in (known := list(states[test.finding])):
                problems.unknown(where, kind=f"state of {test.finding}", name=state, known=known)
