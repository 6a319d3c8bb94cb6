"""Knowledge files have one order; putting them in it changes nothing that they say."""

import pytest

from pygalgia.knowledge import DATA
from pygalgia.knowledge.layout import LAYOUTS, arranged, misplaced

BELIEFS = LAYOUTS["conditions/*/beliefs.yaml"]
UNTIDY = """\
findings:
  # why this one
  - finding: onset
    p: 0.2
  - finding: fever
    p: 0.1
priors: {}
"""
TIDY = """\
priors: {}
findings:
  - finding: fever
    p: 0.1
  # why this one
  - finding: onset
    p: 0.2
"""


def test_the_shipped_files_are_in_order():
    assert [path.name for path, _ in misplaced(DATA)] == []


def test_blocks_move_with_their_comments():
    assert arranged(UNTIDY, BELIEFS) == TIDY
    assert arranged(TIDY, BELIEFS) == TIDY


def test_a_list_inside_another_part_is_sorted_too():
    text = "in_children:\n  findings:\n    - finding: b\n      p: 0.1\n    - finding: a\n      p: 0.2\n"

    assert arranged(text, BELIEFS).splitlines()[2:] == [
        "    - finding: a",
        "      p: 0.2",
        "    - finding: b",
        "      p: 0.1",
    ]


@pytest.mark.parametrize("text", ["findings: [", "- a\n- b\n", "findings: [{finding: b}, {finding: a}]\n"])
def test_what_cannot_be_sorted_by_lines_stays_as_it_is(text):
    assert arranged(text, BELIEFS) == text.rstrip() + "\n"


def test_spaces_at_the_end_of_lines_go():
    assert arranged("only:   \n  sex: male \n\n\n", BELIEFS) == "only:\n  sex: male\n"
