"""How far an interview is, as its page shows it."""

from dataclasses import dataclass

from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.interview import Ask, Interview, opening_questions
from pygalgia.texts import _, many

#: Half of the accounts that no emergency ends have so many questions beside the safety questions (116 of
#: `cases/people` and `cases/people-new`, asked by script on 30 November 2026; the middle half 11 to 20), and
#: whoever has had about that many has five before them.
_USUAL, _USUAL_LATE = 15, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the interview and how much of it is done.

    Attributes:
        total: How many questions the part has; where nobody can know yet, how many it has for most people.
        is_usual: Whether `total` is only what it is for most people.
    """

    name: str
    done: int
    total: int
    current: bool
    is_usual: bool = False

    @property
    def share(self) -> float:
        """How full the part's bar is, 0 to 1."""
        return min(self.done / self.total, 1.0) if self.total else 1.0

    @property
    def words(self) -> str:
        """The same in words, honest about what is not known."""
        if not self.current:
            return self.name
        if self.is_usual:
            return many(
                "%(part)s: about %(n)s more",
                "%(part)s: about %(n)s more",
                self.total - self.done,
                part=self.name,
            )
        return _(
            "%(part)s: %(number)s of %(total)s",
            part=self.name,
            number=min(self.done + 1, self.total),
            total=self.total,
        )


def progress(interview: Interview, ask: Ask, base: KnowledgeBase) -> tuple[Part, ...]:
    """Return the three parts of an interview: what is counted is counted, what is open is called open."""
    rules = base.interview
    opening = opening_questions(interview, base)
    opened = sum(1 for name in opening if interview.was_asked(name))
    if ask.phase != "opening":
        opening = tuple(name for name in opening if interview.was_asked(name))
    screened = sum(step.id.kind == "screen" for step in interview.steps)
    later = len(interview.steps) - opened - screened
    screens = max(len(rules.screen), screened + (ask.phase == "screen"))
    in_screen = ask.phase == "screen" or (screened < screens and ask.phase in ("follow-up", "contradiction"))
    return (
        Part(name=_("You and the pain"), done=opened, total=len(opening), current=ask.phase == "opening"),
        Part(name=_("Safety"), done=screened, total=screens, current=ask.phase != "opening" and in_screen),
        Part(
            name=_("The cause"),
            done=later,
            total=later + _left(later, most=rules.stopping.most_questions - screened),
            current=ask.phase != "opening" and not in_screen,
            is_usual=True,
        ),
    )


def _left(done: int, *, most: int) -> int:
    """Return how many questions most people still have before them after so many; at least 1."""
    return max(min(max(_USUAL - done, _USUAL_LATE), most - done), 1)
