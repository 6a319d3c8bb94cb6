"""Read the rules that no probability reaches: red flags, contradictions, and how urgency is read off."""

from collections.abc import Iterable

from pygalgia.domain.contradiction import Contradiction
from pygalgia.domain.red_flag import Criterion, Floor, RedFlag
from pygalgia.domain.timing import TimeTest
from pygalgia.domain.triage import TriageRules, UrgencyLosses
from pygalgia.knowledge.files.shelf import Shelf
from pygalgia.knowledge.rows.common import CriterionRow, TimeRow
from pygalgia.knowledge.rows.flags import ContradictionsFile, FlagRow, FlagsFile, TriageFile

#: Stands in where the file is missing or wrong: that is noted, and nothing is started with it.
_NO_TRIAGE = TriageRules(
    losses=UrgencyLosses(too_late={}, too_early={}, because=""),
    emergency_needs_factor=2,
    danger_signs={},
    conclusive_at=1,
    enough_answers=0,
    floor_when_inconclusive="emergency",
)


def read_flags(shelf: Shelf) -> dict[str, RedFlag]:
    """Return every red flag."""
    return shelf.collected("red flag", _flags(shelf))


def _flags(shelf: Shelf) -> Iterable[tuple[RedFlag, str]]:
    for document, file in shelf.every("red_flags", FlagsFile):
        for index, row in enumerate(file.flags):
            yield _flag(row, hazard=file.hazard), document.where(("flags", index))


def read_contradictions(shelf: Shelf) -> dict[str, Contradiction]:
    """Return every set of answers that cannot all be true."""
    return shelf.collected("contradiction", _contradictions(shelf))


def _contradictions(shelf: Shelf) -> Iterable[tuple[Contradiction, str]]:
    read = shelf.one("contradictions.yaml", ContradictionsFile)
    if read is None:
        return
    document, file = read
    for index, row in enumerate(file.contradictions):
        when = Criterion(all_of=tuple(criterion(each) for each in row.all))
        where = document.where(("contradictions", index))
        yield Contradiction(id=row.id, when=when, text=row.text, fix=row.fix), where


def read_triage(shelf: Shelf) -> TriageRules:
    """Return the rules of triage."""
    read = shelf.one("triage.yaml", TriageFile)
    if read is None:
        return _NO_TRIAGE
    document, file = read
    shelf.places["triage", ""] = document.where(("danger_signs",))
    return _triage(file)


def _flag(row: FlagRow, *, hazard: str) -> RedFlag:
    return RedFlag(
        id=row.id,
        name=row.name,
        hazard=hazard,
        urgency=row.urgency,
        when=criterion(row.when),
        floors=tuple(
            Floor(
                urgency=f.urgency,
                unless=None if f.unless is None else criterion(f.unless),
                only_if=None if f.only_if is None else criterion(f.only_if),
            )
            for f in row.floors
        ),
        text=row.text,
        plain=row.plain,
        do_now=row.do_now,
        sources=tuple(row.sources),
        omissions=tuple(row.omissions),
        conditions=tuple(row.conditions),
    )


def criterion(row: CriterionRow) -> Criterion:
    """Return one test of a rule."""
    return Criterion(
        finding=row.finding,
        states=tuple(row.states),
        time=time_test(row, presumed=row.presumed is not None),
        all_of=tuple(criterion(each) for each in row.all),
        any_of=tuple(criterion(each) for each in row.any),
        at_least=row.at_least,
        of=tuple(criterion(each) for each in row.of),
        min_age=row.min_age,
        below_age=row.below_age,
        sex=row.sex,
    )


def time_test(row: TimeRow, *, presumed: bool = False) -> TimeTest | None:
    """Return what a row asks about time; None where it asks nothing."""
    test = TimeTest(
        since_below_days=row.since_below_days,
        since_at_least_days=row.since_at_least_days,
        course=tuple(row.course),
        now=row.now is not None,
        past=row.past is not None,
        presumed=presumed,
    )
    return None if test == TimeTest() else test


def _triage(row: TriageFile) -> TriageRules:
    return TriageRules(
        losses=UrgencyLosses(
            too_late={str(level): cost for level, cost in row.losses.too_late.items()},
            too_early={str(level): cost for level, cost in row.losses.too_early.items()},
            because=row.losses.because,
        ),
        emergency_needs_factor=row.emergency_needs_factor,
        danger_signs={name: tuple(states) for name, states in row.danger_signs.items()},
        conclusive_at=row.conclusive_at,
        enough_answers=row.enough_answers,
        floor_when_inconclusive=row.floor_when_inconclusive,
        settled_when=None if row.settled_when is None else criterion(row.settled_when),
    )
