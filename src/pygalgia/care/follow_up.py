"""When to look again, what to decide then, and on which signs to go at once."""

from pygalgia.care.circumstances import Circumstances
from pygalgia.domain.care_rules import WatchRules
from pygalgia.domain.plan import Check, Decision, FollowUp


def follow_up(circumstances: Circumstances, *, watch: WatchRules) -> FollowUp:
    """Return the watch for this urgency.

    A sign that applies to some people only (`when`) is told unless it is certain that it does not
    apply: unknown never excludes. Signs of a state that has to be answered are told where it holds.
    """
    level = circumstances.urgency.id
    return FollowUp(
        checks=tuple(
            Check(day=each.day, text=each.note.text, plain=each.note.plain, sources=each.note.sources)
            for each in watch.checks
            if level in each.levels
        ),
        decisions=tuple(
            Decision(outcome=outcome, text=note.text, plain=note.plain, sources=note.sources)
            for outcome, note in watch.decisions.items()
        ),
        go_at_once_if=tuple(
            each.plain
            for each in watch.warnings
            if each.when is None or circumstances.meets(each.when) is True
        ),
    )
