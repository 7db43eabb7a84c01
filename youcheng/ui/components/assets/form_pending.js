// What the server has not acknowledged yet: changes by question, and what was asked for by buttons.
// Every message carries all of it, so any message may be lost; changes outlive a reload of the page.

// Number of the last message of this page. A form that was taken away and comes back goes on from
// there: what the server has acknowledged by then is none of its changes.
let last = 0;

// By name, what stood for a form before. The app takes a form away and puts it up anew when another
// version of the site answers: what was asked for just then is asked for again. Who comes back to a
// form later has nothing left to be asked for.
const stood = new Map();
const ANEW = 10000;

export class Pending {
  constructor(name) {
    this.key = `youcheng-form:${name}`;
    this.changes = new Map();
    this.acts = [];
    this.since = Date.now();
    this.attempts = 0;
    this.left = Infinity;
    const earlier = stood.get(name);
    if (earlier && this.since - earlier.left < ANEW) this.acts = earlier.acts;
    stood.set(name, this);
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.key) || "[]");
      for (const [field, value, base] of kept) this.changes.set(field, { value, base, first: last + 1 });
    } catch {
      // The browser may close its storage to the page: then a reload loses what was not sent.
    }
  }

  // The form was taken away.
  leave() {
    this.left = Date.now();
  }

  keep() {
    try {
      const kept = [...this.changes].map(([field, one]) => [field, one.value, one.base]);
      if (kept.length) sessionStorage.setItem(this.key, JSON.stringify(kept));
      else sessionStorage.removeItem(this.key);
    } catch {
      // As above, or it is full.
    }
  }

  get isEmpty() {
    return !this.changes.size && !this.acts.length;
  }

  has(field) {
    return this.changes.has(field);
  }

  value(field) {
    return this.changes.get(field).value;
  }

  // `base`: the revision that was on the screen when the question was first changed.
  change(field, value, base) {
    if (this.isEmpty) this.since = Date.now();
    const before = this.changes.get(field);
    this.changes.set(field, { value, base: before ? before.base : base, first: last + 1 });
    this.keep();
  }

  act(name, value, step) {
    if (this.isEmpty) this.since = Date.now();
    this.acts.push({ name, value, step, number: last + 1 });
  }

  message() {
    last += 1;
    const changed = [...this.changes];
    return {
      number: last,
      base: changed.length ? Math.min(...changed.map(([, one]) => one.base)) : null,
      changes: Object.fromEntries(changed.map(([field, one]) => [field, one.value])),
      acts: this.acts,
    };
  }

  // Forget what the server has; return the questions whose change it acknowledges.
  acknowledge(number, acted) {
    const done = new Set();
    for (const [field, one] of this.changes) {
      if (one.first > number) continue;
      this.changes.delete(field);
      done.add(field);
    }
    const waiting = this.acts.length;
    this.acts = this.acts.filter((one) => one.number > acted);
    if (done.size) this.keep();
    if (done.size || this.acts.length < waiting) {
      this.since = Date.now();
      this.attempts = 0;
    }
    return done;
  }
}
