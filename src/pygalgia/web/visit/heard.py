"""What a person said beside the questions: what they fear and what they hope."""

from pygalgia.interview import Interview
from pygalgia.interview.state import SKIPPED, UNKNOWN
from pygalgia.report.heard import Heard


def heard(interview: Interview) -> Heard:
    """Return what the person fears and hopes, in their own words."""
    said = {name: interview.given(name) for name in ("fear", "hope")}
    words = {
        name: given
        for name, given in said.items()
        if isinstance(given, str) and given not in (UNKNOWN, SKIPPED)
    }
    return Heard(fear=words.get("fear", ""), hope=words.get("hope", ""))
