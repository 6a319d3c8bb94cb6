"""What a person is told fits what is known of them: no proof, habit or course is taken for granted."""

import re
from dataclasses import replace
from itertools import combinations

import pytest

from circumstances import case, plan
from pygalgia import assessing
from pygalgia.care.unproven import before_proof
from pygalgia.domain.assessment import Reason
from pygalgia.domain.plan import Plan
from pygalgia.domain.urgency import Urgency
from pygalgia.report.about_another import in_words_for
from pygalgia.report.emergency import deeds, one_call
from pygalgia.report.patient_page import patient_page
from pygalgia.report.sentences import each_once
from pygalgia.texts import using
from pygalgia.web.visit.assessed import view

KNOWLEDGE = assessing.load()
BASE = KNOWLEDGE.base
#: Written here by hand: what has to be looked for within two weeks or sooner is a danger until it is proven.
SOON = {"within-two-weeks", "same-day", "emergency"}
DANGERS = sorted(each.id for each in BASE.conditions.values() if each.action.urgency in SOON)
OTHERS = sorted(BASE.conditions.keys() - set(DANGERS))
FLAGS = tuple(BASE.red_flags.values())
PEOPLE = ("adult", "child", "pregnant")
#: A painkiller that anybody can buy.
SIMPLE = re.compile(r"^(simple|plain|paracetamol|painkillers|pain relief)", re.IGNORECASE)
CHECKS = [
    *((each.day, each.note.plain) for each in BASE.care.watch.checks),
    *((each.day, each.note.plain) for course in BASE.care.watch.courses for each in course.checks),
]
#: A check that says how it is by now, or that a test, a treatment or a diagnosis is there already.
TAKEN_FOR_GRANTED = re.compile(
    r"better by now|healed by now|should (be (gone|healed|easing|clearly)|start|get)"
    r"|most (people|pain|bones)|of the scan|as you were told|^(do the tablets|with treatment)",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def assessment():
    """An assessment whose plan the tests put another in place of."""
    states = {"fever": "absent", "saddle-numbness": "absent", "leg-pain-extent": "none"}
    return assessing.assess(replace(case(), states=states), KNOWLEDGE, draws=20)


def told(danger, person="adult"):
    """Return what a person is told of a danger that leads, where they can wait for a visit."""
    made = plan(BASE, leading=danger, person=person, urgency=Urgency.WITHIN_TWO_WEEKS)
    return made, before_proof(made, BASE.conditions)


@pytest.mark.parametrize("danger", DANGERS)
def test_of_a_danger_that_is_not_proven_no_outlook_prevention_or_therapy_is_told(danger):
    """A suspicion of a metastasis told how long people live, and what to do after any cancer."""
    for person in PEOPLE:
        _, said = told(danger, person)
        assert said.outlook == ()
        assert said.prevention == ()
        medicines = [each.plain for each in said.treatment if each.kind == "medicine"]
        assert {each.kind for each in said.treatment} <= {"self-care", "medicine"}
        assert [each for each in medicines if not SIMPLE.match(each)] == []


@pytest.mark.parametrize("danger", DANGERS)
def test_a_clinician_reads_all_of_it(danger):
    made, said = told(danger)
    condition = BASE.conditions[danger]
    assert len(made.outlook) == (condition.prognosis is not None)
    assert len(made.prevention) == len(condition.prevention)
    assert set(said.treatment) <= set(made.treatment)
    for name in ("who_to_see", "investigations", "avoid", "exercises", "follow_up"):
        assert getattr(said, name) == getattr(made, name)


@pytest.mark.parametrize("condition", OTHERS)
def test_of_what_is_no_danger_everything_is_told(condition):
    made = plan(BASE, leading=condition)
    assert before_proof(made, BASE.conditions) == made


@pytest.mark.parametrize("condition", OTHERS)
def test_no_course_of_a_harmless_cause_is_told_beside_a_danger(condition):
    """Under a cancer that may be the cause stood: it is not dangerous."""
    made = plan(BASE, leading=condition)
    for danger in DANGERS:
        assert before_proof(made, BASE.conditions, named=[condition, danger]).outlook == ()
        assert before_proof(replace(made, dangers=(danger,)), BASE.conditions).outlook == ()
    assert before_proof(made, BASE.conditions, named=[condition]).outlook == made.outlook


def test_a_page_that_names_a_danger_tells_no_course(assessment):
    made = plan(BASE, leading="levator-ani-syndrome")
    first = replace(assessment.conditions[0], id="levator-ani-syndrome", probability=0.5)
    second = replace(first, id="anal-or-rectal-cancer", probability=0.06)
    calm = replace(assessment, urgency=Urgency.ROUTINE, plan=made, conditions=(first,), enough_to_rank=True)
    both = replace(calm, conditions=(first, second))

    assert patient_page(calm, BASE).outlook
    assert patient_page(both, BASE).outlook == ()
    assert view(calm, BASE)["outlook"]
    assert view(both, BASE)["outlook"] == []


def test_what_a_danger_shares_with_an_ordinary_cause_is_told():
    note = plan(BASE, leading="lumbar-radiculopathy").prevention[0]
    shared = replace(note, for_conditions=("bone-metastasis", "lumbar-radiculopathy"))
    only = replace(note, for_conditions=("bone-metastasis",))
    said = before_proof(Plan(prevention=(shared, only)), BASE.conditions)
    assert said.prevention == (shared,)


@pytest.mark.parametrize("danger", DANGERS)
def test_no_page_for_a_person_tells_what_waits_for_the_proof(danger, assessment):
    made, said = told(danger)
    shown = replace(assessment, urgency=Urgency.WITHIN_TWO_WEEKS, plan=made)
    page = patient_page(shown, BASE)
    assert page.outlook == ()
    assert page.prevention == ()
    to_leave = tuple(each for each in said.avoid if not each.is_prescribed)
    assert view(shown, BASE)["plan"] == replace(said, avoid=to_leave)
    assert view(shown, BASE, audience="patient")["plan"] == in_words_for(shown, "patient").plan


def test_what_a_person_does_by_themselves_needs_no_operation_first():
    done = [
        each.plain for name in DANGERS for each in BASE.conditions[name].treatment if each.kind == "self-care"
    ]
    assert [text for text in done if re.search(r"after the (operation|cut|scan|cast)", text)] == []


@pytest.mark.parametrize(("day", "text"), CHECKS)
def test_a_look_back_asks_and_takes_no_course_for_granted(day, text):
    """Whose pain grows was told that most pain of this kind is better by now."""
    assert not TAKEN_FOR_GRANTED.search(text), day


def test_no_warning_sign_says_how_the_pain_should_be_by_now():
    said = [each.plain for each in FLAGS]
    assert [text for text in said if "by now" in text] == []


def test_no_warning_sign_asks_for_another_visit_than_the_headline():
    """Under "within two weeks" stood: book a visit within a few days."""
    assert [each.id for each in FLAGS if "Book a visit within a few days" in each.do_now] == []


def test_only_who_has_no_visit_before_them_is_told_to_book_one():
    for level, expected in (("within-two-weeks", False), ("routine", False), ("self-care", True)):
        made = plan(BASE, leading="nonspecific-low-back-pain", urgency=Urgency.from_id(level))
        assert any("book a visit" in each.plain for each in made.follow_up.checks) == expected


@pytest.mark.parametrize(
    ("words", "causes"),
    [
        ("tendon", {"greater-trochanteric-pain-syndrome", "ischiofemoral-impingement",
                    "ischiogluteal-bursitis", "proximal-hamstring-avulsion",
                    "proximal-hamstring-tendinopathy"}),
        ("X-ray", {"bone-stress-injury", "femoral-head-osteonecrosis", "hip-fracture",
                   "pelvic-avulsion-or-stress-fracture", "sacral-insufficiency-fracture",
                   "vertebral-fracture"}),
        ("blisters", {"herpes-zoster"}),
        ("how far you can walk", {"aortoiliac-claudication"}),
        ("red part", {"cellulitis", "folliculitis", "gluteal-abscess", "hidradenitis-suppurativa",
                      "irritant-dermatitis", "necrotising-soft-tissue-infection", "pilonidal-disease",
                      "pressure-injury"}),
    ],
)  # fmt: skip
def test_a_look_back_names_only_what_its_cause_has(words, causes):
    """A bruise was told how long a tendon trains, and a sore tail bone of a crack."""
    named = {
        name
        for name in BASE.conditions
        if any(
            words in each.plain for each in plan(BASE, leading=name, urgency=Urgency.ROUTINE).follow_up.checks
        )
    }
    assert named == causes


HABITS = re.compile(
    r"smok|tobacco|\bsugar\b|blood pressure|steroid tablets|steroid dose|alcohol", re.IGNORECASE
)


def test_advice_on_a_habit_or_illness_is_for_those_who_have_it():
    """Who never smoked was told to stop."""
    advised = [
        sentence
        for each in BASE.conditions.values()
        for row in (*each.treatment, *each.prevention)
        if getattr(row, "kind", "self-care") == "self-care" and getattr(row, "strength", "") != "outdated"
        for sentence in re.split(r"(?<=[.;]) ", row.plain)
    ]
    misplaced = [
        text
        for text in advised
        if HABITS.search(text) and not re.search(r"\b(if you|no alcohol)", text, re.IGNORECASE)
    ]
    assert misplaced == ["Take the lowest steroid dose that keeps your illness quiet."]


def test_what_to_leave_is_not_said_to_have_been_advised():
    made = [plan(BASE, leading=name, urgency=Urgency.ROUTINE) for name in BASE.conditions]
    why = {each.plain_why.split(". ")[0] for one in made for each in one.avoid if each.for_conditions}
    assert why == {
        "This helps too little, or can harm", "This helps too little, or can harm.", "This can do harm.",
    }  # fmt: skip


@pytest.mark.parametrize("condition", BASE.conditions)
def test_no_medicine_of_a_doctor_is_to_be_left_without_asking(condition):
    """Strong opioids and nerve tablets stood under "What to leave", for whoever takes them every day."""
    rows = [each for each in BASE.conditions[condition].treatment if each.strength == "outdated"]
    medicines = {each.plain for each in rows if each.kind == "medicine"}
    told = [
        each
        for each in plan(BASE, leading=condition, urgency=Urgency.ROUTINE).avoid
        if each.plain in medicines
    ]
    assert [each.plain for each in told if "without asking first" not in each.plain_why] == []


def test_what_is_left_in_pregnancy_is_not_told_after_it():
    said = {
        state: [
            each.plain
            for each in plan(BASE, leading="pregnancy-pelvic-girdle-pain", states={"pregnancy": state}).avoid
            if "pregnancy" in each.plain
        ]
        for state in ("pregnant", "within-six-months-after-birth")
    }
    assert said == {
        "pregnant": ["anti-inflammatory tablets late in pregnancy"],
        "within-six-months-after-birth": [],
    }


@pytest.mark.parametrize("condition", BASE.conditions)
def test_paracetamol_is_never_told_without_the_other_medicines_that_hold_it(condition):
    """It was told to whoever took co-codamol already, which is the same twice."""
    done = plan(BASE, leading=condition, urgency=Urgency.ROUTINE).treatment
    rows = [each for each in done if each.kind == "medicine" and "paracetamol" in each.classes]
    assert all(any("co-codamol" in text for text in each.ask_first) for each in rows)
    lines = [each.plain for each in BASE.care.routing.meanwhile if "paracetamol" in each.plain]
    assert lines
    assert all("co-codamol" in text for text in lines)


def test_a_list_of_bans_holds_no_advice():
    """Among the reasons to leave an exercise out stood: do not slump."""
    advice = re.compile(r"\. (Do not|Never|Use|Keep|Ask|Take|Go|Stop)\b")
    assert [
        own.text for each in BASE.care.exercises.values() for own in each.avoid_if if advice.search(own.text)
    ] == []


def test_a_caution_on_a_medicine_begins_with_what_can_be_true_of_the_reader():
    medicines = {"nsaid", "paracetamol", "opioid", "muscle-relaxant", "neuropathic-medicine"}
    begun = [each.plain for each in BASE.care.cautions.by_id.values() if medicines & set(each.classes)]
    assert begun
    assert [text for text in begun if re.match(r"(Never|Do not|Ask|From|Take|Avoid)\b", text)] == []


def test_how_long_to_hold_is_told_once():
    twice = [
        each.id
        for each in BASE.care.exercises.values()
        if {*re.findall(r"\d+(?: to \d+)? seconds", " ".join(each.steps))}
        & {*re.findall(r"\d+(?: to \d+)? seconds", each.dose.text)}
    ]
    assert twice == []


BURNING = {
    "pain-layer": "skin", "onset": "over-days", "duration": "days", "character-burning": "present",
    "skin-allodynia": "present", "steroid-use": "present", "skin-lump": "absent",
    "skin-redness-warmth": "absent",
    "fever": "absent", "saddle-numbness": "absent", "bladder-change": "none", "leg-weakness": "absent",
    "trauma": "none", "pain-side": "one-side",
}  # fmt: skip


@pytest.mark.parametrize("rash", ["absent", "present"])
def test_who_may_have_shingles_hears_of_blisters_and_of_tablets_in_time(rash):
    """Nothing said what shingles is, and a line on creams put people off the tablets."""
    person = replace(case(), age_years=63, sex="female", states={**BURNING, "vesicles": rash})
    made = assessing.assess(person, KNOWLEDGE, draws=20)
    page = patient_page(made, BASE)
    said = " ".join((*page.reasons, *page.do_now, *page.to_do, *(text for _, text in page.checks)))
    assert "blisters" in said or "rash" in said
    assert re.search("[Tt]ablets", said)
    assert re.search("three days", said)
    leave = [text for text in page.not_to_do if "virus" in text]
    assert all("in place of tablets against the virus" in text for text in leave)


#: What keeps somebody where they are: lying, resting, no step.
STAYING = re.compile(
    r"\b[Ll]ie (down|flat|still)|[Ss]it up and rest|not (try to )?walk\b(?! alone)|[Ss]tay (warm and )?still"
)
DEEDS = sorted({
    each
    for each in (
        *(flag.do_now for flag in FLAGS if flag.urgency == "emergency"),
        *(one.action.do_now for one in BASE.conditions.values() if one.action.urgency == "emergency"),
    )
    if each
})  # fmt: skip


@pytest.mark.parametrize("deed", DEEDS)
def test_nobody_is_told_to_lie_and_to_go(deed):
    """Under a leaking artery stood: call, or go to the emergency department, and lie down flat."""
    assert not (STAYING.search(deed) and "or go to" in deed)


def test_two_deeds_together_give_one_order():
    """One sign said to lie and to call, the other to call or to go."""
    for one, other in combinations(DEEDS, 2):
        told = " ".join(deeds([one, other]))
        assert not (STAYING.search(told) and "or go to" in told), (one, other)


FAINT = BASE.interview.unfit_to_travel


@pytest.mark.parametrize("deed", DEEDS)
def test_who_may_faint_is_told_to_be_fetched_and_not_to_go(deed):
    """A woman who bled inside and was dizzy on standing was told to call or to go."""
    told = deeds([deed, FAINT.do_now])
    assert told[0].startswith("Call 999, 112 or 911")
    assert not any(re.match("Go to|Call .*, or go to", each) for each in told)


@pytest.mark.parametrize("language", ["ar", "de", "es", "fr"])
def test_who_may_faint_is_fetched_in_each_language(language):
    strange = KNOWLEDGE.in_language(language).base
    said = sorted({each.do_now for each in strange.red_flags.values() if each.urgency == "emergency"})
    with using(language):
        for one in said:
            told = [
                meant for _said, meant in one_call(each_once([one, strange.interview.unfit_to_travel.do_now]))
            ]
            assert not any(re.match("Go to|Call .*, or go to", each) for each in told), told


@pytest.mark.parametrize("sign", ["fainting", "dizzy-now", "feeling-very-ill", None])
def test_every_way_out_of_an_emergency_says_so(sign):
    told = {"saddle-numbness": "present", "bladder-change": "cannot-pass"} | (
        {sign: "present"} if sign else {}
    )
    made = assessing.assess(replace(case(), states=told), KNOWLEDGE, draws=20)
    page = patient_page(made, BASE)

    assert made.urgency == Urgency.EMERGENCY
    assert any(", or go to" in each for each in page.do_now) == (sign is None)
    assert page.do_now[0].startswith("Call 999")
    assert any(each.id == "unfit-to-travel" for each in made.reasons) == (sign is not None)


def test_two_deeds_together_tell_one_way_to_lie():
    """Under a leaking artery stood: lie still, and lie down flat."""
    for one, other in combinations(DEEDS, 2):
        told = " ".join(deeds([one, other]))
        assert not ("lie still" in told.lower() and "Lie down flat" in told), (one, other)


@pytest.mark.parametrize("language", ["ar", "de", "es", "fr"])
def test_two_deeds_give_one_order_in_each_language(language):
    strange = KNOWLEDGE.in_language(language).base
    said = sorted({each.do_now for each in strange.red_flags.values() if each.urgency == "emergency"})
    with using(language):
        for one, other in combinations(said, 2):
            told = " ".join(meant for _said, meant in one_call(each_once([one, other])))
            assert not (STAYING.search(told) and "or go to" in told), (one, other)


def test_beside_a_sign_of_an_emergency_no_likely_cause_is_named(assessment):
    """Under a leaking artery stood: an infected hip joint is likely enough that it must be checked now."""
    sign = Reason(
        kind="red-flag", id="sign", urgency=Urgency.EMERGENCY, text="-", plain="An artery may leak.",
        do_now="", sources=(), findings=(),
    )  # fmt: skip
    cause = replace(sign, kind="threshold", id="septic-arthritis-hip", plain="A joint is likely infected.")
    both = replace(assessment, urgency=Urgency.EMERGENCY, reasons=(sign, cause))

    assert patient_page(both, BASE).reasons == ("An artery may leak.",)
    assert patient_page(replace(both, reasons=(cause,)), BASE).reasons == ("A joint is likely infected.",)
