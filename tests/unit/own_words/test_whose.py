"""Whose a time, a sign, an illness or a relief is: each kind beside its opposite."""

import pytest

from pygalgia.own_words import lexicon, read

PAIN = "My left buttock hurts."


@pytest.fixture(scope="module")
def said(knowledge):
    """Return the answers of a text: finding to its state, or its value; questions as a question mark."""

    def of(text, language="en"):
        found = read(text, lexicon(language), knowledge.base).candidates
        return {
            each.finding: "?" if not each.is_answer else each.state if each.value is None else each.value
            for each in found
        }

    return of


def without(*findings):
    return dict.fromkeys(findings)


NOT_THE_PAINS = (
    f"{PAIN} Had my prostate done with radiation four years back.",
    f"{PAIN} They gave me chemo two years ago",
    f"{PAIN} My hernia was operated on three months back",
    f"{PAIN} I had a cataract removed six weeks ago.",
    f"{PAIN} I have had asthma for thirty years",
)
THE_PAINS = {
    f"{PAIN} It started with the operation four years back": 4.0,
    "Had chemo nine years ago. My left buttock has hurt for six weeks": 6.0,
}


@pytest.mark.parametrize("text", NOT_THE_PAINS)
def test_the_time_of_a_treatment_or_of_another_illness_is_its_own(said, text):
    assert "duration" not in said(text)


@pytest.mark.parametrize(("text", "length"), THE_PAINS.items())
def test_an_operation_that_began_the_pain_tells_its_time(said, text, length):
    assert said(text)["duration"] == length


@pytest.mark.parametrize("day", ["Saturday", "Monday", "the weekend", "yesterday"])
@pytest.mark.parametrize("worse", ["it's worse", "it got a lot worse", "it is unbearable"])
def test_since_when_it_is_worse_is_neither_its_beginning_nor_its_time(said, day, worse):
    assert "onset" not in said(f"{PAIN} Since {day} {worse}")
    assert "duration" not in said(f"{PAIN} Since {day} {worse}")
    assert said(f"{PAIN} Had it about 3 weeks, since {day} {worse}")["duration"] == 3.0


def test_how_long_is_not_how_fast(said):
    assert "onset" not in said("my bum is killing me for over a week")
    assert said("the pain came on over a few days")["onset"] == "over-days"
    assert said("sore since Monday, worse each day")["onset"] == "over-days"


@pytest.mark.parametrize(
    "text",
    [
        "Last Thursday I fell on my bum and since then it hurts",
        "She slid off the bed last Friday and now her bottom hurts",
        "On Tuesday I slipped, my tailbone hurts",
    ],
)
def test_the_day_of_a_fall_is_when_the_pain_began(said, text):
    assert said(text)["duration"] == "days"


def test_the_day_of_a_visit_is_not(said):
    assert "duration" not in said("Saw the doctor last Tuesday. My hip hurts")


@pytest.mark.parametrize("thing", ["a proper injury", "an accident", "any fall", "a real knock"])
def test_never_an_injury_is_no_injury_and_says_nothing_of_earlier_pain(said, thing):
    found = said(f"{PAIN} I never had {thing}")
    assert "previous-episodes" not in found
    assert found["trauma"] == "none"


@pytest.mark.parametrize("thing", ["a serious illness", "a bad fall", "sex", "a scan"])
def test_never_another_thing_is_no_first_time(said, thing):
    assert "previous-episodes" not in said(f"{PAIN} I have never had {thing}")


@pytest.mark.parametrize("thing", ["this before", "back pain before", "a bad back", "anything like it"])
def test_never_the_pain_is_the_first_time(said, thing):
    assert said(f"{PAIN} I have never had {thing}")["previous-episodes"] == "absent"


@pytest.mark.parametrize("sign", ["the foot numb", "a numb foot", "a fever"])
def test_never_before_denies_nothing_of_now(said, sign):
    found = said(f"{PAIN} He has never had {sign} before")
    assert set(found.values()) & {"?"}
    assert "absent" not in {found.get("leg-numbness"), found.get("fever")}


@pytest.mark.parametrize("drug", ["prednisolone for my", "steroids because of", "tablets for the"])
@pytest.mark.parametrize("illness", ["polymyalgia", "PMR"])
def test_what_a_drug_is_for_is_no_complaint_of_today(said, drug, illness):
    assert "girdle-stiffness-morning" not in said(f"{PAIN} I take {drug} {illness}")


def test_a_named_illness_is_asked_about_and_its_signs_are_read(said):
    assert said(f"{PAIN} I have polymyalgia")["girdle-stiffness-morning"] == "?"
    assert said("Both shoulders and hips ache in the morning")["girdle-stiffness-morning"] == "present"


@pytest.mark.parametrize("ache", ["a bad ache", "a nasty cramp", "bad sciatica", "acute pain"])
def test_a_bad_ache_is_no_grade(said, ache):
    assert "severity" not in said(f"I have {ache} in my left buttock")


@pytest.mark.parametrize("ache", ["a terrible ache", "an intense cramp", "a really bad ache", "bad pain"])
def test_a_word_of_strength_is(said, ache):
    assert said(f"I have {ache} in my left buttock")["severity"] == "severe"


def test_feeling_shivery_is_a_question_and_shaking_is_the_sign(said):
    assert said(f"{PAIN} I feel shivery")["chills-rigors"] == "?"
    assert said(f"{PAIN} Not shivery")["chills-rigors"] == "?"
    assert said(f"{PAIN} I have chills, shaking with cold")["chills-rigors"] == "present"


STOOD = (
    "three minutes standing and it is gone",
    "a few minutes stood still and it eases",
    "I stand for a minute and it goes",
)


@pytest.mark.parametrize("text", STOOD)
def test_a_walkers_relief_by_standing_is_that_and_no_pain_of_sitting(said, text):
    found = said(f"My buttock aches when I walk, {text}")
    assert found["walking-pain-relief"] == "standing-still"
    assert "worse-sitting" not in found
    assert "better-walking" not in found


@pytest.mark.parametrize(
    "text",
    [
        "I have to find a bench or lean on the trolley",
        "standing does not do it, I look for a wall to sit on",
        "I lean over the shopping trolley",
    ],
)
def test_a_walker_who_must_sit_or_bend_is_read(said, text):
    assert said(f"My buttocks ache when I walk, {text}")["walking-pain-relief"] == "sitting-or-bending"


@pytest.mark.parametrize(
    "text", ["sitting is sore, getting better", "sitting bones, eases", "if I sit it eases"]
)
def test_without_pain_of_walking_nothing_relieves_it(said, text):
    assert "walking-pain-relief" not in said(f"Fell on my bum, {text}")


def test_a_sitter_who_gets_up_is_still_one(said):
    assert said("My bum hurts in the car, standing is better")["worse-sitting"] == "present"


@pytest.mark.parametrize("organ", ["eye", "gum", "toenail", "knee", "throat"])
@pytest.mark.parametrize("sign", ["an inflamed red {}", "a hot swollen {}", "a red {}"])
def test_an_organ_that_is_named_takes_the_sign_from_the_skin(said, organ, sign):
    assert "skin-redness-warmth" not in said(f"{PAIN} Had {sign.format(organ)} twice")
    beside = said(f"I had {sign.format(organ)} and the skin of my bum is red")
    assert beside["skin-redness-warmth"] == "present"


def test_a_person_who_is_hot_has_no_hot_skin_there(said):
    assert "skin-redness-warmth" not in said("His bum hurts and he is very hot")
    assert said("His bum hurts and it is red and hot to touch")["skin-redness-warmth"] == "present"


SEATS = (
    "my seat feels sort of numb",
    "my undercarriage is numb",
    "my rear end has gone numb",
    "numb where I sit",
)


@pytest.mark.parametrize("seat", SEATS)
def test_a_numb_seat_is_a_numb_saddle_and_no_numb_leg(said, seat):
    found = said(f"It goes down both legs, {seat}")
    assert found["saddle-numbness"] == "present"


@pytest.mark.parametrize("seat", SEATS[:3])
@pytest.mark.parametrize(
    "leg", ["I have a numb foot, {}", "{} and my foot is numb", "my legs and {}, my toes are numb"]
)
def test_a_numb_leg_beside_it_is_heard(said, seat, leg):
    assert said(leg.format(seat))["leg-numbness"] == "present"


def test_the_legs_before_a_numb_seat_are_not_numb(said):
    assert "leg-numbness" not in said("Pain down both legs, my seat feels sort of numb")


@pytest.mark.parametrize(
    "text", ["Not numb or anything.", "It isn't numb.", "My leg hurts, it isn't numb.", "Not at all numb"]
)
def test_not_numb_is_read(said, text):
    assert said(f"{PAIN} {text}")["leg-numbness"] == "absent"


@pytest.mark.parametrize(
    "text",
    [
        "It isn't numb all the time",
        "The foot is not numb in the morning",
        "When it isn't numb it burns",
        "My toes: not numb, more dead",
        "Not numb any more",
        "My bum is not numb",
        "I'm not sure it isn't numb",
        "My foot isn't numb, just tingly",
    ],
)
def test_not_numb_in_part_denies_nothing(said, text):
    assert said(text).get("leg-numbness") != "absent"


@pytest.mark.parametrize("text", ["he is hot, 38.9", "burning up, it was 38.9", "the thermometer says 38.9"])
def test_a_temperature_is_read_without_its_word(said, text):
    assert said(f"{PAIN} And {text}")["temperature"] == 38.9


@pytest.mark.parametrize("text", ["it is hot, 40 minutes later it cools", "hot for 38 days"])
def test_another_number_is_no_temperature(said, text):
    assert "temperature" not in said(f"{PAIN} {text}")


@pytest.mark.parametrize(
    "text", ["even my underwear hurts", "even a sheet is too much", "my waistband stings"]
)
def test_clothes_that_hurt_are_sore_skin(said, text):
    assert said(f"{PAIN} {text}")["skin-allodynia"] == "present"


@pytest.mark.parametrize(
    "text",
    [
        "I have an open weeping sore over my tailbone",
        "There is a sore place over my tailbone, it has been open for two weeks and it weeps",
        "the wound on my bottom smells",
    ],
)
def test_an_open_sore_is_an_ulcer(said, text):
    assert said(text)["skin-ulcer"] == "present"


@pytest.mark.parametrize(
    "text", ["My prostate was done with radiation", "radiotherapy to my prostate in 2019"]
)
def test_a_radiated_prostate_had_cancer(said, text):
    found = said(f"{PAIN} {text}, they said that's all clear")
    assert found["cancer-history"] == "prostate"
    assert found["radiotherapy-pelvis"] == "present"
    assert "cancer-active" not in found


SPANISH = {
    "Me duele el glúteo. Me operaron de la próstata con radioterapia hace cuatro años": {
        "duration": None, "cancer-history": "prostate", "radiotherapy-pelvis": "present"},
    "Toma prednisona para su polimialgia": {"girdle-stiffness-morning": None},
    "Tengo polimialgia": {"girdle-stiffness-morning": "?"},
    "Me duele el glúteo al caminar, tres minutos de pie y se va": {
        "walking-pain-relief": "standing-still", "better-walking": None},
    "Me caí, sentarme duele, va mejor": {"relieved-sitting": None},
    "Dolor en las dos piernas, el asiento lo noto dormido": {
        "saddle-numbness": "present", "leg-numbness": None},
    "Dolor en las dos piernas, el pie lo noto dormido": {"leg-numbness": "present"},
    "Le duele el glúteo y está caliente, 38,9": {"temperature": 38.9},
    "Nunca ha tenido fiebre antes": {"fever": "?"},
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SPANISH.items())
def test_the_same_holds_in_spanish(said, text, expected):
    found = said(text, "es")
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "is_another", "sex"),
    [
        ("She's 82, been on steroids for years, and now she's got pain across her bottom", True, "female"),
        ("he's 44, numb between his legs and he can't pee since this morning", True, "male"),
        ("My child is 6, he limps and his hip hurts since yesterday", True, "male"),
        ("He says my disc has gone, and he gave me pills for my bum pain", False, None),
    ],
)
def test_a_text_of_he_or_she_alone_is_of_another(reader, text, is_another, sex):
    found = reader(text).person
    assert (found.is_another, found.sex) == (is_another, sex)
