"""What a change of the rules changes: rule by rule, and in every case of some folders."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pygalgia import assessing
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.red_flag import RedFlag
from pygalgia.domain.urgency import Urgency
from pygalgia.errors import CaseError, Problem, RequestError
from pygalgia.evaluation.progress import Progress, silent
from pygalgia.evaluation.sets.folder import SUFFIXES


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is advised of one case: the level, and every flag that is raised."""

    urgency: str
    raised: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A case whose advice or flags differ; None where it cannot be read with that knowledge."""

    file: str
    before: Verdict | None
    after: Verdict | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What differs between two knowledge bases.

    Attributes:
        rules: Each changed rule in a line: flags, calming, thresholds and losses.
        moved: Cases whose urgency or raised flags differ.
        same: How many do not.
    """

    rules: tuple[str, ...]
    moved: tuple[Moved, ...]
    same: int


def changes(
    files: Sequence[Path],
    *,
    before: assessing.Knowledge,
    after: assessing.Knowledge,
    progress: Progress = silent,
) -> Changes:
    """Return what differs. A file that neither can read as a case, such as a key, is passed over.

    Args:
        files: Case files.
        before: The knowledge as it was.
        after: The knowledge as it is now.
        progress: Told of every file.
    """
    moved, same = [], 0
    for path in progress(files, "Judging cases twice", len(files)):
        was, now = _verdict(path, before), _verdict(path, after)
        if was != now:
            moved.append(Moved(file=str(path), before=was, after=now))
        elif was is not None:
            same += 1
    return Changes(rules=tuple(changed_rules(before.base, after.base)), moved=tuple(moved), same=same)


def in_words(found: Changes) -> str:
    """Return the changes as lines to read, the gravest fall in urgency first."""
    rules = [f"  {each}" for each in found.rules] or ["  none"]
    cases = [line for each in sorted(found.moved, key=_gravity) for line in _lines(each)]
    counted = f"{len(found.moved)} of {len(found.moved) + found.same} cases differ"
    return "\n".join(["Rules that changed:", *rules, "", counted, *cases])


def _gravity(each: Moved) -> tuple[int, str]:
    if each.before is None or each.after is None:
        return -len(Urgency), each.file
    fall = Urgency.from_id(each.after.urgency) - Urgency.from_id(each.before.urgency)
    return int(fall), each.file


def _lines(each: Moved) -> Iterator[str]:
    was, now = each.before, each.after
    if was is None or now is None:
        yield f"  {each.file}: {'only now' if was is None else 'no longer'} a case that can be read"
        return
    level = was.urgency if was.urgency == now.urgency else f"{was.urgency} -> {now.urgency}"
    yield f"  {each.file}: {level}"
    for sign, names in (
        ("+", set(now.raised) - set(was.raised)),
        ("-", set(was.raised) - set(now.raised)),
    ):
        yield from (f"    {sign} {name}" for name in sorted(names))


def case_files(folders: Iterable[Path]) -> list[Path]:
    """Return the files of these folders that may be cases, in order.

    Raises:
        RequestError: one is no folder.
    """
    folders = list(folders)
    missing = [each for each in folders if not each.is_dir()]
    if missing:
        raise RequestError(
            [
                Problem(
                    where=str(each), found="no folder", expected="a folder of cases", fix="correct its name"
                )
                for each in missing
            ]
        )
    return sorted(path for folder in folders for path in folder.iterdir() if path.suffix in SUFFIXES)


def changed_rules(before: KnowledgeBase, after: KnowledgeBase) -> Iterator[str]:
    """Return each rule of urgency that differs, in a line."""
    for name in sorted(before.red_flags.keys() | after.red_flags.keys()):
        was, now = before.red_flags.get(name), after.red_flags.get(name)
        if was is None or now is None:
            yield f"red flag {name}: {'new' if was is None else 'gone'}"
        elif parts := _changed_parts(was, now):
            yield f"red flag {name}: {', '.join(parts)}"
    if before.triage != after.triage:
        yield "triage.yaml: losses or thresholds"
    for name in sorted(before.conditions.keys() & after.conditions.keys()):
        if before.conditions[name].action != after.conditions[name].action:
            yield f"condition {name}: from when it is acted on"


def _changed_parts(was: RedFlag, now: RedFlag) -> list[str]:
    return [
        part
        for part, differs in {
            "what raises it": was.when != now.when,
            f"{was.urgency} to {now.urgency}": was.urgency != now.urgency,
            "floors": was.floors != now.floors,
            "what is told": (was.text, was.plain, was.do_now) != (now.text, now.plain, now.do_now),
        }.items()
        if differs
    ]


def _verdict(path: Path, knowledge: assessing.Knowledge) -> Verdict | None:
    try:
        case = assessing.read_case(path, knowledge)
    except CaseError:
        return None
    assessment = assessing.assess(case, knowledge)
    raised = (each.flag.id for each in assessment.red_flags if each.verdict == "raised")
    return Verdict(urgency=assessment.urgency.id, raised=tuple(sorted(raised)))
