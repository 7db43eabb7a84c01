// The jury's pages: marks by key, a score that is saved as it is typed, pictures that are zoomed.
import { isOff } from "./desk_keys.js";
import { applyZoom, mountPictures, panBy, resetZoom, zoomBy } from "./jury_pictures.js";

const TYPING = "input:not([type=radio]):not([type=checkbox]), select, textarea, dialog[open] *";
const WRITES = 800;
const state = { entry: "", waiting: false, queued: null, timer: 0, at: 0 };

const pageOf = () => document.querySelector("#root [data-jury]");
const formOf = (page) => page && page.querySelector("form[data-marks]");
const storedIn = (form) => JSON.parse(form.dataset.stored);

function valueOf(form, name) {
  const field = form.elements.namedItem(name);
  return field ? field.value : "";
}

const typedIn = (form) => Object.fromEntries(Object.keys(storedIn(form)).map((name) => [name, valueOf(form, name)]));

function isDirty(form) {
  const stored = storedIn(form);
  return Object.keys(stored).some((name) => valueOf(form, name) !== stored[name]);
}

// What the server has not acknowledged outlives the tab: it lies on this device until it is saved.
const keyOf = (entry) => `youcheng-jury:${entry}`;

function keep(form) {
  try {
    const kept = { version: form.elements.version.value, typed: typedIn(form) };
    const key = keyOf(form.elements.entry.value);
    if (isDirty(form)) localStorage.setItem(key, JSON.stringify(kept));
    else localStorage.removeItem(key);
  } catch {
    // The browser may close its storage to the page: then a killed tab loses what was not sent.
  }
}

// Only onto the version that it was typed over: what is newer on the server is left as it is.
function restore(form) {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(form.elements.entry.value)) || "null");
    if (!kept || kept.version !== form.elements.version.value) return;
    for (const [name, value] of Object.entries(kept.typed)) {
      const field = form.elements.namedItem(name);
      if (field) field.value = value;
    }
  } catch {
    // As above.
  }
}

function forget(entry) {
  try {
    localStorage.removeItem(keyOf(entry));
  } catch {
    // As above.
  }
}

function tell(form) {
  const place = document.getElementById("jy-kept");
  if (!place) return;
  const app = document.querySelector(".stApp");
  const whole = ["CONNECTED", "INITIAL"].includes(app.dataset.testConnectionState);
  // The frame leaves it to a page with a form to say that the line is broken.
  const words = !whole ? "lost" : isDirty(form) || state.waiting ? "saving" : "saved";
  if (place.textContent !== place.dataset[words]) place.textContent = place.dataset[words];
}

function save(form) {
  clearTimeout(state.timer);
  state.timer = 0;
  if (form.isConnected && isDirty(form) && !state.waiting) form.requestSubmit();
}

function saveSoon(form, wait) {
  keep(form);
  tell(form);
  clearTimeout(state.timer);
  state.timer = setTimeout(save, wait, form);
}

const criteria = (page) => [...page.querySelectorAll(".jy-mark")];

function showPlace(page) {
  criteria(page).forEach((one, at) => one.toggleAttribute("data-now", at === state.at));
}

function firstOpen(page) {
  const at = criteria(page).findIndex((one) => !one.querySelector("input:checked"));
  return at < 0 ? criteria(page).length - 1 : at;
}

function mark(page, key) {
  const one = criteria(page)[state.at];
  const step = one && !one.disabled && one.querySelector(`input[value="${key}"]`);
  if (!step) return;
  step.checked = true;
  document.getElementById("jy-heard").textContent = `${one.querySelector("legend").textContent}: ${key}`;
  state.at = Math.min(state.at + 1, criteria(page).length - 1);
  showPlace(page);
  saveSoon(formOf(page), 0);
}

const MOVES = { ArrowRight: [-1, 0], ArrowLeft: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const ZOOMS = { "+": 1.5, "=": 1.5, "-": 1 / 1.5 };

function press(page, key, target) {
  const radio = target.matches("input[type=radio]");
  if (/^[1-5]$/.test(key)) mark(page, key);
  else if (key === "Backspace") {
    state.at = Math.max(state.at - 1, 0);
    showPlace(page);
  } else if (key === "z") zoomBy(page, 0);
  else if (key in ZOOMS) zoomBy(page, ZOOMS[key]);
  else if (key in MOVES && radio) return false;
  else if (key in MOVES && panBy(page, ...MOVES[key])) return true;
  else if (key === "c") {
    const comment = document.getElementById("jy-comment");
    comment.closest("details").open = true;
    comment.focus();
  } else {
    const name = { ArrowRight: "n", ArrowLeft: "p", "?": "h" }[key] || key;
    const found = /^[a-z]$/.test(name) && page.querySelector(`[data-key="${name}"]`);
    if (!found) return false;
    found.click();
  }
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const page = pageOf();
  if (!page || isOff() || event.target.closest(TYPING)) return;
  if (!press(page, event.key, event.target)) return;
  event.preventDefault();
  // The app has keys of its own, such as C for its cache.
  event.stopPropagation();
}, true);

// One thing at a time, and none lost: what is asked for meanwhile waits until what was typed is saved.
function hold(event, again) {
  event.preventDefault();
  event.stopPropagation();
  state.queued = again;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.closest("#root [data-jury]")) return;
  const button = event.submitter;
  if (state.waiting) hold(event, () => form.isConnected && form.requestSubmit(button && button.isConnected ? button : undefined));
  else {
    clearTimeout(state.timer);
    state.waiting = true;
    if (form.matches("[data-marks]")) tell(form);
  }
}, true);

document.addEventListener("click", (event) => {
  const page = event.target.closest("#root [data-jury]");
  if (!page) return;
  const form = formOf(page);
  const link = event.target.closest("a[href]");
  if (link && form && (state.waiting || isDirty(form))) {
    hold(event, () => link.isConnected && link.click());
    save(form);
  }
  const zoom = event.target.closest("[data-zoom]");
  if (zoom) zoomBy(page, zoom.dataset.zoom === "more" ? 1.5 : 1 / 1.5);
  // With a pointer one gives a mark and goes on by arrow keys, which would change a focused mark.
  if (event.detail && event.target.matches("input[type=radio]")) event.target.blur();
}, true);

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-marks]");
  if (!form || !(event.target.name in storedIn(form))) return;
  const set = event.target.closest(".jy-mark");
  if (set) {
    state.at = Math.min(criteria(pageOf()).indexOf(set) + 1, criteria(pageOf()).length - 1);
    showPlace(pageOf());
  }
  saveSoon(form, event.target.matches("textarea") ? WRITES : 0);
});

document.addEventListener("visibilitychange", () => {
  const form = formOf(pageOf());
  if (form && document.hidden) save(form);
});

let watched = null;
function watchLine() {
  const app = document.querySelector(".stApp");
  if (!app || watched === app) return;
  watched = app;
  new MutationObserver(() => {
    const form = formOf(pageOf());
    if (form) tell(form);
  }).observe(app, { attributes: true, attributeFilter: ["data-test-connection-state"] });
}

// A page of the jury has come, or what was asked for has been answered.
export function showJury() {
  const page = pageOf();
  const { queued, waiting } = state;
  // What leads on to another page was kept before it did.
  if (waiting && state.entry && (!page || page.dataset.entry !== state.entry)) forget(state.entry);
  state.waiting = false;
  state.queued = null;
  if (!page) {
    state.entry = "";
    return;
  }
  const form = formOf(page);
  watchLine();
  if (state.entry !== page.dataset.entry) {
    const moved = state.entry !== "";
    state.entry = page.dataset.entry;
    resetZoom();
    restore(form);
    state.at = firstOpen(page);
    if (moved && document.activeElement === document.body) {
      page.querySelector("h1").focus();
      window.scrollTo(0, 0);
    }
  }
  mountPictures(page);
  applyZoom(page);
  showPlace(page);
  keep(form);
  if (isDirty(form) && !("refused" in page.dataset)) save(form);
  tell(form);
  if (queued && !("refused" in page.dataset)) {
    if (state.waiting) state.queued = queued;
    else queued();
  }
}
