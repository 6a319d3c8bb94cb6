"""Of what a time is: what is over, and since when a sign is there, beside the pain that has its own."""

from itertools import product

import pytest

#: A sign as it is told, and its finding.
SIGNS = {
    "numb between my legs": "saddle-numbness",
    "can't pee": "bladder-change",
    "my leg is weak": "leg-weakness",
    "fever": "fever",
}
#: Something is over or goes somewhere, and the sign before it is still there.
OTHER_THING_OVER = (
    "{}, the pain has gone",
    "{} and the back pain went away",
    "{}, pain gone",
    "{} since my back went",
    "{} ever since my disc went",
    "{} and I went to A&E",
    "{}, went to the doctor",
    "{} when I went for a walk",
    "{} since I went to bed",
    "{} but my hip is fine now",
    "{} and no longer able to walk",
    "{} but the pain is over now",
)
IT_IS_OVER = ("{} but gone now", "{}, it has gone", "{} for a day, it went away")


@pytest.fixture(scope="module")
def timed(reader):
    """Return the times of what a text tells as there."""
    return lambda text: {
        each.finding: each.time for each in reader(text).candidates if each.is_answer and not each.negated
    }


@pytest.mark.parametrize(("sign", "frame"), [*product(SIGNS, OTHER_THING_OVER)])
def test_a_sign_is_not_over_where_another_thing_is(timed, sign, frame):
    time = timed(frame.format(sign))[SIGNS[sign]]
    assert time.past is None


@pytest.mark.parametrize(("sign", "frame"), [*product(["my foot is numb", "my leg is weak"], IT_IS_OVER)])
def test_a_sign_that_is_over_is_over(timed, sign, frame):
    (time,) = (each for name, each in timed(frame.format(sign)).items() if name.startswith("leg-"))
    assert time.past


@pytest.mark.parametrize(
    ("text", "is_over"),
    [
        ("tengo el pie dormido, ya no tengo dolor", None),
        ("tengo el pie dormido y ya no puedo caminar", None),
        ("tengo el pie dormido, se me quitó el dolor", None),
        ("tenía el pie dormido pero se me pasó", True),
        ("tenía el pie dormido pero ya no", True),
    ],
)
def test_the_same_of_what_is_over_in_spanish(timed, text, is_over):
    assert timed(text)["leg-numbness"].past is is_over


#: Pain that is old, and how its time is read.
OLD_PAINS = {
    "back pain for years": "over-a-year",
    "had sciatica for years": "over-a-year",
    "my back has hurt for 3 months": (3.0, "mo"),
}
NEW_SIGNS = {
    "since yesterday my legs are numb": "leg-numbness",
    "numb between my legs since yesterday": "saddle-numbness",
    "since last night I can't pee": "bladder-change",
    "fever since yesterday": "fever",
}


@pytest.fixture(scope="module")
def length(reader):
    """Return how long the pain of a text has lasted."""

    def of(text):
        found = [each for each in reader(text).candidates if each.finding == "duration"]
        return next((each.state if each.value is None else (each.value, each.unit) for each in found), None)

    return of


@pytest.mark.parametrize(("sign", "pain"), [*product(NEW_SIGNS, OLD_PAINS)])
@pytest.mark.parametrize("frame", ["{sign}, {pain}", "{pain}, {sign}", "{pain} and {sign}", "{sign}. {pain}"])
def test_a_new_sign_takes_nothing_from_an_old_pain(timed, length, sign, pain, frame):
    text = frame.format(sign=sign, pain=pain)
    assert length(text) == OLD_PAINS[pain]
    assert timed(text)[NEW_SIGNS[sign]].since == "today"


@pytest.mark.parametrize("sign", NEW_SIGNS)
def test_a_sign_without_a_stop_takes_nothing_from_an_old_pain(timed, sign):
    """Told in one breath, the time of the pain stands nearest to the sign."""
    for text in (f"back pain 3 years {sign}", f"sciatica for 3 years now {sign}"):
        assert timed(text)[NEW_SIGNS[sign]].since == "today"


@pytest.mark.parametrize("sign", ["numb between my legs", "can't pee", "my left leg is weak"])
def test_an_old_pain_makes_no_old_sign(timed, sign):
    for text in (
        f"bum pain for 3 years now {sign}",
        f"back pain 10 years {sign}",
        f"{sign} back pain 3 years",
    ):
        assert all(time.since is None for time in timed(text).values()), text


def test_what_a_sign_comes_with_has_its_time(timed):
    assert timed("He is four and has a limp with pain in his hip for six days")["limp"].since == (6.0, "d")


def test_waking_with_a_sign_is_not_when_the_pain_began(length):
    assert (
        length("woke up this morning and I can't feel when I wipe, had sciatica for years") == "over-a-year"
    )
    assert length("woke up this morning and my hip hurts") == "under-3-days"


@pytest.mark.parametrize("when", ["since 2019", "from about 2021"])
def test_a_year_is_a_time(length, when):
    assert length(f"hip pain {when}, this week I got a fever") == "over-a-year"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I used to have sciatica, that was 5 years ago. My bum hurts", None),
        ("I used to get piles but that was ten years ago, now my bum hurts", None),
        ("I used to run, 3 weeks ago my hip started hurting", (3.0, "wk")),
        ("I'm used to odd things, but this is new, the last three weeks. My hip hurts", (3.0, "wk")),
        ("I fell on my bum, that was 3 weeks ago, still hurts", (3.0, "wk")),
    ],
)
def test_when_something_was_that_is_no_more_is_not_when_the_pain_began(length, text, expected):
    assert length(text) == expected
