"""A case that shows a claim wrong, or a thing possible, with as few answers as will do."""

from pygalgia.domain.case import Case, Sex
from pygalgia.domain.timing import COURSES, SignCourse, Since, Timing
from pygalgia.proving.answers import Answers, Formula, Told
from pygalgia.proving.solver import solver

#: A case with more answers is shown as it was found.
FEW = 8


def fewest(search: Formula, answers: Answers) -> Formula:
    """Return a model of what the search holds, with as few answers as are needed up to `FEW`."""
    z3 = solver()
    given = [each for name in answers.findings for each in answers.states(name).values()]
    for most in range(FEW + 1):
        search.push()
        search.add(z3.AtMost(*given, most))
        found = search.model() if search.check() == z3.sat else None
        search.pop()
        if found is not None:
            return found
    search.check()
    return search.model()


def as_case(model: Formula, answers: Answers, *, name: str) -> Case:
    """Return a model of the solver as a case."""
    z3, person = solver(), answers.person
    states = {
        finding: state
        for finding in answers.findings
        for state, given in answers.states(finding).items()
        if z3.is_true(model.eval(given))
    }
    times = {finding: _timing(model, answers.told[finding]) for finding in states}
    age = model.eval(person.age, model_completion=True)
    return Case(
        id=name,
        sex=_sex(model, answers),
        setting="unknown",
        age_years=float(age.as_fraction()) if z3.is_true(model.eval(person.has_age)) else None,
        states=states,
        times={finding: time for finding, time in times.items() if time != Timing()},
    )


def _sex(model: Formula, answers: Answers) -> Sex:
    sexes = answers.person.sexes
    if solver().is_true(model.eval(sexes["female"])):
        return "female"
    return "male" if solver().is_true(model.eval(sexes["male"])) else "unknown"


def _timing(model: Formula, told: Told) -> Timing:
    z3 = solver()
    known, start, stop = told.since
    over, still = told.past
    since = None
    if z3.is_true(model.eval(known)):
        first, last = (float(model.eval(each, model_completion=True).as_fraction()) for each in (start, stop))
        since = Since(from_days=first, below_days=last, words=f"began {first:g} to {last:g} days ago")
    courses: list[SignCourse] = [each for each in COURSES if z3.is_true(model.eval(told.courses[each]))]
    past = True if z3.is_true(model.eval(over)) else None
    if z3.is_true(model.eval(still)):
        past = False
    return Timing(since=since, course=courses[0] if courses else None, past=past)
