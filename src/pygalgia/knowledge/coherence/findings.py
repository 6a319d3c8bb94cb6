"""Do findings, their old names and the mechanisms behind them fit together?"""

from collections.abc import Iterator

from pygalgia.domain.finding import UNKNOWN, Finding
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.knowledge.coherence.states import Places, check_state
from pygalgia.reading.problems import Problems


def check_findings(base: KnowledgeBase, problems: Problems, places: Places) -> None:
    """Note what is wrong with the form of a finding, and names and states that are not there."""
    bases = {region.base for region in base.regions.values()}
    for finding in base.findings.values():
        where = places["finding", finding.id]
        _check_form(finding, problems, where)
        for target, states in _references(finding):
            check_state(base, problems, where, target, states)
        for implied in finding.implies:
            check_state(base, problems, where, finding.id, (implied.state,))
        check_state(base, problems, where, finding.id, tuple(finding.only_sex_of))
        for rule in finding.from_regions:
            # `unknown` keeps the fallback away where a place is not precise; it cannot be the fallback.
            if rule.state != UNKNOWN or not rule.regions:
                check_state(base, problems, where, finding.id, (rule.state,))
            for region in rule.regions:
                if region not in bases:
                    problems.unknown(where, kind="region", name=region, known=bases)


def check_old_names(base: KnowledgeBase, problems: Problems, places: Places) -> None:
    """An id that was given up is never used again: what was saved under it would change its meaning."""
    taken: dict[str, str] = {}
    for finding in base.findings.values():
        for old in finding.renamed_from:
            if old in base.findings or old in taken:
                problems.add(
                    places["finding", finding.id],
                    found=f"the old id {old!r} of {finding.id}",
                    expected=f"an id that no other finding has or had (here: {taken.get(old, old)})",
                    fix="give the other finding another id",
                )
            taken[old] = finding.id


def _references(finding: Finding) -> Iterator[tuple[str, tuple[str, ...]]]:
    if finding.asked_if is not None:
        yield finding.asked_if.finding, finding.asked_if.states
    if finding.asked_of is not None and finding.asked_of.not_while is not None:
        yield finding.asked_of.not_while.finding, finding.asked_of.not_while.states
    for implied in finding.implies:
        yield implied.finding, (implied.then,)
    for name in finding.superseded_by:
        yield name, ()


def _check_form(finding: Finding, problems: Problems, where: str) -> None:
    if finding.kind in ("choice", "number") and len(finding.states) < 2:  # noqa: PLR2004 - a choice needs two
        problems.add(
            where, found=f"{finding.id} with {len(finding.states)} states", expected="two or more", fix="add"
        )
    if finding.scored and (finding.mechanism is None) == (finding.background is None):
        problems.add(
            where,
            found=f"{finding.id} with both or neither of mechanism and background",
            expected="exactly one parent: a mechanism, or the conditions (then a background belief)",
            fix="give one of them",
        )
    if finding.scale is not None:
        edges = [each.below for each in finding.scale.bins]
        rising = [edge for edge in edges[:-1] if edge is not None]
        if edges[-1] is not None or len(rising) != len(edges) - 1 or rising != sorted(set(rising)):
            problems.add(
                where, found=f"bins of {finding.id}", expected="rising edges, none on the last", fix="mend"
            )


def check_parents(base: KnowledgeBase, problems: Problems, places: Places) -> None:
    """Note findings that a mechanism and the finding itself do not agree on."""
    told = {(m.id, each.finding) for m in base.mechanisms.values() for each in m.manifestations}
    wanted = {(f.mechanism, f.id) for f in base.findings.values() if f.mechanism is not None}
    for mechanism, finding in sorted(wanted - told, key=str):
        problems.add(
            places["finding", finding],
            found=f"{finding} with the parent {mechanism}",
            expected=f"its two rates in mechanisms/{mechanism}.yaml",
            fix="add a manifestation there",
        )
    for mechanism, finding in sorted(told - wanted):
        problems.add(
            places["mechanism", mechanism],
            found=f"a manifestation {finding}",
            expected="a finding whose parent is this mechanism",
            fix="remove it or change the finding's parent",
        )
