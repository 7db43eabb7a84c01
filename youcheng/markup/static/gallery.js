// The gallery's pages: a work opens in place, and what needs a script comes to light. Links stay
// links: without this script each of them leads to the page of its work.
import { keepWork, showKept, showSelection } from "./selection.js";
import { share } from "./sharing.js";
import { Viewer } from "./viewer.js";
import { Wall } from "./wall.js";

const viewer = new Viewer();

const acts = {
  close: () => viewer.leave(),
  exhibit: (button) => viewer.exhibit(button),
  pause: () => viewer.exhibition.toggle(),
  zoom: (button) => viewer.zoom(button.closest("[data-work]")),
  unzoom: () => viewer.closeZoom(),
  keep: (button) => keepWork(button.closest("[data-work]")),
  share: (button) => share(button),
  print: (button) => printWork(button.closest("[data-work]")),
  back: (button) => walk(button, -1),
  on: (button) => walk(button, 1),
};

// On paper the picture is larger than in the window, so the larger copy is fetched first.
async function printWork(work) {
  const picture = work.querySelector(".mat img");
  picture.removeAttribute("srcset");
  await picture.decode().catch(() => {});
  window.print();
}

// The hall scrolls by the width of what is seen of it.
function walk(button, steps) {
  const hall = button.closest("[data-hall]").querySelector("ol");
  const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;
  hall.scrollBy({ left: steps * hall.clientWidth * 0.8, behavior: quiet ? "auto" : "smooth" });
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const button = event.target.closest("[data-do]");
  if (button && acts[button.dataset.do]) {
    event.preventDefault();
    acts[button.dataset.do](button);
    return;
  }
  const link = event.target.closest("a[href]");
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
viewer.region(document.querySelector("main > [data-work]"));
