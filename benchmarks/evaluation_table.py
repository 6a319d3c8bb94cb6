"""Write the numbers of reports into docs/evaluation.md, between its markers.

pygalgia evaluate cases/dev --report report-dev
pygalgia evaluate cases/second --report report-second
python benchmarks/evaluation_table.py docs/evaluation.md report-dev report-second

The first report fills the long table. All of them stand side by side in the short one, each beside what was
measured at the first look, before a single belief was changed for it (first_look/, written once).
"""

import json
import sys
from pathlib import Path
from typing import Any

from pygalgia.evaluation.report.labels import LABELS

FIRST_LOOK = Path(__file__).parent / "first_look"
SHORT = (
    "top1",
    "top3",
    "top5",
    "mrr",
    "urgency_exact",
    "under_triage",
    "over_triage",
    "emergency_sensitivity",
    "self_care_recognised",
    "safe_within_one_level",
    "brier",
    "ece",
)
#: Shown once more for the order by how well the answers fit.
BY_FIT = ("top1", "top3", "top5")
SYSTEMS = {
    "pygalgia": "",
    "prior only": "prior_only_",
    "equal priors": "equal_priors_",
    "naive Bayes": "naive_bayes_",
    "averaged": "averaged_",
    "red flags": "red_flags_alone_",
}
WORLDS = {
    "believed": "every belief exactly right",
    "drawn": "beliefs drawn anew from their intervals",
    "wrong": "beliefs wrong in the same way for everybody (mean of five worlds; least to greatest)",
    "independent": "mechanisms switched off",
    "volunteered": "complaints that are there known twice as often",
    "thorough": "four times as much asked and examined",
}


def cell(measure: dict[str, float | None] | None, *, is_share: bool) -> str:
    """Return a value with its interval, or a dash."""
    if measure is None or measure["value"] is None:
        return "–"
    value, low, high = (float(measure[name] or 0) for name in ("value", "low", "high"))
    if is_share:
        return f"{value:.1%} ({low:.0%}–{high:.0%})".replace("%", " %")
    digits = 1 if value >= 10 else 3 if value < 0.1 else 2  # noqa: PLR2004 - digits to show
    return f"{value:.{digits}f} ({low:.{digits}f}–{high:.{digits}f})"


def rows(metrics: dict[str, dict[str, float | None]], run: dict[str, object]) -> list[str]:
    """Return the lines between the markers."""
    apart = "_without_public_benchmark"
    n, fewer = metrics["n"]["value"], metrics.get("n" + apart, {}).get("value")
    head = [*SYSTEMS, *([f"pygalgia, {fewer} not public"] if fewer else [])]
    knowledge = str(run["knowledge_sha256"])[:12]
    made_by = f"pygalgia {run['version']}, knowledge `{knowledge}`, seed {run['seed']}"
    lines = [
        f"Cases: `{run['cases']}`, n = {n}; {made_by}.",
        "",
        f"| | {' | '.join(head)} |",
        "|---" * (len(head) + 1) + "|",
    ]
    for name, label in LABELS.items():
        cells = [cell(metrics.get(prefix + name), is_share=label.is_share) for prefix in SYSTEMS.values()]
        if fewer:
            cells.append(cell(metrics.get(name + apart), is_share=label.is_share))
        lines.append(f"| {label.name} | {' | '.join(cells)} |")
    lines += [
        "",
        "| simulated world | calibration error | Brier | the same, naive Bayes | |",
        "|---|---|---|---|---|",
    ]
    for world, label in WORLDS.items():
        cells = [
            cell(metrics.get(f"simulated_{world}_{who}{name}"), is_share=False)
            for who in ("", "naive_bayes_")
            for name in ("ece", "brier")
        ]
        lines.append(f"| {label} | {' | '.join(cells)} |")
    return lines


def columns(reports: list[Path]) -> dict[str, dict[str, dict[str, float | None]]]:
    """Return the heading of each column of the short table to its metrics."""
    result = {}
    for report in reports:
        run, metrics = read(report, "run"), read(report, "metrics")
        name, n = run["cases"], metrics["n"]["value"]
        first = FIRST_LOOK / f"{name}.json"
        if first.exists():
            seen = json.loads(first.read_text(encoding="utf-8"))
            knowledge = seen["knowledge_sha256"][:12]
            result[f"{name} (n = {n}), first look, knowledge `{knowledge}`"] = seen["metrics"]
        knowledge = run["knowledge_sha256"][:12]
        result[f"{name} (n = {n}), knowledge `{knowledge}`"] = metrics
        result |= {f"{name}, {who}": read_ for who, read_ in readings(metrics).items()}
    return result


def readings(metrics: dict[str, dict[str, float | None]]) -> dict[str, dict[str, dict[str, float | None]]]:
    """Return the heading of each blind reading of a set to its metrics."""
    found = {}
    for name, each in metrics.items():
        if name.startswith("reading_") and name.endswith("_n"):
            prefix = name.removesuffix("n")
            who = f"read blind by {prefix.removeprefix('reading_').strip('_')} (n = {each['value']})"
            found[who] = {
                key.removeprefix(prefix): value for key, value in metrics.items() if key.startswith(prefix)
            }
    return found


def side_by_side(reports: list[Path]) -> list[str]:
    """Return the lines of the short table."""
    sets = columns(reports)
    lines = [f"| | {' | '.join(sets)} |", "|---" * (len(sets) + 1) + "|"]
    for name in SHORT:
        cells = [cell(metrics.get(name), is_share=LABELS[name].is_share) for metrics in sets.values()]
        lines.append(f"| {LABELS[name].name} | {' | '.join(cells)} |")
    for name in BY_FIT:
        cells = [cell(metrics.get(f"fits_best_{name}"), is_share=True) for metrics in sets.values()]
        lines.append(f"| {LABELS[name].name}, by fit | {' | '.join(cells)} |")
    return lines


def read(report: Path, name: str) -> dict[str, Any]:
    """Return one of a report's JSON files."""
    content: dict[str, Any] = json.loads((report / f"{name}.json").read_text(encoding="utf-8"))
    return content


def between(text: str, name: str, lines: list[str]) -> str:
    """Return the text with these lines between the two markers of a name."""
    start, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    before, rest = text.split(start)
    return before + "\n".join([start, "", *lines, "", end]) + rest.split(end)[1]


def main() -> None:
    """Read the reports, and write the tables."""
    document, reports = Path(sys.argv[1]), [Path(each) for each in sys.argv[2:]]
    text = document.read_text(encoding="utf-8")
    text = between(text, "numbers", rows(read(reports[0], "metrics"), read(reports[0], "run")))
    document.write_text(between(text, "sets", side_by_side(reports)), encoding="utf-8")


if __name__ == "__main__":
    main()
