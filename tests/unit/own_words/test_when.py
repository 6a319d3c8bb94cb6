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
