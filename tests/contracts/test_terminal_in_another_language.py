"""The terminal in another language: nothing unmarked, and what hints name can be typed."""

import contextlib
import io
import json

import pytest
from rich.console import Console

from pygalgia.cli import dialogue, typed
from pygalgia.cli.dialogue import Dialogue, Left
from pygalgia.cli.typed import Command, Misread, read
from pygalgia.domain.written_number import figure, read_quantity
from pygalgia.interview import Option, Question
from pygalgia.session import Interviewer
from pygalgia.texts import PSEUDO, using
from unmarked import unmarked

YES_OR_NO = Question(
    id="fever",
    kind="yes-no",
    text="?",
    options=(Option(id="present", text="sí"), Option(id="absent", text="no")),
)
WHERE = Question(id="pain-site", kind="regions", text="?")
#: As a translator of Spanish may choose them.
SPANISH = {
    "why": "por qué", "back": "atrás", "change": "cambiar", "stop": "parar", "help": "ayuda", "more": "más",
    "skip": "saltar", "none": "ninguno", "y": "s", "n": "n", "l": "i", "r": "d", "b": "a",
}  # fmt: skip
#: Words that stay: commands, options, files, words of the command line.
STAYS = ("/", "--", "typed")


@pytest.fixture
def spanish(monkeypatch):
    """The words that are typed, in Spanish."""
    monkeypatch.setattr(typed, "own_words", lambda: SPANISH)
    monkeypatch.setattr(dialogue, "own_words", lambda: SPANISH)


def test_commands_can_be_typed_in_the_language_and_in_english(spanish, knowledge) -> None:
    regions = knowledge.base.regions
    assert read("Atrás", YES_OR_NO, regions=regions) == Command("back")
    assert read("back", YES_OR_NO, regions=regions) == Command("back")
    assert read("saltar", YES_OR_NO, regions=regions) == "skipped"
    assert read("s", YES_OR_NO, regions=regions) == "present"
    assert read("yes", YES_OR_NO, regions=regions) == "present"


def test_sides_are_typed_by_the_letters_that_the_hint_names(spanish, knowledge) -> None:
    """In Spanish `i` is left and `d` right; English letters count as well, and no other does."""
    regions = knowledge.base.regions
    number = typed.bases(regions).index("buttock") + 1
    assert read(f"{number}i", WHERE, regions=regions) == ("buttock-left",)
    assert read(f"{number}d", WHERE, regions=regions) == ("buttock-right",)
    assert read(f"{number}a", WHERE, regions=regions) == ("buttock-left", "buttock-right")
    assert read(f"{number}l", WHERE, regions=regions) == ("buttock-left",)
    with pytest.raises(Misread, match="5i 12i"):
        read(f"{number}x", WHERE, regions=regions)


def test_arabic_digits_are_read() -> None:
    assert str(read_quantity("٣٨٫٤", ["Cel"])) == "38.4 °C"  # noqa: RUF001 - meant
    assert str(read_quantity("۱۲", ["{score}"])) == "12 out of 10"


@pytest.mark.parametrize("arabic", ["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"])
def test_what_an_arabic_keyboard_types_is_read_at_every_kind_of_question(arabic, knowledge) -> None:
    """Digits, commas and question marks of Arabic and Persian answer as the Latin ones do."""
    regions = knowledge.base.regions
    lines = (Option(id="hip", text="hip"), Option(id="back", text="back"), Option(id="leg", text="leg"))
    several = Question(id="list/places", kind="several", text="?", options=lines)
    choice = Question(id="age-group", kind="choice", text="?", options=lines)
    number = Question(id="age", kind="number", text="?", units=("a",))
    keyboard = str.maketrans("0123456789?,;", f"{arabic}؟،؛")
    typed_at = [
        (YES_OR_NO, ["1", "2", "?"]),
        (choice, ["1", "3", "?"]),
        (several, ["1, 3", "1;2?", "2?", "0", "?"]),
        (number, ["46", "?"]),
        (WHERE, ["1l 3", "5,7", "?"]),
    ]
    for question, answers in typed_at:
        for latin in answers:
            own = read(latin.translate(keyboard), question, regions=regions)
            assert own == read(latin, question, regions=regions), (question.kind, latin)


def test_an_apostrophe_of_a_telephone_is_read_as_one(knowledge) -> None:
    assert read("don’t know", YES_OR_NO, regions=knowledge.base.regions) == "unknown"


def test_a_number_is_shown_with_the_mark_of_the_language_and_read_back() -> None:
    with using("de"):
        assert figure(38.45) == "38,45"
        assert read_quantity(figure(38.45), ["Cel"]).value == 38.45


def without_what_was_typed(text: str) -> list[str]:
    return [each for each in unmarked(text) if not any(mark in each for mark in STAYS)]


def test_nothing_that_a_dialogue_prints_is_unmarked(knowledge) -> None:
    """Commands, what does not fit, a number with its unit, a list, regions, and an end by choice."""
    strange = Interviewer(knowledge.in_language(PSEUDO))
    lines = iter(
        ["help", "why", "1", "skip", "44", "nonsense", "1", "why", "skip", "skip", "5l", "change", "",
         "nonsense", "", "?", "", "", "skip", "stop", "", ""]
    )  # fmt: skip
    console = Console(width=300, record=True, file=io.StringIO())

    def ask(_prompt):
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    with using(PSEUDO):
        talk = Dialogue(interviewer=strange, keep=lambda _kept: None, console=console, ask=ask)
        with contextlib.suppress(Left):
            talk.run(strange.begin())
    said = console.export_text()
    assert len(said) > 2000
    assert without_what_was_typed(said) == []


@pytest.fixture
def case(tmp_path):
    """A case file."""
    path = tmp_path / "case.json"
    answers = {"pain-site": ["buttock-left"], "worse-sitting": True, "fever": False}
    row = {"schema": "pygalgia/case/1", "id": "1", "age_years": 34, "sex": "female", "answers": answers}
    path.write_text(json.dumps(row), encoding="utf-8")
    return path


def test_nothing_of_a_diary_is_unmarked(run, case, tmp_path) -> None:
    folder = ("--folder", tmp_path / "diaries")
    speak = ("--lang", PSEUDO)
    printed = [
        run(*speak, "diary", "show", case, *folder),
        run(*speak, "diary", "add", case, *folder, "--worst", 7, "--at", "2026-03-02T18:00+00:00"),
        run(
            *speak,
            "diary",
            "add",
            case,
            *folder,
            "--worst",
            8.5,
            "--function",
            "12=6",
            "--sleep",
            "lost",
            "--done",
            "some",
            "--at",
            "2026-03-05T18:00+00:00",
        ),
        run(*speak, "diary", "add", case, *folder, "--sign", "saddle-numbness"),
        run(*speak, "diary", "show", case, *folder),
        run(*speak, "diary", "plan", case, *folder, "--start", "2026-03-02"),
    ]
    assert [left for _code, said, _complained in printed for left in without_what_was_typed(said)] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("assess", "nosuch.yaml"),
        ("assess",),
        ("diary", "add", "CASE"),
        ("diary", "add", "CASE", "--worst", 70),
        ("diary", "add", "CASE", "--worst", 7, "--at", "12"),
        ("diary", "plan", "CASE", "--start", "12"),
        ("interview",),
    ],
    ids=lambda arguments: " ".join(map(str, arguments)),
)
def test_no_word_of_a_refusal_is_unmarked(run, case, tmp_path, arguments) -> None:
    given = [case if each == "CASE" else each for each in arguments]
    code, _said, complained = run("--lang", PSEUDO, *given)
    # Names of files and options are the same in every language.
    told = " ".join(each for each in complained.split() if not any(m in each for m in ("--", "/", ".yaml")))
    names = ("pygalgia", "assess", "interview", "noninteractive", "FILE", "json")
    left = [each for each in unmarked(told) for each in each.split() if each.strip("[]:`.~") not in names]
    assert code == 2
    assert [each for each in left if unmarked(each)] == []


def test_a_language_of_the_environment_is_spoken_in_the_plain_forms_too(run, case, monkeypatch) -> None:
    """A short way to assess once passed over it and spoke English."""
    monkeypatch.setenv("PYGALGIA_LANG", PSEUDO)
    code, said, _complained = run("assess", case, "--format", "text")
    assert code == 0
    assert unmarked(said) == []
    monkeypatch.setenv("PYGALGIA_LANG", "tlh")
    code, _said, complained = run("assess", case)
    assert code == 2
    assert "--lang" in complained
