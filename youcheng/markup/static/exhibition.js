// Exhibition mode: one picture after the other over the whole screen, each with its caption.
const STANDS = 10000; // milliseconds that a picture stays after it was seen

export class Exhibition {
  constructor(viewer) {
    this.viewer = viewer;
    this.on = false;
    this.playing = false;
    document.addEventListener("fullscreenchange", () => {
      // The window would lie below the screen that was filled after it.
      if (document.fullscreenElement && this.on && viewer.dialog.open) {
        viewer.dialog.close();
        viewer.dialog.showModal();
        this.focus();
      } else if (!document.fullscreenElement && this.on && this.filled) this.stop();
      this.filled = Boolean(document.fullscreenElement);
    });
    document.addEventListener("visibilitychange", () => document.hidden && this.playing && this.toggle());
  }

  start() {
    this.viewer.make();
    this.on = true;
    this.playing = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.viewer.dialog.classList.add("exhibit");
    const screen = document.documentElement;
    // Some phones fill the screen with nothing but videos; the window fills the page as it is.
    if (screen.requestFullscreen) screen.requestFullscreen().catch(() => {});
  }

  // A picture hangs: the time runs once it can be seen, or cannot be had.
  arrive() {
    this.wait();
    this.focus();
    this.say();
    const picture = this.viewer.view.querySelector(".stage img");
    if (!picture) return;
    picture.sizes = "100vw";
    const next = this.viewer.view.querySelector("a[rel=next]");
    const go = () => {
      this.wait();
      if (next && next.dataset.picture) new Image().src = next.dataset.picture;
      if (this.on && this.playing) this.clock = setTimeout(() => this.step(), STANDS);
    };
    if (picture.complete) {
      go();
      return;
    }
    // One that cannot be fetched stops nothing.
    for (const name of ["load", "error"]) picture.addEventListener(name, go, { once: true });
  }

  step() {
    if (this.on && this.playing && !this.viewer.turn("next")) this.toggle();
  }

  toggle() {
    if (!this.on) return;
    this.playing = !this.playing;
    this.wait();
    this.say();
    if (this.playing) this.step();
  }

  wait() {
    clearTimeout(this.clock);
  }

  say() {
    const button = this.viewer.view.querySelector("[data-do=pause]");
    if (button) button.setAttribute("aria-pressed", String(!this.playing));
  }

  focus() {
    const button = this.viewer.view.querySelector("[data-do=pause]");
    if (button) button.focus({ preventScroll: true });
  }

  stop() {
    if (!this.on) return;
    this.on = this.playing = false;
    this.wait();
    this.viewer.dialog.classList.remove("exhibit");
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
    const title = this.viewer.view.querySelector("h1");
    if (title) title.focus({ preventScroll: true });
  }
}
