// Keys of the queue: they move among the rows, and can be turned off on a device.
const OFF = "youcheng-desk-keys-off";
const TYPING = "input:not([type=checkbox]), select, textarea, dialog[open] *";

export function isOff() {
  try {
    return localStorage.getItem(OFF) === "yes";
  } catch {
    return false;
  }
}

function move(rows, steps) {
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[Math.max(0, Math.min(rows.length - 1, here < 0 ? 0 : here + steps))];
  if (!next) return;
  next.querySelector("a").focus();
  next.scrollIntoView({ block: "nearest" });
}

function act(root, key) {
  const rows = [...root.querySelectorAll("[data-row]")];
  const row = rows.find((one) => one.contains(document.activeElement));
  const box = row && row.querySelector("input[type=checkbox]");
  if (key === "j") move(rows, 1);
  else if (key === "k") move(rows, -1);
  else if (key === "x" && box) box.click();
  else if (key === "a" && box) {
    for (const one of root.querySelectorAll("[data-row] input:checked")) one.checked = false;
    box.checked = true;
    root.querySelector("select[name=verb]").value = "take";
    root.querySelector("#dq-list").requestSubmit();
  } else if (key === "/") root.querySelector("[data-search]").focus();
  else if (key === "h" || key === "?") root.querySelector("#dq-help").showModal();
  else return false;
  return true;
}

const boxesOf = (root) => [...root.querySelectorAll("[data-row] input[type=checkbox]")];

// Other rows may have come under “All on this page” since it was ticked.
export function showTicks(root) {
  const all = root.querySelector("[data-all]");
  if (all) all.checked = boxesOf(root).every((one) => one.checked);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const root = document.querySelector("#root [data-keys]");
  if (!root || isOff() || event.target.closest(TYPING)) return;
  if (!act(root, event.key)) return;
  event.preventDefault();
  // The app has keys of its own, such as C for its cache.
  event.stopPropagation();
}, true);

document.addEventListener("change", (event) => {
  const root = event.target.closest("[data-keys], [data-ticks]");
  if (!root) return;
  if (event.target.matches("[data-all]")) {
    for (const one of boxesOf(root)) one.checked = event.target.checked;
  }
  showTicks(root);
  if (event.target.matches("[data-keys-on]")) {
    try {
      if (event.target.checked) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "yes");
    } catch {
      // Then the keys stay as they are.
    }
  }
});

export function showKeys(root) {
  const box = root.querySelector("[data-keys-on]");
  if (box) box.checked = !isOff();
}
