"""The assessment in a terminal: urgency first, then causes, then what to do, then the sources."""

from rich import box
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from pygalgia.domain.assessment import Assessment, Evidence, Ranked
from pygalgia.domain.in_names import in_names
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.urgency import Urgency
from pygalgia.report.certainty import between, checked
from pygalgia.report.citations import Citations
from pygalgia.report.clinician_page import finding_in_words, open_flags, times_told
from pygalgia.report.emergency import EmergencyPage, emergency_page
from pygalgia.report.fit import by_probability_alone, case_mix, fits_best
from pygalgia.report.patient_page import deed_and_why, is_danger_open
from pygalgia.report.terminal_parts import section
from pygalgia.report.terminal_plan import plan_parts
from pygalgia.report.words import URGENCY, factor, footer, made_by, percent
from pygalgia.texts import _, in_context, listed, many, parted

_STYLE = {
    Urgency.EMERGENCY: "bold white on red3",
    Urgency.SAME_DAY: "bold black on dark_orange",
    Urgency.WITHIN_TWO_WEEKS: "bold black on gold1",
    Urgency.ROUTINE: "bold white on dodger_blue3",
    Urgency.SELF_CARE: "bold white on green4",
}
SHOWN_CAUSES = 6
SHOWN_EVIDENCE = 4
SHOWN_FLAGS = 6
SHOWN_REASONS = 5


def print_assessment(
    assessment: Assessment, base: KnowledgeBase, console: Console, *, everything: bool = False
) -> None:
    """Print the report that a person or a clinician reads in a terminal.

    An emergency is printed alone, unless everything is asked for.
    """
    citations = Citations(base)
    danger = emergency_page(assessment, base)
    if danger is not None:
        console.print(_headline(assessment))
        console.print(_emergency(danger))
        if not everything:
            console.print(Text(_("Causes, tests and sources: add --all."), style="dim"))
            console.print(_footer(assessment))
            return
    for part in (
        _headline(assessment),
        _reasons(assessment, base, citations),
        _causes(assessment, base, citations),
        _flags(assessment, base),
        *plan_parts(assessment.plan, citations),
        _changes(assessment),
        _questions(assessment, base),
        _sources(citations),
        _footer(assessment),
    ):
        if part is not None:
            console.print(part)


def _headline(assessment: Assessment) -> RenderableType:
    return Panel(
        Text(URGENCY[assessment.urgency].headline, justify="center"),
        style=_STYLE[assessment.urgency],
        box=box.SQUARE,
    )


def _emergency(danger: EmergencyPage) -> RenderableType:
    lines = [Text(each, style="bold") for each in danger.suspected]
    lines += [Text(f"• {each}") for each in (*danger.do, *danger.signs)]
    numbers = listed([f"{number} ({place})" for place, number in danger.numbers], "apart")
    lines.append(Text(_("Ring %(numbers)s", numbers=numbers)))
    lines.append(Text(_("Say: %(what)s", what=danger.say)))
    return section(_("Now"), Group(*lines))


def _reasons(assessment: Assessment, base: KnowledgeBase, citations: Citations) -> RenderableType:
    reasons = assessment.reasons
    if not reasons:
        nothing = _("No danger sign was found, and no cause that needs a visit is likely enough.")
        is_open = is_danger_open(assessment, base)
        return section(_("Why"), Text(deed_and_why(assessment, base)[1] if is_open else nothing))
    top = [reason for reason in reasons if reason.urgency == reasons[0].urgency]
    lines = []
    for reason in top[:SHOWN_REASONS]:
        lines.append(Text(f"• {reason.text}{citations.behind(reason.sources)}"))
        if reason.do_now:
            lines.append(Text(f"  {reason.do_now}", style="italic"))
    if len(top) > SHOWN_REASONS:
        rest = many(
            "and %(n)s more reason of this level",
            "and %(n)s more reasons of this level",
            len(top) - SHOWN_REASONS,
        )
        lines.append(Text(f"  {rest}", style="dim"))
    return section(_("Why"), Group(*lines))


def _causes(assessment: Assessment, base: KnowledgeBase, citations: Citations) -> RenderableType:
    if not assessment.enough_to_rank:
        return section(
            _("Likely causes"),
            Text(_("Not enough to rank: too few answers. The questions below would tell the most.")),
        )
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for each in assessment.conditions[:SHOWN_CAUSES]:
        table.add_row(percent(each.probability), _bar(each), _cause(each, base, citations))
    words = (
        _("One cause leads clearly.")
        if assessment.conclusive
        else _("No single cause leads clearly: read the list as possibilities.")
    )
    return section(
        _("Likely causes (probability, 95 % interval; × and ÷: factor of each answer on the odds)"),
        Group(
            Text(
                " ".join(each for each in (by_probability_alone(assessment), words) if each), style="italic"
            ),
            table,
            *(Text(each, style="dim") for each in (fits_best(assessment), case_mix(assessment)) if each),
        ),
    )


def _bar(each: Ranked, width: int = 20) -> Text:
    """Draw the probability as a bar, and its interval as a line through it."""
    low, high = (round(bound * (width - 1)) for bound in each.interval)
    filled = round(each.probability * width)
    bar = Text()
    for cell in range(width):
        style = "blue" if cell < filled else "grey50"
        bar.append("█" if cell < filled else "─" if low <= cell <= high else "·", style=style)
    return bar


def _cause(each: Ranked, base: KnowledgeBase, citations: Citations) -> Text:
    text = Text(f"{each.name} ({between(each.interval)})", style="bold")
    for sign, rows in (("+", each.evidence_for), ("−", each.evidence_against)):
        for row in rows[:SHOWN_EVIDENCE]:
            text.append(
                f"\n{sign} {_evidence(row, base)}{citations.based(row.basis, row.sources)}", style="not bold"
            )
    return text


def _evidence(row: Evidence, base: KnowledgeBase) -> str:
    return f"{finding_in_words(base.findings[row.finding], row.state, row.timing)} ({factor(row.decibans)})"


def _flags(assessment: Assessment, base: KnowledgeBase) -> RenderableType:
    raised = [each.flag.name for each in assessment.red_flags if each.verdict == "raised"]
    opened = open_flags(assessment)
    done = checked(assessment.red_flags, assessment.case, base)
    lines = [
        Text(
            _("Raised: %(signs)s", signs=parted(raised) or in_context("red flags", "none")),
            style="bold" if raised else "",
        )
    ]
    told = times_told(assessment.case, base)
    if told:
        lines.append(Text(_("As told: %(signs)s", signs=parted(told))))
    if opened:
        rest = len(opened) - SHOWN_FLAGS
        shown = [*opened[:SHOWN_FLAGS], *([_("and %(number)s more", number=rest)] if rest > 0 else [])]
        lines.append(Text(_("Open (not yet answered): %(signs)s", signs=parted(shown))))
    ruled_out = _("Asked about and ruled out: %(number)s", number=len(done.ruled_out))
    lines.append(Text(ruled_out, style="dim"))
    return section(_("Danger signs"), Group(*lines))


def _changes(assessment: Assessment) -> RenderableType | None:
    lines = [Text(f"• {change.text}") for change in assessment.changes[:8]]
    return section(_("What would change this"), Group(*lines)) if lines else None


def _questions(assessment: Assessment, base: KnowledgeBase) -> RenderableType | None:
    asked = [base.findings[each.finding].clinician for each in assessment.next_questions[:5]]
    lines = [Text(f"• {in_names(each, base.findings)}") for each in asked]
    return section(_("Worth asking or examining next"), Group(*lines)) if lines else None


def _sources(citations: Citations) -> RenderableType | None:
    lines = [Text(f"[{number}] {text}") for number, text in citations.references()]
    return section(_("Sources"), Group(*lines)) if lines else None


def _footer(assessment: Assessment) -> RenderableType:
    return Text(f"\n{footer(made_by(assessment.provenance))}", style="dim")
