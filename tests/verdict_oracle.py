"""Red flags judged one by one, in the plainest way: the reference that the compiled judge is held against."""

from pygalgia.domain.logic import applies
from pygalgia.domain.urgency import Urgency


def holds(test, case, findings):
    """Return True, False or None, form by form."""
    if test.finding is not None:
        return sign(test, case, findings)
    if test.all_of:
        outcomes = [holds(each, case, findings) for each in test.all_of]
        return False if False in outcomes else None if None in outcomes else True
    if test.any_of:
        return _count(1, [holds(each, case, findings) for each in test.any_of])
    if test.at_least is not None:
        return _count(test.at_least, [holds(each, case, findings) for each in test.of])
    if test.sex is not None:
        return {"unknown": None}.get(case.sex, case.sex == test.sex)
    return None if case.age_years is None else _old_enough(test, case)


def sign(test, case, findings):
    """Return whether a finding is in one of the states, at a time that counts."""
    there, timing = finding_in(test.finding, test.states, case, findings), case.times.get(test.finding)
    if there and any(timed(each, timing) is True for each in test.calmed_by):
        return False
    return timed(test.time, timing) if there and test.time else there


def _old_enough(test, case):
    lowest = 0 if test.min_age is None else test.min_age
    return lowest <= case.age_years and (test.below_age is None or case.age_years < test.below_age)


def finding_in(name, states, case, findings):
    """Return whether a finding is in one of these states."""
    finding = findings[name]
    if not applies(finding, case):
        return False
    if name in case.states:
        return case.states[name] in states
    parent = finding.asked_if
    ruled_out = parent and finding_in(parent.finding, parent.states, case, findings) is False
    return False if ruled_out else None


def timed(test, timing):
    """Return whether what was said of a time meets a test on it."""
    since = timing and timing.since
    parts = []
    if test.since_below_days is not None:
        parts.append(_before(since, test.since_below_days))
    if test.since_at_least_days is not None:
        parts.append({True: False, False: True, None: None}[_before(since, test.since_at_least_days)])
    if test.course:
        parts.append(timing.course in test.course if timing and timing.course else None)
    if test.now:
        parts.append({True: False, False: True, None: None}[timing and timing.past])
    if test.past:
        parts.append(timing and timing.past)
    if test.presumed:
        parts = [True if part is None else part for part in parts]
    return False if False in parts else None if None in parts else True


def _before(since, days):
    if since is None or since.from_days < days < since.below_days:
        return None
    return since.from_days < days


def _count(least, outcomes):
    sure, open_ = outcomes.count(True), outcomes.count(None)
    return True if sure >= least else None if sure + open_ >= least else False


def verdict(flag, case, findings):
    """Return a flag's verdict, its floor and the findings behind it."""
    outcome = holds(flag.when, case, findings)
    if outcome is False:
        return "excluded", Urgency.SELF_CARE, ()
    behind = tuple(dict.fromkeys(_leaves(flag.when, outcome, case, findings)))
    if outcome is True:
        return "raised", Urgency.SELF_CARE, behind
    floors = [Urgency.from_id(each.urgency) for each in flag.floors if _in_force(each, case, findings)]
    return "open", max(floors, default=Urgency.SELF_CARE), behind


def _in_force(floor, case, findings):
    if floor.unless is not None and holds(floor.unless, case, findings) is True:
        return False
    return floor.only_if is None or holds(floor.only_if, case, findings) is True


def _leaves(test, outcome, case, findings):
    inner = (*test.all_of, *test.any_of, *test.of)
    for each in inner:
        yield from _leaves(each, outcome, case, findings)
    if not inner and test.finding is not None and holds(test, case, findings) is outcome:
        yield test.finding
