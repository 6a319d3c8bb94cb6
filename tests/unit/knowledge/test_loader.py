"""What is wrong in the knowledge files is told where it stands, all of it and nothing that follows."""

import shutil

import pytest

from pygalgia.errors import KnowledgeError
from pygalgia.knowledge import DATA
from pygalgia.knowledge.load import load_knowledge

NAME = "coccydynia"


@pytest.fixture
def copied(tmp_path):
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


def spoil(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(root):
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(root, cached=False)
    return [str(each) for each in caught.value.problems]


@pytest.mark.slow
def test_problems_of_several_kinds_are_told_at_once_each_in_its_file(copied):
    folder = copied / "conditions" / NAME
    spoil(folder / "care.yaml", "service: ", "service: nobody-")
    spoil(folder / "about.yaml", f"id: {NAME}", "id: tail-bone-pain")
    (copied / "evidence/sources/acr-lbp-2021.yaml").rename(copied / "evidence/sources/other.yaml")
    spoil(
        copied / "findings/general.yaml",
        "    kind: yes-no\n",
        "    kind: yes-no\n    renamed_from: [fever]\n",
    )
    spoil(copied / "interview.yaml", "unsaid: changed, ", "")
    spoil(copied / "interview.yaml", "unsaid: low-fall", "unsaid: none")
    spoil(copied / "interview.yaml", ", asks: Which cancer is or was it?", "")
    spoil(copied / "findings/history.yaml", "only_sex_of: {prostate: male}", "only_sex_of: {womb: female}")

    found = problems(copied)
    for words in (
        f"conditions/{NAME}/care.yaml:1: found the service 'nobody-",
        f"conditions/{NAME}/about.yaml:1: found the condition id 'tail-bone-pain'",
        "evidence/sources/other.yaml:1: found the source id 'acr-lbp-2021'",
        "the old id 'fever'",
        "a line without a state, and no unsaid",
        "unsaid = none",
        "a line without a state that lacks asks or neither",
        "the state of cancer-history 'womb'",
    ):
        assert any(words in each for each in found), (words, found)


@pytest.mark.slow
def test_files_that_cannot_be_read_are_the_only_problems_each_once(copied):
    # The claims of the two articles are checked by tests, and not read with the rest.
    single = [path.name for path in copied.glob("*.yaml") if not path.name.startswith("claims-")]
    spoilt = sorted([f"conditions/{NAME}/about.yaml", *single])
    for name in spoilt:
        (copied / name).write_text("id: [", encoding="utf-8")

    found = sorted(problems(copied))
    assert [each.partition(":2: found text that is not YAML")[0] for each in found] == spoilt


@pytest.mark.slow
def test_a_belief_on_the_wrong_side_of_the_background_is_told_on_its_line(copied):
    path = copied / "conditions" / NAME / "beliefs.yaml"
    spoil(path, "    against: true\n", "")

    (only,) = problems(copied)
    line = int(only.split(f"{NAME}/beliefs.yaml:")[1].split(":")[0])
    assert "below its background rate" in only
    assert path.read_text(encoding="utf-8").splitlines()[line - 1].strip().startswith("- ")


@pytest.mark.slow
def test_a_figure_in_the_file_of_another_source_is_refused(copied):
    path = next(
        path for path in sorted(copied.glob("evidence/sources/*.yaml")) if "figures:" in path.read_text()
    )
    spoil(path, f"  - id: {path.stem}/", "  - id: elsewhere-2001/")

    assert any(f"expected an id that begins with {path.stem}/" in each for each in problems(copied))
