// What was typed into the first paint before the app was there goes on in the app.
import { read, write } from "./form_fields.js";

export function carryOver(form) {
  const painted = document.querySelector(`#content [data-step="${CSS.escape(form.data.step)}"]`);
  if (!painted) return;
  let focused = painted.contains(document.activeElement) ? document.activeElement.id : "";
  painted.addEventListener("focusin", (event) => { focused = event.target.id; });
  // It is typed into until the moment at which it is taken away.
  const observer = new MutationObserver(() => {
    if (painted.isConnected) return;
    observer.disconnect();
    for (const field of form.fields()) {
      const typed = painted.querySelector(`[data-field="${CSS.escape(field.dataset.field)}"]`);
      if (!typed || form.pending.has(field.dataset.field)) continue;
      const value = read(typed);
      if (JSON.stringify(value) === JSON.stringify(read(field))) continue;
      write(field, value);
      form.note(field);
    }
    if (form.unsent) form.transmit();
    const control = focused && document.getElementById(focused);
    if (control) control.focus({ preventScroll: true });
  });
  observer.observe(document.body, { childList: true });
}
