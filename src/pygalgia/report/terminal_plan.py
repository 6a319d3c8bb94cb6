"""The plan in a terminal: whom to see, tests, treatment, exercises, what to leave, and when to look again."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.text import Text

from pygalgia.domain.plan import Plan
from pygalgia.report.breaks import at_one_interval
from pygalgia.report.citations import Citations
from pygalgia.report.sentences import sentences
from pygalgia.report.terminal_parts import section
from pygalgia.report.words import evidence, when
from pygalgia.texts import _, colon, listed, speaks_english

MOST = 6
MOST_AVOIDED = 4


def plan_parts(plan: Plan, citations: Citations) -> Iterable[RenderableType]:
    """Yield the parts of the plan that hold something."""
    for title, rows in (
        (_("Whom to see"), _who_to_see(plan, citations)),
        (_("Tests"), _tests(plan, citations)),
        (_("Treatment"), _treatment(plan, citations)),
        (_("Exercises at home"), _exercises(plan, citations)),
        (_("Breaks from sitting"), _breaks(plan, citations)),
        (_("Not now"), _avoid(plan, citations)),
        (_("Go at once if"), [Text(f"• {text}") for text in plan.follow_up.go_at_once_if]),
        (_("When to look again"), _checks(plan, citations)),
        (_("Outlook"), _outlook(plan, citations)),
    ):
        shown = list(rows)
        if shown:
            yield section(title, Group(*shown))


def _who_to_see(plan: Plan, citations: Citations) -> Iterable[Text]:
    for each in plan.who_to_see[:MOST]:
        line = Text(f"• {when(each.when, each.condition)}")
        yield line.append(each.name, style="bold").append(f": {each.why}{citations.behind(each.sources)}")


def _tests(plan: Plan, citations: Citations) -> Iterable[Text]:
    for each in plan.investigations[:MOST]:
        line = Text(f"• {when(each.when, each.condition)}")
        yield line.append(each.text, style="bold").append(f": {each.why}{citations.behind(each.sources)}")
    for each in plan.avoid_investigations[:MOST_AVOIDED]:
        yield Text(
            "• " + _("Not: %(test)s", test=f"{each.text}{colon()}{each.why}{citations.behind(each.sources)}"),
            style="dim",
        )


def _treatment(plan: Plan, citations: Citations) -> Iterable[Text]:
    offered = [each for each in plan.treatment if not each.blocked_by]
    for each in offered[:MOST]:
        line = Text("• ").append(each.text, style="bold")
        line.append(f"{evidence(each.strength)}{citations.behind(each.sources)}")
        for text in each.take_care:
            line.append("\n  " + _("Take care: %(why)s", why=text), style="yellow")
        if each.ask_first:
            asked = " ".join(_short(text) for text in each.ask_first)
            line.append("\n  " + _("Ask first: %(what)s", what=asked), style="dim")
        yield line
    for each in [each for each in plan.treatment if each.blocked_by][:MOST]:
        yield _blocked(each.text, " ".join(each.why_blocked))


def _short(text: str) -> str:
    """Return the first sentence of an English text: what to ask, without what would follow."""
    if not speaks_english():
        return sentences(text)[0][0]
    return text.split(". ", maxsplit=1)[0].rstrip(".") + "."


def _exercises(plan: Plan, citations: Citations) -> Iterable[Text]:
    for each in plan.exercises:
        if each.start_with:
            line = Text("• ").append(each.name, style="bold")
            yield line.append(f": {each.dose}{citations.behind(each.sources)}")
    others = [each.name for each in plan.exercises if not each.start_with and not each.blocked_by]
    if others:
        yield Text("• " + _("Later or instead: %(what)s", what=listed(others, "apart")), style="dim")
    for each in plan.exercises:
        if each.blocked_by:
            yield _blocked(each.name, each.why_blocked[0])


def _blocked(what: str, why: str) -> Text:
    return Text("• " + _("Not in this case: %(what)s. %(why)s", what=what, why=why), style="dark_orange")


def _breaks(plan: Plan, citations: Citations) -> Iterable[Text]:
    for each in at_one_interval(each for each in plan.micro_breaks if each.start_with):
        how = f"{each.every}, {each.length}" if each.every else each.length
        yield Text(f"• {each.name}{colon()}{how}{citations.behind(each.sources)}")


def _avoid(plan: Plan, citations: Citations) -> Iterable[Text]:
    for each in plan.avoid[:MOST]:
        yield Text(f"• {each.text}{colon()}{each.why}{citations.behind(each.sources)}")


def _checks(plan: Plan, citations: Citations) -> Iterable[Text]:
    for each in plan.follow_up.checks:
        what = f"{each.text}{citations.behind(each.sources)}"
        yield Text("• " + _("Day %(day)s: %(what)s", day=each.day, what=what))


def _outlook(plan: Plan, citations: Citations) -> Iterable[Text]:
    for each in plan.outlook[:2]:
        yield Text(f"• {each.text}{citations.behind(each.sources)}")
