"""Danger signs of the screen that somebody was not sure of: each is asked once more, where it can matter."""

from dataclasses import replace

from pygalgia.domain.finding import Finding
from pygalgia.interview.situation import Situation
from pygalgia.interview.state import UNKNOWN, Interview

#: Whoever is unsure of more lines of one list knows nothing of it: to ask them one by one would help nobody.
MOST = 3


def due(interview: Interview, here: Situation) -> Finding | None:
    """Return the first sign that was left unsure and of which an answer by itself would change the advice."""
    unsure = in_doubt(interview)
    if not unsure:
        return None
    asked = replace(here, declined=here.declined - unsure)
    signs = [here.findings[name] for name in sorted(unsure) if asked.is_askable(here.findings[name])]
    answers = [(sign, state) for sign in signs for state in sign.states]
    # All at once: one by one, each would begin anew.
    after = here.urgency_after([(sign.id, state) for sign, state in answers])
    moving = (sign for (sign, _), each in zip(answers, after, strict=True) if each != here.urgency)
    return next(moving, None)


def in_doubt(interview: Interview) -> frozenset[str]:
    """Return the signs that were left unsure on the screen and were not asked by themselves yet."""
    left: set[str] = set()
    for step in interview.steps:
        lines = (step.lines or {}) if step.id.kind == "screen" else {}
        unsure = {name for name, said in lines.items() if said == UNKNOWN}
        left |= unsure if len(unsure) <= MOST else set()
    return frozenset(name for name in left if not interview.was_asked(name))
