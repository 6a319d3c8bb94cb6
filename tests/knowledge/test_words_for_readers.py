"""What stands beside a question is written for whoever reads it: no coder's word, no id, short and plain."""

import re

import pytest

#: Words of somebody who encodes a report, and of the data themselves.
CODERS = re.compile(
    r"leave (it|this|these|this one) out|base names?|\bticks?\b|\bencod|\bcod(e|ed|ing)\b|\bin a report\b|"
    r"\bthe text\b|\bexaminer|\bclinician|\bPSIS\b|\bfinding\b|\bstate\b|both may be given|\bas told by\b",
    re.IGNORECASE,
)
#: Flesch-Kincaid grade: about the age of a reader, less five.
HIGHEST_GRADE = 8.3


@pytest.fixture
def asked(knowledge):
    return [each for each in knowledge.base.findings.values() if each.who == "patient"]


def test_help_holds_no_word_of_those_who_encode_reports(asked):
    found = {each.id: word[0] for each in asked if (word := CODERS.search(each.help))}
    assert found == {}


def test_help_names_no_finding_and_no_state_by_its_id(knowledge):
    """Nor does that of a test: how it is done, and not which other id a report would mean."""
    ids = {name for name in knowledge.base.findings if "-" in name}
    ids |= {state for each in knowledge.base.findings.values() for state in each.states if "-" in state}
    everyone = knowledge.base.findings.values()
    assert {each.id: used for each in everyone if (used := ids & set(re.findall(r"[\w-]+", each.help)))} == {}


def test_help_is_read_without_school_beyond_the_eighth_year(asked):
    hard = {each.id: round(grade(each.help), 1) for each in asked if grade(each.help) > HIGHEST_GRADE}
    assert hard == {}


def test_what_helps_to_encode_a_report_is_kept_apart(knowledge):
    block = knowledge.base.findings["steroid-injection-response"]
    assert "diagnostic-block" in block.coding
    assert "diagnostic-block" not in block.help


def grade(text):
    """The Flesch-Kincaid grade.

    Source: Kincaid et al. 1975, Research Branch Report 8-75: 0.39 words per sentence + 11.8 syllables per
    word - 15.59.
    """
    sentences = [each for each in re.split(r"[.!?:;]+(?:\s|$)", text) if each.strip()]
    words = re.findall(r"[A-Za-z'’]+", text)
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word):
    letters = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", letters))
    is_silent = letters.endswith("e") and not letters.endswith(("le", "ee"))
    return max(groups - is_silent, 1)
