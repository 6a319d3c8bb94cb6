"""What a sentence tells, and what only sounds like it: each kind, with what must and must not be read."""

import pytest

from pygalgia.own_words import Person, lexicon, read

#: A sentence; finding to what must be read, and to None what must be no answer.
RELATIVES = {
    "Pain in my left buttock. Gran had bowel cancer at 60.": {
        "pain-site": ("buttock-left",), "cancer-history": None},
    "Cancer runs on my father's side and my hip hurts": {"cancer-history": None},
    "Dad's got psoriasis, could my sore bum be linked": {"psoriasis": None, "pain-site": ("buttock",)},
    "Uncle had a triple bypass and now my calves ache walking": {"vascular-disease": None},
    "There's a family history of diabetes, my foot is numb": {"diabetes": None, "leg-numbness": "present"},
    "Grandad had a blood clot in his leg. My thigh hurts.": {"previous-dvt": None},
    "Brother takes warfarin, I don't. My bum hurts": {"anticoagulants": None},
    "My brother took an overdose, my bum hurts": {"painkiller-amount": None, "pain-site": ("buttock",)},
    "We have osteoporosis in the family, sore tailbone": {"osteoporosis": None, "pain-site": ("coccyx",)},
    "Breast cancer runs in the family. My bum hurts": {"cancer-history": None},
    "Mum and her sister both had breast cancer, hip aching 2 months": {
        "cancer-history": None, "duration": (2.0, "mo")},
    "Mum had a new hip and I can't lie on mine": {"hip-replacement-or-surgery": None},
    "My mum has bad knees and my bum hurts": {"pain-site": ("buttock",)},
    "My dad had an aneurysm. Numb foot, bum hurts": {"known-aneurysm": None, "leg-numbness": "present"},
    "I had breast cancer like my mum did, and my hip hurts": {"cancer-history": "breast"},
    "My mum drove me here because my foot is numb": {"leg-numbness": "present"},
    "My sister found a lump on my bum": {"skin-lump": "present"},
    "I'm a mum of two with piles": {"anal-lump": "present"},
    "Mum, 82, has pain in her left hip, she cannot walk on it, she has diabetes": {"diabetes": "present"},
    "Dad cries out when we wash him. He has dementia and had a stroke": {"vascular-disease": "present"},
    "Me duele la cadera. Papá tiene diabetes.": {"diabetes": None},
    "Me duele la cadera, mi madre tuvo un ictus": {"vascular-disease": None},
    "Hay antecedentes familiares de cáncer de colon, me duele la nalga": {"cancer-history": None},
    "Mi hermano me dio ibuprofeno, me duele la nalga y tengo fiebre": {"fever": "present"},
}  # fmt: skip


@pytest.fixture(scope="module")
def told(knowledge):
    """Return the answers of a text: finding to its state, value with unit, or regions."""

    def of(text, **about):
        return {
            each.finding: each.regions or (each.state if each.value is None else (each.value, each.unit))
            for each in read(text, lexicon(), knowledge.base, **about).candidates
            if each.is_answer
        }

    return of


@pytest.mark.parametrize(("text", "expected"), RELATIVES.items())
def test_an_illness_is_of_whom_it_is_told_of(told, text, expected):
    found = told(text)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("of", "expected"), [(Person(is_another=True), "present"), (Person(), None), (None, None)]
)
def test_who_writes_for_a_relative_tells_of_them(told, of, expected):
    found = told("Mum had a stroke in May, hip hurts, cannot sit", of=of)
    assert found.get("vascular-disease") == expected


def test_a_relative_of_whom_it_is_about_is_another(told):
    text = "Dad cries out when we wash him, his bum hurts. His father had a stroke"
    assert "vascular-disease" not in told(text, of=Person(is_another=True))
