"""The fonts of the paper hold the letters of every language that there is."""

from functools import cache
from pathlib import Path

import pytest

import pygalgia
from pygalgia.report.paper import FONTS
from pygalgia.texts import languages

DATA = Path(pygalgia.__file__).parent / "texts" / "data"


@cache
def letters(weight):
    font_tools = pytest.importorskip("fontTools.ttLib", reason="fontTools, which reads fonts, is missing")
    files = list(FONTS.glob(f"*-{weight}.ttf"))
    assert len(files) == 2
    return {character for each in files for character in font_tools.TTFont(each).getBestCmap()}


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
@pytest.mark.parametrize("language", languages())
def test_every_letter_of_a_language_can_be_set(language, weight) -> None:
    """A letter that no font holds stands on the paper as an empty box."""
    written = "".join(path.read_text(encoding="utf-8") for path in (DATA / language).glob("*.po"))
    missing = {each for each in written if each.isalpha() and ord(each) not in letters(weight)}
    assert missing == set()


@pytest.mark.parametrize("name", ["OFL.txt", "OFL-noto.txt"])
def test_each_font_has_its_licence_beside_it(name) -> None:
    assert "SIL OPEN FONT LICENSE" in (FONTS / name).read_text(encoding="utf-8")
