"""Who somebody is, apart from the answers: age, sex and setting, each kind of person worked out once.

A million cases hold a few hundred kinds of people: between two ages at which no rule and no belief changes,
everybody of one sex and setting has the same prior and the same findings that apply.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from pygalgia.assessing import Knowledge
from pygalgia.batch.arrays import BoolArray, FloatArray, IndexArray
from pygalgia.batch.block import SETTINGS, SEXES, Block
from pygalgia.domain.case import Case
from pygalgia.domain.condition import ADULT_AGE, AGE_BANDS, POPULATIONS
from pygalgia.domain.logic import applies, flag_tests, leaves
from pygalgia.encoding import population
from pygalgia.errors import ModelError
from pygalgia.redflags import Facts, person

#: Above every class of ages; stands for an unknown age.
_AGELESS = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One kind of person.

    Attributes:
        is_possible: Whether any condition is possible at this age and sex at all.
        prior: (C,) prior probabilities; all 0 where nothing is possible.
        harm_prior: (C,) the same by which expected harm is weighed.
        log_spread: (C,) standard deviation of the log prior.
        population: Place in POPULATIONS.
        applies: (N,) findings that somebody like this can have.
        facts: (2, m) which facts about the person hold, and which are not decided.
    """

    is_possible: bool
    prior: FloatArray
    harm_prior: FloatArray
    log_spread: FloatArray
    population: int
    applies: BoolArray
    facts: BoolArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """The people of a block.

    Attributes:
        kinds: The different kinds.
        kind: (E,) place of each case's person in `kinds`.
        can: (N, kinds) findings that each kind can have.
        somebody_cannot: (N,) whether one of them cannot.
    """

    kinds: Sequence[Person]
    kind: IndexArray
    can: BoolArray
    somebody_cannot: BoolArray

    def applies(self, finding: int) -> BoolArray:
        """Return (E,) whether each case's person can have a finding, by its place."""
        if not self.somebody_cannot[finding]:
            return np.ones(self.kind.size, dtype=np.bool_)
        result: BoolArray = self.can[finding][self.kind]
        return result

    def stacked(self, values: Sequence[FloatArray]) -> FloatArray:
        """Return one array of one array for each kind."""
        return np.array(values).reshape(len(self.kinds), -1)


@dataclass(frozen=True, kw_only=True)
class People:
    """The kinds of people met so far.

    Attributes:
        facts: Tests on age and sex that rules make.
    """

    knowledge: Knowledge
    facts: Facts
    _met: dict[int, Person] = field(default_factory=dict, repr=False)

    def crowd(self, block: Block) -> Crowd:
        """Return the people of a block."""
        keys = self._keys(block)
        distinct, first, kind = np.unique(keys, return_index=True, return_inverse=True)
        kinds = []
        for key, place in zip(distinct.tolist(), first.tolist(), strict=True):
            if key not in self._met:
                self._met[key] = self._person(_like(block, place))
            kinds.append(self._met[key])
        can = np.array([each.applies for each in kinds]).T
        return Crowd(
            kinds=kinds, kind=kind.reshape(-1), can=can, somebody_cannot=np.asarray(~can.all(axis=1))
        )

    def _keys(self, block: Block) -> IndexArray:
        age = block.age_years
        # Below and at an edge are two classes: some rules include it, some do not.
        below = np.searchsorted(self._edges, age, side="left")
        ages = below + np.searchsorted(self._edges, age, side="right")
        ages = np.where(np.isnan(age), _AGELESS, ages)
        result: IndexArray = (ages * len(SEXES) + block.sex) * len(SETTINGS) + block.setting
        return result

    @cached_property
    def _edges(self) -> FloatArray:
        """Every age in years at which a rule or belief changes, or just after which one does."""
        return np.array(sorted(set(self._ages())))

    def _ages(self) -> Iterator[float]:
        base = self.knowledge.base
        yield ADULT_AGE
        yield from (start for _, start in AGE_BANDS)
        tests = [*self.facts.tests]
        tests += [
            leaf for flag in base.red_flags.values() for test in flag_tests(flag) for leaf in leaves(test)
        ]
        limits = [(each.min_age, each.below_age) for each in tests]
        limits += [(each.only.min_age, each.only.max_age) for each in base.conditions.values()]
        limits += [(each.min_age, each.max_age) for each in base.findings.values()]
        yield from (age for limit in limits for age in limit if age is not None)

    def _person(self, who: Case) -> Person:
        model = self.knowledge.model_for(who)
        try:
            prior, harm_prior = (np.exp(each.log_prior(who)) for each in (model.priors, model.harm_priors))
        except ModelError:
            prior = harm_prior = np.zeros(len(model.conditions))
        return Person(
            is_possible=bool(prior.any()),
            prior=prior,
            harm_prior=harm_prior,
            log_spread=model.priors.log_spread(who),
            population=POPULATIONS.index(population(who.age_years)),
            applies=np.array([applies(each, who) for each in self.knowledge.base.findings.values()]),
            facts=np.array(self.facts.of(*person(who))),
        )


def _like(block: Block, place: int) -> Case:
    age = float(block.age_years[place])
    return Case(
        id="",
        sex=SEXES[block.sex[place]],
        setting=SETTINGS[block.setting[place]],
        age_years=None if np.isnan(age) else age,
    )
