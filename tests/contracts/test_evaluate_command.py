"""What `pygalgia evaluate` and `simulate` promise: files, forms, exit codes, the good cases measured."""

import csv
import json
import re
import shutil
from html.parser import HTMLParser

import pyarrow.parquet as pq
import pytest

from pygalgia.evaluation.report.published import published
from pygalgia.evaluation.report.writing import as_text

PROMISED = {
    "n",
    "top1",
    "top3",
    "top5",
    "mrr",
    "ndcg",
    "differential_f1",
    "coverage",
    "urgency_exact",
    "under_triage",
    "over_triage",
    "emergency_sensitivity",
    "self_care_recognised",
    "safety_of_advice",
    "inclination_to_over_triage",
    "capability_urgency",
    "capability_top1",
    "brier",
    "ece",
    "prior_only_top1",
    "naive_bayes_ece",
    "red_flags_alone_urgency_exact",
    "top1_without_public_benchmark",
    "reassurance_lowered_urgency",
    "drop_one_top3_moved",
    "simulated_drawn_ece",
}


def case(name, **answers):
    return {
        "schema": "pygalgia/case/1",
        "id": name,
        "age_years": 46,
        "sex": "female",
        "setting": "primary-care",
        "answers": {key.replace("_", "-"): value for key, value in answers.items()},
    }


CASES = {
    "numb": case(
        "numb", pain_site=["low-back", "buttock-left"], saddle_numbness=True, onset="sudden", fever=False
    ),
    "ache": case("ache", pain_site=["low-back"], onset="gradual", fever=False, saddle_numbness=False),
    "leg": case("leg", pain_site=["buttock-left", "calf-left"], leg_worse_than_back=True, fever=False),
}
KEY = [
    {"id": "numb", "condition_id": "cauda-equina-syndrome", "urgency": "emergency", "public_benchmark": True},
    {"id": "ache", "condition_id": "nonspecific-low-back-pain", "urgency": "self-care",
     "urgency_acceptable": ["routine"], "acceptable": ["discogenic-pain"], "public_benchmark": False},
    {"id": "leg", "condition_id": "lumbar-radiculopathy", "urgency": "routine", "public_benchmark": False},
]  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    """A folder of three good cases."""
    path = tmp_path / "cases"
    path.mkdir()
    for name, content in CASES.items():
        (path / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    (path / "key.jsonl").write_text("\n".join(map(json.dumps, KEY)), encoding="utf-8")
    return path


def metrics_of(report):
    return json.loads((report / "metrics.json").read_text(encoding="utf-8"))


class _Links(HTMLParser):
    """Collects what a page would fetch."""

    def __init__(self):
        super().__init__()
        self.fetched = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in ("script", "link", "img", "iframe") or (
            tag == "use" and not given.get("href", "#").startswith("#")
        ):
            self.fetched.append((tag, given.get("src") or given.get("href")))


def test_a_whole_evaluation_writes_what_is_promised(run, folder, tmp_path):
    report = tmp_path / "report"

    code, out, err = run("evaluate", folder, "--report", report, "--simulated", "200")

    assert (code, err) == (0, "")
    assert "3 cases of cases" in out
    assert "No real patients yet" in out
    metrics = metrics_of(report)
    assert set(metrics) >= PROMISED
    assert all(set(each) == {"value", "low", "high", "n"} for each in metrics.values())
    assert all(
        each["low"] <= each["value"] <= each["high"] for each in metrics.values() if each["value"] is not None
    )
    assert metrics["n"]["value"] == 3
    assert metrics["n_without_public_benchmark"]["value"] == 2
    assert metrics["reassurance_lowered_urgency"]["value"] == 0
    with (report / "cases.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert set(rows) == set(CASES)
    assert rows["numb"]["urgency_given"] == "emergency"
    assert rows["ache"]["acceptable"] == "discogenic-pain"


def test_the_report_leads_with_its_limits_and_fetches_nothing(run, folder, tmp_path):
    run("evaluate", folder, "--report", tmp_path, "--simulated", "200")

    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    links = _Links()
    links.feed(page)
    assert links.fetched == []
    assert "@import" not in page
    assert not re.search(r"url\((?!#)", page)
    assert page.index("No real patients yet") < page.index("Right cause first")
    assert all(study.doi in page for study in published())


def test_what_a_case_or_key_says_stays_text_in_the_report(run, folder, tmp_path):
    name = "<script>alert(1)</script>"
    (folder / "odd.json").write_text(json.dumps(case(name, fever=False)))
    with (folder / "key.jsonl").open("a") as file:
        file.write("\n" + json.dumps(KEY[2] | {"id": name, "group": "<b>x</b>"}))

    run("evaluate", folder, "--report", tmp_path, "--quick")

    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "<script>" not in page
    assert "<b>x</b>" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t=", " ="])
def test_what_a_case_says_is_no_formula_in_the_table(begin):
    assert as_text(f"{begin}1+1") == f"'{begin}1+1"


@pytest.mark.parametrize("cell", ["", "a=b", "1-2", -1, -0.5, None])
def test_other_cells_of_the_table_stay_as_they_are(cell):
    assert as_text(cell) == cell


def test_a_case_that_is_named_like_a_formula_is_text_in_the_table(run, folder, tmp_path):
    name = '=HYPERLINK("http://a")'
    (folder / "odd.json").write_text(json.dumps(case(name, fever=False)))
    with (folder / "key.jsonl").open("a") as file:
        file.write("\n" + json.dumps(KEY[2] | {"id": name}))

    run("evaluate", folder, "--report", tmp_path, "--quick")

    with (tmp_path / "cases.csv").open(encoding="utf-8", newline="") as file:
        names = [row["id"] for row in csv.DictReader(file)]
    assert "'" + name in names


def test_the_same_run_gives_the_same_files(run, folder, tmp_path):
    for name in ("a", "b"):
        run("evaluate", folder, "--report", tmp_path / name, "--simulated", "100")

    for file in ("metrics.json", "cases.csv", "run.json", "index.html"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes(), file


def test_what_cannot_be_used_is_listed_and_the_rest_measured(run, folder, tmp_path):
    (folder / "broken.yaml").write_text("schema: [")
    (folder / "keyless.json").write_text(json.dumps(case("keyless")))
    (folder / "copy.json").write_text(json.dumps(CASES["leg"]))
    (folder / "odd.json").write_text(json.dumps(case("odd")))
    with (folder / "key.jsonl").open("a") as file:
        file.write("\n" + json.dumps(KEY[0] | {"id": "odd", "condition_id": "sciatica"}))

    code, out, err = run("evaluate", folder, "--report", tmp_path, "--quick")

    assert code == 2
    assert "3 cases of cases" in out
    assert "Left out, 4" in err
    for words in ("broken.yaml", "keyless", "leg.json", "sciatica"):
        assert words in err
    assert "Traceback" not in err
    assert metrics_of(tmp_path)["n"]["value"] == 3
    assert len(json.loads((tmp_path / "run.json").read_text())["skipped"]) == 4


def test_a_set_of_accounts_stands_beside_its_readers_and_players(run, folder, tmp_path):
    accounts = [{"id": name, "setting": "self", "presentation": "It hurts <here>."} for name in CASES]
    readings = [{"id": "numb", "causes": ["cauda-equina-syndrome"], "urgency": "emergency", "why": "numb"}]
    played = [{"id": "numb", "answers": {"saddle-numbness": True}, "could_not_say": ["since when"]}]
    for name, rows in (("accounts", accounts), ("readings/expert", readings), ("played/reader", played)):
        path = folder / f"{name}.jsonl"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(map(json.dumps, rows)))
    (folder / "readings" / "README.md").write_text("Read by <one> person.")

    code, out, err = run("evaluate", folder, "--report", tmp_path, "--quick", "--interview")

    assert (code, err) == (0, "")
    assert "expert" in out
    assert "1 interviews played by reader" in out
    metrics = metrics_of(tmp_path)
    assert metrics["reading_expert_n"]["value"] == 1
    assert metrics["reading_expert_urgency_exact"]["value"] == 1
    assert metrics["beside_expert_urgency_exact"]["value"] == 1
    document = json.loads((tmp_path / "played.json").read_text())
    assert document["interviews"][0]["as_played"]["urgency"] == "emergency"
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "Read by &lt;one&gt; person." in page
    assert "It hurts &lt;here&gt;." in page
    with (tmp_path / "cases.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert rows["numb"]["reading_expert_causes"] == "cauda-equina-syndrome"
    assert (rows["leg"]["reading_expert_causes"], rows["leg"]["fits_best_rank"] != "") == ("", True)


def test_a_mix_is_stated_and_moves_the_probabilities(run, folder, tmp_path):
    for mix in ("consulting", "alike"):
        run("evaluate", folder, "--report", tmp_path / mix, "--quick", "--mix", mix)

    assert json.loads((tmp_path / "alike" / "run.json").read_text())["case_mix"] == "alike"
    assert metrics_of(tmp_path / "alike")["brier"] != metrics_of(tmp_path / "consulting")["brier"]
    assert metrics_of(tmp_path / "alike")["fits_best_top1"]["n"] == 3


def test_constants_are_chosen_without_the_set_they_are_measured_on(run, folder, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(folder, other)

    code, out, _ = run("evaluate", folder, "--report", tmp_path, "--quick", "--leave-one-out", other)

    assert code == 0
    assert "measured on the one left out" in out
    written = json.loads((tmp_path / "leave_one_out.json").read_text())
    assert [row["set"] for row in written["measures"]["top3"]["left_out"]] == ["cases", "other"]


def test_without_a_good_case_there_is_no_report(run, folder, tmp_path):
    (folder / "key.jsonl").write_text("")
    report = tmp_path / "report"

    code, _, err = run("evaluate", folder, "--report", report)

    assert code == 2
    assert "no case that can be measured" in err
    assert not report.exists()


def test_a_folder_that_cannot_be_written_is_said(run, folder, tmp_path):
    (tmp_path / "file").write_text("x")

    code, _, err = run("evaluate", folder, "--report", tmp_path / "file" / "x", "--quick")

    assert code == 2
    assert "--report" in err
    assert "Traceback" not in err


def test_a_cohort_is_a_table_of_patients_that_says_it_is_simulated(run, tmp_path, knowledge):
    path = tmp_path / "cohort.parquet"

    code, out, err = run("simulate", "500", "--out", path, "--seed", "3")

    assert (code, err) == (0, "")
    assert "500 simulated patients" in out
    table = pq.read_table(path)
    assert table.num_rows == 500
    assert b"no real person" in table.schema.metadata[b"simulated"]
    assert set(table["condition"].to_pylist()) <= set(knowledge.base.conditions)
    assert table["saddle-numbness"].null_count > 0
    for name in ("fever", "onset"):
        assert set(table[name].to_pylist()) <= {None, *knowledge.base.findings[name].states}
    assert [entry.name for entry in tmp_path.iterdir()] == ["cohort.parquet"]


def test_the_same_seed_gives_the_same_cohort(run, tmp_path):
    for name in ("a", "b"):
        run("simulate", "300", "--out", tmp_path / name, "--seed", "3")
    run("simulate", "300", "--out", tmp_path / "c", "--seed", "4")

    assert pq.read_table(tmp_path / "a").equals(pq.read_table(tmp_path / "b"))
    assert not pq.read_table(tmp_path / "a").equals(pq.read_table(tmp_path / "c"))


def test_a_cohort_that_cannot_be_written_is_said(run, tmp_path):
    (tmp_path / "file").write_text("x")

    code, _, err = run("simulate", "10", "--out", tmp_path / "file" / "cohort.parquet")

    assert code == 2
    assert "--out" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("number", ["0", "-5", "many"])
def test_a_cohort_needs_somebody_in_it(run, tmp_path, number):
    code, _, err = run("simulate", "--out", tmp_path / "x", "--", number)

    assert code == 2
    assert "Traceback" not in err
