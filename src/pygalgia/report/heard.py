"""What a person fears and hopes, and what can be said to it: general, honest, never against the urgency."""

import re
from collections.abc import Collection, Iterable

from pygalgia.domain.assessment import Assessment
from pygalgia.domain.care_rules import Fear
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.logic import holds
from pygalgia.domain.urgency import Urgency
from pygalgia.frozen import Frozen
from pygalgia.texts import _

#: A cause that is feared and at least so likely is not called rare: one in twenty.
SMALLEST_FEARED = 0.05
_NOT_ORDINARY = {each.id for each in Urgency if each >= Urgency.WITHIN_TWO_WEEKS}


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
    found, or open; and by whether a cause that it means is likely. It never says that somebody has nothing.
    """
    return tuple(dict.fromkeys((*_to_fear(heard.fear, assessment, base), *_to_hope(heard.hope, assessment))))


def _to_fear(fear: str, assessment: Assessment, base: KnowledgeBase) -> Iterable[str]:
    if not fear:
        return
    for topic in base.care.fears:
        if topic.when is not None and holds(topic.when, assessment.case, findings=base.findings) is not True:
            continue
        if any(re.search(rf"\b{re.escape(word)}", fear, re.IGNORECASE) for word in topic.words):
            yield from _answer(topic, assessment, base)
    yield _(
        "Say this worry first when you are seen. It is in the paper for your clinician, in your own words."
    )


def _answer(topic: Fear, assessment: Assessment, base: KnowledgeBase) -> Iterable[str]:
    """Yield what can be said to one fear: nothing that calms where an answer or a cause points to it."""
    wanted = set(topic.hazards)
    flags = [each for each in assessment.red_flags if each.flag.hazard in wanted]
    if any(each.verdict == "raised" for each in flags):
        yield _(
            "Some of your answers mean that this has to be looked at: that is part of why you should be seen."
        )
    elif _is_likely(wanted, assessment, base):
        yield _("It is one of the causes that cannot be ruled out yet. Those who see you can look for it.")
    else:
        yield topic.plain
        if topic.hazards:
            yield _standing([each.verdict for each in flags])


def _is_likely(hazards: set[str], assessment: Assessment, base: KnowledgeBase) -> bool:
    """Return whether a danger that signs of these hazards name first is likely enough to be named."""
    meant = {
        each.conditions[0] for each in base.red_flags.values() if each.hazard in hazards and each.conditions
    }
    dangers = {name for name in meant if base.conditions[name].action.urgency in _NOT_ORDINARY}
    return any(each.id in dangers and each.probability >= SMALLEST_FEARED for each in assessment.conditions)


def _standing(verdicts: Collection[str]) -> str:
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
