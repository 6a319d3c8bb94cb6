"""`pygalgia evaluate`: measure on cases whose answer is known."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pygalgia.errors import MOST_LISTED, Problem, RequestError

if TYPE_CHECKING:
    from rich.table import Table

    from pygalgia import Knowledge
    from pygalgia.domain.case import Case
    from pygalgia.evaluation import CaseSet, Evaluation
    from pygalgia.evaluation.comparators.readings import Beside
    from pygalgia.evaluation.measures.measure import Measure

FAULTY_INPUT = 2
#: What is printed; all of it stands in metrics.json and in the report.
PRINTED = {
    "top1": "right cause first",
    "top3": "right cause in the first three",
    "top5": "right cause in the first five",
    "urgency_exact": "urgency exact",
    "under_triage": "urgency too low",
    "over_triage": "urgency too high",
    "emergency_sensitivity": "emergencies caught",
    "self_care_recognised": "self-care recognised",
    "brier": "Brier score (0 best, 2 worst)",
    "ece": "expected calibration error",
    "simulated_drawn_ece": "the same, in simulated patients",
}
#: The folder of interviews that were played, in a set of accounts.
PLAYED = "played"
PLAYED_FIRST = {"questions_median": "questions, median", "statements_median": "statements shown, median"}
PLAYED_LAST = {
    "could_not_say": "Things that could not be said",
    "answers_dropped": "Answers that today's knowledge no longer has",
}


def evaluate(  # noqa: PLR0913 - each is an option of the command
    cases: Annotated[Path, typer.Argument(help="Folder of case files, with key.jsonl beside them.")],
    *,
    report: Annotated[Path, typer.Option(help="Folder for index.html, metrics.json and cases.csv.")],
    key: Annotated[
        Path | None, typer.Option(help="The key, where it is not key.jsonl in the folder.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of everything that is drawn.", min=0)] = 0,
    simulated: Annotated[
        int,
        typer.Option(
            help="Simulated patients in each world of the calibration study; 0 leaves it out.", min=0
        ),
    ] = 20_000,
    mix: Annotated[
        str,
        typer.Option(help="The case mix that probabilities assume, by its id in case_mix.yaml."),
    ] = "",
    leave_out: Annotated[
        list[Path] | None,
        typer.Option(
            "--leave-one-out",
            metavar="FOLDER",
            help="A further set; give several. Constants of the ranking are chosen without each set in turn.",
        ),
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Leave out sensitivity, robustness and simulation.")
    ] = False,
    interview: Annotated[
        bool,
        typer.Option(
            "--interview",
            help="Interview every case as well, by each policy; where played/ holds interviews, judge those.",
        ),
    ] = False,
    reading: Annotated[
        bool,
        typer.Option("--reading", help="Read every account as well, and measure it against its coding."),
    ] = False,
    only: Annotated[
        str, typer.Option(help="With --reading: only accounts whose id begins so, such as r for r001.")
    ] = "",
) -> None:
    """Measure pygalgia on cases whose answer is known: accuracy, urgency, calibration, robustness.

    Exits with 2 if a case had to be left out; everything else is measured all the same.
    """
    import pygalgia
    from pygalgia.cli.progress import progress
    from pygalgia.evaluation import Options, evaluate, read_folder, write_report
    from pygalgia.evaluation.extra import require

    require("matplotlib", "scipy")
    knowledge = pygalgia.load()
    found = read_folder(cases, knowledge, key=key, progress=progress)
    if reading:
        _read(cases, found, knowledge, report, only=only, seed=seed)
        return
    options = Options(seed=seed, simulated=0 if quick else simulated, perturb=not quick, mix=mix)
    others = [read_folder(folder, knowledge, progress=progress) for folder in leave_out or ()]
    result = evaluate(found, knowledge, options=options, progress=progress)
    write_report(result, report, progress=progress)
    _print(result, report)
    if others:
        _left_out([found, *others], knowledge, report, seed=seed)
    if interview and (cases / PLAYED).is_dir():
        _played(cases, found, knowledge, report, seed=seed)
    elif interview:
        _interviews([each.case for each in found.cases], knowledge, report, seed=seed)
    if found.skipped:
        raise typer.Exit(FAULTY_INPUT)


def _read(
    folder: Path, found: "CaseSet", knowledge: "Knowledge", report: Path, *, only: str, seed: int
) -> None:
    """Read every account, beside plainer readers, and show what the interview is spared by it."""
    from rich.console import Console
    from rich.table import Table

    from pygalgia.cli.progress import progress
    from pygalgia.evaluation.replay import own_words, spared
    from pygalgia.evaluation.sets.played import read_played

    texts = {name: row.presentation for name, row in (found.accounts.rows if found.accounts else {}).items()}
    cases = [each.case for each in found.cases if each.case.id in texts and each.case.id.startswith(only)]
    if not cases:
        raise RequestError([_NO_ACCOUNTS])
    readers = own_words.compared(texts, cases, knowledge, progress=progress)
    problems = list[Problem]()
    coded = [each for each in found.cases if each.case.id in {case.id for case in cases}]
    played = spared.played_cases(read_played(folder, problems), coded, knowledge, problems=problems)
    interviews = {
        way: spared.spared_metrics(
            spared.spared(texts, people, knowledge, rest=rest, progress=progress), seed=seed
        )
        for way, people, rest in spared.ways(cases, played)
    }
    document = own_words.document(readers, interviews, accounts=len(cases))
    report.mkdir(parents=True, exist_ok=True)
    text = json.dumps(document, indent=1, ensure_ascii=False)
    (report / "reading.json").write_text(text + "\n", encoding="utf-8")
    table = Table(title=f"{len(cases)} accounts of {found.name}, read", title_justify="left", box=None)
    table.add_column("")
    for name in readers:
        table.add_column(name, justify="right")
    for what in readers[own_words.READERS[0]]:
        table.add_row(what.replace("_", " "), *(_short(each.get(what)) for each in readers.values()))
    console = Console(highlight=False)
    console.print(table)
    for way, measured in interviews.items():
        console.print(f"Interviews, {way}:")
        for what, each in measured.items():
            console.print(f"  {what.replace('_', ' ')}: {_with_interval(each)}")


_NO_ACCOUNTS = Problem(
    where="--reading",
    found="no account that is coded",
    expected="accounts.jsonl beside the cases",
    fix="name a folder of people's accounts, such as cases/people",
)


def _short(each: "Measure | None") -> str:
    if each is None or each.value is None:
        return "-"
    return f"{each.value:.2f} of {each.n}" if each.interval == "exact" else f"{each.value:.3g}"


def _print(result: "Evaluation", report: Path) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(
        title=f"{len(result.cases.cases)} cases of {result.cases.name}", title_justify="left", box=None
    )
    for name, justify in (("", "left"), ("value", "right"), ("95 % interval", "left"), ("n", "right")):
        table.add_column(name, justify=justify)  # type: ignore[arg-type]
    for name, label in PRINTED.items():
        each = result.metrics.get(name)
        if each is None:
            continue
        is_share = each.interval == "exact"
        shown = ["-", "no case can tell"] if each.value is None else [
            f"{each.value:.1%}" if is_share else f"{each.value:.3f}",
            f"{each.low:.1%} to {each.high:.1%}" if is_share else f"{each.low:.3f} to {each.high:.3f}",
        ]  # fmt: skip
        table.add_row(label, *shown, f"{each.n:,}")
    console, errors = (
        Console(highlight=False),
        Console(stderr=True, highlight=False, markup=False, soft_wrap=True),
    )
    console.print(table)
    for reader in result.beside:
        console.print(_beside(reader))
    told = "people's accounts" if result.cases.accounts else "published cases"
    console.print(f"No real patients yet: {told} and simulated patients only.", style="italic")
    console.print(f"Report: {report / 'index.html'}", soft_wrap=True, markup=False)
    for note in result.cases.notes:
        errors.print(f"Note: {note}")
    if result.cases.skipped:
        errors.print(f"Left out, {len(result.cases.skipped)}:")
        for number, problem in enumerate(result.cases.skipped[:MOST_LISTED], 1):
            errors.print(f"  {number}. {problem}")
        if len(result.cases.skipped) > MOST_LISTED:
            errors.print(f"  ... and {len(result.cases.skipped) - MOST_LISTED:,} more")


def _beside(each: "Beside") -> "Table":
    """Return the program and a reader side by side, on the texts that both have answered."""
    from rich.table import Table

    title = f"The {each.n} texts that {each.name} read: an acceptable level of urgency counts as exact"
    table = Table(title=title, title_justify="left", box=None)
    for name in ("", "pygalgia", each.name):
        table.add_column(name, justify="right" if name else "left")
    for name in list(PRINTED)[:7]:
        values = (metrics[name].value for metrics in (each.own, each.reader))
        table.add_row(PRINTED[name], *("-" if value is None else f"{value:.1%}" for value in values))
    return table


def _left_out(sets: "list[CaseSet]", knowledge: "Knowledge", report: Path, *, seed: int) -> None:
    """Choose constants of the ranking without each set in turn, and show what they are worth on it."""
    from rich.console import Console
    from rich.table import Table

    from pygalgia.cli.progress import progress
    from pygalgia.evaluation.report.labels import points
    from pygalgia.evaluation.studies.constants import constants, constants_document

    results = constants(sets, knowledge, seed=seed, progress=progress)
    text = json.dumps(constants_document(results), indent=1, ensure_ascii=False)
    (report / "leave_one_out.json").write_text(text + "\n", encoding="utf-8")
    table = Table(
        title="Chosen on the other sets, measured on the one left out", title_justify="left", box=None
    )
    for heading in ("", "left out", "shipped", "chosen", "the choice"):
        table.add_column(heading, justify="right" if heading in ("shipped", "chosen") else "left")
    for name, each in results.items():
        for row in each.rows:
            values = (f"{100 * (m.value or 0):.1f}%" for m in (row.default, row.score))
            table.add_row(PRINTED[name], row.name, *values, str(row.chosen))
        values = (f"{100 * (m.value or 0):.1f}%" for m in (each.default, each.score))
        table.add_row(PRINTED[name], "all", *values, f"gain in points {points(each.gain)}")
    Console(highlight=False).print(table)


def _played(folder: Path, found: "CaseSet", knowledge: "Knowledge", report: Path, *, seed: int) -> None:
    """Judge the interviews that were played, and list those that cannot be."""
    from pygalgia.cli.progress import progress
    from pygalgia.evaluation.replay import played as plays
    from pygalgia.evaluation.sets.played import read_played

    problems = list[Problem]()
    results = {
        each.name: plays.judged(each, found.cases, knowledge, problems=problems, progress=progress)
        for each in read_played(folder, problems)
    }
    text = json.dumps(plays.played_document(results, knowledge, seed=seed), indent=1, ensure_ascii=False)
    (report / "played.json").write_text(text + "\n", encoding="utf-8")
    for name, many in results.items():
        _print_played(name, plays.played_metrics(many, knowledge, seed=seed))
    found.skipped += problems
    for problem in problems:
        typer.echo(f"Left out: {problem}", err=True)


def _print_played(name: str, measured: "dict[str, Measure]") -> None:
    from rich.console import Console
    from rich.table import Table

    title = f"{measured['n'].n} interviews played by {name}"
    table = Table(title=title, title_justify="left", box=None)
    for heading in ("", "as played", "asked today"):
        table.add_column(heading, justify="right" if heading else "left")
    for what, label in {**PLAYED_FIRST, **dict(list(PRINTED.items())[:7])}.items():
        values = [measured.get(f"{way}_{what}") for way in ("as_played", "asked_today")]
        table.add_row(label, *(_with_interval(each) for each in values))
    Console(highlight=False).print(table)
    for what in ("could_not_say", "answers_dropped"):
        typer.echo(f"{PLAYED_LAST[what]}: {measured[what].n}")


def _with_interval(measure: "Measure | None") -> str:
    if measure is None or measure.value is None:
        return "-"
    form = ".0%" if measure.interval == "exact" else ".3g"
    return f"{measure.value:{form}} ({measure.low:{form}} to {measure.high:{form}})"


def _interviews(cases: "list[Case]", knowledge: "Knowledge", report: Path, *, seed: int) -> None:
    from rich.console import Console
    from rich.table import Table

    from pygalgia.cli.progress import progress
    from pygalgia.evaluation.replay import interviews as replays

    results = replays.compared(cases, knowledge, seed=seed, progress=progress)
    text = json.dumps(replays.document(results, seed=seed), indent=1) + "\n"
    (report / "interview.json").write_text(text, encoding="utf-8")
    measured = {policy: replays.metrics(each, seed=seed) for policy, each in results.items()}
    table = Table(title="Interviews of these cases", title_justify="left", box=None)
    table.add_column("")
    for policy in measured:
        table.add_column(policy, justify="right")
    for name in measured[replays.OWN]:
        values = [each[name].value for each in measured.values()]
        table.add_row(name.replace("_", " "), *("-" if value is None else f"{value:.3g}" for value in values))
    Console(highlight=False).print(table)
