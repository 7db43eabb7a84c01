// One step of a form. The server sends the questions as markup, and the answers beside it; this
// script collects what is changed, sends it until the server has it, and says so.
import { addRow, controlAt, dressRows, keepAlone, read, removeRow, rowsOf, showCount, write, writeRows } from "./form_fields.js";
import { carryOver } from "./form_first_paint.js";
import { patch } from "./form_patch.js";
import { Pending } from "./form_pending.js";
import { Status } from "./form_status.js";
import { bring } from "./late_module.js";

const TYPING = 800; // milliseconds of rest after which typed text is sent
const RESEND = [4000, 6000, 9000, 14000, 20000]; // between two attempts while nothing comes back
const CLIENT = Math.random().toString(36).slice(2);
const TYPED = "input:not([type=radio], [type=checkbox], [type=file]), textarea";

const forms = new WeakMap();
let held = { hash: "", html: "" };

class Form {
  constructor(root) {
    this.root = root;
    this.stop = new AbortController();
    this.seen = {};
    this.acted = 0;
    this.sentAt = 0;
    this.chosenAt = 0;
    const on = (target, name, act) => target.addEventListener(name, act, { signal: this.stop.signal });
    on(root, "input", (event) => this.onInput(event));
    on(root, "compositionend", (event) => this.onInput(event));
    on(root, "change", (event) => this.onChange(event));
    on(root, "focusout", () => this.unsent && this.transmit());
    on(root, "focusin", (event) => this.onFocus(event));
    on(root, "click", (event) => this.onClick(event));
    on(window, "online", () => this.pending && !this.pending.isEmpty && this.transmit());
    on(window, "offline", () => this.status.showLine());
    on(window, "pagehide", () => this.unsent && this.transmit());
    on(window, "beforeunload", (event) => {
      if (this.isUnsaved()) event.preventDefault();
    });
    this.clock = setInterval(() => this.tick(), 1000);
    this.status = new Status(this);
  }

  close() {
    if (this.unsent) this.transmit();
    this.stop.abort();
    clearInterval(this.clock);
    clearTimeout(this.timer);
    this.status.close();
    if (this.pending) this.pending.leave();
    if (this.uploads) this.uploads.close();
    forms.delete(this.root);
  }

  isUnsaved() {
    const isSending = this.chosenAt || (this.uploads && this.uploads.busy);
    return Boolean((this.pending && !this.pending.isEmpty) || isSending);
  }

  fields() {
    return [...this.root.querySelectorAll("[data-field]")];
  }

  // The server's answer to a message, or its first word.
  show(data) {
    if (data.html !== null) held = { hash: data.hash, html: data.html };
    const before = this.data;
    this.data = data;
    if (!this.pending || before.name !== data.name) this.pending = new Pending(data.name);
    if (held.hash !== data.hash) {
      this.transmit();
      return;
    }
    const mine = data.client === CLIENT;
    // A session that does not know this page, as after a restart of the site, waits for its words.
    if (before && !mine) this.pending.attempts = 0;
    const done = this.pending.acknowledge(mine ? data.acknowledged : 0, mine ? data.acted : 0);
    const fresh = !before || before.step !== data.step || before.name !== data.name;
    this.draw(fresh);
    this.fill(fresh, done);
    if (this.root.querySelector("input[type=file]")) this.useUploads();
    if (this.uploads) this.uploads.settle();
    this.status.show();
    const answered = mine && data.acted > this.acted;
    if (mine) this.acted = Math.max(this.acted, data.acted);
    if (fresh && before) this.arrive();
    else if (answered && data.refused) this.focusProblems();
    if (!before) {
      carryOver(this);
      if (!this.pending.isEmpty) this.transmit();
    }
  }

  draw(fresh) {
    if (fresh) {
      this.root.innerHTML = held.html;
      this.seen = {};
    } else if (this.drawn !== held.hash) {
      this.patch();
    }
    this.drawn = held.hash;
    delete this.root.dataset.wait;
    for (const field of this.fields()) showCount(field);
    // A choice that is an act shows what the server has made of it.
    for (const choice of this.root.querySelectorAll("select[data-go]")) choice.value = choice.dataset.held;
  }

  // Lines that hold nothing are not known to the server: its markup is brought to what is here.
  patch() {
    const lists = () => this.fields().filter((one) => one.dataset.kind === "rows" || one.hasAttribute("data-list"));
    const active = document.activeElement;
    const inside = this.root.contains(active) && active.id;
    const caret = inside && active.matches(TYPED) ? [active.selectionStart, active.selectionEnd] : null;
    const local = new Map(lists().map((one) => [one.dataset.field, [read(one), rowsOf(one).length]]));
    patch(this.root, held.html);
    for (const field of lists()) {
      const [value, lines] = local.get(field.dataset.field) || [null, 1];
      if (field.dataset.kind === "rows") writeRows(field, value || [], lines);
      else if (!field.contains(document.activeElement)) write(field, value);
    }
    if (!inside || active === document.activeElement) return;
    const again = document.getElementById(inside);
    if (!again) return;
    again.focus({ preventScroll: true });
    if (caret && caret[0] !== null) again.setSelectionRange(...caret);
  }

  // Put the answers in, but never over what was typed since.
  fill(fresh, done) {
    for (const field of this.fields()) {
      const id = field.dataset.field;
      const known = JSON.stringify(this.data.values[id] ?? null);
      if (this.pending.has(id)) {
        if (!(id in this.seen)) write(field, this.pending.value(id));
      } else if (!(id in this.seen) || (!done.has(id) && this.seen[id] !== known)) {
        write(field, JSON.parse(known));
      }
      this.seen[id] = known;
      if (field.dataset.kind === "rows") dressRows(field);
      showCount(field);
    }
  }

  note(field) {
    this.pending.change(field.dataset.field, read(field), this.data.revision);
    this.unsent = true;
    this.status.showLine();
  }

  onInput(event) {
    const field = event.target.closest("[data-field]");
    // A word that is still being put together by an input method is not yet what was meant.
    if (!field || event.isComposing || !event.target.matches(TYPED)) return;
    this.note(field);
    showCount(field);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.transmit();
      showCount(field, true);
    }, TYPING);
  }

  onChange(event) {
    const field = event.target.closest("[data-field]");
    if (!field) return;
    if (event.target.type === "file") {
      this.takeFiles(event.target);
      return;
    }
    if (event.target.dataset.go) {
      this.ask(event.target.dataset.go, `${event.target.dataset.value}:${event.target.value}`);
      this.status.showBusy();
      return;
    }
    if (event.target.matches(TYPED)) {
      // The last letter may still wait for its rest.
      if (this.unsent) this.transmit();
      return;
    }
    keepAlone(event.target);
    this.note(field);
    this.transmit();
  }

  // A link to a question leads to its first control.
  onFocus(event) {
    if (!event.target.matches(".field[tabindex]")) return;
    event.target.removeAttribute("tabindex");
    const control = controlAt(this.root, event.target.dataset.field);
    if (control) control.focus({ preventScroll: true });
  }

  onClick(event) {
    const target = event.target.closest("button, a[href*='#']");
    if (!target || !this.root.contains(target)) return;
    if (target.matches("a[href^='#']")) {
      event.preventDefault();
      this.goTo(decodeURIComponent(target.hash.slice(1)));
      return;
    }
    if (target.matches("a")) {
      // The frame goes to the other step; there its question is looked for.
      this.wanted = target.hash.slice("#f-".length);
      return;
    }
    const field = target.closest("[data-field]");
    if (target.dataset.go) this.act(target);
    else if (target.hasAttribute("data-crop")) this.crop(target);
    else if (target.hasAttribute("data-crop-use")) this.cropping.use();
    else if (target.hasAttribute("data-crop-cancel")) this.cropping.end();
    else if (target.dataset.use) this.takeSuggestion(field, target.dataset.value);
    else if (target.hasAttribute("data-add")) this.focusRow(addRow(field), field);
    else if (target.hasAttribute("data-remove-row")) {
      this.focusRow(removeRow(field, target.closest("[data-row]")), field);
      this.note(field);
      this.transmit();
    }
  }

  act(button) {
    if (button.getAttribute("aria-disabled")) return;
    this.pending.act(button.dataset.go, button.dataset.value || "", this.data.step);
    this.status.showBusy();
    this.transmit();
  }

  // Tell the server to look again, as after a file has arrived.
  ask(name, value) {
    this.pending.act(name, value, this.data.step);
    this.transmit();
  }

  // A photo's tools are loaded when the first of them is used.
  async crop(button) {
    if (this.isBringing) return;
    this.isBringing = true;
    const { Cropping } = await bring("./form_photo.js", this.stop.signal);
    this.isBringing = false;
    if (this.cropping) this.cropping.end();
    else this.cropping = new Cropping(this, button.closest("li"), () => (this.cropping = null));
  }

  takeSuggestion(field, value) {
    write(field, value);
    this.note(field);
    this.transmit();
    controlAt(this.root, field.dataset.field).focus();
  }

  focusRow(row, field) {
    dressRows(field);
    const control = row && row.querySelector(".finput");
    if (control) control.focus();
  }

  goTo(anchor) {
    const control = controlAt(this.root, anchor);
    if (!control) return;
    const place = control.closest("[data-row], .fline, [data-field]") || control;
    place.scrollIntoView({ block: "start" });
    control.focus({ preventScroll: true });
  }

  transmit() {
    clearTimeout(this.timer);
    this.unsent = false;
    this.sentAt = Date.now();
    const message = this.pending.message();
    this.send({ ...message, client: CLIENT, step: this.data.step, holds: held.hash });
    this.status.showLine();
  }

  tick() {
    if (!this.pending) return;
    const wait = RESEND[Math.min(this.pending.attempts, RESEND.length - 1)];
    if (!this.pending.isEmpty && !this.unsent && Date.now() - this.sentAt > wait) {
      this.pending.attempts += 1;
      this.transmit();
    }
    this.status.showLine();
  }

  arrive() {
    if (this.data.refused) {
      this.focusProblems();
      return;
    }
    if (this.wanted && this.root.querySelector(`#f-${CSS.escape(this.wanted)}`)) {
      this.goTo(this.wanted);
    } else {
      window.scrollTo(0, 0);
      this.root.querySelector("h1").focus({ preventScroll: true });
    }
    this.wanted = "";
  }

  focusProblems() {
    const problems = this.root.querySelector("#problems");
    if (!problems) return;
    problems.scrollIntoView({ block: "start" });
    problems.focus({ preventScroll: true });
  }

  // What is chosen before there is anything to send it with waits.
  async takeFiles(input) {
    const files = [...input.files];
    if (!this.uploads) {
      this.chosenAt = this.chosenAt || Date.now();
      this.status.showLine();
    }
    const uploads = await this.useUploads();
    this.chosenAt = 0;
    uploads.choose(input, files);
  }

  async useUploads() {
    if (!this.loading) {
      this.loading = bring("./form_upload.js", this.stop.signal).then(({ Uploads }) => {
        this.uploads = new Uploads(this);
        return this.uploads;
      });
    }
    return this.loading;
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".formroot");
  const form = forms.get(root) || new Form(root);
  forms.set(root, form);
  form.send = (message) => setTriggerValue("sent", message);
  form.show(data);
  // Streamlit also cleans up after a call that newer data overtook, while the form stays.
  return () => setTimeout(() => root.isConnected || form.close());
}
