// The close look at a picture: its tiles, our own buttons and keys, and the region as the address
// holds it, in pixels of the whole picture (Media Fragments URI 1.0: xywh=left,top,width,height).
const LIBRARY = "./openseadragon.js";
const STEP = 1.5; // times larger with each press
const PART = 0.15; // of what is seen, for each press of an arrow

let library;

function load() {
  library = library || new Promise((done, failed) => {
    const script = document.createElement("script");
    Object.assign(script, { src: LIBRARY, onload: () => done(window.OpenSeadragon), onerror: failed });
    document.head.append(script);
  });
  library.catch(() => (library = null));
  return library;
}

export class DeepZoom {
  constructor(article, onRegion) {
    this.article = article;
    this.onRegion = onRegion;
    this.panel = article.querySelector("[data-zoom]");
    this.frame = this.panel.querySelector("[data-zoom-picture]");
    this.stop = new AbortController();
    const on = { signal: this.stop.signal };
    this.panel.addEventListener("click", (event) => this.onClick(event), on);
    this.frame.addEventListener("keydown", (event) => this.onKey(event), on);
  }

  async open(region) {
    this.article.classList.add("zooming");
    this.panel.hidden = false;
    this.panel.scrollIntoView({ block: "nearest" });
    this.frame.focus({ preventScroll: true });
    try {
      const OpenSeadragon = await load();
      if (this.stop.signal.aborted) return;
      this.start(OpenSeadragon, region);
    } catch {
      this.say(this.panel.dataset.broken);
    }
  }

  start(OpenSeadragon, region) {
    const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.viewer = OpenSeadragon({
      element: this.frame,
      tileSources: this.panel.dataset.zoom,
      drawer: "canvas",
      showNavigationControl: false,
      tabIndex: "",
      gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
      animationTime: quiet ? 0 : 0.6,
      immediateRender: true,
      visibilityRatio: 0.6,
      constrainDuringPan: true,
      minZoomImageRatio: 0.9,
      maxZoomPixelRatio: 3,
    });
    const { viewer } = this;
    viewer.addHandler("canvas-key", (event) => {
      event.preventDefaultAction = true;
    });
    viewer.addHandler("open", () => {
      this.item = viewer.world.getItemAt(0);
      if (region) {
        const [left, top, width, height] = region.split(",").map(Number);
        const box = new OpenSeadragon.Rect(left, top, Math.max(1, width), Math.max(1, height));
        viewer.viewport.fitBounds(this.item.imageToViewportRectangle(box), true);
      }
      viewer.addHandler("animation-finish", () => this.report());
      if (quiet) viewer.addHandler("animation", () => this.report());
    });
    // Tiles are cut some time after a work was sent in: until then there is the largest copy.
    viewer.addHandler("open-failed", () => {
      if (this.plain) {
        this.say(this.panel.dataset.broken);
        return;
      }
      this.plain = true;
      viewer.open({ type: "image", url: this.panel.dataset.plain });
    });
  }

  report() {
    if (!this.item) return;
    const box = this.item.viewportToImageRectangle(this.viewer.viewport.getBounds());
    const numbers = [box.x, box.y, box.width, box.height].map((number) => Math.max(0, Math.round(number)));
    this.onRegion(numbers.join(","));
  }

  onClick(event) {
    const button = event.target.closest("[data-zoom-to]");
    if (button) this.move(button.dataset.zoomTo);
  }

  onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    // In the window over the wall the browser says so itself, as it does for every such window.
    if (event.key === "Escape" && !event.target.closest("dialog")) {
      this.panel.querySelector("[data-do=unzoom]").click();
      return;
    }
    const act = { "+": "in", "=": "in", "-": "out", 0: "all", ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    this.move(act);
  }

  move(act) {
    if (!this.item) return;
    const { viewport } = this.viewer;
    const seen = viewport.getBounds();
    const by = (across, down) => {
      const delta = seen.getTopLeft();
      Object.assign(delta, { x: across * PART * seen.width, y: down * PART * seen.height });
      viewport.panBy(delta);
    };
    if (act === "in") viewport.zoomBy(STEP);
    else if (act === "out") viewport.zoomBy(1 / STEP);
    else if (act === "all") viewport.goHome();
    else if (act === "left") by(-1, 0);
    else if (act === "right") by(1, 0);
    else if (act === "up") by(0, -1);
    else by(0, 1);
    viewport.applyConstraints();
  }

  say(text) {
    const note = this.panel.querySelector("[role=status]");
    note.textContent = text;
  }

  close() {
    this.stop.abort();
    if (this.viewer) this.viewer.destroy();
    this.say("");
    this.panel.hidden = true;
    this.article.classList.remove("zooming");
    const button = this.article.querySelector("[data-do=zoom]");
    if (button) button.focus({ preventScroll: true });
  }
}
