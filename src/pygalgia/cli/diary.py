"""`pygalgia diary`: note how the pain goes, see its trend, and plan the days."""

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pygalgia.texts import _

app = typer.Typer(help="Note how the pain goes, see its trend, and plan the days.", no_args_is_help=True)

CaseFile = Annotated[Path, typer.Argument(metavar="CASE", help="The case file that the diary belongs to.")]
Folder = Annotated[Path | None, typer.Option(help="Folder of diaries; without it, your data folder.")]
Zone = Annotated[
    str | None, typer.Option(help="Your time zone, such as Europe/London; without it, this computer's.")
]


class Sleep(StrEnum):
    """How the night was."""

    good = "good"
    disturbed = "disturbed"
    lost = "lost"


class Done(StrEnum):
    """How much of the programme was done."""

    all = "all"
    some = "some"
    none = "none"


@app.command()
def add(  # noqa: PLR0913 - one option for each thing that can be noted
    case: CaseFile,
    *,
    worst: Annotated[
        float | None,
        typer.Option(help="Worst pain since the last note, 0 to 10; may be left out beside a new sign."),
    ] = None,
    average: Annotated[float | None, typer.Option(help="Average pain, 0 to 10.")] = None,
    sleep: Annotated[Sleep | None, typer.Option(help="The night; lost: the pain kept you awake.")] = None,
    function: Annotated[
        list[str] | None,
        typer.Option(help="An activity of your own, 0 cannot do it to 10 as before: walking=6. May repeat."),
    ] = None,
    done: Annotated[Done | None, typer.Option(help="How much of the exercises you did.")] = None,
    medicine: Annotated[
        list[str] | None, typer.Option(help="A class you took: nsaid, paracetamol, ...")
    ] = None,
    sign: Annotated[
        list[str] | None, typer.Option(help="A new sign: fever, bladder-change=cannot-pass, ... May repeat.")
    ] = None,
    response: Annotated[
        list[str] | None, typer.Option(help="How it answers: walking=eases, spread=centralises, ...")
    ] = None,
    note: Annotated[str, typer.Option(help="Your own words; kept, never interpreted.")] = "",
    at: Annotated[str | None, typer.Option(help="When, such as 2026-11-22T18:30; without it, now.")] = None,
    zone: Zone = None,
    folder: Folder = None,
) -> None:
    """Add a note, judge the case anew with it, and say what to do."""
    from rich.console import Console
    from rich.text import Text

    import pygalgia
    from pygalgia.cli import moments
    from pygalgia.cli.diary_entry import Options
    from pygalgia.cli.diary_session import open_session, print_decision
    from pygalgia.domain.exercise import CAUTION_CLASSES
    from pygalgia.store import diary as kept

    own = moments.zone(zone)
    now = datetime.now(UTC).astimezone(own)
    session = open_session(pygalgia.load(), case, folder=folder)
    options = Options(
        worst=worst,
        average=average,
        sleep=None if sleep is None else sleep.value,
        done=None if done is None else done.value,
        function=function or (),
        medicine=medicine or (),
        sign=sign or (),
        response=response or (),
        note=note,
    )
    base = session.course.knowledge.base
    moment = now.replace(microsecond=0) if at is None else moments.moment(at, own)
    entry = options.entry(moment, findings=base.findings, watch=base.care.watch, medicines=CAUTION_CLASSES)
    kept.checked(session.course.diary, entry, now=now)
    session = session.with_entry(entry)
    path = kept.write(session.course.diary, root=folder, keep_damaged=bool(session.damage))
    console = Console(highlight=False)
    print_decision(session, console)
    console.print(Text(_("Noted in %(file)s", file=path), style="dim"), soft_wrap=True)


@app.command()
def show(
    case: CaseFile,
    *,
    svg: Annotated[Path | None, typer.Option(help="Draw the course as a picture into this file.")] = None,
    folder: Folder = None,
) -> None:
    """Show the notes, the trend and what it means; with the urgency worked out at each note."""
    from rich.console import Console

    import pygalgia
    from pygalgia.cli.diary_session import open_session, print_course, print_damage

    session = open_session(pygalgia.load(), case, folder=folder)
    console = Console(highlight=False)
    if not session.course.diary.entries:
        print_damage(session, console)
        if not session.damage:
            console.print(
                _("No notes yet. Add one: %(command)s", command="pygalgia diary add CASE --worst 5")
            )
        return
    print_course(session, console)
    if svg is not None:
        from pygalgia.cli.files import written
        from pygalgia.report.trend import trend_picture

        written(svg, trend_picture(session.course.diary).encode(), option="--svg")


@app.command()
def plan(  # noqa: PLR0913 - one option for each thing that the days depend on
    case: CaseFile,
    *,
    start: Annotated[str | None, typer.Option(help="Day of the assessment; without it, today.")] = None,
    work_from: Annotated[str, typer.Option(help="When your day at the desk begins.")] = "09:00",
    work_to: Annotated[str, typer.Option(help="When it ends.")] = "17:00",
    job: Annotated[
        str | None, typer.Option(help="How you sit: desk, hard-desk-work, driving, wheelchair, ...")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write checks, exercises and breaks as a calendar (.ics).")
    ] = None,
    zone: Zone = None,
    folder: Folder = None,
) -> None:
    """Plan the days: when to look again, when to exercise, when to break off sitting."""
    from rich.console import Console

    import pygalgia
    from pygalgia.care.day import WorkingDay
    from pygalgia.cli import moments
    from pygalgia.cli.diary_session import open_session, print_days
    from pygalgia.report.calendar_file import Weeks, calendar_file

    own = moments.zone(zone)
    now = datetime.now(UTC).astimezone(own)
    session = open_session(pygalgia.load(), case, folder=folder)
    working = WorkingDay(
        starts=moments.clock(work_from, where="--work-from"), ends=moments.clock(work_to, where="--work-to")
    )
    weeks = Weeks(
        case_id=session.course.case.id,
        starts=moments.day(start, now=now, where="--start"),
        zone=own,
        working=working,
        made_at=now,
        routine=moments.known(job, session.course.knowledge.base.care.jobs, where="--job"),
    )
    print_days(session, weeks, Console(highlight=False))
    if out is not None:
        from pygalgia.cli.files import written

        written(out, calendar_file(session.course.assessment.plan, weeks), option="--out")
