"""Where a pain is and where it goes, in any order of words; how strong "kills" is; what only sounds so."""

import pytest

from pygalgia.own_words import lexicon, read

#: What is told: the places that are read of it, and how far it goes or how strong it is.
TOLD = {
    "pain in my right buttock into back of thigh": ({"buttock-right", "posterior-thigh-right"}, "thigh"),
    "right buttock into back of thigh, 3 weeks": ({"buttock-right", "posterior-thigh-right"}, "thigh"),
    "left buttock to calf": ({"buttock-left", "calf-left"}, "below-knee"),
    "my bum and legs kill": ({"buttock", "leg"}, "severe"),
    "my back and hips are killing me": ({"back", "hip"}, "severe"),
    "it goes down the back of my leg": ({"posterior-thigh"}, None),
    "my bum hurts and it goes into my calf": ({"buttock", "calf"}, "below-knee"),
    "lower back into right buttock and down the leg": (
        {"low-back-right", "buttock-right", "leg-right"},
        None,
    ),
    "my arse is killing": ({"buttock"}, "severe"),
    "my legs kill when i walk": ({"leg"}, "severe"),
    "down the back of my leg to my heel": ({"posterior-thigh", "foot"}, "foot"),
    "right bum cheek and down the outside of my thigh": ({"buttock-right", "lateral-thigh-right"}, "thigh"),
    "my groin and buttock kill me at night": ({"groin", "buttock"}, "severe"),
    "tailbone kills": ({"coccyx"}, "severe"),
}
#: What only sounds like a place or like a strong pain: it is not read.
NOT_TOLD = {
    "buttock pain, it does not go into my calf": "calf",
    "no pain down the back of my leg, only my bum": "posterior-thigh",
    "my mum has pain down the back of her leg": "posterior-thigh",
    "i walked down the back of the house and my hip hurt": "back",
    "my bum aches, i bent down to my feet": "foot",
    "the stress is killing me and my bum aches": "severe",
    "could kill for a cup of tea, bum still sore": "severe",
    "it kills me to see him like this, my hip aches": "severe",
    "work kills me, right hip ache": "severe",
    "my husband's leg kills him": "severe",
}


def _read(text, base):
    """Return the places and the states that are read of a text."""
    found = read(text, lexicon("en"), base).candidates
    places = {region for each in found for region in each.regions or ()}
    return places, {each.state for each in found if each.is_answer}


@pytest.mark.parametrize("text", TOLD)
def test_every_place_is_read_in_whatever_order_it_is_told(text, knowledge):
    expected, state = TOLD[text]
    places, states = _read(text, knowledge.base)

    assert places == expected
    assert state is None or state in states


@pytest.mark.parametrize("text", NOT_TOLD)
def test_what_only_sounds_so_is_not_read(text, knowledge):
    places, states = _read(text, knowledge.base)

    assert NOT_TOLD[text] not in {each.removesuffix("-left").removesuffix("-right") for each in places}
    assert NOT_TOLD[text] not in states
