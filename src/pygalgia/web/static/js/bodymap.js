// Makes the picture of the body clickable. The list of places is what the form sends; the picture ticks its boxes.

const map = document.querySelector("[data-bodymap]");
const list = document.querySelector("[data-region-list]");
const chosen = map.querySelector("[data-chosen]");
const boxes = new Map([...list.querySelectorAll("input")].map((box) => [box.value, box]));
const shapes = [...map.querySelectorAll("[data-region]")].filter((shape) => boxes.has(shape.dataset.region));

function name(region) {
  return boxes.get(region).dataset.plain;
}

function show() {
  for (const shape of shapes) {
    shape.setAttribute("aria-checked", String(boxes.get(shape.dataset.region).checked));
  }
  const marked = [...boxes.values()].filter((box) => box.checked);
  chosen.hidden = marked.length === 0;
  chosen.replaceChildren();
  if (marked.length === 0) {
    return;
  }
  const items = document.createElement("ul");
  for (const box of marked) {
    const chip = document.createElement("button");
    chip.type = "button";
    chip.className = "chip";
    chip.textContent = name(box.value);
    chip.setAttribute("aria-label", map.dataset.remove.replace("{place}", name(box.value)));
    chip.addEventListener("click", () => toggle(box.value));
    const item = document.createElement("li");
    item.append(chip);
    items.append(item);
  }
  chosen.append(map.dataset.marked, items);
}

function toggle(region) {
  const box = boxes.get(region);
  box.checked = !box.checked;
  show();
}

for (const shape of shapes) {
  shape.setAttribute("role", "checkbox");
  shape.setAttribute("tabindex", "0");
  shape.setAttribute("aria-label", name(shape.dataset.region));
  const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
  title.textContent = name(shape.dataset.region);
  shape.append(title);
  shape.addEventListener("click", () => toggle(shape.dataset.region));
  shape.addEventListener("keydown", (event) => {
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      toggle(shape.dataset.region);
    }
  });
}
list.addEventListener("change", show);
// On a narrow screen the picture comes first; the list waits below, closed but for what is marked.
if (window.matchMedia("(max-width: 52rem)").matches) {
  for (const area of list.querySelectorAll("details")) {
    area.open = area.querySelector("input:checked") !== null;
  }
}
map.dataset.ready = "";
show();
