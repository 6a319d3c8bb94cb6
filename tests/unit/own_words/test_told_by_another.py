"""What a parent, a carer or a friend writes is read as what the person would write of themselves."""

from itertools import product

import pytest

from pygalgia.own_words import Person, lexicon, read

CHILD = Person(age_years=6, is_another=True)
GROWN_UP = Person(age_years=70, is_another=True)


def heard(text, knowledge, *, of):
    """Return finding to state of what is proposed, doubts aside; regions where it has no state."""
    found = read(text, lexicon(), knowledge.base, of=of).candidates
    return {each.finding: each.state or each.regions for each in found if not each.doubt}


SIGNS = [
    ("saddle-numbness", "can't feel anything when {i} {wipe}"),
    ("saddle-numbness", "{my} bottom is numb"),
    ("leg-weakness", "{my} leg keeps giving way"),
    ("bladder-change", "{i} can't pee since this morning"),
    ("leg-swelling", "{my} calf is swollen"),
    ("cold-pale-leg", "{my} foot is freezing and white"),
    ("night-pain", "the pain wakes {me} at night"),
    ("worse-sitting", "it hurts when {i} {sit}"),
]
WRITERS = [
    {"i": "i", "my": "my", "me": "me", "wipe": "wipe", "sit": "sit"},
    {"i": "she", "my": "her", "me": "her", "wipe": "wipes", "sit": "sits"},
    {"i": "he", "my": "his", "me": "him", "wipe": "wipes", "sit": "sits"},
]


@pytest.mark.parametrize(("sign", "writer"), [*product(SIGNS, WRITERS)])
def test_a_sign_is_heard_of_whoever_has_it(knowledge, sign, writer):
    finding, text = sign
    of = Person(age_years=44) if writer["i"] == "i" else GROWN_UP

    assert finding in heard(text.format(**writer), knowledge, of=of)


KIN = ("my little boy", "my daughter", "our son", "our toddler", "the baby")
LIMPS = ("has a limp", "limps on and off", "is limping", "is hobbling", "walks with a limp")
STILL = ("won't move the left leg", "refuses to walk", "keeps his leg bent", "cries whenever we lift his leg")


@pytest.mark.parametrize("text", [f"{who} {does}" for who, does in product(KIN, LIMPS)])
def test_a_parent_tells_of_a_limp(knowledge, text):
    assert heard(text, knowledge, of=CHILD)["limp"] == "present"


@pytest.mark.parametrize("text", [f"{who} {does}" for who, does in product(KIN, STILL)])
def test_a_parent_tells_of_a_leg_that_is_not_used(knowledge, text):
    assert heard(text, knowledge, of=CHILD)["child-refuses-to-walk"] == "present"


@pytest.mark.parametrize(
    ("finding", "text"),
    [
        ("trauma", "he fell off the changing table"),
        ("trauma", "she rolled off the sofa"),
        ("heard-pop", "popped in my bum when i shot, hurts to sit"),
        ("heard-pop", "my lad felt something go in his backside"),
        ("heard-pop", "my hamstring snapped when i was sprinting"),
        ("worse-sitting", "it kills when i sit in class"),
        ("recent-viral-illness", "my boy had a cold last week"),
        ("appetite-loss", "she's gone off her bottle"),
        ("limp", "my 6 year old is sparing the left leg"),
    ],
)
def test_how_parents_and_teenagers_say_it(knowledge, finding, text):
    assert finding in heard(text, knowledge, of=CHILD)


@pytest.mark.parametrize(
    ("finding", "text"),
    [
        ("limp", "no limp at all, he runs about normally"),
        ("limp", "my girl isn't limping"),
        ("fever", "no she hasn't got a temperature"),
        ("heard-pop", "i popped in to the doctor about my bum"),
        ("character-shooting", "i shot a goal and then my groin hurt"),
        ("worse-turning-in-bed", "he screams when I lift his leg"),
        ("hard-to-straighten", "she screams when I change her or straighten her leg"),
        ("acute-confusion", "he is not confused"),
        ("trauma", "i dropped a cup because of the pain"),
    ],
)
def test_what_was_denied_or_means_another_thing_is_not_heard(knowledge, finding, text):
    assert heard(text, knowledge, of=CHILD).get(finding, "absent") in ("absent", "none")


@pytest.mark.parametrize(
    ("of", "finding", "text"),
    [
        (CHILD, "cancer-history", "my dad had prostate cancer and my son has a sore hip"),
        (CHILD, "childhood-hip-disease", "his father had perthes, my son limps"),
        (GROWN_UP, "cancer-history", "my mum has a sore hip. my sister had breast cancer"),
        (Person(age_years=44), "leg-swelling", "my daughter has a swollen leg, my back hurts"),
    ],
)
def test_what_a_relative_has_is_not_the_persons(knowledge, of, finding, text):
    assert finding not in heard(text, knowledge, of=of)


@pytest.mark.parametrize(
    "text", ["my husband noticed her calf is swollen", "my wife and i saw his leg is swollen"]
)
def test_a_witness_is_not_the_person(knowledge, text):
    assert "leg-swelling" in heard(text, knowledge, of=CHILD)
