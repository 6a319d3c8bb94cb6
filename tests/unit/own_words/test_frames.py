"""Many ways of saying a sign: what is told is never taken as denied, nor what is not told as an answer.

Each frame is filled with every sign: fifty and more sentences of each kind, in each language.
"""

import pytest

from pygalgia.domain.finding import NOTHING

#: Signs as a noun, and as a sentence.
NOUNS = {
    "en": {
        "fever": "fever",
        "chills": "chills-rigors",
        "numbness in my foot": "leg-numbness",
        "weakness in my leg": "leg-weakness",
        "saddle numbness": "saddle-numbness",
        "weight loss": "weight-loss",
        "loss of bladder control": "bladder-change",
        "leaking of urine": "bladder-change",
        "confusion": "acute-confusion",
        "dizziness": "dizzy-now",
        "loss of bowel control": "bowel-control-change",
    },
    "es": {
        "fiebre": "fever",
        "escalofríos": "chills-rigors",
        "adormecimiento en el pie": "leg-numbness",
        "debilidad en la pierna": "leg-weakness",
        "adormecimiento en los genitales": "saddle-numbness",
        "pérdida de peso": "weight-loss",
        "incontinencia": "bladder-change",
        "confusión": "acute-confusion",
        "mareos": "dizzy-now",
        "la pierna hinchada": "leg-swelling",
    },
}
TOLD = {
    "en": {
        "my foot is numb": "leg-numbness",
        "I can't feel my bum": "saddle-numbness",
        "I can't pee": "bladder-change",
        "my leg is weak": "leg-weakness",
        "I have a fever": "fever",
        "I have lost 10 kilos": "weight-loss",
        "I can't put weight on my leg": "cannot-bear-weight",
        "I wet myself": "bladder-change",
        "I am shivering": "chills-rigors",
        "my private parts are numb": "saddle-numbness",
        "both my legs tingle": "both-legs-symptoms",
        "I soiled myself": "bowel-control-change",
        "I am on warfarin": "anticoagulants",
        "I fell off a ladder": "trauma",
    },
    "es": {
        "se me duerme el pie": "leg-numbness",
        "no siento el culo": "saddle-numbness",
        "no puedo orinar": "bladder-change",
        "tengo la pierna débil": "leg-weakness",
        "tengo fiebre": "fever",
        "he perdido 10 kilos": "weight-loss",
        "no puedo apoyar la pierna": "cannot-bear-weight",
        "me oriné encima": "bladder-change",
        "tengo escalofríos": "chills-rigors",
        "me hormiguean las dos piernas": "both-legs-symptoms",
        "me cagué encima": "bowel-control-change",
        "tomo sintrom": "anticoagulants",
        "me caí de la escalera": "trauma",
    },
}
#: Frames in which a sign is told beside a denial of something else.
BESIDE_A_DENIAL = {
    "en": (
        "no back pain but {}",
        "no cough {}",
        "{}, no cough",
        "no rash and {}",
        "nothing on the scan but {}",
        "no accident, no rash, {}",
        "never had this before, {}",
        "without any reason {}",
        "no change, {}",
        "I have no idea why but {}",
        "can't sleep, {}",
        "no one believes me but {}",
        "not only does it hurt, {}",
        "no cough/rash, {}",
        "I can't sit and {}",
        "no painkillers help and {}",
        "NO COUGH {}",
        "not working as {}",
    ),
    "es": (
        "no me duele la espalda pero {}",
        "no tengo tos {}",
        "{}, no tengo tos",
        "sin tos y {}",
        "ni tos ni ronchas, {}",
        "nunca me había pasado, {}",
        "sin razón {}",
        "sin cambios, {}",
        "no es el dolor, {}",
        "no sé por qué pero {}",
        "no puedo dormir, {}",
        "nadie me cree pero {}",
        "no solo duele, {}",
        "no puedo sentarme y {}",
        "ya no corro, {}",
        "no tengo tos ni ronchas {}",
        "sin tos {}",
        "no tengo nada más {}",
        "SIN TOS {}",
    ),
}
#: Frames in which a denial is taken back or itself denied.
TAKEN_BACK = {
    "en": (
        "no {0}, sorry, I mean I do have {0}",
        "I said no {0}, that was wrong, I do have {0}",
        "{0}? no, well yes, a bit",
        "I can't say I have no {0}",
        "it's not true that I have no {0}",
        "I wouldn't say there is no {0}",
        "I never said I had no {0}",
        "don't think there's no {0}",
    ),
    "es": (
        "no tengo {0}, perdón, sí tengo {0}",
        "dije que no tenía {0}, me equivoqué, sí tengo {0}",
        "no es verdad que no tenga {0}",
        "no diría que no tengo {0}",
        "no digo que no haya {0}",
        "no puedo decir que no tenga {0}",
    ),
}
#: Frames in which a sign is another's, only imagined, or long ago.
NOT_TOLD = {
    "en": (
        "my dad had {}",
        "my sister has {}",
        "a friend of mine had {}",
        "my uncle died of {}",
        "what if I get {}?",
        "could this be {}?",
        "I was told to look out for {}",
        "does this cause {}?",
        "I read about {} online",
        "if I have {} what do I do?",
        "scared of {}",
        "I had {} years ago",
        "as a child I had {}",
    ),
    "es": (
        "mi padre tuvo {}",
        "mi hermana tiene {}",
        "un amigo tuvo {}",
        "¿y si me da {}?",
        "¿puede ser {}?",
        "tengo miedo de tener {}",
        "me dijeron que vigilara si aparece {}",
        "si tengo {} voy a urgencias",
        "¿esto causa {}?",
        "leí en internet sobre {}",
        "hace años tuve {}",
        "de niño tuve {}",
    ),
}


@pytest.fixture(scope="session")
def answered(reader):
    """Return the states that a text answers a finding with."""
    return lambda text, finding: [each.state for each in reader(text).answers if each.finding == finding]


def filled(frames, signs):
    return [
        pytest.param(frame, language, id=f"{language}: {frame}")
        for language, many in frames.items()
        for frame in many
        if signs[language]
    ]


@pytest.mark.parametrize(("frame", "language"), filled(BESIDE_A_DENIAL, TOLD))
def test_a_sign_beside_a_denial_of_something_else_is_never_denied(answered, frame, language):
    denied = [
        frame.format(said)
        for said, finding in TOLD[language].items()
        if NOTHING & {*answered(frame.format(said), finding)}
    ]
    assert not denied


@pytest.mark.parametrize(("frame", "language"), filled(TAKEN_BACK, NOUNS))
def test_a_denial_that_is_taken_back_or_denied_itself_is_none(answered, frame, language):
    denied = [
        frame.format(said)
        for said, finding in NOUNS[language].items()
        if NOTHING & {*answered(frame.format(said), finding)}
    ]
    assert not denied


@pytest.mark.parametrize(("frame", "language"), filled(NOT_TOLD, NOUNS))
def test_what_is_anothers_imagined_or_long_ago_is_no_answer(answered, frame, language):
    answers = [
        frame.format(said)
        for said, finding in NOUNS[language].items()
        if answered(frame.format(said), finding)
    ]
    assert not answers
