"""The plan as proposals: tests and people to see as ServiceRequests, the rest as a CarePlan."""

from collections.abc import Iterable

from pygalgia.domain.assessment import Assessment
from pygalgia.domain.plan import Care, PlannedInvestigation, Programme, Referral
from pygalgia.records.resources import Resource
from pygalgia.records.written.frame import PRIORITY, Frame
from pygalgia.report.words import evidence
from pygalgia.texts import _

_MOST_AVOIDED = 8


def service_requests(assessment: Assessment, frame: Frame) -> list[Resource]:
    """Return tests to do and people to see, as proposals that somebody has yet to decide."""
    plan = assessment.plan
    tests = (_test(each, assessment, frame) for each in plan.investigations)
    return [*tests, *(_visit(each, assessment, frame) for each in plan.who_to_see)]


def _test(each: PlannedInvestigation, assessment: Assessment, frame: Frame) -> Resource:
    return _request(
        "test", each.text, each.condition, each.why, each.for_conditions, each.sources, assessment, frame
    )


def _visit(each: Referral, assessment: Assessment, frame: Frame) -> Resource:
    return _request(
        "visit", each.name, each.condition, each.why, each.for_conditions, each.sources, assessment, frame
    )


def _request(  # noqa: PLR0913, PLR0917 - the columns of one row
    sort: str,
    name: str,
    condition: str,
    why: str,
    causes: Iterable[str],
    sources: Iterable[str],
    assessment: Assessment,
    frame: Frame,
) -> Resource:
    return frame.resource(
        "ServiceRequest",
        sort,
        name,
        condition,
        extension=frame.citations(sources),
        status="draft",
        intent="proposal",
        priority=PRIORITY[assessment.urgency] if not condition else "routine",
        code={"text": name},
        subject=frame.subject,
        authoredOn=frame.instant,
        asNeededCodeableConcept={"text": _("If %(condition)s", condition=condition)} if condition else None,
        requester=frame.author,
        reasonCode=[frame.condition(cause) for cause in causes if cause in frame.base.conditions],
        note=[{"text": why}] if why else None,
    )


def care_plan(assessment: Assessment, frame: Frame) -> Resource:
    """Return treatment, exercises, what to leave alone and when to look again, as a proposal."""
    plan = assessment.plan
    offered = [_care(each) for each in plan.treatment if not each.blocked_by]
    moves = [_exercise(each) for each in plan.exercises if each.start_with and not each.blocked_by]
    left = [_left_out(each) for each in plan.treatment if each.blocked_by]
    avoided = [_avoided(each.text, each.why) for each in plan.avoid[:_MOST_AVOIDED]]
    tests = [_avoided(each.text, each.why) for each in plan.avoid_investigations[:_MOST_AVOIDED]]
    checks = [_("Day %(day)s: %(text)s", day=each.day, text=each.text) for each in plan.follow_up.checks]
    at_once = [_("Go at once if: %(sign)s", sign=each) for each in plan.follow_up.go_at_once_if]
    sources = [name for each in plan.treatment if not each.blocked_by for name in each.sources]
    return frame.resource(
        "CarePlan",
        extension=frame.citations(sources),
        status="draft",
        intent="proposal",
        title=_("Plan for pain in the buttock"),
        subject=frame.subject,
        created=frame.instant,
        author=frame.author,
        activity=[{"detail": each} for each in (*offered, *moves, *left, *avoided, *tests)],
        note=[{"text": line} for line in (*checks, *at_once)],
    )


def _care(each: Care) -> Resource:
    words = [each.text + evidence(each.strength), *each.take_care, *each.ask_first]
    return _detail(each.kind, " ".join(words))


def _exercise(each: Programme) -> Resource:
    told = [*each.steps, *(_("Leave it out if: %(sign)s", sign=line) for line in each.leave_out_if)]
    return _detail(each.name, " ".join(told)) | {"scheduledString": each.dose}


def _left_out(each: Care) -> Resource:
    return _avoided(each.text, " ".join(each.why_blocked))


def _avoided(text: str, why: str) -> Resource:
    return {"code": {"text": text}, "status": "not-started", "doNotPerform": True} | (
        {"description": why} if why else {}
    )


def _detail(name: str, description: str) -> Resource:
    return {
        "code": {"text": name},
        "status": "not-started",
        "doNotPerform": False,
        "description": description,
    }
