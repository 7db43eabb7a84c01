// The end of a colleague's session: announced before, put off on request, and then acted upon.
//
// The server alone knows when it is, for another tab may have put it off: it is asked whenever the
// end would be near by the clocks of this browser, and asking is no activity.
const EVERY = 15000;

const place = document.createElement("div");
document.body.append(place);

// `told` is what the server said last, `at` when; `shut` that the last announcement was closed.
const state = { html: "", told: null, at: null, asking: false, shut: false };

const dialog = () => place.querySelector("dialog");
const isOfStaff = () => document.querySelector("#root .deskroot") !== null;

// The clock goes on while a device sleeps, the other cannot be set back.
const clocks = () => [Date.now(), performance.now()];
const since = () => Math.max(...clocks().map((now, one) => now - state.at[one])) / 1000;

async function ask(method) {
  try {
    const answer = await fetch(dialog().dataset.asks, { method, cache: "no-store" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

function hide() {
  if (dialog().open) dialog().close();
  place.querySelector(".se-line").textContent = "";
  state.shut = false;
}

function leave() {
  const to = new URL(dialog().dataset.signIn, location.href);
  to.searchParams.set("next", location.pathname + location.search);
  location.assign(to);
}

function write(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

function fill() {
  const box = dialog();
  const minutes = JSON.parse(box.dataset.minutes);
  // Whole minutes that are left for certain; after the end only a broken line keeps the page here.
  const left = Math.floor((state.told.ends_in - since()) / 60);
  const words = left < 0 ? box.dataset.away : minutes[Math.min(minutes.length - 1, left)];
  const when = state.told.can_go_on ? "idle" : "last";
  const typed = document.querySelector("#root form[data-marks]") ? "kept" : "lost";
  for (const one of box.querySelectorAll("[data-when]")) one.hidden = one.dataset.when !== when;
  for (const one of box.querySelectorAll("[data-typed]")) one.hidden = one.dataset.typed !== typed;
  write(box.querySelector(".se-left"), words);
  write(place.querySelector(".se-line"), state.shut ? words : "");
}

function announce() {
  const box = dialog();
  fill();
  if (state.shut) return;
  if (box.open) {
    // The button that had the focus may have gone.
    if (!box.contains(document.activeElement)) box.querySelector("h2").focus();
    return;
  }
  write(box.querySelector(".se-trouble"), "");
  box.showModal();
  // Who is typing must not close what cannot be announced again by a key.
  box.querySelector(state.told.can_go_on ? "[data-stay]" : "h2").focus();
}

function show() {
  if (since() < state.told.warns_in) hide();
  else announce();
}

function take(told) {
  const wasOpen = state.told !== null && state.told.open;
  state.told = told;
  state.at = clocks();
  if (told.open) show();
  else if (wasOpen) leave();
}

async function look() {
  if (state.asking || !place.firstChild) return;
  if (!isOfStaff()) {
    hide();
    return;
  }
  state.asking = true;
  const told = await ask("GET");
  state.asking = false;
  if (!isOfStaff()) return;
  if (told) take(told);
  else if (state.told && state.told.open) show();
}

function tick() {
  if (!state.told || (state.told.open && since() >= state.told.warns_in)) look();
}

async function stay() {
  const told = await ask("POST");
  if (told) take(told);
  if (dialog().open) {
    const trouble = dialog().querySelector(".se-trouble");
    write(trouble, told && !told.can_go_on ? "" : trouble.dataset.words);
  }
}

function shut() {
  state.shut = true;
  dialog().close();
  fill();
}

place.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button && "stay" in button.dataset) stay();
  else if (button && "shut" in button.dataset) shut();
});

// Escape answers as the first button does.
place.addEventListener("cancel", (event) => {
  event.preventDefault();
  if (state.told.can_go_on) stay();
  else shut();
}, true);

setInterval(tick, EVERY);
for (const name of ["online", "focus", "pageshow"]) window.addEventListener(name, tick);
document.addEventListener("visibilitychange", () => document.hidden || tick());

// A page of the staff has come, with the words in its language.
export function watchSession(html) {
  if (state.html !== html && !(dialog() && dialog().open)) {
    state.html = html;
    place.innerHTML = html;
  }
  if (!state.told || !state.told.open) look();
}
