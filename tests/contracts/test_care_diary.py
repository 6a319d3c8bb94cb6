"""What a person meets who keeps a diary: notes, trends, and every way in which they can be wrong."""

import json
import os

import pytest
from icalendar import Calendar

from refusals import refused

ANSWERS = {
    "pain-site": ["buttock-left"],
    "onset": "gradual",
    "worse-sitting": True,
    "sitting-hours": {"value": 9, "unit": "h"},
    "fever": False,
    "leg-pain-extent": "none",
}


@pytest.fixture
def case(tmp_path):
    """A case file."""
    path = tmp_path / "case.json"
    row = {
        "schema": "pygalgia/case/1", "id": "d1", "age_years": 34, "sex": "female", "setting": "self",
        "answers": ANSWERS,
    }  # fmt: skip
    path.write_text(json.dumps(row), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path):
    """Where the diaries of a test are."""
    return tmp_path / "diaries"


@pytest.fixture
def run(run, case, folder):
    """Run `pygalgia diary`; return exit code, standard output and standard error, each as one line."""

    def run_(command, *arguments):
        code, said, complained = run("diary", command, case, "--folder", folder, *arguments)
        return code, " ".join(said.split()), " ".join(complained.split())

    return run_


def lines(folder):
    return (folder / "d1.jsonl").read_text(encoding="utf-8").splitlines()


def test_notes_are_kept_and_shown_with_their_trend(run, folder, tmp_path):
    picture = tmp_path / "trend.svg"
    run("add", "--worst", 7, "--function", "walking=3", "--at", "2026-03-02T18:00+00:00")
    code, said, _ = run("add", "--worst", 4, "--function", "walking=6", "--at", "2026-03-05T18:00+00:00")
    _, shown, _ = run("show", "--svg", picture)

    assert code == 0
    assert "Better" in said
    assert "Worst pain 7 at first, 4 now" in shown
    assert len(lines(folder)) == 3
    assert picture.read_text(encoding="utf-8").lstrip().startswith("<?xml")


def test_a_new_danger_sign_is_an_emergency_at_once(run):
    run("add", "--worst", 5, "--at", "2026-03-02T18:00+00:00")
    _, said, _ = run("add", "--worst", 2, "--sign", "saddle-numbness", "--at", "2026-03-03T18:00+00:00")

    assert "A new danger sign" in said
    assert "EMERGENCY" in said
    assert "999" in said


def test_lost_sleep_stops_the_exercises(run):
    run("add", "--worst", 5, "--sleep", "good", "--at", "2026-03-02T18:00+00:00")
    _, said, _ = run("add", "--worst", 5, "--sleep", "lost", "--at", "2026-03-05T18:00+00:00")

    assert "Stop the exercises" in said


def test_an_empty_diary_says_how_to_begin(run):
    assert "diary add" in run("show")[1]


def test_a_note_from_the_future_is_refused(run, folder):
    refused(run("add", "--worst", 5, "--at", "2199-01-01T00:00+00:00"), "in the future")
    assert not folder.exists()


def test_two_notes_for_one_moment_are_refused_in_any_zone(run, folder):
    run("add", "--worst", 5, "--at", "2026-03-02T18:00+00:00")

    refused(run("add", "--worst", 6, "--at", "2026-03-02T19:00+01:00"), "a second note")
    assert len(lines(folder)) == 2


def test_a_note_for_an_earlier_day_takes_its_place(run, folder):
    run("add", "--worst", 5, "--at", "2026-03-05T18:00+00:00")
    run("add", "--worst", 8, "--at", "2026-03-02T18:00+00:00")

    assert [json.loads(line)["worst"] for line in lines(folder)[1:]] == [8.0, 5.0]


@pytest.mark.parametrize(
    ("moment", "choice"),
    [("2026-03-29T01:30", "2026-03-29T01:30:00+01:00"), ("2025-10-26T01:30", "2025-10-26T01:30:00+00:00")],
)
def test_an_hour_that_the_clock_change_skips_or_repeats_is_asked_about(run, moment, choice):
    asked = run("add", "--worst", 5, "--zone", "Europe/London", "--at", moment)

    refused(asked, "the clocks change in Europe/London", choice)


def test_both_hours_of_a_clock_change_can_be_noted(run, folder):
    run("add", "--worst", 5, "--at", "2025-10-26T01:30+01:00")
    code, _, _ = run("add", "--worst", 6, "--at", "2025-10-26T01:30+00:00")

    assert code == 0
    assert [json.loads(line)["worst"] for line in lines(folder)[1:]] == [5.0, 6.0]


def test_every_problem_of_a_note_is_told_at_once(run):
    refused(
        run("add", "--worst", 12, "--function", "walking", "--sign", "fevr", "--response", "walk=x"),
        "4 problems",
        "--worst: found 12",
        "--function",
        "did you mean 'fever'",
        "--response",
    )


@pytest.mark.parametrize("options", [("--at", "yesterday"), ("--zone", "Mars/Base")])
def test_words_that_are_no_moment_or_zone_are_refused(run, options):
    refused(run("add", "--worst", 5, *options), options[0], repr(options[1]))


@pytest.mark.parametrize("damage", [b'{"at": "2026-03-0', b"not json", b'{"worst": NaN}', b"\xff\xfe"])
def test_a_damaged_line_is_said_and_every_other_one_is_read(run, folder, damage):
    run("add", "--worst", 5, "--at", "2026-03-02T18:00+00:00")
    run("add", "--worst", 3, "--at", "2026-03-03T18:00+00:00")
    file = folder / "d1.jsonl"
    header, first, second, _ = file.read_bytes().split(b"\n")
    before = b"\n".join([header, first, damage, second, b""])
    file.write_bytes(before)
    code, shown, _ = run("show")
    run("add", "--worst", 4, "--at", "2026-03-06T18:00+00:00")

    assert code == 0
    assert "d1.jsonl:3: found a damaged line" in shown
    assert "02 Mar 18:00" in shown
    assert (folder / "d1.damaged").read_bytes() == before
    assert [json.loads(line)["worst"] for line in lines(folder)[1:]] == [5.0, 3.0, 4.0]


def test_a_note_out_of_order_is_said_and_read(run, folder):
    run("add", "--worst", 5, "--at", "2026-03-02T18:00+00:00")
    with (folder / "d1.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"at": "2026-03-01T18:00:00+00:00", "worst": 3.0}\n')
        file.write('{"at": "2026-03-02T18:00:00+00:00", "worst": 4.0}\n')
    _, shown, _ = run("show")

    assert "d1.jsonl:3: found a note that is not later than the one before" in shown
    assert shown.count("02 Mar 18:00") == 2
    assert "01 Mar 18:00" in shown


@pytest.mark.parametrize("command", ["show", "plan"])
@pytest.mark.parametrize("line", [0, 1], ids=["header", "first note"])
@pytest.mark.parametrize("with_danger", [True, False])
def test_damage_at_the_beginning_is_said_and_hides_no_danger_sign(run, folder, command, line, with_danger):
    run("add", "--worst", 5, "--at", "2026-03-02T18:00+00:00")
    if with_danger:
        run("add", "--worst", 6, "--sign", "saddle-numbness", "--at", "2026-03-03T18:00+00:00")
    broken = lines(folder)
    broken[line] = broken[line].replace("{", "", 1)
    (folder / "d1.jsonl").write_text("\n".join(broken) + "\n", encoding="utf-8")
    _, shown, _ = run(command)

    assert f"d1.jsonl:{line + 1}: found a damaged line" in shown
    assert "No notes yet" not in shown
    assert "If it was a danger sign, add it again" in shown
    assert ("emergency" in shown.lower()) is with_danger


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85", "\x0b", "\x1c", "\r", "\n"], ids=ascii)
def test_own_words_with_any_end_of_line_lose_no_note(run, folder, end):
    run("add", "--worst", 5, "--note", f"a{end}b", "--at", "2026-03-02T18:00+00:00")
    run("add", "--worst", 6, "--sign", "saddle-numbness", "--at", "2026-03-03T18:00+00:00")
    _, shown, _ = run("show")

    assert "damaged" not in shown
    assert "emergency" in shown.lower()
    assert json.loads((folder / "d1.jsonl").read_bytes().split(b"\n")[1])["note"] == f"a{end}b"


def test_a_note_that_cannot_be_written_leaves_nothing_behind(run, folder, monkeypatch):
    run("add", "--worst", 5, "--at", "2026-03-02T18:00+00:00")
    before = (folder / "d1.jsonl").read_bytes()

    def no_room(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pygalgia.writing.os.fsync", no_room)
    refused(run("add", "--worst", 6, "--at", "2026-03-03T18:00+00:00"), "No space left on device")

    assert [each.name for each in folder.iterdir()] == ["d1.jsonl"]
    assert (folder / "d1.jsonl").read_bytes() == before


def test_a_diary_of_another_case_is_refused(run, folder):
    folder.mkdir()
    (folder / "d1.jsonl").write_text('{"schema": "pygalgia/diary/1", "case_id": "other"}\n', encoding="utf-8")

    refused(run("show"), "a diary of the case 'other'")


def test_a_folder_that_cannot_be_written_to_is_refused(run, folder):
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("a file where the folder should be", encoding="utf-8")

    refused(run("add", "--worst", 5), "cannot be")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_is_refused(run, folder):
    folder.mkdir(mode=0o500)

    refused(run("add", "--worst", 5), "a folder that cannot be written to")


def test_a_disk_that_fails_leaves_the_old_diary(run, folder, monkeypatch):
    run("add", "--worst", 5, "--at", "2026-03-02T18:00+00:00")
    before = lines(folder)

    def fail(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    refused(run("add", "--worst", 6, "--at", "2026-03-03T18:00+00:00"), "No space left on device")
    assert lines(folder) == before


def test_a_case_id_cannot_leave_the_folder():
    from pygalgia.store.diary import path_of

    assert path_of("../../etc/passwd").parent == path_of("a").parent


def test_the_weeks_to_come_are_a_calendar(run, tmp_path):
    out = tmp_path / "plan.ics"
    _, shown, _ = run("plan", "--zone", "Europe/Berlin", "--start", "2026-03-20", "--out", out)
    events = Calendar.from_ical(out.read_bytes()).walk("VEVENT")

    # A week on: that is when a load-related ache should be easing.
    assert "Fri 27 Mar 2026" in shown
    assert "09:40" in shown
    assert {str(each["SUMMARY"]).split(":")[0] for each in events} == {"Look again", "Exercises", "Break"}
    assert len({str(each["UID"]) for each in events}) == len(events)


def test_a_driver_gets_breaks_for_the_road(run):
    _, shown, _ = run("plan", "--job", "driving")

    assert "Travel break" in shown
    assert "10:15" in shown


@pytest.mark.parametrize(
    "options", [("--start", "soon"), ("--work-from", "nine"), ("--work-to", "25:00"), ("--job", "flying")]
)
def test_days_and_hours_that_are_none_are_refused(run, options):
    refused(run("plan", *options), options[0])
