"""Any tests on a case, judged all at once by the judge of the flags: what holds of care and of conditions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pygalgia.domain.case import Case
from pygalgia.domain.finding import Finding
from pygalgia.domain.logic import holds
from pygalgia.domain.red_flag import Criterion, RedFlag
from pygalgia.lazy import cached_property
from pygalgia.redflags.compiled import Judge, Standing
from pygalgia.redflags.compiling import compile_flags
from pygalgia.redflags.rules import BoolArray, IndexArray


@dataclass(frozen=True, kw_only=True)
class Criteria:
    """Tests that are judged together.

    Attributes:
        tests: All of them; kept, so that each is known by being itself.
        judge: Each in the form of a flag, in their order.
    """

    tests: tuple[Criterion, ...]
    judge: Judge
    findings: Mapping[str, Finding]

    @cached_property
    def place(self) -> Mapping[int, int]:
        """The identity of each test to its place."""
        return {id(each): place for place, each in enumerate(self.tests)}

    def outcomes(self, case: Case) -> "Outcomes":
        """Return what holds of a case."""
        return Outcomes(criteria=self, case=case, standing=self.judge.standing(case))


@dataclass(frozen=True, kw_only=True)
class Outcomes:
    """Which of some tests hold for one case."""

    criteria: Criteria
    case: Case
    standing: Standing

    def __call__(self, test: Criterion) -> bool | None:
        """Return whether a test holds: True, False, or None while it is undecided."""
        place = self.criteria.place.get(id(test))
        if place is None:
            return holds(test, self.case, findings=self.criteria.findings)
        if self._holding[place]:
            return True
        return None if self._open[place] else False

    def can_hold(self, places: IndexArray) -> BoolArray:
        """Return (n,) whether each of some tests (n,), by its place, holds or still can."""
        result: BoolArray = self.standing.raised[places] | self.standing.open[places]
        return result

    @cached_property
    def _holding(self) -> list[bool]:
        result: list[bool] = self.standing.raised.tolist()
        return result

    @cached_property
    def _open(self) -> list[bool]:
        result: list[bool] = self.standing.open.tolist()
        return result


def compile_criteria(tests: Iterable[Criterion], findings: Mapping[str, Finding]) -> Criteria:
    """Return tests as arrays, each by itself: the same test twice is judged twice."""
    tests = tuple(tests)
    flags = [as_flag(each, name=f"test-{place}") for place, each in enumerate(tests)]
    return Criteria(tests=tests, judge=compile_flags(flags, findings), findings=findings)


def as_flag(test: Criterion, *, name: str) -> RedFlag:
    """Return a test in the form that the judge compiles; the words and the level mean nothing."""
    return RedFlag(id=name, name="", hazard="", urgency="self-care", when=test, text="", plain="", do_now="")
