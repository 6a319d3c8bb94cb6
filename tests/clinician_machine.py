"""A clinician with a patient in the browser: all that a person may do there, and the examination beside it.

What must hold of a person's visit holds here too (`web_machine.py`); and after every examination:

- Each result that was recorded is kept as it was given, and nothing else has changed; what is refused has
  stored nothing of the form.
- A result does what the page said that it would do: to the urgency, and to each leading cause.
- Examination, result, summary, the shared case and the API say the same urgency.
- Nobody's own answers are replaced by a patient unasked, and a shared case cannot be changed.
"""

import math
import re
from collections import Counter
from html import unescape

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

import faces
from pygalgia.domain.urgency import Urgency
from pygalgia.errors import CaseError
from pygalgia.report.words import URGENCY
from pygalgia.texts.speaking import using
from web_machine import WebMachine
from web_site import Visitor, as_shown, token_of

AT = "/clinician/examination"
#: What is typed as a number: some could be two, some are none, some are out of every range.
NUMBERS = ("1200", "1,200", "1.2", "0", "-3", "38,9", "ten", "1e9", "\u0664\u0665", " 80 ", "½", "")
NOT_DONE = "not-done"


class ClinicianMachine(WebMachine):
    """One clinician, with one patient at a time."""

    begins = "/clinician/begin"

    def __init__(self):
        super().__init__()
        self.forms = []

    # What the clinician does.

    @rule(laboratory=st.booleans())
    def open_the_examination(self, laboratory):
        answer = self.browser.get(AT, params={"laboratory": "true"} if laboratory else {})
        assert answer.status_code == 200, answer.status_code
        if f'action="{AT}"' in answer.text:
            self.forms.append(answer.text)
        self.tell("opened the examination")

    @rule(data=st.data())
    def record(self, data):
        """Fill in some tests of a page of the examination, however old it is, and send it."""
        if not self.forms:
            self.open_the_examination(laboratory=False)
        if not self.forms:
            return
        page = data.draw(st.sampled_from(self.forms))
        form = dict(as_shown(page, AT))
        if self.browser.get("/my-data").status_code == 200:
            form["csrf"] = self.person.token
        tests = sorted({unescape(each) for each in re.findall(r'name="result:([\w-]+)"', page)})
        given = {}
        for name in data.draw(st.lists(st.sampled_from(tests), min_size=1, max_size=3, unique=True)):
            states = re.findall(rf'name="result:{name}" value="([\w-]+)"', page)
            if f'name="value:{name}"' in page and data.draw(st.booleans()):
                units = [each.code for each in self.site.here.knowledge.base.findings[name].scale.units]
                form[f"value:{name}"] = data.draw(st.sampled_from(NUMBERS))
                form[f"unit:{name}"] = data.draw(st.sampled_from(units))
                given[name] = None
            else:
                given[name] = form[f"result:{name}"] = data.draw(st.sampled_from(states))
        self._send_results(form, given)

    def _send_results(self, form, given):
        before = self.kept
        answer = self.browser.post(AT, data=form)
        assert answer.status_code in (303, 403, 404, 422), answer.status_code
        after = self.kept
        if answer.status_code != 303:
            assert after == before, "what was refused has changed what is kept"
            self.tell("results refused")
            return
        was, now = self.steps(before), self.steps(after)
        for name, said in given.items():
            wanted = "unknown" if said == NOT_DONE else said
            assert wanted is None or now[name] == wanted, (name, wanted, now.get(name))
        others = {name: said for name, said in now.items() if name not in given}
        assert others == {name: said for name, said in was.items() if name not in given}
        new = self.raised(after) - self.raised(before)
        page = self.browser.get(AT).text
        assert not new or faces.on_a_page(page) == "emergency", f"{new} raised, and not shown"
        self.tell("results recorded")

    @rule(
        name=st.sampled_from(["no-such-test", "fever", "pain-site", "motor-weakness", "age"]),
        said=st.sampled_from(["sideways", "", "present", "unknown", "\u2028", "skipped"]),
    )
    def record_nonsense(self, name, said):
        """Send a result that no page offers, beside another: refused whole."""
        before = self.kept
        answer = self.person.send(AT, **{f"result:{name}": said, "result:straight-leg-raise": "x"})
        assert answer.status_code in (404, 422), answer.status_code
        assert self.kept == before
        self.tell("results refused")

    @precondition(lambda self: self.kept is not None)
    @rule(data=st.data(), laboratory=st.booleans())
    def see_that_a_result_does_what_it_said(self, data, laboratory):
        """Take one result of one test, as if it were recorded, and compare with what was said of it."""
        leader, so_far = self.site.here.interviewer, self.of(self.kept)
        offered = leader.examinations(so_far, most=8, laboratory=laboratory)
        if not offered:
            return
        test = data.draw(st.sampled_from(offered))
        outcome = data.draw(st.sampled_from(test.outcomes))
        try:
            then = leader.assess(leader.answer(so_far, test.finding, outcome.state))
        except CaseError:
            return
        assert then.urgency is outcome.urgency, (test.finding, outcome.state, then.urgency, outcome.urgency)
        causes = {each.id: each.probability for each in then.conditions}
        for each in outcome.causes:
            # What falls below a thousandth is listed no more.
            listed = causes.get(each.condition, each.after)
            assert math.isclose(listed, each.after, abs_tol=1e-6), (
                test.finding,
                outcome.state,
            )
        self.tell("a result did what it said")

    @rule()
    def read_the_summary(self):
        """Read the summary, and the case as a link shows it: the same urgency as everywhere."""
        level = faces.on_a_page(self.person.page("/result"))
        summary = unescape(self.person.page("/clinician/summary"))
        with using(re.search(r'<html lang="([\w-]+)"', summary)[1]):
            name = URGENCY[Urgency.from_id(level)].name
        assert name.lower() in summary.lower(), (name, level)
        shared = re.search(r"/case/[\w-]+", self.person.send("/my-data/links", purpose="clinician").text)[0]
        reader = self.site.client()
        assert faces.on_a_page(reader.get(shared).text) == level
        before = self.kept
        assert reader.post(shared, data={"do": "answer"}).status_code in (403, 404, 405)
        assert reader.post(AT, data={"result:fever": "present"}).status_code in (403, 404)
        assert self.kept == before
        self.tell("summaries read")

    @rule(agreed=st.booleans())
    def begin_beside_a_person(self, agreed):
        """Begin with a patient in a browser that holds a person's own answers: replaced if that is agreed."""
        person = Visitor(self.site.client()).begin()
        person.answer(**{"for-whom": "self"})
        own = person.browser.get("/my-data/pygalgia-my-data.json").json()["answers"]["steps"]
        page = person.send("/clinician/begin")
        assert page.status_code == 200
        assert person.browser.get("/my-data/pygalgia-my-data.json").json()["answers"]["steps"] == own
        if agreed:
            sent = person.browser.post("/clinician/begin", data={"csrf": token_of(page), "instead": "yes"})
            assert sent.status_code == 303
            steps = person.browser.get("/my-data/pygalgia-my-data.json").json()["answers"]["steps"]
            assert [each["given"] for each in steps] == ["patient"]
        self.tell("begun beside a person")


def clinician_machine(site):
    """Return the machine over a running application."""
    return type("Patients", (ClinicianMachine,), {"site": site, "counts": Counter()})
