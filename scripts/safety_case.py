"""Write docs/safety-case.md from the hazard log and the argument in docs/safety.

    python scripts/safety_case.py            write it
    python scripts/safety_case.py --check    fail if it is not what it would be

The log is read strictly: unknown keys, words that are not on the lists, tests that do not exist and dangers
without an entry are all named at once.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pygalgia.reading import read_yaml

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "safety"
PAGE = ROOT / "docs" / "safety-case.md"
FLAGS = ROOT / "src" / "pygalgia" / "knowledge" / "data" / "red_flags"

Severity = Literal["minor", "significant", "considerable", "major", "catastrophic"]
Likelihood = Literal["very-low", "low", "medium", "high", "very-high"]
SEVERITIES: tuple[Severity, ...] = ("minor", "significant", "considerable", "major", "catastrophic")
#: Likelihood to the risk, 1 to 5, at each severity in order.
RISKS: dict[Likelihood, tuple[int, ...]] = {
    "very-high": (3, 4, 4, 5, 5),
    "high": (2, 3, 3, 4, 5),
    "medium": (2, 2, 3, 3, 4),
    "low": (1, 2, 2, 3, 4),
    "very-low": (1, 1, 2, 2, 3),
}
#: A risk above this is not accepted without more controls.
ACCEPTED = 3
Text = Annotated[str, Field(min_length=10)]
Some = Annotated[list[str], Field(min_length=1)]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Control(_Row):
    """What stands against a hazard, and the tests that show it."""

    control: Text
    tests: Some


class Hazard(_Row):
    """One line of the log.

    Attributes:
        red_flags: The danger of the red flags that it speaks of; None for a hazard of use or of the program.
        before: How likely the effect is without the controls.
        after: How likely it is with them.
        owner: The role that answers for it.
    """

    id: Annotated[str, Field(pattern=r"^(clinical|use|technical)-[a-z-]+$")]
    red_flags: str | None = None
    hazard: Text
    cause: Text
    effect: Annotated[str, Field(min_length=5)]
    severity: Severity
    before: Likelihood
    after: Likelihood
    controls: Annotated[list[Control], Field(min_length=1)]
    residual: Text
    owner: Literal["clinical-safety", "engineering", "data-protection"]

    def risk(self, likelihood: Likelihood) -> int:
        """Return the risk, 1 to 5, at a likelihood."""
        return RISKS[likelihood][SEVERITIES.index(self.severity)]


class Log(_Row):
    """A file of the hazard log."""

    hazards: list[Hazard]


class Claim(_Row):
    """What is claimed, and what it rests on."""

    claim: Text
    because: Text
    hazards: Some
    tests: Some
    commands: list[str] = Field(default_factory=list)


class Argument(_Row):
    """The argument, and what is missing for it."""

    claims: list[Claim]
    open: Some


def hazards() -> list[Hazard]:
    """Return the whole log.

    Raises:
        ValidationError: a file is not what the log is.
    """
    names = ("clinical.yaml", "use.yaml")
    return [each for name in names for each in Log.model_validate(_content(name)).hazards]


def argument() -> Argument:
    """Return the argument.

    Raises:
        ValidationError: the file is not what an argument is.
    """
    return Argument.model_validate(_content("argument.yaml"))


def _content(name: str) -> object:
    return read_yaml(FOLDER / name, name=name).value


def problems(log: Sequence[Hazard], case: Argument) -> Iterator[str]:
    """Return everything that does not fit together."""
    tests = [test for each in log for control in each.controls for test in control.tests]
    tests += [test for claim in case.claims for test in claim.tests]
    yield from (f"no such test: {test}" for test in sorted(set(tests)) if not is_test(test))
    ids = [each.id for each in log]
    yield from (f"twice in the log: {each}" for each in sorted(set(ids)) if ids.count(each) > 1)
    dangers = {path.stem for path in FLAGS.glob("*.yaml")}
    covered = {each.red_flags for each in log if each.red_flags is not None}
    yield from (f"a danger without a hazard: {each}" for each in sorted(dangers - covered))
    yield from (f"a hazard of no danger: {each}" for each in sorted(covered - dangers))
    argued = {name for claim in case.claims for name in claim.hazards}
    others = {each.id for each in log if each.red_flags is None}
    yield from (f"argued about and not in the log: {each}" for each in sorted(argued - set(ids)))
    yield from (f"in the log and not argued about: {each}" for each in sorted(others - argued))
    for each in log:
        if each.risk(each.after) > each.risk(each.before):
            yield f"the controls make it worse: {each.id}"


def is_test(name: str) -> bool:
    """Return whether `path::name` is a test of the project."""
    path, _, function = name.partition("::")
    file = ROOT / path
    return file.is_file() and bool(
        re.search(rf"^def {re.escape(function)}\(", file.read_text(), re.MULTILINE)
    )


_HEAD = """\
# Safety case

Made by `python scripts/safety_case.py` from `docs/safety/`; a test fails where this page, or a test that it
names, is not so. The log follows ISO 14971 and DCB0129 in spirit: hazard, cause, effect, severity, likelihood
before and after the controls, the tests that show each control, what is left and who answers for it. **It is
no certification**: nobody has audited it, no clinician has signed it, and the levels are the judgement of the
project. The dangers themselves: `docs/hazards.md`.

Risk is read off severity and likelihood, 1 (least) to 5:

| likelihood | minor | significant | considerable | major | catastrophic |
|---|---|---|---|---|---|
"""


def page(log: Sequence[Hazard], case: Argument) -> str:
    """Return the safety case."""
    parts = [_HEAD, *(f"| {name} | {' | '.join(map(str, row))} |\n" for name, row in RISKS.items())]
    above = [f"`{each.id}`" for each in log if each.risk(each.after) > ACCEPTED]
    parts.append(
        f"\n{len(log)} hazards; {len(log) - len(above)} are at {ACCEPTED} or less with controls. What is "
        "above that is not accepted for use without a clinician at hand: "
        f"{', '.join(above) or 'none'}.\n"
    )
    parts.append("\n## The argument\n\n**The program may be used as `INTENDED_USE.md` says.** Because:\n")
    for number, claim in enumerate(case.claims, 1):
        parts.append(f"\n{number}. **{claim.claim}** {claim.because.capitalize()}.\n")
        parts.append(f"   Hazards: {', '.join(f'`{each}`' for each in claim.hazards)}.\n")
        parts += [f"   - `{each}`\n" for each in (*claim.tests, *claim.commands)]
    parts.append("\nWhat is missing for it:\n\n")
    parts += [f"- {each}\n" for each in case.open]
    for title, kind in (("Dangers to the person", "clinical"), ("Use", "use"), ("The program", "technical")):
        parts.append(f"\n## {title}\n")
        parts += [_entry(each) for each in log if each.id.startswith(kind)]
    return "".join(parts)


def _entry(each: Hazard) -> str:
    controls = "".join(
        f"- {control.control}\n{''.join(f'  - `{test}`{chr(10)}' for test in control.tests)}"
        for control in each.controls
    )
    risk = (
        f"risk {each.risk(each.before)} ({each.before}) before, "
        f"**{each.risk(each.after)}** ({each.after}) after"
    )
    return (
        f"\n### {each.hazard}\n\n`{each.id}` · {each.severity} · {risk} · {each.owner}\n\n"
        f"**Cause.** {each.cause} **Effect.** {each.effect}\n\n{controls}\n"
        f"**What is left.** {each.residual}\n"
    )


def main(arguments: Sequence[str]) -> int:
    """Write or check the page."""
    try:
        log, case = hazards(), argument()
    except ValidationError as error:
        print(error)
        return 1
    found = list(problems(log, case))
    print("\n".join(found))
    text = page(log, case)
    if "--check" not in arguments:
        PAGE.write_text(text, encoding="utf-8")
    elif not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text:
        print("docs/safety-case.md is not up to date: python scripts/safety_case.py")
        return 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
