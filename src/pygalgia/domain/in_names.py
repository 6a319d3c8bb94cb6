"""Say a text that speaks of other findings by their ids with their names instead.

The data say them by id, so that they stay true where a name changes, and in every language alike.
"""

import re
from collections.abc import Mapping

from pygalgia.domain.finding import Finding
from pygalgia.texts import _, lowered

#: Some languages write a word of theirs on to an id.
_WORD = re.compile(
    r"(?<![A-Za-z0-9_-])(?P<id>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)"
    r"(?:: (?P<state>[a-z][a-z0-9-]*))?(?![A-Za-z0-9_-])"
)


def in_names(text: str, findings: Mapping[str, Finding]) -> str:
    """Return the text with the name of a finding in place of its id, and with a state's name after it.

    An id of one plain word ("fatigue") is that word, unless a state of it follows.
    """
    return _WORD.sub(lambda found: _named(found, findings), text)


def _named(found: re.Match[str], findings: Mapping[str, Finding]) -> str:
    finding, state = findings.get(found["id"]), found["state"]
    if finding is None:
        return found[0]
    if state in finding.states:
        return _quoted(f"{lowered(finding.name)}: {finding.state_names.get(state, state)}")
    if "-" not in found["id"]:
        return found[0]
    return _quoted(lowered(finding.name)) + found[0].removeprefix(found["id"])


def _quoted(name: str) -> str:
    # For translators: a finding within a sentence: "the older ones are “similar episodes before”".
    return _("“%(finding)s”", finding=name)
