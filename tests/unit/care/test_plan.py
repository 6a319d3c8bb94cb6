"""Plans: nothing that is contraindicated, the right place first, and a reason for whatever is left out."""

import re
from itertools import product

import pytest

from circumstances import PERSONS, plan
from pygalgia.assessing import load
from pygalgia.care import Sentences
from pygalgia.care.referral import EMERGENCY_SERVICES
from pygalgia.care.treatment import OUTDATED, _why_outdated
from pygalgia.domain.assessment import Reason
from pygalgia.domain.case import Case
from pygalgia.domain.red_flag import FlagVerdict
from pygalgia.domain.urgency import Urgency

BASE = load().base
RULES = BASE.care
#: Every cause with everybody of a sex that can have it.
PRODUCT = sorted(
    (name, person)
    for name, person in product(BASE.conditions, PERSONS)
    if BASE.conditions[name].only.sex in (None, PERSONS[person][1])
)

#: What may never be offered to whom: written here by hand, not read from the cautions.
FORBIDDEN = {
    "adult": set(),
    "child": {"manual-therapy", "exercise"},
    "pregnant": {"nsaid"},
    "anticoagulated": {"nsaid"},
    "kidney-disease": {"nsaid"},
    "immunosuppressed": set(),
}
#: What may never be done where one of these leads.
FORBIDDEN_IN = {
    "iliofemoral-dvt": {"massage", "heat", "exercise", "manual-therapy"},
    "cellulitis": {"massage", "heat", "exercise", "manual-therapy", "steroid-injection"},
    "gluteal-abscess": {"massage", "exercise", "steroid-injection"},
    "septic-arthritis-hip": {"massage", "heat", "exercise", "steroid-injection"},
    "hip-fracture": {"massage", "heat", "exercise", "manual-therapy"},
    "acute-limb-ischaemia": {"massage", "heat", "exercise", "cold"},
    "cauda-equina-syndrome": {"exercise", "manual-therapy", "massage"},
}


@pytest.mark.parametrize(("condition", "person"), PRODUCT)
def test_no_contraindicated_item_is_offered(condition, person):
    made = plan(BASE, leading=condition, person=person)
    forbidden = FORBIDDEN[person] | FORBIDDEN_IN.get(condition, set())

    offered = [each for each in made.treatment if not each.blocked_by and set(each.classes) & forbidden]
    exercises = [each.exercise for each in made.exercises if not each.blocked_by]

    assert offered == []
    assert exercises == [] or "exercise" not in forbidden


@pytest.mark.parametrize(("condition", "person"), PRODUCT)
def test_every_plan_says_whom_to_see_and_when_to_look_again(condition, person):
    made = plan(BASE, leading=condition, person=person)

    assert made.who_to_see[0].when == "first"
    assert sum(each.when == "first" for each in made.who_to_see) == 1
    assert made.follow_up.checks
    assert made.follow_up.go_at_once_if


@pytest.mark.parametrize(("condition", "person"), PRODUCT)
def test_whatever_is_blocked_says_why(condition, person):
    made = plan(BASE, leading=condition, person=person)

    for each in (*made.treatment, *made.exercises):
        assert len(each.why_blocked) == len(each.blocked_by)
        assert all(each.why_blocked)


@pytest.mark.parametrize("condition", sorted(BASE.conditions))
@pytest.mark.parametrize("urgency", [Urgency.SAME_DAY, Urgency.EMERGENCY])
def test_nobody_exercises_who_must_be_seen_today(condition, urgency):
    made = plan(BASE, leading=condition, urgency=urgency)

    assert made.exercises == ()
    assert made.micro_breaks == ()
    assert any(each.text == "Exercises at home" for each in made.avoid)


@pytest.mark.parametrize("condition", sorted(BASE.conditions))
def test_an_emergency_goes_to_hospital_first(condition):
    first = plan(BASE, leading=condition, urgency=Urgency.EMERGENCY).who_to_see[0]

    assert first.service in {"emergency-department", "emergency-ambulance"}


def test_every_exercise_is_reachable():
    made = [plan(BASE, leading=name, urgency=Urgency.SELF_CARE, probability=0.25) for name in BASE.conditions]
    offered = {each.exercise for one in made for each in one.exercises if not each.blocked_by}

    assert offered == set(BASE.care.exercises)


def test_every_break_is_reachable():
    made = [
        plan(BASE, leading=name, urgency=Urgency.SELF_CARE, states=states)
        for name in BASE.conditions
        for states in ({}, {"immobile_or_wheelchair": "present"})
    ]

    assert {each.routine for one in made for each in one.micro_breaks} == set(BASE.care.micro_breaks)


@pytest.mark.parametrize(("condition", "person"), PRODUCT)
def test_every_source_of_a_plan_is_known(condition, person):
    made = plan(BASE, leading=condition, person=person)
    cited = [
        *made.who_to_see, *made.investigations, *made.avoid_investigations, *made.treatment, *made.exercises,
        *made.micro_breaks, *made.avoid, *made.outlook, *made.prevention, *made.follow_up.checks,
        *made.follow_up.decisions,
    ]  # fmt: skip

    assert {name for each in cited for name in each.sources} <= set(BASE.sources)


def test_a_child_is_sent_to_paediatrics_and_not_to_a_physiotherapist():
    services = {
        each.service for each in plan(BASE, leading="nonspecific-low-back-pain", person="child").who_to_see
    }

    assert "paediatrics" in services
    assert not services & {"first-contact-physiotherapist", "physiotherapy", "pain-clinic"}


def test_a_pregnant_woman_is_sent_to_maternity_and_womens_health():
    services = {
        each.service for each in plan(BASE, leading="sacroiliac-joint-pain", person="pregnant").who_to_see
    }

    assert {"maternity", "womens-health-physiotherapy"} <= services
    assert "first-contact-physiotherapist" not in services


def test_exercises_on_the_belly_are_left_out_in_pregnancy():
    made = plan(BASE, leading="lumbar-radiculopathy", person="pregnant")
    blocked = {each.exercise: each.blocked_by for each in made.exercises}

    assert "pregnancy" in blocked["ex-prone-press-up"]


def test_what_is_not_known_is_asked_before_a_medicine():
    made = plan(BASE, leading="lumbar-radiculopathy")
    medicine = next(each for each in made.treatment if "nsaid" in each.classes)

    assert medicine.blocked_by == ()
    assert any("ulcer" in text for text in medicine.ask_first)


def test_what_nobody_asks_a_child_is_no_reason_to_ask_before_a_medicine():
    """Of a girl of six a pharmacist was to be asked whether she takes aspirin for the heart."""
    asked = {
        who: " ".join(
            text for each in plan(BASE, leading=cause, person=who).treatment for text in each.ask_first
        )
        for who, cause in (("adult", "lumbar-radiculopathy"), ("child", "perthes-disease"))
    }
    assert "daily aspirin" in asked["adult"]
    assert "daily aspirin" not in asked["child"]
    assert "blood pressure" not in asked["child"]
    assert "asthma" in asked["child"]


def test_a_child_that_limps_for_weeks_is_asked_for_its_x_ray_after_a_week():
    """The page of a girl who limped for five weeks said to ask for an X-ray in three weeks."""
    for duration, day in (("days", 21), ("two-to-six-weeks", 7), ("over-a-year", 7)):
        made = plan(BASE, leading="perthes-disease", person="child", states={"duration": duration},
                    urgency=Urgency.WITHIN_TWO_WEEKS)  # fmt: skip
        first = min(each.day for each in made.follow_up.checks if "X-ray" in each.plain)
        assert first == day


def test_what_people_do_by_themselves_is_not_said_to_help_too_little():
    """Read: "Running on. This helps too little, or can harm."."""
    outdated = [
        each for row in load().base.conditions.values() for each in row.treatment if each.strength == OUTDATED
    ]
    said = {each.kind: _why_outdated(each) for each in outdated}

    assert {kind for kind, why in said.items() if "helps too little" not in why} == {"self-care", "support"}


def test_an_outdated_treatment_is_to_be_avoided_and_not_offered():
    made = plan(BASE, leading="gluteal-abscess")

    assert all(each.strength != "outdated" for each in made.treatment)
    assert any("Vishnevsky" in each.text for each in made.avoid)


def test_the_same_test_is_told_once():
    for condition in BASE.conditions:
        texts = [each.text.casefold() for each in plan(BASE, leading=condition).investigations]
        assert len(texts) == len(set(texts))


def raised(name):
    flag = BASE.red_flags[name]
    level = Urgency.from_id(flag.urgency)
    verdict = FlagVerdict(flag=flag, verdict="raised", floor=Urgency.SELF_CARE, because_of=())
    reason = Reason(
        kind="red-flag", id=flag.id, urgency=level, text=flag.text, plain=flag.plain, do_now=flag.do_now,
        sources=flag.sources, findings=(),
    )  # fmt: skip
    return {"verdicts": (verdict,), "reasons": (reason,), "urgency": level}


def over_its_threshold(condition):
    """Return the reason that a condition alone gives for a visit within two weeks."""
    return Reason(
        kind="threshold", id=condition, urgency=Urgency.WITHIN_TWO_WEEKS, text="It counts.",
        plain="It counts.", do_now="", sources=(), findings=(),
    )  # fmt: skip


#: Who can have what these hazards name.
HAS_IT = {"child": "child", "pregnancy": "pregnant", "urinary-infection": "anticoagulated"}


@pytest.mark.parametrize("name", sorted(BASE.red_flags))
def test_every_flag_leads_somewhere(name):
    flag = BASE.red_flags[name]
    made = plan(BASE, leading="unlisted", person=HAS_IT.get(flag.hazard, "adult"), **raised(name))

    if flag.urgency in {"same-day", "emergency"}:
        # What is no cause of this pain, such as too much painkiller, goes its hazard's way alone.
        assert bool(made.dangers) is bool(flag.conditions), "the danger is planned for"
        assert set(made.dangers) <= set(flag.conditions)
        assert made.who_to_see[0].service not in {
            "physiotherapy",
            "first-contact-physiotherapist",
            "pain-clinic",
        }
        assert made.exercises == ()


def test_first_the_danger_is_excluded_and_then_the_ordinary_cause_is_seen():
    made = plan(BASE, leading="nonspecific-low-back-pain", **raised("saddle-numbness"))
    last = made.who_to_see[-1]

    assert made.dangers == ("cauda-equina-syndrome",)
    assert [each.service for each in made.who_to_see][:2] == ["emergency-department", "spinal-surgery"]
    assert (last.when, last.condition) == ("if", "the danger has been ruled out")


def test_the_ambulance_is_called_where_a_life_is_in_danger():
    made = plan(BASE, leading="nonspecific-low-back-pain", **raised("collapse-with-sudden-pain"))

    assert made.who_to_see[0].service == "emergency-ambulance"


def test_an_early_scan_is_not_advised_against_where_a_danger_is_looked_for():
    calm = plan(BASE, leading="lumbar-radiculopathy")
    warned = plan(BASE, leading="lumbar-radiculopathy", **raised("cancer-history-with-pain"))

    assert any("imaging" in each.text.lower() for each in calm.avoid_investigations)
    assert not any("lumbar-radiculopathy" in each.for_conditions for each in warned.avoid_investigations)


def test_a_routine_flag_is_no_reason_to_keep_still():
    made = plan(BASE, leading="nonspecific-low-back-pain", **raised("six-weeks-not-improving"))

    assert any(not each.blocked_by for each in made.exercises)


def test_a_lifted_probability_blocks_what_could_spread_an_infection():
    made = plan(BASE, leading="nonspecific-low-back-pain", ranked=[
        ("nonspecific-low-back-pain", 0.6), ("spinal-infection", 0.02)
    ])  # fmt: skip

    assert made.exercises
    assert all("suspected-infection" in each.blocked_by for each in made.exercises)


def test_without_enough_answers_no_cause_is_planned_for():
    """Two answers used to bring drainage of an abscess and spinal surgery: first by prior alone."""
    made = plan(BASE, leading="anorectal-abscess", enough_to_rank=False, urgency=Urgency.WITHIN_TWO_WEEKS)

    assert [(each.service, each.when) for each in made.who_to_see] == [("gp", "first")]
    assert made.planned_for == ()
    assert (made.treatment, made.exercises, made.investigations, made.outlook) == ((), (), (), ())


@pytest.mark.parametrize("danger", ["bone-metastasis", "primary-pelvic-tumour", "multiple-myeloma"])
def test_a_remote_danger_waits_for_the_first_visit(danger):
    """Growing pain at night in late pregnancy used to bring oncology and three scans."""
    made = plan(
        BASE,
        leading="pregnancy-pelvic-girdle-pain",
        person="pregnant",
        urgency=Urgency.WITHIN_TWO_WEEKS,
        ranked=[("pregnancy-pelvic-girdle-pain", 0.9), (danger, 0.004)],
        reasons=[over_its_threshold(danger)],
    )

    alone = [each for each in made.investigations if each.for_conditions == (danger,)]
    # What has rays waits for more still, in pregnancy.
    waiting = {RULES.routing.if_found, RULES.radiation.condition}
    assert all(each.when == "if" and each.condition in waiting for each in alone)
    seen = [each for each in made.who_to_see if each.for_conditions == (danger,) and each.when == "if"]
    assert {each.condition for each in seen} <= {RULES.routing.if_found}
    assert made.dangers == (danger,)


def test_a_danger_that_is_not_remote_brings_its_tests_now():
    made = plan(
        BASE,
        leading="nonspecific-low-back-pain",
        urgency=Urgency.WITHIN_TWO_WEEKS,
        ranked=[("nonspecific-low-back-pain", 0.6), ("bone-metastasis", 0.05)],
        reasons=[over_its_threshold("bone-metastasis")],
    )

    assert any(
        each.when == "now" and "bone-metastasis" in each.for_conditions for each in made.investigations
    )


@pytest.mark.parametrize("urgency", [Urgency.SAME_DAY, Urgency.EMERGENCY])
@pytest.mark.parametrize("condition", sorted(BASE.conditions))
def test_whoever_must_be_seen_today_is_not_told_to_go_on_or_that_most_are_better(condition, urgency):
    made = plan(BASE, leading=condition, urgency=urgency)

    assert made.follow_up.decisions == ()
    assert not any("Most people are" in each.plain or "Go on" in each.plain for each in made.follow_up.checks)


#: How a condition begins that lacks its verb: with a sign, or an age.
BARE = (
    r"(?:fever|leg weakness|legs? weak|numb|saddle|bladder|major|weak |night pain|on |under |over |age "
    r"|an abscess|warm|constant|disabling|a pop|a red|a fall|a visible|weakness of|suspected|no progress)"
)


def test_what_a_visit_or_a_test_waits_for_is_a_whole_clause():
    """A visit "if bladder or bowel change" was read as an order to change them."""
    conditions = [
        (each.id, row.condition)
        for each in BASE.conditions.values()
        for row in (*each.see, *each.investigations)
    ]

    assert [row for row in conditions if re.match(BARE, row[1])] == []


#: Words of other measures than the warmth, cold or rubbing that a caution on numb skin forbids.
OTHER_MEASURES = re.compile(r"\b(mov|rest\b|rests\b|crutch|walk|check|no heat|loose clothes)", re.IGNORECASE)


def test_a_caution_on_warmth_forbids_no_more_than_warmth():
    """Somebody with a numb leg read "keep moving: not for you", since the same line also spoke of warmth."""
    mixed = [
        (condition.id, each.plain)
        for condition in BASE.conditions.values()
        for each in condition.treatment
        if each.kind == "self-care" and set(each.cautions) & {"heat", "cold", "massage"}
        if OTHER_MEASURES.search(each.plain) and each.strength != "outdated"
    ]

    # Warmth as one of several ways to the same end is one line.
    assert {name for name, _ in mixed} <= {"levator-ani-syndrome", "proctalgia-fugax"}


@pytest.mark.parametrize("condition", sorted(BASE.conditions))
def test_a_pregnant_woman_is_not_sent_to_an_x_ray_first(condition):
    made = plan(BASE, leading=condition, person="pregnant", urgency=Urgency.WITHIN_TWO_WEEKS)
    rays = [each for each in made.investigations if re.search(r"\b(X-rays?|CT)\b", each.text)]

    for each in rays:
        assert each.condition == RULES.radiation.condition or re.search("MRI|ltrasound", each.text), each.text


def test_the_weeks_after_in_pregnancy_are_about_the_pregnancy():
    """A woman at 34 weeks was asked whether she had begun to move more."""
    made = plan(BASE, leading="pregnancy-pelvic-girdle-pain", person="pregnant")

    assert "midwife" in made.follow_up.checks[0].plain
    assert "after the birth" in made.follow_up.checks[-1].plain.lower()


@pytest.mark.parametrize("condition", sorted(BASE.conditions))
@pytest.mark.parametrize("urgency", [Urgency.SELF_CARE, Urgency.ROUTINE, Urgency.WITHIN_TWO_WEEKS])
def test_nobody_who_can_wait_is_sent_to_hospital_without_a_reason(condition, urgency):
    """A broken hip to rule out within two weeks once brought "then: emergency ambulance"."""
    made = plan(BASE, leading=condition, urgency=urgency)

    sent = [each for each in made.who_to_see if each.service in EMERGENCY_SERVICES and not each.condition]
    assert sent == []


@pytest.mark.parametrize(("condition", "person"), PRODUCT)
def test_stopping_exercises_is_told_to_those_who_were_given_some(condition, person):
    made = plan(BASE, leading=condition, person=person)

    given = any(not each.blocked_by for each in made.exercises)
    for each in made.follow_up.decisions:
        assert ("Stop the exercises" in each.plain) == (given and each.outcome in {"worse", "new-sign"})


def test_a_visit_within_two_weeks_is_kept_when_the_pain_is_better():
    made = plan(BASE, leading="sacral-insufficiency-fracture", urgency=Urgency.WITHIN_TWO_WEEKS)

    better = next(each for each in made.follow_up.decisions if each.outcome == "better")
    assert better.plain == "Keep the visit all the same."


def test_what_is_not_done_stands_among_the_tests_that_are_not_needed():
    """Somebody who had fallen read "no test for a simple strain" between the X-ray and the blood test."""
    nothing = re.compile(r"(?:no|none|nothing)\b", re.IGNORECASE)
    tests = [(name, each) for name, it in BASE.conditions.items() for each in it.investigations]
    assert [name for name, each in tests if each.when != "avoid" and nothing.match(each.plain)] == []


def test_a_fall_at_eighty_decides_the_sentences_about_a_fall_in_an_older_person():
    fell = Case(id="x", sex="female", setting="self", age_years=82, states={"trauma": "low-fall"})
    made = plan(
        BASE,
        leading="gluteal-strain-or-contusion",
        urgency=Urgency.ROUTINE,
        case=fell,
        sentences=Sentences(RULES.signs),
    )
    assert made.investigations
    assert not any("older person" in each.condition for each in made.investigations)


def test_to_an_ordinary_visit_nobody_reads_out_a_warning():
    flag = next(each for each in BASE.red_flags.values() if each.urgency == "routine")
    raised = FlagVerdict(flag=flag, verdict="raised", floor=Urgency.SELF_CARE, because_of=())
    made = plan(BASE, leading="nonspecific-low-back-pain", urgency=Urgency.ROUTINE, verdicts=[raised])

    assert flag.plain not in made.preparation.say


#: Words that are not for everybody: who never reads them, whatever leads.
NOT_FOR = {
    "male": r"periods?|womb|pregnan\w*|midwife|ovar\w*|breast|vagina\w*|menopause|the baby",
    "female": r"prostate|testic\w*|scrot\w*|penis|erection\w*|semen",
}
#: What of a plan people read.
READ = ("plain", "plain_why", "condition", "why_blocked", "take_care", "ask_first", "harder", "dose", "steps")


def read_in(made):
    """Yield every text of a plan that people read."""
    rows = [*made.who_to_see, *made.investigations, *made.treatment, *made.exercises, *made.avoid,
            *made.outlook, *made.prevention, *made.follow_up.checks, *made.follow_up.decisions]  # fmt: skip
    for each in rows:
        for name in READ:
            told = getattr(each, name, "")
            yield from (told,) if isinstance(told, str) else told
    yield from made.follow_up.go_at_once_if


@pytest.mark.parametrize("sex", NOT_FOR)
@pytest.mark.parametrize("condition", sorted(BASE.conditions))
def test_a_plan_says_nothing_that_cannot_concern_this_sex(condition, sex):
    """A man with a stress crack was told of his periods."""
    if BASE.conditions[condition].only.sex not in (None, sex):
        pytest.skip("this sex cannot have it")
    known = {"pregnancy": "not-pregnant"} if sex == "female" else {}
    who = Case(id="x", sex=sex, setting="self", age_years=46, states=known)
    made = plan(BASE, leading=condition, case=who, urgency=Urgency.ROUTINE, sentences=Sentences(RULES.signs))

    words = re.compile(rf"\b(?:{NOT_FOR[sex]})\b", re.IGNORECASE)
    assert [each for each in read_in(made) if words.search(each)] == []


def test_what_to_leave_tells_first_what_an_answer_of_this_person_forbids():
    """The first line of "Not" was the same for half of all people: exercises, rubbing, heat."""
    made = plan(BASE, leading="lumbar-radiculopathy", states={"anticoagulants": "present"}, probability=0.6)
    assert made.avoid[0].plain == "Anti-inflammatory pills such as ibuprofen"
    assert made.avoid[0].plain_why.startswith("You take a blood thinner")
    assert made.avoid[1].for_conditions == ("lumbar-radiculopathy",)


def test_a_reason_that_an_answer_gives_stands_before_the_one_that_everybody_gets():
    urgent = {"leading": "gluteal-abscess", "urgency": Urgency.SAME_DAY, "probability": 0.4}
    made = plan(BASE, **urgent, states={"skin-lump": "present"})
    massage = next(each for each in made.avoid if each.plain.startswith("Rubbing"))
    assert massage.plain_why == "The skin has to heal first."
    general = plan(BASE, **{**urgent, "leading": "proctalgia-fugax"})
    assert general.avoid[0].plain_why.startswith("First a clinician should examine you")


def test_what_is_outdated_counts_as_much_as_its_cause_is_likely():
    ranked = [("hip-osteoarthritis", 0.2), ("nonspecific-low-back-pain", 0.5)]
    made = plan(BASE, leading="nonspecific-low-back-pain", ranked=sorted(ranked, key=lambda row: -row[1]))
    causes = [each.for_conditions for each in made.avoid if each.for_conditions]
    assert causes[0] == ("nonspecific-low-back-pain",)
    assert causes[-1] == ("hip-osteoarthritis",)


@pytest.mark.parametrize("urgency", [Urgency.ROUTINE, Urgency.SAME_DAY])
@pytest.mark.parametrize("person", ["child", "pregnant"])
def test_a_service_that_takes_anothers_place_is_not_told_as_that_one(person, urgency):
    """Paediatrics read "Doctors for injuries and pain from sport"."""
    others = {each.plain: name for name, each in BASE.services.items()}
    for leading in BASE.conditions:
        made = plan(BASE, leading=leading, person=person, urgency=urgency)
        wrong = [each for each in made.who_to_see if others.get(each.plain_why, each.service) != each.service]
        assert wrong == [], leading
