"""`docs/claims.md`: every claim of the source articles, its verdict, our correction, and where it is done."""

from collections import Counter
from collections.abc import Iterable

from pygalgia.domain.claim import Claim, Ledger, Omission, Verdict
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.report.citations import Citations
from pygalgia.report.words import counted

_VERDICTS: dict[Verdict, str] = {
    "supported": "supported",
    "supported-with-limits": "supported, with limits",
    "contested": "contested",
    "outdated": "outdated",
    "wrong": "wrong",
    "not-a-medical-claim": "not a medical claim",
}
_INTRODUCTION = """# The claims of the two source articles

Two published articles on pain in the buttocks started this project. Here is every claim, instruction and
function in them, in our words: what the evidence says, what we say instead, and where the product does it.
What both leave out follows. Made by `pygalgia knowledge claims` from the knowledge files; a test follows
every link. `planned` means: not there yet.
"""


def claims_page(ledger: Ledger, base: KnowledgeBase) -> str:
    """Return the page as Markdown; the same ledger gives the same text."""
    cited = Citations(base)
    parts = [_INTRODUCTION, _counts(ledger)]
    for article, title in (("first", "The first article"), ("second", "The second article")):
        rows = [_claim(each, cited) for each in ledger.claims if each.article == article]
        parts.append(_table(title, ("", "claim", "verdict", "our correction", "where", "sources"), rows))
    rows = [_omission(each, cited) for each in ledger.omissions]
    parts.append(
        _table("What both leave out", ("", "topic", "why it matters", "urgency", "where", "sources"), rows)
    )
    listed = "\n".join(f"{number}. {text}" for number, text in cited.references())
    parts.append(f"## Sources\n\n{listed}\n")
    return "\n".join(parts)


def _counts(ledger: Ledger) -> str:
    by_verdict = Counter(each.verdict for each in ledger.claims)
    told = ", ".join(
        f"{by_verdict[verdict]} {words}" for verdict, words in _VERDICTS.items() if by_verdict[verdict]
    )
    return f"{counted(len(ledger.claims), 'claim')}: {told}. {counted(len(ledger.omissions), 'omission')}.\n"


def _table(title: str, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(heads)
    lines = [f"## {title}", "", _row(names), _row(["---"] * len(names)), *(_row(row) for row in rows)]
    return "\n".join(lines) + "\n"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _claim(each: Claim, cited: Citations) -> Iterable[str]:
    where = _links(each.implemented_by)
    return each.id, each.claim, _VERDICTS[each.verdict], each.correction, where, _marks(each.sources, cited)


def _omission(each: Omission, cited: Citations) -> Iterable[str]:
    where = _links(each.implemented_by)
    return each.id, each.topic, each.matters, each.urgency, where, _marks(each.sources, cited)


def _links(links: Iterable[str]) -> str:
    """Return links in words: kind, then its names."""
    together: dict[str, list[str]] = {}
    for link in links:
        kind, _, name = link.partition(":")
        together.setdefault(kind, []).append(f"`{name}`")
    return "; ".join(f"{kind} {', '.join(names)}" for kind, names in together.items())


def _marks(sources: Iterable[str], cited: Citations) -> str:
    return ", ".join(str(number) for number in cited.numbers(sources, most=9))
