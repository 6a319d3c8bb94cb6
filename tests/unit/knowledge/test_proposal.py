"""A proposal is the passage of one entry, is checked by lint as if it stood there, and applies as a patch."""

import subprocess

import pytest

from pygalgia.knowledge import DATA
from pygalgia.knowledge.proposal import PLACE, changed, passages, patch, problems_of
from pygalgia.web.content.catalogue import Catalogue


def test_every_page_has_its_passages_and_each_names_its_entry(knowledge):
    for kind, entries in Catalogue(base=knowledge.base).entries.items():
        for name in entries:
            found = passages(kind, name)
            assert found, (kind, name)
            for each in found:
                assert each.text in (DATA / each.file).read_text(encoding="utf-8")
                if "micro_breaks" in each.file or kind in ("findings", "red-flags"):
                    assert each.text.lstrip().startswith(f"- id: {name}")
                    assert each.text.count("\n  - id: ") == 0


@pytest.mark.parametrize("name", ["../triage", "a/b", "", "Nothing", "no-such-thing"])
def test_no_other_file_can_be_reached(name):
    for kind in ("conditions", "sources", "mechanisms", "exercises", "findings", "red-flags", "else"):
        assert passages(kind, name) == ()


def test_an_unchanged_passage_gives_the_file_as_it_is():
    (passage,) = passages("findings", "fever")
    assert changed(passage, passage.text) == (DATA / passage.file).read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_probability_that_cannot_be_is_a_problem_with_its_place():
    beliefs = next(each for each in passages("conditions", "coccydynia") if "beliefs" in each.file)
    wrong = beliefs.text.replace("  p: 0.", "  p: 7.", 1)
    assert wrong != beliefs.text
    problems = problems_of(beliefs, wrong)
    assert problems
    assert any("coccydynia" in each.where for each in problems)


@pytest.mark.slow
def test_a_sound_change_has_no_problem_and_its_patch_applies(tmp_path):
    (passage,) = passages("findings", "fever")
    text = passage.text.replace("name: Fever", "name: Fever of late", 1)
    assert text != passage.text
    assert problems_of(passage, text) == ()

    file = tmp_path / PLACE / passage.file
    file.parent.mkdir(parents=True)
    file.write_text((DATA / passage.file).read_text(encoding="utf-8"), encoding="utf-8")
    made = tmp_path / "proposal.patch"
    made.write_text(
        patch(passage, text, reason="A clearer name.\nTold by readers.", by="Ann, GP"), encoding="utf-8"
    )
    subprocess.run(["git", "apply", "proposal.patch"], cwd=tmp_path, check=True)
    assert file.read_text(encoding="utf-8") == changed(passage, text)
    assert "  Told by readers." in made.read_text(encoding="utf-8")
