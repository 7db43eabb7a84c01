// My selection: works that are kept on this device. Nothing is asked of the server for it; a shared
// address names the works itself.
const NAME = "youcheng.selection";
const MOST = 60; // works that an address can name

function read() {
  try {
    const found = JSON.parse(localStorage.getItem(NAME) || "[]");
    return Array.isArray(found) ? found.filter((one) => one && /^[0-9A-Z-]{4,20}$/.test(one.code) && /^[0-9a-zA-Z_-]+$/.test(one.picture)) : [];
  } catch {
    return [];
  }
}

function write(works) {
  try {
    localStorage.setItem(NAME, JSON.stringify(works));
    return true;
  } catch {
    return false;
  }
}

const note = (text) => {
  for (const one of document.querySelectorAll("[data-note]")) one.textContent = text;
};

export function keepWork(article) {
  const { record } = article.dataset;
  const work = JSON.parse(record);
  const works = read();
  const without = works.filter((one) => one.code !== work.code);
  const button = article.querySelector("[data-do=keep]");
  if (without.length === works.length) {
    if (works.length >= MOST) note(button.dataset.full);
    else note(write([...works, work]) ? button.dataset.kept : button.dataset.refused);
  } else {
    write(without);
    note(button.dataset.gone);
  }
  showKept(document);
}

// Which works are kept, and how many.
export function showKept(root) {
  const works = read();
  for (const button of root.querySelectorAll("[data-do=keep]")) {
    const { work } = button.closest("[data-work]").dataset;
    button.setAttribute("aria-pressed", String(works.some((one) => one.code === work)));
  }
  for (const one of root.querySelectorAll("[data-kept-number]")) one.textContent = works.length ? `(${works.length})` : "";
}

// The page of the own selection: its works from the device, its address to share.
export function showSelection(root) {
  const place = root.querySelector("[data-selection]");
  if (!place) return;
  const list = place.querySelector("ul");
  const works = read();
  const draw = place.querySelector("template").content.firstElementChild;
  list.replaceChildren(...works.map((work) => hang(draw, work, place)));
  const tools = place.querySelector("[data-selection-tools]");
  tools.hidden = !works.length;
  place.querySelector("[data-selection-empty]").hidden = works.length > 0;
  const button = tools.querySelector("[data-do=share]");
  const address = new URL(button.dataset.base);
  address.searchParams.set("works", works.map((one) => one.code).join("."));
  button.dataset.address = address.href;
}

function hang(draw, work, place) {
  const item = draw.cloneNode(true);
  const [link, picture, title, byline, button] = ["a", "img", "b", "small", "button"].map((name) => item.querySelector(name));
  const ratio = Number(work.ratio) > 0 ? Number(work.ratio) : 1;
  item.style.setProperty("--r", ratio);
  link.href = `/art/${work.code}?lang=${place.dataset.lang}`;
  picture.width = Math.round(640 * Math.min(1, ratio));
  picture.height = Math.round(picture.width / ratio);
  picture.alt = work.alt;
  picture.src = `/img/${work.picture}/640.webp`;
  // A work that was taken down drops out without a word.
  picture.addEventListener("error", () => navigator.onLine && check(work));
  title.textContent = work.title;
  byline.textContent = work.byline;
  if (work.lang) picture.lang = title.lang = work.lang;
  button.setAttribute("aria-label", `${button.textContent}: ${work.title}`);
  button.addEventListener("click", () => remove(work));
  return item;
}

async function check(work) {
  const reply = await fetch(`/img/${work.picture}/320.webp`).catch(() => null);
  if (reply && (reply.status === 410 || reply.status === 404)) {
    write(read().filter((one) => one.code !== work.code));
    showSelection(document);
    showKept(document);
  }
}

function remove(work) {
  const place = document.querySelector("[data-selection]");
  const works = read();
  const at = works.findIndex((one) => one.code === work.code);
  write(works.filter((one) => one.code !== work.code));
  showSelection(document);
  showKept(document);
  const undo = place.querySelector("[data-undo]");
  undo.hidden = false;
  undo.querySelector("[role=status]").textContent = undo.dataset.removed.replace("{title}", work.title);
  const button = undo.querySelector("button");
  button.onclick = () => {
    const now = read();
    now.splice(Math.min(at, now.length), 0, work);
    write(now);
    undo.hidden = true;
    showSelection(document);
    showKept(document);
  };
  button.focus();
}

window.addEventListener("storage", (event) => {
  if (event.key === NAME) {
    showKept(document);
    showSelection(document);
  }
});
