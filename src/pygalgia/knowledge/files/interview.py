"""Read `interview.yaml`: the opening, the emergency screen, the lists, losses, efforts and when to stop."""

from collections.abc import Iterable, Mapping
from math import inf

from pygalgia.domain.finding import NOTHING, Finding
from pygalgia.domain.interview_rules import (
    AskedFirst,
    CourseChoice,
    Effort,
    InterviewRules,
    Losses,
    OtherWords,
    PersonChoice,
    PersonQuestion,
    SelfCheck,
    Sheet,
    SinceChoice,
    Stopping,
    Tick,
    TickList,
    TimeQuestion,
    UnfitToTravel,
)
from pygalgia.domain.timing import Since
from pygalgia.knowledge.files.flags import criterion, criterion_if_any
from pygalgia.knowledge.files.shelf import Shelf
from pygalgia.knowledge.rows.interview import (
    InterviewFile,
    PersonRow,
    TickListRow,
    TickRow,
    TimeQuestionRow,
)
from pygalgia.reading import Document, Problems

#: Stands in where the file is missing or wrong: that is noted as a problem, and nothing is started with it.
_NONE = InterviewRules(
    opening=(),
    persons={},
    screen=(),
    lists=(),
    sheets=(),
    self_checks=(),
    times=TimeQuestion(
        question="-",
        clinician="-",
        since_question="-",
        course_question="-",
        help="",
        why="",
        since=(),
        courses=(),
        seconds=1,
    ),
    losses=Losses(held_up=0, averted=(0,) * 5, together=1, ranking=1, doubt=0, because="-"),
    effort=Effort(unpleasant=(1, 1, 1), list_seconds=1, tick_seconds=1, self_check_seconds=1, because="-"),
    stopping=Stopping(epsilon=1, line=1, pairs=2, most_questions=1, because="-"),
    most_ticks=8,
    least_share=1,
    telling_bits=0,
    nearly_equal=1,
)


def read_interview(
    shelf: Shelf, *, findings: Mapping[str, Finding], sources: Iterable[str]
) -> InterviewRules:
    """Return the rules of the interview."""
    read = shelf.one("interview.yaml", InterviewFile)
    if read is None:
        return _NONE
    document, file = read
    _check(file, document, shelf.problems, findings=findings, sources=sources)
    return _interview_rules(file)


def _interview_rules(file: InterviewFile) -> InterviewRules:
    """Return the rules as the program uses them."""
    return InterviewRules(
        opening=tuple(file.opening),
        persons={row.id: _person(row) for row in file.persons},
        screen=tuple(_list(row) for row in file.screen),
        lists=tuple(_list(row) for row in file.lists),
        sheets=tuple(Sheet(**{**row.model_dump(), "lists": tuple(row.lists)}) for row in file.sheets),
        self_checks=tuple(
            SelfCheck(
                **{
                    **row.model_dump(),
                    "steps": tuple(row.steps),
                    "sources": tuple(row.sources),
                    "instead_of": row.instead_of or "",
                }
            )
            for row in file.self_checks
        ),
        times=_times(file.times),
        losses=Losses(
            held_up=file.losses.held_up,
            averted=tuple(file.losses.averted),
            together=file.losses.together,
            ranking=file.losses.ranking,
            doubt=file.losses.doubt,
            because=file.losses.because,
        ),
        effort=Effort(**{**file.effort.model_dump(), "unpleasant": tuple(file.effort.unpleasant)}),
        stopping=Stopping(
            **{**file.stopping.model_dump(), "told_when_asked": tuple(file.stopping.told_when_asked)}
        ),
        most_ticks=file.most_ticks,
        least_share=file.least_share,
        telling_bits=file.telling_bits,
        nearly_equal=file.nearly_equal,
        unfit_to_travel=UnfitToTravel(
            when=criterion(file.unfit_to_travel.when),
            text=file.unfit_to_travel.text,
            plain=file.unfit_to_travel.plain,
            do_now=file.unfit_to_travel.do_now,
        ),
        in_other_words=tuple(OtherWords(**row.model_dump()) for row in file.in_other_words),
    )


def _times(row: TimeQuestionRow) -> TimeQuestion:
    spans = [inf if each.below_days is None else each.below_days for each in row.since]
    return TimeQuestion(
        question=row.question,
        clinician=row.clinician,
        since_question=row.since_question,
        course_question=row.course_question,
        help=row.help,
        why=row.why,
        since=tuple(
            SinceChoice(
                id=each.id,
                text=each.text,
                since=Since(from_days=start, below_days=below, words=each.words),
            )
            for each, start, below in zip(row.since, [0.0, *spans], spans, strict=False)
        ),
        courses=tuple(
            CourseChoice(id=each.id, text=each.text, course=each.course, past=each.past)
            for each in row.courses
        ),
        before_alarm=tuple(
            AskedFirst(findings=tuple(each.findings), when=criterion_if_any(each.when))
            for each in row.before_alarm
        ),
        seconds=row.seconds,
    )


def _person(row: PersonRow) -> PersonQuestion:
    return PersonQuestion(
        id=row.id,
        kind=row.kind,
        question=row.question,
        other=row.other,
        clinician=row.clinician,
        help=row.help,
        why=row.why,
        choices=tuple(PersonChoice(id=each.id, text=each.text) for each in row.choices),
        only_for=tuple(row.only_for),
        without=row.without or "",
    )


def _list(row: TickListRow) -> TickList:
    return TickList(
        id=row.id,
        question=row.question,
        clinician=row.clinician,
        why=row.why,
        ticks=tuple(
            Tick(
                finding=each.finding,
                state=each.state,
                text=each.text,
                heading=each.heading or "",
                beside=each.beside or "",
                unsaid=each.unsaid or "",
                asks=each.asks or "",
                neither=each.neither or "",
                always=each.always,
                when=criterion_if_any(each.when),
            )
            for each in row.ticks
        ),
    )


def _check(
    file: InterviewFile,
    document: Document,
    problems: Problems,
    *,
    findings: Mapping[str, Finding],
    sources: Iterable[str],
) -> None:
    """Note everything that the interview names and nobody knows, and losses that do not grow."""
    persons = {row.id for row in file.persons}
    for index, name in enumerate(file.opening):
        if name not in findings and name not in persons:
            problems.unknown(
                document.where(("opening", index)),
                kind="opening question",
                name=name,
                known=[*persons, *findings],
            )
    for index, row in enumerate(file.persons):
        if row.without is not None and row.without not in persons:
            where = document.where(("persons", index, "without"))
            problems.unknown(where, kind="question about the person", name=row.without, known=persons)
    _check_lists(file, document, problems, findings)
    _check_sheets(file, document, problems)
    _check_times(file.times, document, problems)
    for index, check in enumerate(file.self_checks):
        where = document.where(("self_checks", index))
        if check.finding not in findings:
            problems.unknown(where, kind="finding", name=check.finding, known=findings)
        for name in set(check.sources) - set(sources):
            problems.unknown(where, kind="source", name=name, known=sources)
    _check_stopping(file, document, problems, findings)
    averted = file.losses.averted
    if averted != sorted(averted) or averted[0] != 0:
        problems.add(
            document.where(("losses", "averted")),
            found=f"averted = {averted}",
            expected="0 first, then losses that grow with the gap",
            fix="put them in order",
        )


def _check_stopping(
    file: InterviewFile, document: Document, problems: Problems, findings: Mapping[str, Finding]
) -> None:
    for index, name in enumerate(file.stopping.told_when_asked):
        if name not in findings:
            where = document.where(("stopping", "told_when_asked", index))
            problems.unknown(where, kind="finding", name=name, known=findings)


def _check_lists(
    file: InterviewFile, document: Document, problems: Problems, findings: Mapping[str, Finding]
) -> None:
    for key in ("screen", "lists"):
        for number, row in enumerate(getattr(file, key)):
            for line, tick in enumerate(row.ticks):
                where = document.where((key, number, "ticks", line))
                finding = findings.get(tick.finding)
                if finding is None:
                    problems.unknown(where, kind="finding", name=tick.finding, known=findings)
                elif tick.state is not None and tick.state not in finding.states:
                    problems.unknown(where, kind="state", name=tick.state, known=finding.states)
                else:
                    _check_unsaid(tick, finding, where, problems)
                others = [each.finding for each in row.ticks if each.finding != tick.finding]
                if tick.beside is not None and tick.beside not in others:
                    problems.unknown(where, kind="line of this list", name=tick.beside, known=others)


def _check_unsaid(tick: TickRow, finding: Finding, where: str, problems: Problems) -> None:
    """Note a tick that would be lost where somebody cannot say more, and one that says all by itself."""
    if tick.state is not None:
        for name in ("unsaid", "asks", "neither"):
            if getattr(tick, name) is not None:
                problems.add(
                    where,
                    found=f"state = {tick.state} and {name} = {getattr(tick, name)}",
                    expected=f"{name} only on a line without a state",
                    fix="leave one of them out",
                )
        return
    if tick.asks is None or tick.neither is None:
        problems.add(
            where,
            found="a line without a state that lacks asks or neither",
            expected="asks and neither: the question that its tick leads to, and the way back from it",
            fix="write both in the words of whoever ticks",
        )
    somethings = [each for each in finding.states if each not in NOTHING]
    if somethings and tick.unsaid not in somethings:
        problems.add(
            where,
            found=f"unsaid = {tick.unsaid}" if tick.unsaid else "a line without a state, and no unsaid",
            expected=f"unsaid: {' | '.join(somethings)}",
            fix="say what a tick counts as where somebody cannot say more",
        )


def _check_times(row: TimeQuestionRow, document: Document, problems: Problems) -> None:
    edges = [each.below_days for each in row.since]
    rising = [edge for edge in edges[:-1] if edge is not None]
    if edges[-1] is not None or len(rising) != len(edges) - 1 or rising != sorted(set(rising)):
        problems.add(
            document.where(("times", "since")),
            found=f"answers that end below {edges} days",
            expected="rising ends, none on the last: together they cover all time",
            fix="put them in order",
        )


def _check_sheets(file: InterviewFile, document: Document, problems: Problems) -> None:
    known = [row.id for row in (*file.screen, *file.lists)]
    used = [name for row in file.sheets for name in row.lists]
    for number, row in enumerate(file.sheets):
        for name in set(row.lists) - set(known):
            problems.unknown(document.where(("sheets", number, "lists")), kind="list", name=name, known=known)
    for number, listed in enumerate(file.lists):
        if listed.id not in used:
            problems.add(
                document.where(("lists", number)),
                found=f"the list {listed.id!r} on no sheet",
                expected="each list on a sheet, so that it can be asked",
                fix="name it in one of the sheets",
            )
