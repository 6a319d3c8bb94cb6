"""Open, cited, verifiable assessment of pain in the buttocks.

    import pygalgia

    knowledge = pygalgia.load()
    case = pygalgia.read_case("case.json", knowledge)
    assessment = pygalgia.assess(case, knowledge)

Names load on first use, so that importing the package is cheap.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from pygalgia.version import VERSION

if TYPE_CHECKING:
    from pygalgia.domain.urgency import Urgency
    from pygalgia.errors import CaseError, KnowledgeError, PygalgiaError
    from pygalgia.facade import Knowledge, assess, load, read_case

__version__ = VERSION

__all__ = [
    "CaseError",
    "Knowledge",
    "KnowledgeError",
    "PygalgiaError",
    "Urgency",
    "__version__",
    "assess",
    "load",
    "read_case",
]

_HOMES = {
    "CaseError": "pygalgia.errors",
    "Knowledge": "pygalgia.facade",
    "KnowledgeError": "pygalgia.errors",
    "PygalgiaError": "pygalgia.errors",
    "Urgency": "pygalgia.domain.urgency",
    "assess": "pygalgia.facade",
    "load": "pygalgia.facade",
    "read_case": "pygalgia.facade",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public name
    """Load a public name when it is first used."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
