"""A red flag: a deterministic rule with three verdicts. It knows nothing of probability."""

from typing import Literal

from pygalgia.domain.timing import TimeTest
from pygalgia.domain.urgency import Urgency
from pygalgia.frozen import Frozen

Verdict = Literal["raised", "excluded", "open"]


class Criterion(Frozen):
    """One test on a case: exactly one of its forms is set.

    Forms: `finding` is in one of `states`, and its time meets `time` if there is one; `all_of`; `any_of`;
    `at_least` of `of`; age from `min_age` (included) to `below_age` (excluded), either may be None; `sex`.

    Attributes:
        calmed_by: A danger sign does not count where its time is known to meet one of these.
    """

    finding: str | None = None
    states: tuple[str, ...] = ()
    time: TimeTest | None = None
    calmed_by: tuple[TimeTest, ...] = ()
    all_of: tuple["Criterion", ...] = ()
    any_of: tuple["Criterion", ...] = ()
    at_least: int | None = None
    of: tuple["Criterion", ...] = ()
    min_age: float | None = None
    below_age: float | None = None
    sex: str | None = None


class Floor(Frozen):
    """The least urgency while the flag is open, unless `unless` definitely holds."""

    urgency: str
    unless: Criterion | None = None
    only_if: Criterion | None = None


class RedFlag(Frozen):
    """A rule: raised where `when` holds for certain, excluded where it cannot hold, open otherwise."""

    id: str
    name: str
    hazard: str
    urgency: str
    when: Criterion
    floors: tuple[Floor, ...] = ()
    text: str
    plain: str
    do_now: str
    sources: tuple[str, ...] = ()
    omissions: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()


class FlagVerdict(Frozen):
    """One flag's verdict on one case.

    Attributes:
        floor: While open: the least urgency it holds up; self-care where it holds up none.
        because_of: Findings that raised it, or that it still needs while open.
    """

    flag: RedFlag
    verdict: Verdict
    floor: Urgency
    because_of: tuple[str, ...]

    @property
    def urgency(self) -> Urgency:
        """The urgency this verdict asks for by itself."""
        return Urgency.from_id(self.flag.urgency) if self.verdict == "raised" else self.floor
