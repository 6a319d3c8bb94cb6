"""`pygalgia interview --json`: what the lines promise to whoever plays the interview."""

import io
import json

import pytest

from pygalgia.cli.interview_lines import Lines
from pygalgia.session import Interviewer

PERSON = ({"given": "self"}, {"given": 46}, {"given": "male"}, {"given": "skipped"})


@pytest.fixture(scope="module")
def play(knowledge):
    """Play some lines; return what came out."""
    interviewer = Interviewer(knowledge)

    def play_(*lines):
        texts = [each if isinstance(each, str) else json.dumps(each) for each in lines]
        out = io.StringIO()
        talk = Lines(interviewer=interviewer, read=io.StringIO("".join(f"{t}\n" for t in texts)), write=out)
        talk.run(interviewer.begin(id_="r1"))
        return [json.loads(line) for line in out.getvalue().splitlines()]

    return play_


@pytest.fixture(scope="module")
def before_a_list(play):
    """Give the lines that lead up to the first list of lines to tick, and that list."""
    said = [each for each in play(*PERSON, *[{"given": "skipped"}] * 20) if "question" in each]
    place = next(number for number, each in enumerate(said) if each.get("lines"))
    return (*PERSON, *[{"given": "skipped"}] * (place - len(PERSON))), said[place]


def asked(said):
    return [each["question"] for each in said if "question" in each]


def test_each_answer_brings_the_next_question_with_all_it_takes(play):
    said = play(*PERSON)

    assert asked(said)[:4] == ["for-whom", "age", "sex", "own-words"]
    assert said[0]["text"]
    assert [each["id"] for each in said[0]["choices"]] == ["self", "someone-else", "patient"]
    where = said[4]
    assert (where["kind"], "buttock-left" in {each["id"] for each in where["choices"]}) == ("regions", True)


def test_an_age_is_asked_for_as_it_is_taken(play):
    """It offered a number with a unit, and refused that."""
    said = play({"given": "self"})

    assert said[1]["give"].startswith("a number,")
    assert "unit" not in said[1]["give"]


def test_lines_of_a_list_are_ticked_by_their_ids(play, before_a_list):
    before, shown = before_a_list
    first, *others = [each["id"] for each in shown["lines"]]

    ticked = play(*before, {"given": {"ticked": [first], "unsure": others[-1:]}})[-1]["played"]["steps"]
    none = play(*before, {"given": []})[-1]["played"]["steps"]

    given = next(step["given"] for step in ticked if step["question"] == shown["question"])
    assert set(given.values()) > {"unknown"}
    assert given != next(step["given"] for step in none if step["question"] == shown["question"])


def test_a_line_that_is_not_there_is_refused_with_those_that_are(play, before_a_list):
    before, shown = before_a_list

    said = play(*before, {"given": ["no-such-line"]}, {"given": {"ticked": 3}})

    refused = [each["refused"] for each in said if "refused" in each]
    assert len(refused) == 2
    assert all(each["id"] in refused[0] for each in shown["lines"])


@pytest.mark.parametrize("line", ["what", "[]", '{"age": 3}', '{"given": {}}', '{"given": null}', "{"])
def test_what_cannot_be_an_answer_is_refused_and_the_question_stands(play, line):
    said = play(line, *PERSON)

    assert "refused" in said[1]
    assert asked(said)[:2] == ["for-whom", "age"]


def test_what_no_answer_holds_is_written_down(play):
    said = play({"could_not_say": "numb since this morning"}, *PERSON)

    assert said[-1]["played"]["could_not_say"] == ["numb since this morning"]
    assert asked(said)[1] == "age"


def test_what_could_not_be_said_may_stand_beside_an_answer(play):
    """The answer on such a line was dropped, and the next one taken for it."""
    first, *rest = PERSON
    said = play({**first, "could_not_say": ["it was my fault", "it rained"]}, *rest)

    assert said[-1]["played"]["could_not_say"] == ["it was my fault", "it rained"]
    assert said[-1]["played"]["steps"][0]["given"] == first["given"]


def test_back_takes_the_last_answer_back(play):
    said = play({"given": "self"}, {"back": True}, {"given": "patient"})

    assert asked(said)[:3] == ["for-whom", "age", "for-whom"]
    assert said[-1]["played"]["steps"] == [{"question": "for-whom", "given": "patient"}]


def test_an_emergency_ends_it_unless_the_person_goes_on(play, knowledge):
    numb = {"saddle-numbness": "present"}
    answers = []
    while True:
        said = play(*PERSON, *answers)
        last = [each for each in said if "question" in each or "stop" in each][-1]
        if "stop" in last:
            break
        ticks = [each["id"] for each in last.get("lines", ()) if each["id"].startswith(tuple(numb))]
        answers.append({"given": ticks or "unknown"})

    gone_on = play(*PERSON, *answers, {"go_on": True})

    assert (last["stop"], said[-1]["played"]["stop"]) == ("emergency", "emergency")
    assert last["do_now"]
    assert "question" in gone_on[len(said) - 1]


def test_no_result_is_shown_to_whoever_plays(play):
    said = play(*PERSON, {"stop": True})

    assert [each["stop"] for each in said if "stop" in each] == ["requested"]
    words = json.dumps(said)
    assert "urgency" not in words
    assert "probability" not in words
    assert set(said[-1]["played"]) == {
        "id", "steps", "could_not_say", "statements", "stop", "knowledge_sha256",
    }  # fmt: skip


TOLD = (*PERSON[:3], {"given": "My left buttock hurts when I sit, for three weeks, and I have no fever."})


def test_own_words_are_read_and_count_once_they_are_agreed_to(play):
    said = play(*TOLD, {"agree": "all"})

    read = {each["id"]: each for each in next(each for each in said if "understood" in each)["understood"]}
    assert read["worse-sitting"]["proposed"] == "present"
    assert "proposed" not in read["fever"] or read["fever"]["proposed"] is None
    assert {"worse-sitting", "pain-site", "duration"} <= {
        step["question"] for step in said[-1]["played"]["steps"]
    }
    assert "duration" not in asked(said)
    # The picture is put once more, with the places that were read marked on it.
    put = [each for each in said if each.get("question") == "pain-site"]
    assert [each["marked"] for each in put] == [read["pain-site"]["proposed"]]


def test_nothing_of_the_own_words_counts_that_was_not_agreed_to(play):
    corrected = play(*TOLD, {"agree": {"fever": "absent"}})
    passed_over = play(*TOLD, {"given": ["buttock-left"]})

    answered = [step["question"] for step in corrected[-1]["played"]["steps"]]
    assert answered == ["for-whom", "age", "sex", "own-words", "fever"]
    assert passed_over[-1]["played"]["steps"][-1] == {"question": "pain-site", "given": ["buttock-left"]}


def test_what_was_not_put_cannot_be_agreed_to(play):
    said = play(*TOLD, {"agree": {"no-such-sign": "present"}}, {"agree": "all"})

    assert "worse-sitting" in next(each["refused"] for each in said if "refused" in each)
    assert "worse-sitting" in {step["question"] for step in said[-1]["played"]["steps"]}
