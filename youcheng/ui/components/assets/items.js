// The table of items: sorting by its headings, choosing a row, and saying aloud what changed.
const kept = new WeakMap();

function value(row, column) {
  const cell = row.cells[column];
  return cell.dataset.sort || cell.textContent.trim();
}

function sort(table, state, lang) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    if (column === state.column) head.setAttribute("aria-sort", state.up ? "ascending" : "descending");
    else head.removeAttribute("aria-sort");
  });
  if (state.column === null) return;
  const compare = new Intl.Collator(lang, { numeric: true }).compare;
  const rows = [...table.tBodies[0].rows];
  rows.sort((a, b) => (state.up ? 1 : -1) * compare(value(a, state.column), value(b, state.column)));
  table.tBodies[0].append(...rows);
}

function dress(root, state) {
  const table = root.querySelector("table[data-sortable]");
  if (!table) return;
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => {
      state.up = state.column === column ? !state.up : true;
      state.column = column;
      sort(table, state, document.documentElement.lang);
    });
    head.replaceChildren(button);
  });
  sort(table, state, document.documentElement.lang);
}

function mark(root, item) {
  for (const row of root.querySelectorAll("tr[data-item]")) {
    const on = row.dataset.item === item;
    row.classList.toggle("on", on);
    const link = row.querySelector("a");
    if (on) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

// Who turns to the years by keyboard wants them to stand still.
const play = { on: false };
document.addEventListener("focusin", (event) => {
  const button = document.querySelector(".st-key-map-play button");
  if (play.on && button && event.target.closest(".st-key-map-year")) button.click();
});

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  play.on = data.playing;
  const root = parentElement.querySelector(".itemsroot");
  const live = parentElement.querySelector(".itemslive");
  const state = kept.get(root) || { html: "", column: null, up: true, said: null };
  kept.set(root, state);
  if (state.html !== data.html) {
    const held = root.contains(document.activeElement) && document.activeElement.closest("tr[data-item]");
    root.innerHTML = data.html;
    state.html = data.html;
    dress(root, state);
    const again = held && root.querySelector(`tr[data-item="${held.dataset.item}"] a`);
    if (again) again.focus({ preventScroll: true });
  }
  mark(root, data.item);
  root.onclick = (event) => {
    const row = event.target.closest("tr[data-item]");
    if (!row || event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    state.chosen = true;
    mark(root, row.dataset.item);
    setTriggerValue("choose", row.dataset.item === data.item ? "" : row.dataset.item);
  };
  if (state.said !== null && state.said !== data.said) live.textContent = data.said;
  state.said = data.said;
  if (state.chosen) {
    state.chosen = false;
    const panel = document.getElementById("map-panel");
    if (panel && data.item) panel.scrollIntoView({ block: "nearest" });
  }
}
