"""Open, cited, verifiable assessment of pain in the buttocks.

    import pygalgia

    knowledge = pygalgia.load()
    case = pygalgia.read_case("case.json", knowledge)
    assessment = pygalgia.assess(case, knowledge)

An interview instead of a case file:

    interviewer = pygalgia.Interviewer(knowledge)
    interview = interviewer.begin()
    step = interviewer.next_step(interview)

This is the one door: the terminal, the web and every program go through the names below, and what lies
behind them may move. Names load on first use, so that importing the package is cheap.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from pygalgia.version import VERSION

if TYPE_CHECKING:
    from pygalgia.assessing import Knowledge, assess, load, read_case
    from pygalgia.domain.assessment import Assessment
    from pygalgia.domain.case import Case
    from pygalgia.domain.urgency import Urgency
    from pygalgia.errors import CaseError, KnowledgeError, PygalgiaError, SavedError
    from pygalgia.session import (
        Changed,
        Course,
        Dropped,
        Interviewer,
        InterviewRow,
        Restored,
        as_row,
        from_row,
        restored,
        saved,
    )

__version__ = VERSION

_HOMES = {
    "Assessment": "pygalgia.domain.assessment",
    "Case": "pygalgia.domain.case",
    "CaseError": "pygalgia.errors",
    "Changed": "pygalgia.session",
    "Course": "pygalgia.session",
    "Dropped": "pygalgia.session",
    "InterviewRow": "pygalgia.session",
    "Interviewer": "pygalgia.session",
    "Knowledge": "pygalgia.assessing",
    "KnowledgeError": "pygalgia.errors",
    "PygalgiaError": "pygalgia.errors",
    "Restored": "pygalgia.session",
    "SavedError": "pygalgia.errors",
    "Urgency": "pygalgia.domain.urgency",
    "as_row": "pygalgia.session",
    "assess": "pygalgia.assessing",
    "from_row": "pygalgia.session",
    "load": "pygalgia.assessing",
    "read_case": "pygalgia.assessing",
    "restored": "pygalgia.session",
    "saved": "pygalgia.session",
}

__all__ = [
    "Assessment",
    "Case",
    "CaseError",
    "Changed",
    "Course",
    "Dropped",
    "InterviewRow",
    "Interviewer",
    "Knowledge",
    "KnowledgeError",
    "PygalgiaError",
    "Restored",
    "SavedError",
    "Urgency",
    "__version__",
    "as_row",
    "assess",
    "from_row",
    "load",
    "read_case",
    "restored",
    "saved",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public name
    """Load a public name when it is first used."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
