// What can be done with a work wherever it is shown, and how a button says what is to be done.
import { keepWork } from "./selection.js";
import { share } from "./sharing.js";

export const workActs = {
  keep: (button) => keepWork(button.closest("[data-work]")),
  share: (button) => share(button),
  print: (button) => printWork(button.closest("[data-work]")),
};

export const isPlain = (event) => !(event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);

export function onAct(acts) {
  document.addEventListener("click", (event) => {
    const button = isPlain(event) && event.target.closest("[data-do]");
    if (!button || !acts[button.dataset.do]) return;
    event.preventDefault();
    acts[button.dataset.do](button);
  });
}

// What a close look is made of could not be fetched.
export function tellBroken(work) {
  work.querySelector("[data-note]").textContent = work.querySelector("[data-zoom]").dataset.broken;
}

// On paper the picture is larger than in the window, so the larger copy is fetched first.
async function printWork(work) {
  const picture = work.querySelector(".mat img");
  picture.removeAttribute("srcset");
  await picture.decode().catch(() => {});
  window.print();
}
