"""What a person fears and hopes, and what can be said to it: general, honest, never against the urgency."""

import re
from collections.abc import Iterable

from pygalgia.domain.assessment import Assessment
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.urgency import Urgency
from pygalgia.frozen import Frozen
from pygalgia.texts import _


class Heard(Frozen):
    """In the person's own words; empty where nothing was said."""

    fear: str = ""
    hope: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether neither was said."""
        return not (self.fear or self.hope)


def answers_to(heard: Heard, assessment: Assessment, base: KnowledgeBase) -> tuple[str, ...]:
    """Return what is said to fear and hope, in plain words.

    A fear that belongs to a danger is answered by where its warning signs stand: raised, asked and not
    found, or open. It never says that somebody has nothing.
    """
    return tuple(dict.fromkeys((*_to_fear(heard.fear, assessment, base), *_to_hope(heard.hope, assessment))))


def _to_fear(fear: str, assessment: Assessment, base: KnowledgeBase) -> Iterable[str]:
    if not fear:
        return
    for topic in base.care.fears:
        if any(re.search(rf"\b{re.escape(word)}", fear, re.IGNORECASE) for word in topic.words):
            yield topic.plain
            if topic.hazards:
                yield _standing(topic.hazards, assessment)
    yield _(
        "Say this worry first when you are seen. It is in the paper for your clinician, in your own words."
    )


def _standing(hazards: Iterable[str], assessment: Assessment) -> str:
    wanted = set(hazards)
    verdicts = [each.verdict for each in assessment.red_flags if each.flag.hazard in wanted]
    if "raised" in verdicts:
        return _(
            "Some of your answers mean that this has to be looked at: that is part of why you should be seen."
        )
    if "open" in verdicts:
        return _("None of your answers points to it. Not every sign of it could be asked or examined here.")
    return _("None of the signs of it that we asked about is there. Watch for the signs to get help at once.")


def _to_hope(hope: str, assessment: Assessment) -> Iterable[str]:
    if not hope:
        return
    if assessment.urgency >= Urgency.SAME_DAY:
        yield _(
            "First the danger has to be looked at. What you hope for comes after that, and is in the paper."
        )
    else:
        yield _("Tell those who see you what you hope for. Often there is more than one way to help.")
