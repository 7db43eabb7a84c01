// The wall: the server's markup, how many works there are said aloud, and the gallery's own script.
const kept = new WeakMap();

export default function (component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector(".wallroot");
  const live = parentElement.querySelector(".wallsaid");
  const state = kept.get(root) || { html: "", said: null };
  kept.set(root, state);
  if (state.html !== data.html) {
    const before = root.querySelector("details");
    const open = before && before.open;
    const held = root.contains(document.activeElement) && document.activeElement.closest("a[href]");
    root.innerHTML = data.html;
    // Whoever chose a filter stands at the same one again, whichever came first: wall or focus.
    const again = held && [...root.querySelectorAll("a[href]")].find((one) => one.getAttribute("href") === held.getAttribute("href"));
    if (again) again.focus({ preventScroll: true });
    const after = root.querySelector("details");
    if (open && after) after.open = true;
    state.html = data.html;
    root.removeAttribute("data-wait");
    import(data.script).then((gallery) => gallery.dress(root));
  }
  if (state.said !== null && state.said !== data.said) live.textContent = data.said;
  state.said = data.said;
}
