"""The adaptive form: the interview of every face, carried by the response alone."""

import copy

import pytest

from fhir_r4 import faults
from pygalgia import Interviewer
from pygalgia.errors import RequestError
from pygalgia.interview import Ask, Interview
from pygalgia.records.forms.adaptive import next_question, read_interview
from pygalgia.report.words import URGENCY
from record_builders import NOW, TODAY, answer_to, answered, bundle, last_item, response, with_answer

BEGIN = {"resourceType": "QuestionnaireResponse", "status": "in-progress"}


@pytest.fixture(scope="module")
def interviewer(knowledge):
    return Interviewer(knowledge)


@pytest.fixture(scope="module")
def ask(interviewer, reader):
    def asked(sent, **more):
        return next_question(copy.deepcopy(sent), interviewer, reader.codes, now=NOW, **more)

    return asked


@pytest.fixture(scope="module")
def whole(ask):
    """Every response of one interview, from the first to the completed one."""
    told = [ask(BEGIN)]
    while told[-1]["status"] != "completed":
        told.append(ask(with_answer(told[-1], answer_to(last_item(told[-1])))))
    return told


def until(ask, question):
    made = ask(BEGIN)
    while last_item(made)["linkId"] != question:
        made = ask(with_answer(made, answer_to(last_item(made))))
    return made


def test_it_asks_what_the_interview_of_every_face_asks(whole, interviewer):
    """Played beside it with the same answers, the interviewer puts the same questions and stops with it."""
    read = read_interview(whole[-1], interviewer).interview
    beside = Interview(id="beside")
    for step in read.steps:
        put = interviewer.next_step(beside)
        assert isinstance(put, Ask)
        assert put.question.id == step.question
        beside = interviewer.answer(beside, step.question, step.given)

    assert not isinstance(interviewer.next_step(beside), Ask)
    assert len(read.steps) > 12


def test_the_questionnaire_grows_by_one_item_at_a_time(whole):
    counts = [len(each["contained"][0]["item"]) for each in whole[:-1]]

    assert counts == list(range(1, len(whole)))


def test_it_ends_with_why_in_words_to_show(whole):
    items = whole[-1]["contained"][0]["item"]

    assert whole[-1]["status"] == "completed"
    # After an emergency a choice to go on follows the words.
    shown = [each["type"] for each in items][-2:]
    assert "display" in shown


def test_an_end_without_an_emergency_says_what_to_do(ask, interviewer):
    """It said only why it had ended, and how soon to be seen was known to whoever called `$assess`."""
    response = ask({"resourceType": "QuestionnaireResponse", "status": "in-progress"})
    for _question in range(2):
        response = ask(with_answer(response, answer_to(last_item(response))))
    ended = ask(response, act="end")
    shown = [each["text"] for each in ended["contained"][0]["item"] if each["type"] == "display"]

    assert ended["status"] == "completed"
    assert any(words.deed in line for line in shown for words in URGENCY.values())


def test_every_response_is_valid_r4(whole):
    assert [fault for each in (whole[0], whole[9], whole[-1]) for fault in faults(each)] == []


def test_going_back_is_taking_the_last_answer_away(whole, ask):
    shorter = {**whole[6], "item": whole[6]["item"][:-1]}

    assert last_item(ask(shorter))["linkId"] == last_item(whole[5])["linkId"]
    assert last_item(ask(whole[6], act="back"))["linkId"] == last_item(whole[5])["linkId"]


def test_a_changed_answer_is_the_answer(whole, ask, interviewer):
    changed = copy.deepcopy(whole[-1])
    pregnant = next(each for each in changed["item"] if each["linkId"] == "pregnancy")
    pregnant["answer"] = [{"valueCoding": {"code": "pregnant"}}]
    sex = next(each for each in changed["item"] if each["linkId"] == "sex")
    sex["answer"] = [{"valueCoding": {"code": "male"}}]
    made = ask({**changed, "status": "in-progress"})

    read = read_interview(made, interviewer).interview
    assert read.sex == "male"
    assert "pregnancy" not in {step.question for step in read.steps}, "what no longer holds is left out"


def test_not_knowing_is_an_answer_to_every_question(ask, interviewer):
    made = ask(BEGIN)
    for _ in range(10):
        item = last_item(made)
        link = item["linkId"]
        if item["type"] == "group":
            part = next(
                each["linkId"] for each in item["item"] if each["linkId"].endswith((".ticked", ".about"))
            )
            told = {"linkId": link, "item": [answered(part, "unknown")]}
        elif item["type"] == "text":
            told = {"linkId": link, "answer": [{"valueString": "unknown"}]}
        elif link == "for-whom":
            told = answered(link, "self")
        else:
            told = answered(link, "unknown")
        made = ask(with_answer(made, told))

    assert read_interview(made, interviewer).interview.age_years is None
    assert made["status"] == "in-progress"


def test_ticks_and_doubts_of_a_list_mean_what_they_mean_on_the_page(ask, interviewer):
    made = until(ask, "screen/nerves")
    item = last_item(made)
    options = [each["valueCoding"]["code"] for each in item["item"][0]["answerOption"]]
    ticked, unsure = options[0], options[1]
    told = {
        "linkId": "screen/nerves",
        "item": [answered("screen/nerves.ticked", ticked), answered("screen/nerves.unsure", unsure)],
    }
    step = interviewer.next_step(read_interview(made, interviewer).interview)
    read = read_interview(with_answer(made, told), interviewer).interview

    assert dict(read.steps[-1].given) == dict(step.question.ticked([ticked], unsure=[unsure]))


def test_an_emergency_completes_it_with_what_to_do_and_going_on_is_a_choice(ask):
    made = until(ask, "screen/nerves")
    options = [each["valueCoding"]["code"] for each in last_item(made)["item"][0]["answerOption"]]
    grave = [each for each in options if each.startswith(("saddle-numbness", "bladder-change", "bowel"))]
    assert grave
    for code in grave:
        told = {"linkId": "screen/nerves", "item": [answered("screen/nerves.ticked", code)]}
        stopped = ask(with_answer(made, told))
        while stopped["status"] != "completed" and len(stopped["item"]) < 40:
            stopped = ask(with_answer(stopped, answer_to(last_item(stopped))))
        if last_item(stopped)["linkId"] == "pygalgia.go-on":
            break
    words = [each["text"] for each in stopped["contained"][0]["item"] if each["type"] == "display"]
    assert words
    assert last_item(stopped)["linkId"] == "pygalgia.go-on"
    onward = ask(with_answer(stopped, answered("pygalgia.go-on", "continue")))
    assert onward["status"] == "in-progress"
    assert faults(onward) == []


def test_body_sites_are_regions(ask, interviewer):
    made = until(ask, "pain-site")
    read = read_interview(with_answer(made, answered("pain-site", "buttock-left", "coccyx")), interviewer)

    assert read.interview.steps[-1].given == ("buttock-left", "coccyx")


@pytest.mark.parametrize(
    ("item", "found"),
    [
        (answered("no-such-question", "present"), "no-such-question"),
        (answered("onset", "whenever"), "whenever"),
        (answered("onset", "sudden", "gradual"), "2 answers"),
        (answered("pain-site", "left-ear"), "left-ear"),
        (answered("sex", "purple"), "purple"),
        (answered("for-whom", "nobody"), "nobody"),
        (answered("since/leg-weakness", "whenever"), "whenever"),
        ({"linkId": "onset", "answer": [{"valueDate": "2026-01-01"}]}, "valueDate"),
        ({"linkId": "duration.value", "answer": [{"valueQuantity": {"value": 3}}]}, "without a unit"),
        (
            {"linkId": "duration.value", "answer": [{"valueQuantity": {"value": 3, "code": "parsec"}}]},
            "parsec",
        ),
        (
            {"linkId": "duration.value", "answer": [{"valueQuantity": {"value": "3", "code": "d"}}]},
            "valueQuantity",
        ),
        (answered("screen/nerves.ticked", "saddle-numbness"), "not in `contained`"),
    ],
)
def test_an_answer_that_is_none_is_refused_with_its_place(ask, item, found):
    with pytest.raises(RequestError) as refused:
        ask({**BEGIN, "item": [item]})

    (problem,) = refused.value.problems
    assert found in problem.found
    assert problem.where.startswith("QuestionnaireResponse.item[0]")


def test_more_answers_than_there_are_questions_are_refused_unread(ask):
    many = [answered(f"list/danger/{number}.ticked", "unknown") for number in range(2, 700)]

    with pytest.raises(RequestError, match="698 answers"):
        ask({**BEGIN, "item": many})


def test_a_link_id_twice_is_refused(ask):
    with pytest.raises(RequestError, match="a second time"):
        ask({**BEGIN, "item": [answered("onset", "sudden"), answered("onset", "gradual")]})


@pytest.mark.parametrize(
    "sent",
    [
        {"resourceType": "Patient"},
        {**BEGIN, "questionnaire": "urn:other"},
        {**BEGIN, "status": "entered-in-error"},
    ],
)
def test_a_response_to_something_else_is_refused(ask, sent):
    with pytest.raises(RequestError):
        ask(sent)


def test_its_answers_are_assessed_as_any_other(whole, reader):
    sent = bundle({**whole[-1], "subject": {"reference": "Patient/p"}})
    record = reader.read(sent, today=TODAY)

    assert record.case.states["site-buttock"] == "present"
    assert len(record.case.states) > 40


def test_a_response_of_the_static_form_is_the_same_language(reader):
    record = reader.read(bundle(response(answered("onset", "sudden"))), today=TODAY)

    assert record.case.states["onset"] == "sudden"
