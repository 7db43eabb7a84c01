// What Streamlit leaves undone round a page: language, links, focus, announcements, clocks, drawings.
const live = document.createElement("p");
live.setAttribute("role", "status");
live.className = "sr";
document.body.append(live);
const broken = document.createElement("p");
broken.setAttribute("role", "status");
broken.className = "broken";
document.body.append(broken);

const served = {
  header: document.getElementById("top").innerHTML,
  footer: document.getElementById("foot").innerHTML,
};
// `wanted` counts the moves that were asked for, `arrived` those whose page has been announced.
const state = { data: null, go: null, header: null, wanted: 0, arrived: 0, measured: false };

// See boot.js.
function drawAll() {
  document.querySelectorAll("#root [data-drawing]:empty").forEach(window.youchengDraw);
}

function tick() {
  const now = new Date();
  const at = (zone, options) => new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }).format(now);
  for (const one of document.querySelectorAll("[data-clock]")) {
    one.textContent = at(one.dataset.clock, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  }
  // The names come with the page: not every browser knows the weekdays of every language.
  for (const one of document.querySelectorAll("[data-weekday]")) {
    one.textContent = state.data.weekdays[at(one.dataset.weekday, { weekday: "long" })];
  }
}

// Streamlit writes the query as it goes: the language links must lead to where the visitor is now.
function currentAddress(link) {
  const wanted = new URL(link.href).searchParams.get("lang");
  const here = new URL(location.href);
  here.searchParams.set("lang", wanted);
  document.cookie = `lang=${wanted}; path=/; max-age=31536000; samesite=lax`;
  return here;
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const link = event.target.closest && event.target.closest("a[href]");
  if (!link || link.target === "_blank" || link.hasAttribute("download") || !state.go) return;
  let to = new URL(link.href, location.href);
  if (to.origin !== location.origin || !state.data.pages.includes(to.pathname)) return;
  if (link.closest(".langs")) {
    to = currentAddress(link);
    link.closest("details").open = false;
  } else if (to.hash && to.pathname === location.pathname && to.search === location.search) {
    return;
  }
  event.preventDefault();
  state.hash = to.hash;
  state.wanted += 1;
  state.keepScroll = Boolean(link.closest("[data-keep-scroll], [data-choose], .langs"));
  // What one chooses from a list is chosen again from the same place.
  state.again = link.closest("[data-choose]") ? link.getAttribute("href") : "";
  state.go({ address: to.pathname + to.search, number: state.wanted });
});

document.addEventListener("keydown", (event) => {
  const menu = document.querySelector(".langs[open]");
  if (event.key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("focusin", (event) => {
  const menu = document.querySelector(".langs[open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
});

function arrive() {
  const root = document.getElementById("root");
  const again = state.again && [...root.querySelectorAll("[data-choose] a")].find((one) => one.getAttribute("href") === state.again);
  if (again) {
    again.focus({ preventScroll: true });
    return;
  }
  const target = (state.hash && document.getElementById(state.hash.slice(1)))
    || root.querySelector("[data-arrive]") || root.querySelector("h1");
  if (!target) return;
  if (!state.keepScroll) {
    if (target.matches("h1")) window.scrollTo(0, 0);
    else target.scrollIntoView({ block: "start" });
  }
  target.setAttribute("tabindex", "-1");
  target.focus({ preventScroll: true });
  live.textContent = `${state.data.arrived} ${document.title}`;
}

// The run that shows the wanted page says so in its data; the page stands when that run has ended.
function settle() {
  drawAll();
  const app = document.querySelector(".stApp");
  if (!state.data || state.data.number !== state.wanted || state.arrived === state.wanted) return;
  // A page that fetches its content itself stands when it has it.
  if (document.querySelector("#root [data-wait]")) return;
  if (app && app.dataset.testScriptState === "notRunning") {
    state.arrived = state.wanted;
    requestAnimationFrame(arrive);
  }
}

new MutationObserver(settle).observe(document.getElementById("root"), {
  subtree: true, childList: true, attributes: true, attributeFilter: ["data-test-script-state", "data-wait"],
});

// The app's own window about a broken line is in English, takes the focus and lies over what is
// being read or typed. A line of the page's own says it; a form says it in its place.
function watchLine() {
  const window = document.querySelector(".stDialog [role=dialog]");
  if (window && window.querySelector("h2").textContent === "Connection error") {
    window.querySelector("button[aria-label=Close]").click();
  }
}

function showLine() {
  const app = document.querySelector(".stApp");
  const whole = !app || ["CONNECTED", "INITIAL"].includes(app.dataset.testConnectionState);
  const words = whole || document.querySelector("#root .form") ? "" : state.data.broken;
  if (broken.textContent !== words) broken.textContent = words;
}

new MutationObserver(watchLine).observe(document.body, { childList: true });

setInterval(() => state.data && tick(), 15000);
setInterval(() => state.data && showLine(), 3000);

export default function (component) {
  const { data, setStateValue, setTriggerValue } = component;
  state.data = data;
  state.go = (move) => setTriggerValue("go", move);
  document.documentElement.lang = data.lang;
  document.querySelector(".skip").textContent = data.skip;
  const header = document.getElementById("top");
  const key = data.header || "";
  if (state.header !== null && state.header !== key || (state.header === null && key)) {
    header.innerHTML = data.header || served.header;
    document.getElementById("foot").innerHTML = data.footer || served.footer;
  }
  state.header = key;
  // Once, so that what stands does not change when the window does; as narrow as map.css has it.
  if (data.asksWidth && !state.measured) {
    state.measured = true;
    if (matchMedia("(max-width:760px)").matches) setStateValue("narrow", true);
  }
  for (const link of header.querySelectorAll("nav a")) {
    const current = new URL(link.href).pathname === data.pages[data.ids.indexOf(data.page)];
    if (current) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  // These data may come after the last change of the page, so nothing else would look again.
  settle();
  tick();
}
