"""`$assess`: a record in, a document out."""

from collections.abc import Iterable
from datetime import datetime

import pygalgia
from pygalgia import Assessment
from pygalgia.errors import Problem
from pygalgia.extras import EXTRA_OF, missing
from pygalgia.records.outcome import Issue
from pygalgia.records.record import Record, RecordReader
from pygalgia.records.resources import Resource
from pygalgia.records.written import Written, document


def assess_record(
    sent: object, reader: RecordReader, *, now: datetime, with_pdf: bool = True, also: Iterable[Issue] = ()
) -> Resource:
    """Return the assessment of what a record says, as a document Bundle.

    Args:
        sent: A QuestionnaireResponse, a Bundle, or Parameters that hold them.
        reader: Knowledge and codes.
        now: With a time zone; what is old is old on this day.
        with_pdf: Whether the report on paper is put in.
        also: What else was not used, such as what a server did not tell.

    Raises:
        RequestError: it is refused whole, with every problem.
    """
    record = reader.read(sent, today=now.date())
    assessment = pygalgia.assess(record.case, reader.knowledge)
    pdf, unable = _pdf(assessment, reader) if with_pdf else (None, ())
    told = Record(
        opened=record.opened,
        case=record.case,
        evidence=record.evidence,
        asked_again=record.asked_again,
        interview=record.interview,
        issues=(*also, *record.issues, *unable),
    )
    written = Written(sent=sent, record=told, assessment=assessment, now=now, pdf=pdf)
    return document(written, reader.knowledge.base, reader.codes)


def _pdf(assessment: Assessment, reader: RecordReader) -> tuple[bytes | None, tuple[Issue, ...]]:
    from pygalgia.report.paper import paper

    try:
        return paper(assessment, reader.knowledge.base), ()
    except ModuleNotFoundError as error:
        library = (error.name or "").split(".", maxsplit=1)[0]
        if library not in EXTRA_OF:
            raise
        told = missing(library, EXTRA_OF[library])
        problem = Problem(where="DocumentReference", found=told.found, expected=told.expected, fix=told.fix)
        return None, (Issue(problem=problem, code="not-supported", severity="information"),)
