"""A person in the browser as a machine of states: two tabs, old pages, links, deletion, languages.

The person knows the application by its pages, and what is kept by the file of "my data". After every act:

- No error of the server; what is refused (403, 404, 409, 422) has stored nothing.
- An answer that was acknowledged is kept, and no other went, unless the page says which.
- An emergency that was raised is the next page, and every face says the same urgency.
- Whatever is deleted or revoked opens nothing any more, in any tab and by any link.
"""

import json
import re
import tempfile
from collections import Counter
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

import faces
from interview_machine import QUIET, WORDS, lost_lines
from pygalgia import restored
from pygalgia.domain.urgency import Urgency
from pygalgia.texts.known import offered
from web_site import Visitor, as_shown, field_of, fields_of, opened

FINE = (200, 303)
REFUSED = (403, 404, 409, 422)
PLACES = ("buttock-left", "low-back-left", "posterior-thigh-left", "groin-left", "perineum")
NUMBERS = ("46", "9", "80", "4.6", "39", "1,200", "6 weeks", "99999", "-1", "½", "\u0664\u0666", "NaN", "")


@dataclass(frozen=True, repr=False)
class Page:
    """A page as some tab shows it, however old it is by now."""

    at: str = ""
    text: str = ""

    def __repr__(self):
        """Say where it is: its text would hide the acts that broke something."""
        return f"Page({self.at})"

    @property
    def question(self):
        """The id of the question whose form it holds; None where it holds none."""
        return field_of(self.text, "question") if "data-kind" in self.text and self.action else None

    @property
    def action(self):
        """Where its form is sent."""
        found = re.search(r'<form class="question" method="post" action="(/interview[^"]*)"', self.text)
        return found and found[1]

    @property
    def is_about_time(self):
        """Whether it asks since when a sign is there, or how it goes: an old one may be no emergency."""
        return (self.question or "").startswith(("since/", "course/"))

    @property
    def is_emergency(self):
        return "urgency--emergency" in self.text and '<h1 id="urgency">' in self.text


class WebMachine(RuleBasedStateMachine):
    """One person."""

    site = None
    #: Where the person begins.
    begins = "/begin"
    counts: ClassVar[Counter[str]] = Counter()

    def __init__(self):
        super().__init__()
        self.site.here.__dict__.pop("limits", None)
        self.folder = tempfile.TemporaryDirectory()
        self.tabs, self.older, self.links, self.reports = [Page(), Page()], [Page()], [], 0
        self.gone_on_after = set()
        self._sit_down(self.site.client())
        self.person.begin(self.begins)
        self.at_first = self.kept["steps"]
        self.tell("visits")

    def _sit_down(self, browser):
        self.person, self.browser = Visitor(browser), browser

    def tell(self, act):
        self.counts[act] += 1

    # What is kept, by the person's own file, and what follows from it.

    @property
    def kept(self):
        """The answers as they are kept; None where there are none."""
        answer = self.browser.get("/my-data/pygalgia-my-data.json")
        assert answer.status_code in (200, 404), answer.status_code
        return answer.json()["answers"] if answer.status_code == 200 else None

    @staticmethod
    def steps(kept):
        return {each["question"]: each.get("given", each.get("lines")) for each in kept["steps"]}

    def of(self, kept):
        """The interview that is kept, as the library reads it."""
        return restored(json.dumps(kept), self.site.here.interviewer).interview

    def raised(self, kept):
        standing = self.site.here.knowledge.judge.standing(
            self.site.here.interviewer.case_so_far(self.of(kept))
        )
        return {
            each.flag.id
            for each in standing.verdicts
            if each.verdict == "raised" and each.urgency is Urgency.EMERGENCY
        }

    # What the browser does.

    def _open(self, tab, path):
        path, answer = opened(self.browser, path, most=6)
        assert answer.status_code in (*FINE, *REFUSED), (path, answer.status_code)
        self._shows(tab, Page(path, answer.text))
        return answer

    def _shows(self, tab, page):
        self.tabs[tab] = page
        if page.question:
            self.older.append(page)

    def _send(self, tab, page, form):
        """Send a form of a page, and look at what is kept before and after."""
        before = self.kept
        answer = self.browser.post(page.action, data=form)
        assert answer.status_code in (*FINE, *REFUSED), (page.action, form, answer.status_code)
        after = self.kept
        self._shows(tab, Page(page.action, answer.text))
        if answer.status_code == 303:
            self._open(tab, answer.headers["location"])
        if before is None or answer.status_code in REFUSED:
            assert after == before, "what was refused has changed what is kept"
            self.tell("refused")
            return
        self._holds_after(page, form, answer, self.steps(before), self.steps(after))
        new = self.raised(after) - self.raised(before) - {*after["told"]}
        if new:
            self.tell("new emergencies")
            page = self.tabs[tab]
            assert page.is_emergency or page.is_about_time, f"{sorted(new)} raised, and the page is {page.at}"

    def _holds_after(self, page, form, answer, before, after):
        do, name = form.get("do"), page.question
        if name.startswith("check/"):
            return
        if do == "back":
            assert list(after.items()) in (list(before.items()), list(before.items())[:-1])
        elif do == "stop" or answer.headers.get("location") == "/result?late=yes":
            assert after == before
        else:
            self._took(page, form, answer, before, after)

    def _took(self, page, form, answer, before, after):
        name, acknowledged = page.question, answer.status_code == 303 or 'class="answers' in answer.text
        if acknowledged:
            assert name in after, f"{name} was acknowledged and is not there"
            self.tell("acknowledged")
            for line in form.get("tick", ()) if form["do"] == "answer" else ():
                finding, _, state = unescape(line).partition("=")
                told = after[name][finding]
                assert not state or told not in QUIET, f"{line} was ticked, and is kept as {told}"
        unasked = {each for each in after if each not in before and each != name}
        assert not unasked, f"{unasked} answered by the page of {name}"
        says_so = "errors--mild" in answer.text or "errors--mild" in self.tabs[0].text + self.tabs[1].text
        for other, said in before.items():
            if other != name and (lost := lost_lines(said, after.get(other))):
                assert says_so, f"{lost} of {other} went without a word"

    # What the person does.

    @initialize(count=st.integers(0, 14), whose=st.sampled_from(["self", "someone-else"]))
    def answer_quietly(self, count, whose):
        """Answer the first questions without a danger."""
        for _ in range(count):
            if self.person.question() is None:
                return
            self.person.answer(**{"for-whom": whose})

    @rule(tab=st.integers(0, 1))
    def look(self, tab):
        self._open(tab, "/interview")
        self.tell("looked")

    @rule(tab=st.integers(0, 1), data=st.data(), count=st.integers(1, 3))
    def answer(self, tab, data, count):
        """Fill in and send what this tab shows, and what follows."""
        for _ in range(count):
            if not self.tabs[tab].question:
                self._open(tab, "/interview")
            page = self.tabs[tab]
            if not page.question:
                return
            self._send(tab, page, self._filled_in(data.draw, page) | {"do": "answer"})
            self.tell("sent")

    @rule(tab=st.integers(0, 1), data=st.data())
    def tell_a_danger(self, tab, data):
        """Answer quietly until a list is shown, and tick two of its lines."""
        for _ in range(12):
            self._open(tab, "/interview")
            page = self.tabs[tab]
            if not page.question:
                return
            ids = [unescape(each) for each in dict.fromkeys(fields_of(page.text, "tick"))]
            if not ids:
                self.person.answer()
                continue
            ticks = data.draw(st.lists(st.sampled_from(ids), min_size=1, max_size=2, unique=True))
            form = as_shown(page.text, page.action) | {"tick": ticks, "unsure": [], "none": []}
            self._send(tab, page, form | {"do": "answer"})
            self.tell("told a danger")
            return

    @rule(tab=st.integers(0, 1), do=st.sampled_from(["unknown", "skip", "back", "stop"]))
    def press(self, tab, do):
        page = self.tabs[tab]
        if page.question and f'name="do" value="{do}"' in page.text:
            self._send(tab, page, as_shown(page.text, page.action) | {"do": do})
            self.tell(f"pressed {do}")

    @rule(tab=st.integers(0, 1), data=st.data())
    def send_an_old_form(self, tab, data):
        """Go back by the button of the browser, as far as wanted, and send the page that is there."""
        page = data.draw(st.sampled_from(self.older))
        if page.question:
            self._send(tab, page, self._filled_in(data.draw, page) | {"do": "answer"})
            self.tell("sent an old form")

    @rule(tab=st.integers(0, 1), data=st.data())
    def change(self, tab, data):
        kept = self.kept
        if kept and kept["steps"]:
            self._open(tab, f"/interview/answers/{data.draw(st.integers(0, len(kept['steps']) - 1))}")
            page = self.tabs[tab]
            if page.question:
                self._send(tab, page, self._filled_in(data.draw, page) | {"do": "answer"})
                self.tell("changed")

    @rule(tab=st.integers(0, 1))
    def leave_as_it_was(self, tab):
        """Send the page of an answer as it opened: nothing changes."""
        kept = self.kept
        if kept and kept["steps"]:
            self._open(tab, f"/interview/answers/{len(kept['steps']) // 2}")
            page = self.tabs[tab]
            if page.question:
                self._send(tab, page, as_shown(page.text, page.action) | {"do": "answer"})
                assert self.steps(self.kept) == self.steps(kept), "sent as it opened, it changed an answer"

    @rule(tab=st.integers(0, 1))
    def go_on(self, tab):
        self._open(tab, "/result")
        page = self.tabs[tab].text
        if 'action="/interview/go-on"' in page:
            before = self.kept
            answer = self.browser.post("/interview/go-on", data=as_shown(page, "/interview/go-on"))
            assert answer.status_code == 303
            assert self.steps(self.kept) == self.steps(before)
            self._open(tab, "/interview")
            self.tell("went on")

    @rule(tab=st.integers(0, 1), at=st.sampled_from(["/interview/understood", "/interview/last"]))
    def confirm(self, tab, at):
        """Agree to what was read from own words, or say what one fears: nothing else goes by it."""
        self._open(tab, at)
        text = self.tabs[tab].text
        if f'action="{at}"' in text:
            before = self.kept
            answer = self.browser.post(at, data=as_shown(text, at) | {"fear": ["cancer"]})
            assert answer.status_code in (303, 422), answer.status_code
            after = self.steps(self.kept)
            assert {name: after.get(name) for name in self.steps(before)} == self.steps(before)
            new = self.raised(self.kept) - self.raised(before)
            self._open(tab, "/interview")
            assert not new or self.tabs[tab].is_emergency or self.tabs[tab].is_about_time, new
            self.tell(f"sent {at}")

    @rule(tag=st.sampled_from(offered()))
    def speak(self, tag):
        """Choose another language: nothing that is kept changes, and the pages are in it."""
        before = self.kept
        self.browser.get(f"/?lang={tag}")
        assert f'<html lang="{tag}"' in self.browser.get("/").text
        assert self.kept == before
        self.tell(f"in {tag}")

    @rule()
    def make_a_link(self):
        answer = self.person.send("/my-data/links", purpose="return")
        if answer.status_code == 200:
            self.links.append(re.search(r"/back/([\w-]+)", answer.text)[1])

    @precondition(lambda self: self.links)
    @rule()
    def revoke(self):
        """Make every link useless: the answers are still there, in a browser that came by one of them too."""
        before, page = self.kept, self.person.page("/my-data")
        for address in re.findall(r'action="(/my-data/links/[^"]+/revoke)"', page):
            assert self.person.send(address).status_code == 303
        assert self.kept == before
        assert all(self.site.client().get(f"/back/{each}").status_code == 404 for each in self.links)
        self.links = []
        self.tell("revoked")

    @precondition(lambda self: self.links)
    @rule(data=st.data())
    def resume_by_link(self, data):
        """Open the answers in another browser by a private link: they are all there; go on there."""
        before, link = self.kept, data.draw(st.sampled_from(self.links))
        other = self.site.client()
        assert other.get(f"/back/{link}").status_code == 200
        assert other.post(f"/back/{link}", data={}).status_code == 303
        self._sit_down(other)
        assert self.kept == before
        self.tell("resumed by link")

    @rule(sure=st.booleans())
    def delete(self, sure):
        """Delete everything, or think better of it; afterwards nothing opens it in any way."""
        before, old = self.kept, self.browser
        answer = self.person.send("/my-data/delete", **({"sure": "yes"} if sure else {}))
        assert answer.status_code == 200
        if not sure:
            assert self.kept == before
            return
        assert self.kept is None
        assert old.get("/result").status_code == 404
        assert all(self.site.client().get(f"/back/{each}").status_code == 404 for each in self.links)
        for page in self.older[-3:]:
            if page.question:
                sent = old.post(page.action, data=as_shown(page.text, page.action) | {"do": "answer"})
                assert sent.status_code in REFUSED
        self.links, self.older, self.tabs = [], [Page()], [Page(), Page()]
        self.person.begin(self.begins)
        assert self.kept["steps"] == self.at_first
        self.tell("deleted")

    @precondition(lambda self: not self.reports)
    @rule(on_paper=st.booleans(), words=st.sampled_from(WORDS))
    def report(self, on_paper, words):
        """Take the paper away, or report a passage of a page as doubtful."""
        self.reports += 1
        if on_paper:
            answer = self.browser.get("/result/pygalgia.pdf")
            assert answer.status_code == 200
            assert answer.content.startswith(b"%PDF")
        else:
            answer = self.browser.post(
                "/reports",
                data={"page": next(iter(self.site.here.catalogue.pages)), "passage": words, "note": words},
            )
            assert answer.status_code in (303, 422), answer.status_code
        self.tell("reports")

    @rule()
    def compare(self):
        self._same_in_every_face(far=False)

    @rule()
    def compare_far(self):
        """Ask a batch and a process of the command line too, which takes longer."""
        self._same_in_every_face(far=True)
        self.tell("compared with a process and a batch")

    def _same_in_every_face(self, *, far):
        """Hold page, API, interview and case file against each other."""
        kept = self.kept
        answer = self.browser.get("/result")
        assert answer.status_code == 200
        said = faces.holds_in_every_face(
            self.of(kept),
            self.site.here.interviewer,
            folder=Path(self.folder.name),
            client=self.browser,
            far=far,
        )
        assert faces.on_a_page(answer.text) == said.urgency
        told = self.browser.post("/api/v1/next-question", json={"interview": kept})
        assert told.status_code == 200, told.text
        assert told.json()["urgency"] == said.urgency
        self.tell(f"compared: {said.urgency}")

    def _filled_in(self, draw, page):
        form = dict(as_shown(page.text, page.action))
        kind = re.search(r'data-kind="([\w-]+)"', page.text)[1]
        if kind == "several":
            ids = list(dict.fromkeys(fields_of(page.text, "tick")))
            ticks = draw(st.lists(st.sampled_from(ids), max_size=2, unique=True))
            unsure = draw(st.lists(st.sampled_from(ids), max_size=1)) if draw(st.booleans()) else []
            form |= {"tick": ticks, "unsure": unsure, "none": [] if ticks or unsure else ["yes"]}
            return {
                name: [unescape(each) for each in said] if name in ("tick", "unsure") else said
                for name, said in form.items()
            }
        if kind == "regions":
            return form | {"region": draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=2))}
        if kind == "text":
            return form | {"text": draw(st.sampled_from(WORDS))}
        options = fields_of(page.text, "answer")
        if kind == "number" and (not options or draw(st.booleans())):
            if any(form.get("read", ())):
                return form
            return form | {"value": draw(st.sampled_from(NUMBERS)), "answer": []}
        return form | {"answer": draw(st.sampled_from(options))}

    def teardown(self):
        if faces.holds_so_far():
            self.compare()
        self.folder.cleanup()


def web_machine(site):
    """Return the machine over a running application."""
    return type("Visits", (WebMachine,), {"site": site, "counts": Counter()})
