"""Start the command line; turn what is wrong with the input into a list and exit code 2."""

import gc
import io
import os
import sys
from contextlib import suppress

from pygalgia.cli.quick import assess_plainly
from pygalgia.errors import Problem, PygalgiaError, RequestError
from pygalgia.texts import _

FAULTY_INPUT = 2
#: New objects before Python looks for cycles that nobody needs any more.
_BEFORE_A_LOOK = 100_000


def main() -> None:
    """Run `pygalgia` with the arguments of the process.

    Exits with 0 when done, 2 when the input is at fault or the output cannot be written; problems go to
    standard error.
    """
    _start_lightly()
    try:
        _run()
        sys.stdout.flush()
    except PygalgiaError as error:
        _refuse(error)
    except ModuleNotFoundError as error:
        from pygalgia.extras import refusal

        refused = refusal(error)
        if refused is None:
            raise
        _refuse(refused)
    except BrokenPipeError:
        sys.stderr.close()
        _drop_output()
        sys.exit(0)
    except OSError as error:
        _drop_output()
        _refuse(RequestError([_not_written(error)]))


def _run() -> None:
    """Run the command; whatever its exit code, what it printed is written before the process ends."""
    try:
        if assess_plainly(sys.argv[1:]):
            # What was made stays to the end: looking through it for rubbish once more finds none.
            gc.freeze()
            sys.exit(0)
        from pygalgia.cli.app import app_for

        app_for(sys.argv[1:])(standalone_mode=True)
    except SystemExit as ended:
        # What a reader that went away looks like once typer has caught it, with 1 as the exit code.
        if type(sys.stdout).__name__ == "PacifyFlushWrapper":
            raise BrokenPipeError from ended
        raise
    finally:
        sys.stdout.flush()


def _refuse(reason: object) -> None:
    sys.stderr.write(f"{reason}\n")
    sys.exit(FAULTY_INPUT)


def _not_written(error: OSError) -> Problem:
    return Problem(
        where=str(error.filename or _("the output")),
        found=error.strerror or str(error),
        expected=_("a file or terminal that can be read and written"),
        fix=_("make room, or write to another place"),
    )


def _drop_output() -> None:
    """Let what could not be written go: Python would try, and complain, once more at its end."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())


def _start_lightly() -> None:
    """Spare what every start would pay for and no command uses; the user's own settings win."""
    # A start makes a hundred thousand objects that all stay: looking through them for rubbish finds none.
    gc.set_threshold(_BEFORE_A_LOOK, *gc.get_threshold()[1:])
    # No library here brings pydantic plugins, and looking for them reads every installed package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # The matrices are small: a pool of threads costs more to start than it saves.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # A file's name may be no text at all; it is printed as well as it can be.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
