/* Report a doubtful passage: Ctrl+Enter (or Command+Enter) on a selection, or the button.
   Without this script the button leads to a page with the same form. */

const about = document.querySelector('meta[name="pygalgia-page"]')?.content;
const version = document.querySelector('meta[name="pygalgia-content"]')?.content;
const button = document.querySelector("#report-open");
const LONGEST = 2000;

if (about && button) {
  const dialog = build(button.dataset);
  document.body.append(dialog.root);
  let selected = "";

  // A touch on the button clears the selection before the click arrives, so it is remembered.
  document.addEventListener("selectionchange", () => {
    const text = String(document.getSelection()).trim();
    if (text && !dialog.root.open) {
      selected = text;
      button.textContent = button.dataset.selected;
      document.body.classList.add("has-selection");
    } else if (!text) {
      document.body.classList.remove("has-selection");
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || dialog.root.open) return;
    const text = String(document.getSelection()).trim();
    if (!text) return;
    event.preventDefault();
    show(text);
  });

  button.addEventListener("click", (event) => {
    event.preventDefault();
    show(selected);
  });

  function show(text) {
    dialog.passage.value = text.slice(0, LONGEST);
    dialog.status.textContent = "";
    dialog.root.showModal();
    (text ? dialog.note : dialog.passage).focus();
  }

  dialog.form.addEventListener("submit", async (event) => {
    event.preventDefault();
    dialog.send.disabled = true;
    dialog.status.textContent = button.dataset.sending;
    try {
      const answer = await fetch("/reports", {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams(new FormData(dialog.form)),
      });
      if (answer.ok) {
        finish();
      } else {
        const problem = await answer.json();
        dialog.status.textContent = `${problem.title}. ${problem.detail}`;
      }
    } catch {
      dialog.status.textContent = button.dataset.unsent;
    } finally {
      dialog.send.disabled = false;
    }
  });

  function finish() {
    dialog.root.close();
    dialog.form.reset();
    selected = "";
    button.textContent = button.dataset.heading;
    const thanks = document.createElement("p");
    thanks.setAttribute("role", "status");
    thanks.className = "report-thanks";
    thanks.textContent = button.dataset.thanks;
    button.closest("p").after(thanks);
    button.focus();
  }
}

// What the dialog says stands on the button that opens it, in the language of the page.
function build(says) {
  const root = element("dialog", { className: "report-dialog" });
  root.setAttribute("aria-labelledby", "report-dialog-title");
  const form = element("form", { method: "post", action: "/reports", className: "stack" });
  const heading = element("h2", { id: "report-dialog-title", textContent: says.heading });
  const passage = element("textarea", { name: "passage", rows: 4, maxLength: LONGEST, required: true });
  const note = element("textarea", { name: "note", rows: 3, maxLength: 4000 });
  const address = element("input", { name: "address", type: "email", maxLength: 254, autocomplete: "email" });
  const send = element("button", { className: "button", type: "submit", textContent: says.send });
  const cancel = element("button", { className: "button button--quiet", type: "button", textContent: says.cancel });
  const status = element("p", { className: "small" });
  status.setAttribute("role", "status");
  cancel.addEventListener("click", () => root.close());
  const buttons = element("p", { className: "row" });
  buttons.append(send, cancel);
  form.append(
    heading,
    hidden("page", about),
    hidden("content_version", version),
    field("report-passage", says.passage, passage),
    field("report-note", says.note, note),
    field("report-address", says.address, address),
    element("p", { className: "small soft", textContent: says.health }),
    buttons,
    status,
  );
  root.append(form);
  return { root, form, passage, note, send, status };
}

function field(id, text, input) {
  const wrapper = element("div", { className: "field" });
  input.id = id;
  wrapper.append(element("label", { htmlFor: id, textContent: text }), input);
  return wrapper;
}

function hidden(name, value) {
  return element("input", { type: "hidden", name, value });
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
