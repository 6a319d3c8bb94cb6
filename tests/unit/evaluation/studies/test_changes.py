"""What a changed rule changes is told: the rule, and every case whose advice differs."""

from dataclasses import replace

import pytest

from pygalgia.assessing import Knowledge
from pygalgia.domain.red_flag import Criterion
from pygalgia.errors import RequestError
from pygalgia.evaluation.studies.changes import case_files, changes, in_words

CASE = "schema: pygalgia/case/1\nid: {name}\nage_years: 40\nanswers: {{{answers}}}\n"


@pytest.fixture
def files(tmp_path):
    for name, answers in (
        ("numb", "saddle-numbness: present"),
        ("calm", "saddle-numbness: absent, fever: absent"),
        ("key", "no-such-finding: 1"),
    ):
        (tmp_path / f"{name}.yaml").write_text(CASE.format(name=name, answers=answers))
    return case_files([tmp_path])


def without(knowledge, name, **changed):
    flag = replace(knowledge.base.red_flags[name], **changed)
    return Knowledge(base=replace(knowledge.base, red_flags={**knowledge.base.red_flags, name: flag}))


def test_the_same_rules_change_nothing(knowledge, files):
    found = changes(files, before=knowledge, after=knowledge)

    assert (found.rules, found.moved, found.same) == ((), (), 2)
    assert in_words(found) == "Rules that changed:\n  none\n\n0 of 2 cases differ"


def test_a_flag_that_hears_less_is_told_with_the_case_that_falls(knowledge, files):
    deaf = without(
        knowledge, "saddle-numbness", when=Criterion(finding="saddle-numbness", states=("absent",))
    )
    found = changes(files, before=knowledge, after=deaf)

    assert found.rules == ("red flag saddle-numbness: what raises it",)
    told = in_words(found).splitlines()
    assert "2 of 2 cases differ" in told
    numb = next(place for place, line in enumerate(told) if "numb.yaml" in line)
    calm = next(place for place, line in enumerate(told) if "calm.yaml" in line)
    assert told[numb].partition(": ")[2].startswith("emergency -> ")
    assert "    - saddle-numbness" in told[numb : numb + 4]
    assert numb < calm


def test_a_new_flag_a_lower_urgency_and_a_changed_loss_are_told(knowledge):
    calmer = without(knowledge, "saddle-numbness", urgency="routine")
    fewer = {name: flag for name, flag in knowledge.base.red_flags.items() if name != "sepsis"}
    triage = replace(knowledge.base.triage, conclusive_at=0.99)
    before = Knowledge(base=replace(knowledge.base, red_flags=fewer, triage=triage))

    assert changes([], before=before, after=calmer).rules == (
        "red flag saddle-numbness: emergency to routine",
        "red flag sepsis: new",
        "triage.yaml: losses or thresholds",
    )


def test_a_folder_that_is_none_is_refused(tmp_path):
    with pytest.raises(RequestError, match="no folder"):
        case_files([tmp_path / "nowhere"])
