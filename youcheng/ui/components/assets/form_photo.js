// The part of a photo that stays: two corners that are dragged, or moved with the arrow keys.
const STEP = 0.02; // of the photo's side, for one press of an arrow key
const LEAST = 0.1; // of the photo's side that always stays
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const between = (value, low, high) => Math.min(Math.max(value, low), high);

export class Cropping {
  constructor(form, row, finished) {
    this.form = form;
    this.row = row;
    this.finished = finished;
    this.box = [0, 0, 1, 1];
    this.area = row.querySelector(".fcropped");
    this.frame = row.querySelector(".fcrop");
    this.tools = row.querySelector("[data-cropping]");
    this.stop = new AbortController();
    const on = (name, act) => this.frame.addEventListener(name, act, { signal: this.stop.signal });
    on("pointerdown", (event) => this.hold(event));
    on("pointermove", (event) => this.drag(event));
    on("pointerup", () => (this.held = null));
    on("pointercancel", () => (this.held = null));
    on("keydown", (event) => this.nudge(event));
    this.show(true);
    this.draw();
    this.frame.querySelector("button").focus({ preventScroll: true });
  }

  show(open) {
    this.frame.hidden = !open;
    this.tools.hidden = !open;
    this.row.querySelector("[data-crop]").setAttribute("aria-expanded", String(open));
  }

  draw() {
    const [left, top, right, bottom] = this.box.map((side) => `${side * 100}%`);
    for (const [name, value] of Object.entries({ left, top, right, bottom })) {
      this.frame.style.setProperty(`--${name}`, value);
    }
  }

  hold(event) {
    const corner = event.target.closest("[data-corner]");
    if (!corner) return;
    event.preventDefault();
    corner.focus({ preventScroll: true });
    this.held = corner;
    corner.setPointerCapture(event.pointerId);
  }

  drag(event) {
    if (!this.held) return;
    const { left, top, width, height } = this.area.getBoundingClientRect();
    this.move(this.held, (event.clientX - left) / width, (event.clientY - top) / height);
  }

  nudge(event) {
    const corner = event.target.closest("[data-corner]");
    const arrow = ARROWS[event.key];
    if (event.key === "Escape") this.end();
    if (!corner || !arrow) return;
    event.preventDefault();
    const at = corner.dataset.corner === "0 0" ? 0 : 2;
    this.move(corner, this.box[at] + arrow[0] * STEP, this.box[at + 1] + arrow[1] * STEP);
  }

  move(corner, x, y) {
    const [left, top, right, bottom] = this.box;
    this.box = corner.dataset.corner === "0 0"
      ? [between(x, 0, right - LEAST), between(y, 0, bottom - LEAST), right, bottom]
      : [left, top, between(x, left + LEAST, 1), between(y, top + LEAST, 1)];
    this.draw();
  }

  use() {
    const part = this.box.map((side) => side.toFixed(4)).join(",");
    if (part !== "0.0000,0.0000,1.0000,1.0000") this.form.ask("crop", `${this.row.dataset.key}:${part}`);
    this.end();
  }

  end() {
    this.stop.abort();
    this.show(false);
    const opener = this.row.querySelector("[data-crop]");
    if (opener) opener.focus({ preventScroll: true });
    this.finished();
  }
}
