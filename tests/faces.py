"""The same answers in every face: what the interview, a case file, the API and a page say of them."""

import json
import math
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pygalgia
import tables
from pygalgia.assessing import urgency_and_probability
from pygalgia.batch import assess_table
from pygalgia.domain.urgency import Urgency
from pygalgia.errors import CaseError
from pygalgia.interview import Ask

SUM_OFF = 1e-9
#: The command line, as a process of its own.
MAIN = (sys.executable, "-c", "from pygalgia.cli import main; main()")
REFUSED = 2


@dataclass(frozen=True)
class Said:
    """What a face says of a case: how urgent it is, which flags are raised, how likely the likeliest is."""

    urgency: str
    raised: frozenset[str]
    greatest: float

    def is_as(self, other: "Said") -> bool:
        """Return whether another face says the same; a document rounds a probability to four digits."""
        return (self.urgency, self.raised) == (other.urgency, other.raised) and math.isclose(
            self.greatest, other.greatest, abs_tol=1e-4
        )


def holds_so_far() -> bool:
    """Return whether nothing has broken: what is torn down after a fault must not hide it behind another."""
    return sys.exc_info()[0] is None


def exported(so_far, leader):
    """Return the answers of an interview as the JSON of a case file."""
    return leader.case_row(so_far).model_dump(mode="json", by_alias=True, exclude_none=True)


def judged(case, knowledge):
    """Return what the library says of a case, once its numbers are seen to be probabilities."""
    triage, probability = urgency_and_probability(case, knowledge)
    shares = [float(each) for each in probability]
    assert all(math.isfinite(each) and 0 <= each <= 1 for each in shares), shares
    assert math.isclose(sum(shares), 1, abs_tol=SUM_OFF), sum(shares)
    standing = knowledge.judge.standing(case)
    raised = [each for each in standing.verdicts if each.verdict == "raised"]
    assert triage.urgency >= standing.level, "a flag was outvoted"
    if any(each.urgency is Urgency.EMERGENCY for each in raised):
        assert triage.urgency is Urgency.EMERGENCY, "an emergency flag was outvoted"
    return Said(triage.urgency.id, frozenset(each.flag.id for each in raised), max(shares))


def by_file(document, folder: Path, knowledge):
    """Return what is said of a case file; None where it is refused because its answers contradict each other.

    Raises:
        CaseError: it is refused for any other reason.
    """
    path = folder / "exported.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    try:
        case = pygalgia.read_case(path, knowledge)
    except CaseError as error:
        if all(_is_contradiction(each) for each in error.problems):
            return None
        raise
    return judged(case, knowledge)


def _is_contradiction(problem):
    return problem.found.startswith("answers that contradict each other")


def of_document(told):
    """Return what an assessment document (`pygalgia/assessment/1`) says."""
    shares = [each["probability"] for each in told["conditions"]]
    assert all(math.isfinite(each) and 0 <= each <= 1 for each in shares), shares
    assert sum(shares) <= 1 + len(shares) * 1e-4, shares
    raised = frozenset(each["id"] for each in told["red_flags"] if each["verdict"] == "raised")
    return Said(told["urgency"]["level"], raised, max(shares, default=0.0))


def by_the_api(document, client):
    """Return what the API says of a case; None where it is refused."""
    answer = client.post("/api/v1/assess", json=document)
    assert answer.status_code in (200, 422), answer.text
    return of_document(answer.json()) if answer.status_code == 200 else None


def by_a_process(path: Path):
    """Return what `pygalgia assess FILE`, as a process, says of a case file; None where it is refused."""
    words = [*MAIN, "assess", str(path), "--format", "json"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode in (0, REFUSED), done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    if done.returncode == REFUSED:
        assert done.stderr, "refused without a word"
        assert not done.stdout, "refused, and answered all the same"
        return None
    return of_document(json.loads(done.stdout))


def by_a_batch(documents, knowledge):
    """Return what a batch says of each of some cases; None for each that is refused."""
    # A table without any column of an answer is refused as a whole.
    rows = [{**each, "answers": {"fever": "unknown"} | each["answers"]} for each in documents]
    return [_of_row(each) for each in assess_table(tables.table_of(rows), knowledge).to_pylist()]


def _of_row(row):
    if row["problem"] is not None:
        assert row["urgency"] is None, row
        return None
    return Said(row["urgency"], frozenset(row["flags_raised"]), row["probability_1"])


def on_a_page(page: str):
    """Return the urgency that a page of the result shows."""
    return re.search(r"urgency--([a-z-]+)", page)[1]


def holds_in_every_face(so_far, leader, *, folder: Path, client=None, far=False):
    """Raise where the interview, the exported case file and the API say different things of the answers.

    Args:
        so_far: The interview.
        leader: The interviewer who leads it.
        folder: Where the case file is written.
        client: Of the web application; None: its API is not asked.
        far: Whether a batch and a process of the command line are asked too.
    """
    ours = judged(leader.case(so_far), leader.knowledge)
    step, urgency = leader.next_step(so_far), leader.situation(so_far).urgency
    assert urgency.id == ours.urgency, (urgency, ours)
    document = exported(so_far, leader)
    filed = by_file(document, folder, leader.knowledge)
    # An interview asks about what cannot both be true; a file that says it is refused.
    assert filed is None or filed.is_as(ours), (filed, ours)
    if filed is None:
        assert not isinstance(step, Ask) or step.phase == "contradiction" or so_far.ended, step
    if client is not None:
        told = by_the_api(document, client)
        assert (told is None) == (filed is None)
        assert told is None or told.is_as(ours), (told, ours)
    if far:
        for told in (*by_a_batch([document], leader.knowledge), by_a_process(folder / "exported.json")):
            assert (told is None) == (filed is None), (told, filed)
            assert told is None or told.is_as(ours), (told, ours)
    return ours
