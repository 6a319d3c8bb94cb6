"""Start the command line; turn what is wrong with the input into a list and exit code 2."""

import os
import sys

from pygalgia.errors import PygalgiaError

FAULTY_INPUT = 2


def main() -> None:
    """Run `pygalgia` with the arguments of the process.

    Exits with 0 when done, 2 when the input is at fault; problems go to standard error.
    """
    _start_lightly()
    from pygalgia.cli.app import app

    try:
        app(standalone_mode=True)
    except PygalgiaError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(FAULTY_INPUT)
    except ModuleNotFoundError as error:
        from pygalgia.extras import refusal

        refused = refusal(error)
        if refused is None:
            raise
        sys.stderr.write(f"{refused}\n")
        sys.exit(FAULTY_INPUT)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


def _start_lightly() -> None:
    """Spare what every start would pay for and no command uses; the user's own settings win."""
    # No library here brings pydantic plugins, and looking for them reads every installed package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # The matrices are small: a pool of threads costs more to start than it saves.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
