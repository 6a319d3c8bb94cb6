"""What a plan needs to know of a case: who it is, how urgent, how likely what, and which cautions hold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pygalgia.care.deciding import Deciding, Meets, Sentences
from pygalgia.domain.assessment import Reason
from pygalgia.domain.case import Case
from pygalgia.domain.exercise import Caution, Cautions
from pygalgia.domain.finding import Finding
from pygalgia.domain.knowledge_base import Region
from pygalgia.domain.logic import is_asked_of, leaves
from pygalgia.domain.red_flag import Criterion, FlagVerdict
from pygalgia.domain.urgency import Urgency
from pygalgia.lazy import cached_property

#: A cause less likely than this is not named to the person: one in twenty.
SMALLEST_NAMED = 0.05


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """A case, its ranking and its urgency.

    Attributes:
        ranked: (condition id, probability 0 to 1), most probable first.
        reasons: Why the urgency is what it is, strongest first.
        findings: Every finding by id.
        cautions: Every caution by id.
        meets: Whether a test holds for the case: True, False, or None while it is undecided.
        sentences: The conditions of sentences, taken apart.
        regions: Every body region by id; without any, where it hurts is not said.
        enough_to_rank: Whether enough is known for the ranking to mean anything.
    """

    case: Case
    ranked: Sequence[tuple[str, float]]
    urgency: Urgency
    reasons: Sequence[Reason]
    verdicts: Sequence[FlagVerdict]
    findings: Mapping[str, Finding]
    cautions: Cautions
    meets: Meets
    sentences: Sentences = field(default_factory=lambda: Sentences(()))
    regions: Mapping[str, Region] = field(default_factory=dict)
    enough_to_rank: bool = True

    @cached_property
    def deciding(self) -> Deciding:
        """Decides the conditions of sentences for this person."""
        return Deciding(sentences=self.sentences, meets=self.meets)

    @cached_property
    def probability(self) -> dict[str, float]:
        """Condition id to probability; what is not in it is below the smallest that is listed."""
        return dict(self.ranked)

    @cached_property
    def raised(self) -> tuple[FlagVerdict, ...]:
        """The raised flags, most urgent first."""
        raised = [each for each in self.verdicts if each.verdict == "raised"]
        return tuple(sorted(raised, key=lambda each: -each.urgency))

    @property
    def is_urgent(self) -> bool:
        """Whether a clinician has to see the person today."""
        return self.urgency >= Urgency.SAME_DAY

    def state_of(self, caution: Caution) -> bool | None:
        """Return whether a caution holds: True, False, or None while what it asks about is unknown.

        A caution that no answer decides is None.
        """
        return self._states[caution.id]

    @cached_property
    def _states(self) -> dict[str, bool | None]:
        return {each.id: self._state(each) for each in self.cautions.by_id.values()}

    def ground_of(self, caution: Caution) -> float:
        """Return how much a caution that holds tells of this very person, 0 and up.

        1 where an answer says so, and more than any chance; the chance of what it suspects otherwise; half,
        in between, where it only waits until an urgent matter was looked at.
        """
        if any(self.meets(test) is True for test in caution.tests):
            return 1.0
        return max(self._suspicions(caution), default=0.5)

    def is_hardly_suspected(self, caution: Caution) -> bool:
        """Return whether a caution holds for the slight chance of a cause alone, where nobody is in haste.

        Of a cause that is not named to the person for its small chance, its caution says nothing either.
        """
        if self.is_urgent or any(self.meets(test) is True for test in caution.tests):
            return False
        chances = self._suspicions(caution)
        return bool(chances) and max(chances) < SMALLEST_NAMED

    def _suspicions(self, caution: Caution) -> list[float]:
        """Return the chances of what a caution suspects, where they are great enough for it."""
        if not caution.suspected:
            return []
        chances = ((self.probability.get(name, 0.0), least) for name, least in caution.suspected.items())
        return [chance for chance, least in chances if chance >= least]

    def _state(self, caution: Caution) -> bool | None:
        if caution.is_asked:
            return None
        if caution.urgency is not None and self.urgency >= caution.urgency:
            return True
        # Flags that only ask for a routine visit (pain for six weeks) are no reason to keep still.
        if caution.any_red_flag and self._is_flagged_soon:
            return True
        if self._suspicions(caution):
            return True
        is_open = False
        for test in caution.tests:
            outcome = self.meets(test)
            if outcome:
                return True
            is_open |= outcome is None and self._is_asked(test)
        return None if is_open else False

    def _is_asked(self, test: Criterion) -> bool:
        """Return whether a test is on what is asked of this person: no small child takes aspirin daily."""
        names = [each.finding for each in leaves(test) if each.finding is not None]
        asked = (is_asked_of(self.findings[name], self.case) for name in names if name in self.findings)
        return not names or any(asked)

    @cached_property
    def _is_flagged_soon(self) -> bool:
        return any(each.urgency >= Urgency.WITHIN_TWO_WEEKS for each in self.raised)

    def cautions_on(self, classes: Iterable[str]) -> tuple[Caution, ...]:
        """Return the cautions that act on any of these classes, in the order of the file."""
        return self.cautions.on(classes)
