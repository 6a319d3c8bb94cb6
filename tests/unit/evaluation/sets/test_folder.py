"""Folders of cases: what is read, what is left out, and why."""

import json
import os

import pytest

import builders
from pygalgia import assessing
from pygalgia.errors import RequestError
from pygalgia.evaluation.sets.folder import read_folder


@pytest.fixture
def engine():
    """Two causes and one finding."""
    return assessing.Knowledge(
        base=builders.base(
            findings=[builders.finding("smoke", background=builders.yes(0.2))],
            mechanisms=[],
            conditions=[builders.condition("fire", share=0.5), builders.condition("fog", share=0.5)],
        )
    )


def case(name, **answers):
    return {"schema": "pygalgia/case/1", "id": name, "answers": answers}


def row(name, condition="fire"):
    return {"id": name, "condition": condition, "urgency": "routine"}


@pytest.fixture
def folder(tmp_path):
    """Write case files and a key."""

    def write(files, key, key_name="key.jsonl"):
        for name, content in files.items():
            (tmp_path / name).write_text(
                content if isinstance(content, str) else json.dumps(content), encoding="utf-8"
            )
        if key is not None:
            (tmp_path / key_name).write_text("\n".join(map(json.dumps, key)), encoding="utf-8")
        return tmp_path

    return write


def problems(found):
    return "\n".join(map(str, found.skipped))


def test_cases_come_in_order_of_their_files(folder, engine):
    found = read_folder(
        folder({"2.json": case("b"), "1.yaml": json.dumps(case("a"))}, [row("a"), row("b")]), engine
    )

    assert [each.case.id for each in found.cases] == ["a", "b"]
    assert found.skipped == []
    assert found.notes == []


def test_other_files_are_no_cases(folder, engine):
    found = read_folder(folder({"a.json": case("a"), "README.md": "#", ".x.json": "{"}, [row("a")]), engine)

    assert len(found.cases) == 1
    assert found.skipped == []


@pytest.mark.parametrize("name", ["key.jsonl", "dev-key.jsonl"])
def test_the_key_is_found_by_its_name(folder, engine, name):
    assert len(read_folder(folder({"a.json": case("a")}, [row("a")], name), engine).cases) == 1


def test_the_key_may_lie_elsewhere(folder, engine, tmp_path_factory):
    key = tmp_path_factory.mktemp("keys") / "truth.jsonl"
    key.write_text(json.dumps(row("a")))

    assert len(read_folder(folder({"a.json": case("a")}, None), engine, key=key).cases) == 1


def test_without_a_key_nothing_is_measured(folder, engine):
    with pytest.raises(RequestError, match=r"no key.*--key FILE"):
        read_folder(folder({"a.json": case("a")}, None), engine)


def test_bad_files_are_listed_and_the_good_ones_kept(folder, engine):
    files = {
        "good.json": case("good"),
        "broken.json": '{"schema": ',
        "keyless.json": case("keyless"),
        "wrong.json": case("wrong", smoke="maybe"),
        "strange.json": case("strange"),
    }

    found = read_folder(folder(files, [row("good"), row("wrong"), row("strange", "fyre")]), engine)

    assert [each.case.id for each in found.cases] == ["good"]
    told = problems(found)
    for words in ("broken.json", "not JSON", "keyless", "smoke", "fyre", "'fire'"):
        assert words in told
    assert len(found.skipped) == 4


HARMFUL = {
    "deep.yaml": "[" * 50_000,
    "blocks.yaml": "- " * 50_000,
    "deep.json": "[" * 50_000,
    "alias.yaml": "a: &x [*x]",
    "long.yaml": "age_years: " + "9" * 5_000,
    "long.json": '{"age_years": ' + "9" * 5_000 + "}",
    "infinite.json": '{"age_years": 1e999}',
    "twice.json": '{"id": "a", "id": "b"}',
    "half.json": '{"id": "\\ud800", "schema": "pygalgia/case/1", "answers": {"smoke": "\\udfff"}}',
}


def test_a_file_made_to_end_the_run_is_listed_and_the_others_are_measured(folder, engine):
    path = folder({"good.json": case("good"), **HARMFUL}, [row("good")])
    os.mkfifo(path / "pipe.json")
    (path / "zero.yaml").symlink_to("/dev/zero")

    found = read_folder(path, engine)

    assert [each.case.id for each in found.cases] == ["good"]
    for name in (*HARMFUL, "pipe.json", "zero.yaml"):
        assert name in problems(found)
    assert problems(found).encode()


def test_a_row_of_the_key_made_to_end_the_run_is_listed_and_the_others_are_used(folder, engine):
    path = folder({"good.json": case("good")}, [row("good")])
    bad = ["[" * 50_000, '{"id": ' + "9" * 5_000 + "}", '{"id": NaN}', '{"id": "a", "id": "b"}', '{"id": 1}']
    with (path / "key.jsonl").open("a") as file:
        file.write("".join(f"\n{line}" for line in bad))

    found = read_folder(path, engine)

    assert [each.case.id for each in found.cases] == ["good"]
    for line in range(2, 7):
        assert f"key.jsonl:{line}" in problems(found)


def test_two_cases_of_one_id_are_both_left_out(folder, engine):
    files = {"1.json": case("a"), "2.json": case("a", smoke=True), "3.json": case("b")}

    found = read_folder(folder(files, [row("a"), row("b")]), engine)

    assert [each.case.id for each in found.cases] == ["b"]
    assert "1.json" in problems(found)
    assert "2.json" in problems(found)


def test_of_exact_copies_the_first_is_kept(folder, engine):
    found = read_folder(folder({"1.json": case("a"), "2.json": case("a")}, [row("a")]), engine)

    assert [each.file for each in found.cases] == ["1.json"]
    assert "2.json" in problems(found)


def test_a_row_without_a_case_is_noted_and_leaves_nothing_out(folder, engine):
    found = read_folder(folder({"a.json": case("a")}, [row("a"), row("lost")]), engine)

    assert found.skipped == []
    assert "lost" in found.notes[0]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_listed(folder, engine):
    path = folder({"a.json": case("a"), "b.json": case("b")}, [row("a"), row("b")])
    (path / "b.json").chmod(0)

    assert "permission" in problems(read_folder(path, engine))


def test_a_folder_without_a_good_case_is_refused_with_every_reason(folder, engine):
    with pytest.raises(RequestError) as refused:
        read_folder(folder({"a.json": "{", "b.json": case("b")}, [row("a")]), engine)

    assert len(refused.value.problems) == 3


@pytest.mark.parametrize("name", ["none", "file"])
def test_what_is_not_a_folder_is_refused(tmp_path, engine, name):
    (tmp_path / "file").write_text("x")

    with pytest.raises(RequestError, match="a folder of cases"):
        read_folder(tmp_path / name, engine)
