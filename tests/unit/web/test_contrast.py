"""Words stand out 4.5 to 1 from their ground, lines and marks 3 to 1: in light and in dark."""

import re
from pathlib import Path

import pytest

import pygalgia.web

SHEET = (Path(pygalgia.web.__file__).parent / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
LIGHT, DARK = SHEET.split("@media (prefers-color-scheme: dark)")
LEVELS = ("emergency", "same-day", "within-two-weeks", "routine", "self-care")
WORDS = [
    *((ink, ground) for ink in ("ink", "ink-soft", "link") for ground in ("paper", "surface", "sunken")),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("link", "accent-soft"),
    ("ink", "accent-soft"),
    ("ink", "mark"),
    *((f"{level}-ink", f"{level}-soft") for level in LEVELS),
    ("emergency-ink", "surface"),
]
MARKS = [
    *(("line-strong", ground) for ground in ("paper", "surface")),
    ("accent", "paper"),
    ("focus", "paper"),
    ("pain", "surface"),
    ("pain", "skin"),
    ("for", "surface"),
    ("against", "surface"),
    ("bar", "bar-rest"),
    *((level, f"{level}-soft") for level in LEVELS),
]


def colours(scheme):
    found = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", LIGHT))
    return found if scheme == "light" else found | dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", DARK))


def luminance(colour):
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), WORDS)
def test_words_stand_out_from_their_ground(ink, ground, scheme):
    known = colours(scheme)

    assert contrast(known[ink], known[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_marks_stand_out_from_their_ground(mark, ground, scheme):
    known = colours(scheme)

    assert contrast(known[mark], known[ground]) >= 3
