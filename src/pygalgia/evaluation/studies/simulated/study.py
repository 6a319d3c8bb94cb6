"""Worlds that differ from the model: how well does it keep its word when it is wrong?

Simulated patients only. In each world, patients are drawn and then assessed by the model as it ships,
and by naive Bayes over the same beliefs.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from pygalgia import assessing
from pygalgia.evaluation.comparators.systems import without_mechanisms
from pygalgia.evaluation.measures.measure import Measure
from pygalgia.evaluation.progress import Progress, silent
from pygalgia.evaluation.studies.simulated.asking import Patients
from pygalgia.evaluation.studies.simulated.design import design
from pygalgia.evaluation.studies.simulated.patients import Source
from pygalgia.evaluation.studies.simulated.tally import Tally
from pygalgia.evaluation.studies.simulated.world import World, as_believed, drawn, with_mechanisms_off
from pygalgia.inference.batch import batch_posterior
from pygalgia.inference.model import Model

#: Worlds that a cohort is drawn from, where worlds are drawn at all.
WORLDS = 200
#: Most patients of one world: bounds the memory of a large cohort. Fewest: bounds the time of a small one.
LARGEST_BLOCK = 5000
SMALLEST_BLOCK = 20
#: How many times as often a complaint that is there becomes known, where it is volunteered.
VOLUNTEERED = 2.0
#: How many times as much is asked, where people are examined thoroughly.
THOROUGH = 4.0

MakeWorld = Callable[[Source, np.random.Generator], World]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One kind of world.

    Attributes:
        id: Short name.
        label: What the world is like.
        apart: Whether each world is judged apart, so that errors cannot cancel between worlds.
        own: What the model scores in it.
        naive: What naive Bayes scores in it.
    """

    id: str
    label: str
    apart: bool
    own: Tally
    naive: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """Every kind of world."""

    outcomes: tuple[Outcome, ...]

    def metrics(self) -> dict[str, Measure]:
        """Return them flat."""
        flat = {}
        for outcome in self.outcomes:
            for who, tally in (("", outcome.own), ("naive_bayes_", outcome.naive)):
                for name, each in tally.metrics(world_by_world=outcome.apart).items():
                    flat[f"simulated_{outcome.id}_{who}{name}"] = each
        return flat


def blocks(number: int, worlds: int = WORLDS) -> list[int]:
    """Return how many patients each block holds: evenly, not too many, and not too few where that can be."""
    count = max(min(worlds, number // SMALLEST_BLOCK), -(-number // LARGEST_BLOCK))
    return [number // count + (index < number % count) for index in range(count)]


def cohort(
    source: Source, number: int, make: MakeWorld, *, seed: int, worlds: int = WORLDS
) -> Iterator[Patients]:
    """Return patients block by block, each block from a world of its own.

    Args:
        source: Draws them.
        number: Patients in all.
        make: Returns the world of a block.
        seed: The same seed gives the same patients.
        worlds: Number of blocks, where they are not too large for it.
    """
    for index, size in enumerate(blocks(number, worlds)):
        rng = np.random.default_rng([seed, index])
        yield source.draw(size, make(source, rng), rng)


def believed_world(source: Source, _: np.random.Generator) -> World:
    """Return the world as believed."""
    return as_believed(source.knowledge.model)


def drawn_world(source: Source, rng: np.random.Generator) -> World:
    """Return a world drawn from what is believed possible."""
    return drawn(source.knowledge.model, source.where, rng)


def independent_world(source: Source, _: np.random.Generator) -> World:
    """Return the world as believed, with the mechanisms switched off."""
    return with_mechanisms_off(source.knowledge.model)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """A kind of world, and how many worlds of it are drawn."""

    id: str
    label: str
    source: Source
    make: MakeWorld
    worlds: int
    apart: bool = False


def _kinds(source: Source) -> list[_Kind]:
    asked = {
        setting: {who: THOROUGH * many for who, many in each.items()}
        for setting, each in source.design.asked.items()
    }
    thorough = replace(source, design=source.design.model_copy(update={"asked": asked}))
    return [
        _Kind(
            id="believed",
            label="Every belief is exactly right",
            source=source,
            make=believed_world,
            worlds=20,
        ),
        _Kind(
            id="drawn",
            label="Beliefs drawn from their intervals, anew for every few patients",
            source=source,
            make=drawn_world,
            worlds=100,
        ),
        _Kind(
            id="wrong",
            label="Beliefs wrong in the same way for everybody (five drawn worlds, each judged apart)",
            source=source,
            make=drawn_world,
            worlds=5,
            apart=True,
        ),
        _Kind(
            id="independent",
            label="Mechanisms switched off: findings come independently",
            source=source,
            make=independent_world,
            worlds=20,
        ),
        _Kind(
            id="volunteered",
            label="Complaints that are there become known twice as often",
            source=replace(source, volunteered=VOLUNTEERED),
            make=believed_world,
            worlds=20,
        ),
        _Kind(
            id="thorough",
            label="Four times as much is asked and examined",
            source=thorough,
            make=believed_world,
            worlds=20,
        ),
    ]


def study(
    knowledge: assessing.Knowledge, number: int, *, seed: int = 0, progress: Progress = silent
) -> Study:
    """Return how the model does in worlds that differ from it, with `number` patients in each kind."""
    naive = without_mechanisms(knowledge.model)
    kinds = _kinds(Source(knowledge=knowledge, design=design()))
    outcomes = []
    for kind in progress(kinds, "Simulating worlds", len(kinds)):
        own, plain = Tally(), Tally()
        for patients in cohort(kind.source, number, kind.make, seed=seed, worlds=kind.worlds):
            tally(own, kind.source, patients, knowledge.model)
            tally(plain, kind.source, patients, naive)
        outcomes.append(Outcome(id=kind.id, label=kind.label, apart=kind.apart, own=own, naive=plain))
    return Study(outcomes=tuple(outcomes))


def tally(total: Tally, source: Source, patients: Patients, model: Model) -> None:
    """Add what a model makes of the patients."""
    total.add(batch_posterior(model, source.encoded(patients)), patients.condition)
