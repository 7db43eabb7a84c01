// Brings a piece of the page to new markup and keeps every element that is still in it, so that
// focus, caret, what was typed and what is open stay as they are.
const OWN_STATE = new Set(["open", "value", "checked"]);

// What nobody types into has no state of its own: there a value is the server's.
const isOwn = (element, name) => OWN_STATE.has(name) && !(name === "value" && element.matches("[type=hidden], [readonly], option, button"));

function syncAttributes(have, want) {
  for (const { name } of [...have.attributes]) {
    if (!want.hasAttribute(name) && !isOwn(have, name)) have.removeAttribute(name);
  }
  for (const { name, value } of [...want.attributes]) {
    if (!isOwn(have, name) && have.getAttribute(name) !== value) have.setAttribute(name, value);
  }
}

const fits = (have, want) =>
  have.nodeType === want.nodeType && have.nodeName === want.nodeName && (have.id || "") === (want.id || "");

function patchNode(have, want) {
  if (have.nodeType !== Node.ELEMENT_NODE) {
    if (have.nodeValue !== want.nodeValue) have.nodeValue = want.nodeValue;
    return;
  }
  syncAttributes(have, want);
  if (have.nodeName === "TEMPLATE") {
    if (have.innerHTML !== want.innerHTML) have.innerHTML = want.innerHTML;
  } else if (!want.hasAttribute("data-own") && have.nodeName !== "TEXTAREA") {
    patchChildren(have, want);
  }
}

function patchChildren(have, want) {
  const ids = new Set([...want.children].map((child) => child.id).filter(Boolean));
  for (const child of [...have.children]) {
    if (child.id && !ids.has(child.id)) child.remove();
  }
  let next = have.firstChild;
  for (const child of [...want.childNodes]) {
    let found = next;
    if (child.id) found = [...have.children].find((one) => one.id === child.id);
    if (found && fits(found, child)) {
      // What stands before it and has no name goes: to move a focused element would blur it.
      while (next && next !== found && !next.id) {
        const after = next.nextSibling;
        next.remove();
        next = after;
      }
      if (found === next) next = next.nextSibling;
      else have.insertBefore(found, next);
      patchNode(found, child);
    } else {
      have.insertBefore(document.importNode(child, true), next);
    }
  }
  while (next) {
    const after = next.nextSibling;
    next.remove();
    next = after;
  }
}

export function patch(element, markup) {
  const template = document.createElement("template");
  template.innerHTML = markup;
  patchChildren(element, template.content);
}
