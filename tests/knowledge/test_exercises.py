"""The exercises, breaks and cautions: whole, linked, plainly written, and refused when they are not."""

import re
import shutil
from pathlib import Path

import pytest
import textstat

import pygalgia.knowledge
from pygalgia.domain.exercise import Caution, Cautions
from pygalgia.domain.red_flag import Criterion
from pygalgia.domain.urgency import Urgency
from pygalgia.errors import KnowledgeError
from pygalgia.knowledge.files.exercises import (
    read_cautions,
    read_exercises,
    read_micro_breaks,
    unknown_links,
)
from refusals import spoil

DATA = Path(pygalgia.knowledge.__file__).parent / "data"
EXERCISES = read_exercises(DATA)
BREAKS = read_micro_breaks(DATA)
CAUTIONS = read_cautions(DATA)
DEFAULTS = {
    "red-flag-raised",
    "fever-or-feeling-ill",
    "suspected-fracture",
    "suspected-thrombosis",
    "suspected-infection",
    "child-without-assessment",
}
MEDICINE_AND_TOUCH = {
    "nsaid-with-anticoagulant",
    "peptic-ulcer",
    "black-stools",
    "kidney-disease",
    "heart-disease",
    "heart-failure",
    "nsaid-in-pregnancy",
    "age-65-and-over",
    "aspirin-sensitive-asthma",
    "numb-skin",
}


@pytest.fixture
def copied(tmp_path) -> Path:
    """A copy of the files that a test may spoil."""
    shutil.copytree(DATA / "exercises", tmp_path / "exercises")
    for name in ("cautions.yaml", "micro_breaks.yaml"):
        shutil.copy(DATA / name, tmp_path)
    return tmp_path


def test_every_exercise_and_break_is_there():
    assert len(EXERCISES) == 25
    assert len(BREAKS) == 6
    assert [each.id for each in EXERCISES] == sorted(each.id for each in EXERCISES)


def test_every_pose_file_belongs_to_an_exercise_or_a_break():
    drawn = {path.stem for path in (DATA / "exercises/poses").glob("*.yaml")}
    assert drawn == {each.id for each in (*EXERCISES, *BREAKS)}


@pytest.mark.parametrize("each", EXERCISES, ids=lambda each: each.id)
def test_exercises_read_at_grade_eight_or_below(each):
    words = [each.aim, each.position, *each.steps, each.dose.text, *each.stop_if]
    words += [one.text for one in each.avoid_if]
    words += [each.progression.easier, each.progression.harder, each.progression.when]
    assert textstat.flesch_kincaid_grade(" ".join(each.steps)) <= 8
    assert textstat.flesch_kincaid_grade(" ".join(words)) <= 8


@pytest.mark.parametrize("each", BREAKS, ids=lambda each: each.id)
def test_breaks_read_at_grade_eight_or_below(each):
    assert textstat.flesch_kincaid_grade(" ".join([*each.steps, *each.stop_if])) <= 8


@pytest.mark.parametrize("each", CAUTIONS.by_id.values(), ids=lambda each: each.id)
def test_cautions_read_at_grade_eight_or_below(each):
    assert textstat.flesch_kincaid_grade(each.plain) <= 8


@pytest.mark.parametrize("each", EXERCISES, ids=lambda each: each.id)
def test_every_exercise_ends_with_the_reasons_to_stop_any(each):
    assert each.stop_if[-len(CAUTIONS.stop_if) :] == CAUTIONS.stop_if


@pytest.mark.parametrize("each", EXERCISES, ids=lambda each: each.id)
def test_what_an_exercise_must_avoid_acts_on_exercise(each):
    assert all("exercise" in CAUTIONS.by_id[one.caution].classes for one in each.avoid_if)


@pytest.mark.parametrize("each", [*EXERCISES, *BREAKS], ids=lambda each: each.id)
def test_the_text_of_the_pictures_says_every_frame(each):
    for pose in each.scene.poses:
        assert pose.says in each.picture_text


def test_what_rules_out_every_exercise_is_listed():
    assert set(CAUTIONS.defaults) >= DEFAULTS
    assert all(CAUTIONS.by_id[name].effect == "avoid" for name in CAUTIONS.defaults)


def test_medicines_and_physical_measures_have_their_cautions():
    assert set(CAUTIONS.by_id) >= MEDICINE_AND_TOUCH
    for name in ("suspected-thrombosis", "suspected-infection", "suspected-fracture"):
        assert {"massage", "heat"} <= set(CAUTIONS.by_id[name].classes)


def test_a_caution_that_no_answer_decides_must_be_asked():
    assert any(caution.is_asked for caution in CAUTIONS.by_id.values())
    assert not CAUTIONS.by_id["peptic-ulcer"].is_asked
    assert not CAUTIONS.by_id["red-flag-raised"].is_asked
    assert not CAUTIONS.by_id["age-65-and-over"].is_asked


def test_the_caution_for_red_flags_knows_flag_and_urgency():
    flagged = CAUTIONS.by_id["red-flag-raised"]
    assert flagged.any_red_flag
    assert flagged.urgency is Urgency.SAME_DAY


def test_an_unknown_key_is_refused_with_file_and_line(copied):
    path = copied / "exercises/ex-clam.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "colour: blue\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"exercises/ex-clam.yaml:\d+: found colour"):
        read_exercises(copied)


def test_an_unknown_caution_is_refused_with_the_nearest_one(copied):
    spoil(copied / "exercises/ex-clam.yaml", "caution: hip-operation", "caution: hip-operations")
    with pytest.raises(KnowledgeError, match="did you mean 'hip-operation'"):
        read_exercises(copied)


def test_an_unknown_default_caution_is_refused(copied):
    spoil(copied / "cautions.yaml", "  - suspected-tumour", "  - suspected-tumor")
    with pytest.raises(KnowledgeError, match="did you mean 'suspected-tumour'"):
        read_cautions(copied)


def test_a_caution_listed_twice_is_refused(copied):
    spoil(copied / "cautions.yaml", "- id: knee-pain", "- id: hip-pinch")
    with pytest.raises(KnowledgeError, match="'hip-pinch' a second time"):
        read_cautions(copied)


def test_a_caution_line_with_two_tests_is_refused(copied):
    spoil(copied / "cautions.yaml", "{min_age: 65}", "{min_age: 65, sex: female}")
    with pytest.raises(KnowledgeError, match="exactly one test"):
        read_cautions(copied)


def test_a_suspected_condition_needs_its_probability(copied):
    spoil(copied / "cautions.yaml", "{condition: coccydynia, at_least_p: 0.3}", "{condition: coccydynia}")
    with pytest.raises(KnowledgeError, match="belong together"):
        read_cautions(copied)


def test_pictures_that_do_not_match_the_frames_are_refused(copied):
    spoil(copied / "exercises/ex-clam.yaml", "ex-clam-hold.svg", "ex-clam-end.svg")
    with pytest.raises(KnowledgeError, match=r"expected ex-clam-start.svg, ex-clam-hold.svg"):
        read_exercises(copied)


def test_a_break_without_poses_is_refused(copied):
    (copied / "exercises/poses/mb-travel.yaml").unlink()
    with pytest.raises(KnowledgeError, match=r"poses/mb-travel.yaml: found a file that cannot be read"):
        read_micro_breaks(copied)


def test_a_pose_file_under_another_name_is_refused(copied):
    spoil(copied / "exercises/poses/ex-clam.yaml", "id: ex-clam", "id: ex-oyster")
    with pytest.raises(KnowledgeError, match="'ex-oyster'; expected 'ex-clam'"):
        read_exercises(copied)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("name: hold", "name: start", "stands twice"),
        ("like: start", "like: begin", "no earlier frame"),
        ("left_arm: {upper", "left_arm: {elbow: [0, 0, 1], upper", "or else the directions of its bones"),
        ("far: left", "far: up", "'left' or 'right'"),
    ],
)
def test_a_broken_frame_is_refused(copied, old, new, message):
    spoil(copied / "exercises/poses/ex-clam.yaml", old, new)
    with pytest.raises(KnowledgeError, match=message):
        read_exercises(copied)


def test_a_first_frame_without_a_body_is_refused(copied):
    path = copied / "exercises/poses/ex-clam.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        "".join(line for line in text.splitlines(True) if "left_arm" not in line), encoding="utf-8"
    )
    with pytest.raises(KnowledgeError, match="'start' lacks left_arm"):
        read_exercises(copied)


def test_links_that_nobody_knows_are_all_listed():
    stray = Caution(
        id="stray",
        name="Stray",
        plain="Stray.",
        classes=("exercise",),
        effect="avoid",
        tests=(
            Criterion(finding="fewer", states=("present",)),
            Criterion(all_of=(Criterion(finding="fever", states=("present", "hot")), Criterion(min_age=65))),
        ),
        suspected={"lumbago": 0.1},
        sources=("nobody-1900",),
    )
    cautions = Cautions(by_id={"stray": stray}, defaults=(), stop_if=())
    found = unknown_links(
        cautions, BREAKS[:1], states={"fever": ("absent", "present")}, conditions=BREAKS[0].helps, sources=()
    )
    assert [problem.found for problem in found if "stray" in problem.where] == [
        "the condition 'lumbago'",
        "the source 'nobody-1900'",
        "the finding 'fewer'",
        "the state of fever 'hot'",
    ]
    of_break = [problem.found for problem in found if problem.where == BREAKS[0].id]
    assert of_break == [f"the source {name!r}" for name in BREAKS[0].sources]


def test_a_reason_not_to_do_an_exercise_holds_no_advice():
    """Read in a list of reasons: "Your wrist hurts. Lean on your fists."."""
    reasons = [reason.text for each in EXERCISES for reason in each.avoid_if]

    assert reasons
    # Another plan takes the place of this exercise.
    advising = [each for each in reasons if len(re.findall(r"[.;!]", each)) > 1 and "the plan" not in each]
    assert not advising
