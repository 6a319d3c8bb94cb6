"""The pages for the person and for the clinician: plain, whole, escaped, and on one sheet each."""

import json
import re
from dataclasses import replace

import pytest
import textstat

from circumstances import case
from pygalgia import assessing
from pygalgia.domain.case import Case
from pygalgia.domain.evidence import Printed, Source
from pygalgia.domain.urgency import Urgency
from pygalgia.report import as_document
from pygalgia.report.citations import reference, short_reference
from pygalgia.report.clinician_page import clinician_page
from pygalgia.report.emergency import emergency_page
from pygalgia.report.heard import Heard
from pygalgia.report.page import page
from pygalgia.report.paper import _heads, paper
from pygalgia.report.patient_page import _beside, do_now, patient_page
from pygalgia.report.plain_text import WIDTH, person_text, plain_text
from pygalgia.report.top_reasons import top_reasons
from pygalgia.report.words import URGENCY, factor
from pygalgia.texts import languages, using

KNOWLEDGE = assessing.load()
BASE = KNOWLEDGE.base
CALM = {
    "fever": "absent",
    "saddle-numbness": "absent",
    "bladder-change": "none",
    "bowel-control-change": "absent",
    "leg-weakness": "absent",
    "both-legs-symptoms": "absent",
    "trauma": "none",
    "cancer-history": "none",
}
CASES = {
    "emergency": {"saddle-numbness": "present", "bladder-change": "cannot-pass", "leg-pain-extent": "foot"},
    "same-day": {"skin-lump": "present", "skin-redness-warmth": "present", "onset": "over-days"},
    "sciatica": {
        **CALM,
        "leg-pain-extent": "foot",
        "leg-tingling": "present",
        "worse-cough-strain": "present",
    },
    "sitting": {**CALM, "worse-sitting": "present", "sitting-hours": "8-or-more", "leg-pain-extent": "none"},
    "nothing": {},
}


EMERGENCIES = [each.id for each in BASE.conditions.values() if each.action.urgency == "emergency"]


@pytest.fixture(scope="module", params=CASES)
def assessment(request):
    """The assessment of one of these cases."""
    return assessing.assess(
        replace(case(), id=request.param, states=CASES[request.param]), KNOWLEDGE, draws=20
    )


def test_the_json_holds_what_other_programs_rely_on(assessment):
    keys = {
        "schema", "case_id", "urgency", "red_flags", "conditions", "mechanisms", "conclusive",
        "what_would_change_it", "who_to_see", "investigations", "treatment", "exercises", "avoid",
        "follow_up", "prevention", "next_questions", "provenance",
    }  # fmt: skip
    document = json.loads(json.dumps(as_document(assessment)))

    assert keys <= set(document)
    assert set(document["investigations"]) == {"do", "avoid"}
    for row in document["who_to_see"]:
        assert {"id", "name", "when", "why", "sources"} <= set(row)


def test_the_persons_page_reads_at_grade_eight_or_below(assessment):
    shown = patient_page(assessment, BASE)
    words = [shown.lead, *shown.reasons, *shown.do_now, *shown.go_at_once_if, *shown.to_do, *shown.ask_first]
    words += [*shown.not_to_do, *shown.stop_if, *shown.outlook, *(each.plain for each in shown.causes)]
    words += [text for _, text in (*shown.checks, *shown.decisions)]

    assert textstat.flesch_kincaid_grade(" ".join(words)) <= 8


def test_the_paper_is_one_page_for_each_reader(assessment):
    written = paper(assessment, BASE)

    assert written.startswith(b"%PDF")
    assert sheets(written) == 2


def sheets(pdf):
    """Count the pages: the page tree of a PDF states their number."""
    return max(int(number) for number in re.findall(rb"/Type\s*/Pages.*?/Count (\d+)", pdf, flags=re.DOTALL))


def test_the_paper_also_fits_american_sheets():
    asked = replace(case(), id="sciatica", states=CASES["sciatica"])

    assert sheets(paper(assessing.assess(asked, KNOWLEDGE, draws=20), BASE, size="us-letter")) == 2


def test_an_urgent_page_names_no_cause_and_no_exercise():
    asked = replace(case(), id="e", states=CASES["emergency"])
    shown = patient_page(assessing.assess(asked, KNOWLEDGE, draws=20), BASE)

    assert shown.level == "emergency"
    assert (shown.causes, shown.exercises, shown.to_do) == ((), (), ())
    assert any("999" in text for text in shown.do_now)


def test_what_to_do_at_once_is_said_once():
    asked = replace(case(), id="e", states=CASES["emergency"])
    shown = patient_page(assessing.assess(asked, KNOWLEDGE, draws=20), BASE)

    assert len(shown.do_now) == len(set(shown.do_now))


@pytest.mark.parametrize(
    ("told", "left"),
    [
        (["Be seen today."], []),
        (["See a clinician today. No massage.", "See a clinician today for an X-ray."],
         ["No massage.", "See a clinician today for an X-ray."]),
        (["Stop running.", "Stop running."], ["Stop running."]),
        (["Call 999, 112 or 911 now. Lie still.",
          "Call 999, 112 or 911, or go to the emergency department now. Do not eat or drink."],
         ["Call 999, 112 or 911 now.", "Lie still.", "Do not eat or drink."]),
    ],
)  # fmt: skip
def test_what_the_headline_or_a_longer_sentence_says_is_not_said_again(told, left):
    """A parent read "See a clinician today" three times, and "book a visit" twice."""
    asked = assessing.assess(replace(case(), id="d", states=CASES["same-day"]), KNOWLEDGE, draws=20)
    first = replace(asked.reasons[0], urgency=asked.urgency)
    reasons = tuple(replace(first, do_now=each) for each in told)

    assert do_now(replace(asked, reasons=reasons), KNOWLEDGE.base) == tuple(left)


def test_a_danger_that_a_sign_has_named_is_not_named_again_as_likely():
    """A leaking artery was told, and then a burst main artery as likely enough to be checked now."""
    asked = assessing.assess(replace(case(), id="e", states=CASES["emergency"]), KNOWLEDGE, draws=20)
    raised = next(each for each in asked.red_flags if each.verdict == "raised" and each.flag.conditions)
    sign = replace(asked.reasons[0], kind="red-flag", id=raised.flag.id, urgency=asked.urgency)
    cause = replace(sign, kind="threshold", id=raised.flag.conditions[0], plain="Likely enough.")
    shown = replace(asked, red_flags=(raised,), reasons=(sign, cause))
    other = replace(cause, id="proctalgia-fugax")

    assert top_reasons(shown) == (sign,)
    assert top_reasons(replace(shown, reasons=(sign, other))) == (sign,)
    assert top_reasons(replace(shown, reasons=(cause, other), red_flags=())) == (cause, other)


def test_today_only_what_a_sign_stands_for_is_not_named_again():
    asked = assessing.assess(replace(case(), id="e", states=CASES["emergency"]), KNOWLEDGE, draws=20)
    raised = next(
        each
        for each in asked.red_flags
        if each.verdict == "raised" and each.urgency is Urgency.EMERGENCY and each.flag.conditions
    )
    today = replace(raised, flag=replace(raised.flag, urgency="same-day"))
    sign = replace(asked.reasons[0], kind="red-flag", id=today.flag.id, urgency=Urgency.SAME_DAY)
    cause = replace(sign, kind="threshold", id=today.flag.conditions[0])
    other = replace(cause, id="proctalgia-fugax")
    shown = replace(asked, urgency=Urgency.SAME_DAY, red_flags=(today,), reasons=(sign, cause, other))

    assert top_reasons(shown) == (sign, other)


def test_text_fits_its_width(assessment):
    assert max(len(line) for line in plain_text(assessment, BASE).splitlines() if "://" not in line) <= WIDTH


def test_the_html_escapes_what_came_from_outside():
    asked = replace(case(), id="<script>alert(1)</script>", states=CASES["sitting"])
    written = page(assessing.assess(asked, KNOWLEDGE, draws=20), BASE)

    assert "<script" not in written
    assert "&lt;script&gt;" in written
    assert not re.search(r'(src|href)="https?:', written)
    assert written.count("<svg") >= 2


def test_relevant_negatives_and_gaps_are_on_the_clinicians_page():
    asked = Case(
        id="a", sex="male", setting="emergency", age_years=50, states={"fever": "absent", "limp": "present"}
    )
    shown = clinician_page(assessing.assess(asked, KNOWLEDGE, draws=20), BASE)

    assert "Fever" in shown.negatives
    assert "Limp" in shown.positives
    assert "Shaking chills" in shown.not_asked
    assert shown.situation.startswith("50-year-old man, seen in an emergency department")


def test_evidence_is_told_as_a_factor_and_never_as_decibels(assessment):
    written = plain_text(assessment, BASE)

    assert "dB" not in written
    assert "deciban" not in written


@pytest.mark.parametrize(("decibans", "told"), [(0.0, "× 1.0"), (9.99, "× 10"), (-30.0, "÷ 1000")])
def test_factors_are_read_at_a_glance(decibans, told):
    assert factor(decibans) == told


def test_no_source_prints_what_its_page_did_not_show():
    for source in BASE.sources.values():
        assert "not shown" not in reference(source)
        assert "not shown" not in short_reference(source)
        assert reference(source).strip()


def test_a_source_without_names_is_cited_by_its_publisher():
    source = Source(
        id="x",
        title="A page",
        kind="patient-information",
        publisher="A hospital",
        official_page="https://example.org/a",
    )

    assert reference(source) == "A page. A hospital. https://example.org/a"
    assert short_reference(source) == "A hospital example.org"


def test_a_title_of_our_own_stands_in_brackets_and_what_was_read_is_no_link():
    source = Source(
        id="x",
        title="32 aneurysms",
        described=True,
        kind="cohort",
        journal="Vessels",
        year=1999,
        printed=Printed(volume="3", page="12"),
        url_seen="https://copies.example/1",
    )

    assert reference(source) == "[32 aneurysms]. Vessels. 1999;3:12."


def test_an_emergency_without_a_flag_names_the_danger_as_a_flag_would():
    """It read: this may be burst main artery in the belly. Two leave no room for the numbers to call."""
    asked = assessing.assess(replace(case(), id="e", states=CASES["emergency"]), KNOWLEDGE, draws=20)
    reasons = tuple(
        replace(asked.reasons[0], kind="threshold", id=name)
        for name in ("cauda-equina-syndrome", "ruptured-aortic-aneurysm")
    )
    told = emergency_page(replace(asked, reasons=reasons, red_flags=()), BASE)

    hazards = BASE.care.routing.hazards
    assert told.suspected == (f"This may be {hazards['cauda-equina'].suspected}.",)


@pytest.mark.parametrize("name", EMERGENCIES)
def test_an_emergency_by_a_likely_cause_says_what_to_do_and_what_is_suspected(name):
    """It named the artery, and nothing to do."""
    condition = BASE.conditions[name]
    asked = assessing.assess(replace(case(), id="e", states=CASES["emergency"]), KNOWLEDGE, draws=20)
    likely = replace(asked.reasons[0], kind="threshold", id=name, do_now=condition.action.do_now)
    by_cause = replace(asked, reasons=(likely,), red_flags=())
    told, shown = emergency_page(by_cause, BASE), patient_page(by_cause, BASE)

    assert told.do[0].startswith("Call 999, 112 or 911")
    assert " ".join(shown.do_now).startswith("Call 999, 112 or 911")
    assert "this is suspected: " in told.say
    assert condition.plain_name.partition(" (")[0].lower() in told.say.lower()


def test_an_emergency_is_never_told_without_a_deed():
    asked = assessing.assess(replace(case(), id="e", states=CASES["emergency"]), KNOWLEDGE, draws=20)
    bare = replace(asked.reasons[0], kind="threshold", id="together", do_now="")
    shown = patient_page(replace(asked, reasons=(bare,), red_flags=()), BASE)

    assert shown.do_now == ("Go to the emergency department now.",)


def test_a_sign_that_is_open_and_holds_up_an_emergency_tells_its_deed_and_its_danger():
    held = Case(
        id="h",
        sex="male",
        setting="self",
        age_years=74,
        states={"onset": "sudden", "bruising-local": "present", "duration": "days", "trauma": "none"},
    )
    asked = assessing.assess(held, KNOWLEDGE, draws=5)
    told = emergency_page(asked, BASE)

    assert told.suspected[0] == f"This may be {BASE.care.routing.hazards['aneurysm'].suspected}."
    assert any("If you had a fall or a tear just before, say so there." in each for each in told.do)


def test_what_to_say_on_the_phone_names_the_place():
    asked = replace(case(), id="e", states=CASES["emergency"], regions=("groin-left",))
    told = emergency_page(assessing.assess(asked, KNOWLEDGE, draws=20), BASE)

    assert told.say.startswith("“A woman of 46 has pain in the left groin, and ")


def test_the_paper_names_a_service_once():
    """The emergency department stood there twice, with two reasons to go."""
    asked = assessing.assess(replace(case(), id="s", states=CASES["sciatica"]), KNOWLEDGE, draws=20)
    first = asked.plan.who_to_see[0]
    twice = tuple(
        replace(first, when="if", condition=each, for_conditions=())
        for each in ("it grows", "you get a fever")
    )
    shown = patient_page(replace(asked, plan=replace(asked.plan, who_to_see=twice)), BASE)

    assert [each.why.split(". ")[0] for each in shown.visits] == ["If it grows, or if you get a fever"]


def test_what_was_not_tried_or_is_as_ever_is_no_positive_finding():
    asked = Case(
        id="a", sex="male", setting="self", age_years=50,
        states={"analgesic-response": "never-had", "getting-about": "normally", "limp": "present"},
    )  # fmt: skip
    shown = clinician_page(assessing.assess(asked, KNOWLEDGE, draws=20), BASE)

    assert shown.positives == ("Limp",)


def test_who_asked_in_a_terminal_reads_plain_words_and_an_answer_to_what_they_fear():
    asked = assessing.assess(replace(case(), id="s", states=CASES["sciatica"]), KNOWLEDGE, draws=20)
    told = person_text(asked, BASE, heard=Heard(fear="that it is cancer", hope="to walk"))

    assert "What you fear and hope" in told
    assert "It is a rare cause of it" in told
    assert "counts for" not in told
    assert "radiculopathy" not in told


def test_what_to_do_now_does_not_say_the_headline_again():
    told = [part for flag in BASE.red_flags.values() for part in flag.do_now.rstrip(".").split(". ")]
    for urgency, words in URGENCY.items():
        for part in told:
            beside = _beside(part, urgency)
            assert not beside or beside not in {words.deed, words.order}
            assert not (words.order and beside.startswith(f"{words.order} and "))


def test_the_four_parts_for_a_clinician_have_marks_that_differ():
    """In Arabic each begins with the article: all four once had the same letter."""
    for language in ("en", *languages()):
        with using(language):
            marks = [each[0] for each in _heads().values() if isinstance(each, list)]
        assert len(marks) == len(set(marks)) == 4, language
