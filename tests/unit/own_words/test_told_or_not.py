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

#: A length of time, a direction, a wish and an intention: sentence to what must be read, and to None what
#: must be no answer. The second half was written after the rules.
BELONGS = {
    "Sore right buttock for six weeks, paracetamol four times a day": {"duration": (6.0, "wk")},
    "I go to the gym 5 days a week and my buttock hurts": {"duration": None},
    "My period is 2 weeks late. Dull ache in my bottom": {"duration": None},
    "Had my coil fitted 3 months ago, my buttock hurts": {"duration": None},
    "Noticed blood on the paper yesterday. My bum has been sore for 2 months": {"duration": (2.0, "mo")},
    "My tailbone hurts. Saw a rash this morning": {"duration": None},
    "I finished antibiotics 10 days ago and my buttock hurts": {"duration": None},
    "pain travelling down the back of my thigh": {"course": None},
    "it shoots down into my calf and it's coming down my leg more": {"course": None},
    "the swelling on my bum is going down": {"course": "improving"},
    "my bottom hurts and I keep needing a poo": {"worse-defaecation": None},
    "it hurts when I poo": {"worse-defaecation": "present"},
    "me duele la nalga, tomo ibuprofeno 3 veces al día": {"duration": None},
    "tengo un retraso de 10 días en la regla y me duele el culo": {"duration": None},
    "I'm down 3 stone on wegovy, hip sore at night": {"weight-loss": None},
    "Lost 20 kg dieting this year, my hip hurts": {"weight-loss": None},
    "I've been on fat jabs and lost two stone; bum aches": {"weight-loss": None, "character-stabbing": None},
    "Lost a lot of weight after my gastric sleeve, hip pain": {"weight-loss": None},
    "Lost a stone and I'm not even dieting, hip pain": {"weight-loss": "present"},
    "jabbing pain in my bum": {"character-stabbing": "present"},
    "Me duele la cadera, he perdido 10 kilos con ozempic": {"weight-loss": None},
    "can't get it up, been like that two years, buttocks ache on walking": {"sexual-dysfunction-new": None},
    "both achilles tendons are sore after running, bum too": {"heel-pain-or-dactylitis": None},
    "My nan had ovarian cancer, is that why my hip aches": {"cancer-history": None},
    "heart disease and strokes on mum's side, my buttock hurts walking": {"vascular-disease": None},
    "sore tailbone, husband has sciatica too": {"pain-site": ("coccyx",)},
    "my wife had an aneurysm last year and I worry, back pain": {"known-aneurysm": None},
    "Grandma was on warfarin. I take nothing. Bum hurts": {"anticoagulants": None},
    "Lupus and colitis run in our family, sore bum": {"inflammatory-bowel-disease": None},
    "Auntie lost loads of weight before she died, my hip hurts": {"weight-loss": None},
    "Dad fell and broke his hip last year. My hip hurts since Sunday": {"trauma": None},
    "me duele la cadera, mi abuela tenía osteoporosis": {"osteoporosis": None},
    "tengo diabetes como mi padre y el pie dormido": {"diabetes": "present"},
    "cáncer de próstata en mi familia, dolor de nalga": {"cancer-history": None},
    "buttock ache 4 months, swim twice a week": {"duration": (4.0, "mo")},
    "I smoke 20 a day, hip pain for two weeks": {"duration": (2.0, "wk")},
    "My last scan was 6 months ago. Buttock pain.": {"duration": None},
    "We got a puppy 3 weeks ago and my bum has been sore for 5 days": {"duration": (5.0, "d")},
    "vaccinated last week, my hip hurts": {"duration": None},
    "bum sore for months, saw a small open sore this morning": {"duration": "three-to-twelve-months"},
    "Constipated for 2 weeks. pain in my back passage": {"duration": None},
    "It hurts in my hip, 3 weeks": {"duration": (3.0, "wk")},
    "Back pain. It came on 4 days ago": {"duration": (4.0, "d")},
    "electric pain coming down the outside of my leg": {"course": None},
    "ache goes down to my calf": {"course": None},
    "pain went down from 8 to 3": {"course": "improving"},
    "urge to poo constantly and my back passage hurts": {"worse-defaecation": None},
    "pooing is agony": {"worse-defaecation": "present"},
    "me duele el glúteo desde hace 3 semanas, paracetamol 2 veces al día": {"duration": (3.0, "wk")},
    "terminé el antibiótico hace 10 días y me duele la nalga": {"duration": None},
    "dropped 15 kg on tirzepatide, side of hip sore": {"weight-loss": None},
    "I've lost 2 stone, been dieting hard. bum pain": {"weight-loss": None},
    "lost weight, no idea why, hip pain": {"weight-loss": "present"},
    "I lost a stone without dieting, back pain": {"weight-loss": "present"},
    "had my flu jab, bum sore": {"character-stabbing": None},
    "erections gone for 3 years, calves ache walking": {"sexual-dysfunction-new": None},
    "lost my erection since Monday and back pain": {"sexual-dysfunction-new": "present"},
    "kidney stones in 2019, sore buttock": {"pain-site": ("buttock",)},
    "he perdido 8 kilos a dieta, me duele la cadera": {"weight-loss": None},
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


@pytest.mark.parametrize(("text", "expected"), BELONGS.items())
def test_a_time_and_a_word_belong_to_their_clause(told, text, expected):
    found = told(text)
    assert {name: found.get(name) for name in expected} == expected
