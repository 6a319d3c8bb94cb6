"""The plain forms of `pygalgia assess`, read without the library that reads every command.

That library and what it needs take a fifth of the time of an assessment. What is not plainly right here is
left to it, so that there is one place that refuses, helps and explains.
"""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

_FORMATS = ("terminal", "text", "json")
_SEED = re.compile(r"[0-9]{1,9}")


class Plain(NamedTuple):
    """What a plain call of `pygalgia assess` asks for; as the options of the command."""

    case: Path
    format_: str = "terminal"
    everything: bool = False
    seed: int = 0


def plain(arguments: Sequence[str]) -> Plain | None:
    """Return what these arguments of `pygalgia` ask for; None where they are not plainly an assessment."""
    if not arguments or arguments[0] != "assess":
        return None
    case, chosen = None, Plain(case=Path())
    left = iter(arguments[1:])
    for word in left:
        if word == "--all":
            chosen = chosen._replace(everything=True)
        elif word == "--format" and (name := next(left, "")) in _FORMATS:
            chosen = chosen._replace(format_=name)
        elif word == "--seed" and _SEED.fullmatch(number := next(left, "")):
            chosen = chosen._replace(seed=int(number))
        elif case is None and word and not word.startswith("-"):
            case = Path(word)
        else:
            return None
    return None if case is None else chosen._replace(case=case)


def assess_plainly(arguments: Sequence[str]) -> bool:
    """Assess what these arguments plainly ask for; return False, with nothing done, where they do not."""
    asked = plain(arguments)
    # Another language is found, or refused, by that library too.
    if asked is None or os.environ.get("PYGALGIA_LANG"):
        return False
    from pygalgia.cli.assessing import assess_file

    assess_file(asked.case, format_=asked.format_, everything=asked.everything, seed=asked.seed)
    return True
