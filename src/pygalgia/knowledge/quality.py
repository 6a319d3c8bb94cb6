"""How much a published number can carry: a short grade of each figure, and the people's worth it counts for.

The scheme is the project's own reading, adapted from GRADE (concerns that lower what can be relied on)
and from the levels of the Oxford Centre for Evidence-Based Medicine (kind of study). It is applied by rule to
what the files say of a figure; nobody has appraised the papers one by one. What is not known counts as worst.
"""

from collections.abc import Sequence

from pygalgia.domain.evidence import Figure, People, Quality, SourceKind

#: A judgement carries as much as this many people; a figure never less.
JUDGED_N = 8.0
#: How many people stand behind a figure that does not say it.
UNSAID = 20
#: However many were counted, what is not like the people who ask stays unlike them.
LARGEST = 200

_STUDY: dict[SourceKind, float] = {
    "systematic-review": 1.0,
    "randomised-trial": 1.0,
    "cohort": 1.0,
    "cross-sectional": 1.0,
    "diagnostic-accuracy": 1.0,
    "case-series": 0.5,
}
#: A publication that retells others' numbers, a single case, or a page: the study behind it is not known.
_STUDY_UNKNOWN = 0.25
_DIRECTNESS: dict[People, float] = {"consulting": 1.0, "population": 0.5, "referred": 0.5, "unknown": 0.25}
_TELLS_HOW, _DOES_NOT = 1.0, 0.5
#: Product of the three weights to the letter.
_LETTERS = ((1.0, "A"), (0.5, "B"), (0.25, "C"), (0.0, "D"))


def quality(figure: Figure, kind: SourceKind) -> Quality:
    """Return the grade of a figure from the kind of its publication, whom it counted and what it tells.

    Study: the kind of publication, "unknown" where it is no study itself. Directness: whom it counted; the
    general population is direct for a rate of the population. Bias: whether the figure says how the diagnosis
    was established ("told") or not ("unclear").
    """
    study = kind if kind in _STUDY else "unknown"
    direct = 1.0 if figure.background and figure.people == "population" else _DIRECTNESS[figure.people]
    told = bool(figure.reference_standard)
    weight = _STUDY.get(kind, _STUDY_UNKNOWN) * direct * (_TELLS_HOW if told else _DOES_NOT)
    return Quality(
        study=study,
        size=figure.n,
        directness=figure.people,
        bias="told" if told else "unclear",
        grade=next(letter for least, letter in _LETTERS if weight >= least),
        effective_n=max(JUDGED_N, weight * min(figure.n or UNSAID, LARGEST)),
    )


def effective_n(basis: str, graded: Sequence[Quality]) -> float:
    """Return the effective sample size of a belief: that of the weakest figure it rests on.

    Half of it where the formula holds a constant that somebody chose; never below that of a judgement, which
    is also what a formula over other rates alone counts for.
    """
    if basis == "judged" or not graded:
        return JUDGED_N
    least = min(each.effective_n for each in graded)
    return max(JUDGED_N, least / 2 if basis == "adjusted" else least)
