"""One is no plural: every number with a noun comes from one place."""

import re
from pathlib import Path

import pytest

import pygalgia

TEMPLATES = sorted((Path(pygalgia.__file__).parent / "web" / "templates").rglob("*.html"))
MODULES = sorted(
    each
    for room in ("report", "web", "session", "care")
    for each in (Path(pygalgia.__file__).parent / room).rglob("*.py")
)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_no_template_makes_a_plural_by_itself(template):
    """The result offered "1 others, for later"."""
    text = template.read_text(encoding="utf-8")
    assert not re.findall(r"""["']s["'] if [^}]*!= 1""", text)
    assert not re.findall(r"length[^}(,]*\}\}\s+(?:more |less |other )?[a-z]+s\b", text)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_no_module_makes_a_plural_by_itself(module):
    text = module.read_text(encoding="utf-8")
    assert not re.findall(r"""["']s["'] if [^}]*!= 1""", text)
    # A text that is too long has thousands of characters.
    assert not re.findall(r"\{len\([^}]*\}\s+(?:more |other )?(?!characters)[a-z]+s\b", text)
