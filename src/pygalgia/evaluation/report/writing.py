"""Write what was measured: `metrics.json`, `cases.csv` and `run.json`."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from pygalgia import __version__
from pygalgia.domain.urgency import Urgency
from pygalgia.evaluation.comparators.readings import slug_of
from pygalgia.evaluation.measures.calibration import brier
from pygalgia.evaluation.measures.ranking import LONGEST_LIST, places, ranks
from pygalgia.evaluation.measures.urgency import exact, too_high, too_low
from pygalgia.evaluation.run import Evaluation, leading_conditions
from pygalgia.evaluation.sets.folder import KeyedCase

Cell = str | int | float | None


def write_metrics(evaluation: Evaluation, path: Path) -> None:
    """Write every metric, flat: name to value, low, high and n."""
    _write_json({name: each.as_row() for name, each in evaluation.metrics.items()}, path)


def write_run(evaluation: Evaluation, path: Path) -> None:
    """Write what is needed to measure the same again, and what was left out."""
    base, options = evaluation.knowledge.base, evaluation.options
    document = {
        "schema": "pygalgia/evaluation/1",
        "version": __version__,
        "knowledge_sha256": base.sha256,
        "cases": evaluation.cases.name,
        "seed": options.seed,
        "simulated": options.simulated,
        "perturb": options.perturb,
        "case_mix": evaluation.knowledge.case_mix.id,
        "skipped": [str(problem) for problem in evaluation.cases.skipped],
        "notes": evaluation.cases.notes,
        "intervals": {name: each.interval for name, each in evaluation.metrics.items()},
    }
    _write_json(document, path)


#: What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@")


def write_cases(evaluation: Evaluation, path: Path) -> None:
    """Write one row for each case."""
    rows = list(case_rows(evaluation))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows({name: as_text(cell) for name, cell in row.items()} for row in rows)


def as_text(cell: Cell) -> Cell:
    """Return a cell that a spreadsheet shows and does not work out: `=1+1` gets an apostrophe."""
    is_formula = isinstance(cell, str) and cell.lstrip().startswith(_FORMULA)
    return f"'{cell}" if is_formula else cell


def case_rows(evaluation: Evaluation) -> Iterator[dict[str, Cell]]:
    """Return one row for each case: what was due, what was answered, and how it compares."""
    own, told = evaluation.own, evaluation.truth
    assert own.probability is not None  # noqa: S101 - pygalgia ranks
    assert own.urgency is not None  # noqa: S101 - and gives urgency
    place = ranks(own.probability, told)
    scores = brier(own.probability, told.right)
    verdicts = {
        "exact": exact(own.urgency, told),
        "too low": too_low(own.urgency, told),
        "too high": too_high(own.urgency, told),
    }
    for row, each in enumerate(evaluation.cases.cases):
        yield {
            **_who(each),
            "answers": int(evaluation.known[row]),
            "condition": each.expected.condition,
            "acceptable": " ".join(each.expected.acceptable),
            "rank": int(place[row]) if np.isfinite(place[row]) else None,
            "probability": round(float(own.probability[row][told.right[row]].sum()), 6),
            **_leading(evaluation, row),
            "brier": round(float(scores[row]), 6),
            "urgency_due": each.expected.urgency.id,
            "urgency_acceptable": " ".join(level.id for level in sorted(each.expected.urgency_acceptable)),
            "urgency_given": Urgency(int(own.urgency[row])).id,
            "urgency_verdict": next((name for name, hit in verdicts.items() if hit[row]), "between"),
            "urgency_because": " ".join(reason.id for reason in evaluation.triages[row].reasons),
            **_compared(evaluation, row),
        }


def _who(each: KeyedCase) -> dict[str, Cell]:
    case = each.case
    return {
        "id": case.id,
        "file": each.file,
        "group": each.expected.group,
        "public_benchmark": str(each.expected.public_benchmark).lower(),
        "setting": case.setting,
        "age_years": case.age_years,
        "sex": case.sex,
    }


def _leading(evaluation: Evaluation, row: int) -> dict[str, Cell]:
    result: dict[str, Cell] = {}
    for place, (name, probability) in enumerate(leading_conditions(evaluation, row, LONGEST_LIST), 1):
        result |= {f"top{place}": name, f"top{place}_probability": round(probability, 6)}
    return result


def _compared(evaluation: Evaluation, row: int) -> dict[str, Cell]:
    result: dict[str, Cell] = {}
    for order in evaluation.orders:
        place = places(order, evaluation.truth)
        if place is not None:
            result[f"{slug_of(order.name)}_rank"] = int(place[row]) if np.isfinite(place[row]) else None
    for reading in evaluation.cases.readings.readings:
        read = reading.rows.get(evaluation.cases.cases[row].case.id)
        result[f"reading_{slug_of(reading.name)}_causes"] = " ".join(read.causes) if read else None
        result[f"reading_{slug_of(reading.name)}_urgency"] = read.urgency.id if read else None
    for system in evaluation.systems[1:]:
        slug = slug_of(system.name)
        if system.probability is not None:
            place = ranks(system.probability, evaluation.truth)[row]
            result[f"{slug}_rank"] = int(place) if np.isfinite(place) else None
        if system.urgency is not None:
            result[f"{slug}_urgency"] = Urgency(int(system.urgency[row])).id
    return result


def _write_json(document: object, path: Path) -> None:
    path.write_text(
        json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n", encoding="utf-8"
    )
