"""Words for numbers, levels, dates and citations on the reader's pages."""

from datetime import date, datetime

from pygalgia.domain.finding import Finding
from pygalgia.domain.urgency import Urgency
from pygalgia.report.citations import citation as citation  # noqa: PLC0414 - a word of the pages too
from pygalgia.report.words import URGENCY

GROUPS = {
    "spine": "Spine",
    "sciatic-nerve": "Sciatic nerve and other nerves",
    "muscle-and-tendon": "Muscle and tendon",
    "joint": "Joints",
    "bone": "Bone",
    "load-and-posture": "Sitting, load and posture",
    "local-infection-and-inflammation": "Infection and inflammation",
    "circulation": "Blood vessels",
    "pelvic-organs": "Organs of the pelvis",
    "tumour": "Tumours",
    "child": "Children",
    "widespread": "Pain all over",
    "none": "None of these",
}
LAYERS = {
    "skin": "skin",
    "fat": "fat under the skin",
    "muscle-and-tendon": "muscle and tendon",
    "deep": "deep: nerve, joint or bone",
    "referred": "felt here, but it comes from elsewhere",
}
BASES = {
    "measured": "counted in a study",
    "derived": "worked out from studies",
    "adjusted": "from a study, with a factor judged by the authors",
    "judged": "judged by the authors, with a reason",
}
STRENGTHS = {
    "strong": "strong evidence",
    "moderate": "fair evidence",
    "weak": "weak evidence",
    "judged": "",
    "outdated": "no longer advised",
}
WHO = {"patient": "asked", "examiner": "found on examination", "laboratory": "found by a test"}
SETTINGS = {
    "self": "at home",
    "primary-care": "general practice",
    "emergency": "emergency department",
    "specialist": "specialist clinic",
}
_ALMOST_ALL = 0.95
_FEW = 0.095
_HARDLY_ANY = 0.005


def urgency(level: str) -> str:
    """Return what to do with a cause or warning sign of one level, given the level's id."""
    return URGENCY[Urgency.from_id(level)].in_general


def share(p: float) -> str:
    """Return a probability (0 to 1) in words that can be pictured: "about 7 in 10"."""
    if p >= _ALMOST_ALL:
        return "almost all"
    if p >= _FEW:
        return f"about {max(1, min(9, round(p * 10)))} in 10"
    if p >= _HARDLY_ANY:
        return f"about {max(1, round(p * 100))} in 100"
    return "fewer than 1 in 100"


def percent(p: float) -> str:
    """Return a probability as per cent, with two significant digits below ten."""
    hundred = 100 * p
    if hundred >= 10 or hundred == 0:  # noqa: PLR2004 - two digits
        return f"{hundred:.0f} %"
    return f"{hundred:.1f} %" if hundred >= 1 else f"{hundred:.2g} %"


def day(moment: date | datetime) -> str:
    """Return a date as 3 May 2026."""
    return f"{moment.day} {moment:%B %Y}"


def states(finding: Finding, state: str) -> str:
    """Return a finding in one state, as a phrase."""
    if finding.kind == "yes-no":
        return finding.name if state == "present" else f"{finding.name}: no"
    return f"{finding.name}: {finding.state_names.get(state, state)}"
