"""The static forms, drawn and filled by a program that is not ours: LHC-Forms."""

import re
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from fhir_r4 import faults
from pygalgia.records import RecordReader, load_codes
from pygalgia.records.assess import assess_record
from pygalgia.records.forms.static import questionnaire
from pygalgia.texts import using
from record_builders import NOW, resources

LFORMS = Path(__file__).parents[2] / "scripts/records/node_modules/lforms/dist/lforms"
PAGE = """<!doctype html><html><head><meta charset="utf-8"><link rel="icon" href="data:,">
<link rel="stylesheet" href="webcomponent/styles.css"></head><body><div id="form"></div>
<script src="webcomponent/assets/lib/zone.min.js"></script><script src="webcomponent/lhc-forms.js"></script>
<script src="fhir/R4/lformsFHIR.min.js"></script></body></html>"""
DRAW = "form => LForms.Util.addFormToPage(form, 'form', {fhirVersion: 'R4'})"
READY = "() => Boolean(window.LForms && LForms.Util && LForms.FHIR)"
FILLED = "() => LForms.Util.getFormFHIRData('QuestionnaireResponse', 'R4')"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_words):
        pass

    def do_GET(self):
        if self.path != "/":
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(PAGE.encode())


@pytest.fixture(scope="module")
def address():
    if not LFORMS.exists():
        pytest.skip("needs LHC-Forms: `make records-tools` (npm install in scripts/records)")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=LFORMS))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def draw(chromium, address):
    context = chromium.new_context()
    page, wrong = context.new_page(), []
    page.on("pageerror", lambda error: wrong.append(str(error)))

    def draw(form):
        page.goto(address)
        page.wait_for_function(READY)
        page.evaluate(DRAW, form)
        page.wait_for_selector("lhc-item")
        return page

    yield draw
    context.close()
    assert wrong == []


def at_once(form):
    """Yield the items that are to be answered whatever was answered before."""
    for item in form.get("item", []):
        if "enableWhen" not in item:
            yield item
            yield from at_once(item)


def choose(page, link, words):
    """Choose an answer from the list that opens."""
    box = page.locator(f"[id='{link}/1/1']")
    box.blur()
    box.click()
    # A long list is searched in.
    box.press_sequentially(words)
    line = re.compile(rf"^(\d+:)?\s*{re.escape(words)}\s*$")
    page.locator("#completionOptions li").filter(has_text=line).click(timeout=5000)


@pytest.mark.parametrize("name", ["self", "specialist"])
def test_every_question_of_a_form_is_drawn(draw, knowledge, name):
    form = questionnaire(name, knowledge.base, load_codes(knowledge.base))
    page = draw(form)
    drawn = set(page.evaluate("[...document.querySelectorAll('input, textarea')].map(each => each.id)"))

    shown = {each.rpartition("/1")[0].partition("/1")[0] for each in drawn if each}
    asked = {each["linkId"] for each in at_once(form) if each["type"] not in ("group", "display")}
    assert asked - shown == set()


def test_what_is_filled_in_there_is_assessed_here(draw, knowledge):
    """Several places, a number with its unit, yes, no and what is not known."""
    codes = load_codes(knowledge.base)
    page = draw(questionnaire("self", knowledge.base, codes))
    page.locator("[id='age.value/1/1/1']").fill("46")
    choose(page, "sex", "female")
    for place in ("buttock-left", "posterior-thigh-left"):
        choose(page, "pain-site", knowledge.base.regions[place].name)
    choose(page, "saddle-numbness", "yes")
    choose(page, "fever", "no")
    choose(page, "weight-loss", "I do not know")
    # No clock in a test: the browser has its own.
    filled = page.evaluate(FILLED) | {"authored": "2026-11-29T10:00:00Z"}

    assert faults(filled) == []
    reader = RecordReader(knowledge, codes)
    record = reader.read(filled, today=NOW.date())
    assert (record.case.age_years, record.case.sex) == (46, "female")
    assert set(record.case.regions) >= {"buttock-left", "posterior-thigh-left"}
    assert (record.case.states["saddle-numbness"], record.case.states["fever"]) == ("present", "absent")
    assert "weight-loss" not in record.case.states
    document = assess_record(filled, reader, now=NOW, with_pdf=False)
    raised = [each for each in resources(document, "DetectedIssue") if each["status"] == "final"]
    assert any("saddle" in str(each).lower() for each in raised)


def test_a_form_is_drawn_in_another_language(draw, knowledge):
    with using("de"):
        form = questionnaire("self", knowledge.in_language("de").base, load_codes(knowledge.base))
    page = draw(form)

    assert "Wie alt sind Sie?" in page.inner_text("#form")
