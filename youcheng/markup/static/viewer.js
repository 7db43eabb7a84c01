// A work in place: its page's own markup in a window over the wall, with an entry in the history, so
// that the back button closes it and its address can be shared.
import { Exhibition } from "./exhibition.js";
import { onHistoryStep } from "./history_steps.js";
import { fetchNear } from "./near_pictures.js";
import { showKept } from "./selection.js";
import { tellBroken } from "./work_acts.js";

const STYLE = "./viewer.css";
const SWIPE = 70; // pixels that a finger goes sideways

const inHash = (name) => new URLSearchParams(location.hash.slice(1)).get(name);

export class Viewer {
  constructor() {
    this.canOpen = typeof HTMLDialogElement === "function" && "showModal" in HTMLDialogElement.prototype;
    this.address = "";
    this.ticket = 0;
    this.pushed = false;
    this.exhibition = new Exhibition(this);
  }

  // The window is made at first need, in the document itself: what the app redraws does not touch it.
  make() {
    if (this.dialog) return;
    const dialog = document.createElement("dialog");
    dialog.className = "viewer stHtml";
    dialog.innerHTML = '<p class="sr" role="status"></p><div data-in-place></div>';
    document.body.append(dialog);
    this.dialog = dialog;
    [this.live, this.view] = dialog.children;
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.leave();
    });
    dialog.addEventListener("keydown", (event) => this.onKey(event));
    dialog.addEventListener("pointerdown", (event) => this.onPress(event));
    dialog.addEventListener("pointerup", (event) => this.onRelease(event));
    this.styled = new Promise((done) => {
      const link = document.createElement("link");
      Object.assign(link, { rel: "stylesheet", href: STYLE, onload: done, onerror: done });
      document.head.append(link);
    });
  }

  get article() {
    return this.view && this.view.querySelector("[data-work]");
  }

  // Follows the address: a work that it names is opened, also after a reload or with the back button.
  follow() {
    const look = (event) => {
      const place = location.pathname + location.search;
      const isOpen = this.dialog && this.dialog.open;
      // The app would run its page again for an address that has not changed for it.
      if (event && event.type === "popstate" && isOpen && place === this.place) event.stopImmediatePropagation();
      const code = inHash("work");
      if (!code || !this.canOpen || !/^[0-9A-Z-]{4,20}$/.test(code)) {
        if (isOpen) this.hide();
        else this.forget();
      } else if (!isOpen || !this.article || this.article.dataset.work !== code) {
        this.load(this.addressOf(code));
      }
    };
    onHistoryStep(look);
    window.addEventListener("hashchange", look);
    look();
  }

  addressOf(code) {
    const hanging = document.querySelector(`[data-in-place] a[href^="/art/${code}?"]`);
    if (hanging) return hanging.href;
    const asked = new URLSearchParams(location.search);
    for (const name of ["after", "before", "works"]) asked.delete(name);
    return `${location.origin}/art/${code}?${asked}`;
  }

  open(link) {
    const code = link.pathname.slice("/art/".length);
    this.write(`#work=${code}`, this.dialog && this.dialog.open);
    this.load(link.href, link.querySelector("img"));
  }

  write(hash, instead) {
    if (instead) {
      history.replaceState(history.state, "", hash);
    } else {
      history.pushState(history.state, "", hash);
      this.pushed = true;
    }
  }

  async load(address, preview) {
    this.make();
    this.endZoom();
    const ticket = (this.ticket += 1);
    this.address = address;
    this.place = location.pathname + location.search;
    await this.styled;
    if (ticket !== this.ticket) return;
    if (!this.dialog.open) this.show();
    if (preview && preview.currentSrc) this.sketch(preview);
    let text;
    try {
      const where = new URL(address);
      where.searchParams.set("part", "view");
      const reply = await fetch(where);
      if (!(reply.headers.get("content-type") || "").startsWith("text/html")) throw new Error("no page");
      text = await reply.text();
    } catch {
      if (ticket === this.ticket) this.fail();
      return;
    }
    if (ticket !== this.ticket) return;
    this.view.innerHTML = text;
    this.arrive();
  }

  // What hung on the wall stands large at once, until the work itself has come.
  sketch(preview) {
    const figure = document.createElement("figure");
    figure.className = "stage";
    const mat = document.createElement("div");
    mat.className = "mat";
    mat.style.setProperty("--r", preview.width / preview.height);
    const picture = document.createElement("img");
    for (const name of ["alt", "lang", "style"]) {
      if (preview.hasAttribute(name)) picture.setAttribute(name, preview.getAttribute(name));
    }
    Object.assign(picture, { src: preview.currentSrc, width: preview.width, height: preview.height });
    mat.append(picture);
    figure.append(mat);
    this.view.replaceChildren(figure);
    this.dialog.scrollTo(0, 0);
  }

  fail() {
    const words = document.querySelector("[data-broken]");
    const note = document.createElement("div");
    note.className = "message";
    note.innerHTML = `<h1 tabindex="-1"></h1><p><a class="btn"></a> <button type="button" class="btn" data-do="close"></button></p>`;
    const [title, link, button] = note.querySelectorAll("h1, a, button");
    title.textContent = words ? words.dataset.broken : document.title;
    Object.assign(link, { href: this.address, textContent: words ? words.dataset.again : "↻" });
    button.textContent = words ? words.dataset.close : "×";
    this.view.replaceChildren(note);
    title.focus();
    this.exhibition.stop();
  }

  arrive() {
    const article = this.article;
    for (const one of this.view.querySelectorAll("[data-needs-script]")) one.hidden = false;
    showKept(this.view);
    this.dialog.scrollTo(0, 0);
    fetchNear(this.view);
    const title = this.view.querySelector("h1");
    this.dialog.setAttribute("aria-label", title ? title.textContent : "");
    this.title = this.title || document.title;
    if (article) document.title = article.dataset.title;
    if (this.exhibition.on) {
      this.live.textContent = article ? `${title.textContent}. ${this.view.querySelector("img").alt}` : "";
      this.exhibition.arrive();
    } else if (title) {
      title.focus({ preventScroll: true });
    }
    this.region(article);
  }

  show() {
    this.opener = document.activeElement;
    this.dialog.showModal();
    document.documentElement.classList.add("viewing");
  }

  // What is still coming is wanted no more.
  forget() {
    this.ticket += 1;
    this.pushed = false;
    this.exhibition.stop();
  }

  hide() {
    this.forget();
    const code = this.article && this.article.dataset.work;
    this.endZoom();
    this.dialog.close();
    this.view.replaceChildren();
    document.documentElement.classList.remove("viewing");
    if (this.title) document.title = this.title;
    this.title = "";
    const last = code && document.querySelector(`[data-in-place] a[href^="/art/${code}?"]`);
    const target = last || (this.opener && this.opener.isConnected ? this.opener : null);
    if (target) target.focus();
  }

  // One step out: of the close look, of the exhibition, of the work.
  leave() {
    if (this.closeZoom()) return;
    if (this.exhibition.on) {
      this.exhibition.stop();
      return;
    }
    if (this.pushed) {
      history.back();
    } else {
      history.replaceState(history.state, "", location.pathname + location.search);
      this.hide();
    }
  }

  turn(way) {
    const link = this.view.querySelector(`a[rel=${way}]`);
    if (!link) return false;
    this.open(link);
    return true;
  }

  exhibit(button) {
    const work = button.closest("[data-work]");
    this.closeZoom();
    this.exhibition.start();
    if (work && this.dialog && this.dialog.contains(work)) this.exhibition.arrive();
    else {
      const address = new URL(button.dataset.address, location.href);
      this.write(`#work=${address.pathname.slice("/art/".length)}`, false);
      this.load(address.href);
    }
  }

  async zoom(article, region) {
    let DeepZoom;
    try {
      ({ DeepZoom } = await import("./zoom.js"));
    } catch {
      tellBroken(article);
      return;
    }
    if (!article.isConnected) return;
    article.querySelector("[data-note]").textContent = "";
    this.closeZoom();
    this.deep = new DeepZoom(article, (found) => this.writeRegion(article, found));
    await this.deep.open(region);
  }

  writeRegion(article, region) {
    const inPlace = this.dialog && this.dialog.contains(article);
    const hash = [inPlace && `work=${article.dataset.work}`, region && `xywh=${region}`].filter(Boolean).join("&");
    history.replaceState(history.state, "", hash ? `#${hash}` : location.pathname + location.search);
  }

  closeZoom() {
    const deep = this.endZoom();
    if (deep) this.writeRegion(deep.article, "");
    return Boolean(deep);
  }

  // The close look ends with the work that it is of; the address is no longer about it.
  endZoom() {
    const { deep } = this;
    this.deep = null;
    if (deep) deep.close();
    return deep;
  }

  // A region in the address belongs to the work that is shown.
  region(article) {
    const region = inHash("xywh");
    if (article && region && /^\d+,\d+,\d+,\d+$/.test(region)) this.zoom(article, region);
  }

  onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    // The app has keys of its own, such as C for its cache.
    event.stopPropagation();
    if (this.deep || event.target.closest("input, textarea")) return;
    if (event.key === "ArrowRight") this.turn("next");
    else if (event.key === "ArrowLeft") this.turn("prev");
    else if (event.key === " " && this.exhibition.on && !event.target.closest("button, a")) this.exhibition.toggle();
    else return;
    event.preventDefault();
  }

  onPress(event) {
    this.press = event.pointerType === "touch" && event.isPrimary && !this.deep ? event : null;
  }

  onRelease(event) {
    if (!this.press) return;
    const across = event.clientX - this.press.clientX;
    const down = event.clientY - this.press.clientY;
    this.press = null;
    if (Math.abs(across) > SWIPE && Math.abs(down) < SWIPE / 2) this.turn(across < 0 ? "next" : "prev");
  }
}
