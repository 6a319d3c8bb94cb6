"""Random walks of a person through the application: several windows, old pages, back, change, stop, diary.

A walk knows the application by its pages alone, and after every step looks into the store for what must hold:

- An emergency that is raised by what is stored, and after which nobody chose to go on, is the next page,
  or since when its sign is there.
- A "no" is stored only for a line that stood on the very page that was sent.
- A page that is sent as it opened changes nothing.
- No answer but the changed one goes without a word, and no step ends in an error of the server.
"""

import random
import re
from dataclasses import dataclass, field, replace
from html import unescape

from pygalgia import Course, restored
from pygalgia.assessing import urgency_and_probability
from pygalgia.domain.finding import NOTHING
from pygalgia.domain.urgency import Urgency
from pygalgia.interview import LIKELY_CAUSES, Ask
from pygalgia.store.diary_notes import DiaryNotes
from web_site import Visitor, as_shown, field_of, fields_of, opened

QUIET = {*NOTHING, "unticked", "unknown", "skipped"}
#: Enough to reach the emergency screen; walks that begin here meet danger sooner.
OPENING = {
    "for-whom": "self", "own-words": "skipped", "pain-layer": "deep", "onset": "gradual",
    "duration": "days", "pregnancy": "not-pregnant",
}  # fmt: skip
FINE = {200, 303, 403, 404, 409, 422}


class BrokenError(AssertionError):
    """What must hold does not; the message tells the walk."""


@dataclass
class Window:
    """A window of the browser: where it is, and what it shows, however old that is by now."""

    at: str = ""
    page: str = ""


@dataclass
class Walk:
    """One person, walking at random."""

    site: object
    knowledge: object
    seed: int
    windows: list[Window] = field(default_factory=lambda: [Window(), Window(), Window()])
    went_on_after: set[str] = field(default_factory=set)
    told: list[str] = field(default_factory=list)
    acts: int = 0
    emergencies: int = 0

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        self.person = Visitor(self.site.client())
        self.browser = self.person.browser

    def run(self, steps: int) -> "Walk":
        """Walk so many steps."""
        self._begin()
        for _ in range(steps):
            window = self.rng.choice(self.windows)
            act = self.rng.choices(
                [self.look, self.send, self.change, self.unchanged, self.diary, self.fear],
                weights=[8, 16, 3, 2, 1, 1],
            )[0]
            self.acts += 1
            act(window)
            self.site.clock.move(minutes=7)
        return self

    def _begin(self) -> None:
        """Begin from the first page, or where the emergency screen begins."""
        self.person.begin()
        if self.rng.random() < 0.75:
            here = self.site.here
            interview = self._interview()
            answers = OPENING | {
                "age": self.rng.choice([12, 30, 46, 71]),
                "sex": self.rng.choice(["male", "female"]),
            }
            answers["pain-site"] = self.rng.choice(
                [("buttock-left",), ("buttock-left", "posterior-thigh-left"), "unknown"]
            )
            for _ in range(9):
                step = here.interviewer.next_step(interview)
                if step.question.id not in answers:
                    break
                interview = here.interviewer.answer(interview, step.question.id, answers[step.question.id])
            kept = here.interviews.load(self._token)
            from pygalgia import saved

            here.interviews.save(self._token, saved(interview, here.interviewer), version=kept.version)

    @property
    def _token(self) -> str:
        return self.browser.cookies["pygalgia-person"]

    def _interview(self):
        return restored(
            self.site.here.interviews.load(self._token).document, self.site.here.interviewer
        ).interview

    def _steps(self) -> dict[str, object]:
        return {step.question: step.given for step in self._interview().steps}

    def _raised(self) -> set[str]:
        """Return the emergencies of answers and notes: by the flags' verdicts, or else by the urgency."""
        kept, interview = self.site.here.interviews.load(self._token), self._interview()
        diary = DiaryNotes(self.site.here.database, keep_days=90).diary(kept, interview.id)
        case = self.site.here.interviewer.case_so_far(interview)
        now = Course(self.knowledge, case, diary).case_after(len(diary.entries))
        verdicts = self.knowledge.judge.standing(now).verdicts
        flags = {
            each.flag.id
            for each in verdicts
            if each.verdict == "raised" and each.urgency is Urgency.EMERGENCY
        }
        urgency = urgency_and_probability(now, self.knowledge)[0].urgency
        likely = urgency is Urgency.EMERGENCY and self._is_screened(interview)
        return flags or ({LIKELY_CAUSES} if likely else set())

    def _is_screened(self, interview) -> bool:
        """Return whether all that is asked of everybody was asked: what is only likely waits for that."""
        told = replace(interview, told=(*self.knowledge.base.red_flags, LIKELY_CAUSES), ended=False)
        step = self.site.here.interviewer.next_step(told)
        return not (isinstance(step, Ask) and step.phase in ("opening", "screen"))

    # What a person does.

    def look(self, window: Window) -> None:
        """Load the page that the interview has now."""
        self._open(window, "/interview")

    def send(self, window: Window) -> None:
        """Fill in what this window shows, however old it is, and send it."""
        if not window.page:
            return self.look(window)
        if 'action="/interview/go-on"' in window.page and self.rng.random() < 0.6:
            return self.go_on(window)
        if "data-kind" not in window.page:
            return self.look(window)
        if 'data-kind="last"' in window.page:
            return self.say_last(window)
        action = re.search(r'<form class="question" method="post" action="([^"]*)"', window.page)[1]
        form = self._filled_in(window.page, action)
        if action == "/interview":
            button = self.rng.choices(
                ["answer", "unknown", "skip", "back", "stop"], weights=[16, 2, 1, 2, 1]
            )[0]
            form["do"] = button
        self._post(window, action, form)
        return None

    def say_last(self, window: Window) -> None:
        """Say what one fears before the result, or leave it empty; this window's page may be old by now."""
        form = as_shown(window.page, "/interview/last") | {"fear": [self.rng.choice(["", "cancer"])]}
        self._post(window, "/interview/last", form)

    def go_on(self, window: Window) -> None:
        """Go on after the emergency, or after the end, that this window shows."""
        form = as_shown(window.page, "/interview/go-on")
        self._post(window, "/interview/go-on", form)
        self.went_on_after |= set(form.get("shown", ())) & self._raised()
        self._check_interruption("/interview/go-on", window)

    def change(self, window: Window) -> None:
        """Open the page of an earlier answer; it may be sent much later."""
        count = len(self._steps())
        if count:
            self._open(window, f"/interview/answers/{self.rng.randrange(count)}")
            if self.rng.random() < 0.6:
                self.send(window)

    def unchanged(self, window: Window) -> None:
        """Open the page of an earlier answer and send it as it opened."""
        before = self._steps()
        if not before:
            return
        at = f"/interview/answers/{self.rng.randrange(len(before))}"
        self._open(window, at)
        form = as_shown(window.page, at) | {"do": "answer"}
        self._post(window, at, form)
        if self._steps() != before:
            self._break(f"{at}, sent as it opened, changed an answer")

    def diary(self, window: Window) -> None:
        """Note something."""
        self._open(window, "/diary")
        lines = fields_of(window.page, "sign")
        signs = self.rng.sample(lines, self.rng.choice([0, 1, 1, 2]))
        worst = self.rng.choice(["", "3", "8"])
        self._post(window, "/diary", {"csrf": field_of(window.page, "csrf"), "sign": signs, "worst": worst})

    def fear(self, window: Window) -> None:
        """Say what one fears, beside the result."""
        self._post(window, "/result/told", {"csrf": self.person.token, "fear": "that it stays"})

    def _filled_in(self, page: str, action: str) -> dict[str, object]:
        rng, form = self.rng, dict(as_shown(page, action))
        form["do"] = "answer"
        kind = re.search(r'data-kind="([\w-]+)"', page)[1]
        if kind == "several":
            lines = list(dict.fromkeys(fields_of(page, "tick")))
            form |= {
                "tick": rng.sample(lines, min(len(lines), rng.choice([0, 0, 1, 1, 2]))),
                "none": [],
                "unsure": [],
            }
            if rng.random() < 0.25:
                form["unsure"] = rng.sample(lines, 1)
            if not form["tick"] and not form["unsure"]:
                form["none"] = ["yes"]
        elif kind == "regions":
            places = ["buttock-left", "low-back-left", "posterior-thigh-left", "groin-left", "perineum"]
            form["region"] = rng.sample(places, rng.choice([1, 2]))
        elif kind == "number":
            options = fields_of(page, "answer")
            if any(form.get("read", ())) and rng.random() < 0.7:
                return form
            if options and rng.random() < 0.7:
                form |= {"answer": rng.choice(options), "value": ""}
            else:
                form |= {
                    "value": rng.choice(["46", "4.6", "39", "1,200", "6 weeks", "80", "99999"]),
                    "answer": [],
                }
        elif kind == "text":
            form["text"] = rng.choice(["", "a deep ache"])
        else:
            form["answer"] = rng.choice(fields_of(page, "answer"))
        return form

    # What the browser does, and what must hold after it.

    def _open(self, window: Window, path: str) -> None:
        path, answer = opened(self.browser, path, most=5)
        self.told.append(f"GET {path} {answer.status_code}")
        self._check_status(answer)
        window.at, window.page = path, answer.text

    def _post(self, window: Window, path: str, form: dict[str, object]) -> None:
        before, raised, sent = self._steps(), self._raised(), window.page
        answer = self.browser.post(path, data=form)
        shown = {name: value for name, value in form.items() if name not in ("csrf", "shown")}
        self.told.append(f"POST {path} {shown} {answer.status_code}")
        self._check_status(answer)
        window.at, window.page = path, answer.text
        if answer.status_code == 303:
            self._open(window, answer.headers["location"])
        after, now = self._steps(), self._raised()
        self.went_on_after &= now
        self._check_nothing_unseen(path, sent, before, after)
        self._check_nothing_lost(form, before, after, window.page, sent)
        new = now - raised
        self.emergencies += bool(new)
        if new and not is_emergency(window.page) and not is_about_time(window.page):
            self._break(f"{sorted(new)} was raised, and the next page is not about it")
        if path != "/interview/go-on":
            self._check_interruption(path, window)

    def _check_status(self, answer) -> None:
        if answer.status_code not in FINE:
            self._break(f"status {answer.status_code}")

    def _check_interruption(self, path: str, window: Window) -> None:
        """Whatever was done: while an emergency waits, the interview leads to it and nowhere else."""
        waiting = self._raised() - self.went_on_after
        if not waiting:
            return
        fresh = Window()
        self._open(fresh, "/interview")
        if not is_emergency(fresh.page) and not is_about_time(fresh.page):
            self._break(f"after {path} {sorted(waiting)} waits, and {fresh.at} is shown")
        is_asked = window.at.startswith("/interview") and "data-kind" in window.page
        if is_asked and "alert" not in window.page and not is_about_time(window.page):
            self._break(f"{sorted(waiting)} waits, and a question is shown")

    def _check_nothing_unseen(self, path: str, sent: str, before: dict, after: dict) -> None:
        """A new "no" belongs to a line, or a question, of the page that was sent."""
        lines = {unescape(each).partition("=")[0] for each in fields_of(sent, "tick")} if sent else set()
        named = set(fields_of(sent, "question")) if sent else set()
        for question, given in after.items():
            if before.get(question) == given or path in ("/result/told", "/interview/last"):
                continue
            if question.startswith(("screen/", "list/")) and isinstance(given, dict):
                was = before.get(question)
                old = was if isinstance(was, dict) else {}
                noes = {
                    name
                    for name, said in given.items()
                    if said in (*NOTHING, "unticked") and old.get(name) != said
                }
                if not noes <= lines:
                    self._break(f"{sorted(noes - lines)} stored as absent without having been shown")
            elif question not in named and not any(each.startswith("check/") for each in named):
                self._break(f"{question} was answered by a page that did not ask it")

    def _check_nothing_lost(self, form: dict, before: dict, after: dict, page: str, sent: str) -> None:
        if form.get("do") == "back" or any(
            each.startswith("check/") for each in fields_of(sent or "", "question")
        ):
            return
        named = set(fields_of(sent or "", "question"))
        lost = [name for name in before if name not in after and name not in named]
        for question, given in before.items():
            now = after.get(question)
            if question in named or not isinstance(given, dict) or not isinstance(now, dict):
                continue
            lost += [name for name, said in given.items() if name not in now and said not in QUIET]
        lost = [name for name in lost if not self._is_quiet(before.get(name))]
        if lost and "no longer hold" not in page:
            self._break(f"{lost} went without a word")

    def _is_quiet(self, given: object) -> bool:
        said = given.values() if isinstance(given, dict) else [given]
        return given is not None and all(each in QUIET for each in said if isinstance(each, str))

    def _break(self, what: str) -> None:
        raise BrokenError(f"walk {self.seed}: {what}\n  " + "\n  ".join(self.told[-12:]))


def is_about_time(page: str) -> bool:
    """Return whether a page asks since when a sign is there, or how it goes: before it alarms, or after."""
    return re.search(r'name="question" value="(since|course)/', page) is not None


def is_emergency(page: str) -> bool:
    """Return whether a page is about an emergency, with what to do."""
    return "urgency--emergency" in page and re.search(r'<h1 id="urgency">Get help now', page) is not None
