"""What the documents name is there: files, links, commands with their options, and what can be made."""

import re
from pathlib import Path

import pytest
import typer

from pygalgia.cli.app import app

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("", "docs", "docs/decisions", "benchmarks", "cases/*", "cases/*/*")
    for path in ROOT.glob(f"{folder}/*.md".lstrip("/"))
)
#: A file or folder of the repository, perhaps with `<id>` or `*` in it.
PATH = re.compile(r"(?<![\w/.-])((?:src|tests|docs|locks|benchmarks|cases|scripts|\.ci)/[\w./<>*-]*[\w>/])")
#: What a command makes: the folder of a language is there once somebody translates into it.
MADE_BY_A_COMMAND = ("src/pygalgia/texts/data/",)
LINK = re.compile(r"\]\(([^)#\s:]+)(?:#[\w-]*)?\)")
#: A command line: in backticks, indented as code, or a line of a fenced block.
COMMAND = re.compile(r"(?:`|^ {4}(?:\S+ \| )?)pygalgia ([^`\n#|>]+)", re.MULTILINE)
FENCED = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
MADE = re.compile(r"(?:`|^ {4}|^)make ([a-z-]+)", re.MULTILINE)


def text_of(document):
    return (ROOT / document).read_text(encoding="utf-8")


def test_there_are_documents():
    assert {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/architecture.md"} <= set(DOCUMENTS)
    assert len(DOCUMENTS) > 30


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_that_a_document_names_exists(document):
    paths = [path for path in PATH.findall(text_of(document)) if not path.startswith(MADE_BY_A_COMMAND)]
    named = {re.sub(r"<\w+>", "*", path.rstrip("/")) for path in paths}

    assert [path for path in sorted(named) if not any(ROOT.glob(path))] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_of_a_document_leads_to_a_file(document):
    here = (ROOT / document).parent

    assert [link for link in LINK.findall(text_of(document)) if not (here / link).exists()] == []


def commands_in(text):
    """Return the command lines of a document, each without the name of the program."""
    fenced = "".join(f"    {line}\n" for block in FENCED.findall(text) for line in block.splitlines())
    return [each.strip() for each in COMMAND.findall(text + fenced)]


def unknown_in(written):
    """Return the words of a command line, after `pygalgia`, that are no command and no option of it."""
    command, words = typer.main.get_command(app), written.split()
    while words and hasattr(command, "commands") and not words[0].startswith("-"):
        if words[0] not in command.commands:
            return [words[0]]
        command = command.commands[words.pop(0)]
    known = {name for each in command.params for name in (*each.opts, *each.secondary_opts)} | {"--help"}
    options = [
        word.strip("[]().,;:").partition("=")[0] for word in words if word.lstrip("[").startswith("--")
    ]
    return [option for option in options if option not in known]


def test_a_command_or_an_option_that_is_not_there_is_noticed():
    assert unknown_in("assess case.yaml --format json") == []
    assert unknown_in("knowledge sheet ID [--against OLD]") == []
    assert unknown_in("knowledge shee ID") == ["shee"]
    assert unknown_in("asses case.yaml") == ["asses"]
    assert unknown_in("assess case.yaml --fromat json") == ["--fromat"]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_that_a_document_names_is_there_with_its_options(document):
    written = commands_in(text_of(document))

    assert {each: unknown_in(each) for each in written if unknown_in(each)} == {}


def test_commands_are_found_wherever_they_are_written():
    text = "`pygalgia serve`\n\n    pygalgia db  # why\n\n```sh\npygalgia read\n```\npygalgia informs.\n"
    assert commands_in(text) == ["serve", "db", "read"]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_everything_that_a_document_makes_can_be_made(document):
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))

    assert set(MADE.findall(text_of(document))) - targets == set()
