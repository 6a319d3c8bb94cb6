"""Every sentence that code makes for a person is a message; and another language judges nobody otherwise.

The pseudo-language shows what was not marked: the vowels of every message have accents there.
"""

import io
import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from rich.console import Console

import pygalgia
from pygalgia.care.day import WorkingDay
from pygalgia.domain.another_person import notice
from pygalgia.domain.case import Case
from pygalgia.interview import Ask, given_by
from pygalgia.report import about_another, print_assessment
from pygalgia.report.about_another import in_words_for
from pygalgia.report.calendar_file import Weeks, calendar_file
from pygalgia.report.clinician_summary import clinician_summary
from pygalgia.report.country import in_country
from pygalgia.report.heard import Heard
from pygalgia.report.page import page
from pygalgia.report.paper import _data
from pygalgia.report.plain_text import person_text, plain_text
from pygalgia.session.words import answer_in_words
from pygalgia.texts import ENGLISH, PSEUDO, _, english, languages, using
from said_alike import said_alike
from unmarked import unmarked

CASES = sorted(Path("cases/dev").glob("*.yaml"))
PLAYED = sorted(Path("cases/people/played").glob("*.jsonl"))
#: What of the paper is no text: drawings, ids and sources, which are cited as they were read.
NO_TEXT = frozenset({"pictures", "id", "name", "level", "paper", "language", "direction"})
SOURCES = frozenset({"sources", "short_sources"})


@pytest.fixture(scope="module")
def strange(knowledge):
    """The knowledge in the pseudo-language."""
    return knowledge.in_language(PSEUDO)


def assessed(path, strange):
    return pygalgia.assess(pygalgia.read_case(path, strange), strange, draws=20)


def terminal(assessment, base) -> str:
    written = io.StringIO()
    console = Console(file=written, width=400, no_color=True)
    print_assessment(assessment, base, console, everything=True)
    return written.getvalue()


def hypertext(assessment, base) -> str:
    whole = page(assessment, base)
    whole = re.sub(r"<style>.*?</style>|<svg.*?</svg>|<ol class=.sources.*?</ol>", "", whole, flags=re.DOTALL)
    labels = re.findall(r'aria-label="([^"]*)"', whole)
    return "\n".join([*labels, re.sub(r"<[^>]+>", "\n", whole)])


def words_of(thing):
    """Yield every text of the paper's data."""
    if isinstance(thing, str):
        yield thing
    for key, inner in thing.items() if isinstance(thing, dict) else ():
        # The names of exercises and causes are texts, the name of the case is its id.
        if key not in NO_TEXT | SOURCES or (key == "name" and {"steps", "interval"} & thing.keys()):
            yield from words_of(inner)
    for inner in thing if isinstance(thing, list | tuple) else ():
        yield from words_of(inner)


@pytest.mark.parametrize("path", CASES[::7], ids=lambda path: path.stem)
def test_no_sentence_of_a_result_is_unmarked(strange, path) -> None:
    """As text for both readers, for another, in a country; as HTML, in the terminal, for the record."""
    base = strange.base
    with using(PSEUDO):
        result = assessed(path, strange)
        local = in_country(result, next(iter(base.countries.values())))
        drawn = {
            "both": plain_text(result, base),
            "another": person_text(result, base, audience="someone-else", heard=Heard(hope="15 km")),
            "in a country": person_text(local, base),
            "terminal": terminal(result, base),
            "html": hypertext(result, base),
            # Its last line but one names sources.
            "record": "\n".join(clinician_summary(result, base).splitlines()[:-2]),
        }
    assert {name: left for name, text in drawn.items() if (left := unmarked(text))} == {}


@pytest.mark.parametrize("path", CASES[3::14], ids=lambda path: path.stem)
def test_no_sentence_of_paper_and_calendar_is_unmarked(strange, path) -> None:
    with using(PSEUDO):
        result = assessed(path, strange)
        data = _data(result, strange.base, size="a4", heard=Heard(hope="15 km"), audience="someone-else")
        weeks = Weeks(
            case_id="x",
            starts=date(2026, 1, 1),
            zone=ZoneInfo("UTC"),
            working=WorkingDay(),
            made_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        written = calendar_file(result.plan, weeks).decode().replace("\r\n ", "").splitlines()
    said = [each for each in written if each.startswith(("SUMMARY", "DESCRIPTION", "X-WR-CALNAME"))]
    texts = [each.partition(":")[2].replace("\\n", "\n") for each in said]
    assert [left for text in (*words_of(data), *texts) for left in unmarked(text)] == []


def test_a_calendar_names_the_language_of_its_texts(strange) -> None:
    """RFC 5545, 3.2.10; an English file names none, as before."""
    path = Path("cases/dev/s058.yaml")
    with using(PSEUDO):
        result = assessed(path, strange)
        weeks = Weeks(
            case_id="x",
            starts=date(2026, 1, 1),
            zone=ZoneInfo("UTC"),
            working=WorkingDay(),
            made_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        strange_file = calendar_file(result.plan, weeks).decode()
    assert "SUMMARY;LANGUAGE=en-XA:" in strange_file
    assert "LANGUAGE" not in calendar_file(result.plan, weeks).decode()


def test_an_unmarked_word_is_found() -> None:
    """What the tests of this file rest on."""
    with using(PSEUDO):
        said = _("Call %(number)s for help.", number="112 and wait")
    assert unmarked(f"[1] Doe J. A title.\n\n{said}") == [said]
    assert unmarked(f"{said.replace(' and wait', '')}\nfor 12 mg") == ["for 12 mg"]


def shown(question):
    yield from (question.text, question.help, question.why, question.caution, *question.steps)
    for option in question.lines:
        yield from (option.text, option.heading)


@pytest.mark.parametrize("path", CASES[1::17], ids=lambda path: path.stem)
def test_no_sentence_of_an_interview_is_unmarked(strange, path) -> None:
    """Questions, why they are asked, what was answered, why it stops, and what would change the advice."""
    interviewer, base = pygalgia.Interviewer(strange), strange.base
    with using(PSEUDO):
        case = pygalgia.read_case(path, strange)
        texts, so_far = [], interviewer.begin()
        while isinstance(step := interviewer.next_step(so_far), Ask):
            texts += [*shown(step.question), interviewer.why(so_far, step.question).text]
            given = given_by(case, step.question, times=base.interview.times)
            so_far = interviewer.answer(so_far, step.question.id, given)
        texts += [step.reason, *step.do_now, *step.still_open]
        texts += [answer_in_words(each, base) for each in so_far.steps]
        for change in interviewer.assess(so_far).changes:
            texts += [change.text, change.plain]
    assert [left for text in texts for left in unmarked(text)] == []


def rows(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def in_ids(assessment, alike):
    """Return everything that an assessment decides, without a word of it."""
    plan = assessment.plan

    def source(text):
        return alike.get(english(text), english(text))

    return {
        "urgency": assessment.urgency,
        "reasons": [(each.kind, each.id, each.urgency) for each in assessment.reasons],
        "flags": [(each.flag.id, each.verdict, each.floor) for each in assessment.red_flags],
        "causes": [(each.id, each.probability, each.interval) for each in assessment.conditions],
        "changes": [(each.finding, each.state, each.urgency, each.leading) for each in assessment.changes],
        "next": [each.finding for each in assessment.next_questions],
        "see": [(each.service, each.when, each.for_conditions) for each in plan.who_to_see],
        "tests": [(each.when, source(each.text)) for each in plan.investigations],
        "no tests": [source(each.text) for each in plan.avoid_investigations],
        "care": [(each.kind, each.strength, each.blocked_by, source(each.text)) for each in plan.treatment],
        "exercises": [(each.exercise, each.start_with, each.blocked_by) for each in plan.exercises],
        "breaks": [(each.routine, each.start_with) for each in plan.micro_breaks],
        "avoid": [source(each.text) for each in plan.avoid],
        "look again": [each.day for each in plan.follow_up.checks],
        "decide": [each.outcome for each in plan.follow_up.decisions],
        "at once": len(plan.follow_up.go_at_once_if),
    }


#: Every interview that somebody played, in each language that there is.
REPLAYED = [
    (language, path)
    for language in (PSEUDO, *(each for each in languages() if each != ENGLISH))
    for path in PLAYED
]


@pytest.mark.parametrize(
    ("language", "path"), REPLAYED, ids=lambda each: each if isinstance(each, str) else each.stem
)
def test_the_same_answers_give_the_same_assessment(knowledge, language, path) -> None:
    """What somebody played, given anew in another language: the same to the last id."""
    strange, alike = knowledge.in_language(language), said_alike(language)
    here, there = pygalgia.Interviewer(knowledge), pygalgia.Interviewer(strange)
    for row in rows(path):
        so_far, told = here.begin(id_=row["id"]), there.begin(id_=row["id"])
        for step in row["steps"]:
            try:
                so_far = here.answer(so_far, step["question"], given(step["given"]))
            except pygalgia.CaseError:
                continue
            with using(language):
                told = there.answer(told, step["question"], given(step["given"]))
        assert len(so_far.steps) > len(row["steps"]) / 2
        step, result = (
            here.next_step(so_far),
            in_ids(pygalgia.assess(here.case(so_far), knowledge, draws=5), alike),
        )
        with using(language):
            strange_step = there.next_step(told)
            strange_result = in_ids(pygalgia.assess(there.case(told), strange, draws=5), alike)
        assert strange_result == result, row["id"]
        assert type(strange_step) is type(step), row["id"]
        assert getattr(strange_step, "kind", "") == getattr(step, "kind", ""), row["id"]


def given(answer):
    """Return an answer as an interview takes it: a list of regions is a tuple."""
    return tuple(answer) if isinstance(answer, list) else answer


def test_somebody_else_is_told_once_whom_you_means(knowledge, strange) -> None:
    """English turns "you" round; another language says above what speaks to the person whom it means."""
    for known, language in ((knowledge, "en"), (strange, PSEUDO)):
        interviewer = pygalgia.Interviewer(known)
        with using(language):
            so_far = interviewer.answer(interviewer.begin(), "for-whom", "someone-else")
            while (step := interviewer.next_step(so_far)).question.id in known.base.interview.persons:
                so_far = interviewer.answer(so_far, step.question.id, "unknown")
            told = notice()
            result = person_text(interviewer.assess(so_far), known.base, audience="someone-else")
        assert bool(told) is (language != "en")
        assert " ".join(told.split()) in " ".join(result.split())


@pytest.mark.parametrize(
    ("age", "audience", "english_says", "strange_says"),
    [
        (
            82,
            "someone-else",
            '"A woman of 82 has pain in the left buttock.',
            '"[[[Á wómán óf 82',
        ),
        (9, "self", '"I am 9 and have pain in the left buttock.', '"[[Í ám 9 ánd hávé páín ín ['),
        (9, "someone-else", '"My child of 9 has pain in the left buttock.', '"[[My chíld óf 9 hás páín ín ['),
        (46, "self", '"I have pain in the left buttock.', '"[[Í hávé páín ín ['),
    ],
)
def test_who_rings_has_a_whole_sentence_to_say(
    knowledge, strange, tmp_path, age, audience, english_says, strange_says
) -> None:
    answers = {"pain-site": ["buttock-left"], "saddle-numbness": True}
    row = {"schema": "pygalgia/case/1", "id": "1", "sex": "female", "age_years": age, "answers": answers}
    path = tmp_path / "case.json"
    path.write_text(json.dumps(row), encoding="utf-8")
    for known, language, said in ((knowledge, "en", english_says), (strange, PSEUDO, strange_says)):
        with using(language):
            assessment = in_words_for(assessed(path, known), audience)
        assert said in assessment.plan.preparation.say


def test_a_place_at_the_end_of_a_sentence_is_taken_whole(monkeypatch) -> None:
    """A message that ends with its place once kept the first letter of it alone."""
    spanish = {
        "I have pain in %(where)s": "Tengo dolor: %(where)s",
        "%(who)s has pain in %(where)s": "Dolor (%(where)s) en %(who)s",
    }
    monkeypatch.setattr(about_another, "_", lambda message, **_values: spanish.get(message, message))
    monkeypatch.setattr(about_another, "who_is_ill", lambda _case: "una mujer de 82 años")
    said = about_another._said_by(
        "Diga: «Tengo dolor: nalga izquierda. Me dijeron que viniera.»",
        Case(id="1", sex="female", setting="self", age_years=82),
        audience="someone-else",
        is_child=False,
    )
    assert said == "Diga: «Dolor (nalga izquierda) en una mujer de 82 años. Me dijeron que viniera.»"
