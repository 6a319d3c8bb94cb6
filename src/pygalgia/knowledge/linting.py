"""Whether a folder of knowledge files is fit to be used: read, coherent, and in its one order."""

from collections.abc import Iterator
from pathlib import Path

from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.errors import KnowledgeError, Problem
from pygalgia.knowledge.adjusted import given_back, idle_figures
from pygalgia.knowledge.layout import misplaced
from pygalgia.knowledge.load import load_knowledge


def linted(root: Path, *, before: KnowledgeBase | None = None) -> KnowledgeBase:
    """Return the knowledge base below `root`, with every check made anew.

    Args:
        root: Folder of the files.
        before: What they were before: then a formula that gives back what was judged there is a problem.

    Raises:
        KnowledgeError: with every problem.
    """
    base = load_knowledge(root, cached=False)
    problems = (
        *_out_of_order(root),
        *idle_figures(base),
        *(given_back(before, base) if before is not None else ()),
    )
    if problems:
        raise KnowledgeError(problems)
    return base


def _out_of_order(root: Path) -> Iterator[Problem]:
    for file, _ in misplaced(root):
        yield Problem(
            where=file.relative_to(root).as_posix(),
            found="keys or lists out of order",
            expected="the one order that they have",
            fix="run `pygalgia knowledge format`",
        )
