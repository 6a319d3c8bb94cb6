"""What is wrong is said in words, whichever part of the program is loaded."""

import subprocess
import sys

SAID = """
from pygalgia.errors import Problem, RequestError
one = Problem(where="a", found="b", expected="c", fix="d")
try:
    raise RequestError([one] * {count})
except RequestError as error:
    print(str(error).splitlines()[0])
"""


def told(count):
    done = subprocess.run(
        [sys.executable, "-c", SAID.format(count=count)], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_a_problem_is_told_before_any_language_is_loaded():
    """A part that is used alone once ended in a fault of its own instead."""
    assert told(1) == "1 problem in the request:"
    assert told(2) == "2 problems in the request:"
