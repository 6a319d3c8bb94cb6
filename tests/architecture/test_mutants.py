"""The mutation run can do what it says: every place that it spoils is there, and every test too."""

from pathlib import Path

import pytest

from script_modules import module_of

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def mutants():
    return module_of("scripts/mutants.py")


def test_every_place_that_is_spoilt_stands_in_its_file_once(mutants):
    texts = {each.file: (ROOT / mutants.SOURCE / each.file).read_text() for each in mutants.MUTANTS}

    assert {each.name: texts[each.file].count(each.old) for each in mutants.MUTANTS} == {
        each.name: 1 for each in mutants.MUTANTS
    }


def test_every_mutant_has_tests_that_are_there(mutants):
    named = {name for each in mutants.MUTANTS for name in each.tests if name.startswith("tests/")}

    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []
    assert len(mutants.MUTANTS) >= 40
    assert len({each.name for each in mutants.MUTANTS}) == len(mutants.MUTANTS)
