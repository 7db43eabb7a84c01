// Pictures far down a page, which stand in a noscript: they are fetched when the visitor comes near.
// Browsers fetch what is marked as lazy long before, and what nobody scrolls down to see costs as much.
const NEAR = "300px";

function show(place) {
  const held = place.querySelector("noscript");
  if (held) place.innerHTML = held.textContent;
}

const watch = "IntersectionObserver" in window && new IntersectionObserver((seen) => {
  for (const { isIntersecting, target } of seen) {
    if (!isIntersecting) continue;
    watch.unobserve(target);
    show(target);
  }
}, { rootMargin: NEAR });

export function fetchNear(root) {
  for (const place of root.querySelectorAll("[data-near]")) {
    if (watch) watch.observe(place);
    else show(place);
  }
}
