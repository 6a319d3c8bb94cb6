"""The report for readers: one HTML file that needs nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pygalgia import __version__
from pygalgia.evaluation.comparators.systems import NAIVE_BAYES
from pygalgia.evaluation.measures.calibration import leading, reliability
from pygalgia.evaluation.measures.measure import Measure
from pygalgia.evaluation.measures.ranking import ranking_metrics, ranks
from pygalgia.evaluation.measures.strata import SHOWN, Stratum
from pygalgia.evaluation.measures.urgency import confusion, exact, too_high, too_low
from pygalgia.evaluation.progress import Progress, silent
from pygalgia.evaluation.report import charts
from pygalgia.evaluation.report.charts.canvas import Picture
from pygalgia.evaluation.report.labels import LABELS, PERCENT, interval, number, points, shown
from pygalgia.evaluation.report.published import PublishedStudy, published
from pygalgia.evaluation.report.told import ToldCase, told_case
from pygalgia.evaluation.run import Evaluation
from pygalgia.knowledge.coverage import BeliefName

TILES = (
    "top1",
    "top3",
    "urgency_exact",
    "emergency_sensitivity",
    "under_triage",
    "over_triage",
    "self_care_recognised",
    "ece",
)
COMPARED = (
    "top1",
    "top3",
    "top5",
    "urgency_exact",
    "under_triage",
    "over_triage",
    "emergency_sensitivity",
    "self_care_recognised",
)
#: What a reader of accounts is compared in.
BESIDE = COMPARED[:-1]
ORDERED = ("top1", "top3", "top5", "mrr", "ndcg")
#: Single beliefs listed, those that decide most cases first.
BELIEFS = 15
#: Metrics that others publish, with a short heading each.
_PUBLISHED_COLUMNS = {
    "top1": "first",
    "top3": "first three",
    "top5": "first five",
    "urgency_exact": "urgency exact",
    "under_triage": "too low",
    "over_triage": "too high",
    "emergency_sensitivity": "emer- gencies caught",
    "self_care_recognised": "self-care seen",
    "safe_within_one_level": "safe within a level",
}
_KIND = {
    "finding in condition": "how often {given} shows “{of}”",
    "background of finding": "how often other causes show “{of}”",
    "mechanism in condition": "how often {of} is at work in {given}",
    "background of mechanism": "how often {of} is at work in other causes",
    "finding with mechanism": "how often {given} shows “{of}”",
    "finding without mechanism": "how often “{of}” is there without {given}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One condition of the knowledge base: how many cases try it, and how they went."""

    name: str
    cases: int
    first: int
    top3: int


def write_html(evaluation: Evaluation, path: Path, *, progress: Progress = silent) -> None:
    """Write the report."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"shown": shown, "interval": interval, "number": number, "points": points}
    page = environment.get_template("report.html.j2").render(**content(evaluation, progress=progress))
    path.write_text(page, encoding="utf-8")


def content(evaluation: Evaluation, *, progress: Progress = silent) -> dict[str, object]:
    """Return everything that the template shows."""
    systems = [(system.name, _metrics_of(evaluation, system.name)) for system in evaluation.systems]
    names = [name for name in LABELS if any(name in metrics for _, metrics in systems)]
    return {
        "version": __version__,
        "evaluation": evaluation,
        "base": evaluation.knowledge.base,
        "labels": LABELS,
        "tiles": [(LABELS[name], evaluation.metrics[name]) for name in TILES if name in evaluation.metrics],
        "systems": systems,
        "metric_names": names,
        "apart": _apart(evaluation),
        "beside_names": BESIDE,
        "order_names": ORDERED,
        "order_rows": _orders(evaluation),
        "confusion": charts.confusion_matrix(confusion(_own_urgency(evaluation), evaluation.truth)),
        "rank_chart": charts.condition_ranks(_ranks_by_condition(evaluation)),
        "system_chart": charts.systems_compared(systems, [name for name in COMPARED if name in names]),
        "reliability": _reliability(evaluation),
        "study": _study(evaluation),
        "strata": _strata(evaluation.strata),
        "strata_names": SHOWN,
        "prior_chart": _priors(evaluation),
        "beliefs": _beliefs(evaluation),
        "published": _published(evaluation),
        "coverage": _coverage(evaluation),
        "cases": list(_cases(evaluation, progress)),
    }


def _own_urgency(evaluation: Evaluation):  # type: ignore[no-untyped-def]  # noqa: ANN202 - an array that is never None
    assert evaluation.own.urgency is not None  # noqa: S101 - pygalgia gives urgency
    return evaluation.own.urgency


def _metrics_of(evaluation: Evaluation, system: str) -> dict[str, Measure]:
    prefix = "" if system == evaluation.own.name else system.replace(" ", "_").lower() + "_"
    return {name: evaluation.metrics[prefix + name] for name in LABELS if prefix + name in evaluation.metrics}


def _orders(evaluation: Evaluation) -> list[tuple[str, dict[str, Measure]]]:
    """Return the probability order first, then the others, each with its metrics."""
    seed = evaluation.options.seed
    rows = [("most likely", evaluation.own), *((each.name, each) for each in evaluation.orders)]
    return [(title, ranking_metrics(each, evaluation.truth, seed=seed)) for title, each in rows]


def _apart(evaluation: Evaluation) -> dict[str, Measure]:
    ending = "_without_public_benchmark"
    return {
        name.removesuffix(ending): each for name, each in evaluation.metrics.items() if name.endswith(ending)
    }


def _ranks_by_condition(evaluation: Evaluation) -> list[tuple[str, list[float]]]:
    assert evaluation.own.probability is not None  # noqa: S101 - pygalgia ranks
    found: dict[str, list[float]] = {}
    places = ranks(evaluation.own.probability, evaluation.truth)
    for each, place in zip(evaluation.cases.cases, places.tolist(), strict=True):
        found.setdefault(each.expected.condition, []).append(place)
    conditions = evaluation.knowledge.base.conditions
    return [(conditions[name].name, many) for name, many in found.items()]


def _reliability(evaluation: Evaluation) -> Picture:
    curves = []
    for system in evaluation.systems:
        if system.name in (evaluation.own.name, NAIVE_BAYES) and system.probability is not None:
            confidence, right = leading(system.probability, evaluation.truth.right)
            curves.append((system.name, reliability(confidence, right)))
    panels = [(f"{evaluation.truth.size} cases", curves)]
    if evaluation.study is not None:
        simulated = next(each for each in evaluation.study.outcomes if each.id == "drawn")
        panels.append(
            (
                f"{simulated.own.n:,} simulated patients",
                [
                    (evaluation.own.name, simulated.own.reliability()),
                    (NAIVE_BAYES, simulated.naive.reliability()),
                ],
            )
        )
    return charts.reliability_curves(panels)


def _study(evaluation: Evaluation) -> list[tuple[str, dict[str, Measure], dict[str, Measure]]]:
    if evaluation.study is None:
        return []
    return [
        (
            each.label,
            each.own.metrics(world_by_world=each.apart),
            each.naive.metrics(world_by_world=each.apart),
        )
        for each in evaluation.study.outcomes
    ]


def _strata(strata: Sequence[Stratum]) -> dict[str, list[Stratum]]:
    by_split: dict[str, list[Stratum]] = {}
    for each in strata:
        by_split.setdefault(each.split, []).append(each)
    return by_split


def _priors(evaluation: Evaluation) -> Picture | None:
    if evaluation.sensitivity is None:
        return None
    names = {each.id: each.name for each in evaluation.knowledge.base.conditions.values()}
    return charts.prior_effects(evaluation.sensitivity.priors, names, evaluation.truth.size)


def _beliefs(evaluation: Evaluation) -> list[tuple[str, int]]:
    if evaluation.sensitivity is None:
        return []
    return [(_belief(name, evaluation), cases) for name, cases in evaluation.sensitivity.beliefs[:BELIEFS]]


def _belief(belief: BeliefName, evaluation: Evaluation) -> str:
    base = evaluation.knowledge.base
    named = {
        **{each.id: each.name for each in base.findings.values()},
        **{each.id: _lower(each.name) for each in base.mechanisms.values()},
        **{each.id: _lower(each.name) for each in base.conditions.values()},
    }
    return _KIND[belief.kind].format(
        of=named.get(belief.of, belief.of), given=named.get(belief.given, belief.given)
    )


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _published(evaluation: Evaluation) -> dict[str, object]:
    """Return the published figures, and those of this run above them to compare with."""
    return {
        "columns": list(_PUBLISHED_COLUMNS.values()),
        "own": [shown(evaluation.metrics.get(name)) for name in _PUBLISHED_COLUMNS],
        "studies": [(each, _figures(each)) for each in published()],
    }


def _figures(study: PublishedStudy) -> list[str]:
    """Return a study's figures as they are read, a dash where it has none."""
    figures = study.model_dump()
    return [
        "–" if figures[name] is None else f"{100 * figures[name]:.3g}{PERCENT}" for name in _PUBLISHED_COLUMNS
    ]


def _coverage(evaluation: Evaluation) -> list[Coverage]:
    by_name = dict(_ranks_by_condition(evaluation))
    rows = [
        Coverage(
            name=each.name,
            cases=len(by_name.get(each.name, [])),
            first=sum(rank == 1 for rank in by_name.get(each.name, [])),
            top3=sum(rank <= 3 for rank in by_name.get(each.name, [])),  # noqa: PLR2004 - the first three
        )
        for each in evaluation.knowledge.base.conditions.values()
    ]
    return sorted(rows, key=lambda row: (-row.cases, row.name))


def _cases(evaluation: Evaluation, progress: Progress) -> Sequence[ToldCase]:
    told, given = evaluation.truth, _own_urgency(evaluation)
    assert evaluation.own.probability is not None  # noqa: S101 - pygalgia ranks
    places = ranks(evaluation.own.probability, told)
    verdicts = {
        "exact": exact(given, told),
        "too low": too_low(given, told),
        "too high": too_high(given, told),
    }
    rows = range(told.size)
    return [
        told_case(
            evaluation,
            row,
            rank=float(places[row]),
            verdict=next((name for name, hit in verdicts.items() if hit[row]), "between"),
        )
        for row in progress(rows, "Drawing the cases", len(rows))
    ]
