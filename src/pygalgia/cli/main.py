"""Start the command line; turn what is wrong with the input into a list and exit code 2."""

import sys

from pygalgia.errors import InputError, PygalgiaError

FAULTY_INPUT = 2


def main() -> None:
    """Run `pygalgia` with the arguments of the process.

    Exits with 0 when done, 2 when the input is at fault; problems go to standard error.
    """
    from pygalgia.cli.app import app

    try:
        app(standalone_mode=True)
    except InputError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(FAULTY_INPUT)
    except PygalgiaError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(FAULTY_INPUT)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
