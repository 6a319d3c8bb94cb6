"""What the order of the causes leaves out, another order, and whose frequencies are assumed."""

from pygalgia.domain.assessment import Assessment
from pygalgia.domain.condition import UNLISTED
from pygalgia.report.top_reasons import suspected_danger
from pygalgia.report.words import short_name
from pygalgia.texts import _, parted

#: Where both orders agree so far, the second is not told.
FIRST = 3


def by_probability_alone(assessment: Assessment) -> str:
    """Return that the order does not outweigh a danger that is suspected; empty where none is."""
    if not suspected_danger(assessment):
        return ""
    return _("Ranked by probability alone: the suspected danger comes first.")


def fits_best(assessment: Assessment) -> str:
    """Return which causes the answers fit best, however common each is; empty where the order is the same."""
    likely = [each.id for each in assessment.conditions if each.id != UNLISTED][:FIRST]
    fitting = assessment.fits_best[:FIRST]
    if not assessment.enough_to_rank or [each.id for each in fitting] == likely:
        return ""
    names = parted(short_name(each.name) for each in fitting)
    return _("However common each is, the answers fit best: %(causes)s.", causes=names)


def case_mix(assessment: Assessment) -> str:
    """Return whose frequencies the probabilities assume, and what came out when they were tested."""
    mix = assessment.case_mix
    assumed = _("Assumes %(case_mix)s.", case_mix=mix.name)
    return f"{assumed} {mix.tested}" if mix.tested else assumed
