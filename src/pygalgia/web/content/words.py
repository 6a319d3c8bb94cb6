"""Words for numbers, levels, dates and citations on the reader's pages."""

from collections.abc import Iterable
from datetime import date, datetime

from pygalgia.domain.condition import Only
from pygalgia.domain.exercise import MicroBreak
from pygalgia.domain.finding import Finding
from pygalgia.domain.urgency import Urgency
from pygalgia.report.citations import citation as citation  # noqa: PLC0414 - a word of the pages too
from pygalgia.report.words import URGENCY
from pygalgia.store.sign_offs import SignOff
from pygalgia.texts import _, later, speaks_english
from pygalgia.texts import lowered as lowered  # noqa: PLC0414 - likewise
from pygalgia.texts.known import isolated
from pygalgia.texts.listing import listed
from pygalgia.texts.table import Words
from pygalgia.texts.written import with_point_of, written_date

GROUPS = Words(
    {
        "spine": later("Spine"),
        "sciatic-nerve": later("Sciatic nerve and other nerves"),
        "muscle-and-tendon": later("Muscle and tendon"),
        "joint": later("Joints"),
        "bone": later("Bone"),
        "load-and-posture": later("Sitting, load and posture"),
        "local-infection-and-inflammation": later("Infection and inflammation"),
        "circulation": later("Blood vessels"),
        "pelvic-organs": later("Organs of the pelvis"),
        "tumour": later("Tumours"),
        "child": later("Children"),
        "widespread": later("Pain all over"),
        "none": later("None of these"),
    }
)
LAYERS = Words(
    {
        "skin": later("skin"),
        "fat": later("fat under the skin"),
        "muscle-and-tendon": later("muscle and tendon"),
        "deep": later("deep: nerve, joint or bone"),
        "referred": later("felt here, but it comes from elsewhere"),
    }
)
BASES = Words(
    {
        "measured": later("counted in a study"),
        "derived": later("worked out from studies"),
        "adjusted": later("from a study, with a factor judged by the authors"),
        "judged": later("judged by the authors, with a reason"),
        "partly-judged": later("worked out from rates, some from studies and some judged by the authors"),
    }
)
STRENGTHS = Words(
    {
        "strong": later("strong evidence"),
        "moderate": later("fair evidence"),
        "weak": later("weak evidence"),
        "judged": "",
        "outdated": later("no longer advised"),
    }
)
WHO = Words(
    {
        "patient": later("asked"),
        "examiner": later("found on examination"),
        "laboratory": later("found by a test"),
    }
)
#: The same bases in one word, as they stand beside a number.
BASIS_NAMES = Words(
    {
        "measured": later("measured"),
        "derived": later("derived"),
        "adjusted": later("adjusted"),
        "judged": later("judged"),
        "partly-judged": later("partly judged"),
    }
)
SEXES = Words({"female": later("female"), "male": later("male")})
POPULATIONS = Words({"adults": later("adults"), "children": later("children")})
SOURCE_KINDS = Words(
    {
        "case-report": later("case report"),
        "case-series": later("case series"),
        "cohort": later("cohort"),
        "cross-sectional": later("cross sectional"),
        "diagnostic-accuracy": later("diagnostic accuracy"),
        "editorial-standard": later("editorial standard"),
        "guideline": later("guideline"),
        "guideline-summary": later("guideline summary"),
        "narrative-review": later("narrative review"),
        "patient-information": later("patient information"),
        "randomised-trial": later("randomised trial"),
        "service-information": later("service information"),
        "systematic-review": later("systematic review"),
        "textbook": later("textbook"),
        "web-page": later("web page"),
    }
)
#: Topics of findings, as headings of their list.
TOPICS = Words(
    {
        "blood-tests": later("Blood tests"),
        "buttock-examination": later("Buttock examination"),
        "character": later("Character"),
        "child": later("Child"),
        "course": later("Course"),
        "daily-life": later("Daily life"),
        "danger-signs": later("Danger signs"),
        "general": later("General"),
        "hip-examination": later("Hip examination"),
        "history": later("History"),
        "history-risks": later("History risks"),
        "imaging": later("Imaging"),
        "injury": later("Injury"),
        "lumps": later("Lumps"),
        "medicines": later("Medicines"),
        "neuro": later("Neuro"),
        "neuro-examination": later("Neuro examination"),
        "pelvis-examination": later("Pelvis examination"),
        "provocation": later("Provocation"),
        "provocation-movement": later("Provocation movement"),
        "rhythm": later("Rhythm"),
        "site": later("Site"),
        "skin": later("Skin"),
        "spine-examination": later("Spine examination"),
        "treatment-tried": later("Treatment tried"),
        "urinary": later("Urinary"),
        "vascular-abdominal-examination": later("Vascular abdominal examination"),
        "vitals": later("Vitals"),
        "women": later("Women"),
    }
)
#: Hazards that warning signs are about, as headings of their list.
HAZARDS = Words(
    {
        "abscess": later("Abscess"),
        "aneurysm": later("Aneurysm"),
        "bleeding": later("Bleeding"),
        "bone-stress": later("Bone stress"),
        "cauda-equina": later("Cauda equina"),
        "child": later("Child"),
        "compartment-syndrome": later("Compartment syndrome"),
        "deep-muscle-infection": later("Deep muscle infection"),
        "despair": later("Despair over pain"),
        "diabetes": later("Diabetes out of control"),
        "fever": later("Fever"),
        "fracture": later("Fracture"),
        "giant-cell-arteritis": later("Giant cell arteritis"),
        "hamstring-avulsion": later("Hamstring avulsion"),
        "inflammatory-back-pain": later("Inflammatory back pain"),
        "injection-injury": later("Injection injury"),
        "joint-infection": later("Joint infection"),
        "lasting-or-severe-pain": later("Lasting or severe pain"),
        "limb-ischaemia": later("Limb ischaemia"),
        "malignancy": later("Malignancy"),
        "medicines": later("Harm by painkillers"),
        "necrotising-infection": later("Necrotising infection"),
        "osteonecrosis": later("Osteonecrosis"),
        "pelvic-organs": later("Pelvic organs"),
        "pregnancy": later("Pregnancy"),
        "pressure-injury": later("Pressure injury"),
        "progressive-neurological-deficit": later("Progressive neurological deficit"),
        "sepsis": later("Sepsis"),
        "shingles": later("Shingles"),
        "spinal-cord-compression": later("Spinal cord compression"),
        "spinal-infection": later("Spinal infection"),
        "stroke": later("Stroke"),
        "urinary-infection": later("Urinary infection"),
        "venous-thrombosis": later("Venous thrombosis"),
        "violence": later("Violence"),
    }
)
#: Parts of a page whose changes are told.
PARTS = Words(
    {
        "how common it is": later("how common it is"),
        "how much": later("how much"),
        "how urgent it is": later("how urgent it is"),
        "its background rate": later("its background rate"),
        "its numbers": later("its numbers"),
        "its rule": later("its rule"),
        "its signs and their numbers": later("its signs and their numbers"),
        "its sources": later("its sources"),
        "outlook": later("outlook"),
        "prevention": later("prevention"),
        "tests": later("tests"),
        "the question": later("the question"),
        "treatment": later("treatment"),
        "what it is": later("what it is"),
        "what it says": later("what it says"),
        "what to do": later("what to do"),
        "when it is asked": later("when it is asked"),
        "when not to do it": later("when not to do it"),
        "whom it helps": later("whom it helps"),
        "whom to see": later("whom to see"),
        "citation": later("citation"),
    }
)
_TREATMENTS = Words(
    {
        "medicine": later("medicine"),
        "operation": later("operation"),
        "physiotherapy": later("physiotherapy"),
        "procedure": later("procedure"),
        "self-care": later("self-care"),
        "support": later("support"),
    }
)
SETTINGS = Words(
    {
        "self": later("at home"),
        "primary-care": later("general practice"),
        "emergency": later("emergency department"),
        "specialist": later("specialist clinic"),
    }
)
_ALMOST_ALL = 0.95
_FEW = 0.095
_HARDLY_ANY = 0.005


def urgency(level: str) -> str:
    """Return what to do with a cause or warning sign of one level, given the level's id."""
    return URGENCY[Urgency.from_id(level)].in_general


def share(p: float) -> str:
    """Return a probability (0 to 1) in words that can be pictured: "about 7 in 10"."""
    if p >= _ALMOST_ALL:
        return _("almost all")
    if p >= _FEW:
        return _("about %(n)s in 10", n=max(1, min(9, round(p * 10))))
    if p >= _HARDLY_ANY:
        return _("about %(n)s in 100", n=max(1, round(p * 100)))
    return _("fewer than 1 in 100")


def percent(p: float) -> str:
    """Return a probability as per cent, with two significant digits below ten."""
    hundred = 100 * p
    if hundred >= 10 or hundred == 0:  # noqa: PLR2004 - two digits
        written = f"{hundred:.0f}"
    else:
        written = f"{hundred:.1f}" if hundred >= 1 else f"{hundred:.2g}"
    return isolated(f"{with_point_of(written)} %")


def day(moment: date | datetime) -> str:
    """Return a date as 3 May 2026, in the language spoken now."""
    return written_date(moment)


def state(finding: Finding, name: str) -> str:
    """Return one state of a finding in words; "yes" or "no" where it has no others."""
    own = finding.state_names.get(name)
    return own or {"present": _("yes"), "absent": _("no")}.get(name, name)


def states(finding: Finding, name: str) -> str:
    """Return a finding in one state, as a phrase."""
    if finding.kind == "yes-no" and name == "present":
        return finding.name
    return _("%(finding)s: %(answer)s", finding=finding.name, answer=state(finding, name))


def any_state(finding: Finding, names: Iterable[str]) -> str:
    """Return some states of a finding as a phrase: any of them."""
    return listed([state(finding, each) for each in names], "or")


def level(name: str) -> str:
    """Return a level of urgency in a word or two, given its id."""
    return URGENCY[Urgency.from_id(name)].in_short


def when(name: str, condition: str | None) -> str:
    """Return when a service or test is due, for a clinician: "first", "if the fever lasts"."""
    if condition and name == "if":
        return _("if %(condition)s", condition=condition)
    due = {"first": _("first"), "next": _("next"), "now": _("now"), "avoid": _("avoid"), "if": _("if")}[name]
    return _("%(when)s %(condition)s", when=due, condition=condition) if condition else due


def only_in(only: Only) -> str:
    """Return whom a condition can have at all: "female from 10 years"."""
    parts = [SEXES[only.sex]] if only.sex else []
    if only.min_age is not None:
        parts.append(_("from %(age)s years", age=f"{only.min_age:g}"))
    if only.max_age is not None:
        parts.append(_("up to %(age)s years", age=f"{only.max_age:g}"))
    return " ".join(parts)


def kind_of_treatment(kind: str, strength: str) -> str:
    """Return what kind of treatment something is, and how strong the evidence for it."""
    return listed([_TREATMENTS[kind], *filter(None, [STRENGTHS[strength]])], "apart")


def how_often(pause: MicroBreak) -> str:
    """Return how often and how long a break is."""
    return listed([pause.every, pause.length], "apart")


def reviewer(signed: SignOff, *, closed: bool = False) -> str:
    """Return who signed, with their qualification; `closed` by a comma where the sentence goes on."""
    if not signed.qualification:
        return signed.reviewer
    said = listed([signed.reviewer, signed.qualification], "apart")
    return f"{said}," if closed and speaks_english() else said


def parts_changed(parts: Iterable[str]) -> str:
    """Return which parts of a page changed, as the catalogue names them."""
    return listed([PARTS.get(each, each) for each in parts], "apart")
