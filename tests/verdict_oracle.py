"""Red flags judged one by one, in the plainest way: the reference that the compiled judge is held against."""

from pygalgia.domain.logic import applies
from pygalgia.domain.urgency import Urgency


def holds(test, case, findings):
    """Return True, False or None, form by form."""
    if test.finding is not None:
        return finding_in(test.finding, test.states, case, findings)
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
