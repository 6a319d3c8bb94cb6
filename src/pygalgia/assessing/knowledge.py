"""The knowledge base, compiled once for everything that judges a case."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Self, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from pygalgia import care, encoding, inference, interview
from pygalgia.assessing.kept import KeptArrays
from pygalgia.assessing.meaning import Answers, Meanings, meanings
from pygalgia.domain.assessment import Evidence
from pygalgia.domain.case import Case
from pygalgia.domain.case_mix import CaseMix
from pygalgia.domain.condition import ADULT_AGE, AGE_BANDS, Population
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.logic import Timed, clause_of, flag_tests, holds, leaves
from pygalgia.domain.mechanism import Manifestation
from pygalgia.domain.red_flag import Criterion
from pygalgia.domain.urgency import Urgency
from pygalgia.errors import Problem, RequestError
from pygalgia.intake import Vocabulary, read_case_file, vocabulary
from pygalgia.knowledge import DATA, load_knowledge
from pygalgia.redflags import Criteria, Judge, compile_criteria, compile_flags, raising_states
from pygalgia.texts import ENGLISH, _
from pygalgia.texts import language as language_now
from pygalgia.triage import Levels, compile_levels

Made = TypeVar("Made")

#: Drawers kept at once: adults and children with the default seed, and a few of a study.
_MOST_DRAWERS = 4


class _of_every_language(cached_property[Made]):  # noqa: N801 - used as cached_property is
    """What is compiled from ids and numbers alone: made once, in English, for all languages."""

    @overload
    def __get__(self, instance: None, owner: type | None = None) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type | None = None) -> Made: ...
    def __get__(self, instance: object, owner: type | None = None) -> Self | Made:
        """Return it, of the English knowledge."""
        if isinstance(instance, Knowledge) and instance.english is not None:
            instance = instance.english
        return super().__get__(instance, owner)


@dataclass(frozen=True)
class Knowledge:
    """The knowledge base, compiled once; immutable, safe to share between threads.

    Attributes:
        mix: Id of the case mix that probabilities assume; empty for the default one.
        english: The same in English, whose arrays are used; None where this is English itself.
        kept: Arrays kept from an earlier start; None compiles them.
    """

    base: KnowledgeBase
    mix: str = ""
    english: "Knowledge | None" = None
    kept: KeptArrays | None = field(default=None, repr=False, compare=False)

    @property
    def case_mix(self) -> CaseMix:
        """The population whose frequencies probabilities assume."""
        mixes = self.base.case_mixes
        return mixes.mixes[self.mix or mixes.default]

    def with_mix(self, name: str) -> "Knowledge":
        """Return the same knowledge for another case mix.

        Raises:
            RequestError: there is none of that name.
        """
        known = self.base.case_mixes.mixes
        if name not in known:
            problem = Problem(
                where=_("case mix"),
                found=repr(name),
                expected=_("one of %(names)s", names=", ".join(known)),
                fix=_("choose one of them"),
            )
            raise RequestError([problem])
        if name == self.case_mix.id:
            return self
        english = None if self.english is None else self.english.with_mix(name)
        return Knowledge(base=self.base, mix=name, english=english, kept=self.kept)

    def in_language(self, language: str) -> "Knowledge":
        """Return the same knowledge with its texts in a language (BCP 47); made once, and kept.

        Ids, rules and arrays are the same: nobody is judged otherwise in another language.
        """
        english = self.english or self
        if language == ENGLISH:
            return english
        known = self._in_languages.get(language)
        if known is None:
            from pygalgia.knowledge.translated import translated

            made = Knowledge(base=translated(english.base, language), mix=self.mix, english=english)
            known = self._in_languages.setdefault(language, made)
        return known

    @_of_every_language
    def _in_languages(self) -> dict[str, "Knowledge"]:
        return {}

    @_of_every_language
    def model(self) -> encoding.Network:
        """The compiled arrays, with the beliefs of adults."""
        return self._network("adults")

    @_of_every_language
    def child_model(self) -> encoding.Network:
        """The compiled arrays, with the beliefs of children where they differ."""
        return self._network("children")

    def _network(self, who: Population) -> encoding.Network:
        if self.kept is not None and self._is_of_usual_mix:
            return self.kept.network(who)
        return encoding.compile_network(self.base, who, mix=self.case_mix.id)

    @property
    def _is_of_usual_mix(self) -> bool:
        return self.case_mix.id == self.base.case_mixes.default

    def model_for(self, case: Case) -> encoding.Network:
        """Return the arrays for a person of this age."""
        return self.child_model if encoding.population(case.age_years) == "children" else self.model

    def drawer_for(self, case: Case, *, draws: int = inference.DRAWS, seed: int = 0) -> inference.Drawer:
        """Return what draws tables for a person of this age; what it drew before is kept."""
        return self._kept_drawer(encoding.population(case.age_years), draws, seed)

    def draw_ahead(self) -> None:
        """Draw what the intervals of adults need, where it is shared: the first to need it does not wait."""
        if self.kept is not None and self.kept.shared:
            self._kept_drawer("adults", inference.DRAWS, 0)

    def _kept_drawer(self, who: Population, draws: int, seed: int) -> inference.Drawer:
        key = (who, draws, seed)
        known = self._drawers.get(key)
        if known is None:
            if len(self._drawers) >= _MOST_DRAWERS:
                self._drawers.clear()
            known = self._drawers[key] = self._drawer(*key)
        return known

    def _drawer(self, who: Population, draws: int, seed: int) -> inference.Drawer:
        english = self.english or self
        model = self.child_model if who == "children" else self.model
        is_usual = (draws, seed) == (inference.DRAWS, 0) and english._is_of_usual_mix  # noqa: SLF001
        if english.kept is not None and is_usual:
            return english.kept.drawer(who, model)
        return inference.Drawer(model=model, draws=draws, seed=seed)

    @_of_every_language
    def _drawers(self) -> dict[tuple[Population, int, int], inference.Drawer]:
        return {}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What a case can say."""
        return vocabulary(self.base)

    @_of_every_language
    def renamed(self) -> dict[str, str]:
        """The name that a finding had once to the one it has now."""
        return {old: finding.id for finding in self.base.findings.values() for old in finding.renamed_from}

    @_of_every_language
    def raising(self) -> dict[str, frozenset[str]]:
        """Finding id to the states that speak for some red flag."""
        return raising_states(self.base.red_flags.values())

    @cached_property
    def meanings(self) -> Meanings:
        """What each answer means for urgency."""
        return meanings(self.base, self.raising)

    @_of_every_language
    def needs(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Conditions that need some circumstance: (n,) their columns, (n,) that among `criteria`."""
        each = enumerate(condition.only.needs for condition in self.base.conditions.values())
        found = [(column, self.criteria.place[id(needs)]) for column, needs in each if needs is not None]
        columns, places = np.array(found, dtype=np.int64).reshape(-1, 2).T
        return columns, places

    @_of_every_language
    def reassures(self) -> NDArray[np.bool_]:
        """(S,) whether the answer of each row reassures."""
        return self._rows_of(self.meanings.reassuring)

    @_of_every_language
    def is_danger(self) -> NDArray[np.bool_]:
        """(S,) whether the answer of each row is a sign of danger."""
        return self._rows_of(self.meanings.dangers)

    def _rows_of(self, answers: Answers) -> NDArray[np.bool_]:
        """Return (S,) whether each row is selected by one of some answers; adults and children share rows."""
        rows, findings = self.model.state_row, self.base.findings
        result = np.zeros(len(rows), dtype=np.bool_)
        for (name, state), row in rows.items():
            # What is not marked is answered with the state that it falls back on.
            result[row] = (name, findings[name].fallback if state == encoding.UNMARKED else state) in answers
        return result

    def speaking(self, model: encoding.Network) -> NDArray[np.bool_]:
        """Return (S, C) whether each answer, alone, speaks for each condition as an emergency needs it."""
        return self._speaking if model is self.model else self._child_speaking

    @_of_every_language
    def _speaking(self) -> NDArray[np.bool_]:
        return self._all_speaking(self.model)

    @_of_every_language
    def _child_speaking(self) -> NDArray[np.bool_]:
        return self._all_speaking(self.child_model)

    def _all_speaking(self, model: encoding.Network) -> NDArray[np.bool_]:
        every = np.arange(len(model.parent), dtype=np.int32)
        speaks = inference.speaks_for(model, every, factor=self.base.triage.emergency_needs_factor)
        speaks[[row for answer, row in model.state_row.items() if not self._is_sign(*answer)]] = False
        return speaks

    def _is_sign(self, name: str, state: str) -> bool:
        """Return whether an answer can be the sign of danger that an emergency without a flag needs.

        What a person tells is one where some emergency flag reads it: a limp says as much of what heals by
        itself. What is examined and measured is judged by how much it tells.
        """
        triage = self.base.triage
        if name in triage.circumstances:
            return state in triage.danger_signs.get(name, ())
        return self.base.findings[name].who != "patient" or state in self._alarming.get(name, ())

    @_of_every_language
    def _alarming(self) -> dict[str, frozenset[str]]:
        """Finding id to the states that speak for some emergency flag."""
        flags = self.base.red_flags.values()
        return raising_states(each for each in flags if Urgency.from_id(each.urgency) is Urgency.EMERGENCY)

    @cached_property
    def judge(self) -> Judge:
        """The red flags as arrays: every verdict comes from here. Other languages share all but the words."""
        if self.english is not None:
            return self.english.judge.in_words_of(self.base.red_flags)
        if self.kept is not None:
            return self.kept.judge()
        return compile_flags(self.base.red_flags.values(), self.base.findings)

    @_of_every_language
    def criteria(self) -> Criteria:
        """Every test that is no red flag, as arrays: of conditions, contradictions and care."""
        return compile_criteria(_criteria(self.base), self.base.findings)

    @cached_property
    def menu(self) -> interview.Menu:
        """What can be asked at all."""
        return interview.compile_menu(
            self.base.findings.values(),
            rows=self.model.state_row,
            atoms=self.judge.atoms.place,
            raising=self.raising,
            rules=self.base.interview,
        )

    @_of_every_language
    def times(self) -> interview.Times:
        """What each answer about the time of a sign means to the rules of urgency."""
        base = self.base
        settled = () if base.triage.settled_when is None else tuple(leaves(base.triage.settled_when))
        tests = [atom for leaf in settled if leaf.finding is not None for atom in clause_of(leaf)]
        return interview.Times(
            rules=base.interview.times,
            timed=self.judge.atoms.timed,
            settling=tuple(each for each in tests if isinstance(each, Timed)),
            calming=tuple(base.calming.values()),
        )

    @cached_property
    def sentences(self) -> care.Sentences:
        """The conditions of our sentences, taken apart once."""
        return care.Sentences(self.base.care.signs)

    @_of_every_language
    def levels(self) -> Levels:
        """The rules of triage as arrays, for an illness that is not settled."""
        return compile_levels(tuple(self.base.conditions.values()), self.base.triage)

    @_of_every_language
    def settled_levels(self) -> Levels:
        """The same for an illness that is old and steady."""
        return compile_levels(tuple(self.base.conditions.values()), self.base.triage, settled=True)

    def levels_for(self, case: Case) -> Levels:
        """Return the rules of triage for a case: every urgency comes from here. Unknown settles nothing."""
        when = self.base.triage.settled_when
        settled = when is not None and holds(when, case, findings=self.base.findings) is True
        return self.settled_levels if settled else self.levels

    @_of_every_language
    def adult_ages(self) -> tuple[float, ...]:
        """The ages in years, from adulthood, at which some rule or belief changes."""
        flags, findings = self.base.red_flags.values(), self.base.findings.values()
        facts = [leaf for flag in flags for test in flag_tests(flag) for leaf in leaves(test)]
        starts = [edge for leaf in facts for edge in (leaf.min_age, leaf.below_age)]
        starts += [start for _, start in AGE_BANDS]
        limits = [(each.only.min_age, each.only.max_age) for each in self.base.conditions.values()]
        limits += [(each.min_age, each.max_age) for each in findings]
        starts += [least for least, _ in limits]
        starts += [most + 1 for _, most in limits if most is not None]
        return tuple(sorted({float(ADULT_AGE), *(e for e in starts if e is not None and e > ADULT_AGE)}))

    def evidence_for(self, case: Case) -> dict[tuple[str, str], dict[int, Evidence]]:
        """Return what answers say of causes, kept for people of this age: by answer, then by column."""
        return self._evidence[encoding.population(case.age_years)]

    @cached_property
    def _evidence(self) -> dict[Population, dict[tuple[str, str], dict[int, Evidence]]]:
        return {"adults": {}, "children": {}}

    @cached_property
    def manifestations(self) -> dict[str, Manifestation]:
        """Finding id to its two rates, where a mechanism produces it."""
        return {each.finding: each for m in self.base.mechanisms.values() for each in m.manifestations}


def _criteria(base: KnowledgeBase) -> Iterator[Criterion]:
    """Yield the tests that a case is held against besides the red flags."""
    yield from (each.when for each in base.contradictions.values())
    for condition in base.conditions.values():
        yield from (each for each in (condition.only.needs,) if each is not None)
        yield from (each.when for each in condition.treatment if each.when is not None)
    yield from care.criteria(base.care)


def load(root: Path = DATA, *, language: str = "", shared: bool = False) -> Knowledge:
    """Return the knowledge that ships with the package, or that below another folder.

    Args:
        root: The folder.
        language: BCP 47 tag of the language of its texts; empty for the one that is spoken now.
        shared: For a server: its processes hold together what is kept in the user's cache, and what is drawn.
            Whoever cuts those files short ends them.

    Raises:
        KnowledgeError: with every problem in every file.
    """
    base = load_knowledge(root, mapped=shared)
    return Knowledge(base=base, kept=KeptArrays(base, shared=shared)).in_language(language or language_now())


def read_case(path: Path | str, knowledge: Knowledge) -> Case:
    """Return the case in a file, JSON or YAML.

    Raises:
        CaseError: with every problem in it.
    """
    return read_case_file(Path(path), knowledge.vocabulary)
