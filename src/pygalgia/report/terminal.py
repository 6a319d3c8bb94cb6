"""The assessment in a terminal: urgency first, then causes, then what to do, then the sources."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from pygalgia.domain.assessment import Assessment, Evidence, Ranked, Reason
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.urgency import Urgency

_STYLE = {
    Urgency.EMERGENCY: "bold white on red3",
    Urgency.SAME_DAY: "bold black on dark_orange",
    Urgency.WITHIN_TWO_WEEKS: "bold black on gold1",
    Urgency.ROUTINE: "bold white on dodger_blue3",
    Urgency.SELF_CARE: "bold white on green4",
}
_WORDS = {
    Urgency.EMERGENCY: "EMERGENCY: get help now",
    Urgency.SAME_DAY: "SAME DAY: be seen today",
    Urgency.WITHIN_TWO_WEEKS: "WITHIN TWO WEEKS: book an appointment",
    Urgency.ROUTINE: "ROUTINE: an ordinary appointment",
    Urgency.SELF_CARE: "SELF-CARE: safe to treat at home for now",
}
SHOWN_CAUSES = 6
SHOWN_EVIDENCE = 4
SHOWN_FLAGS = 6


def print_assessment(assessment: Assessment, base: KnowledgeBase, console: Console) -> None:
    """Print the report that a person or a clinician reads in a terminal."""
    citations = _Citations(base)
    for part in (
        _headline(assessment),
        _reasons(assessment.reasons, citations),
        _causes(assessment, base, citations),
        _flags(assessment),
        _who_to_see(assessment, citations),
        _tests(assessment, citations),
        _changes(assessment),
        _questions(assessment, base),
        citations.list(),
        _footer(assessment),
    ):
        if part is not None:
            console.print(part)


class _Citations:
    """Numbers sources in the order in which they are first cited."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        self._numbers: dict[str, int] = {}

    def mark(self, sources: Iterable[str], *, most: int = 3) -> str:
        numbers = [self._numbers.setdefault(name, len(self._numbers) + 1) for name in list(sources)[:most]]
        return f" [{', '.join(str(number) for number in numbers)}]" if numbers else ""

    def list(self) -> RenderableType | None:
        if not self._numbers:
            return None
        lines = [Text(f"[{number}] {self._entry(name)}") for name, number in self._numbers.items()]
        return _section("Sources", Group(*lines))

    def _entry(self, name: str) -> str:
        source = self._base.sources[name]
        parts = [source.authors, source.title, source.journal or source.publisher, source.year and str(source.year)]
        place = f"https://doi.org/{source.doi}" if source.doi else source.url_seen
        return ". ".join(part.rstrip(".") for part in parts if part) + (f". {place}" if place else ".")


def _section(title: str, body: RenderableType) -> RenderableType:
    return Group(Text(f"\n{title}", style="bold underline"), Padding(body, (0, 0, 0, 2)))


def _headline(assessment: Assessment) -> RenderableType:
    return Panel(
        Text(_WORDS[assessment.urgency], justify="center"), style=_STYLE[assessment.urgency], box=box.SQUARE
    )


def _reasons(reasons: Sequence[Reason], citations: _Citations) -> RenderableType | None:
    if not reasons:
        return _section("Why", Text("No danger sign was found, and no cause that needs a visit is likely enough."))
    top = [reason for reason in reasons if reason.urgency == reasons[0].urgency]
    lines = []
    for reason in top[:5]:
        lines.append(Text(f"• {reason.text}{citations.mark(reason.sources)}"))
        if reason.do_now:
            lines.append(Text(f"  {reason.do_now}", style="italic"))
    if len(top) > len(lines):
        lines.append(Text(f"  and {len(top) - 5} more reasons of this level", style="dim"))
    return _section("Why", Group(*lines))


def _causes(assessment: Assessment, base: KnowledgeBase, citations: _Citations) -> RenderableType:
    if not assessment.enough_to_rank:
        return _section(
            "Likely causes",
            Text("Not enough to rank: too few answers. The questions below would tell the most."),
        )
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for each in assessment.conditions[:SHOWN_CAUSES]:
        table.add_row(_percent(each.probability), _bar(each), _cause(each, base, citations))
    words = (
        "One cause leads clearly."
        if assessment.conclusive
        else "No single cause leads clearly: read the list as possibilities."
    )
    return _section("Likely causes (probability, 95 % interval)", Group(Text(words, style="italic"), table))


def _percent(probability: float) -> str:
    return f"{probability:.0%}" if probability >= 0.01 else "<1%"  # noqa: PLR2004 - one per cent


def _bar(each: Ranked, width: int = 20) -> Text:
    """Draw the probability as a bar, and its interval as a line through it."""
    low, high = (round(bound * (width - 1)) for bound in each.interval)
    filled = round(each.probability * width)
    bar = Text()
    for cell in range(width):
        style = "blue" if cell < filled else "grey50"
        bar.append("█" if cell < filled else "─" if low <= cell <= high else "·", style=style)
    return bar


def _cause(each: Ranked, base: KnowledgeBase, citations: _Citations) -> Text:
    low, high = each.interval
    text = Text(f"{each.name} ({_percent(low)} to {_percent(high)})", style="bold")
    for sign, rows in (("+", each.evidence_for), ("−", each.evidence_against)):
        for row in rows[:SHOWN_EVIDENCE]:
            text.append(f"\n{sign} {_evidence(row, base)}{citations.mark(row.sources, most=2)}", style="not bold")
    return text


def _evidence(row: Evidence, base: KnowledgeBase) -> str:
    finding = base.findings[row.finding]
    state = "" if row.state == "present" else f": {finding.state_names[row.state]}"
    return f"{finding.name}{state} ({row.decibans:+.0f} dB)"


def _flags(assessment: Assessment) -> RenderableType:
    raised = [each.flag.name for each in assessment.red_flags if each.verdict == "raised"]
    opened = [each.flag.name for each in assessment.red_flags if each.verdict == "open"]
    excluded = sum(each.verdict == "excluded" for each in assessment.red_flags)
    lines = [Text(f"Raised: {'; '.join(raised) or 'none'}", style="bold" if raised else "")]
    if opened:
        shown = "; ".join(opened[:SHOWN_FLAGS])
        rest = f"; and {len(opened) - SHOWN_FLAGS} more" if len(opened) > SHOWN_FLAGS else ""
        lines.append(Text(f"Open (not yet answered): {shown}{rest}"))
    lines.append(Text(f"Excluded: {excluded}", style="dim"))
    return _section("Danger signs", Group(*lines))


def _who_to_see(assessment: Assessment, citations: _Citations) -> RenderableType | None:
    rows = [
        Text(f"• {_when(each.when, each.condition)}{each.name}: {each.why}{citations.mark(each.sources)}")
        for each in assessment.plan.who_to_see[:5]
    ]
    return _section("Whom to see", Group(*rows)) if rows else None


def _tests(assessment: Assessment, citations: _Citations) -> RenderableType | None:
    do = [
        Text(f"• {_when(each.when, each.condition)}{each.text}: {each.why}{citations.mark(each.sources)}")
        for each in assessment.plan.investigations[:5]
    ]
    avoid = [
        Text(f"• Not: {each.text}: {each.why}{citations.mark(each.sources)}", style="dim")
        for each in assessment.plan.avoid_investigations[:3]
    ]
    return _section("Tests", Group(*do, *avoid)) if do or avoid else None


def _when(when: str, condition: str) -> str:
    return f"If {condition}: " if when == "if" and condition else f"{when.capitalize()}: "


def _changes(assessment: Assessment) -> RenderableType | None:
    lines = [Text(f"• {change.text}") for change in assessment.changes[:8]]
    return _section("What would change this", Group(*lines)) if lines else None


def _questions(assessment: Assessment, base: KnowledgeBase) -> RenderableType | None:
    lines = [
        Text(f"• {base.findings[each.finding].clinician}") for each in assessment.next_questions[:5]
    ]
    return _section("Worth asking or examining next", Group(*lines)) if lines else None


def _footer(assessment: Assessment) -> RenderableType:
    made_by = assessment.provenance
    return Text(
        f"\npygalgia {made_by.version}, knowledge {made_by.knowledge_sha256[:12]}. Informs; does not replace a "
        "clinician. Content not yet reviewed by a clinician.",
        style="dim",
    )
