"""What a translator should see beside a text of the knowledge: what it answers, what it stands after."""

from pygalgia.domain.finding import Finding
from pygalgia.domain.knowledge_base import KnowledgeBase

#: End of a context to what the text follows.
_STANDS_AFTER = {
    "/condition": 'stands after "if"',
    "/suspected": 'stands after "This may be"',
    "/call": 'said on the phone, after "My buttock hurts, and"',
    "/said": 'stands after "because of"',
    "/if-found": 'stands after "if"',
    "/self-care": 'stands after "if"',
}
_SIZE_OF_LIST = 3


def hint(context: str, base: KnowledgeBase) -> str:
    """Return a remark on the text of a context; empty where the context says it all.

    Examples:
        >>> from pygalgia.knowledge import load_knowledge
        >>> hint("care/routing/hazards/fever/suspected", load_knowledge())
        'stands after "This may be"'
    """
    root, name, *rest = [*context.split("/"), ""]
    if root == "finding" and name in base.findings:
        return _of_finding(base.findings[name], rest)
    if root == "interview" and len(rest) > _SIZE_OF_LIST and rest[1] == "ticks":
        return _of_line(rest[0], base)
    return next((said for end, said in _STANDS_AFTER.items() if context.endswith(end)), "")


def _of_finding(finding: Finding, rest: list[str]) -> str:
    if rest[0] in ("state-names", "not-had"):
        return f"answers: {finding.question or finding.clinician}"
    return f"beside: {finding.question}" if rest[0] in ("help", "why") and finding.question else ""


def _of_line(name: str, base: KnowledgeBase) -> str:
    """Return the question that a line of a list answers."""
    every = (*base.interview.screen, *base.interview.lists)
    found = next((each.question for each in every if each.id == name), "")
    return f"a line under: {found}" if found else ""
