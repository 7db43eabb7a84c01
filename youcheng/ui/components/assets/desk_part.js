// A part of a picture, drawn with a pointer or given by numbers: the numbers are what is sent.
const NAMES = ["left", "top", "width", "height"];

const fieldsOf = (area) => NAMES.map((name) => area.closest("form").elements.namedItem(name));
const between = (value) => Math.min(Math.max(value, 0), 100);

function draw(area) {
  const frame = area.querySelector("[data-part-frame]");
  fieldsOf(area).forEach((field, at) => frame.style.setProperty(NAMES[at], `${between(Number(field.value))}%`));
}

function placeOf(area, event) {
  const { left, top, width, height } = area.getBoundingClientRect();
  return [between(((event.clientX - left) / width) * 100), between(((event.clientY - top) / height) * 100)];
}

let held = null;

document.addEventListener("pointerdown", (event) => {
  const area = event.target.closest("[data-part]");
  if (!area || event.button !== 0) return;
  event.preventDefault();
  held = { area, from: placeOf(area, event) };
  area.setPointerCapture(event.pointerId);
});

document.addEventListener("pointermove", (event) => {
  if (!held) return;
  const to = placeOf(held.area, event);
  const start = to.map((value, at) => Math.floor(Math.min(value, held.from[at])));
  const end = to.map((value, at) => Math.ceil(Math.max(value, held.from[at])));
  const values = [...start, end[0] - start[0], end[1] - start[1]];
  fieldsOf(held.area).forEach((field, at) => (field.value = values[at]));
  draw(held.area);
});

for (const name of ["pointerup", "pointercancel"]) {
  document.addEventListener(name, () => (held = null));
}

document.addEventListener("input", (event) => {
  const area = event.target.closest("form")?.querySelector("[data-part]");
  if (area) draw(area);
});
