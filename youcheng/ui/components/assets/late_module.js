// A module that is loaded after the page: asked for again when the line breaks, until it is there
// or the signal says that nobody waits for it any more; then nothing that awaits it goes on.
const PAUSES = [1000, 3000, 9000, 20000]; // milliseconds before each new attempt

export async function bring(path, signal) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      // Some browsers keep a failure as long as the page stands: each attempt has its own address.
      const module = await import(attempt ? `${path}?again=${attempt}` : path);
      if (!signal.aborted) return module;
    } catch {
      await new Promise((go) => setTimeout(go, PAUSES[Math.min(attempt, PAUSES.length - 1)]));
    }
    if (signal.aborted) return new Promise(() => {});
  }
}
