# ruff: noqa: E501 - one row for each mutant reads as a table
"""Spoil the program on purpose, one named place at a time, and see whether a test notices.

    python scripts/mutants.py            # all; exit 1 where fewer than nine in ten are noticed
    python scripts/mutants.py flags      # those whose name holds a word
    python scripts/mutants.py --sample 30 --seed 5    # so many of them, drawn by the seed

Each mutant replaces one text in a copy of the source and runs the test files that should fail. It looks at what must
never break unnoticed: urgency, red flags, interview stops, saved interviews, coherence, and the guards
of the web. The sources are not touched. Tests that take too long (`--patience`) show nothing and are counted apart:
a busy machine would otherwise notice everything.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = Path("src/pygalgia")
LEAST = 0.9
PATIENCE = 240
NOTICED, SURVIVED, TOO_LONG = "noticed ", "SURVIVED", "too long"
#: Of a standard normal: the share of all is within the limits in nineteen of twenty samples.
_Z = 1.96
#: What holds on SQLite holds on PostgreSQL, and half the time is enough.
ONE_DATABASE = ("-m", "not postgres")

LEVEL = ("tests/unit/triage/test_level.py",)
AHEAD = ("tests/unit/triage/test_urgency_of.py",)
LIKELY = ("tests/knowledge/test_likely_causes.py",)
FLAGS = (
    "tests/unit/redflags/test_verdict.py",
    "tests/unit/redflags/test_compiled.py",
    "-k",
    "not published and not person",
)
STOPS = ("tests/unit/interview/test_stopping.py", "tests/unit/interview/test_interviewer.py")
SAVED = ("tests/unit/session/test_saved.py",)
PRIORS = ("tests/unit/encoding/test_priors.py", "tests/unit/inference/test_interval.py")
RECORDS = ("tests/unit/records/test_record.py", "tests/unit/records/test_codes.py")
WRITTEN = ("tests/unit/records/test_document.py",)
SMART = ("tests/unit/records/test_smart.py",)
HOOKS = ("tests/contracts/test_cds_hooks.py",)
LAUNCH = ("tests/contracts/test_smart_launch.py",)
_WEB = ("-m", "not postgres")
OLD = ("tests/unit/web/test_old_pages.py", *_WEB)
NOTED = ("tests/unit/web/test_diary.py", *_WEB)
BREAKS = ("tests/unit/web/test_breaks.py", *_WEB)
NUMBERS = ("tests/contracts/test_written_numbers.py", "tests/unit/web/test_old_pages.py", *_WEB)
COHERENCE = ("tests/unit/knowledge/test_coherence.py", "tests/unit/knowledge/test_shares.py")
CATALOGUES = ("tests/unit/texts/test_catalogues.py",)
TRANSLATED = ("tests/unit/care/test_plan_in_languages.py", "tests/unit/knowledge/test_translated.py")
EXCHANGED = ("tests/unit/translating/test_exchange.py", "tests/unit/translating/test_checking.py")
TONGUES = ("tests/unit/web/test_tongues.py", *_WEB)
SECURITY = ("tests/unit/web/test_security.py",)
GUARDED = ("tests/unit/web/test_guards.py",)
ROLES = (*GUARDED, "-k", "role")
EDITORS = ("tests/unit/web/test_editor.py",)
PERSON = (
    "tests/unit/web/test_person.py",
    "tests/unit/web/test_old_pages.py",
    "tests/unit/web/test_breaks.py",
    "tests/unit/web/test_diary.py",
)
PERSON_DATA = ("tests/unit/web/test_person_data.py",)
SAVED_WEB = ("tests/unit/web/test_saved_answers.py",)
CLINICIAN = ("tests/unit/web/test_clinician.py",)
READERS = ("tests/unit/web/test_reader.py",)
REPORTED = ("tests/unit/web/test_reports.py",)
FORMS = ("tests/unit/web/test_forms.py",)
LIMITED = ("tests/unit/web/test_limits.py",)
API = ("tests/contracts/test_api.py",)
BODIES = ("tests/contracts/test_api_bad_bodies.py", *SECURITY, *LIMITED)


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
    Mutant("triage: a level needs twice its worth", "triage/level.py", "worth.sum(axis=-1) >= 1", "worth.sum(axis=-1) >= 2", LEVEL),
    Mutant("triage: silent causes make emergencies", "triage/level.py", "Urgency.EMERGENCY - 1, :] *= spoken_for", "Urgency.EMERGENCY - 1, :] *= True", LEVEL),
    Mutant("triage: whatever is told makes an emergency", "assessing/knowledge.py", "or state in self._alarming.get(name, ())", "or True", LIKELY),
    Mutant("triage: what is measured makes no emergency", "assessing/knowledge.py", '!= "patient" or state in', '== "" or state in', LIKELY),
    Mutant("triage: what others lose is free", "triage/level.py", "np.where(gained > 0, gained / price, 0.0)", "gained", LEVEL),
    Mutant("triage: many are judged by the first level", "triage/level.py", "np.where(saved >= 0, _STEPS, 0).max(axis=0)", "np.where(saved >= 0, _STEPS, 0)[0]", LEVEL),
    Mutant("triage: the least telling cause is named", "triage/reasons.py", "np.argsort(-worth", "np.argsort(worth", LEVEL),
    Mutant("triage: danger signs may lower", "inference/cautious.py", "np.repeat((1.0, -1.0)", "np.repeat((1.0, 1.0)", ("tests/properties/test_reassurance.py",)),
    Mutant("triage: reassurance may raise", "inference/cautious.py", "np.repeat((1.0, -1.0)", "np.repeat((-1.0, -1.0)", ("tests/properties/test_reassurance.py",)),
    Mutant("triage: flags do not count", "triage/level.py", "return max(flagged,", "return max(Urgency.SELF_CARE,", LEVEL),
    Mutant("triage: harm does not count", "triage/level.py", "return max(harm, self.", "return max(Urgency.SELF_CARE, self.", LEVEL),
    Mutant("triage: too little is no floor", "triage/level.py", "Urgency.SELF_CARE if enough_to_rank else self.too_little", "Urgency.SELF_CARE", LEVEL),
    Mutant("triage: reasons weakest first", "triage/reasons.py", "key=lambda each: -each.urgency", "key=lambda each: each.urgency", LEVEL),
    Mutant("triage: a floor without a reason", "triage/reasons.py", ", *_floors(verdicts)]", "]", LEVEL),
    Mutant("triage: looking ahead ignores new flags", "assessing/lookahead.py", "np.maximum(self._by_flags(candidates), self._by", "np.maximum(int(self.steps.standing.level), self._by", AHEAD),
    Mutant("triage: flags are left out of the urgency", "assessing/steps.py", "flagged, enough = self.standing.level", "flagged, enough = Urgency.SELF_CARE", AHEAD),
    Mutant("flags: unknown excludes", "redflags/compiled.py", "(self.sure | self.possible).view(np.int8)", "self.sure.view(np.int8)", FLAGS),
    Mutant("flags: an open flag holds nothing up", "redflags/compiled.py", "np.where(self.open, held, 0)", "np.where(self.open, 0, 0)", FLAGS),
    Mutant("flags: a raised flag counts for nothing", "redflags/compiled.py", "np.where(self.raised, self.judge.urgency, self.floors)", "self.floors", FLAGS),
    Mutant("flags: excluded flags hold the urgency up", "redflags/compiled.py", "np.where(self.open, held, 0)", "np.where(self.raised, 0, held)", FLAGS),
    Mutant("flags: a floor without its condition", "redflags/rules.py", "~known[self.unless] & known[self.only_if]", "~known[self.unless]", FLAGS),
    Mutant("flags: a floor never gives way", "redflags/rules.py", "~known[self.unless] & known[self.only_if]", "known[self.only_if]", FLAGS),
    Mutant("flags: the lowest floor holds", "redflags/rules.py", "np.maximum.reduceat(in_force", "np.minimum.reduceat(in_force", FLAGS),
    Mutant("flags: nested findings stay possible", "redflags/rules.py", "possible[self.inner] &= alive[self.owner]", "possible[self.inner] &= possible[self.inner]", FLAGS),
    Mutant("flags: what cannot be still may", "redflags/rules.py", "wrong_sex | (age < min_age) | (age > max_age)", "wrong_sex & False", FLAGS),
    Mutant("flags: nesting is followed one level only", "redflags/compiling.py", "else 1 + _depth(findings[finding.asked_if.finding], findings)", "else 1", FLAGS),
    Mutant("flags: a count needs one less", "domain/logic.py", "for each in test.of], test.at_least)", "for each in test.of], max(test.at_least - 1, 1))", FLAGS),
    Mutant("triage: looking ahead ignores expected harm", "assessing/lookahead.py", "np.maximum(level[open_], harm)", "level[open_]", AHEAD),
    Mutant("triage: looking ahead forgets who it may be", "assessing/lookahead.py", "np.maximum(level, least) if self._people else level", "level", AHEAD),
    Mutant("triage: looking ahead forgets what an answer bears on", "assessing/lookahead.py", "return not any(name in case.states for name in meanings.bearing_on.get(finding, ()))", "return True", AHEAD),
    Mutant("flags: an age limit is one late", "redflags/rules.py", "(age >= min_age)", "(age > min_age)", FLAGS),
    Mutant("flags: an unknown age excludes", "redflags/rules.py", "sex == UNKNOWN_SEX, np.isnan(age))", "sex == UNKNOWN_SEX, False)", FLAGS),
    Mutant("stops: nothing must be settled", "interview/stopping.py", "        if here.is_askable(here.findings[name])\n", "        if False\n", STOPS),
    Mutant("stops: what would hold the advice up is not asked", "interview/agenda.py", "leaping = self.offers.worth.leap(self.rules.stopping.epsilon)", "leaping = None", STOPS),
    Mutant("stops: what is open is not named", "interview/stopping.py", "[:MOST]", "[:0]", STOPS),
    Mutant("stops: a raised emergency goes on", "interview/agenda.py", "        if self._is_alarming():\n", "        if False:\n", STOPS),
    Mutant("stops: an emergency without a flag goes on", "interview/alarm.py", "return raised or _of_causes(", "return raised or () and _of_causes(", ("tests/unit/interview/test_new_emergencies.py",)),
    Mutant("stops: the screen is left out", "interview/agenda.py", "screening = None if self.interview.examining else self._screening()", "screening = None", STOPS),
    Mutant("stops: a question is weighed otherwise than advice", "interview/loss.py", "per_condition=levels.loss", "per_condition=2 * levels.loss", ("tests/unit/interview/test_loss.py",)),
    Mutant("batch: excluded flags hold the urgency up", "batch/standing.py", "floors[~unpacked(still, block.size)] = 0", "floors[~unpacked(still, block.size)] += 0", ("tests/unit/batch/test_same_as_assess.py",)),
    Mutant("batch: whoever cannot have a sign has it", "batch/standing.py", "never[slice(*span)] = packed(~crowd.applies(place))", "never[slice(*span)] = 0", ("tests/unit/batch/test_same_as_assess.py",)),
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
    Mutant("diary: an emergency in it waits for the last words", "web/visit/visit.py", "isinstance(step, Stop) and step.kind in _OUTRANKS_NOTES", "isinstance(step, Stop)", NOTED),
    Mutant("diary: what was told of it is told at every answer", "web/visit/visit.py", "        interview = self._still_told(interview)\n", "", NOTED),
    Mutant("diary: a sign is kept in another state", "web/person/diary.py", "if sign_id(each) in ticked or each.finding in ticked:", 'if each.finding in {tick.partition("=")[0] for tick in ticked}:', NOTED),
    Mutant("diary: a danger sign needs a number", "web/person/diary.py", "if not is_rated and not signs:", "if not is_rated:", NOTED),
    Mutant("diary: what was over stays over when it is noted", "care/watch.py", "for each, timing in case.times.items() if each != name}", "for each, timing in case.times.items()}", ("tests/unit/care/test_watch.py",)),
    Mutant("diary: a later note takes back what is graver", "session/diary.py", "return now.level < was.level or", "return False and", ("tests/unit/care/test_watch.py",)),
    Mutant("diary: a night slept well takes back a flag", "care/watch.py", "if takes_back(before, now) else now", "if False else now", ("tests/unit/care/test_watch.py",)),
    Mutant("diary: a later note takes back a flag", "session/diary.py", "and is_lost)", "and False)", ("tests/unit/care/test_watch.py",)),
    Mutant("examination: what a result implies is not told", "interview/examination.py", "if recorded is not None:", "if False:", ("tests/unit/interview/test_examination.py",)),
    Mutant("breaks: an error page without advice", "web/templates/errors/problem.html", "  {{ emergency_line() }}\n", "", BREAKS),
    Mutant("breaks: a patient replaces a person unasked", "web/clinician/cases.py", "if earlier is not None and earlier.is_a_persons_own and form", "if False and form", BREAKS),
    Mutant("breaks: a link replaces a person unasked", "web/person/keeping.py", "if _others(request, here, token) and form", "if False and form", BREAKS),
    Mutant("breaks: unscreened is called safe", "report/patient_page.py", "is_held or (assessment.urgency < Urgency.SAME_DAY and not is_screened(assessment, base))", "is_held", BREAKS),
    Mutant("numbers: a comma is guessed at", "domain/written_number.py", " or _ONE_OF_TWO.fullmatch(digits):", ":", NUMBERS),
    Mutant("numbers: a written unit gives way", "domain/written_number.py", "if named and chosen and named != chosen:", "if False:", NUMBERS),
    Mutant("numbers: nothing is said of an empty line", "cli/dialogue.py", "if words == _none_of_these():", "if False:", NUMBERS),
    Mutant("records: a vague code is read", "records/codes.py", "if row.relation in READ)", "if row.relation)", RECORDS),
    Mutant("records: what was refuted is there", "records/evidence.py", '    if certainty not in _CERTAIN:\n        raise Unusable(at="verificationStatus", found=certainty, expected="confirmed")\n    status', "    status", RECORDS),
    Mutant("records: what is old is so now", "records/evidence.py", "        if age <= days:", "        if True:", RECORDS),
    Mutant("records: a plan is a medicine that is taken", "records/evidence.py", "    if intent not in _ORDERED:", "    if False:", RECORDS),
    Mutant("records: another person's resource is used", "records/bundle.py", "        if not _is_same(reference, found):", "        if False:", RECORDS),
    Mutant("records: whose it is does not matter", "records/evidence.py", "                _refuse_nobodys(entry)\n", "", RECORDS),
    Mutant("records: a denial takes back a disease", "records/record.py", 'is_so and lasts.holding(each.finding) != "days", when, is_so', "False, when, is_so", RECORDS),
    Mutant("records: a stale danger sign is forgotten", "records/record.py", "again.extend([each] if finding in self.lasting.flagged else [])", "pass", RECORDS),
    Mutant("records: ids change from time to time", "records/written/frame.py", '"|".join((self.key, *parts))', '"|".join((self.key, str(self.now), *parts))', WRITTEN),
    Mutant("records: an open flag is said to be raised", "records/written/risk.py", 'status="preliminary"', 'status="final"', WRITTEN),
    Mutant("records: an endpoint may lie anywhere", "records/smart/launch.py", "        if origin(address) not in server.outgoing.origins:", "        if False:", SMART),
    Mutant("records: any origin is asked", "records/smart/outgoing.py", "origin(url) not in self.origins or ", "", SMART),
    Mutant("records: private addresses are asked", "records/smart/outgoing.py", "all(is_public(each) for each in addresses)", "True", SMART),
    Mutant("records: the name is looked up again", "records/smart/outgoing.py", "socket.create_connection((self._address, self.port)", "socket.create_connection((self.host, self.port)", SMART),
    Mutant("records: words of doubt are certainty", "records/evidence.py", "    doubts = [each for each in codes if each not in _CERTAIN]", "    doubts = list[str]()", RECORDS),
    Mutant("records: what is modified is taken as it stands", "records/evidence.py", "        if resource.get(name):", "        if False:", RECORDS),
    Mutant("records: a stale sign of a resource is forgotten", "records/evidence.py", "again.extend([each] if each.finding in self.lasting.flagged else [])", "pass", RECORDS),
    Mutant("smart: anybody's record is read with our key", "records/smart/asked.py", "    elif is_known:", "    else:", LAUNCH),
    Mutant("smart: another person's record is written to", "web/records/smart.py", "    if person != origin_.person:", "    if False:", LAUNCH),
    Mutant("smart: writing is asked for from the first", "records/smart/launch.py", "    if writes:", "    if True:", SMART),
    Mutant("hooks: an order for a grave cause is advised against", "records/hooks/judging.py", " or self._tells_of_another_cause(row.for_conditions, call)", "", HOOKS),
    Mutant("hooks: a token is used twice", "records/smart/clients.py", "if name in self._until or", "if", HOOKS),
    Mutant("hooks: an expired token holds", "records/smart/clients.py", "        if expires + LEEWAY < now:", "        if False:", HOOKS),
    Mutant("hooks: without clients everybody is answered", "web/records/callers.py", "        if here.settings.hooks_open:", "        if True:", HOOKS),
    Mutant("hooks: a card where nothing is to be said", "records/hooks/judging.py", "            if not tells_of_pain(call.held, self.reader):\n                return []\n", "", HOOKS),
    Mutant("smart: a launch of another browser comes back", "web/records/smart.py", " or not compare_digest(pending.state.encode(), state.encode())", "", LAUNCH),
    Mutant("smart: unticked facts count", "web/records/smart.py", "record.evidence.items() if name in kept]", "record.evidence.items()]", LAUNCH),
    Mutant("guard: another site sends forms", "web/edge/security.py", "    app.add_middleware(_SameOrigin)\n", "", SECURITY),
    Mutant("guard: a neighbouring site sends forms", "web/edge/security.py", 'in ("same-origin", "none")', 'in ("same-origin", "none", "same-site")', SECURITY),
    Mutant("guard: any origin is ours", "web/edge/security.py", 'return urlsplit(origin).netloc == headers.get("host")', "return True", SECURITY),
    Mutant("guard: the API is for our pages alone", "web/edge/security.py", "not is_program and ", "", GUARDED),
    Mutant("guard: a body of any size", "web/edge/security.py", "    app.add_middleware(_Size, largest=settings.largest_body, record=settings.largest_record)\n", "", SECURITY),
    Mutant("guard: a stated length is not looked at", "web/edge/security.py", "        if not (stated.isascii() and stated.isdigit()) or int(stated[:_MOST_DIGITS]) > largest:", "        if False:", GUARDED),
    Mutant("guard: a length that is no number", "web/edge/security.py", "not (stated.isascii() and stated.isdigit()) or ", "stated.isdigit() and ", GUARDED),
    Mutant("guard: an unstated length is not counted", "web/edge/security.py", "            if seen > largest:", "            if False:", SECURITY),
    Mutant("guard: errors tell what they hold", "web/edge/security.py", "    app.add_middleware(_Quiet)\n", "", SECURITY),
    Mutant("guard: errors are logged with their words", "web/edge/security.py", "type(error).__name__, _places", "error, _places", SECURITY),
    Mutant("guard: an answer that began is answered twice", "web/edge/security.py", "and not started:", ":", GUARDED),
    Mutant("guard: no security headers", "web/edge/security.py", "    app.add_middleware(_Headers)\n", "", SECURITY),
    Mutant("guard: scripts from anywhere", "web/edge/security.py", "script-src 'self'", "script-src *", SECURITY),
    Mutant("guard: our pages in frames of others", "web/edge/security.py", "frame-ancestors 'none'", "frame-ancestors *", SECURITY),
    Mutant("guard: pages are stored", "web/edge/security.py", ', "Cache-Control": "no-store"', "", SECURITY),
    Mutant("guard: HTTPS is not insisted on", "web/edge/security.py", 'if scope.get("scheme") == "https":', "if False:", GUARDED),
    Mutant("guard: any host name is answered", "web/app.py", "    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts))\n", "", SECURITY),
    Mutant("guard: static files are kept for ever", "web/app.py", 'scope["query_string"].startswith(b"v=")', "True", SECURITY),
    Mutant("guard: static files are always asked about", "web/app.py", 'scope["query_string"].startswith(b"v=")', "False", SECURITY),
    Mutant("guard: a cookie of another host", "web/edge/cookies.py", 'return f"__Host-{name}" if _is_secure(request) else name', "return name", GUARDED),
    Mutant("guard: a cookie without HTTPS", "web/edge/cookies.py", 'max_age=seconds,\n        path="/",\n        secure=_is_secure(request)', 'max_age=seconds,\n        path="/",\n        secure=False', GUARDED),
    Mutant("guard: a cookie that scripts read", "web/edge/cookies.py", 'httponly=True,\n        samesite="lax",\n    )\n\n\ndef drop', 'httponly=False,\n        samesite="lax",\n    )\n\n\ndef drop', GUARDED),
    Mutant("guard: a cookie for every site", "web/edge/cookies.py", 'samesite="lax",\n    )\n\n\ndef drop', 'samesite="none",\n    )\n\n\ndef drop', GUARDED),
    Mutant("guard: one token for everybody", "web/edge/cookies.py", 'sha256(f"csrf {token}".encode()).hexdigest()', 'sha256(b"csrf").hexdigest()', GUARDED),
    Mutant("guard: the token is the cookie", "web/edge/cookies.py", 'sha256(f"csrf {token}".encode()).hexdigest()', "token", GUARDED),
    Mutant("guard: the forms of editors carry a person's token", "web/edge/cookies.py", 'EDITOR if request.url.path.startswith("/editor") else PERSON', "PERSON", GUARDED),
    Mutant("guard: any token", "web/edge/forms.py", 'return compare_digest(self.word("csrf").partition("_")[0].encode(), token.encode())', "return True", GUARDED),
    Mutant("guard: files are taken", "web/edge/forms.py", "max_files=0, ", "", GUARDED),
    Mutant("guard: any number of fields", "web/edge/forms.py", "max_fields=_MOST_FIELDS", "max_fields=100_000", GUARDED),
    Mutant("guard: a field of any length", "web/edge/forms.py", "        if len(text) > most:", "        if False:", GUARDED),
    Mutant("guard: a needed field is empty", "web/edge/forms.py", "if needed and not text:", "if False:", GUARDED),
    Mutant("guard: faults of a form are not told", "web/edge/forms.py", "        if self.problems:\n", "        if False:\n", GUARDED),
    Mutant("guard: a character that a database refuses", "web/edge/forms.py", 'text.replace("\\x00", "")', "text", GUARDED),
    Mutant("guard: a form without its token", "web/visit/forms.py", "if wanted and not form.carries(wanted):", "if False:", GUARDED),
    Mutant("guard: no visit opens the page", "web/visit/visit.py", "    if found is None:\n        raise WebProblem(", "    if False:\n        raise WebProblem(", PERSON),
    Mutant("guard: another window is overwritten", "web/visit/visit.py", "version=self.saved.version)", "version=self.here.interviews.load(self.token).version)", (*PERSON, *SAVED_WEB)),
    Mutant("guard: lost answers are not told first", "web/visit/visit.py", "    if found.dropped and request.url.path != TELLS_WHAT_WAS_LOST:", "    if False:", SAVED_WEB),
    Mutant("guard: a shared link can write", "web/visit/visit.py", "    kept = here.interviews.load(token) if token else None\n", "    kept = (here.interviews.load(token) or here.interviews.load_shared(token)) if token else None\n", CLINICIAN),
    Mutant("guard: editors without a login", "web/editor/access.py", "    if editor is None:\n        raise LoginNeeded\n", "    if editor is None:\n        editor = here.editors.everybody()[0] if here.editors.everybody() else None\n", EDITORS),
    Mutant("guard: a form of another login", "web/editor/access.py", "if not wanted or not form.carries(wanted):", "if False:", EDITORS),
    Mutant("guard: a form of no login", "web/editor/access.py", "if not wanted or not", "if wanted and not", EDITORS),
    Mutant("guard: any role will do", "web/editor/access.py", "if not editor.may(role):", "if False:", EDITORS),
    Mutant("guard: a login planted beforehand", "web/editor/login.py", "    if before:\n        here.editors.log_out(before)\n", "", EDITORS),
    Mutant("guard: logins without end", "web/editor/login.py", "    here.limits.check(here.limits.logins, request)\n", "", GUARDED),
    Mutant("guard: logging out on the page alone", "web/editor/login.py", "    if token:\n        here.editors.log_out(token)\n", "", EDITORS),
    Mutant("guard: a login is ended without the password", "web/editor/logins.py", 'if not here.editors.confirm(editor, form.text("password", most=PASSWORD_LENGTHS[1])):', "if False:", EDITORS),
    Mutant("guard: no login is chosen", "web/editor/logins.py", "    form.refuse_problems()\n", "", EDITORS),
    Mutant("guard: a login of somebody else is ended", "store/logins.py", "EditorSessionRow.editor_id == editor, ", "", EDITORS),
    Mutant("guard: all others end and this login too", "store/logins.py", "if row.token_sha256 != hashed(token)", "if True", EDITORS),
    Mutant("guard: where a login was made is kept", "store/logins.py", "    session.execute(delete(EditorSessionRow).where(is_over(now)))", "    return", (*EDITORS, "tests/unit/web/test_retention.py")),
    Mutant("guard: many are signed without a reviewer", "web/editor/signatures.py", 'all or none."""\n    may(editor, "reviewer")\n', 'all or none."""\n', ROLES),
    Mutant("guard: many are shown to sign to anybody", "web/editor/signatures.py", 'all that would be signed."""\n    may(editor, "reviewer")\n', 'all that would be signed."""\n', ROLES),
    Mutant("guard: none or a hundred are signed at once", "web/editor/signatures.py", "if not 0 < len(ticked) <= TOGETHER:", "if False:", EDITORS),
    Mutant("guard: many are signed with faults", "web/editor/signatures.py", "    form.refuse_problems()\n    chosen =", "    chosen =", EDITORS),
    Mutant("guard: a page of another kind is signed", "web/editor/signatures.py", "if content is None or content.kind != kind:", "if content is None:", EDITORS),
    Mutant("guard: a page that is not there is signed among many", "web/editor/signatures.py", "        if content is None or content.kind != kind:\n            raise not_found(_PAGE, path)\n        if shown", "        if content is not None and content.kind != kind:\n            raise not_found(_PAGE, path)\n        if content is not None and shown", EDITORS),
    Mutant("guard: one of many has changed", "web/editor/signatures.py", "if shown != content.content_sha256:", "if False:", EDITORS),
    Mutant("guard: many are signed with any password", "web/editor/signatures.py", "        raise _wrong_password()\n    here.sign_offs.sign_all", "        pass\n    here.sign_offs.sign_all", EDITORS),
    Mutant("guard: a page that is not there is shown to sign", "web/editor/signatures.py", "            raise not_found(_PAGE, path)\n        return content", "            pass\n        return content", EDITORS),
    Mutant("guard: one is signed without a reviewer", "web/editor/signatures.py", 'or withdraw the signature."""\n    may(editor, "reviewer")\n', 'or withdraw the signature."""\n', ROLES),
    Mutant("guard: a language that is not there is signed", "web/editor/signatures.py", "    if tongue not in offered():", "    if False:", EDITORS),
    Mutant("guard: one is signed with faults", "web/editor/signatures.py", "    form.refuse_problems()\n    if not withdraw", "    if not withdraw", EDITORS),
    Mutant("guard: a changed page is signed", "web/editor/signatures.py", 'if not withdraw and form.text("content_sha256", most=64) != content.content_sha256:', "if False:", EDITORS),
    Mutant("guard: one is signed with any password", "web/editor/signatures.py", "        raise _wrong_password()\n    if next_review", "        pass\n    if next_review", EDITORS),
    Mutant("guard: the next review is never", "web/editor/signatures.py", "if not today < chosen <= today + _LATEST_REVIEW:", "if not today < chosen:", EDITORS),
    Mutant("guard: the next review was yesterday", "web/editor/signatures.py", "if not today < chosen <= today + _LATEST_REVIEW:", "if not chosen <= today + _LATEST_REVIEW:", EDITORS),
    Mutant("guard: readers see the form of proposals", "web/editor/proposals.py", 'one of them to be changed."""\n    may(editor, "reviewer")\n', 'one of them to be changed."""\n', ROLES),
    Mutant("guard: readers propose", "web/editor/proposals.py", 'or send it as a file."""\n    may(editor, "reviewer")\n', 'or send it as a file."""\n', ROLES),
    Mutant("guard: a proposal without a reason", "web/editor/proposals.py", "    form.refuse_problems()\n", "", EDITORS),
    Mutant("guard: a proposal for a page that is not there", "web/editor/proposals.py", '        raise not_found(_PAGE, f"{kind}/{name}")\n', "        pass\n", EDITORS),
    Mutant("guard: a proposal for a file of another page", "web/editor/proposals.py", "    if passage is None:\n        raise not_found(_FILE, file)\n", "    if passage is None:\n        passage = found[0]\n", EDITORS),
    Mutant("guard: a proposal on an older passage", "web/editor/proposals.py", 'if form.text("digest", most=64) != passage.digest:', "if False:", EDITORS),
    Mutant("guard: a proposal that changes nothing", "web/editor/proposals.py", "if draft.text == draft.passage.text:", "if False:", EDITORS),
    Mutant("guard: a faulty proposal is a file", "web/editor/proposals.py", 'diff = "" if problems else patch(', "diff = patch(", (*EDITORS, "-k", "lint_refuses")),
    Mutant("guard: everybody reads the log", "web/editor/people.py", '"""Show the audit log."""\n    may(editor, "reviewer")\n', '"""Show the audit log."""\n', ROLES),
    Mutant("guard: everybody sees the editors", "web/editor/people.py", '"""Show the editors."""\n    may(editor, "admin")\n', '"""Show the editors."""\n', ROLES),
    Mutant("guard: everybody adds editors", "web/editor/people.py", '"""Add an editor."""\n    may(editor, "admin")\n', '"""Add an editor."""\n', ROLES),
    Mutant("guard: everybody gives roles", "web/editor/people.py", 'or let them in again."""\n    may(editor, "admin")\n', 'or let them in again."""\n', ROLES),
    Mutant("guard: a new password without the old one", "web/editor/people.py", 'if not here.editors.confirm(editor, form.text("old", most=PASSWORD_LENGTHS[1])):', "if False:", EDITORS),
    Mutant("guard: a report that is not there", "web/editor/reports.py", "        raise not_found(_REPORT, str(number))\n", "        pass\n", EDITORS),
    Mutant("guard: everybody answers reports", "web/editor/reports.py", '"""Note what became of a report."""\n    may(editor, "reviewer")\n', '"""Note what became of a report."""\n', ROLES),
    Mutant("guard: a report in no known state", "web/editor/reports.py", "    form.refuse_problems()\n", "", EDITORS),
    Mutant("guard: a form of an older question", "web/person/interview.py", "if now is None or named != now.id:", "if now is None:", PERSON),
    Mutant("guard: back from an older window", "web/person/interview.py", 'if now is not None and named in (now.id, ""):', "if True:", PERSON),
    Mutant("guard: a list that has changed is taken", "web/person/interview.py", "    if _is_of_an_older_page(form, question, None):", "    if False:", PERSON),
    Mutant("guard: a list that does not say what it showed", "web/person/interview.py", '        return question.kind == "several"\n', "        return False\n", PERSON),
    Mutant("guard: answers are deleted unasked", "web/person/interview.py", 'if form.word("delete") != "yes":', "if False:", PERSON_DATA),
    Mutant("guard: an answer that was changed since", "web/person/interview.py", "    if _is_of_an_older_page(form, question, before):", "    if False:", PERSON),
    Mutant("guard: an answer that is not there", "web/person/interview.py", "    if not 0 <= index < len(at.interview.steps):\n", "    if False:\n", PERSON),
    Mutant("guard: a link that is gone is given out", "web/person/keeping.py", "    if token is None:\n        raise gone()\n", "", GUARDED),
    Mutant("guard: a link that opens nothing", "web/person/keeping.py", "    if wanted is None:\n        raise gone()\n", "    if wanted is None:\n        return 0\n", (*PERSON, *PERSON_DATA)),
    Mutant("guard: a link replaces other answers unasked", "web/person/keeping.py", 'if _others(request, here, token) and form.word("instead") != "yes":', "if False:", (*PERSON_DATA, *PERSON)),
    Mutant("guard: everything is deleted at once", "web/person/keeping.py", 'if form.word("sure") != "yes":', "if False:", (*PERSON, *PERSON_DATA)),
    Mutant("guard: own words of any length", "web/person/forms.py", "[:_LONGEST_TEXT]", "", (*PERSON, *FORMS)),
    Mutant("guard: none of these and a tick", "web/person/forms.py", "if none and (ticks or unsure):", "if False:", FORMS),
    Mutant("guard: a list without an answer", "web/person/forms.py", "if not (ticks or unsure or none):", "if False:", FORMS),
    Mutant("guard: an answer that was not offered", "web/person/forms.py", "if answer in {option.id for option in question.options}:", "if True:", FORMS),
    Mutant("guard: a number and an answer too", "web/person/forms.py", '    if form.word("answer"):\n', "    if False:\n", (*FORMS, *PERSON)),
    Mutant("guard: an age of any size", "web/person/forms.py", "if low <= value <= high:", "if True:", (*FORMS, *PERSON)),
    Mutant("guard: no place that hurts", "web/person/forms.py", 'return chosen or Faulty(_("Mark at least one place that hurts, or choose “I don’t know”."))', "return chosen", (*FORMS, *PERSON)),
    Mutant("guard: no second factor where everybody needs one", "web/editor/access.py", "if is_needed and not", "if False and not", ("tests/unit/web/test_second_factor.py",)),
    Mutant("guard: a pain above ten", "web/person/diary.py", " and int(worst) <= _WORST", "", PERSON),
    Mutant("guard: a note of any length", "web/person/diary.py", "[:_LONGEST_NOTE]", "", PERSON),
    Mutant("guard: a note without a number or a sign", "web/person/diary.py", "if not is_rated and not signs:", "if False:", PERSON),
    Mutant("guard: a calendar of anything", "web/person/diary.py", "    if isinstance(chosen, Unfit):\n        return", "    if False:\n        return", PERSON),
    Mutant("guard: a picture that is not drawn", "web/person/result.py", "if drawn is None or frame not in {pose.name for pose in drawn.scene.poses}:", "if drawn is None:", PERSON),
    Mutant("guard: reports without end", "web/reader/reports.py", "    here.limits.check(here.limits.reports, request)\n", "", REPORTED),
    Mutant("guard: a form of a report about nothing", "web/reader/reports.py", "    if content is None:\n        raise not_found(_PAGE, about)\n    return page(", "    return page(", REPORTED),
    Mutant("guard: a report about nothing", "web/reader/reports.py", "    if content is None:\n        raise not_found(_PAGE, about)\n    # A", "    # A", REPORTED),
    Mutant("guard: a report with faults", "web/reader/reports.py", "    form.refuse_problems()\n", "", REPORTED),
    Mutant("guard: programs report", "web/reader/reports.py", '    if form.text("website", most=200):', "    if False:", REPORTED),
    Mutant("guard: a page of the knowledge that is not there", "web/reader/entries.py", "        raise not_found(KINDS[kind][0], name)\n", "        pass\n", READERS),
    Mutant("guard: a test that is not known", "web/clinician/examination.py", "        if name not in base.findings:\n            raise not_found(_TEST, name)\n", "", CLINICIAN),
    Mutant("guard: a number and a result too", "web/clinician/examination.py", "    if text and form.word(_RESULT + finding.id):\n", "    if False:\n", CLINICIAN),
    Mutant("guard: a number that cannot be read", "web/clinician/examination.py", "        if isinstance(read, Doubt):\n            raise _DoubtfulError(read)\n", "        if isinstance(read, Doubt):\n            return None\n", CLINICIAN),
    Mutant("guard: a clinician replaces a person's answers unasked", "web/clinician/cases.py", 'if earlier is not None and earlier.is_a_persons_own and form.word("instead") != "yes":', "if False:", BREAKS),
    Mutant("guard: a case that is not shared any more", "web/clinician/cases.py", "    if saved is None:\n        raise gone()\n", "", CLINICIAN),
    Mutant("guard: a return link shows the case", "web/clinician/cases.py", "here.interviews.load_shared(token)", "(here.interviews.load_shared(token) or here.interviews.load(token))", CLINICIAN),
    Mutant("guard: addresses are never forgotten", "web/edge/limits.py", "if len(self._levels) > _MOST_ADDRESSES:", "if False:", GUARDED),
    Mutant("guard: a bucket grows without end", "web/edge/limits.py", "level = min(self.burst, level + (now - at) * rate)", "level = level + (now - at) * rate", LIMITED),
    Mutant("guard: nobody is told to wait", "web/edge/limits.py", "        if wait > 0:\n", "        if False:\n", GUARDED),
    Mutant("guard: how long to wait is not said", "web/edge/limits.py", 'headers={"Retry-After": str(seconds)},', "headers={},", (*GUARDED, *API)),
    Mutant("guard: a setting of any size", "web/edge/settings.py", "and low <= int(text) <= high", "and True", GUARDED),
    Mutant("guard: wrong settings are taken", "web/edge/settings.py", "    if problems.found:\n        raise RequestError(problems.found)\n", "", LIMITED),
    Mutant("guard: an address that is none", "web/edge/settings.py", 'if public and (parts.scheme not in ("http", "https") or not parts.hostname):', "if False:", (*GUARDED, *LIMITED)),
    Mutant("guard: every host by default", "web/edge/settings.py", "hosts: tuple[str, ...] = _LOOPBACK", 'hosts: tuple[str, ...] = ("*",)', GUARDED),
    Mutant("guard: what was found is repeated whole", "web/edge/problem_answers.py", 'return text if len(text) <= _LONGEST_FOUND else text[: _LONGEST_FOUND - 1] + "…"', "return text", GUARDED),
    Mutant("guard: a long name is repeated whole", "web/edge/problems.py", "name[:_LONGEST_NAME]", "name", GUARDED),
    Mutant("guard: the API without end", "web/edge/of_programs.py", "    here.limits.check(here.limits.api, request, price=price_of(request))\n", "", API),
    Mutant("guard: a kind that is not there", "web/api/routes.py", "        raise not_found(_KIND, kind)\n", "        return {}\n", API),
    Mutant("guard: an entry that is not there", "web/api/routes.py", '        raise not_found(kind.rstrip("s"), name)\n', "        pass\n", API),
    Mutant("guard: an answer and an action at once", "web/api/interview.py", "if asked.answer is not None and asked.action is not None:", "if False:", API),
    Mutant("guard: an answer that says nothing", "web/api/interview.py", "        if answer.given is None:\n            raise RequestError(", "        if False:\n            raise RequestError(", API),
    Mutant("guard: ticks of a list that was not asked", "web/api/interview.py", "if not isinstance(step, Ask) or step.question.id != answer.question:", "if not isinstance(step, Ask):", API),
    Mutant("guard: a tick that is not on the list", "web/api/interview.py", "    if unknown:\n", "    if False:\n", API),
    Mutant("guard: scripts in what people wrote", "web/edge/pages.py", "select_autoescape(default=True, default_for_string=True)", "False", PERSON),
    Mutant("guard: two lengths are taken", "web/edge/security.py", 'if "transfer-encoding" in headers and "content-length" in headers:', "if False:", BODIES),
    Mutant("guard: a body in any encoding", "web/edge/bodies.py", "if name.strip().lower() == \"charset\" and value.strip(\" \\\"'\").lower() not in _UTF_8:", "if False:", BODIES),
    Mutant("guard: a form in any encoding", "web/edge/forms.py", "    refuse_charset(request)\n", "", BODIES),
    Mutant("guard: a body for the API in any encoding", "web/edge/bodies.py", "            refuse_charset(request)\n            return", "            return", BODIES),
    Mutant("guard: a key that stands twice", "web/edge/bodies.py", "        return json_value(body)\n", "        import json\n\n        return json.loads(body)\n", BODIES),
    Mutant("guard: all of thousands of faults are listed", "web/edge/problems.py", "problems[:MOST_LISTED]", "problems", BODIES),
    Mutant("guard: a large body costs no more", "web/edge/limits.py", "return 1 + int(stated[:_MOST_DIGITS]) / _BYTES_FOR_ONE", "return 1", BODIES),
    Mutant("guard: beginnings without end", "web/visit/visit.py", "    here.limits.check(here.limits.beginnings, request)\n", "", BODIES),
    Mutant("languages: a stale translation is said", "texts/catalogues.py", "message.fuzzy or ", "", CATALOGUES),
    Mutant("languages: what does not fit is said", "texts/catalogues.py", "        if not faults:\n            yield message", "        yield message", CATALOGUES),
    Mutant("languages: tags may differ", "texts/fitting.py", "if tags(english) != tags(translation):", "if False:", CATALOGUES),
    Mutant("languages: half a file is taken in", "translating/exchange.py", "    if problems:\n        raise RequestError(problems)\n", "", EXCHANGED),
    Mutant("languages: a dose may change", "translating/figures.py", "sorted(given - wanted - words)", "[]", EXCHANGED),
    Mutant("languages: sentences are decided by their translation", "knowledge/translated.py", "    remember_english(language, english)\n", "", TRANSLATED),
    Mutant("languages: what is missing looks translated", "knowledge/translated.py", "said = _(_UNTRANSLATED, english=text)", "said = text", TRANSLATED),
    Mutant("languages: editors in any language", "web/edge/tongues.py", "ENGLISH if path.startswith(_ENGLISH_ONLY) else ", "", TONGUES),
    Mutant("languages: a signature covers every translation", "web/content/review.py", 'return page if speaks_english() else f"{language()}:{page}"', "return page", (*EDITORS, *_WEB)),
)  # fmt: skip


def tried(mutant: Mutant, *, patience: float) -> str:
    """Return whether a test fails once the place is spoilt: noticed, survived, or too long to tell.

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
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-qx",
            "-n0",
            "-p",
            "no:cacheprovider",
            *ONE_DATABASE,
            *mutant.tests,
        ]
        environment = os.environ | {"PYTHONPATH": str(copy.parent), "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            done = subprocess.run(
                command, cwd=ROOT, env=environment, capture_output=True, timeout=patience, check=False
            )
        except subprocess.TimeoutExpired:
            return TOO_LONG
        return NOTICED if done.returncode == 1 else SURVIVED


def limits(held: int, count: int) -> tuple[float, float]:
    """Return the 95 % confidence limits of a share (Wilson).

    Examples:
        >>> [round(each, 3) for each in limits(19, 20)]
        [0.764, 0.991]
    """
    share, wide = held / count, _Z**2 / count
    middle = (share + wide / 2) / (1 + wide)
    half = _Z / (1 + wide) * math.sqrt(share * (1 - share) / count + wide / (4 * count))
    return max(0.0, middle - half), min(1.0, middle + half)


def main() -> int:
    """Run the mutants that are asked for; return the exit code."""
    options = argparse.ArgumentParser(description="Spoil the program, one place at a time.")
    options.add_argument("words", nargs="*", help="only those whose name holds one of them")
    options.add_argument("--sample", type=int, help="so many of them, drawn at random")
    options.add_argument("--seed", type=int, default=1, help="of the draw")
    options.add_argument("--patience", type=float, default=PATIENCE, help="seconds for the tests of one")
    asked = options.parse_args()
    chosen = [each for each in MUTANTS if not asked.words or any(word in each.name for word in asked.words)]
    if asked.sample is not None:
        chosen = random.Random(asked.seed).sample(chosen, min(asked.sample, len(chosen)))  # noqa: S311 - no secret
    counts = Counter[str]()
    for number, mutant in enumerate(chosen, 1):
        ended = tried(mutant, patience=asked.patience)
        counts[ended] += 1
        print(f"{number:>3}/{len(chosen)}  {ended}  {mutant.name}", flush=True)
    told = counts[NOTICED] + counts[SURVIVED]
    share = counts[NOTICED] / told if told else 0.0
    low, high = limits(counts[NOTICED], told) if told else (0.0, 1.0)
    print(f"{share:.0%} of {told} noticed (95 % limits {low:.0%} to {high:.0%}), {counts[TOO_LONG]} too long")
    return 0 if share >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
