"""Why no interview ends as settled while a flag above the advice holds it up and can be asked about.

The interview ends as settled only where no question that it could put shows a finding that must be settled.
Which findings these are is left open here: any that may be asked and that such a flag asks about, together or
alone, at whatever each is worth. Written from the rules of sheets (docs/proofs.md) and not from the code;
tests/unit/proving holds the code against it, finding by finding.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pygalgia.domain.interview_rules import Sheet, Tick
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.logic import flag_findings
from pygalgia.domain.red_flag import RedFlag
from pygalgia.domain.urgency import Urgency
from pygalgia.proving.answers import Formula
from pygalgia.proving.claim import Ground, Search
from pygalgia.proving.solver import solver


@dataclass(frozen=True)
class Sheets:
    """What stands on the sheets, and, for each finding, where an interview stands with it.

    Attributes:
        base: The knowledge.
    """

    base: KnowledgeBase

    def askable(self, finding: str) -> Formula:
        """Return whether it may be asked now."""
        return solver().Bool(f"{finding} may be asked")

    def must(self, finding: str) -> Formula:
        """Return whether it must be settled."""
        return solver().Bool(f"{finding} must be settled")

    def left(self, finding: str) -> Formula:
        """Return whether its line was left alone on a list where that says nothing."""
        return solver().Bool(f"{finding} was left")

    def worth(self, finding: str) -> Formula:
        """Return what its answer is expected to save."""
        return solver().Real(f"{finding} is worth")

    @cached_property
    def _lists(self) -> Mapping[str, tuple[Tick, ...]]:
        rules = self.base.interview
        return {each.id: each.ticks for each in (*rules.screen, *rules.lists)}

    def ticks(self, sheet: Sheet) -> list[Tick]:
        """Return the lines of a sheet."""
        return [tick for name in sheet.lists for tick in self._lists[name]]

    @cached_property
    def lines(self) -> Mapping[str, Mapping[str, int]]:
        """Sheet to finding to the number of its lines there."""
        return {
            each.id: Counter(tick.finding for tick in self.ticks(each)) for each in self.base.interview.sheets
        }

    def is_on(self, finding: str) -> bool:
        """Return whether it stands on some sheet."""
        return any(finding in lines for lines in self.lines.values())

    def stands(self, finding: str) -> Formula:
        """Return whether its line may be shown on a sheet."""
        z3 = solver()
        if not self.base.findings[finding].scored:
            return z3.BoolVal(val=False)
        return z3.And(self.askable(finding), z3.Not(self.left(finding)))

    def is_hidden(self, sheet: Sheet) -> Formula:
        """Return that the first line to be settled finds no room on its sheet.

        What must be settled comes first, the most valuable before others, each with what is kept beside it.
        Where the first has room, something that must be settled is shown.
        """
        z3, lines = solver(), self.lines[sheet.id]
        due = {name: z3.And(self.stands(name), self.must(name)) for name in lines}
        return z3.Or(
            [
                z3.And(
                    due[name],
                    *(z3.Implies(due[other], self.worth(other) <= self.worth(name)) for other in lines),
                    self._room(name, sheet) > self.base.interview.most_ticks,
                )
                for name in lines
                if self._most_room(name, sheet) > self.base.interview.most_ticks
            ]
        )

    def _together(self, name: str, sheet: Sheet) -> set[str]:
        return {name, *(tick.finding for tick in self.ticks(sheet) if tick.beside == name)}

    def _most_room(self, name: str, sheet: Sheet) -> int:
        return sum(self.lines[sheet.id][each] for each in self._together(name, sheet))

    def _room(self, name: str, sheet: Sheet) -> Formula:
        z3, lines = solver(), self.lines[sheet.id]
        return z3.Sum(
            [z3.If(self.stands(each), lines[each], 0) for each in sorted(self._together(name, sheet))]
        )


def held_up_by(flags: Mapping[str, RedFlag]) -> frozenset[str]:
    """Return the findings that flags above what they hold up ask about; the others add nothing to advice.

    A flag whose floor is its own level never asks for more than the advice that it holds up.
    """
    return frozenset(
        name for flag in flags.values() if _can_be_above(flag) for name in flag_findings(flag) if name
    )


def _can_be_above(flag: RedFlag) -> bool:
    return any(Urgency.from_id(each.urgency) < Urgency.from_id(flag.urgency) for each in flag.floors)


def cannot_settle(ground: Ground) -> Iterator[Search]:
    """Look, for each finding, for an interview where it must be settled and no question shows what must."""
    z3, base = solver(), ground.base
    sheets = Sheets(base)
    listed = sorted(held_up_by(base.red_flags) & ground.lay)
    for name in listed:
        if ground.only and name not in ground.only:
            continue
        alone = z3.BoolVal(val=True) if not sheets.is_on(name) else sheets.left(name)
        unasked = z3.And(alone, z3.BoolVal(val=not base.findings[name].scored))
        on = [each for each in base.interview.sheets if name in sheets.lines[each.id]]
        unseen = z3.And(z3.Not(alone), z3.Not(sheets.stands(name)))
        hidden = (
            z3.And(z3.Not(alone), *(sheets.is_hidden(each) for each in on)) if on else z3.BoolVal(val=False)
        )
        yield Search(
            name,
            z3.And(
                sheets.must(name),
                sheets.askable(name),
                ground.answers.unknown(name),
                z3.Or(unasked, unseen, hidden),
            ),
        )
