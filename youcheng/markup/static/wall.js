// The wall: another page of it, or another choice of works, comes in place of the one that hangs, with
// an entry in the history. Without this script each of its links leads to the same page as a document.
import { onHistoryStep } from "./history_steps.js";

const ALONE = ["part", "wall"];

const place = () => location.pathname + location.search;

export class Wall {
  // `dress` is called with markup that came later.
  constructor(dress) {
    this.dress = dress;
    this.ticket = 0;
    this.tops = new Map(); // by address, how far down the page was
    this.hung = place();
    this.turned = false;
    document.addEventListener("click", (event) => this.onClick(event), true);
    document.addEventListener("submit", (event) => this.onSubmit(event), true);
    onHistoryStep((event) => this.onBack(event));
  }

  // What the visitor sees: the first paint until the app takes its place.
  get node() {
    return document.querySelector("#content [data-wall]") || document.querySelector("#root [data-wall]");
  }

  // Before the app and its frame take the click for one that leads to a page of theirs.
  onClick(event) {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("[data-wall] a[href]");
    if (!link || link.origin !== location.origin || link.pathname !== location.pathname) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const chosen = link.closest("[data-choose]");
    this.go(link.href, chosen ? { href: link.getAttribute("href") } : { first: true });
  }

  onSubmit(event) {
    const form = event.target.closest("[data-wall] form");
    if (!form || new URL(form.action).pathname !== location.pathname) return;
    event.preventDefault();
    const asked = [...new FormData(form)].filter(([, value]) => value !== "");
    this.go(`${form.action}?${new URLSearchParams(asked)}`, { id: "find-q" });
  }

  // The app would run its page again; the wall needs no more than its own markup.
  onBack(event) {
    if (!this.node || new URL(this.node.dataset.wall || place(), location.href).pathname !== location.pathname) return;
    if (this.hung === place()) return;
    event.stopImmediatePropagation();
    this.turn(location.href, { top: this.tops.get(place()) || 0 });
  }

  go(address, then) {
    this.tops.set(this.hung, window.scrollY);
    this.turn(address, then, true);
  }

  // Fetches the wall of `address` and hangs it; `then` says where the visitor is afterwards.
  async turn(address, then, push) {
    const ticket = (this.ticket += 1);
    this.turned = true;
    this.node.setAttribute("aria-busy", "true");
    const markup = await this.read(address);
    // The app may have taken the place of the first paint meanwhile, with the same wall.
    if (ticket !== this.ticket || !this.node) return;
    for (const one of document.querySelectorAll("[data-wall]")) one.removeAttribute("aria-busy");
    if (!markup) {
      this.fail(this.node, address);
      return;
    }
    if (push) history.pushState(history.state, "", address);
    this.hung = place();
    for (const one of document.querySelectorAll("[data-wall]")) this.replace(one, markup);
    this.arrive(then);
  }

  // The markup of the wall at an address; empty where it cannot be had.
  async read(address) {
    const where = new URL(address, location.href);
    where.hash = "";
    where.searchParams.set(...ALONE);
    try {
      const reply = await fetch(where);
      const text = reply.ok ? await reply.text() : "";
      return text.includes(" data-wall=") ? text : "";
    } catch {
      return "";
    }
  }

  replace(before, markup) {
    const open = before.querySelector("details[open]");
    const holder = document.createElement("div");
    holder.innerHTML = markup;
    const after = holder.querySelector("[data-wall]");
    before.replaceWith(after);
    const further = after.querySelector("details");
    if (open && further) further.open = true;
    this.dress(after);
    // Until the app's frame is there, the languages lead to the page that was first.
    for (const link of document.querySelectorAll(".langs a[href]")) {
      const there = new URL(location.href);
      there.searchParams.set("lang", new URL(link.href).searchParams.get("lang"));
      link.href = there.pathname + there.search;
    }
  }

  arrive(then) {
    const { node } = this;
    if (!this.live) {
      this.live = document.createElement("p");
      this.live.setAttribute("role", "status");
      this.live.className = "sr wallsaid";
      document.body.append(this.live);
    }
    this.live.textContent = node.dataset.said;
    if (then.top !== undefined) {
      window.scrollTo(0, then.top);
      return;
    }
    const first = node.querySelector("ul.wall");
    const target = (then.href && [...node.querySelectorAll("[data-choose] a")].find((one) => one.getAttribute("href") === then.href))
      || (then.id && document.getElementById(then.id))
      || (first || node).querySelector("a[href]");
    if (then.first && first) first.scrollIntoView({ block: "start" });
    if (target) target.focus({ preventScroll: true });
  }

  fail(node, address) {
    const note = document.querySelector("template[data-lost]").content.firstElementChild.cloneNode(true);
    note.querySelector("a").href = new URL(address, location.href).href;
    const earlier = node.querySelector("[data-lost-note]");
    if (earlier) earlier.remove();
    node.prepend(note);
    note.querySelector("a").focus({ preventScroll: true });
    note.scrollIntoView({ block: "center" });
  }

  // Hangs the wall of `address` in the app's own place for it: the one of the first paint if it is
  // that, or what the visitor has turned to there while the app was coming; else it is fetched.
  async hang(root, address) {
    if (root.dataset.address === address) return;
    root.dataset.address = address;
    const here = root.querySelector("[data-wall]");
    if (here && here.dataset.wall === address) return;
    const painted = document.querySelector("#content [data-wall]");
    let markup;
    if (painted && (this.turned || painted.dataset.wall === address)) {
      // A page that is just being turned comes here as well: its ticket stays.
      markup = painted.outerHTML;
    } else {
      const ticket = (this.ticket += 1);
      markup = await this.read(address);
      if (ticket !== this.ticket || !root.isConnected) return;
    }
    this.hung = place();
    const holder = document.createElement("div");
    holder.dataset.wall = "";
    if (here) here.replaceWith(holder);
    else root.append(holder);
    if (markup) this.replace(holder, markup);
    else this.fail(holder, address);
    root.removeAttribute("data-wait");
  }
}
