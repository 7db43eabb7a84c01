// The pictures of entries: of a size for the line and the zoom, moved and enlarged together.
const LIGHT = "youcheng-jury-light";
const MOST = 8;
const view = { scale: 1, x: 0, y: 0 };
let light = null;

function isLight() {
  if (light === null) {
    light = Boolean(navigator.connection && navigator.connection.saveData);
    try {
      const kept = localStorage.getItem(LIGHT);
      if (kept) light = kept === "yes";
    } catch {
      // Then it is as the device asks for.
    }
  }
  return light;
}

function sizeFor() {
  if (isLight()) return 640;
  return view.scale > 1 ? 2560 : 1280;
}

export function mountPictures(page) {
  const box = page.querySelector("[data-light]");
  if (box) box.checked = isLight();
  for (const figure of page.querySelectorAll("[data-picture]")) {
    let picture = figure.firstElementChild;
    if (!picture) {
      picture = document.createElement("img");
      picture.alt = figure.dataset.alt;
      picture.draggable = false;
      figure.append(picture);
    }
    const size = Math.max(sizeFor(), isLight() ? 0 : Number(picture.dataset.size || 0));
    if (Number(picture.dataset.size) === size) continue;
    picture.dataset.size = size;
    picture.src = `${figure.dataset.picture}/${size}`;
  }
}

export function applyZoom(page) {
  const most = (view.scale - 1) / 2;
  view.x = Math.min(Math.max(view.x, -most), most);
  view.y = Math.min(Math.max(view.y, -most), most);
  for (const figure of page.querySelectorAll("[data-picture]")) {
    const picture = figure.firstElementChild;
    if (!picture) continue;
    picture.style.transform = `translate(${view.x * 100}%,${view.y * 100}%) scale(${view.scale})`;
    figure.style.touchAction = view.scale > 1 ? "none" : "pan-y";
  }
}

export function resetZoom() {
  Object.assign(view, { scale: 1, x: 0, y: 0 });
}

// By 0: to twice its size and back.
export function zoomBy(page, times) {
  const wanted = times ? view.scale * times : view.scale > 1 ? 1 : 2.5;
  const scale = Math.min(Math.max(wanted, 1), MOST);
  view.x *= scale / view.scale;
  view.y *= scale / view.scale;
  view.scale = scale;
  mountPictures(page);
  applyZoom(page);
}

// In steps of a tenth of the window on it; false where all of the picture is seen.
export function panBy(page, right, down) {
  if (view.scale <= 1) return false;
  view.x += right * 0.1;
  view.y += down * 0.1;
  applyZoom(page);
  return true;
}

const held = new Map();
const gap = () => {
  const [one, other] = [...held.values()];
  return Math.hypot(one.x - other.x, one.y - other.y);
};

document.addEventListener("pointerdown", (event) => {
  const figure = event.target.closest("[data-jury] [data-picture]");
  if (!figure || event.button) return;
  if (view.scale > 1) event.preventDefault();
  figure.setPointerCapture(event.pointerId);
  held.set(event.pointerId, { x: event.clientX, y: event.clientY });
});

document.addEventListener("pointermove", (event) => {
  const before = held.get(event.pointerId);
  const figure = before && event.target.closest("[data-jury] [data-picture]");
  if (!figure) return;
  const page = figure.closest("[data-jury]");
  const apart = held.size === 2 ? gap() : 0;
  held.set(event.pointerId, { x: event.clientX, y: event.clientY });
  if (apart) zoomBy(page, gap() / apart);
  else if (view.scale > 1) {
    view.x += (event.clientX - before.x) / figure.clientWidth;
    view.y += (event.clientY - before.y) / figure.clientHeight;
    applyZoom(page);
  }
});

for (const name of ["pointerup", "pointercancel"]) {
  document.addEventListener(name, (event) => held.delete(event.pointerId));
}

document.addEventListener("dblclick", (event) => {
  const figure = event.target.closest("[data-jury] [data-picture]");
  if (figure) zoomBy(figure.closest("[data-jury]"), 0);
});

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-jury] [data-light]")) return;
  light = event.target.checked;
  try {
    localStorage.setItem(LIGHT, light ? "yes" : "no");
  } catch {
    // Then it holds until the page is loaded again.
  }
  mountPictures(event.target.closest("[data-jury]"));
});
