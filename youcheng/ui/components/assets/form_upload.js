// Files: checked, sent one after another with a bar that moves, again after a broken line.
const PAUSES = [1000, 3000, 9000]; // milliseconds before each new attempt
const SILENCE = 30000; // without a byte moved, the line is taken for broken
const ENDINGS = { jpeg: "jpg", heif: "heic" };

const kindOf = (file) => {
  const ending = file.name.split(".").pop().toLowerCase();
  return ENDINGS[ending] || ending;
};

class Upload {
  constructor(uploads, field, file) {
    this.uploads = uploads;
    this.field = field;
    this.file = file;
    this.state = "waiting";
    this.attempts = 0;
    this.picture = file.type.startsWith("image/") ? URL.createObjectURL(file) : "";
    this.row = document.createElement("li");
    const make = (tag, name) => {
      const element = document.createElement(tag);
      element.className = name;
      this.row.append(element);
      return element;
    };
    showPicture(make("span", "fthumb"), kindOf(file), this.picture);
    const name = make("span", "ffile");
    name.textContent = file.name;
    this.note = document.createElement("small");
    name.append(this.note);
    this.again = this.button(make("button", "link"), uploads.words.again, () => this.retry());
    this.drop = this.button(make("button", "link"), uploads.words.cancel, () => this.cancel());
    this.bar = make("progress", "");
    this.bar.max = 100;
    this.bar.setAttribute("aria-label", file.name);
    this.said = make("p", "ferror");
    this.show();
  }

  button(element, text, act) {
    element.type = "button";
    element.textContent = text;
    const name = document.createElement("span");
    name.className = "sr";
    name.textContent = ` ${this.file.name}`;
    element.append(name);
    element.addEventListener("click", (event) => {
      event.stopPropagation();
      act();
    });
    return element;
  }

  show(text = "") {
    const { words } = this.uploads;
    const failed = this.state === "failed" || this.state === "refused";
    this.said.hidden = !failed;
    this.said.textContent = failed ? text : "";
    this.bar.hidden = failed;
    this.again.hidden = this.state !== "failed";
    this.note.textContent = { waiting: words.waiting, sending: words.sending, done: words.arrived }[this.state] || "";
    if (failed) this.uploads.say(this.field, text);
  }

  send() {
    const { address, headers } = this.uploads.form.data.upload;
    const request = new XMLHttpRequest();
    let moved = Date.now();
    const watch = setInterval(() => Date.now() - moved > SILENCE && request.abort(), 1000);
    this.state = "sending";
    this.request = request;
    this.bar.value = 0;
    this.show();
    request.open("POST", address);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.setRequestHeader("X-Form-Field", this.field.dataset.field);
    request.setRequestHeader("X-File-Name", encodeURIComponent(this.file.name));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => {
      moved = Date.now();
      if (event.lengthComputable) this.bar.value = (event.loaded / event.total) * 100;
    };
    request.onloadend = () => {
      clearInterval(watch);
      if (this.state === "sending") this.finish(request);
    };
    request.send(this.file);
  }

  finish(request) {
    let answer = {};
    try {
      answer = JSON.parse(request.responseText);
    } catch {
      // Nothing, or somebody's error page: the line or the server broke off.
    }
    if (request.status === 200 && answer.file) {
      this.state = "done";
      this.key = answer.file.key;
      this.bar.value = 100;
      this.show();
      this.uploads.arrived(this);
    } else if (answer.message) {
      this.state = answer.retry_after === undefined ? "refused" : "failed";
      this.show(answer.message);
      this.uploads.next();
    } else if (this.attempts < PAUSES.length) {
      this.timer = setTimeout(() => this.send(), PAUSES[this.attempts]);
      this.attempts += 1;
    } else {
      this.state = "failed";
      this.show(this.uploads.words.broken);
      this.uploads.next();
    }
  }

  refuse(sentence) {
    this.state = "refused";
    this.show(sentence);
  }

  retry() {
    this.state = "waiting";
    this.attempts = 0;
    this.show();
    this.uploads.next();
  }

  // Its state first: a request that is aborted ends at once, and would be made again.
  stop() {
    this.state = "cancelled";
    clearTimeout(this.timer);
    if (this.request) this.request.abort();
  }

  cancel() {
    this.stop();
    URL.revokeObjectURL(this.picture);
    this.uploads.forget(this);
    this.uploads.next();
  }
}

function showPicture(place, kind, picture) {
  if (!picture) {
    place.textContent = kind.toUpperCase();
    return;
  }
  const image = document.createElement("img");
  image.alt = "";
  image.src = picture;
  place.replaceChildren(image);
}

export class Uploads {
  constructor(form) {
    this.form = form;
    this.all = [];
    this.pictures = new Map();
    for (const name of ["dragover", "dragleave", "drop"]) {
      form.root.addEventListener(name, (event) => {
        const place = event.target.closest(".fdrop");
        if (place) place.classList.toggle("over", name === "dragover");
      }, { signal: form.stop.signal });
    }
  }

  get words() {
    return this.form.data.words.files;
  }

  get busy() {
    return this.all.some((one) => one.state === "waiting" || one.state === "sending" || one.state === "failed");
  }

  // The files that were chosen; the input is free for others at once.
  choose(input, files) {
    const field = input.closest("[data-field]");
    const { kinds, bytes, most, refusals } = input.dataset;
    const sentences = JSON.parse(refusals);
    for (const file of files) {
      const upload = new Upload(this, field, file);
      const there = field.querySelectorAll(".ffiles [data-key]").length
        + this.all.filter((one) => one.field === field && !["refused", "done"].includes(one.state)).length;
      this.all.push(upload);
      field.querySelector(".fsending").append(upload.row);
      if (there >= Number(most)) upload.refuse(sentences.many);
      else if (!kinds.split(",").includes(kindOf(file))) upload.refuse(sentences.kind);
      else if (!file.size) upload.refuse(sentences.empty);
      else if (file.size > Number(bytes)) upload.refuse(sentences.big);
    }
    input.value = "";
    this.next();
  }

  // One at a time: on a slow line the first is there sooner.
  next() {
    if (!this.all.some((one) => one.state === "sending")) {
      const waiting = this.all.find((one) => one.state === "waiting");
      if (waiting) waiting.send();
    }
    this.form.status.showLine();
  }

  arrived(upload) {
    if (upload.picture) this.pictures.set(upload.key, upload.picture);
    this.say(upload.field, this.words.arrived);
    this.form.ask("files", upload.field.dataset.field);
    this.next();
  }

  forget(upload) {
    const input = upload.field.querySelector("input[type=file]");
    upload.row.remove();
    this.all = this.all.filter((one) => one !== upload);
    if (input) input.focus();
  }

  say(field, text) {
    const live = field.querySelector(".fdrop + [role=status]");
    if (live) live.textContent = text;
  }

  // After the server's word: what it lists is no longer ours to show.
  settle() {
    const { root } = this.form;
    for (const upload of this.all.filter((one) => one.state === "done")) {
      if (!root.querySelector(`.ffiles [data-key="${CSS.escape(upload.key)}"]`)) continue;
      upload.row.remove();
      this.all = this.all.filter((one) => one !== upload);
    }
    for (const row of root.querySelectorAll(".ffiles [data-key]")) {
      const place = row.querySelector(".fthumb");
      if (place && !place.firstElementChild) showPicture(place, place.dataset.kind, this.pictures.get(row.dataset.key));
    }
    // A step that was left takes its rows with it; its uploads go on only where they are seen.
    for (const upload of this.all.filter((one) => !one.row.isConnected)) {
      const field = root.querySelector(`[data-field="${CSS.escape(upload.field.dataset.field)}"]`);
      if (!field) continue;
      upload.field = field;
      field.querySelector(".fsending").append(upload.row);
    }
  }

  close() {
    for (const upload of this.all) upload.stop();
    const pictures = [...this.all.map((one) => one.picture), ...this.pictures.values()];
    for (const picture of pictures) URL.revokeObjectURL(picture);
    this.all = [];
  }
}
