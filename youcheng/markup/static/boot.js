// Brings the app in after the first paint, and takes the first paint away when the app stands.
(() => {
  "use strict";
  const root = document.getElementById("root");
  const first = document.getElementById("content");
  const modules = JSON.parse(document.getElementById("modules").textContent);
  const started = performance.now();
  const LONGEST_WAIT = 4000; // after the app's first heading, in milliseconds
  const PICTURES_WAIT = 6000; // for the pictures that are seen first, in milliseconds

  // Drawings come after the text, each once: the app strips them from markup, and its frame asks for
  // them again.
  const drawings = {};
  const read = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    return answer.text();
  };
  window.youchengDraw = async (place) => {
    const address = place.dataset.drawing;
    drawings[address] = drawings[address] || read(address);
    try {
      const drawing = await drawings[address];
      if (!place.firstChild) place.innerHTML = drawing;
    } catch {
      delete drawings[address]; // the next one who asks tries again
    }
  };
  const draw = () => first.querySelectorAll("[data-drawing]").forEach(window.youchengDraw);

  // See history_steps.js.
  window.youchengSteps = [];
  window.addEventListener("popstate", (event) => {
    for (const hear of window.youchengSteps) {
      if (!event.cancelBubble) hear(event);
    }
  }, true);

  const add = (tag, attributes) => {
    const element = document.createElement(tag);
    Object.assign(element, attributes);
    document.head.append(element);
  };

  const load = () => {
    // Without it the app first looks for its server below the page's own path, and gets a 404.
    window.__streamlit = { BACKEND_BASE_URL: location.origin + "/" };
    add("link", { rel: "stylesheet", href: modules.style });
    for (const href of modules.preload) add("link", { rel: "modulepreload", href });
    add("script", { type: "module", src: modules.entry });
    watch();
  };

  const stands = (app, headingSince) => {
    if (!app || !root.querySelector("h1")) return false;
    // What Streamlit still fetches the script for is a grey box of another height.
    if (root.querySelector("[data-drawing]:empty, [data-wait], [data-testid=stSkeleton]")) {
      return headingSince && performance.now() - headingSince > LONGEST_WAIT;
    }
    if (app.dataset.testScriptState === "notRunning") return true;
    return headingSince && performance.now() - headingSince > LONGEST_WAIT;
  };

  // The skip link's target goes with the first paint; the app's own content takes its place.
  const skip = () => {
    root.tabIndex = -1;
    document.querySelector(".skip").addEventListener("click", (event) => {
      event.preventDefault();
      root.focus({ preventScroll: true });
      root.scrollIntoView();
    });
  };

  const swap = () => {
    const scroll = window.scrollY;
    const focused = first.contains(document.activeElement) ? document.activeElement : null;
    const href = focused && focused.getAttribute("href");
    first.remove();
    root.classList.remove("waiting");
    skip();
    window.scrollTo(0, scroll);
    if (href) {
      const same = [...root.querySelectorAll("a[href]")].find((a) => a.getAttribute("href") === href);
      if (same) same.focus({ preventScroll: true });
    } else if (location.hash) {
      const target = document.getElementById(location.hash.slice(1));
      if (target && !scroll) target.scrollIntoView();
    }
    performance.mark("youcheng-app", { startTime: started });
    document.documentElement.dataset.app = "on";
  };

  const watch = () => {
    let headingSince = 0;
    const look = () => {
      if (!headingSince && root.querySelector("h1")) headingSince = performance.now();
      if (stands(root.querySelector(".stApp"), headingSince)) {
        observer.disconnect();
        clearInterval(clock);
        requestAnimationFrame(swap);
      }
    };
    const observer = new MutationObserver(look);
    observer.observe(root, {
      subtree: true, childList: true, attributes: true,
      attributeFilter: ["data-test-script-state", "data-wait"],
    });
    const clock = setInterval(look, 500);
  };

  // On a slow line the app would take the line from the pictures that the visitor came for.
  const afterPictures = () => {
    const pictures = [...first.querySelectorAll("img[fetchpriority=high]")].filter((one) => !one.complete);
    const longest = new Promise((resolve) => setTimeout(resolve, PICTURES_WAIT));
    return Promise.race([Promise.allSettled(pictures.map((one) => one.decode())), longest]);
  };
  const letFontsIn = () => {
    document.getElementById("fonts").media = "all";
  };
  // The app comes a frame after the fonts, so that they are asked for first.
  const begin = async () => {
    draw();
    await afterPictures();
    letFontsIn();
    requestAnimationFrame(() => setTimeout(load, 0));
  };
  if (document.visibilityState === "hidden") {
    draw();
    letFontsIn();
    load();
  } else {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(begin, 0)));
  }
})();
