"""A reading as JSON holds it: `pygalgia/reading/1`."""

from collections.abc import Mapping

from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.own_words.candidate import Candidate, Reading, Time

SCHEMA = "pygalgia/reading/1"


def as_document(reading: Reading, base: KnowledgeBase) -> dict[str, object]:
    """Return a reading as JSON holds it; places in the text count characters from 0."""
    return {
        "schema": SCHEMA,
        "language": reading.language,
        "notice": {"language": reading.notice_language, "text": reading.notice} if reading.notice else None,
        "person": {
            "age_years": reading.person.age_years,
            "sex": reading.person.sex,
            "is_another": reading.person.is_another,
        },
        "candidates": [_candidate(each, base) for each in reading.candidates],
        "not_understood": [
            {"start": start, "end": end, "words": reading.text[start:end]}
            for start, end in reading.not_understood
        ],
        "other_complaints": list(reading.other_complaints),
        "note": "Nothing here is an answer before the person agrees to it.",
    }


def in_words(each: Candidate, base: KnowledgeBase) -> str:
    """Return what a candidate says, in the words of the knowledge; a question where it is none."""
    finding = base.findings[each.finding]
    if each.regions:
        return ", ".join(base.regions[name].plain for name in each.regions)
    if each.value is not None:
        return f"{each.value:g} {each.unit}"
    if each.state is None:
        return "to be asked"
    return {"present": "yes", "absent": "no"}.get(each.state) or finding.state_names.get(
        each.state, each.state
    )


def _candidate(each: Candidate, base: KnowledgeBase) -> Mapping[str, object]:
    return {
        "finding": each.finding,
        "name": base.findings[each.finding].name,
        "state": each.state,
        "value": each.value,
        "unit": each.unit or None,
        "regions": list(each.regions),
        "words": each.words,
        "start": each.start,
        "end": each.end,
        "time": _time(each.time),
        "about": each.about,
        "negated": each.negated,
        "uncertain": each.uncertain,
        "hypothetical": each.hypothetical,
        "doubt": each.doubt or None,
        "confidence": each.confidence,
        "is_danger": each.is_danger,
    }


def _time(time: Time) -> Mapping[str, object] | None:
    if not time:
        return None
    since: object = time.since
    if isinstance(time.since, tuple):
        since = {"value": time.since[0], "unit": time.since[1]}
    return {"since": since, "course": time.course, "past": time.past}
