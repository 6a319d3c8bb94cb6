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
