"""What a parent or a carer reads is about the child, or the person: the subject changes with its verbs."""

import re
from dataclasses import fields, is_dataclass, replace
from itertools import product

import pytest
from babel.messages.pofile import read_po

from circumstances import case, plan
from pygalgia import assessing
from pygalgia.domain.another_person import about
from pygalgia.domain.urgency import Urgency
from pygalgia.interview import wording
from pygalgia.interview.address import addressed
from pygalgia.interview.state import Interview, Step
from pygalgia.report.about_another import in_words_for
from pygalgia.report.patient_page import deed_and_why, patient_page
from pygalgia.texts.catalogues import DATA

KNOWLEDGE = assessing.load()
BASE = KNOWLEDGE.base
ASKED = assessing.assess(replace(case(), states={"saddle-numbness": "present"}), KNOWLEDGE, draws=5)
FIRST = ASKED.reasons[0]
#: "You" that stays, since the reader is meant.
READER = re.compile(
    r"told you|who saw you|Do you|you should know|Have you|as you were|with you\.|if you can|if you find"
    r"|You need|You can (?:go on|just)|you are worried|you cannot see on|what you have seen",
    re.IGNORECASE,
)
#: What would stand there if a verb had been forgotten.
FORGOTTEN = re.compile(
    r"(?<!make |Does )your child (?:have|are|do|feel|get|go|take|lose|faint|sit|run|bleed|pass|need|were)\b"
    r"|\bdoes they\b|pills, does not\b|cannot \w+ (?:or|and) (?:stands|walks|moves|lies|sits)\b"
    r"|\w+s or (?:lie|drink)\b"
)


#: What follows "you" and is no verb of it, whatever stands there one day; written here by hand.
NO_VERBS = frozenset({
    "about", "above", "after", "again", "alone", "along", "already", "always", "and", "any", "around", "as",
    "at", "away", "back", "because", "before", "behind", "below", "beside", "between", "both", "but", "by",
    "down", "during", "each", "early", "either", "else", "enough", "ever", "every", "far", "first", "for",
    "from", "here", "how", "if", "in", "into", "just", "later", "less", "long", "more", "most", "near",
    "never", "next", "no", "nor", "not", "now", "of", "off", "often", "on", "once", "only", "or", "out",
    "over", "please", "right", "since", "so", "some", "soon", "still", "than", "that", "then", "there",
    "these", "this", "those", "through", "to", "today", "together", "tonight", "too", "towards", "under",
    "until", "up", "well", "what", "when", "where", "whether", "which", "while", "who", "why", "with",
    "within", "without", "worse", "yet",
})  # fmt: skip
#: Texts with "you" in each area, at the least.
MANY = 20


def english(area):
    """Yield the English of every text of an area."""
    with (DATA / "de" / f"{area}.po").open("rb") as file:
        for message in read_po(file):
            yield from [message.id] if isinstance(message.id, str) else message.id


def plain_texts():
    """Yield every text that is told to the person in reasons and plans."""
    for flag in BASE.red_flags.values():
        yield from (flag.plain, flag.do_now)
    for condition in BASE.conditions.values():
        yield from (each.plain for each in (*condition.treatment, *condition.prevention))
        yield from (each.condition for each in (*condition.see, *condition.investigations))
    watch = BASE.care.watch
    yield from (text for each in watch.warnings for text in (each.plain, each.worse))
    yield from (other.plain for each in watch.warnings for other in each.instead)
    checks = [*watch.checks, *(each for course in watch.courses for each in course.checks)]
    yield from (each.note.plain for each in checks)
    yield from (each.plain for each in (*watch.decisions.values(), *BASE.care.cautions.by_id.values()))


@pytest.mark.parametrize("text", sorted(set(plain_texts())))
def test_nothing_that_is_about_the_child_says_you(text):
    told = about(text, "your child")
    left = [each for each in re.split(r"(?<=[.?!;]) ", told) if re.search(r"\b[Yy]ou\b", each)]

    assert [each for each in left if not READER.search(each)] == []
    assert not FORGOTTEN.search(told.replace("Your", "your"))


@pytest.mark.parametrize("area", ["care", "conditions", "dangers", "exercises", "questions"])
def test_only_verbs_get_the_ending_of_a_verb(area):
    """A parent read: a medicine that a doctor "gave your child withouts asking"."""
    texts = [each for each in english(area) if re.search(r"\byou\b", each, re.IGNORECASE)]
    wrong = {
        word
        for text in texts
        for word in {*re.findall(r"\w+", about(text, "your child"))} - {*re.findall(r"\w+", text)}
        if word.removesuffix("s") in NO_VERBS and word not in NO_VERBS
    }

    assert len(texts) > MANY
    assert wrong == set()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("You bleed, lose water or cannot stand.", "Your child bleeds, loses water or cannot stand."),
        ("You cannot pass water, or you leak.", "Your child cannot pass water, or they leak."),
        ("Keep your legs strong.", "Keep the legs strong."),
        ("Do not drive yourself.", ""),
        ("Take someone with you.", "Take someone with you."),
        ("Call 999. Say that you have diabetes.", "Call 999. Say that your child has diabetes."),
        ("These pills can make you bleed badly.", "These pills can make your child bleed badly."),
        ("nobody sees you today, or you get worse", "nobody sees your child today, or they get worse"),
        ("Your leg is weak. Ring your doctor.", "Your child’s leg is weak. Ring your doctor."),
        ("You cannot move or stand on the hip.", "Your child cannot move or stand on the hip."),
        ("You cannot stand or have a fever.", "Your child cannot stand or has a fever."),
        ("When you sit or lie there", "When your child sits or lies there"),
        ("If you smoke or drink, stop", "If your child smokes or drinks, stop"),
        ("If you take pills, do not stop them", "If your child takes pills, do not stop them"),
        ("If you had pills, do they help?", "If your child had pills, do they help?"),
        ("Your own doctor, who knows you", "Your child’s own doctor, who knows them"),
        ("At your age, pain deserves a test.", "At this age, pain deserves a test."),
    ],
)  # fmt: skip
def test_the_verbs_go_with_the_child(text, told):
    assert about(text, "your child") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Do not eat or drink.", "Your child should not eat or drink."),
        (
            "Sit down, and do not drive yourself.",
            "Your child should sit down, and should not drive themselves.",
        ),
        ("keep moving as you can", "your child should keep moving as they can"),
        ("Go the same day if you limp.", "Go the same day if your child limps."),
        ("Stay there.", "Stay there."),
    ],
)
def test_what_the_reader_cannot_do_for_them_is_no_order_to_the_reader(text, told):
    assert about(text, "your child", orders=True) == told


#: Orders that only the one who has the pain can follow.
BODILY = re.compile(
    r"(?:do not )?(?:eat|drink|lie|sit|walk|smoke|keep moving|stop running|get up)\b", re.IGNORECASE
)


def told_pages(audience="someone-else"):
    """Yield what somebody else is told for each condition that leads, and for each flag."""
    for name, (person, urgency) in product(BASE.conditions, (("child", Urgency.ROUTINE), ("adult", None))):
        made = plan(BASE, leading=name, person=person, urgency=urgency)
        yield in_words_for(replace(ASKED, plan=made, case=case(person)), audience)
    for flag in BASE.red_flags.values():
        reason = replace(FIRST, text=flag.text, plain=flag.plain, do_now=flag.do_now)
        yield in_words_for(replace(ASKED, reasons=(reason,)), audience)


def test_no_page_for_somebody_else_orders_the_reader_to_rest_eat_or_walk():
    orders = []
    for made in told_pages():
        told = [each.do_now for each in made.reasons]
        told += [
            each.plain for each in made.plan.treatment if each.kind == "self-care" and not each.blocked_by
        ]
        told += [each.plain for each in (*made.plan.prevention, *made.plan.follow_up.decisions)]
        orders += [part for text in told for part in re.split(r"(?<=[.?!]) ", text) if BODILY.match(part)]
    assert orders == []


def test_what_to_leave_is_not_turned_into_what_to_do():
    for made in told_pages():
        assert not any(" should " in each.plain.split(".")[0] for each in made.plan.avoid)
        assert not any(each.plain.startswith(("your child should", "the person should"))
                       for each in made.plan.treatment if each.blocked_by)  # fmt: skip


def test_whether_an_exercise_suits_is_told_of_the_person():
    for made in told_pages():
        for each in (*made.plan.exercises, *made.plan.micro_breaks):
            told = " ".join((*each.leave_out_if, *each.stop_if))
            assert not re.search(r"\bYou (?:have|are|feel|cannot|get)\b", told), told


def test_what_to_say_and_bring_is_not_the_readers():
    for made in told_pages():
        said = made.plan.preparation
        assert not re.search(r"\b(?:what|If) you (?!have seen)|\bI have\b", said.say), said.say
        assert not any(
            re.search(r"\byour (?:medicines|maternity)|\byourself\b", each, re.IGNORECASE)
            for each in said.bring
        )


def test_a_child_who_answers_alone_is_told_to_show_the_page():
    for age, audience, is_told in ((13, "self", True), (16, "self", False), (8, "someone-else", False)):
        asked = assessing.assess(replace(case(), age_years=age), KNOWLEDGE, draws=5)
        assert (
            "show this page to a parent" in patient_page(asked, BASE, audience=audience).notice
        ) is is_told


def texts_in(thing):
    """Yield every string in a dataclass."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        yield from (text for each in thing for text in texts_in(each))
    elif is_dataclass(thing):
        yield from (text for each in fields(thing) for text in texts_in(getattr(thing, each.name)))


def test_a_parents_page_tells_of_the_child():
    asked = replace(case("child"), states={"fever": "present", "limp": "present"})
    shown = patient_page(assessing.assess(asked, KNOWLEDGE, draws=20), BASE, audience="someone-else")

    told = " ".join(texts_in(replace(shown, say="", bring=(), exercises=(), visits=())))
    assert "Your child cannot pass water, or they lose control of their bladder or bowels." in told, told
    assert not re.search(r"\bYou (?:feel|faint|get|cannot|have)\b", told)
    assert shown.headline == "Your child should be seen today"


def test_who_has_the_pain_reads_you():
    asked = assessing.assess(case(), KNOWLEDGE, draws=20)

    assert in_words_for(asked, "self") is asked


@pytest.mark.parametrize(
    ("age", "audience", "said"),
    [
        (82, "someone-else", "A woman of 82 has pain in"),
        (82, "self", "I have pain in"),
        (12, "someone-else", "My child of 12 has pain in"),
        (14, "self", "I am 14 and have pain in"),
    ],
)
def test_who_rings_says_who_has_the_pain(age, audience, said):
    known = {"limp": "present", "fever": "present", "site-groin": "present"}
    asked = replace(case(), age_years=age, sex="female", states=known, regions=("groin-left",))
    told = in_words_for(assessing.assess(asked, KNOWLEDGE, draws=5), audience)

    assert said in told.plan.preparation.say


def test_what_would_change_the_advice_is_asked_about_the_child():
    asked = replace(case("child"), states={"limp": "present"})
    changes = in_words_for(assessing.assess(asked, KNOWLEDGE, draws=5), "someone-else").changes

    assert changes
    assert not any(re.search(r"\byou\b", each.plain) for each in changes)


#: A word to the reader; what a clinician told us is theirs.
TO_READER = re.compile(r"\byou(?:r|rs|rself)?\b", re.IGNORECASE)


@pytest.mark.parametrize("text", sorted(set(plain_texts())))
def test_no_clinician_is_spoken_to_as_the_patient(text):
    """Read in a clinician's stop: "say that you are numb between the legs; do not drive yourself"."""
    told = about(text, "the patient")

    assert not TO_READER.search(told.replace("You told us", "")), told
    assert not FORGOTTEN.search(
        told.replace("the patient", "your child").replace("The patient", "your child")
    )


def test_a_clinicians_whole_result_is_about_the_patient():
    """But for the steps of exercises, which are for whoever does them."""
    done = {"exercises": (), "micro_breaks": ()}
    said = set()
    for made in told_pages("patient"):
        said |= set(texts_in((made.reasons, replace(made.plan, **done))))
        told = (*made.plan.exercises, *made.plan.micro_breaks)
        said |= {text for each in told for text in (*each.leave_out_if, *each.stop_if)}
        said.add(" ".join(deed_and_why(made, BASE, audience="patient")))
    assert [
        each
        for each in said
        if TO_READER.search(each.replace("ou told us", "").replace("Say when you ring", ""))
    ] == []


@pytest.mark.parametrize("finding", BASE.findings.values(), ids=lambda each: each.id)
def test_no_question_to_a_clinician_takes_them_for_the_patient(finding):
    asked = wording.finding_question(finding, "patient", findings=BASE.findings)
    asked = addressed(asked, Interview(id="", steps=(Step(question="for-whom", given="patient"),)), ())
    said = " ".join([asked.text, asked.help, asked.why, *(each.text for each in asked.options)])

    assert not re.search(
        r"\b(?:you|your|yours|yourself|I|my|me)\b",
        said.replace("You may leave", "").replace("If you do not know", ""),
    ), said
