"""`pygalgia interview`: questions in the terminal, saved as they are answered."""

import json
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pygalgia.errors import Problem, RequestError
from pygalgia.texts import _
from pygalgia.writing import whole_file

if TYPE_CHECKING:
    from pygalgia import Interviewer, Restored
    from pygalgia.interview import Interview

INTERRUPTED = 130
#: An interview is a few kilobytes; what is larger is another kind of file.
_LARGEST_BYTES = 1_000_000


class Format(StrEnum):
    """What follows the interview."""

    terminal = "terminal"
    json = "json"


def interview(
    *,
    save: Annotated[Path | None, typer.Option(help="File that every answer is saved to, at once.")] = None,
    resume: Annotated[Path | None, typer.Option(help="Saved interview to go on with.")] = None,
    answers: Annotated[
        Path | None, typer.Option(help="Case file that answers every question; nothing is asked.")
    ] = None,
    format_: Annotated[
        Format, typer.Option("--format", help="How the assessment is printed at the end.")
    ] = Format.terminal,
    lines: Annotated[
        bool, typer.Option("--json", help="Questions out and answers in as JSON lines; shows no result.")
    ] = False,
    id_: Annotated[str, typer.Option("--id", help="With --json: whose answers are played.")] = "interview",
) -> None:
    """Ask little, ask well, and stop when nothing can change the advice.

    Type `why`, `back`, `skip`, `?`, `change` or `stop` at any question. Ctrl-C keeps every answer.
    """
    import pygalgia
    from pygalgia import Interviewer

    if lines:
        _by_lines(Interviewer(pygalgia.load()), id_, save)
        return
    _needs_a_terminal(answers)
    interviewer = Interviewer(pygalgia.load())
    begun = _resumed(resume, interviewer)
    file = SaveFile(save or resume or _own_file(), is_asked_for=bool(save or resume), interviewer=interviewer)
    if answers is not None:
        case = pygalgia.read_case(answers, interviewer.knowledge)
        done = _answered_by(case, begun, interviewer, file, is_shown=format_ is Format.terminal)
    else:
        from pygalgia.cli.dialogue import Dialogue, Left

        try:
            done = Dialogue(interviewer=interviewer, keep=file.keep).run(begun)
        except Left as left:
            file.keep(left.interview)
            resume_it = f"pygalgia interview --resume {file.path}"
            typer.echo("\n" + _("Your answers are kept. Go on with: %(command)s", command=resume_it))
            raise typer.Exit(INTERRUPTED) from None
    file.finish()
    _print(done, interviewer, format_)


def _by_lines(interviewer: "Interviewer", id_: str, save: Path | None) -> None:
    """Let the interview be played over standard input and output."""
    from pygalgia.cli.interview_lines import Lines

    talk = Lines(interviewer=interviewer, read=sys.stdin, write=sys.stdout)
    if save is not None:
        talk.keep = SaveFile(save, is_asked_for=True, interviewer=interviewer).keep
    talk.run(interviewer.begin(id_=id_))


def _needs_a_terminal(answers: Path | None) -> None:
    if answers is None and not (sys.stdin.isatty() and sys.stdout.isatty()):
        problem = Problem(
            where=_("standard input"),
            found=_("no terminal to ask in"),
            expected=_("a terminal, or --answers FILE"),
            fix=_("run it in a terminal, or give a case file: `pygalgia interview --answers case.json`"),
        )
        raise RequestError([problem])


def _resumed(path: Path | None, interviewer: "Interviewer") -> "Interview":
    from pygalgia import restored

    if path is None:
        return interviewer.begin()
    back = restored(_text(path), interviewer, name=path.name)
    _tell_replayed(back, interviewer)
    return back.interview


def _tell_replayed(back: "Restored", interviewer: "Interviewer") -> None:
    if back.is_replayed:
        version = interviewer.knowledge.base.version
        told = _(
            "Saved with other knowledge: your answers were given anew to version %(version)s.",
            version=version,
        )
        typer.echo(told, err=True)
    for each in back.dropped:
        typer.echo("  " + _("Left out: %(what)s (%(why)s).", what=each.what, why=each.why), err=True)
    if back.interview.again:
        typer.echo("  " + _("What is still asked about is asked again now."), err=True)


def _text(path: Path) -> str:
    from pygalgia.reading import RefusedTextError, file_text

    try:
        return file_text(path, largest=_LARGEST_BYTES)
    except (OSError, RefusedTextError) as error:
        reason = getattr(error, "strerror", None) or error
        problem = Problem(
            where=f"--resume {path}",
            found=_("a file that cannot be read (%(reason)s)", reason=reason),
            expected=_("a saved interview"),
            fix=_("check the path"),
        )
        raise RequestError([problem]) from error


def _own_file() -> Path:
    """Return where an interview is kept that nobody named a file for; it is removed when it is done."""
    import platformdirs

    folder = Path(
        os.environ.get("PYGALGIA_STATE_DIR") or platformdirs.user_state_dir("pygalgia", appauthor=False)
    )
    return folder / "interview.json"


class SaveFile:
    """The file that an interview is written to after every answer, whole or not at all."""

    def __init__(self, path: Path, *, is_asked_for: bool, interviewer: "Interviewer") -> None:
        """Keep where to write, and whether the person named the place."""
        self.path = path
        self.is_asked_for = is_asked_for
        self.interviewer = interviewer

    def keep(self, interview: "Interview") -> None:
        """Write the interview.

        Raises:
            RequestError: it cannot be written there.
        """
        from pygalgia import saved

        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with whole_file(self.path) as file:
                file.write(saved(interview, self.interviewer).encode())
        except OSError as error:
            problem = Problem(
                where=f"--save {self.path}",
                found=_("a place that cannot be written to (%(value)s)", value=error.strerror or error),
                expected=_("a file in a folder that is yours"),
                fix=_("choose another file with --save"),
            )
            raise RequestError([problem]) from error

    def finish(self) -> None:
        """Remove the file if nobody asked for it: health data does not stay behind unasked."""
        if not self.is_asked_for:
            self.path.unlink(missing_ok=True)


def _answered_by(
    case: object, begun: "Interview", interviewer: "Interviewer", file: SaveFile, *, is_shown: bool
) -> "Interview":
    """Return the interview that a case file answers, printing each question and answer."""
    from pygalgia.cli.dialogue import said
    from pygalgia.interview import Ask, given_by

    so_far = begun
    while isinstance(step := interviewer.next_step(so_far), Ask):
        given = given_by(case, step.question, times=interviewer.knowledge.base.interview.times)  # type: ignore[arg-type]
        so_far = interviewer.answer(so_far, step.question.id, given)
        if file.is_asked_for:
            file.keep(so_far)
        if is_shown:
            typer.echo(
                f"{step.number:>2}. {step.question.text}\n    {said(step.question, given, interviewer)}"
            )
    if is_shown:
        typer.echo(f"\n{step.reason}\n")
    return so_far


def _print(done: "Interview", interviewer: "Interviewer", format_: Format) -> None:
    assessment = interviewer.assess(done)
    if format_ is Format.json:
        from pygalgia.report import as_document

        json.dump(as_document(assessment), sys.stdout, indent=1, ensure_ascii=False)
        sys.stdout.write("\n")
    elif done.audience == "patient" or not isinstance(done.given("for-whom"), str):
        from rich.console import Console

        from pygalgia.report import print_assessment
        from pygalgia.report.about_another import in_words_for

        assessment = in_words_for(assessment, done.audience)
        print_assessment(assessment, interviewer.knowledge.base, Console(highlight=False))
    else:
        from pygalgia.interview.state import SKIPPED, UNKNOWN
        from pygalgia.report.heard import Heard
        from pygalgia.report.plain_text import person_text

        said = {name: done.given(name) for name in ("fear", "hope")}
        left_out = (SKIPPED, UNKNOWN)
        told = {name: each for name, each in said.items() if isinstance(each, str) and each not in left_out}
        heard = Heard(**told)
        base = interviewer.knowledge.base
        typer.echo(person_text(assessment, base, audience=done.audience, heard=heard))
