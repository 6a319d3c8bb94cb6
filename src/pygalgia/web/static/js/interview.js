// Small comforts on the page of one question. Everything works without them.

const form = document.querySelector("form.question");
const none = form.querySelector('input[name="none"]');
const lines = [...form.querySelectorAll('input[name="tick"], input[name="unsure"]')];

// "None of these" and a ticked line exclude each other, as do "yes" and "not sure" for one line.
form.addEventListener("change", (event) => {
  const box = event.target;
  if (!box.checked) {
    return;
  }
  if (box === none) {
    for (const line of lines) {
      line.checked = false;
    }
  } else if (lines.includes(box)) {
    none.checked = false;
    for (const line of lines) {
      if (line.value === box.value && line.name !== box.name) {
        line.checked = false;
      }
    }
  }
});

// A click on a layer of the cut-away chooses it.
for (const layer of form.querySelectorAll(".cutaway .layer")) {
  const value = layer.classList[1].replace("layer--", "");
  const choice = form.querySelector(`input[value="${value}"]`);
  if (choice) {
    layer.classList.add("layer-hit");
    layer.addEventListener("click", () => choice.click());
  }
}

// A number is echoed with its unit while it is written. The server reads it, and asks where it is in doubt.
const value = form.querySelector('input[name="value"]');
const unit = form.querySelector('select[name="unit"]');
const echo = form.querySelector(".number__echo");
const read = form.querySelector('input[name="read"]');
function say() {
  const text = value.value.trim();
  const word = unit ? unit.selectedOptions[0].text : echo.dataset.unit;
  const plain = /^\d+([.,]\d{1,2})?$/.test(text);
  echo.textContent = plain ? `${text.replace(",", ".")} ${word}`.trim() : "";
  // What was echoed need not be read back on a page of its own.
  if (plain) {
    read.value = `${Number(text.replace(",", "."))}|${unit ? unit.value : echo.dataset.code}`;
  }
}
if (value && echo) {
  value.addEventListener("input", say);
  unit?.addEventListener("change", say);
  say();
}

// Why something is asked is worked out only for those who want to know.
const why = form.querySelector("details.why");
const told = why.querySelector("p");
const full = why.querySelector("a")?.href;
if (full) {
  why.addEventListener(
    "toggle",
    async () => {
      try {
        const page = new DOMParser().parseFromString(await (await fetch(full)).text(), "text/html");
        const reason = page.querySelector(".reason");
        // Another window may have gone on to another question.
        if (reason?.dataset.question === form.querySelector('input[name="question"]').value) {
          told.textContent = reason.textContent;
        }
      } catch {
        // The link is still there.
      }
    },
    { once: true },
  );
}

// A form is sent once.
let sent = false;
form.addEventListener("submit", (event) => {
  if (sent) {
    event.preventDefault();
  }
  sent = true;
});
window.addEventListener("pageshow", () => {
  sent = false;
});
