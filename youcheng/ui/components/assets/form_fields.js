// What the controls of a question hold, in the shape that the server cleans and checks, and back.
// A question is an element with data-kind; what is empty reads as null.
const PARTS = ["day", "month", "year"];
const IGNORED = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u202a-\u202e\u2066-\u2069\ufeff]/gu;
const NOTHING = /^[\p{Cf}\p{Zs}\p{Zl}\p{Zp}\n]*$/u;

const all = (element, selector) => [...element.querySelectorAll(selector)];
const some = (list) => (list.length ? list : null);
const filled = (object) => (Object.keys(object).length ? object : null);

// The server's clean_text: the counter must say what the server will count.
export function cleanText(text) {
  const lines = text.replace(/\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]/g, "\n").replace(/\t/g, " ");
  const kept = lines.replace(IGNORED, (sign) => (sign === "\n" ? sign : "")).normalize("NFC").trim();
  return NOTHING.test(kept) ? "" : kept;
}

export const countSigns = (text) => [...cleanText(text)].length;

function readParts(element) {
  const found = {};
  for (const part of PARTS) {
    const control = element.querySelector(`.finput[id$="-${part}"]`);
    if (control && control.value.trim()) found[part] = control.value;
  }
  return filled(found);
}

function writeParts(element, value) {
  const typed = typeof value === "string" ? value.split("-").map(Number) : null;
  const parts = typed ? { year: value.slice(0, 4), month: typed[1], day: typed[2] } : value || {};
  for (const part of PARTS) {
    const control = element.querySelector(`.finput[id$="-${part}"]`);
    if (control) control.value = parts[part] === undefined ? "" : String(parts[part]);
  }
}

const ends = (element) => all(element, "[data-end]");
const cells = (row) => all(row, "[data-column]");

export const rowsOf = (field) => all(field, "[data-row]");

function readRow(row) {
  const found = {};
  for (const cell of cells(row)) {
    const value = read(cell);
    if (value !== null) found[cell.dataset.column] = value;
  }
  return filled(found);
}

export function addRow(field) {
  const number = rowsOf(field).length;
  const markup = field.querySelector("template").innerHTML;
  field.querySelector(".frows").insertAdjacentHTML(
    "beforeend",
    markup.replaceAll("__row__", number).replaceAll("__line__", number + 1),
  );
  return rowsOf(field)[number];
}

// At least as many lines as there are values, and at least `lines`.
export function writeRows(field, values, lines = 1) {
  const wanted = Math.max(values.length, lines);
  while (rowsOf(field).length < wanted) addRow(field);
  for (const row of rowsOf(field).slice(wanted)) row.remove();
  rowsOf(field).forEach((row, number) => {
    const value = values[number] || {};
    for (const cell of cells(row)) write(cell, value[cell.dataset.column] ?? null);
  });
  dressRows(field);
}

// A single line cannot be removed, and no line can be added beyond the limit.
export function dressRows(field) {
  const rows = rowsOf(field);
  for (const row of rows) row.querySelector("[data-remove-row]").hidden = rows.length < 2;
  field.querySelector("[data-add]").hidden = rows.length >= Number(field.querySelector("[data-most]").dataset.most);
}

export function removeRow(field, row) {
  const rows = rowsOf(field).filter((one) => one !== row);
  const values = rows.map((one) => readRow(one) || {});
  writeRows(field, values, values.length);
  return rowsOf(field)[Math.max(0, rows.length - 1)];
}

const one = (field) => field.querySelector(".finput, :scope > input");
const chosen = (field) => all(field, "input:checked").map((input) => input.value);

export function read(field) {
  if (field.hasAttribute("data-list")) {
    return some(all(field, ".finput").map((input) => input.value).filter((text) => text.trim()));
  }
  switch (field.dataset.kind) {
    case "radio":
    case "consent":
      return chosen(field)[0] ?? null;
    case "checkbox":
      return chosen(field).length ? true : null;
    case "checkboxes":
    case "months":
      return some(chosen(field));
    case "date":
    case "month":
      return readParts(field);
    case "month_range": {
      const found = {};
      for (const end of ends(field)) {
        const value = readParts(end);
        if (value) found[end.dataset.end] = value;
      }
      return filled(found);
    }
    case "rows":
      return some(rowsOf(field).map(readRow).filter(Boolean));
    case "file":
      return null;
    default:
      return one(field).value || null;
  }
}

export function write(field, value) {
  if (field.hasAttribute("data-list")) {
    all(field, ".finput").forEach((input, number) => { input.value = (value || [])[number] || ""; });
    return;
  }
  switch (field.dataset.kind) {
    case "radio":
    case "consent":
    case "checkboxes":
    case "months": {
      const values = Array.isArray(value) ? value : [value];
      for (const input of all(field, ".foption input")) input.checked = values.includes(input.value);
      return;
    }
    case "checkbox":
      field.querySelector("input").checked = value === true;
      return;
    case "date":
    case "month":
      writeParts(field, value);
      return;
    case "month_range":
      for (const end of ends(field)) writeParts(end, (value || {})[end.dataset.end]);
      return;
    case "rows":
      writeRows(field, value || []);
      return;
    case "file":
      return;
    default:
      one(field).value = value === null || value === undefined ? "" : String(value);
  }
}

// "None of these" and other answers exclude each other at once, not only when the form is sent.
export function keepAlone(input) {
  const group = input.closest("[data-alone]");
  if (!group || !input.checked) return;
  const alone = group.dataset.alone;
  for (const other of all(group, "input")) {
    if (other !== input && (input.value === alone || other.value === alone)) other.checked = false;
  }
}

const numbers = () => new Intl.NumberFormat(`${document.documentElement.lang}-u-nu-latn`);

export function showCount(field, spoken) {
  const line = field.querySelector(".fcount");
  if (!line) return;
  const count = countSigns(one(field).value);
  const most = Number(line.dataset.most);
  line.textContent = line.dataset.words.replace("{count}", numbers().format(count));
  line.classList.toggle("over", count > most);
  // Heard only where it begins to matter.
  const live = line.nextElementSibling;
  if (spoken) live.textContent = count > most * 0.9 ? line.textContent : "";
}

// The control that a problem's anchor means, or the nearest one there is.
export function controlAt(root, anchor) {
  for (let id = anchor; id; id = id.slice(0, Math.max(0, id.lastIndexOf("-")))) {
    const found = root.querySelector(`[id="${CSS.escape(id)}"]`);
    if (!found) continue;
    const inside = "input:not([tabindex='-1']), select, textarea, button";
    return found.matches(inside) ? found : found.querySelector(inside) || found;
  }
  return null;
}
