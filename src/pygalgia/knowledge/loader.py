"""Build the knowledge base from its files: every part read, converted and cross-checked."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from pygalgia.domain.care_rules import CareRules
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.errors import KnowledgeError
from pygalgia.knowledge import coherence
from pygalgia.knowledge.beliefs import BeliefReader
from pygalgia.knowledge.files.care import check_links, read_care
from pygalgia.knowledge.files.conditions import ConditionReader
from pygalgia.knowledge.files.evidence import read_evidence, read_guidance, read_unused
from pygalgia.knowledge.files.findings import read_findings
from pygalgia.knowledge.files.flags import read_calming, read_contradictions, read_flags, read_triage
from pygalgia.knowledge.files.interview import read_interview
from pygalgia.knowledge.files.mechanisms import read_mechanisms
from pygalgia.knowledge.files.opinions import read_opinions
from pygalgia.knowledge.files.places import read_regions, read_services
from pygalgia.knowledge.files.population import read_case_mixes, read_telling
from pygalgia.knowledge.files.shelf import Shelf
from pygalgia.knowledge.pooling import pooled
from pygalgia.knowledge.rates import Rates
from pygalgia.version import VERSION


def read_base(root: Path, digest: str) -> KnowledgeBase:
    """Return the whole base below `root`, under the hash of its content.

    Each part is read against those before it: beliefs against figures, mechanisms against findings.

    Raises:
        KnowledgeError: with every problem.
    """
    shelf = Shelf(root=root)
    sources, figures = read_evidence(shelf)

    def beliefs(rates: Rates) -> BeliefReader:
        return BeliefReader(figures=figures, problems=shelf.problems, rates=rates)

    findings = read_findings(shelf, beliefs(Rates()))
    mechanisms = read_mechanisms(shelf, beliefs(Rates(findings=findings)), findings=findings)
    known = beliefs(Rates(findings=findings, mechanisms=mechanisms))
    conditions = ConditionReader(shelf=shelf, beliefs=known, findings=findings, mechanisms=mechanisms).read()
    # By the names of the folders: a cause that cannot be read is one problem, not one for each opinion.
    causes = [path.name for path in sorted((root / "conditions").iterdir()) if path.is_dir()]
    opinions = read_opinions(shelf, findings=findings, conditions=causes)
    regions, marking = read_regions(shelf, known)
    services, countries = read_services(shelf)
    calming = read_calming(shelf)
    without_care = partial(
        KnowledgeBase,
        version=VERSION,
        sha256=digest,
        regions=regions,
        telling=read_telling(shelf, known, findings=findings, marking=marking),
        case_mixes=read_case_mixes(shelf),
        findings=findings,
        mechanisms=mechanisms,
        conditions=pooled(
            conditions, findings=findings, mechanisms=mechanisms, opinions=tuple(opinions.values())
        ),
        # Their rates are pooled by now; what read them stays small and quick to load.
        opinions={name: replace(each, rates={}) for name, each in opinions.items()},
        red_flags=read_flags(shelf, calming),
        calming=calming,
        contradictions=read_contradictions(shelf),
        services=services,
        countries=countries,
        triage=read_triage(shelf),
        interview=read_interview(shelf, findings=findings, sources=sources),
        figures=figures,
        sources=sources,
        guidance=read_guidance(shelf),
        unused_figures=read_unused(shelf),
    )
    base = without_care(care=_care(root, shelf))
    if not shelf.unread:
        coherence.check(base, shelf.problems, places=shelf.places)
        check_links(base, shelf.problems)
    if shelf.problems.found:
        raise KnowledgeError(tuple(shelf.problems.found))
    return base


def _care(root: Path, shelf: Shelf) -> CareRules:
    try:
        return read_care(root)
    except KnowledgeError as error:
        # The plans are read last: what is wrong in all other files is known by now.
        raise KnowledgeError((*shelf.problems.found, *error.problems)) from error
