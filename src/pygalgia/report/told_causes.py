"""The causes that a person is told, and what is said of each."""

from pygalgia.care.circumstances import SMALLEST_NAMED
from pygalgia.domain.assessment import Assessment, Ranked
from pygalgia.domain.urgency import Urgency
from pygalgia.report.sentences import sentences
from pygalgia.texts import PSEUDO, language, speaks_english

#: What fits one page and can be kept in mind.
MOST_CAUSES = 3


def told_causes(assessment: Assessment) -> list[Ranked]:
    """Return the causes that the person is told; none to whom has to be seen today.

    They must not stay at home because a harmless cause leads the list.
    """
    if not assessment.enough_to_rank or assessment.urgency >= Urgency.SAME_DAY:
        return []
    return [each for each in assessment.conditions if each.probability >= SMALLEST_NAMED][:MOST_CAUSES]


def first_sentences(plain: str, count: int = 2) -> str:
    """Return the first sentences of a text; the whole one where another language does not tell them apart."""
    if language() == PSEUDO:
        # Its brackets show where a text is cut.
        return plain
    if not speaks_english():
        return " ".join(said for said, _meant in sentences(plain)[:count])
    return ". ".join(part.strip().rstrip(".") for part in plain.split(". ")[:count]) + "."
