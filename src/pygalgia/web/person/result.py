"""The result: urgency first, then why, what it may be, what to do, and every source."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from pygalgia.domain.assessment import Assessment, Reason
from pygalgia.domain.condition import UNLISTED
from pygalgia.domain.evidence import Source
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.plan import Avoid, Outlook
from pygalgia.domain.urgency import Urgency
from pygalgia.drawing import PLAIN as PLAIN_COLOURS
from pygalgia.drawing import exercise_picture
from pygalgia.interview import Audience, Stop
from pygalgia.report.citations import reference
from pygalgia.report.paper import paper
from pygalgia.report.patient_page import OPEN_LEAD
from pygalgia.report.words import PLAIN, sentence
from pygalgia.web.edge.pages import page
from pygalgia.web.edge.problems import not_found
from pygalgia.web.edge.services import Here
from pygalgia.web.visit.charts import likelihood, out_of_a_hundred, waterfall
from pygalgia.web.visit.visit import visit

router = APIRouter(include_in_schema=False)

#: From this probability on, the expected course of a condition is told.
LIKELY = 0.1
#: What the result can be taken away as: words on the button, and the address.
DOWNLOADS = (
    ("PDF for you and your clinician", "/result/pygalgia.pdf"),
    ("Diary and calendar", "/diary"),
)
#: Causes and reasons that are shown before "show all".
SHOWN = 5
_PICTURE = "picture"
LEVEL = {
    Urgency.EMERGENCY: "Emergency",
    Urgency.SAME_DAY: "Today",
    Urgency.WITHIN_TWO_WEEKS: "Within two weeks",
    Urgency.ROUTINE: "Routine",
    Urgency.SELF_CARE: "Self-care",
}


@dataclass
class Citations:
    """Numbers sources in the order in which a page first cites them."""

    base: KnowledgeBase
    _numbers: dict[str, int] = field(default_factory=dict)

    def __call__(self, sources: Iterable[str], most: int = 4) -> list[tuple[int, Source]]:
        """Return the numbers to print beside a statement."""
        return [
            (self._numbers.setdefault(name, len(self._numbers) + 1), self.base.sources[name])
            for name in list(dict.fromkeys(sources))[:most]
        ]

    @property
    def listed(self) -> list[tuple[int, Source]]:
        """Every source cited so far, by number."""
        return [(number, self.base.sources[name]) for name, number in self._numbers.items()]


def view(assessment: Assessment, base: KnowledgeBase, *, audience: Audience = "self") -> dict[str, Any]:
    """Return what a template needs to show an assessment."""
    reasons = [each for each in assessment.reasons if each.urgency == assessment.urgency]
    causes = [each for each in assessment.conditions if each.id != UNLISTED][:12]
    rest = next((each for each in assessment.conditions if each.id == UNLISTED), None)
    return {
        "assessment": assessment,
        "plan": assessment.plan,
        "audience": audience,
        "clinical": audience == "patient",
        "level": LEVEL[assessment.urgency],
        "at_home": audience == "patient" or assessment.urgency < Urgency.SAME_DAY,
        "headline": _headline(assessment),
        "do_now": _do_now(reasons),
        "reasons": reasons,
        "causes": causes,
        "none_of_these": rest,
        "shown": SHOWN,
        "waterfalls": {each.id: waterfall(each, base) for each in causes},
        "likelihood": likelihood,
        "in_100": out_of_a_hundred,
        "raised": [each for each in assessment.red_flags if each.verdict == "raised"],
        "still_open": [each for each in assessment.red_flags if each.verdict == "open" and each.floor > 0],
        "excluded": sum(each.verdict == "excluded" for each in assessment.red_flags),
        "avoid": _avoid(assessment, clinical=audience == "patient"),
        "outlook": _outlook(assessment),
        "cite": Citations(base),
        "reference": reference,
        "sentence": sentence,
        "conditions": base.conditions,
    }


def _avoid(assessment: Assessment, *, clinical: bool) -> list[tuple[str, list[Avoid]]]:
    """Return what to avoid, put together by reason: one reason that stands six times is read by nobody."""
    groups: dict[str, list[Avoid]] = {}
    for each in assessment.plan.avoid:
        groups.setdefault(each.why if clinical else each.plain_why, []).append(each)
    return list(groups.items())


def _outlook(assessment: Assessment) -> list[Outlook]:
    """Return the expected course of what is likely; that of a rare danger would frighten without cause."""
    likely = {each.id for each in assessment.conditions if each.probability >= LIKELY}
    return [each for each in assessment.plan.outlook if each.condition in likely]


def _headline(assessment: Assessment) -> tuple[str, str]:
    """Return what to do, and one sentence on why; what could not be ruled out is not called safe."""
    headline, lead = PLAIN[assessment.urgency]
    is_open = assessment.reasons and assessment.reasons[0].kind == "not-excluded"
    return headline, OPEN_LEAD if is_open else lead


def _do_now(reasons: Iterable[Reason]) -> list[str]:
    return list(dict.fromkeys(each.do_now for each in reasons if each.do_now))


@router.get("/result")
def result(request: Request, here: Here) -> Response:
    """Show the assessment of the answers so far."""
    at = visit(request, here)
    assessment = at.interviewer.assess(at.interview)
    step = at.interviewer.next_step(at.interview)
    return page(
        request,
        "person/result.html",
        stop=step if isinstance(step, Stop) else None,
        expires_at=at.saved.expires_at,
        downloads=DOWNLOADS,
        **view(assessment, here.knowledge.base, audience=at.interview.audience),
    )


@router.get("/result/pygalgia.pdf")
def pdf(request: Request, here: Here) -> Response:
    """Return the assessment on paper: a page for the person and one for the clinician."""
    at = visit(request, here)
    made = paper(at.interviewer.assess(at.interview), here.knowledge.base)
    return Response(
        made,
        media_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="pygalgia.pdf"'},
    )


@router.get("/pictures/{exercise}/{frame}.svg")
def picture(here: Here, exercise: str, frame: str) -> Response:
    """Return one picture of an exercise."""
    base = here.knowledge.base
    drawn = base.care.exercises.get(exercise) or base.care.micro_breaks.get(exercise)
    if drawn is None or frame not in {pose.name for pose in drawn.scene.poses}:
        raise not_found(_PICTURE, frame)
    svg = exercise_picture(drawn, frame, palette=PLAIN_COLOURS)
    return Response(svg, media_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"})
