"""A condition as a sheet to dispute line by line, and its difference between two versions."""

from collections.abc import Callable, Iterable, Iterator

from pygalgia.domain.condition import Condition
from pygalgia.domain.evidence import Source
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.knowledge.sheet import PARTS, Change, Line, changes, sheet
from pygalgia.report.citations import reference

_RATES = ("what", "here", "all who consult", "ratio", "basis", "reason")


def review_sheet(base: KnowledgeBase, condition: Condition) -> str:
    """Return the sheet as Markdown; the same knowledge gives the same text."""
    lines = sheet(base, condition)
    pages = _Pages(base)
    parts = [_heading(base, condition)]
    for part in PARTS:
        rows = [_row(line, pages) for line in lines if line.part == part]
        if rows:
            parts.append(f"## {part}\n\n{_table((*_RATES, 'page'), rows)}")
    return "\n".join([*parts, pages.listed()])


def difference_sheet(before: KnowledgeBase, after: KnowledgeBase, condition: str) -> str:
    """Return what differs in a condition between two versions, as Markdown.

    Raises:
        KeyError: neither knows the condition.
    """
    old, new = before.conditions.get(condition), after.conditions.get(condition)
    if old is None and new is None:
        raise KeyError(condition)
    found = changes(
        () if old is None else sheet(before, old),
        () if new is None else sheet(after, new),
    )
    title = f"# {condition}: what changed\n\nFrom {before.sha256[:12]} to {after.sha256[:12]}.\n"
    if not found:
        return f"{title}\nNothing.\n"
    pages = _Pages(after, before)
    rows = [_changed(change, pages) for change in found]
    table = _table(("what", "before", "now", "ratio before", "ratio now", "basis", "reason", "page"), rows)
    return f"{title}\n{table}\n{pages.listed()}"


class _Pages:
    """Numbers the figures and sources that are cited, and lists them with the page each was read on."""

    def __init__(self, *bases: KnowledgeBase) -> None:
        self._bases = bases
        self._numbers: dict[str, int] = {}

    def marks(self, line: Line) -> str:
        """Return the numbers of what a line rests on."""
        names = (*line.figures, *line.sources)
        return ", ".join(str(self._numbers.setdefault(name, len(self._numbers) + 1)) for name in names)

    def listed(self) -> str:
        """Return everything cited: the figure with its value and people, the source with its address."""
        rows = "\n".join(f"{number}. {self._cited(name)}" for name, number in self._numbers.items())
        return f"## Pages\n\n{rows or 'None is cited.'}\n"

    def _cited(self, name: str) -> str:
        for base in self._bases:
            figure = base.figures.get(name)
            if figure is not None:
                people = f" of {figure.n}" if figure.n else ""
                where = f", {figure.population}" if figure.population else ""
                said = f"{figure.measure} {figure.value:g}{people}: {figure.finding}{where}."
                grade = "" if figure.quality is None else f" Grade {figure.quality.words}."
                return f"{said}{grade} {_page(base.sources[figure.source])} (`{name}`)"
            if name in base.sources:
                return f"{_page(base.sources[name])} (`{name}`)"
        return f"`{name}`"


def _page(source: Source) -> str:
    """Return a reference with the very page that was read, as text: it may be a copy, and is no link."""
    known = reference(source)
    seen = source.url_seen or ""
    return known if seen in known else f"{known} Read on `{seen}`"


def _heading(base: KnowledgeBase, condition: Condition) -> str:
    signed = condition.review
    review = (
        f"Signed by {signed.reviewer} on {signed.reviewed_on}, due again on {signed.next_review}."
        if signed.reviewer
        else "Not yet reviewed by a clinician."
    )
    return (
        f"# {condition.name}\n\n{condition.plain_name}. {condition.plain}\n\n"
        f"`{condition.id}`, group {condition.group}, layer {condition.layer}, "
        f"ICD-10 {condition.icd10}, ICD-11 {condition.icd11}. {review}\n"
        f"Knowledge {base.sha256[:12]}.\n"
    )


def _row(line: Line, pages: _Pages) -> tuple[str, ...]:
    return (
        line.words,
        _rate(line.here),
        _rate(line.background),
        _ratio(line.ratio),
        _basis(line),
        line.because,
        pages.marks(line),
    )


def _changed(change: Change, pages: _Pages) -> tuple[str, ...]:
    before, after = change.before, change.after
    return (
        change.line.words,
        "not there" if before is None else _rate(before.here) or "there",
        "gone" if after is None else _rate(after.here) or "there",
        "" if before is None else _ratio(before.ratio),
        "" if after is None else _ratio(after.ratio),
        _moved(change, _basis),
        _moved(change, lambda line: line.because),
        pages.marks(change.line),
    )


def _moved(change: Change, part: Callable[[Line], str]) -> str:
    """Return a part of a statement; where it differs, how it read before as well."""
    now = part(change.line)
    was = now if change.before is None else part(change.before)
    return now if was == now else f"{now} (was: {was or 'nothing'})"


def _basis(line: Line) -> str:
    return f"{line.basis}: `{line.formula}`" if line.formula else line.basis


def _rate(rate: float | None) -> str:
    return "" if rate is None else f"{100 * rate:.3g} %"


def _ratio(ratio: float | None) -> str:
    return "" if ratio is None else f"× {ratio:.2g}"


def _table(heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    return "\n".join(_markdown(heads, rows)) + "\n"


def _markdown(heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    heads = tuple(heads)
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(_cell(text) for text in row)} |"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
