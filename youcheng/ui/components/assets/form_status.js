// What is said of the form's state: the line "Saved at 14:32", busy buttons, the mark in the title.
const UNSAVED = 8000; // milliseconds without an answer after which the person is told

export class Status {
  constructor(form) {
    this.form = form;
    // The app writes the title anew in every run.
    this.titles = new MutationObserver(() => this.markTitle());
    this.titles.observe(document.head, { subtree: true, childList: true, characterData: true });
  }

  close() {
    this.titles.disconnect();
    this.markTitle(false);
  }

  show() {
    const said = this.form.root.querySelector(".fsaid");
    if (said && said.textContent !== this.form.data.said) said.textContent = this.form.data.said;
    this.markTitle();
    this.showLine();
    this.showBusy();
  }

  state() {
    const { form } = this;
    if (!form.isUnsaved()) return "saved";
    const isLate = (since) => Date.now() - since > UNSAVED;
    const waits = (form.chosenAt && isLate(form.chosenAt)) || (!form.pending.isEmpty && isLate(form.pending.since));
    return waits || navigator.onLine === false ? "unsaved" : "saving";
  }

  savedWords() {
    const { saved, words } = this.form.data;
    if (!saved) return words.nothing;
    const moment = new Date(saved);
    const lang = `${document.documentElement.lang}-u-nu-latn`;
    const format = (options) => new Intl.DateTimeFormat(lang, options).format(moment);
    const time = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    const today = moment.toDateString() === new Date().toDateString();
    if (today) return words.saved.replace("{time}", time);
    return words.earlier.replace("{date}", format({ dateStyle: "long" })).replace("{time}", time);
  }

  showLine() {
    const line = this.form.root.querySelector(".fsaved");
    if (!line || !this.form.data) return;
    const state = this.state();
    const text = state === "saved" ? this.savedWords() : this.form.data.words[state];
    if (line.textContent !== text) line.textContent = text;
    line.closest("[data-step]").dataset.state = state;
    // Heard only when the line breaks and when it is back.
    const live = line.nextElementSibling;
    const spoken = state === "unsaved" || (state === "saved" && live.textContent) ? text : live.textContent;
    if (live.textContent !== spoken) live.textContent = spoken;
  }

  showBusy() {
    const { pending, root } = this.form;
    const waiting = new Set(pending.acts.map((act) => `${act.name} ${act.value}`));
    for (const button of root.querySelectorAll("[data-go]")) {
      if (waiting.has(`${button.dataset.go} ${button.dataset.value || ""}`)) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  }

  markTitle(wanted = Boolean(this.form.data && this.form.data.refused)) {
    if (!this.form.data) return;
    const prefix = `${this.form.data.words.error} `;
    const marked = document.title.startsWith(prefix);
    if (wanted && !marked) document.title = prefix + document.title;
    else if (!wanted && marked) document.title = document.title.slice(prefix.length);
  }
}
