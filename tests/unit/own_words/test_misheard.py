"""What sounds like a sign and is none, by kind, each beside what sounds nearly the same and is one.

People who were played through the interview were offered these with confidence: whoever agreed to all
of them would have recorded falsehoods.
"""

import pytest

#: Kind: finding, its state, what is not it, what is.
KINDS = {
    "a denied improvement is none": (
        "course",
        "improving",
        (
            "My buttock hurts, nothing is better",
            "My buttock hurts, nothing I take makes it any better",
            "My buttock hurts, it is not better",
            "My buttock hurts, it is not getting any better",
            "My buttock hurts, it hasn't improved",
            "My buttock hurts, not much better",
            "My buttock hurts, I can't say it is better",
            "I am waiting for my buttock to get better",
        ),
        (
            "My buttock hurts, it is getting better",
            "My buttock hurts but it is slowly improving",
            "No fever, and the pain is much better now",
            "It hurts, nothing helped at first but now it's getting better",
        ),
    ),
    "a time of what the person does or is is not the pain's": (
        "constancy",
        "constant",
        (
            "My hip hurts. I am tired all the time",
            "My hip hurts. Before that I was always on my feet",
            "My hip hurts and I feel sick all the time",
            "My hip hurts. I worked constantly",
            "My hip hurts and I am hungry day and night",
            "My hip hurts. My mouth is dry all the time",
        ),
        (
            "My hip hurts all the time",
            "The pain is always there",
            "My hip aches. I have it all the time",
            "My hip hurts. I have had this constantly",
            "I am in pain all the time",
        ),
    ),
    "a thing that goes up and down is not the pain's course": (
        "course",
        "comes-and-goes",
        (
            "My hip hurts, I walk up and down the stairs",
            "Going up and down stairs hurts my hip",
            "My hip hurts. I am on and off the toilet",
        ),
        ("My hip hurts on and off", "The pain in my hip comes and goes", "The pain has been up and down"),
    ),
    "what grows is a lump only where there is a lump": (
        "lump-course",
        "growing-over-days",
        (
            "Pain in my buttock, it has got worse",
            "Pain in my buttock, it is getting worse every day",
            "My hip pain has been growing worse",
            "The pain blew up overnight",
            "I have a lump on my buttock. The pain has got worse",
            "I have a lump on my buttock, it is not getting bigger",
        ),
        ("The lump has got bigger", "I have a boil on my buttock and it is growing"),
    ),
    "what is seen on the skin, or is not, is no pain there": (
        "pain-layer",
        "skin",
        (
            "My buttock hurts, nothing to see on the skin",
            "My buttock hurts, no marks on the skin",
            "My buttock hurts, I have a rash on the skin",
        ),
        ("It hurts on the skin", "The pain in my buttock is in the skin"),
    ),
    "a joint that is bent is not the back": (
        "worse-bending-forward",
        "present",
        ("I can't bend the hip", "I can't bend my left knee", "It hurts to bend my leg"),
        ("I can't bend forward", "It hurts to bend down", "My back hurts when bending over"),
    ),
    "a limb that is lifted is no load": (
        "worse-lifting",
        "present",
        ("I can't lift the foot", "I can't lift my left leg", "It hurts to lift my big toe"),
        ("Lifting makes my back worse", "It hurts when I lift the shopping"),
    ),
    "an operation of long ago or of unknown time is not a recent one": (
        "recent-invasive-procedure",
        "present",
        (
            "My back hurts. I had a spinal fusion",
            "My back hurts. I had spinal fusion ten years ago",
            "My back hurts. I had an epidural years ago",
            "My back hurts. I had an epidural in 2010",
            "My back hurts. I had a back operation",
            "My back hurts. I had a hysterectomy 8 months ago",
        ),
        (
            "My back hurts. I had an epidural two weeks ago",
            "My back hurts since the epidural",
            "My back hurts. I just had a biopsy",
            "My back hurts. I had an epidural last week",
        ),
    ),
    "the middle of a time is no place": (
        "pain-side",
        "midline",
        (
            "Hip pain wakes me in the middle of the night",
            "My hip hurt in the middle of a long drive home in June",
        ),
        ("The pain is in the middle", "My back hurts right in the middle"),
    ),
    "pain that runs down is no illness": (
        "malaise-or-aches",
        "absent",
        ("My hip hurts, it doesn't run down the leg", "Hip pain, does not run down into my foot"),
        ("My hip hurts, I don't feel run down",),
    ),
    "a first step is no year": (
        "duration",
        "over-a-year",
        ("My hip hurt from the first step", "My hip hurts from the first minute of walking"),
        ("My hip has hurt since my early twenties", "My hip has hurt for years"),
    ),
    "what hurts when pressed is no light touch": (
        "skin-allodynia",
        "present",
        ("My buttock, it is sore to press", "My buttock is sore when I press on it"),
        ("My buttock hurts to the lightest touch", "It hurts if my jeans rub on it"),
    ),
    "a little overweight is not much": (
        "obesity",
        "present",
        (
            "Hip pain, I am a bit overweight",
            "Hip pain, I am slightly overweight",
            "Hip pain, my BMI is 27",
            "Hip pain, I weigh 11 stone",
            "Hip pain, I lost two stone",
        ),
        ("Hip pain, I am very overweight", "Hip pain, my BMI is 36", "Hip pain, I am obese"),
    ),
    "pain that does not go down is not pain that does not go": (
        "constancy",
        "constant",
        ("My hip hurts, it doesn't go down the leg", "Hip pain that never goes below the knee"),
        ("My hip hurts, it never goes", "The pain in my hip never goes away"),
    ),
    "an improvement that ended is none": (
        "course",
        "improving",
        ("My hip got better then worse again", "My hip eased for a week and then it came back"),
        ("My hip was worse and then it got better",),
    ),
    "what lying down eases, or one side brings on, is not unrelieved by lying": (
        "not-relieved-lying",
        "present",
        ("Hip pain, I feel better lying down", "When I lie on that side my hip hurts"),
        ("I have hip pain lying down", "Lying down makes no difference to my hip"),
    ),
    "weight that should be lost is not lost": (
        "weight-loss",
        "present",
        (
            "Hip pain, I could do with losing weight",
            "Hip pain, I am trying to lose weight",
            "Hip pain, the doctor told me to lose a few pounds",
            "Hip pain, I can't lose weight",
        ),
        ("Hip pain, I have lost weight", "Hip pain, I am losing weight", "Hip pain, I lost two stone"),
    ),
    "between the legs is not both legs": (
        "both-legs-symptoms",
        "present",
        ("I am numb between my legs, back pain",),
        ("Both my legs tingle",),
    ),
    "the age at something else is not the age at which the pain began": (
        "age-at-onset-under-45",
        "present",
        ("Back pain. I had an operation for a disc in my twenties",),
        ("My back pain began in my twenties",),
    ),
    "a foot that went numb did not slip": (
        "trauma",
        "low-fall",
        ("My foot went numb", "My feet went a funny colour"),
        ("My feet went from under me",),
    ),
    "what cannot be bent was not hurt by bending": (
        "trauma",
        "minor",
        ("I can't bend the knee fully, buttock pain", "My back hurts when bending over and the pain shoots"),
        ("I bent down and felt pain", "My back went bending down, bending over it went bang"),
    ),
    "a birth of years ago is not of half a year": (
        "pregnancy",
        "within-six-months-after-birth",
        ("Back pain, I had a caesarean 12 years ago", "I gave birth years ago, my pelvis hurts"),
        ("I gave birth three weeks ago, my pelvis hurts",),
    ),
    "steps that are walked are no stairs": (
        "worse-stairs",
        "present",
        ("Hip pain, the first few steps are the worst", "My hip hurts with every step"),
        ("Going up the steps hurts my hip", "It hurts to climb stairs"),
    ),
}
#: The same in Spanish.
SPANISH = {
    "a denied improvement is none": (
        "course",
        "improving",
        (
            "Me duele la nalga y no está mejor",
            "Me duele la nalga, nada mejora",
            "Me duele la nalga, no está cediendo",
        ),
        ("Me duele la nalga, ya está mejor", "Me duele la nalga pero voy mejorando"),
    ),
    "a time of what the person does or is is not the pain's": (
        "constancy",
        "constant",
        (
            "Me duele la cadera. Estoy cansada todo el tiempo",
            "Me duele la cadera. Antes trabajaba todo el día de pie",
            "Me duele la cadera. Tengo sueño todo el tiempo",
        ),
        (
            "Me duele la cadera todo el tiempo",
            "Tengo dolor en la cadera todo el día",
            "El dolor es constante",
        ),
    ),
    "what is seen on the skin, or is not, is no pain there": (
        "pain-layer",
        "skin",
        ("Me duele la nalga, no se ve nada en la piel", "Me duele la nalga, tengo manchas en la piel"),
        ("Me arde la nalga en la piel",),
    ),
    "an operation of long ago or of unknown time is not a recent one": (
        "recent-invasive-procedure",
        "present",
        (
            "Me operaron de la espalda hace ocho meses",
            "Me hicieron una epidural hace 10 años, me duele la espalda",
            "Me operaron de la espalda y me duele la nalga",
        ),
        ("Me operaron de la espalda hace dos semanas", "Me hicieron una infiltración hace un mes"),
    ),
    "the middle of a time is no place": (
        "pain-side",
        "midline",
        ("Me despierto en el medio de la noche con dolor en la cadera",),
        ("Me duele la espalda en el medio",),
    ),
    "a little overweight is not much": (
        "obesity",
        "present",
        ("Tengo un poco de sobrepeso y me duele la cadera", "Peso 65 kilos y me duele la cadera"),
        ("Tengo obesidad y me duele la cadera", "Peso 120 kilos y me duele la cadera"),
    ),
    "a joint that cannot be bent is no weakness": (
        "leg-weakness",
        "present",
        ("No puedo doblar la rodilla, me duele", "No puedo doblar la cadera"),
        ("No puedo levantar el pie", "No puedo mover la pierna"),
    ),
    "to feel is not to sit": (
        "relieved-sitting",
        "absent",
        ("Me duele la nalga y no me siento mejor",),
        (),
    ),
}
#: What is told plainly, and what it is.
PLAIN = (
    ("Hip pain, I can't lie on that side", "worse-lying-on-side", "present"),
    ("My hip hurts when I climb stairs", "worse-stairs", "present"),
    ("My hip hurt when I stood up", "worse-rising-from-sitting", "present"),
    ("I have not been able to pass any water since yesterday", "bladder-change", "cannot-pass"),
    ("My hip hurts and the leg has gone a funny colour", "leg-colour-change", "present"),
    ("The leg is an odd colour and hurts", "leg-colour-change", "present"),
    ("There is a bruise on my buttock and it crackles", "crepitus", "present"),
    ("Hip pain and I am numb between the legs", "saddle-numbness", "present"),
    ("My buttock hurts and I pass dark water", "dark-urine", "present"),
    ("My buttock hurts and I have dark pee", "dark-urine", "present"),
    ("My hip hurts lying on that side", "worse-lying-on-side", "present"),
    ("No he podido pasar agua, me duele la espalda", "bladder-change", "cannot-pass"),
    ("Tengo la pierna de un color raro, me duele", "leg-colour-change", "present"),
    ("El agua sale oscura cuando orino, me duele la espalda", "dark-urine", "present"),
    ("Me dolió la cadera cuando me levanté", "worse-rising-from-sitting", "present"),
)


@pytest.fixture(scope="session")
def heard(reader):
    """Return what a text answers a finding with."""
    return lambda text, finding: {each.state for each in reader(text).answers if each.finding == finding}


ALL = [*KINDS.values(), *SPANISH.values()]
NAMES = [*KINDS, *(f"Spanish: {kind}" for kind in SPANISH)]


@pytest.mark.parametrize(("finding", "state", "others", "_"), ALL, ids=NAMES)
def test_what_only_sounds_like_a_sign_is_not_heard_as_one(heard, finding, state, others, _):
    assert not [text for text in others if state in heard(text, finding)]


@pytest.mark.parametrize(("finding", "state", "_", "signs"), ALL, ids=NAMES)
def test_what_sounds_nearly_the_same_and_is_the_sign_is_heard(heard, finding, state, _, signs):
    assert not [text for text in signs if state not in heard(text, finding)]


@pytest.mark.parametrize(("text", "finding", "state"), PLAIN)
def test_what_is_told_plainly_is_heard(heard, text, finding, state):
    assert state in heard(text, finding)


@pytest.mark.parametrize(
    "text", ["My hip hurts and I am numb between the legs", "Tengo dormido entre las piernas"]
)
def test_numb_between_the_legs_is_no_numb_leg(heard, text):
    assert heard(text, "saddle-numbness") == {"present"}
    assert not heard(text, "leg-numbness")


def test_no_feeling_in_a_place_says_nothing_of_pain_there(heard):
    assert not heard("My hip hurts and I have no feeling between the legs", "site-perineum")


def test_an_operation_of_unknown_time_is_a_question(reader):
    reading = reader("My back hurts. I had an epidural")
    assert [
        (each.state, each.doubt) for each in reading.candidates if each.finding == "recent-invasive-procedure"
    ] == [(None, "unclear")]
