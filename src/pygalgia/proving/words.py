"""What came of the proofs, in words, and a case that shows a claim wrong as a case file."""

from collections.abc import Iterator

import yaml

from pygalgia.domain.case import Case
from pygalgia.domain.timing import Since, Timing
from pygalgia.proving.claim import Proof


def told(proof: Proof) -> str:
    """Return what came of a claim, one line and what speaks against it."""
    verdict = "holds" if proof.holds else "FAILS"
    ways = "searches" if proof.claim.shown is None else "ways tried"
    lines = [f"{verdict}  {proof.claim.id}: {proof.claim.says} ({proof.tried:,} {ways})"]
    lines += [f"       but for {about}: {why}" for about, why in proof.claim.but.items()]
    for about, case in proof.against.items():
        lines.append(f"       {about}: " + ("no case can do it" if case is None else _answers(case)))
    unneeded = sorted(set(proof.claim.but) - set(proof.excepted))
    lines += [f"       {about}: holds now, and needs no exception" for about in unneeded]
    return "\n".join(lines)


def _answers(case: Case) -> str:
    age = "unknown age" if case.age_years is None else f"{case.age_years:g} years"
    return ", ".join([age, f"sex {case.sex}", *(f"{name}: {state}" for name, state in case.states.items())])


def case_file(case: Case) -> str:
    """Return a case in the case format."""
    person: dict[str, object] = {"sex": case.sex}
    if case.age_years is not None:
        person["age_years"] = round(case.age_years, 2)
    answers = {name: _answer(state, case.times.get(name)) for name, state in case.states.items()}
    row = {"schema": "pygalgia/case/1", "id": case.id, **person, "answers": answers}
    return yaml.safe_dump(row, sort_keys=False, allow_unicode=True)


def _answer(state: str, time: Timing | None) -> object:
    return state if time is None else {"state": state, **dict(_parts(time))}


def _parts(time: Timing) -> Iterator[tuple[str, object]]:
    if time.since is not None:
        yield "since", _since(time.since)
    if time.course is not None:
        yield "course", time.course
    if time.past:
        yield "past", True


def _since(since: Since) -> dict[str, object]:
    """Return the start of the span: the case format tells one length of time and no span."""
    return {"value": round(since.from_days, 2), "unit": "d"}
