// The gallery's pages but that of one work: a work opens in place, and what needs a script comes to
// light. Links stay links: without this script each of them leads to the page of its work.
import { showKept, showSelection } from "./selection.js";
import { Viewer } from "./viewer.js";
import { Wall } from "./wall.js";
import { isPlain, onAct, workActs } from "./work_acts.js";

const viewer = new Viewer();

onAct({
  ...workActs,
  close: () => viewer.leave(),
  exhibit: (button) => viewer.exhibit(button),
  pause: () => viewer.exhibition.toggle(),
  zoom: (button) => viewer.zoom(button.closest("[data-work]")),
  unzoom: () => viewer.closeZoom(),
  back: (button) => walk(button, -1),
  on: (button) => walk(button, 1),
});

// The hall scrolls by the width of what is seen of it.
function walk(button, steps) {
  const hall = button.closest("[data-hall]").querySelector("ol");
  const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;
  hall.scrollBy({ left: steps * hall.clientWidth * 0.8, behavior: quiet ? "auto" : "smooth" });
}

document.addEventListener("click", (event) => {
  const link = isPlain(event) && event.target.closest("a[href]");
  if (!link || !link.pathname.startsWith("/art/") || link.origin !== location.origin) return;
  if (viewer.canOpen && link.closest("[data-in-place]")) {
    event.preventDefault();
    viewer.open(link);
  }
});

// Shows what only works with a script, and which works are kept.
function dress(root) {
  for (const one of root.querySelectorAll("[data-needs-script]")) {
    one.hidden = one.dataset.needsScript === "viewer" && !viewer.canOpen;
  }
  showKept(root);
  showSelection(root);
}

dress(document);
viewer.follow();
// After the viewer: going back to where a work was opened is its own.
const wall = new Wall(dress);
export const hang = (root, address) => wall.hang(root, address);
