// The desk's pages: the server's markup brought to the new one, and what the person asks for.
import "./desk_part.js";
import { showKeys, showTicks } from "./desk_keys.js";
import { patch } from "./form_patch.js";
import { showJury } from "./jury.js";
import { watchSession } from "./session_end.js";

const kept = new WeakMap();

function valuesOf(form, button) {
  const values = {};
  const data = button && button.name ? new FormData(form, button) : new FormData(form);
  for (const [name, value] of data) {
    if (typeof value !== "string") continue;
    if (!(name in values)) values[name] = value;
    else values[name] = [].concat(values[name], value);
  }
  return values;
}

// One thing at a time. A key presses no button.
function ask(root, state, button, act, values) {
  if (state.busy) return;
  state.busy = button || root;
  if (button) button.setAttribute("aria-disabled", "true");
  state.number += 1;
  state.ask({ act, values, number: state.number });
}

function release(state) {
  if (state.busy) state.busy.removeAttribute("aria-disabled");
  state.busy = null;
}

// What a broken line or an ended session cut off has no answer, and is never asked again. When the
// line is back the page is: it shows what is so now, or that one is signed out.
function watchLine(root, state) {
  const app = document.querySelector(".stApp");
  let whole = true;
  const observer = new MutationObserver(() => {
    if (!root.isConnected) {
      observer.disconnect();
      return;
    }
    const before = whole;
    whole = app.dataset.testConnectionState === "CONNECTED";
    if (before || !whole || !state.busy) return;
    release(state);
    ask(root, state, null, "look", {});
  });
  observer.observe(app, { attributes: true, attributeFilter: ["data-test-connection-state"] });
}

// Where the browser does not let us copy, the text is selected for the person to do it.
async function copy(button, place) {
  place.select();
  try {
    await navigator.clipboard.writeText(place.value);
    button.textContent = button.dataset.copied;
  } catch {
    place.focus();
  }
}

function listen(root, state) {
  root.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-act]");
    if (!form) return;
    event.preventDefault();
    const button = event.submitter;
    // Enter in a field presses the first button that sends, though it stands in a closed dialog.
    const skipped = button && button.closest("dialog:not([open])");
    if (skipped) {
      skipped.showModal();
      return;
    }
    for (const dialog of form.querySelectorAll("dialog[open]")) dialog.close();
    ask(root, state, button, (button && button.dataset.act) || form.dataset.act, valuesOf(form, button));
  });
  root.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.confirm) {
      event.preventDefault();
      document.getElementById(button.dataset.confirm).showModal();
    } else if (button.dataset.copy) {
      copy(button, document.getElementById(button.dataset.copy));
    } else if ("close" in button.dataset) {
      button.closest("dialog").close();
    } else if (button.dataset.act && (!button.form || button.type === "button")) {
      const { act, ...values } = button.dataset;
      ask(root, state, button, act, values);
    }
  });
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".deskroot");
  const live = parentElement.querySelector(".desksaid");
  let state = kept.get(root);
  if (!state) {
    state = { html: null, said: "", run: "", number: 0, busy: null };
    kept.set(root, state);
    listen(root, state);
    watchLine(root, state);
  }
  state.ask = (asked) => setTriggerValue("asked", asked);
  if (state.run === data.run) return;
  const answered = state.busy !== null;
  release(state);
  state.run = data.run;
  watchSession(data.end);
  if (state.html !== data.html) {
    patch(root, data.html);
    state.html = data.html;
    root.removeAttribute("data-wait");
    showKeys(root);
    showTicks(root);
  }
  showJury();
  const alert = answered && root.querySelector("[role=alert][tabindex]");
  if (alert) alert.focus();
  if (state.said !== data.said) live.textContent = data.said;
  state.said = data.said;
}
