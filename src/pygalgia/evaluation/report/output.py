"""The folder of one evaluation: the report for readers, the numbers for programs."""

from pathlib import Path

from pygalgia.errors import Problem, RequestError
from pygalgia.evaluation.progress import Progress, silent
from pygalgia.evaluation.report.writing import write_cases, write_metrics, write_run
from pygalgia.evaluation.run import Evaluation


def write_report(evaluation: Evaluation, folder: Path, *, progress: Progress = silent) -> None:
    """Write `index.html`, `metrics.json`, `cases.csv` and `run.json` into a folder, made where it is missing.

    Raises:
        RequestError: the folder cannot be written to.
    """
    from pygalgia.evaluation.report.html import write_html

    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_metrics(evaluation, folder / "metrics.json")
        write_cases(evaluation, folder / "cases.csv")
        write_run(evaluation, folder / "run.json")
        write_html(evaluation, folder / "index.html", progress=progress)
    except OSError as error:
        problem = Problem(
            where=str(folder),
            found=f"a folder that cannot be written to ({error.strerror})",
            expected="a folder for the report",
            fix="name another with --report DIR",
        )
        raise RequestError([problem]) from error
