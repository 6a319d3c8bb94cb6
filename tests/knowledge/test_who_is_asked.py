"""Nobody is asked what makes no sense for them: over the product of ages, sexes and pregnancy."""

import re
from dataclasses import replace
from itertools import permutations, product

import pytest

from pygalgia import Interviewer, load
from pygalgia.domain.case import Case
from pygalgia.domain.finding import NOTHING
from pygalgia.domain.logic import holds, is_asked_of, leaves, paths
from pygalgia.interview.agenda import candidates

AGES = (0.4, 2, 8, 12, 16, 20, 30, 45, 56, 70, 85)
#: A contradiction of two answers.
PAIR = 2
PREGNANT, NOT_PREGNANT = "pregnant", "not-pregnant"

#: Finding to whom it is asked of at the least strict: youngest age, oldest age, sex, whether in pregnancy.
LIMITS = {
    "pregnancy": (11, 55, "female", True),
    "began-in-pregnancy": (11, 55, "female", True),
    "irregular-bleeding": (9, 60, "female", False),
    "painful-periods": (9, 60, "female", False),
    "period-bowel-pain": (9, 60, "female", False),
    "infertility": (16, 50, "female", False),
    "postmenopausal": (30, 120, "female", False),
    "previous-fragility-fracture": (50, 120, None, True),
    "age-at-onset-under-45": (45, 120, None, True),
    "height-loss": (40, 120, None, True),
    "known-aneurysm": (18, 120, None, True),
    "erectile-dysfunction-longstanding": (16, 120, "male", True),
    "sexual-dysfunction-new": (12, 120, None, True),
    "injection-drug-use": (12, 120, None, True),
    "alcohol-excess": (12, 120, None, True),
    "painful-ejaculation": (12, 120, "male", True),
    "urethral-discharge": (12, 120, "male", True),
    "child-refuses-to-walk": (0, 17, None, True),
    "limp": (1, 17, None, True),
    "endurance-running": (10, 120, None, False),
    "sprinting-sport": (2, 120, None, False),
    "repeated-extension-sport": (2, 120, None, False),
}


#: Reason to what is therefore asked of nobody before the second birthday: others tell, who cannot feel it.
NOT_OF_A_BABY = {
    "walks and stands not yet, or only just": {
        "getting-about", "must-stop-walking", "start-up-pain", "hard-to-straighten", "walking-trouble",
        "walking-aid", "immobile-or-wheelchair", "unsteady-gait", "foot-catches", "walking-pain",
        "better-walking", "exertional-limb-pain-quick-relief", "worse-standing", "relieved-sitting",
        "worse-stairs", "worse-squatting", "worse-one-leg-standing", "worse-weight-bearing",
        "worse-long-stride", "worse-running-sprinting", "worse-rising-from-sitting", "stooped-posture",
        "relieved-bending-forward", "single-leg-stance-pain",
    },
    "has no sport, no work and no load": {
        "recent-training-increase", "sprinting-sport", "repeated-extension-sport", "recent-overload",
        "endurance-running", "heavy-manual-work", "worse-lifting", "better-exercise-not-rest",
        "worse-activity", "brucellosis-exposure", "prolonged-standing-or-carrying-child",
    },
    "sits on laps, and is dressed and turned by others": {
        "sitting-hours", "worse-sitting", "worse-hard-seat", "relieved-toilet-seat", "worse-shoes-socks",
        "worse-crossing-legs", "worse-tight-pressure-belt", "worse-stretch-hamstring",
        "worse-back-pocket-or-cycling", "worse-bending-forward", "worse-extension", "worse-twisting",
        "worse-turning-in-bed", "prolonged-immobilisation-on-buttock",
    },
    "cannot say what it feels like": {
        "pain-layer", "character-burning", "character-shooting", "character-throbbing",
        "character-cramping", "character-dull-ache", "character-stabbing", "alternating-buttock",
        "leg-tingling", "leg-numbness", "saddle-numbness", "buttock-tingling-or-numbness",
        "perineal-burning", "anal-fullness", "leg-pain-dermatomal", "leg-worse-than-back",
        "new-pain-on-old", "dizzy-now", "confusion-or-poor-concentration", "difficulty-raising-arms",
        "malaise-or-aches", "widespread-pain", "woken-by-rectal-cramp",
    },
    "does not hold bladder and bowels yet": {"bowel-control-change", "urinary-frequency-urgency"},
    "is too young to have had it": {
        "manual-therapy-response", "steroid-injection-response", "daily-life", "old-injury-same-place",
        "childhood-hip-disease", "known-spondylolisthesis",
    },
}  # fmt: skip
#: Of who does not walk, work, do sport or dress, and of what nobody can tell of another.
WORDS_FOR_OTHERS = re.compile(
    r"\b(walk|stand|step|limp|stair|squat|run\b|running|sprint|sport|train|exercis|lift|dig|work|job|driv|car\b"
    r"|shoe|sock|belt|sit\b|sitting|chair|seat|stick\b|crutch|how deep|stabbing|throb|tingling|numb|school"
    r"|bend|twist|control)",
    re.IGNORECASE,
)
#: What speaks of such things to a baby's carer all the same, with the reason.
SPOKEN_OF = {
    "child-refuses-to-walk": "names the baby who keeps a leg still beside the child who walks",
    "site-sit-bone": "names a place",
    "both-legs-symptoms": "a weakness of both legs is seen",
}


def people():
    for age, sex, pregnancy in product(AGES, ("female", "male"), (PREGNANT, NOT_PREGNANT)):
        if pregnancy == NOT_PREGNANT or (sex == "female" and 11 < age < 55):
            states = {"pregnancy": pregnancy} if sex == "female" else {}
            yield Case(id="p", age_years=age, sex=sex, setting="self", states=states)


@pytest.mark.parametrize("name", LIMITS)
def test_a_question_is_put_to_those_it_can_concern_alone(knowledge, name):
    youngest, oldest, sex, in_pregnancy = LIMITS[name]
    finding = knowledge.base.findings[name]

    asked = [each for each in people() if is_asked_of(finding, each)]

    assert asked
    for each in asked:
        assert youngest <= each.age_years <= oldest
        assert sex in (None, each.sex)
        assert in_pregnancy or each.states.get("pregnancy") != PREGNANT


@pytest.mark.parametrize("name", sorted(set().union(*NOT_OF_A_BABY.values())))
def test_a_baby_is_not_asked_what_it_cannot_do_or_tell(knowledge, name):
    """A mother was asked how deep the pain of her son of five months feels."""
    finding = knowledge.base.findings[name]
    asked = [is_asked_of(finding, Case(id="p", age_years=age, sex="male", setting="self", states={}))
             for age in (0.1, 0.4, 1.0, 1.9)]  # fmt: skip
    assert asked == [False] * 4
    assert finding.min_age is None, "what is told of a baby counts all the same"


@pytest.mark.parametrize("sex", ["female", "male"])
def test_no_question_of_a_baby_speaks_of_walking_sport_work_or_sitting(knowledge, sex):
    interviewer = Interviewer(knowledge)
    here = interviewer.begin()
    for question, given in {"for-whom": "someone-else", "age": 0.4, "sex": sex}.items():
        here = interviewer.answer(here, question, given)
    put = [each.question for each in candidates(here, interviewer.situation(here))]
    lines = [(each.finding, each.text) for asked in put for each in asked.lines if each.finding]
    lines += [(name, each.text) for each in put if each.kind != "several" for name in each.findings]

    assert len(lines) > 50
    assert {name for name, text in lines if WORDS_FOR_OTHERS.search(text)} == set(SPOKEN_OF)


def test_whether_a_baby_moves_the_leg_is_asked_on_the_screen(knowledge):
    """What made it an emergency was asked as the twenty-sixth question."""
    screen = {tick.finding for each in knowledge.base.interview.screen for tick in each.ticks}
    told = {"trauma": "low-fall", "child-refuses-to-walk": "present"}
    baby = Case(id="p", age_years=0.4, sex="male", setting="self", states=told)
    assert told.keys() <= screen
    assert all(is_asked_of(knowledge.base.findings[name], baby) for name in told)
    raised = {each.flag.id for each in knowledge.judge.standing(baby).verdicts if each.verdict == "raised"}
    assert "baby-with-a-hurt-leg" in raised


def test_a_person_of_whom_nothing_is_known_is_asked_everything(knowledge):
    nobody = Case(id="p", age_years=None, sex="unknown", setting="self", states={})
    assert all(is_asked_of(each, nobody) for each in knowledge.base.findings.values())


def test_every_list_of_the_screen_has_seven_lines_at_most_for_everybody(knowledge):
    findings = knowledge.base.findings
    for each in people():
        for row in knowledge.base.interview.screen:
            asked = [tick for tick in row.ticks if is_asked_of(findings[tick.finding], each)]
            assert sum(tick.when is None for tick in asked) <= 7
            assert len(asked) <= 9


@pytest.mark.parametrize(
    ("sex", "site", "duration", "is_asked"),
    [
        ("male", "site-groin", "under-3-days", True),
        ("male", "site-perineum", "under-3-days", True),
        ("male", "site-lower-abdomen", "under-3-days", True),
        ("male", "site-groin", None, True),
        ("unknown", "site-groin", "under-3-days", True),
        ("male", "site-buttock", "under-3-days", False),
        ("male", "site-groin", "over-a-year", False),
    ],
)
def test_a_testicle_is_asked_about_in_sight_with_sickness_beside_it(knowledge, sex, site, duration, is_asked):
    """A boy with a twisted one told of a pulled groin, and nobody asked him."""
    lines = {tick.finding: tick for row in knowledge.base.interview.screen for tick in row.ticks}
    elsewhere = dict.fromkeys(("site-groin", "site-perineum", "site-lower-abdomen"), "absent")
    told = {**elsewhere, "leg-pain-extent": "none", site: "present"}
    told |= {} if duration is None else {"duration": duration}
    person = Case(id="p", age_years=30, sex=sex, setting="self", states=told)
    findings = knowledge.base.findings

    shown = {
        name
        for name in ("testicle-sign", "nausea-or-vomiting")
        if is_asked_of(findings[name], person)
        and holds(lines[name].when, person, findings=findings) is not False
    }

    assert shown == ({"testicle-sign", "nausea-or-vomiting"} if is_asked else set())


@pytest.mark.parametrize(
    ("sex", "site", "duration", "shown"),
    [
        ("female", "site-groin", "under-3-days", {"late-or-odd-period", "nausea-or-vomiting"}),
        ("female", "site-lower-abdomen", "under-3-days", {"late-or-odd-period", "nausea-or-vomiting"}),
        ("female", "site-groin", "days", {"late-or-odd-period"}),
        ("female", "site-groin", "two-to-six-weeks", set()),
        ("female", "site-buttock", "under-3-days", set()),
        ("female", "site-perineum", "under-3-days", set()),
        ("male", "site-groin", "under-3-days", {"nausea-or-vomiting"}),
    ],
)
def test_a_late_period_and_sickness_are_asked_about_in_sight(knowledge, sex, site, duration, shown):
    """Beside new pain of groin or low belly, and of nobody else: a woman with an ectopic told of a groin."""
    ticks = {tick.finding: tick for row in knowledge.base.interview.screen for tick in row.ticks}
    elsewhere = dict.fromkeys(("site-groin", "site-perineum", "site-lower-abdomen"), "absent")
    told = {**elsewhere, "leg-pain-extent": "none", site: "present", "duration": duration}
    person = Case(id="p", age_years=23, sex=sex, setting="self", states=told)
    findings = knowledge.base.findings

    assert shown == {
        name
        for name in ("late-or-odd-period", "nausea-or-vomiting")
        if is_asked_of(findings[name], person)
        and holds(ticks[name].when, person, findings=findings) is not False
    }


DURATIONS = load().base.findings["duration"].states
#: From which answer on there was time for what is asked about.
NEEDS_TIME = {
    "manual-therapy-response": "days",
    "steroid-injection-response": "two-to-six-weeks",
    "cyclical-with-periods": "two-to-six-weeks",
}


@pytest.mark.parametrize("name", sorted(NEEDS_TIME))
def test_nobody_is_asked_what_the_pain_is_too_young_for(knowledge, name):
    """Whoever has had pain for hours was asked how much guided exercise helped."""
    assert asked_by_duration(knowledge, name) == DURATIONS[DURATIONS.index(NEEDS_TIME[name]) :]


def test_no_other_question_is_put_off_by_an_answer(knowledge):
    whom = {name: each.asked_of for name, each in knowledge.base.findings.items()}
    assert {name for name, each in whom.items() if each and each.not_while} == NEEDS_TIME.keys()


def asked_by_duration(knowledge, name):
    """Return the durations with which a woman of 30 may be asked in an interview, all else unknown."""
    who = Case(id="p", age_years=30, sex="female", setting="self", states={})
    told = {each: replace(who, states={"duration": each}) for each in DURATIONS}
    menu, place = knowledge.menu, knowledge.menu.place[name]
    return tuple(each for each, case in told.items() if menu.suiting(case, grown_up=None)[place])


def test_what_somebody_tells_counts_although_nobody_asked(knowledge):
    """Whom a question is put to says nothing about whom its finding can be in."""
    aneurysm = knowledge.base.findings["known-aneurysm"]
    assert aneurysm.asked_of is not None
    assert aneurysm.min_age is None


def clauses(flag):
    """Return the clauses of a flag as finding to states; facts about the person stand under None."""
    for path in paths(flag.when):
        for clause in path:
            states = {}
            for atom in clause:
                name, state = atom if isinstance(atom, tuple) else (getattr(atom, "finding", None), None)
                state = getattr(atom, "state", state)
                states.setdefault(name, set()).add(state)
            yield states


def test_every_clause_of_a_red_flag_has_something_that_can_be_asked(knowledge):
    """Six flags asked whether walking was hard, and no interview could put that question."""
    findings = knowledge.base.findings
    never = [
        (flag.id, sorted(states))
        for flag in knowledge.base.red_flags.values()
        for states in clauses(flag)
        if None not in states and not any(findings[name].scored for name in states)
    ]
    assert never == []


def test_whoever_tells_that_they_cannot_walk_is_read_as_whoever_is_seen_not_to(knowledge):
    """`getting-about: cannot` is a person's word for `gait: unable`; most flags knew the second alone."""
    deaf = {
        flag.id
        for flag in knowledge.base.red_flags.values()
        for states in clauses(flag)
        if "unable" in states.get("gait", ()) and "cannot" not in states.get("getting-about", ())
    }
    # Growing pain with a limp: a limp that only the person tells is too common to hurry everybody.
    assert deaf == {"limp-with-growing-pain"}


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ({"getting-about": "normally"}, {"walking-aid", "immobile-or-wheelchair", "limp"}),
        ({"getting-about": "limps"}, {"limp"}),
        ({"course": "stable"}, {"relentless-progression"}),
        ({"course": "improving"}, {"relentless-progression"}),
        ({"course": "comes-and-goes"}, {"relentless-progression"}),
        ({"exertional-limb-pain-quick-relief": "present"}, {"walking-pain"}),
    ],
)
def test_what_an_answer_says_already_is_asked_no_more(knowledge, said, answered):
    """Whoever walked as usual was shown a stick, crutches or a frame to tick."""
    interviewer = Interviewer(knowledge)
    here = interviewer.begin()
    for question, given in {"for-whom": "someone-else", "age": 13, **said}.items():
        here = interviewer.answer(here, question, given)
    situation = interviewer.situation(here)
    assert answered.isdisjoint({each.id for each in situation.askable})


def test_what_would_contradict_an_answer_is_not_asked(knowledge):
    """Whoever said "about the same for years" was asked whether it grows week by week."""
    interviewer, findings = Interviewer(knowledge), knowledge.base.findings
    told = 0
    for each in knowledge.base.contradictions.values():
        for said, other in permutations(leaves(each.when), 2):
            asked, ruled_out = findings[other.finding], set(other.states)
            is_theirs = {findings[said.finding].who, asked.who} == {"patient"}
            if len([*leaves(each.when)]) > PAIR or not is_theirs or set(asked.states) - NOTHING - ruled_out:
                continue
            for state in said.states:
                so_far = interviewer.answer(interviewer.begin(), said.finding, state)
                here = interviewer.situation(so_far)
                assert asked.id not in {one.id for one in here.askable}, (each.id, state)
                told += 1
    assert told >= PAIR


def test_whoever_tells_how_walking_hurts_is_asked_what_makes_it_go(knowledge):
    """Their own words or a line told it, and the question hung on another line that nobody had shown."""
    interviewer = Interviewer(knowledge)
    here = interviewer.answer(interviewer.begin(), "exertional-limb-pain-quick-relief", "present")
    assert {"walking-pain-relief", "walking-distance"} <= {
        each.id for each in interviewer.situation(here).askable
    }


@pytest.mark.parametrize(
    ("who", "age", "is_asked"),
    [("self", "unknown", False), ("someone-else", "unknown", True), ("self", 12, True)],
)
def test_whoever_answers_for_themselves_is_no_child_unless_they_say_so(knowledge, who, age, is_asked):
    """Adults who would not give their age were asked whether the child limps."""
    interviewer = Interviewer(knowledge)
    here = interviewer.answer(interviewer.begin(), "for-whom", who)
    here = interviewer.answer(here, "age", age)
    asked = {each.id for each in interviewer.situation(here).askable}
    assert ({"limp", "child-refuses-to-walk", "child-pallor"} <= asked) is is_asked


#: Flag whose advice puts words in the mouth to findings of which one must be there before it is raised.
SAID = {
    "known-aneurysm-new-pain": {"known-aneurysm"},
    "blood-thinner-with-dizziness": {"anticoagulants"},
    "saddle-numbness": {"saddle-numbness"},
    "bladder-change-with-nerve-symptoms": {"bladder-change"},
    "sickle-cell-with-fever": {"sickle-cell"},
    "cancer-with-weakness-or-unsteady-legs": {"cancer-history"},
    "spinal-infection-with-deficit": {"fever", "temperature", "chills-rigors"},
    "fever-with-hard-spinal-pain-and-injected-drugs": {"injection-drug-use"},
    "bladder-feeling-lost": {"bladder-feeling-lost"},
    "sight-lost": {"sight-lost"},
    "sore-testicle": {"testicle-sign"},
    # Says only what it may be.
    "necrotising-infection": set(),
}


def test_nobody_is_told_to_say_what_they_did_not_tell(knowledge):
    """Somebody with a fever and sound skin was to say that the changes of the skin spread fast."""
    telling = {each.id: each for each in knowledge.base.red_flags.values() if "Say that" in each.do_now}
    assert telling.keys() == SAID.keys()
    for name, findings in SAID.items():
        for path in paths(telling[name].when):
            asked = [{atom[0] for atom in clause if isinstance(atom, tuple)} for clause in path]
            timed = [{getattr(atom, "finding", "") for atom in clause} for clause in path]
            seen = [a | (t - {""}) for a, t in zip(asked, timed, strict=True)]
            assert not findings or any(each and each <= findings for each in seen), name


#: Hazard whose words on the phone state a fact to the answers of which one was told: finding and state.
#: What only may be is said with "may"; "signs of" says that the signs were told.
SAID_ON_THE_PHONE = {
    "cauda-equina": None,
    "sepsis": None,
    "child": None,
    "violence": {("hurt-by-somebody", "present")},
    "despair": {("thoughts-of-death", "plan")},
    "giant-cell-arteritis": {("sight-lost", "present"), ("headache-jaw-or-visual", "present")},
    "fever": {
        ("fever", "present"), ("temperature", "fever"), ("temperature", "high-fever"),
        ("chills-rigors", "present"),
    },
    "pregnancy": {
        ("pregnancy", "pregnant"), ("pregnancy", "within-six-months-after-birth"),
        # Asked of nobody who is not pregnant.
        ("pregnancy-alarm", "present"),
    },
    # No flag of these is an emergency, so that nobody says them yet.
    "injection-injury": set(),
    "lasting-or-severe-pain": set(),
    "pressure-injury": set(),
    "progressive-neurological-deficit": set(),
    "shingles": set(),
}  # fmt: skip


def test_nobody_states_on_the_phone_what_nobody_told(knowledge):
    """A mother whose baby fell was to say that there was violence; a tight chest, that an arm hung."""
    stated = {
        name: route.call
        for name, route in knowledge.base.care.routing.hazards.items()
        if not re.search(r"\bmay\b", route.call)
    }
    assert stated.keys() == SAID_ON_THE_PHONE.keys()
    for flag in knowledge.base.red_flags.values():
        told = SAID_ON_THE_PHONE.get(flag.hazard)
        if told is None or flag.urgency != "emergency":
            continue
        for path in paths(flag.when):
            answers = [{_answer(atom) for atom in clause} for clause in path]
            assert any(each and each <= told for each in answers), (flag.id, stated[flag.hazard])


def _answer(atom):
    """Return the finding and state of an atom; of a fact about the person nothing."""
    return atom if isinstance(atom, tuple) else (getattr(atom, "finding", ""), getattr(atom, "state", ""))


def test_words_of_violence_are_for_those_who_told_of_it(knowledge):
    words = re.compile(r"violen|hurt you|attack|abuse|assault|was done to you", re.IGNORECASE)
    told = {
        each.id for each in knowledge.base.red_flags.values() if words.search(f"{each.plain} {each.do_now}")
    }
    assert told
    assert {knowledge.base.red_flags[name].hazard for name in told} == {"violence"}
    for flag in knowledge.base.red_flags.values():
        if flag.hazard == "violence":
            assert all(frozenset({("hurt-by-somebody", "present")}) in path or any(
                {_answer(atom) for atom in clause} == {("hurt-by-somebody", "present")} for clause in path
            ) for path in paths(flag.when)), flag.id  # fmt: skip


#: Who answers, the age that is given, and what a carer who leaves it open says of the person.
ANSWERING = [
    *product(("self", "someone-else", "patient"), (4, 12, 17, 30, 58, 80), [None]),
    ("self", "unknown", None),
    ("patient", "unknown", None),
    *product(["someone-else"], ["unknown"], ("yes", "no", "unknown")),
]
ADULTS_ONLY = {"known-aneurysm", "infertility", "height-loss"}


@pytest.mark.slow
@pytest.mark.parametrize("sex", ["female", "male", "unknown"])
@pytest.mark.parametrize(("who", "age", "grown_up"), ANSWERING)
def test_no_line_is_put_to_somebody_it_cannot_concern(knowledge, who, age, grown_up, sex):
    """A husband who left his wife's age open was asked whether the child limps."""
    interviewer = Interviewer(knowledge)
    here = interviewer.answer(interviewer.begin(), "for-whom", who)
    here = interviewer.answer(here, "age", age)
    if grown_up is not None:
        here = interviewer.answer(here, "grown-up", grown_up)
    here = interviewer.answer(here, "sex", sex)
    case, findings = interviewer.case(here), knowledge.base.findings
    put = [each.question for each in candidates(here, interviewer.situation(here))]
    lines = [(each.finding, each.text, "") for asked in put for each in asked.lines if each.finding]
    lines += [
        (name, each.text, each.help) for each in put if each.kind != "several" for name in each.findings
    ]
    assert len(lines) > 100

    told = {"yes": True, "no": False}.get(grown_up, True if who == "self" else None)
    is_adult = told if age == "unknown" else age >= 16
    for name, text, help_ in lines:
        assert is_asked_of(findings[name], case), name
        if is_adult and (age == "unknown" or age >= 18):
            assert "the child" not in text.lower(), (name, text)
        if is_adult is False:
            assert name not in ADULTS_ONLY, name
        if sex == "unknown" and who != "patient" and findings[name].only_sex:
            whom = {"female": "woman", "male": "man"}[findings[name].only_sex]
            whom = (f"for a {whom}:", f"for {whom[:-2]}en.")
            assert whom[0] in text or whom[1] in help_, (name, text)


@pytest.mark.parametrize(("who", "age", "is_put"), [
    ("someone-else", "unknown", True), ("someone-else", "skipped", True), ("someone-else", 40, False),
    ("self", "unknown", False), ("patient", "unknown", False),
])  # fmt: skip
def test_only_who_answers_for_another_of_unknown_age_is_asked_whether_that_is_a_child(
    knowledge, who, age, is_put
):
    interviewer = Interviewer(knowledge)
    here = interviewer.answer(interviewer.begin(), "for-whom", who)
    if who == "patient":
        here = interviewer.answer(here, "setting", "unknown")
    here = interviewer.answer(here, "age", age)
    assert (interviewer.next_step(here).question.id == "grown-up") is is_put


def test_a_child_of_unknown_age_is_spoken_of_as_a_child(knowledge):
    interviewer = Interviewer(knowledge)
    here = interviewer.begin()
    for question, given in [
        ("for-whom", "someone-else"),
        ("age", "unknown"),
        ("grown-up", "no"),
        ("sex", "male"),
    ]:
        here = interviewer.answer(here, question, given)
    for _ in range(4):
        step = interviewer.next_step(here)
        here = interviewer.answer(here, step.question.id, "unknown")
    assert "your child" in interviewer.next_step(here).question.text.lower()
