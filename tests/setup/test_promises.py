"""What the README, the container file and continuous integration say about setting up is what is there."""

import re
import shlex
import tomllib

import pytest


def _block(text, heading):
    return re.search(rf"^## {heading}\n.*?```sh\n(.*?)```", text, re.DOTALL | re.MULTILINE)[1]


def test_continuous_integration_runs_the_two_commands_of_the_readme(project):
    readme = (project / "README.md").read_text(encoding="utf-8")
    shown = [row.split("#")[0].strip() for row in _block(readme, "Two commands").splitlines()]
    script = (project / ".ci" / "run").read_text(encoding="utf-8")
    run = shlex.split(re.search(r"^readonly COMMANDS=\((.*)\)$", script, re.MULTILINE)[1])
    assert shown == run


@pytest.fixture(scope="module")
def containerfile(project):
    text = (project / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    return [row.split(maxsplit=1) for row in text.splitlines() if row and not row.startswith("#")]


def test_the_container_copies_only_what_is_there_and_is_let_in(project, containerfile):
    allowed = {
        row.removeprefix("!") for row in (project / ".dockerignore").read_text().splitlines() if row[0] == "!"
    }
    copied = {
        name
        for word, rest in containerfile
        if word == "COPY" and not rest.startswith("--from")
        for name in rest.split()[:-1]
    }
    assert copied == allowed
    assert all((project / name).exists() for name in copied)


def test_the_container_is_built_in_two_stages_and_runs_as_nobody_in_particular(containerfile):
    words = [word for word, _ in containerfile]
    assert words.count("FROM") == 2
    assert "HEALTHCHECK" in words
    user = dict(containerfile)["USER"].split(":")
    assert all(number.isdigit() and int(number) > 0 for number in user)


def test_every_extra_names_libraries_that_a_message_knows(project):
    """A library that an extra brings and EXTRA_OF lacks would end in a traceback."""
    from pygalgia.extras import EXTRA_OF

    described = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    imported = {
        "argon2-cffi": "argon2",
        "python-multipart": "python_multipart",
        "pyjwt": "jwt",
        "prometheus-client": "prometheus_client",
        "z3-solver": "z3",
    }
    for extra, asked in described["optional-dependencies"].items():
        for each in asked:
            name = re.match(r"[\w.-]+", each)[0]
            assert imported.get(name, name) in EXTRA_OF, f"{name} of the extra {extra}"
    assert set(EXTRA_OF.values()) <= set(described["optional-dependencies"])
