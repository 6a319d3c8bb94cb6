"""A reason says of the body only what was told: the answers that raised it name the part that it names.

Read: "the leg shows signs of an irritated nerve" by a man who told of his bladder and of numb skin between
the legs, and "a sore or boil on the buttock" by a woman who told of a lump over the sacrum.
"""

import re

import pytest

from pygalgia import assessing
from pygalgia.domain.logic import paths

BASE = assessing.load().base
PARTS = {
    re.compile(
        r"(?<!between )\b(?:the|your|a|both) (?:legs?|foot)\b", re.IGNORECASE
    ): r"\b(?:leg|legs|foot|thigh|calf|walk)\b",
    re.compile(r"\b(?:the|your|a|both) buttocks?\b", re.IGNORECASE): r"buttock|gluteal",
}
#: Where the part is no claim about this person, or follows from what was told.
NO_CLAIM = {
    "blood-thinner-with-dizziness": "says what a buttock can hide of anybody",
    "low-fall-can-walk": "says what such a fall mostly leaves",
    "infant-with-a-painful-leg": "a knee, or a hip that hurts to move, is of the leg",
    "claudication-with-weak-pulses": "names the arteries that a noise in the groin or the effort points to",
    "short-claudication": "names the arteries that a noise in the groin or the effort points to",
    "cancer-with-weakness-or-unsteady-legs": "names legs, bladder or bowel with an or",
    "cord-signs-growing": "says of which nerves the examination speaks",
    "weakness-getting-worse": "who is asked for growing weakness told of a weak leg",
}


def told(path):
    """Return the words of the questions whose answers make this alternative true."""
    names = {
        getattr(atom, "finding", None) or atom[0] for clause in path for atom in clause if not is_fact(atom)
    }
    known = [BASE.findings[name] for name in names]
    states = " ".join(each.state_names.get(state, "") for each in known for state in each.states)
    return " ".join(
        [states, *(f"{each.name} {each.question} {each.help} {each.clinician}" for each in known)]
    ).lower()


def is_fact(atom):
    return not isinstance(atom, tuple) and getattr(atom, "finding", None) is None


@pytest.mark.parametrize("flag", BASE.red_flags.values(), ids=lambda each: each.id)
def test_no_sign_is_told_of_a_part_that_nobody_named(flag):
    silent = [
        sorted(str(each) for each in path)
        for part, named in PARTS.items()
        if part.search(flag.plain)
        for path in paths(flag.when)
        if not re.search(named, told(path))
    ]

    assert bool(silent) <= (flag.id in NO_CLAIM), silent[:2]


@pytest.mark.parametrize("caution", BASE.care.cautions.by_id.values(), ids=lambda each: each.id)
def test_no_caution_about_the_skin_says_where_it_is(caution):
    """The answers about lumps and sores do not say it: a lump may lie over the sacrum or in the groin."""
    skin = ("skin-lump", "skin-ulcer", "skin-discharge")
    of_skin = any(name in str(caution.tests) for name in skin)

    assert not of_skin or not re.search(r"buttock|leg|groin", caution.plain), caution.plain
