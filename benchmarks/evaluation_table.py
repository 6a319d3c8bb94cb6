"""Write the numbers of a report into docs/evaluation.md, between its two markers.

pygalgia evaluate cases/dev --report report
python benchmarks/evaluation_table.py report docs/evaluation.md
"""

import json
import sys
from pathlib import Path

from pygalgia.evaluation.labels import LABELS

START, END = "<!-- numbers: begin -->", "<!-- numbers: end -->"
SYSTEMS = {
    "pygalgia": "",
    "prior only": "prior_only_",
    "naive Bayes": "naive_bayes_",
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


def main() -> None:
    """Read the report, and write the table."""
    report, document = Path(sys.argv[1]), Path(sys.argv[2])
    metrics = json.loads((report / "metrics.json").read_text(encoding="utf-8"))
    run = json.loads((report / "run.json").read_text(encoding="utf-8"))
    text = document.read_text(encoding="utf-8")
    before, rest = text.split(START)
    after = rest.split(END)[1]
    body = "\n".join([START, "", *rows(metrics, run), "", END])
    document.write_text(before + body + after, encoding="utf-8")


if __name__ == "__main__":
    main()
