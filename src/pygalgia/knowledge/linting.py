"""Whether a folder of knowledge files is fit to be used: read, coherent, and in its one order."""

from pathlib import Path

from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.errors import KnowledgeError, Problem
from pygalgia.knowledge.layout import misplaced
from pygalgia.knowledge.load import load_knowledge


def linted(root: Path) -> KnowledgeBase:
    """Return the knowledge base below `root`, with every check made anew.

    Raises:
        KnowledgeError: with every problem.
    """
    base = load_knowledge(root, cached=False)
    problems = tuple(
        Problem(
            where=file.relative_to(root).as_posix(),
            found="keys or lists out of order",
            expected="the one order that they have",
            fix="run `pygalgia knowledge format`",
        )
        for file, _ in misplaced(root)
    )
    if problems:
        raise KnowledgeError(problems)
    return base
