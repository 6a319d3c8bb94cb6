"""The rules of plans and of the watch: plain words, known ids, refused when broken."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import textstat

import pygalgia.knowledge
from pygalgia import assessing
from pygalgia.errors import KnowledgeError
from pygalgia.knowledge.files.care import check_links, read_care
from pygalgia.reading.problems import Problems
from refusals import spoil

DATA = Path(pygalgia.knowledge.__file__).parent / "data"
RULES = read_care(DATA)
GRADE = 8


@pytest.fixture
def copied(tmp_path):
    """A copy of the files that a test may spoil."""
    shutil.copytree(DATA / "exercises", tmp_path / "exercises")
    for name in ("care.yaml", "follow_up.yaml", "cautions.yaml", "micro_breaks.yaml", "signs.yaml"):
        shutil.copy(DATA / name, tmp_path)
    return tmp_path


PLAIN = {
    "warnings": [each.plain for each in RULES.watch.warnings],
    "checks": [each.note.plain for each in RULES.watch.checks],
    "decisions": [each.plain for each in RULES.watch.decisions.values()],
    "before a visit": [each.plain for each in (RULES.watch.exercising, *RULES.watch.before_visit.values())],
    "while booked": [each.plain for each in RULES.watch.booked.values()],
    "meanwhile": [each.plain for each in RULES.routing.meanwhile],
    "new signs": [each.plain for each in RULES.watch.new_signs],
    "bring": list(RULES.routing.bring),
    "say": list(RULES.routing.say.values()),
    "measures": [each.plain for each in RULES.measures],
}


@pytest.mark.parametrize("part", PLAIN)
def test_what_patients_read_is_at_grade_eight_or_below(part):
    assert textstat.flesch_kincaid_grade(" ".join(f"{text.rstrip('.')}." for text in PLAIN[part])) <= GRADE


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("care.yaml", "most: 4", "most: 0", r"care.yaml:\d+: found choosing.most = 0"),
        ("care.yaml", "  smallest: 0.15", "  smallest: 0.15\n  colour: red", "colour"),
        ("follow_up.yaml", "smallest_change: 2 ", "smallest_change: 20 ", "smallest_change = 20"),
        ("follow_up.yaml", "  better:", "  best:", "best"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(copied, file, old, new, message):
    spoil(copied / file, old, new)
    with pytest.raises(KnowledgeError, match=message):
        read_care(copied)


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("care.yaml", "service: emergency-ambulance", "service: ambulanc", "service 'ambulanc'"),
        ("care.yaml", "  - hazard: sepsis", "  - hazard: sepsi", "no route for the hazard 'sepsis'"),
        ("care.yaml", "like: pressure-injury", "like: pressure", "condition 'pressure'"),
        ("follow_up.yaml", "finding: saddle-numbness", "finding: saddle-numbnes", "finding 'saddle-numbnes'"),
        ("follow_up.yaml", "state: cannot-pass", "state: cannot", "state of bladder-change 'cannot'"),
        ("follow_up.yaml", "sources: [highland-ali]", "sources: [nobody-1900]", "source 'nobody-1900'"),
    ],
)
def test_a_link_that_leads_nowhere_is_refused(knowledge, copied, file, old, new, expected):
    spoil(copied / file, old, new)
    problems = Problems()

    check_links(replace(knowledge.base, care=read_care(copied)), problems)

    assert any(expected in each.found for each in problems.found), problems.found


def every_text(base):
    """Yield where a text for people stands, and the text: causes, dangers, services, hazards."""
    for each in base.conditions.values():
        notes = (*each.treatment, *each.prevention, *each.investigations)
        course = [] if each.prognosis is None else [each.prognosis.plain]
        texts = (each.plain, *(note.plain for note in notes), *course)
        yield each.id, " ".join(f"{text.rstrip('.')}." for text in texts)
    yield from ((each.id, f"{each.plain} {each.do_now}") for each in base.red_flags.values())
    yield from ((each.id, f"{each.plain.rstrip('.')}.") for each in base.services.values())
    hazards = base.care.routing.hazards.values()
    yield from ((each.hazard, f"This may be {each.suspected}.") for each in hazards)


def test_everything_that_people_are_told_reads_at_this_grade():
    hard = {
        name: grade
        for name, text in every_text(assessing.load().base)
        if (grade := textstat.flesch_kincaid_grade(text)) > GRADE + 1
    }

    assert hard == {}
