"""Who asks for a picture names the part of the body: a scan that leaves out the place calms falsely."""

import re

import pytest

import pygalgia

BASE = pygalgia.load().base
#: A picture of the body; a blood film is none.
PICTURE = re.compile(r"\bMRI\b|(?<!PET-)\bCT\b|\bX-ray\b")
PART = re.compile(
    r"\b(spine|lumbosacral|sacr\w+|pelvis|hips?|femur|thigh|buttock|belly|abdomen|chest|bladder|leg|foot|"
    r"coccyx|sit bone|body|painful bone|segment|joint)\b"
)
#: What has to be in the picture of a danger, in one of its lines.
NEEDED = {
    "cauda-equina-syndrome": ("whole lumbosacral spine", "sacrum", "whole spine"),
    "spinal-infection": ("whole spine",),
    "bone-metastasis": ("whole spine", "sacrum"),
    "septic-sacroiliitis": ("low spine", "upper thigh"),
    "sacral-insufficiency-fracture": ("pelvis", "sacrum"),
    "slipped-capital-femoral-epiphysis": ("pelvis", "both hips"),
    "perthes-disease": ("pelvis", "both hips"),
    "femoral-head-osteonecrosis": ("both hips",),
    "hip-fracture": ("pelvis", "hip"),
}


def _pictures(condition):
    return [
        each.text for each in condition.investigations if each.when != "avoid" and PICTURE.search(each.text)
    ]


@pytest.mark.parametrize("name", BASE.conditions)
def test_every_line_that_asks_for_a_picture_names_the_part(name):
    assert [each for each in _pictures(BASE.conditions[name]) if not PART.search(each)] == []


@pytest.mark.parametrize("name", NEEDED)
def test_what_must_be_seen_is_in_the_picture(name):
    told = " ".join(_pictures(BASE.conditions[name]))

    assert [each for each in NEEDED[name] if each not in told] == []


def test_what_people_ask_for_names_the_place():
    """A bare "scan" may be one of another place."""
    bare = re.compile(r"ask (?:for|about) an? (?:scan|X-ray)\.")

    assert [each.id for each in BASE.red_flags.values() if bare.search(each.do_now)] == []
