// A module that is loaded after the page: asked for again when the line breaks, until it is there.
const PAUSES = [1000, 3000, 9000, 20000]; // milliseconds before each new attempt

export async function bring(path) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      // Some browsers keep a failure as long as the page stands: each attempt has its own address.
      return await import(attempt ? `${path}?again=${attempt}` : path);
    } catch {
      await new Promise((go) => setTimeout(go, PAUSES[Math.min(attempt, PAUSES.length - 1)]));
    }
  }
}
