"""Read the rules that no probability reaches: red flags, contradictions, and how urgency is read off."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pygalgia.domain.contradiction import Contradiction
from pygalgia.domain.red_flag import Criterion, Floor, RedFlag
from pygalgia.domain.timing import Calming, TimeTest
from pygalgia.domain.triage import TriageRules, UrgencyLosses
from pygalgia.knowledge.files.shelf import Shelf
from pygalgia.knowledge.rows.common import CriterionRow, TimeRow
from pygalgia.knowledge.rows.flags import CalmingFile, ContradictionsFile, FlagRow, FlagsFile, TriageFile

#: Stands in where the file is missing or wrong: that is noted, and nothing is started with it.
_NO_TRIAGE = TriageRules(
    losses=UrgencyLosses(too_late={}, too_early={}, because=""),
    emergency_needs_factor=2,
    danger_signs={},
    conclusive_at=1,
    enough_answers=0,
    floor_when_inconclusive="emergency",
)


def read_flags(shelf: Shelf, calming: Mapping[str, Calming]) -> dict[str, RedFlag]:
    """Return every red flag, each danger sign in it calmed by the rules for that sign."""
    return shelf.collected("red flag", _flags(shelf, tuple(calming.values())))


def _flags(shelf: Shelf, calming: Sequence[Calming]) -> Iterable[tuple[RedFlag, str]]:
    for document, file in shelf.every("red_flags", FlagsFile):
        for index, row in enumerate(file.flags):
            flag = _flag(row, hazard=file.hazard)
            yield _with_calming(flag, calming), document.where(("flags", index))


def _with_calming(flag: RedFlag, calming: Sequence[Calming]) -> RedFlag:
    # Not `unless`: what lifts a floor is no danger sign.
    floors = tuple(
        floor if floor.only_if is None else replace(floor, only_if=calmed(floor.only_if, calming))
        for floor in flag.floors
    )
    return replace(flag, when=calmed(flag.when, calming), floors=floors)


def calmed(test: Criterion, calming: Sequence[Calming]) -> Criterion:
    """Return a test in which each danger sign gives way to a time that calms it.

    A test that asks about the time itself stays as it is.
    """
    if test.finding is not None and test.time is None:
        return replace(test, calmed_by=tuple(rule.when for rule in calming if test.finding in rule.findings))
    return replace(
        test,
        all_of=tuple(calmed(each, calming) for each in test.all_of),
        any_of=tuple(calmed(each, calming) for each in test.any_of),
        of=tuple(calmed(each, calming) for each in test.of),
    )


def read_calming(shelf: Shelf) -> dict[str, Calming]:
    """Return when the time of a danger sign calms it."""
    return shelf.collected("calming", _calming(shelf))


def _calming(shelf: Shelf) -> Iterable[tuple[Calming, str]]:
    for row, where in shelf.listed("calming.yaml", CalmingFile, "calming", lambda file: file.calming):
        rule = Calming(
            id=row.id,
            findings=tuple(row.findings),
            when=time_test(row) or TimeTest(),
            of_this_illness=row.of_this_illness,
            plain=row.plain,
            because=row.because,
        )
        yield rule, where


def read_contradictions(shelf: Shelf) -> dict[str, Contradiction]:
    """Return every set of answers that cannot all be true."""
    return shelf.collected("contradiction", _contradictions(shelf))


def _contradictions(shelf: Shelf) -> Iterable[tuple[Contradiction, str]]:
    rows = shelf.listed(
        "contradictions.yaml", ContradictionsFile, "contradictions", lambda file: file.contradictions
    )
    for row, where in rows:
        when = Criterion(all_of=tuple(criterion(each) for each in row.all))
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
                unless=criterion_if_any(f.unless),
                only_if=criterion_if_any(f.only_if),
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


def criterion_if_any(row: CriterionRow | None) -> Criterion | None:
    """Return a test of a rule; None where there is none."""
    return None if row is None else criterion(row)


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
        circumstances=frozenset(row.circumstances),
        danger_signs={name: tuple(states) for name, states in row.danger_signs.items()},
        conclusive_at=row.conclusive_at,
        enough_answers=row.enough_answers,
        floor_when_inconclusive=row.floor_when_inconclusive,
        settled_when=criterion_if_any(row.settled_when),
    )
