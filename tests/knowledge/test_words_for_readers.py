"""What stands beside a question is written for whoever reads it: no coder's word, no id, short and plain."""

import re

import pytest

from pygalgia.domain.in_names import in_names
from pygalgia.knowledge.translated import translated
from pygalgia.texts import using
from pygalgia.translating.sources import sources

#: What only those read who write ids themselves: who encodes a report, and whoever's case file is refused.
OF_IDS = ("/coding", "/fix")
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


def test_no_text_that_reaches_a_reader_holds_an_id(knowledge):
    """A clinician read: "the older ones are previous-episodes", "a beating one is pulsatile-mass"."""
    base = knowledge.base
    ids = {*base.findings, *base.conditions, *base.red_flags, *base.regions, *base.sources, *base.services}
    ids |= {state for each in base.findings.values() for state in each.states}
    told = {
        each.context: in_names(each.text, base.findings)
        for each in sources(base).values()
        if each.context and not each.context.endswith(OF_IDS)
    }
    words = {where: set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", text)) & ids for where, text in told.items()}
    assert {where: used for where, used in words.items() if used} == {}


def test_an_id_is_said_by_its_name_and_a_plain_word_stays(knowledge):
    findings = knowledge.base.findings

    assert in_names("The older ones are previous-episodes.", findings) == (
        "The older ones are “similar episodes before”."
    )
    assert "“more painkiller than allowed: much more" in in_names("painkiller-amount: much-more", findings)
    assert (
        in_names("Tiredness alone is fatigue: no limp.", findings) == "Tiredness alone is fatigue: no limp."
    )


@pytest.mark.parametrize("language", ["de", "fr", "es", "ar"])
def test_a_clinician_reads_no_id_in_any_language(knowledge, language):
    findings = translated(knowledge.base, language).findings
    with using(language):
        said = {name: in_names(each.clinician, findings) for name, each in findings.items()}
    ids = {name for name in findings if "-" in name}

    assert {
        name: used for name, text in said.items() if (used := ids & set(re.findall(r"[a-z-]+", text)))
    } == {}


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
