# ruff: noqa: E501 - one row for each mutant reads as a table
"""Spoil the program on purpose, one named place at a time, and see whether a test notices.

    python scripts/mutants.py            # all; exit 1 where fewer than nine in ten are noticed
    python scripts/mutants.py flags      # those whose name holds a word

Each mutant replaces one text in a copy of the source and runs the test files that should fail. It looks at what must
never break unnoticed: urgency, red flags, interview stops, saved interviews, coherence. The sources are not touched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = Path("src/pygalgia")
LEAST = 0.9
PATIENCE = 240

LEVEL = ("tests/unit/triage/test_level.py",)
AHEAD = ("tests/unit/triage/test_urgency_of.py",)
FLAGS = (
    "tests/unit/redflags/test_verdict.py",
    "tests/unit/redflags/test_compiled.py",
    "-k",
    "not published and not person",
)
STOPS = ("tests/unit/interview/test_stopping.py", "tests/unit/interview/test_interviewer.py")
SAVED = ("tests/unit/session/test_saved.py",)
PRIORS = ("tests/unit/encoding/test_priors.py", "tests/unit/inference/test_interval.py")
_WEB = ("-m", "not postgres")
OLD = ("tests/unit/web/test_old_pages.py", *_WEB)
NOTED = ("tests/unit/web/test_diary.py", *_WEB)
BREAKS = ("tests/unit/web/test_breaks.py", *_WEB)
NUMBERS = ("tests/contracts/test_written_numbers.py", "tests/unit/web/test_old_pages.py", *_WEB)
COHERENCE = ("tests/unit/knowledge/test_coherence.py", "tests/unit/knowledge/test_shares.py")


@dataclass(frozen=True)
class Mutant:
    """One place spoilt: `old` stands in the file once."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


MUTANTS = (
    Mutant("triage: losses of too late doubled", "triage/level.py", "late * (needed - level)", "2 * late * (needed - level)", LEVEL),
    Mutant("triage: a level needs twice its worth", "triage/level.py", "level).sum() >= 1:", "level).sum() >= 2:", LEVEL),
    Mutant("triage: silent causes make emergencies", "triage/level.py", "            winning &= spoken_for\n", "            pass\n", LEVEL),
    Mutant("triage: what others lose is free", "triage/level.py", "result[winning] = gain[winning] / price", "result[winning] = gain[winning]", LEVEL),
    Mutant("triage: many are judged by the first level", "triage/level.py", "np.where(worth, steps, 0).max(axis=1)", "np.where(worth, steps, 0)[:, 0]", LEVEL),
    Mutant("triage: the least telling cause is named", "triage/reasons.py", "np.argsort(-worth", "np.argsort(worth", LEVEL),
    Mutant("triage: danger signs may lower", "inference/cautious.py", "odds = odds + np.minimum(_direct(model, alarming, possible), 0.0).sum(axis=0)", "odds = odds + _direct(model, alarming, possible).sum(axis=0)", ("tests/properties/test_reassurance.py",)),
    Mutant("triage: reassurance may raise", "inference/cautious.py", "np.maximum(_direct(model, reassuring, possible), 0.0)", "_direct(model, reassuring, possible)", ("tests/properties/test_reassurance.py",)),
    Mutant("triage: flags do not count", "triage/level.py", "return max(harm, flagged,", "return max(harm,", LEVEL),
    Mutant("triage: harm does not count", "triage/level.py", "return max(harm, flagged,", "return max(flagged,", LEVEL),
    Mutant("triage: too little is no floor", "triage/level.py", "Urgency.SELF_CARE if enough_to_rank else self.too_little", "Urgency.SELF_CARE", LEVEL),
    Mutant("triage: reasons weakest first", "triage/reasons.py", "key=lambda each: -each.urgency", "key=lambda each: each.urgency", LEVEL),
    Mutant("triage: a floor without a reason", "triage/reasons.py", ", *_floors(verdicts)]", "]", LEVEL),
    Mutant("triage: looking ahead ignores new flags", "assessing/lookahead.py", "return Steps(case=case, knowledge=knowledge).urgency", "return knowledge.levels.of(\n            Steps(case=case, knowledge=knowledge).odds, Steps(case=case, knowledge=knowledge).spoken_for, flagged=steps.standing.level, enough_to_rank=True\n        )", AHEAD),
    Mutant("triage: flags are left out of the urgency", "assessing/steps.py", "flagged=self.standing.level", "flagged=Urgency.SELF_CARE", AHEAD),
    Mutant("flags: unknown excludes", "redflags/compiled.py", "self.judge.clauses(self.sure | self.possible)", "self.judge.clauses(self.sure)", FLAGS),
    Mutant("flags: an open flag holds nothing up", "redflags/compiled.py", "np.where(self.open, held, 0)", "np.where(self.open, 0, 0)", FLAGS),
    Mutant("flags: a raised flag counts for nothing", "redflags/compiled.py", "np.where(self.raised, self.judge.urgency, self.floors)", "self.floors", FLAGS),
    Mutant("flags: excluded flags hold the urgency up", "redflags/compiled.py", "np.where(self.open, held, 0)", "np.where(self.raised, 0, held)", FLAGS),
    Mutant("flags: a floor without its condition", "redflags/rules.py", "~known[..., self.unless] & known[..., self.only_if]", "~known[..., self.unless]", FLAGS),
    Mutant("flags: a floor never gives way", "redflags/rules.py", "~known[..., self.unless] & known[..., self.only_if]", "known[..., self.only_if]", FLAGS),
    Mutant("flags: the lowest floor holds", "redflags/rules.py", "np.maximum.reduceat(held", "np.minimum.reduceat(held", FLAGS),
    Mutant("flags: nested findings stay possible", "redflags/rules.py", "if finding.id not in case.states and not can_be", "if False and not can_be", FLAGS),
    Mutant("flags: what cannot be still may", "redflags/rules.py", "                self._settle(possible, finding.id)\n                self._settle(sure, finding.id)", "                pass", FLAGS),
    Mutant("flags: nesting is followed one level only", "domain/logic.py", "return can_be(known, case, findings)", "return True", FLAGS),
    Mutant("flags: a count needs one less", "domain/logic.py", "for each in test.of], test.at_least)", "for each in test.of], max(test.at_least - 1, 1))", FLAGS),
    Mutant("flags: an age limit is one late", "domain/logic.py", "case.age_years >= test.min_age", "case.age_years > test.min_age", FLAGS),
    Mutant("flags: an unknown age excludes", "domain/logic.py", "    if case.age_years is None:\n        return None\n", "    if case.age_years is None:\n        return False\n", FLAGS),
    Mutant("stops: nothing must be settled", "interview/stopping.py", "        if here.is_askable(here.findings[name])\n", "        if False\n", STOPS),
    Mutant("stops: what is open is not named", "interview/stopping.py", "[:MOST]", "[:0]", STOPS),
    Mutant("stops: a raised emergency goes on", "interview/agenda.py", "if not {each.flag.id for each in raised} <= set(self.interview.told):", "if False:", STOPS),
    Mutant("stops: the screen is left out", "interview/agenda.py", "if screening is not None and not self.interview.examining:", "if False:", STOPS),
    Mutant("stops: a lost answer is not asked again", "interview/agenda.py", "self._contradiction() or self._lost() or", "self._contradiction() or", SAVED),
    Mutant("saved: a renamed finding is forgotten", "session/restoring.py", "_with_new_names(was, interviewer.knowledge.renamed)", "_with_new_names(was, {})", SAVED),
    Mutant("saved: what is dropped is not said", "session/restoring.py", "self.dropped.append(Dropped(question=question, why=why, what=what))", "pass", SAVED),
    Mutant("saved: what is dropped is not asked again", "session/restoring.py", "        if finding is not None:\n            self.again.append(name)", "        return", SAVED),
    Mutant("saved: a screen that lost a danger sign is not asked again", "session/restoring.py", "self.again.extend(known)", "pass", SAVED),
    Mutant("saved: a moved line is lost", "session/restoring.py", "elif said != UNTICKED:", "elif False:", SAVED),
    Mutant("saved: an edited file is taken", "session/restoring.py", "if is_same and fitting.problems:", "if False:", SAVED),
    Mutant("saved: an interview that is over stays so", "session/restoring.py", "ended=self.kept.ended and not unanswered", "ended=self.kept.ended", SAVED),
    Mutant("saved: what is to be asked again is not kept", "session/saving.py", '"again": list(interview.again)', '"again": []', SAVED),
    Mutant("saved: a wrong line of a list is taken", "session/validity.py", "UNKNOWN, SKIPPED, UNTICKED, ASK):", "UNKNOWN, SKIPPED, UNTICKED, ASK, said):", (*SAVED, "tests/unit/interview/test_interviewer.py")),
    Mutant("intervals: 90 for 95 %", "inference/interval.py", "(0.025, 0.975)", "(0.05, 0.95)", PRIORS),
    Mutant("priors: a range of 95 for 90 %", "encoding/priors.py", "1.6448536269514722", "1.959963984540054", PRIORS),
    Mutant("priors: what cannot be at an age may", "encoding/priors.py", "(case.age_years < self.min_age) | (case.age_years > self.max_age)", "np.zeros_like(weight, dtype=bool)", PRIORS),
    Mutant("coherence: more than everybody", "knowledge/coherence/conditions.py", "share * p > background.states[state] + 0.02", "False", COHERENCE),
    Mutant("coherence: below the background", "knowledge/coherence/conditions.py", "if (p < rate) == link.belief.against:", "if True:", COHERENCE),
    Mutant("coherence: old ids used again", "knowledge/coherence/findings.py", "if old in base.findings or old in taken:", "if False:", COHERENCE),
    Mutant("coherence: floors are not looked at", "knowledge/coherence/flags.py", "tops += [test for test in (floor.unless, floor.only_if) if test is not None]", "pass", COHERENCE),
    Mutant("coherence: shares sum to anything", "knowledge/shares.py", "_times(row, setting) / total if total else 0.0", "_times(row, setting)", COHERENCE),
    Mutant("pages: a list need not say what it showed", "web/person/interview.py", 'return question.kind == "several"', "return False", OLD),
    Mutant("pages: an old page is taken for a new one", "web/person/interview.py", "return form.shown != ticket(question, given)", "return False", OLD),
    Mutant("pages: a change is written on any question", "web/person/interview.py", 'found = at.place_of(form.word("question"))', "found = index if 0 <= index < len(at.interview.steps) else None", OLD),
    Mutant("pages: a late answer is dropped unsaid", "web/person/interview.py", "return _late(request, at, form)", 'return _to("/interview")', OLD),
    Mutant("pages: back takes away what is not seen", "web/person/interview.py", 'if now is not None and named in (now.id, ""):', "if now is not None:", OLD),
    Mutant("pages: an emergency waits behind the answers", "web/person/interview.py", 'if isinstance(step, Stop) and step.kind == "emergency":', "if False:", OLD),
    Mutant("pages: not sure is not shown again", "web/person/shown.py", "if each.finding not in settled and said.get(each.finding, UNKNOWN) != each.nothing", "if False", OLD),
    Mutant("pages: what was left alone is stored anew", "web/person/shown.py", "stored.get(name, said) if untouched.get(name) == said else said for", "said for", OLD),
    Mutant("pages: a fault forgets the unit", "web/person/shown.py", 'unit=unit or form.word("unit")', "unit=unit", OLD),
    Mutant("pages: a change takes out whole lists", "session/interviewer.py", "if left.lines is None:", "if True:", OLD),
    Mutant("pages: what a change took out is not asked again", "session/interviewer.py", "return replace(kept, again=tuple(dict.fromkeys(again)))", "return kept", OLD),
    Mutant("pages: going on passes what was not shown", "web/visit/visit.py", "told=tuple(sorted(raised & set(shown)))", "told=tuple(sorted(raised))", NOTED),
    Mutant("diary: the result is judged without it", "web/visit/visit.py", "return self.course().assessment", "return self.interviewer.assess(self.interview)", NOTED),
    Mutant("diary: an emergency in it does not interrupt", "web/visit/visit.py", "return self.course(now).interruption(now.told) or step", "return step", NOTED),
    Mutant("diary: what was told of it is told at every answer", "web/visit/visit.py", "        interview = self._still_told(interview)\n", "", NOTED),
    Mutant("diary: a sign is kept in another state", "web/person/diary.py", "if sign_id(each) in ticked or each.finding in ticked:", 'if each.finding in {tick.partition("=")[0] for tick in ticked}:', NOTED),
    Mutant("diary: a danger sign needs a number", "web/person/diary.py", "if not is_rated and not signs:", "if not is_rated:", NOTED),
    Mutant("breaks: an error page without advice", "web/templates/errors/problem.html", "  {{ emergency_line() }}\n", "", BREAKS),
    Mutant("breaks: a patient replaces a person unasked", "web/clinician/cases.py", "if earlier is not None and earlier.is_a_persons_own and form", "if False and form", BREAKS),
    Mutant("breaks: a link replaces a person unasked", "web/person/keeping.py", "if _others(request, here, token) and form", "if False and form", BREAKS),
    Mutant("breaks: unscreened is called safe", "report/patient_page.py", "OPEN_LEAD if is_open or is_unscreened else", "OPEN_LEAD if is_open else", BREAKS),
    Mutant("numbers: a comma is guessed at", "domain/written_number.py", " or _ONE_OF_TWO.fullmatch(digits):", ":", NUMBERS),
    Mutant("numbers: a written unit gives way", "domain/written_number.py", "if named and chosen and named != chosen:", "if False:", NUMBERS),
    Mutant("numbers: nothing is said of an empty line", "cli/dialogue.py", "if words == NONE_OF_THESE:", "if False:", NUMBERS),
)  # fmt: skip


def noticed(mutant: Mutant) -> bool:
    """Return whether a test fails once the place is spoilt.

    Raises:
        SystemExit: the text to spoil does not stand in the file exactly once.
    """
    with tempfile.TemporaryDirectory(prefix="pygalgia-mutant-") as folder:
        copy = Path(folder) / "src" / "pygalgia"
        shutil.copytree(ROOT / SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__"))
        path = copy / mutant.file
        text = path.read_text(encoding="utf-8")
        if text.count(mutant.old) != 1:
            sys.exit(
                f"{mutant.name}: {mutant.file} holds the text {text.count(mutant.old)} times; mend the mutant"
            )
        path.write_text(text.replace(mutant.old, mutant.new), encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-qx", "-n0", "-p", "no:cacheprovider", *mutant.tests]
        environment = os.environ | {"PYTHONPATH": str(copy.parent), "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            done = subprocess.run(
                command, cwd=ROOT, env=environment, capture_output=True, timeout=PATIENCE, check=False
            )
        except subprocess.TimeoutExpired:
            return True
        return done.returncode == 1


def main(words: list[str]) -> int:
    """Run the mutants whose name holds one of these words, all without a word; return the exit code."""
    chosen = [each for each in MUTANTS if not words or any(word in each.name for word in words)]
    survived = []
    for number, mutant in enumerate(chosen, 1):
        seen = noticed(mutant)
        survived += [] if seen else [mutant.name]
        print(f"{number:>3}/{len(chosen)}  {'noticed ' if seen else 'SURVIVED'}  {mutant.name}", flush=True)
    share = 1 - len(survived) / len(chosen) if chosen else 0.0
    print(f"{share:.0%} of {len(chosen)} noticed")
    return 0 if share >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
