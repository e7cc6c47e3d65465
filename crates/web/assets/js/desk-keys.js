// <desk-keys>: the keys of the sheet inside act. Each line of it names its keys, what they do, and to what:
// data-key="j" data-does="walk" data-at="1".

// How long the letter of a page is waited for behind the key that goes there.
const GO_MS = 2000;

const FIELDS = "input:not([type='checkbox']), textarea, select, [contenteditable]";

class DeskKeys extends HTMLElement {
  #keys = new Map();
  #listen = (event) => this.#press(event);
  #begun = "";
  #timer = 0;

  connectedCallback() {
    for (const line of this.querySelectorAll("[data-key]")) {
      this.#keys.set(line.dataset.key, line.dataset);
    }
    document.addEventListener("keydown", this.#listen);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#listen);
    clearTimeout(this.#timer);
  }

  #press(event) {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      this.#do(this.#keys.get(`Ctrl+${event.key.toLowerCase()}`), event);
      return;
    }
    if (!("keys" in document.body.dataset)) return;
    // Whoever types, types: single keys act only outside of fields and open dialogs.
    if (event.target.closest(`${FIELDS}, dialog[open]`)) return;
    if (event.target.closest("[popover]:popover-open") && event.key !== "?") return;
    const key = this.#begun ? `${this.#begun} ${event.key}` : event.key;
    if (event.key !== "Shift") this.#begin("");
    this.#do(this.#keys.get(key), event);
  }

  #begin(key) {
    clearTimeout(this.#timer);
    this.#begun = key;
    if (key) this.#timer = setTimeout(() => this.#begin(""), GO_MS);
  }

  #do(line, event) {
    if (!line) return;
    const done = {
      focus: () => focusFirst(line.at),
      last: () => focusOn([...document.querySelectorAll(line.at)].at(-1)),
      press: () => press(line.at),
      send: () => act(mainButton()),
      walk: () => walk(Number(line.at)),
      open: () => act(rowInFocus()?.querySelector(".matter a")),
      pick: () => act(rowInFocus()?.querySelector(".pick")),
      go: () => (this.#begin(line.key), true),
      to: () => (location.assign(line.at), true),
    }[line.does]?.();
    if (done) event.preventDefault();
  }
}

// Selectors stand in the order in which they are wanted, not in that of the page.
function focusFirst(selectors) {
  for (const selector of selectors.split(",")) {
    const found = document.querySelector(selector);
    if (found) return focusOn(found);
  }
  return false;
}

function focusOn(found) {
  if (!found) return false;
  for (let fold = found.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    fold.open = true;
  }
  // What is folded on a telephone stands behind its sign, under the same heading.
  const part = found.closest(".folded") ?? (found.matches("h2") ? found : null);
  const sign = part?.parentElement.querySelector(":scope > .fold");
  if (sign) sign.open = true;
  const focusable = "a[href], button, input:not([type='hidden']), select, textarea";
  const target = found.matches("form") ? (found.querySelector(focusable) ?? found) : found;
  if (!target.matches(focusable)) target.tabIndex = -1;
  target.focus();
  target.scrollIntoView({ block: "nearest" });
  if (target.matches("input[type='search']")) target.select();
  return true;
}

// What sends the form in whose field somebody types; on a preview, where nobody types, what sends that.
function mainButton() {
  const form = document.activeElement?.form ?? document.querySelector(".preview form");
  return form?.querySelector("button.main") ?? form?.querySelector(".foot button:not(.quiet)");
}

const act = (found) => (found?.click(), Boolean(found));

const press = (selector) => act(document.querySelector(selector));

const rowInFocus = () => document.activeElement?.closest("desk-rows tbody tr");

function walk(by) {
  const links = [...document.querySelectorAll("desk-rows .matter a")];
  if (links.length === 0) return false;
  const here = links.indexOf(rowInFocus()?.querySelector(".matter a"));
  const there = here < 0 ? 0 : here + by;
  links[Math.min(Math.max(there, 0), links.length - 1)].focus();
  return true;
}

customElements.define("desk-keys", DeskKeys);
