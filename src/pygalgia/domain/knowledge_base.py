"""Everything the project knows, as one immutable object."""

from collections.abc import Mapping
from typing import Literal

from pygalgia.domain.care_rules import CareRules
from pygalgia.domain.case_mix import CaseMixes
from pygalgia.domain.condition import Condition
from pygalgia.domain.contradiction import Contradiction
from pygalgia.domain.evidence import Figure, Guidance, Source
from pygalgia.domain.finding import Finding
from pygalgia.domain.interview_rules import InterviewRules
from pygalgia.domain.mechanism import Mechanism
from pygalgia.domain.opinion import Opinion
from pygalgia.domain.red_flag import RedFlag
from pygalgia.domain.telling import Telling
from pygalgia.domain.timing import Calming
from pygalgia.domain.triage import TriageRules
from pygalgia.frozen import Frozen, field

RegionSide = Literal["left", "right", "middle"]


class Region(Frozen):
    """A body region: `base` is its name without the side; `side` is None where it was not said."""

    id: str
    base: str
    side: str | None
    name: str
    plain: str


class Service(Frozen):
    """Somebody to see, with its UK, US and general names.

    Attributes:
        only_sex: Who alone can be seen there, or None where everybody can.
    """

    id: str
    name: str
    uk: str
    us: str
    plain: str
    only_sex: str | None = None


class Country(Frozen):
    """Where somebody is: whom to ring, and how services are called and found there.

    Attributes:
        emergency: The number to ring in an emergency.
        names: Which names of services are used there: `uk`, `us`, or `general`.
        advice: How to get help that cannot wait and is no emergency, and when places are open.
    """

    id: str
    name: str
    emergency: str
    names: str
    advice: str


class KnowledgeBase(Frozen):
    """Findings, mechanisms, conditions, red flags and their evidence, each keyed by id, in file order.

    The beliefs of conditions are pooled with `opinions`, whose own rates are not kept.
    """

    version: str
    sha256: str
    regions: dict[str, Region]
    telling: Telling
    case_mixes: CaseMixes
    findings: dict[str, Finding]
    mechanisms: dict[str, Mechanism]
    conditions: dict[str, Condition]
    opinions: dict[str, Opinion]
    red_flags: dict[str, RedFlag]
    contradictions: dict[str, Contradiction]
    services: dict[str, Service]
    countries: dict[str, Country]
    care: CareRules
    triage: TriageRules
    interview: InterviewRules
    figures: Mapping[str, Figure]
    sources: Mapping[str, Source]
    guidance: Mapping[str, Guidance]
    unused_figures: Mapping[str, str]
    calming: dict[str, Calming] = field(default_factory=dict)
