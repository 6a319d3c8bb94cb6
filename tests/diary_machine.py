"""A diary as a machine of states: the same person notes in the terminal and in the browser.

After every note:

- Every note that was acknowledged is kept as it was given, in both faces; what is refused has stored nothing.
- A danger sign raises what it raises in a case file that says it; no later note lowers what flags ask for.
- Both faces, the result, the clinician's link and the library say the same urgency.
- A new emergency is the next page, and stands in what the terminal prints.
- What is damaged is said and kept aside, and every other note is read.
"""

import io
import json
import re
import sys
import tempfile
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar
from unittest.mock import patch

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

import faces
import pygalgia
from interview_machine import WORDS, an_answer
from pygalgia import Course, saved
from pygalgia.cli import main
from pygalgia.domain.diary import Diary, Entry
from pygalgia.domain.exercise import CAUTION_CLASSES
from pygalgia.domain.finding import NOTHING
from pygalgia.domain.urgency import Urgency
from pygalgia.errors import CaseError
from pygalgia.interview import Stop
from pygalgia.report.words import URGENCY
from pygalgia.store import diary as kept
from web_site import Visitor, as_shown, fields_of, opened

NIGHTS = (None, "good", "disturbed", "lost")
DONE = (None, "all", "some", "none")
#: Options of `pygalgia diary add` that no note has.
WRONG = (
    ("--worst", "11"), ("--worst", "-1"), ("--worst", "nan"), ("--worst", "many"), ("--sign", "no-such-sign"),
    ("--worst", "3", "--sign", "bladder-change=sideways"), ("--worst", "3", "--at", "2999-01-01T10:00+00:00"),
    ("--worst", "3", "--at", "yesterday"), ("--worst", "3", "--medicine", "sweets"), (),
    ("--worst", "3", "--average", "7"), ("--worst", "3", "--function", "walking"),
    ("--worst", "3", "--response", "walking=flies"), ("--worst", "3", "--zone", "Mars/Olympus"),
)  # fmt: skip
#: Forms of the page that hold no note.
NO_NOTE = (
    {}, {"worst": "11"}, {"worst": "-1"}, {"worst": "½"}, {"worst": "\u0663"}, {"sign": "no-such-sign"},
    {"sign": "bladder-change=sideways"}, {"worst": "", "note": "only words"},
    {"worst": "NaN", "sleep": "lost"},
)  # fmt: skip
#: What becomes of a file in a crash, or under an editor: how it is spoilt, and how many notes are lost.
SPOILT = ("half a note", "cut off", "a line of nonsense", "no first line")


class DiaryMachine(RuleBasedStateMachine):
    """One person with one diary in each face."""

    site = None
    counts: ClassVar[Counter[str]] = Counter()

    def __init__(self):
        super().__init__()
        self.site.here.__dict__.pop("limits", None)
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self.temporary.name)
        self.leader = self.site.here.interviewer
        self.knowledge = self.leader.knowledge
        self.watch = self.knowledge.base.care.watch
        self.person = Visitor(self.site.client()).begin()
        self.now = datetime(2026, 3, 1, 8, tzinfo=UTC)
        self.web, self.filed, self.is_spoilt, self.in_step = [], [], False, True

    def tell(self, act):
        self.counts[act] += 1

    # Who it is.

    @initialize(data=st.data(), count=st.integers(0, 22), loud=st.sampled_from([0, 0, 1, 3]))
    def answer_before(self, data, count, loud):
        """Answer questions, some loudly, in the interview that both diaries belong to."""
        so_far = self.leader.begin(id_="a.diary/of mine")
        for number in range(count):
            step = self.leader.next_step(so_far)
            if isinstance(step, Stop):
                break
            question = step.question
            if question.kind == "several" and number % 3 >= loud:
                given = question.ticked([])
            else:
                given = an_answer(data.draw, question, self.knowledge.base.regions)
            so_far = self.leader.answer(so_far, question.id, given)
        self.before = so_far
        here, token = self.site.here, self.person.browser.cookies["pygalgia-person"]
        here.interviews.save(token, saved(so_far, self.leader), version=here.interviews.load(token).version)
        self.case = self.leader.case(so_far)
        self.document = faces.exported(so_far, self.leader)
        self.file = self.folder / "case.json"
        self.file.write_text(json.dumps(self.document), encoding="utf-8")
        try:
            self.read = pygalgia.read_case(self.file, self.knowledge)
        except CaseError:
            # Answers that contradict each other: an interview asks about them, a file is refused.
            self.read = None
        self.tell("diaries")

    # What is known of it, by the library.

    def course(self, entries):
        return Course(self.knowledge, self.case, Diary(case_id=self.case.id, entries=tuple(entries)))

    def standing(self, entries):
        return self.knowledge.judge.standing(self.course(entries).case_after(len(entries)))

    @staticmethod
    def raised(standing):
        return {each.flag.id for each in standing.verdicts if each.verdict == "raised"}

    def _holds_after(self, before, after):
        """Hold what a note does to the flags against a case file with its signs, and against before."""
        new = [each for each in after if each not in before]
        was, now = self.standing(before), self.standing(after)
        signs = {name: state for each in new for name, state in each.signs.items()}
        told = self._as_a_file(signs)
        if told is not None:
            missed = self.raised(self.knowledge.judge.standing(told)) - self.raised(now)
            graver = [each for each in missed if Urgency.from_id(self._level_of(each)) > now.level]
            assert not graver, f"{signs} raise {graver} in a case file, and not in the diary"
        assert self.raised(was) <= self.raised(now) or was.level < now.level, (
            f"a note took a flag back: {new}"
        )
        cases = [self.course(each).case_after(len(each)) for each in (before, after)]
        told_first = cases[1].states.keys() - cases[0].states.keys()
        # Only an answer to what was open may calm a floor: what was told stays as grave as it was.
        assert was.level <= now.level or told_first, f"a note lowered what the flags ask for: {new}"

    def _level_of(self, flag):
        return self.knowledge.base.red_flags[flag].urgency

    def _as_a_file(self, signs):
        """Return the case with signs told in its file, without any time; None where that is refused."""
        answers, findings = dict(self.document["answers"]), self.knowledge.base.findings
        for name, state in signs.items():
            parent = findings[name].asked_if
            if parent is not None and answers.get(parent.finding) not in parent.states:
                answers[parent.finding] = parent.states[0]
            answers[name] = state
        path = self.folder / "with-signs.json"
        path.write_text(json.dumps({**self.document, "answers": answers}), encoding="utf-8")
        try:
            return pygalgia.read_case(path, self.knowledge)
        except CaseError:
            return None

    # The terminal.

    def command(self, *words):
        """Run `pygalgia diary`, and return exit code, output and complaint."""
        out, complaint = io.StringIO(), io.StringIO()
        argv = [
            "pygalgia",
            "diary",
            words[0],
            str(self.file),
            "--folder",
            str(self.folder / "kept"),
            *words[1:],
        ]
        code = 0
        with patch.object(sys, "argv", argv), redirect_stdout(out), redirect_stderr(complaint):
            try:
                main()
            except SystemExit as ended:
                code = ended.code or 0
        assert code in (0, 2), (words, code)
        return code, " ".join(out.getvalue().split()), complaint.getvalue()

    @property
    def path(self):
        return kept.path_of(self.case.id, root=self.folder / "kept")

    def _filed(self):
        """Return the notes that the file holds."""
        return list(kept.read(self.case.id, root=self.folder / "kept").diary.entries)

    def _note_in_the_terminal(self, entry):
        """Add a note; return whether it was taken: two for one moment are not."""
        words = ["--at", entry.at.isoformat()]
        for option, value in (("--worst", entry.worst), ("--average", entry.average)):
            words += [] if value is None else [option, f"{value:g}"]
        for option, value in (("--sleep", entry.sleep), ("--done", entry.adherence)):
            words += [] if value is None else [option, value]
        words += [f"--sign={name}={state}" for name, state in entry.signs.items()]
        words += [f"--response={kind}={answer}" for kind, answer in entry.responses.items()]
        words += [f"--function={name}={value:g}" for name, value in entry.function.items()]
        words += [f"--medicine={each}" for each in entry.medicines]
        words += [f"--note={entry.note}"] if entry.note else []
        spoilt = self.path.read_bytes() if self.is_spoilt else b""
        code, said, complaint = self.command("add", *words)
        if any(each.at == entry.at for each in self.filed):
            assert code == 2, "a second note for one moment was taken"
            self.tell("refused: a second note for one moment")
            return
        assert code == 0, complaint
        before, self.filed = self.filed, sorted([*self.filed, entry], key=lambda each: each.at)
        assert self._filed() == self.filed
        if self.is_spoilt:
            assert "not in the advice" in said
            aside = [each.read_bytes() for each in self.path.parent.glob("*.damaged*")]
            assert spoilt in aside, "what was damaged is gone"
            self.is_spoilt = False
        course = self.course(self.filed)
        if course.assessment.urgency > course.at_first.urgency:
            headline = " ".join(URGENCY[course.assessment.urgency].headline.split())
            assert headline in re.sub(r" *[│╭╮╰╯─]+ *", " ", said), (headline, said)
        self._holds_after(before, self.filed)
        self.tell("noted in the terminal")

    # The browser.

    def _noted(self):
        """Return the notes that the person's own file of data holds."""
        return self.person.browser.get("/my-data/pygalgia-my-data.json").json()["diary"]

    def _note_in_the_browser(self, entry):
        before = self.web
        sent = self.person.send(
            "/diary",
            worst="" if entry.worst is None else f"{entry.worst:g}",
            sleep=entry.sleep or "",
            done=entry.adherence or "",
            note=entry.note,
            sign=[f"{name}={state}" for name, state in entry.signs.items()],
        )
        assert sent.status_code == 303, sent.status_code
        now = self._noted()
        entry = Entry(**{**asdict(entry), "at": datetime.fromisoformat(now[-1]["at"])})
        self.web = [*self.web, entry]
        self._is_kept(now)
        self._holds_after(before, self.web)
        alarms = {each.id for each in self.course(self.web).alarms}
        new = alarms - {each.id for each in self.course(before).alarms}
        if new:
            _path, answer = opened(self.person.browser, sent.headers["location"], most=4)
            assert "urgency--emergency" in answer.text, f"{new} raised, and not said"
            assert "urgency--emergency" in opened(self.person.browser, "/interview", most=4)[1].text
            self.tell("new emergencies")
        self.tell("noted in the browser")

    def _is_kept(self, now):
        ours = [(each.worst, each.sleep, each.adherence, each.signs, each.note.strip()) for each in self.web]
        theirs = [
            (each["worst"], each["sleep"], each["adherence"], each["signs"], each["note"]) for each in now
        ]
        assert ours == theirs

    # What the person does.

    @rule(
        data=st.data(),
        worst=st.sampled_from([0.0, 3.0, 5.0, 8.0, 10.0, None]),
        sleep=st.sampled_from(NIGHTS),
        done=st.sampled_from(DONE),
        note=st.sampled_from(["", "", *WORDS]),
        hours=st.sampled_from([1, 20, 24, 49, 300]),
    )
    def note(self, data, worst, sleep, done, note, hours):
        """Note the same in both faces."""
        offered = {(each.finding, each.state) for each in self.watch.new_signs}
        most = 2 if data.draw(st.booleans()) else 0
        signs = dict(data.draw(st.lists(st.sampled_from(sorted(offered)), max_size=most)))
        if worst is None and not signs:
            worst = 4.0
        self._pass(hours)
        entry = Entry(at=self.now, worst=worst, sleep=sleep, adherence=done, signs=signs, note=one_line(note))
        self._note_in_the_browser(entry)
        if self.read is not None:
            self._note_in_the_terminal(entry)

    def _pass(self, hours):
        self.now += timedelta(hours=hours)
        self.site.clock.move(hours=hours)

    @precondition(lambda self: self.read is not None)
    @rule(data=st.data(), hours=st.sampled_from([-30, 0, 1, 24]), worst=st.sampled_from([2.5, 7.0, None]))
    def note_more_in_the_terminal(self, data, hours, worst):
        """Note there what the page has no field for, sometimes for a moment before the last note."""
        draw, findings = data.draw, self.knowledge.base.findings
        own = [each for each in findings.values() if each.who == "patient" and each.states]
        finding = draw(st.sampled_from(own))
        states = [each for each in finding.states if each not in NOTHING]
        answers = draw(st.lists(st.sampled_from(self.watch.responses), max_size=2))
        entry = Entry(
            at=self.now + timedelta(hours=hours),
            worst=worst,
            average=None if worst is None else worst / 2,
            signs={finding.id: draw(st.sampled_from(states))} if worst is None or draw(st.booleans()) else {},
            responses={each.kind: each.answer for each in answers},
            function={"walking to the shop = far": 4.5} if draw(st.booleans()) else {},
            medicines=tuple(
                draw(st.lists(st.sampled_from(sorted(CAUTION_CLASSES)), max_size=2, unique=True))
            ),
        )
        self.now += timedelta(hours=max(hours, 0))
        self.in_step = False
        self._note_in_the_terminal(entry)

    @precondition(lambda self: self.read is not None)
    @rule(words=st.sampled_from(WRONG))
    def note_nonsense_in_the_terminal(self, words):
        before = self.path.read_bytes() if self.path.exists() else None
        code, _said, complaint = self.command("add", *words)
        assert code == 2, words
        assert complaint
        assert "Traceback" not in complaint
        assert before == (self.path.read_bytes() if self.path.exists() else None)
        self.tell("refused: nonsense in the terminal")

    @rule(form=st.sampled_from(NO_NOTE), ours=st.booleans())
    def note_nonsense_in_the_browser(self, form, ours):
        """Send a form without a note, from our page or from another: refused, and nothing is stored."""
        before = self._noted()
        sent = (
            self.person.send("/diary", **form)
            if ours
            else self.person.browser.post("/diary", data={**form, "csrf": "of-another"})
        )
        assert sent.status_code == (422 if ours else 403), (form, sent.status_code)
        assert self._noted() == before
        self.tell("refused: nonsense in the browser")

    @precondition(lambda self: self.web)
    @rule()
    def send_twice(self):
        """Send the last note once more at once, as a double click does: it is kept once."""
        last = self.web[-1]
        form = {
            "worst": "" if last.worst is None else f"{last.worst:g}", "sleep": last.sleep or "",
            "done": last.adherence or "", "note": last.note,
            "sign": [f"{name}={state}" for name, state in last.signs.items()],
        }  # fmt: skip
        if self.site.clock() - last.at > timedelta(seconds=4):
            return
        assert self.person.send("/diary", **form).status_code == 303
        self._is_kept(self._noted())
        self.tell("sent twice")

    @precondition(lambda self: self.filed and not self.is_spoilt)
    @rule(how=st.sampled_from(SPOILT))
    def spoil_the_file(self, how):
        """Damage the file: that is said, and every note whose line is whole is read."""
        whole = self.path.read_bytes()
        lines = whole.splitlines(keepends=True)
        if how == "half a note":
            spoilt, left = whole + lines[-1][: len(lines[-1]) // 2], self.filed
        elif how == "cut off":
            spoilt, left = whole[:-9], self.filed[:-1]
        elif how == "a line of nonsense":
            spoilt, left = b"".join([lines[0], b"\xff{]\n", *lines[1:]]), self.filed
        else:
            spoilt, left = b"".join([lines[0][4:], *lines[1:]]), self.filed
        self.path.write_bytes(spoilt)
        code, said, _complaint = self.command("show")
        assert code == 0
        assert "not in the advice" in said
        assert self._filed() == left
        self.in_step, self.is_spoilt, self.filed = self.in_step and left == self.filed, True, left
        self.tell(f"spoilt: {how}")

    @precondition(lambda self: self.read is not None)
    @rule(laid=st.booleans())
    def show_or_plan(self, laid):
        code, said, complaint = self.command(*(["plan", "--start", "2026-03-02"] if laid else ["show"]))
        assert code == 0, complaint
        if laid:
            headline = URGENCY[self.course(self.filed).assessment.urgency].headline
            assert " ".join(headline.split()) in said
        self.tell("shown")

    @rule(zone=st.sampled_from(["Europe/London", "Pacific/Apia", "Mars/Olympus", ""]))
    def take_the_calendar(self, zone):
        answer = self.person.browser.get(
            "/diary/pygalgia.ics", params={"form": "yes", "zone": zone, "part": ["checks"]}
        )
        assert answer.status_code in (200, 422), answer.status_code
        assert (answer.status_code == 200) == answer.text.startswith("BEGIN:VCALENDAR")
        self.tell("calendars")

    @rule()
    def go_on(self):
        """Go on after what the result shows: notes and answers stay, and nothing new is taken for told."""
        page = self.person.page("/result")
        if 'action="/interview/go-on"' in page:
            sent = self.person.browser.post("/interview/go-on", data=as_shown(page, "/interview/go-on"))
            assert sent.status_code == 303
            self._is_kept(self._noted())
            self.tell("went on")

    @precondition(lambda self: self.web)
    @rule()
    def come_by_a_link(self):
        """Open the answers in another browser by a private link: the diary is there too."""
        link = re.search(r"/back/[\w-]+", self.person.send("/my-data/links", purpose="return").text)[0]
        other = self.site.client()
        assert other.post(link, data={}).status_code == 303
        self.person = Visitor(other)
        self._is_kept(self._noted())
        self.tell("came by a link")

    @precondition(lambda self: self.web)
    @rule()
    def delete(self):
        """Delete everything in the browser: the diary is gone from the database with it."""
        assert self.person.send("/my-data/delete", sure="yes").status_code == 200
        assert self.person.browser.get("/diary").status_code == 404
        self.person = Visitor(self.site.client()).begin()
        assert self._noted() == []
        here, token = self.site.here, self.person.browser.cookies["pygalgia-person"]
        here.interviews.save(
            token, saved(self.before, self.leader), version=here.interviews.load(token).version
        )
        self.web, self.in_step = [], False
        self.tell("deleted")

    @rule()
    def compare(self):
        """Hold the pages, the clinician's link and both diaries against each other and the library."""
        ours = self.course(self.web).assessment.urgency
        page = self.person.page("/result")
        assert faces.on_a_page(page) == ours.id
        diary = self.person.page("/diary")
        assert len(fields_of(diary, "sign")) == len(self.watch.new_signs)
        link = re.search(r"/case/[\w-]+", self.person.send("/my-data/links", purpose="clinician").text)[0]
        assert faces.on_a_page(self.site.client().get(link).text) == ours.id
        if self.in_step and self.read is not None:
            filed = self.course(self.filed).assessment.urgency
            assert filed is ours, (filed, ours)
            self.tell("compared: both diaries")
        self.tell(f"compared: {ours.id}")

    def teardown(self):
        if faces.holds_so_far():
            self.compare()
        self.temporary.cleanup()


def one_line(note):
    """Return a note as the page's form gives it back: without the space around it."""
    return note.strip()


def diary_machine(site):
    """Return the machine over a running application."""
    return type("Diaries", (DiaryMachine,), {"site": site, "counts": Counter()})
